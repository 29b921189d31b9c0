"""A store asks the endpoints that its operator allows, joins what they say, and is none the worse for it."""

from __future__ import annotations

import json
import socket
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest

from untoc_graph.errors import (
    CallError,
    FederationError,
    QueryAbandonedError,
    QuerySyntaxError,
    QueryTimeoutError,
    ServerBusyError,
    ServiceRefusedError,
    UpdateRefusedError,
)
from untoc_graph.rdf.formats import graph_format, result_format
from untoc_graph.settings import Settings
from untoc_graph.sparql.endpoint import Endpoint
from untoc_graph.sparql.reply import Reply, Request
from untoc_graph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from untoc_graph.store.release import Release

JSON = result_format("json")
RESULTS = "application/sparql-results+json"
EMPTY = b'{"head":{"vars":[]},"results":{"bindings":[]}}'
ACTIONS = "https://w3id.org/untoc/graph/actions"
PREFIXES = """
PREFIX graph: <https://w3id.org/untoc/graph/>
PREFIX participant: <https://w3id.org/untoc/participant/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX untoc: <https://w3id.org/untoc/ontology#>
"""


def rows(store: EmbeddedStore, text: str, **options: Any) -> list[dict[str, str]]:
    found = json.loads(store.evaluate(PREFIXES + text, results=JSON, **options).content)["results"][
        "bindings"
    ]
    plain = [{name: term["value"] for name, term in row.items()} for row in found]
    return sorted(plain, key=lambda row: sorted(row.items()))


def asked_for(seen: list[tuple[Request, dict[str, str]]]) -> list[str]:
    return [parse_qs(request.body.decode())["query"][0] for request, _ in seen]


@contextmanager
def silence() -> Iterator[str]:
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/sparql"


