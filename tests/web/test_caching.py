"""What is not sent or evaluated again: entity tags, conditional requests, kept replies and their bounds."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from tests.conftest import small_quads, write_release
from untoc_graph.rdf.formats import graph_format, result_format
from untoc_graph.settings import Settings
from untoc_graph.sparql.caching import ReplyCache
from untoc_graph.sparql.reply import Reply, Request
from untoc_graph.store.embedded import EmbeddedStore
from untoc_graph.store.release import Release
from untoc_graph.web import create_app
from untoc_graph.web.service import EXTENSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.web.conftest import Server

SELECT = "SELECT ?s { ?s a <https://w3id.org/untoc/ontology#State> } ORDER BY ?s"
CONSTRUCT = "CONSTRUCT WHERE { ?s a ?class }"
GRAPH = "https://w3id.org/untoc/graph/"
STRONG = re.compile(r'"[0-9a-f]{24}"')

# Texts whose answer is another each time.
CHANGING = [
    "SELECT (NOW() AS ?v) {}",
    "SELECT (now ( ) AS ?v) {}",
    "SELECT (NOW\n#(\n() AS ?v) {}",
    "SELECT (RAND() AS ?v) {}",
    "SELECT (UUID() AS ?v) {}",
    "SELECT (STRUUID() AS ?v) {}",
    "SELECT (BNODE() AS ?v) {}",
    "CONSTRUCT { [] <p> 1 } {}",
    "CONSTRUCT { _:a <p> 1 } {}",
    "CONSTRUCT { <s> <p> (1 2) } {}",
    "CONSTRUCT { <s> <p> [ <q> 1 ] } {}",
    'CONSTRUCT # }\n{ <s> <p> "}" . [] <p> 1 } {}',
]
# Texts of which it is not known.
DOUBTFUL = [
    'SELECT (BNODE("a") AS ?v) {}',
    "SELECT ?s { ?s a <https://w3id.org/untoc/ontology\\u0023State> }",
]
# Texts that only look like these.
STEADY = [
    SELECT,
    "ASK {}",
    'SELECT ("now" AS ?rand) {}',
    "SELECT ?now ?uuid { ?now ?uuid [] }",
    "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o FILTER(?p != <p>) . [] a _:b }",
    "DESCRIBE <https://w3id.org/untoc/participant/ITA>",
]


@pytest.fixture
def fresh(served_build: Path) -> Iterator[FlaskClient]:
    """An application of one's own, with nothing kept."""
    app = create_app(Settings(build=served_build, workers=1))
    yield app.test_client()
    app.extensions[EXTENSION].close()


def ask(client: FlaskClient, text: str, more: str = "", method: str = "GET", **headers: str) -> TestResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.open(f"/sparql?query={quote(text)}{more}", method=method, headers=named)


def numbers(client: FlaskClient) -> dict[str, float]:
    lines = client.get("/metrics").text.splitlines()
    return {
        name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[0] != "#")
    }


# Entity tags


@pytest.mark.parametrize("text", STEADY)
def test_what_is_the_same_each_time_has_a_strong_tag(client: FlaskClient, text: str) -> None:
    first = ask(client, text)
    assert STRONG.fullmatch(first.headers["ETag"])
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert first.headers["Last-Modified"].endswith(" GMT")


def test_rows_that_may_come_in_another_order_have_a_weak_tag(client: FlaskClient) -> None:
    text = "SELECT ?o { { [] <http://www.w3.org/2004/02/skos/core#altLabel> ?o } UNION { [] a ?o } }"
    tag = ask(client, text).headers["ETag"]
    assert tag.startswith("W/")
    assert ask(client, text, If_None_Match=tag).status_code == 304


def test_the_tag_differs_by_all_that_the_reply_depends_on(client: FlaskClient) -> None:
    everyone = [
        ask(client, SELECT),
        ask(client, SELECT + " "),
        ask(client, SELECT, Accept="text/csv"),
        ask(client, SELECT, Accept="application/json"),
        ask(client, SELECT, Accept="application/sparql-results+xml"),
        ask(client, SELECT, "&default-graph-uri=" + quote(GRAPH + "actions")),
        ask(client, SELECT, "&named-graph-uri=" + quote(GRAPH + "actions")),
        ask(client, SELECT, "&default-graph-uri=" + quote(GRAPH + "participants")),
        ask(client, CONSTRUCT),
        ask(client, CONSTRUCT, Accept="application/n-triples"),
        client.get("/graph-store?default"),
        client.get("/graph-store?graph=" + quote(GRAPH + "actions")),
        client.get("/graph-store?graph=" + quote(GRAPH + "participants")),
        client.get("/graph/actions", headers={"Accept": "application/n-triples"}),
        client.get("/sparql"),
        client.get("/sparql", headers={"Accept": "application/n-triples"}),
        client.get("/limits"),
        client.get("/limits", headers={"Accept": "text/html"}),
    ]
    assert {reply.status_code for reply in everyone} == {200}
    tags = [reply.headers["ETag"] for reply in everyone]
    assert len(set(tags)) == len(tags)