@pytest.fixture(scope="module")
def dead() -> str:
    """An address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}/sparql"


@pytest.fixture(scope="module")
def far(small_endpoint) -> str:
    """The address of the other endpoint, which serves the small release."""
    return small_endpoint[0]


@pytest.fixture(scope="module")
def store(small_release: Release, far: str, dead: str) -> Iterator[EmbeddedStore]:
    """A store that may ask the other endpoint, and one that is dead."""
    with EmbeddedStore(small_release, Settings(workers=2, services=(far, dead))) as opened:
        yield opened


@pytest.fixture(scope="module")
def closed(small_release: Release) -> Iterator[EmbeddedStore]:
    """A store that may ask nobody."""
    with EmbeddedStore(small_release, Settings(workers=1)) as opened:
        yield opened


@pytest.fixture
def lone(small_release: Release) -> Iterator[Callable[..., EmbeddedStore]]:
    """`lone(services, **settings)`: a store with one worker."""
    opened: list[EmbeddedStore] = []

    def open_store(*services: str, **options: Any) -> EmbeddedStore:
        opened.append(EmbeddedStore(small_release, Settings(workers=1, services=services, **options)))
        return opened[-1]

    yield open_store
    for one in opened:
        one.close()


# The setting


def test_the_setting_lists_addresses() -> None:
    text = "http://a.example/sparql, https://b.example:8443/x?y=z\nhttp://[::1]:3030/ds"
    assert Settings.from_env({"UNTOC_SERVICES": text}).services == (
        "http://a.example/sparql",
        "https://b.example:8443/x?y=z",
        "http://[::1]:3030/ds",
    )
    assert Settings.from_env({"UNTOC_SERVICES": " "}).services == ()


@pytest.mark.parametrize(
    "address",
    [
        *(
            "file:///etc/passwd",
            "ftp://a.example/",
            "a.example/sparql",
            "/sparql",
            "http://",
            "http:///sparql",
        ),
        *(
            "http://user:word@a.example/",
            "http://@a.example/",
            "http://a.example:0/",
            "http://a.example:port/",
        ),
        *("http://a.example:99999/", "http://[::1/", "//a.example/sparql", "*"),
    ],
)
def test_the_setting_refuses_what_is_no_bare_address(address: str) -> None:
    with pytest.raises(CallError, match=r"UNTOC_SERVICES .* is not the address of an HTTP endpoint"):
        Settings.from_env({"UNTOC_SERVICES": f"http://a.example/ {address}"})


# Answers


def test_what_the_other_endpoint_knows_is_joined_with_what_this_one_knows(
    store: EmbeddedStore, far: str
) -> None:
    # Only the other one has names: the dataset of this one is a single graph.
    text = f"""SELECT ?date ?name {{
        ?action untoc:participant ?who ; untoc:date ?date
        SERVICE <{far}> {{ ?who rdfs:label ?name FILTER(LANG(?name) = "fr") }} }}"""
    assert rows(store, text, default_graphs=[ACTIONS]) == [
        {"date": "2002-12-04", "name": "Roumanie"},
        {"date": "2006-08-02", "name": "Italie"},
    ]
    assert rows(store, text.replace(f"SERVICE <{far}>", ""), default_graphs=[ACTIONS]) == []


def test_the_other_endpoint_is_asked_once_and_for_the_group_alone(
    store: EmbeddedStore, small_endpoint
) -> None:
    far, seen = small_endpoint
    before = len(seen)
    rows(store, f"SELECT ?who {{ ?who a untoc:State SERVICE <{far}> {{ ?who untoc:population ?many }} }}")
    assert asked_for(seen[before:]) == [
        f"BASE <https://w3id.org/untoc/> {' '.join(PREFIXES.split())}\n"
        "SELECT * WHERE { ?who untoc:population ?many }"
    ]


GROUPS = [
    "SELECT * { ?who a untoc:State OPTIONAL { %s { ?who untoc:population ?many } } }",
    "SELECT * { { ?who a untoc:Convention } UNION { %s { ?who a untoc:FormerName } } }",
    "SELECT * { ?who a untoc:State MINUS { %s { ?who untoc:population ?many } } }",
    "SELECT * { ?who a untoc:State FILTER NOT EXISTS { %s { ?who untoc:population ?many } } }",
    "SELECT * { %s { ?who rdfs:label ?name } FILTER(LANG(?name) = 'fr') BIND(STRLEN(?name) AS ?long) }",
    "SELECT ?who (COUNT(*) AS ?names) { ?who a ?kind . %s { ?who rdfs:label ?name } } GROUP BY ?who",
    "SELECT * { ?who a untoc:State { SELECT (MAX(?many) AS ?most) { %s { ?x untoc:population ?many } } } }",
    "SELECT * { %s { { SELECT ?who (COUNT(?n) AS ?names) { ?who rdfs:label ?n } GROUP BY ?who } } }",
    "SELECT * { %s { GRAPH ?g { ?who a untoc:State } } }",
    "SELECT * { %s { ?who a untoc:State } %s { ?who untoc:population ?many } }",
    "SELECT * { %s { ?who a untoc:Nothing } }",
    "SELECT * { ?who a untoc:State . %s { participant:ITA a untoc:State } }",
    "SELECT * { ?who a untoc:State . %s { participant:ITA a untoc:Nothing } }",
    "SELECT * { %s { VALUES ?who { participant:ITA 'a \"b\" \\\\ c\\n' UNDEF } } }",
]


@pytest.mark.parametrize("text", GROUPS)
def test_a_call_for_the_same_data_gives_what_its_group_gives(
    store: EmbeddedStore, far: str, text: str
) -> None:
    assert rows(store, text.replace("%s", f"SERVICE <{far}>")) == rows(store, text.replace("%s", ""))


def test_a_call_inside_graph_asks_the_default_graph_of_the_other(store: EmbeddedStore, far: str) -> None:
    text = f"SELECT ?many {{ GRAPH graph:actions {{ ?who a untoc:State SERVICE <{far}> {{ %s }} }} }}"
    assert rows(store, text % "?who untoc:population ?many") == [{"many": "59"}]
    assert rows(store, text % "GRAPH graph:actions { ?who untoc:population ?many }") == []


def test_ask_and_construct_may_call(store: EmbeddedStore, far: str) -> None:
    group = f"{{ SERVICE <{far}> {{ ?who untoc:population 59 }} }}"
    assert json.loads(store.evaluate(f"{PREFIXES} ASK {group}", results=JSON).content)["boolean"]
    turtle = store.evaluate(
        f"{PREFIXES} CONSTRUCT {{ ?who a untoc:Found }} WHERE {group}", graph=graph_format("turtle")
    )
    assert b"participant:ITA a untoc:Found" in turtle.content


def test_a_large_result_is_joined_whole(lone, serving) -> None:
    bindings = [
        {"n": {"type": "literal", "value": str(n)}, "far": {"type": "uri", "value": f"http://x/{n}"}}
        for n in range(20_000)
    ]
    body = json.dumps({"head": {"vars": ["n", "far"]}, "results": {"bindings": bindings}}).encode()
    with serving(lambda request: Reply(200, RESULTS, body)) as (url, _):
        text = f"SELECT (COUNT(DISTINCT ?far) AS ?many) {{ SERVICE <{url}> {{ ?far ?is ?n }} }}"
        assert rows(lone(url), text) == [{"many": "20000"}]


def test_the_worker_goes_on_to_the_next_query(lone, far: str) -> None:
    store = lone(far)
    for text in (f"ASK {{ SERVICE <{far}> {{}} }}", f"ASK {{ SERVICE <{far}x> {{}} }}", "ASK {}"):
        for _ in range(2):
            try:
                store.evaluate(text, results=JSON)
            except ServiceRefusedError:
                assert "x>" in text
    assert store.load.forked == 1


# What is not allowed

SPELLINGS = [
    "SERVICE <%s> {}",
    "service silent <%s> {}",
    "SERVICE SILENT<%s>{}",
    "SERVICESILENT<%s>{}",
    "SeRvIcE#comment\nSiLeNt#comment\n<%s>#comment\n{}",
    "SERVICE p: {}",
    "SERVICE SILENT p: {}",
    "SERVICESILENTp:{}",
    "SERVICEp:{}",
    "SERVICE <> {}",
    "SERVICE SILENT <?> {}",
    "SERVICE <\\u0068ttp://127.0.0.1:PORT/sparql> {}",
    "?s ?p 1SERVICE<%s>{}",
    "FILTER(1<2)SERVICE#>\nSILENT <%s>{}",
    "BIND(<%s> AS ?x) SERVICE SILENT ?x {}",
    "VALUES ?x { <%s> } SERVICE ?x {}",
    "OPTIONAL { SERVICE SILENT <%s> {} }",
    "{ SELECT * { FILTER EXISTS { SERVICE SILENT <%s> {} } } }",
    "SERVICE SILENT <FAR> { SERVICE SILENT <%s> {} }",
    "SERVICE SILENT <FAR> {} SERVICE SILENT <%s> {}",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("allows", ["one", "none"])
def test_an_endpoint_that_is_not_allowed_is_never_reached(
    store: EmbeddedStore, closed: EmbeddedStore, serving, small_endpoint, spelling: str, allows: str
) -> None:
    far, seen_far = small_endpoint
    one = store if allows == "one" else closed
    with serving(lambda request: Reply(200, RESULTS, EMPTY)) as (url, seen):
        port = url.rpartition(":")[2].partition("/")[0]
        call = spelling.replace("%s", url).replace("PORT", port).replace("FAR", far)
        before = len(seen_far)
        with pytest.raises(ServiceRefusedError):
            one.evaluate(f"BASE <{url}> PREFIX p: <{url}> ASK {{ {call} }}", results=JSON)
        assert (len(seen), len(seen_far)) == (0, before)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("LOAD <%s>", UpdateRefusedError),
        ("LOAD SILENT <%s> INTO GRAPH <a>", UpdateRefusedError),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <%s> { ?s ?p ?o } }", UpdateRefusedError),
        ("ASK { SERVICE <%s> }", QuerySyntaxError),
        ("ASK { SERVICE <%s> { ?s ?p } }", QuerySyntaxError),
    ],
)
def test_what_is_no_query_reaches_nobody_even_where_it_is_allowed(
    lone, serving, text: str, error: type[Exception]
) -> None:
    with serving(lambda request: Reply(200, RESULTS, EMPTY)) as (url, seen):
        with pytest.raises(error):
            lone(url).evaluate(text.replace("%s", url), results=JSON)
        assert seen == []


@pytest.mark.parametrize("clause", ["FROM <%s>", "FROM NAMED <%s>"])
def test_a_dataset_reaches_nobody_even_where_it_is_allowed(lone, serving, clause: str) -> None:
    with serving(lambda request: Reply(200, RESULTS, EMPTY)) as (url, seen):
        store = lone(url)
        text = (
            f"SELECT * {clause.replace('%s', url)} {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
        )
        assert rows(store, text) == []
        assert rows(store, "SELECT * { ?s ?p ?o }", default_graphs=[url], named_graphs=[url]) == []
        assert seen == []


def test_a_refusal_names_the_endpoint_and_those_that_are_allowed(store: EmbeddedStore, far: str) -> None:
    with pytest.raises(ServiceRefusedError, match=rf"<http://x/> is refused: .* only <{far}>, <http"):
        store.evaluate("ASK { SERVICE <http://x/> {} }", results=JSON)


def test_a_mistake_in_a_text_with_a_call_has_its_place(store: EmbeddedStore, far: str) -> None:
    with pytest.raises(QuerySyntaxError, match='unexpected "}" after "') as caught:
        store.evaluate(f"ASK {{\n  SERVICE SILENT <{far}> {{ ?s ?p }} }}", results=JSON)
    assert (caught.value.line, caught.value.column) == (2, len(f"  SERVICE SILENT <{far}> {{ ?s ?p }}"))


# What goes wrong


def test_a_dead_endpoint_is_a_failure_and_silence_forgives_it(store: EmbeddedStore, dead: str) -> None:
    text = f"SELECT ?who ?many {{ ?who a untoc:Convention SERVICE <{dead}> {{ ?who ?p ?many }} }}"
    with pytest.raises(FederationError, match=f"SERVICE <{dead}> failed: it cannot be reached"):
        rows(store, text)
    assert rows(store, text.replace("SERVICE", "SERVICE SILENT")) == [
        {"who": "https://w3id.org/untoc/instrument/untoc"}
    ]


@pytest.mark.parametrize("status", [301, 307])
def test_an_allowed_endpoint_cannot_send_us_to_another(lone, serving, status: int) -> None:
    with (
        serving(lambda request: Reply(200, RESULTS, EMPTY)) as (elsewhere, seen_there),
        serving(lambda request: Reply(status, RESULTS, b"", {"Location": elsewhere})) as (url, seen),
    ):
        store = lone(url)
        with pytest.raises(FederationError, match=f"answered {status}"):
            store.evaluate(f"ASK {{ SERVICE <{url}> {{}} }}", results=JSON)
        # SILENT forgives the failure, and goes no further either.
        assert rows(store, f"SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}") == [{}]
        assert (len(seen), len(seen_there)) == (2, 0)


def test_a_slow_endpoint_is_stopped_and_the_worker_goes_on(lone, askers) -> None:
    with silence() as url:
        store = lone(url, service_timeout=0.4)
        begun = time.monotonic()
        with pytest.raises(FederationError, match=r"within 0\.4 s"):
            store.evaluate(f"ASK {{ SERVICE <{url}> {{}} }}", results=JSON)
        assert rows(store, f"SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}") == [{}]
        assert time.monotonic() - begun < 5
        assert store.load.forked == 1
    assert askers() == []


def test_the_time_of_the_query_is_the_time_of_all_its_calls(lone, askers) -> None:
    with silence() as url:
        store = lone(url, service_timeout=0.6, query_timeout=1.0)
        with pytest.raises(QueryTimeoutError, match="longer than 1 s"):
            store.evaluate(f"ASK {{ {f'SERVICE SILENT <{url}> {{}} ' * 3} }}", results=JSON)
        store.evaluate("ASK {}", results=JSON)
    assert askers() == []


def test_a_client_that_leaves_stops_the_call(lone, askers) -> None:
    with silence() as url:
        begun = time.monotonic()
        with pytest.raises(QueryAbandonedError):
            lone(url).stream(
                f"ASK {{ SERVICE <{url}> {{}} }}", results=JSON, gone=lambda: time.monotonic() > begun + 0.3
            )
        assert time.monotonic() - begun < 4
    assert askers() == []


def test_closing_the_store_stops_the_call(lone, askers) -> None:
    with silence() as url:
        store = lone(url)
        threading.Timer(0.4, store.close).start()
        begun = time.monotonic()
        with pytest.raises(ServerBusyError, match="stopping"):
            store.evaluate(f"ASK {{ SERVICE <{url}> {{}} }}", results=JSON)
        assert time.monotonic() - begun < 4
    assert askers() == []


def test_an_answer_that_is_too_large_is_a_failure(lone, serving) -> None:
    with serving(lambda request: Reply(200, RESULTS, EMPTY + b" " * 10_000)) as (url, _):
        store = lone(url, service_bytes=10_000)
        with pytest.raises(FederationError, match="larger than"):
            store.evaluate(f"ASK {{ SERVICE <{url}> {{}} }}", results=JSON)


def test_a_blank_node_is_an_error_that_tells_the_cure(lone, serving) -> None:
    term = {"type": "bnode", "value": "b0"}
    body = json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": [{"s": term}]}}).encode()
    with (
        serving(lambda request: Reply(200, RESULTS, body)) as (url, _),
        pytest.raises(FederationError, match=r"\?s is a blank node.* SELECT inside the group"),
    ):
        rows(lone(url), f"SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}")


@pytest.mark.parametrize(
    ("called", "status", "slug"), [("dead", 502, "federation-failed"), ("other", 403, "service-refused")]
)
def test_the_protocol_tells_a_failure_from_a_refusal(
    store: EmbeddedStore, dead: str, called: str, status: int, slug: str
) -> None:
    url = dead if called == "dead" else "http://127.0.0.1:1/"
    endpoint = Endpoint(store, store.release, "http://127.0.0.1/sparql", 65_536)
    text = f"ASK {{ SERVICE <{url}> {{}} }}"
    reply = endpoint.answer(Request("POST", content_type="application/sparql-query", body=text.encode()))
    problem = json.loads(reply.body)
    assert (reply.status, problem["type"].rpartition("/")[2]) == (status, slug)
    assert url in problem["detail"]