def test_the_tag_differs_by_the_release(tmp_path: Path, client: FlaskClient) -> None:
    app = create_app(Settings(build=write_release(tmp_path / "build", small_quads()[:-1]), workers=1))
    try:
        other = app.test_client()
        for path in (f"/sparql?query={quote('ASK {}')}", "/graph-store?default", "/sparql"):
            here, there = client.get(path), other.get(path)
            assert (here.status_code, there.status_code) == (200, 200)
            assert here.headers["ETag"] != there.headers["ETag"], path
    finally:
        app.extensions[EXTENSION].close()


def test_the_same_reply_has_the_same_tag_by_every_way_to_ask(client: FlaskClient) -> None:
    by_form = client.post(
        "/sparql", data=f"query={quote(SELECT)}", content_type="application/x-www-form-urlencoded"
    )
    direct = client.post("/sparql", data=SELECT, content_type="application/sparql-query")
    later = ask(client, SELECT, "&timeout=3")
    assert {reply.headers["ETag"] for reply in (by_form, direct, later, ask(client, SELECT))} == {
        direct.headers["ETag"]
    }


@pytest.mark.parametrize("text", CHANGING)
def test_what_is_another_each_time_has_no_tag_and_is_not_kept(fresh: FlaskClient, text: str) -> None:
    replies = [ask(fresh, text) for _ in range(2)]
    for reply in replies:
        assert reply.status_code == 200
        assert "ETag" not in reply.headers
        assert "Last-Modified" not in reply.headers
        assert reply.headers["Cache-Control"] == "no-store"
    assert replies[0].data != replies[1].data
    assert numbers(fresh)["untoc_cache_replies"] == 0


@pytest.mark.parametrize("text", DOUBTFUL)
def test_doubt_gives_no_tag(client: FlaskClient, text: str) -> None:
    reply = ask(client, text)
    assert reply.status_code == 200
    assert "ETag" not in reply.headers


def test_a_problem_is_neither_tagged_nor_kept(fresh: FlaskClient) -> None:
    for text in ("ASK {", "INSERT DATA { <a> <b> 1 }"):
        for _ in range(2):
            reply = ask(fresh, text)
            assert reply.status_code in {400, 403}
            assert "ETag" not in reply.headers
            assert reply.headers["Cache-Control"] == "no-store"
    assert numbers(fresh)["untoc_cache_replies"] == 0


# Conditional requests


@pytest.mark.parametrize("form", ["{}", "W/{}", '"x", {}', '{}, "x"', '"x",W/{},"y"', " {} ", '"x" , {}'])
@pytest.mark.parametrize("kept", [True, False])
def test_a_client_that_has_the_reply_gets_304(fresh: FlaskClient, form: str, kept: bool) -> None:
    first = ask(fresh, SELECT)
    text = SELECT if kept else SELECT + " "
    tag = first.headers["ETag"] if kept else ask(fresh, text, method="HEAD").headers["ETag"]
    for method in ("GET", "HEAD"):
        again = ask(fresh, text, method=method, If_None_Match=form.format(tag))
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == tag
        for name in ("Cache-Control", "Vary", "Last-Modified", "Access-Control-Allow-Origin"):
            assert again.headers[name] == first.headers[name]
        assert "Content-Type" not in again.headers
        assert "Content-Length" not in again.headers


@pytest.mark.parametrize("form", ['"x"', "x", "", '"', "W/", ","])
def test_a_client_that_has_another_reply_gets_this_one(client: FlaskClient, form: str) -> None:
    assert ask(client, SELECT, If_None_Match=form).status_code == 200


def test_a_tag_of_another_format_does_not_match(client: FlaskClient) -> None:
    tag = ask(client, SELECT, Accept="text/csv").headers["ETag"]
    assert ask(client, SELECT, Accept="text/tab-separated-values", If_None_Match=tag).status_code == 200


def test_a_date_matches_only_when_it_is_the_very_date(client: FlaskClient) -> None:
    first = ask(client, SELECT)
    date = first.headers["Last-Modified"]
    for text in (SELECT, SELECT + "  "):
        assert ask(client, text, If_Modified_Since=date).status_code == 304
        for other in (
            "Thu, 01 Jan 2099 00:00:00 GMT",
            "Thu, 01 Jan 1970 00:00:00 GMT",
            "yesterday",
            date + " ",
        ):
            assert ask(client, text, If_Modified_Since=other).status_code == 200, other
    # A tag is more exact than a date, which then counts for nothing (RFC 9110, 13.1.3).
    assert ask(client, SELECT, If_Modified_Since=date, If_None_Match='"x"').status_code == 200


def test_a_post_is_answered_whatever_its_conditions(client: FlaskClient) -> None:
    tag = ask(client, SELECT).headers["ETag"]
    sent = {"Content-Type": "application/sparql-query", "If-None-Match": tag}
    for _ in range(2):
        assert client.post("/sparql", data=SELECT, headers=sent).status_code == 200


def test_a_condition_does_not_hide_a_mistake(client: FlaskClient) -> None:
    assert ask(client, "ASK {", If_None_Match="*").status_code == 400


@pytest.mark.parametrize("path", ["/sparql", "/graph-store?default", "/graph/actions", "/limits"])
def test_other_documents_are_conditional_too(client: FlaskClient, path: str) -> None:
    first = client.get(path)
    for _ in range(2):
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]


# Kept replies


@pytest.mark.parametrize(
    "path",
    [
        f"/sparql?query={quote(SELECT)}",
        f"/sparql?query={quote(CONSTRUCT)}",
        "/graph-store?default",
        f"/graph-store?graph={quote(GRAPH)}actions",
        "/graph/actions",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_kept_reply_is_the_same_to_the_last_header(
    start: Callable[..., AbstractContextManager[Server]], path: str, method: str
) -> None:
    with start(workers=1) as own:

        def sent() -> tuple[int, list[tuple[str, str]], bytes]:
            reply = own.send(method, path, headers={"Accept": "*/*"})
            fields = [(name, value) for name, value in reply.headers.items() if name.lower() != "date"]
            return reply.status, sorted(fields), reply.body

        first = sent()
        assert first[0] == 200
        assert [sent() for _ in range(3)] == [first] * 3
        assert b'outcome="kept"' in own.send("GET", "/metrics").body


def test_a_kept_reply_is_not_evaluated_again(fresh: FlaskClient) -> None:
    fresh.get("/health/ready")  # by which the release is loaded
    for _ in range(5):
        ask(fresh, SELECT)
    ask(fresh, SELECT, method="HEAD")
    direct = {"data": SELECT, "content_type": "application/sparql-query"}
    for _ in range(2):
        fresh.post("/sparql", **direct)  # type: ignore[arg-type]
    said = numbers(fresh)
    assert said["untoc_cache_replies"] == 2
    assert said["untoc_cache_hits_total"] == 4 + 1 + 1
    assert said["untoc_cache_misses_total"] == 2


def test_a_kept_reply_goes_only_to_those_who_ask_for_the_same(fresh: FlaskClient) -> None:
    ask(fresh, SELECT, Accept="text/csv")
    for accept, media_type in [
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("image/png", "application/problem+json"),
        ("text/csv", "text/csv"),
    ]:
        assert ask(fresh, SELECT, Accept=accept).mimetype == media_type
    inside = ask(fresh, SELECT, "&default-graph-uri=" + quote(GRAPH + "instruments"), Accept="text/csv")
    assert inside.data == b"s\r\n"


def test_a_large_result_is_not_kept(served_build: Path) -> None:
    app = create_app(Settings(build=served_build, workers=1, hold_bytes=100))
    try:
        own = app.test_client()
        text = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
        with ask(own, text) as first, ask(own, text) as second:
            assert first.data == second.data
        assert numbers(own)["untoc_cache_replies"] == 0
    finally:
        app.extensions[EXTENSION].close()


def test_without_room_nothing_is_kept_and_all_is_answered(served_build: Path) -> None:
    app = create_app(Settings(build=served_build, workers=1, cache_bytes=0))
    try:
        own = app.test_client()
        assert [ask(own, SELECT).status_code for _ in range(3)] == [200] * 3
        assert numbers(own)["untoc_cache_replies"] == 0
    finally:
        app.extensions[EXTENSION].close()


# Bounds


def reply_of(size: int) -> Reply:
    return Reply(200, "text/csv", b"x" * size)


def test_what_takes_long_to_make_may_be_larger_than_the_rest() -> None:
    cache = ReplyCache(100_000, 10_000)
    page, too_large = reply_of(30_000), reply_of(45_000)
    cache.put(Request("GET", path="/a"), page)
    cache.put(Request("GET", path="/b"), too_large, worth=4)
    assert len(cache) == 0
    cache.put(Request("GET", path="/c"), page, worth=4)
    assert cache.get(Request("GET", path="/c")) is page
    small = ReplyCache(20_000, 10_000)
    small.put(Request("GET", path="/c"), page, worth=4)
    assert len(small) == 0


def test_the_kept_replies_never_pass_their_bytes() -> None:
    cache = ReplyCache(100_000, 10_000)
    for number in range(500):
        cache.put(Request("GET", f"query={number}".encode()), reply_of(number * 10))
        assert cache.bytes <= 100_000
    assert 0 < len(cache) < 100_000 / 1_500
    # The least recently used have left.
    assert cache.get(Request("GET", b"query=0")) is None
    assert cache.get(Request("GET", b"query=499")) is not None


def test_a_reply_larger_than_one_may_be_is_not_kept() -> None:
    cache = ReplyCache(100_000, 10_000)
    cache.put(Request("GET", b"query=1"), reply_of(9_999))
    assert len(cache) == 0
    cache.put(Request("GET", b"query=1"), reply_of(5_000))
    assert len(cache) == 1


@pytest.mark.parametrize(
    "part", ["path", "accept", "content_type", "content_encoding", "query_string", "body"]
)
def test_nothing_that_a_client_makes_long_takes_room(part: str) -> None:
    def asked(last: str) -> Request:
        long: Any = "x" * 5_000 + last
        request = Request("POST", path="/sparql")
        return replace(request, **{part: long.encode() if part in {"query_string", "body"} else long})

    cache = ReplyCache(1_000_000, 50_000)
    for last in ("a", "b"):
        cache.put(asked(last), Reply(200, "text/csv", last.encode()))
    assert cache.bytes < 5_000
    # And what differs in its last letter is another request.
    for last in ("a", "b"):
        kept = cache.get(asked(last))
        assert kept is not None
        assert kept.body == last.encode()
    assert cache.get(asked("c")) is None


def test_a_reply_that_is_not_whole_is_not_kept() -> None:
    cache = ReplyCache(100_000, 10_000)
    cache.put(Request("GET"), Reply(200, "text/csv", rest=_Rest()))
    assert len(cache) == 0


class _Rest:
    def __iter__(self) -> Iterator[bytes]:
        return iter([b"x"])

    def close(self) -> None:
        pass


# The ground that tags stand on


def test_every_question_of_the_catalogue_has_the_same_bytes_from_every_worker(tmp_path: Path) -> None:
    from untoc_graph.graph.assembly import assemble
    from untoc_graph.graph.release import write_release as write_whole_release
    from untoc_graph.graph.report import Report

    root = Path(__file__).parents[2]
    data = replace(Settings(), data=root / "tests" / "small" / "data", build=tmp_path)
    release = Release.open(write_whole_release(assemble(data), Report(()), tmp_path))
    results, graph = result_format("json"), graph_format("turtle")
    # Each store loads the release anew and forks a worker of its own.
    with EmbeddedStore(release, Settings(workers=1)) as one, EmbeddedStore(release, Settings()) as other:
        for path in sorted((root / "queries").glob("*.rq")):
            text = path.read_text(encoding="utf-8")
            first, second = (store.evaluate(text, results=results, graph=graph) for store in (one, other))
            assert first.content == second.content, path.name


@pytest.mark.parametrize(
    "text",
    [text for text in STEADY if "ASK" not in text]
    + [
        "SELECT DISTINCT ?p ?class { ?s ?p ?o ; a ?class }",
        "SELECT ?p (COUNT(*) AS ?n) (SAMPLE(?o) AS ?any) (GROUP_CONCAT(?s) AS ?all) { ?s ?p ?o } GROUP BY ?p",
        "SELECT ?g ?s { GRAPH ?g { ?s a ?class } }",
        "SELECT * { ?s a ?class MINUS { ?s ?p 59 } OPTIONAL { ?s <http://x/p> ?o } }",
        "SELECT * { [] ?p ?o . ?s (<p>|!<q>)/a ?o }",
    ],
)
def test_a_text_without_an_order_has_the_same_bytes_each_time(small_release: Release, text: str) -> None:
    found = set()
    for _ in range(2):
        with EmbeddedStore(small_release, Settings(workers=1)) as store:
            for _ in range(4):
                answer = store.evaluate(text, results=result_format("json"), graph=graph_format("turtle"))
                found.add(answer.content)
    assert len(found) == 1
    assert json.loads(answer.content)["results"]["bindings"] if answer.kind == "select" else answer.content
