"""A call is found however it is written, sent as a query of its own, and replaced by a table that joins."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from untoc_graph.errors import FederationError, ServiceRefusedError
from untoc_graph.store.diagnosis import diagnose
from untoc_graph.store.federation import MOST_CALLS, federate, read_calls
from untoc_graph.store.tokens import calls_service

if TYPE_CHECKING:
    from collections.abc import Callable

BASE = "http://example.org/base/"
ENDPOINT = "http://example.org/sparql"
HERE = f"<{ENDPOINT}>"
EX = "PREFIX ex: <http://example.org/> "
JSON = ox.QueryResultsFormat.JSON
DATA = """
PREFIX ex: <http://example.org/>
ex:a ex:name "Alan" ; ex:knows ex:b , ex:c ; ex:age 3 .
ex:b ex:name "Bob" , "Robert"@en ; ex:knows ex:c ; ex:age 4 .
ex:c ex:mail "c@example.org" ; ex:age 3 .
"""


def document(variables: list[str], *rows: dict[str, Any]) -> bytes:
    return json.dumps({"head": {"vars": variables}, "results": {"bindings": rows}}).encode()


def literal(value: str) -> dict[str, str]:
    return {"type": "literal", "value": value}


NOTHING = document([])


def nobody(endpoint: str, query: str) -> bytes:
    pytest.fail(f"{endpoint} was asked: {query}")


def answering(*documents: bytes) -> Callable[[str, str], bytes]:
    """Return a fetch that gives these, one after the other, and remembers in `.asked` what it was asked."""
    left = list(documents)

    def fetch(endpoint: str, query: str) -> bytes:
        fetch.asked.append((endpoint, query))  # type: ignore[attr-defined]
        return left.pop(0)

    fetch.asked = []  # type: ignore[attr-defined]
    return fetch


def failing(endpoint: str, query: str) -> bytes:
    raise FederationError("it is asleep")


def rows(text: str, store: ox.Store | None = None) -> list[list[str]]:
    solutions = (store or ox.Store()).query(text, base_iri=BASE)
    assert isinstance(solutions, ox.QuerySolutions)
    return sorted([str(term) for term in solution] for solution in solutions)


# Reading

SPELLINGS = [
    f"SERVICE {HERE} {{ ?s ?p ?o }}",
    f"service {HERE} {{ ?s ?p ?o }}",
    f"SeRvIcE{HERE}{{?s ?p ?o}}",
    f"SERVICE # {{ a comment }}\n # one more\n{HERE} # and <another>\n{{ ?s ?p ?o }}",
    "SERVICE ex:sparql { ?s ?p ?o }",
    "SERVICE ex:sparql{?s ?p ?o}",
    "SERVICE <../sparql> { ?s ?p ?o }",
    "SERVICE </sparql> { ?s ?p ?o }",
    "SERVICE <http://example.org/\\u0073parql> { ?s ?p ?o }",
    "SERVICE <\\U00000068ttp://example.org/sparql> { ?s ?p ?o }",
    f"?a ?b 1SERVICE{HERE}{{ ?s ?p ?o }}",
    f"?a ?b 1.SERVICE {HERE} {{ ?s ?p ?o }}",
    f"?a ?b ex:a.b.SERVICE {HERE} {{ ?s ?p ?o }}",
    f"?a ?b 'x'SERVICE{HERE} {{ ?s ?p ?o }}",
    f"?a ?b 'SERVICE {{' . SERVICE {HERE} {{ ?s ?p ?o }} ?a ?b '}}'",
    f"SERVICE {HERE} {{ ?s ?p ?o FILTER(?o != '}}' && ?o != '''}}'}}''') }}",
    f"SERVICE {HERE} {{ ?s ?p ?o # }}\n }}",
    f"SERVICE {HERE} {{ {{ ?s ?p ?o }} UNION {{ ?s ?p ?o }} }}",
    f"OPTIONAL {{ SERVICE {HERE} {{ ?s ?p ?o }} }}",
    f"{{}} UNION {{ SERVICE {HERE} {{ ?s ?p ?o }} }}",
    f"MINUS {{ SERVICE {HERE} {{ ?s ?p ?o }} }}",
    f"GRAPH ?g {{ SERVICE {HERE} {{ ?s ?p ?o }} }}",
    f"FILTER NOT EXISTS {{ SERVICE {HERE} {{ ?s ?p ?o }} }}",
    f"{{ SELECT ?s {{ SERVICE {HERE} {{ ?s ?p ?o }} }} GROUP BY ?s }}",
    f"SERVICE {HERE} {{ {{ SELECT ?s ?p ?o {{ ?s ?p ?o }} LIMIT 3 }} }}",
]
SILENT_SPELLINGS = [
    f"SERVICE SILENT {HERE} {{ ?s ?p ?o }}",
    f"SERVICESILENT{HERE}{{ ?s ?p ?o }}",
    f"service#\nsilent#\n{HERE}#\n{{ ?s ?p ?o }}",
    "SERVICE SILENT ex:sparql { ?s ?p ?o }",
]


@pytest.mark.parametrize("pattern", SPELLINGS)
def test_a_call_is_read_however_it_is_written(pattern: str) -> None:
    text = f"{EX}SELECT * {{ {pattern} }}"
    plain, [call] = read_calls(text, BASE)
    assert (call.endpoint, call.silent, call.variables) == (ENDPOINT, False, ("o", "p", "s"))
    assert plain[call.start : call.end].casefold().startswith("service")
    assert plain[call.start : call.end].endswith("}")
    spliced = federate(text, BASE, [ENDPOINT], answering(document(["s", "p", "o"])))
    assert not calls_service(spliced)
    ox.Store().query(spliced, base_iri=BASE)


@pytest.mark.parametrize("pattern", SILENT_SPELLINGS)
def test_silent_is_read_however_it_is_written(pattern: str) -> None:
    _, [call] = read_calls(f"{EX}SELECT * {{ {pattern} }}", BASE)
    assert (call.endpoint, call.silent) == (ENDPOINT, True)


@pytest.mark.parametrize(
    "form",
    [
        "SELECT * {}",
        "ASK {}",
        "CONSTRUCT {{ ?s ?p ?o }} WHERE {}",
        "DESCRIBE ?s {}",
        "SELECT (COUNT(*) AS ?n) FROM <g> {}",
    ],
)
def test_every_form_of_query_may_call(form: str) -> None:
    text = form.format(f"{{ SERVICE {HERE} {{ ?s ?p ?o }} }}")
    fetch = answering(document(["s", "p", "o"]))
    ox.Store().query(federate(text, BASE, [ENDPOINT], fetch), base_iri=BASE)
    assert [endpoint for endpoint, _ in fetch.asked] == [ENDPOINT]  # type: ignore[attr-defined]


def test_relative_endpoints_follow_the_last_base() -> None:
    text = "BASE <http://a.example/x/> BASE <../y/> PREFIX e: <z/> ASK { SERVICE e:s {} SERVICE <t> {} }"
    _, calls = read_calls(text, BASE)
    assert [call.endpoint for call in calls] == ["http://a.example/y/z/s", "http://a.example/y/t"]


def test_reading_asks_nobody_though_the_engine_would(serving) -> None:
    with serving(lambda request: None) as (url, seen):
        read_calls(f"ASK {{ SERVICE <{url}> {{ ?s ?p ?o }} }}", BASE)
        assert seen == []


# What is refused


@pytest.mark.parametrize("pattern", SPELLINGS + SILENT_SPELLINGS)
def test_an_endpoint_that_is_not_allowed_is_refused_however_it_is_written(pattern: str) -> None:
    text = f"{EX}SELECT * {{ {pattern} }}"
    with pytest.raises(ServiceRefusedError, match="asks no other endpoint"):
        federate(text, BASE, [], nobody)
    with pytest.raises(ServiceRefusedError, match=f"{ENDPOINT}> is refused: .* only <{ENDPOINT}/>"):
        federate(text, BASE, [f"{ENDPOINT}/"], nobody)


@pytest.mark.parametrize(
    "endpoint",
    [
        "HTTP://example.org/sparql",
        "http://EXAMPLE.org/sparql",
        "http://example.org:80/sparql",
        "http://example.org/%73parql",
        "http://example.org/sparql?",
        "http://example.org/sparql#a",
        "http://example.org/x/../sparql",
        "http://user@example.org/sparql",
        "https://example.org/sparql",
        "file:///etc/passwd",
    ],
)
def test_only_the_very_iri_is_allowed(endpoint: str) -> None:
    text = f"SELECT * {{ SERVICE SILENT <{endpoint}> {{ ?s ?p ?o }} }}"
    with pytest.raises(ServiceRefusedError, match="is refused"):
        federate(text, BASE, [ENDPOINT], nobody)


def test_nothing_is_fetched_where_one_of_the_calls_is_not_allowed() -> None:
    text = f"SELECT * {{ SERVICE {HERE} {{ ?s ?p ?o }} SERVICE <http://x.example/> {{ ?s ?p ?o }} }}"
    with pytest.raises(ServiceRefusedError, match=r"x\.example"):
        federate(text, BASE, [ENDPOINT], nobody)


DOUBTFUL = {
    "a variable": "SERVICE ?x { ?s ?p ?o }",
    "a bound variable": f"VALUES ?x {{ {HERE} }} SERVICE SILENT ?x {{ ?s ?p ?o }}",
    "nested": f"SERVICE {HERE} {{ ?s ?p ?o SERVICE {HERE} {{ ?s ?p ?o }} }}",
    "nested in a sub-select": f"SERVICE {HERE} {{ SELECT * {{ OPTIONAL {{ SERVICE {HERE} {{}} }} }} }}",
    "no blank before a name": "SERVICEex:sparql { ?s ?p ?o }",
    "no blanks round SILENT": "SERVICESILENTex:sparql { ?s ?p ?o }",
    "no blank after SILENT": "SERVICE SILENTex:sparql { ?s ?p ?o }",
    "no blank after a truth": f"?s ?p trueSERVICE{HERE} {{}}",
    "a prefix that calls": "service:a { ?s ?p ?o }",
    "a comparison that looks like an IRI": f"FILTER(1<2#>\n) SERVICE {HERE} {{ ?s ?p ?o }}",
    "the same inside": f"SERVICE {HERE} {{ ?s ?p ?o FILTER(?o<2#> }}\n) }}",
    "a call behind a comparison": f"SERVICE {HERE} {{}} FILTER(1<2)SERVICE#>\n{HERE} {{}}",
}


@pytest.mark.parametrize("pattern", DOUBTFUL.values(), ids=DOUBTFUL)
def test_what_can_be_read_in_two_ways_is_refused(pattern: str) -> None:
    text = (
        f"{EX} PREFIX : <http://example.org/> PREFIX service: <http://example.org/> SELECT * {{ {pattern} }}"
    )
    ox.Store().query(text)  # the engine takes it
    with pytest.raises(ServiceRefusedError, match="SERVICE is refused: "):
        federate(text, BASE, [ENDPOINT], nobody)


def test_a_query_may_not_call_without_end() -> None:
    def text(calls: int) -> str:
        return f"ASK {{ {f'SERVICE {HERE} {{}} ' * calls} }}"

    federate(text(MOST_CALLS), BASE, [ENDPOINT], answering(*[NOTHING] * MOST_CALLS))
    with pytest.raises(ServiceRefusedError, match=f"may call {MOST_CALLS} times"):
        federate(text(MOST_CALLS + 1), BASE, [ENDPOINT], nobody)


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * {{\n SERVICE {HERE} {{ ?s ?p }} }}",
        f"SELECT * {{\n SERVICE {HERE} }}",
        "SELECT * {\n SERVICE 'x' { ?s ?p ?o } }",
        "SELECT * {\n SERVICE no:prefix { ?s ?p ?o } }",
        f"SELECT * {{\n SERVICE {HERE} {{ ?s ?p ?o }} BIND(1 AS ?o) }}",
        f"SELECT * {{\n SERVICE {HERE} {{ ?s ?p ?o }} ",
        f"INSERT {{ ?s ?p ?o }}\nWHERE {{ SERVICE {HERE} {{ ?s ?p ?o }} }}",
        "SELECT * { ?service }\n SERVICE",
    ],
)
@pytest.mark.parametrize("allowed", [ENDPOINT, "http://x.example/"])
def test_a_text_that_is_no_query_gives_the_error_of_the_engine_and_asks_nobody(
    text: str, allowed: str
) -> None:
    with pytest.raises(SyntaxError) as of_engine:
        ox.Store().query(text, base_iri=BASE)
    with pytest.raises(SyntaxError) as ours:
        federate(text, BASE, [allowed], nobody)
    assert diagnose(text, str(ours.value), BASE, {}) == diagnose(text, str(of_engine.value), BASE, {})


@pytest.mark.parametrize("unit", ["SERVICE ", "SERVICE<a>{", "{", "<a#", "#\n.", "service:a ", f"{HERE} "])
def test_reading_calls_takes_time_in_proportion_to_the_text(unit: str) -> None:
    text = f"SELECT * {{ SERVICE {HERE} {{ ?s ?p ?o }} }} " + unit * (32_768 // len(unit))
    begun = time.process_time()
    with pytest.raises((SyntaxError, ServiceRefusedError)):
        read_calls(text, BASE)
    assert time.process_time() - begun < 2.0


NOBODY = "http://127.0.0.1:9/"
PIECES = [
    *(f"SERVICE <{NOBODY}> {{ ?s ?p ?o }}", "SERVICE ", "SERVICE", "SILENT", f"<{NOBODY}>", "service:a"),
    *("{", "}", "{}", "FILTER(1<2", ")", "#>", "\n", "#", "'", "\\'", '"', "'''", "ex:a", "ex:a\\#", ". "),
    *("?s ?p ", "1", "<a#", "ex:a.b.", "@en", "'x'", "UNION ", "OPTIONAL ", "&&", "true", "$s ex:p 'a' . "),
]


@given(st.lists(st.sampled_from(PIECES), max_size=4), st.lists(st.sampled_from(PIECES), max_size=4))
@settings(max_examples=500, deadline=None)
def test_what_is_left_for_the_engine_never_calls(before: list[str], after: list[str]) -> None:
    pieces = [*before, f"SERVICE <{NOBODY}> {{ ?s ?p ?o }}", *after]
    text = f"{EX} PREFIX service: <http://example.org/> ASK {{ {''.join(pieces)} }}"

    def fetch(endpoint: str, query: str) -> bytes:
        ox.Store().query(query)  # it is a query
        return NOTHING

    try:
        spliced = federate(text, BASE, [NOBODY], fetch)
    except (SyntaxError, ServiceRefusedError):
        return
    # The engine carries out an ASK at once, and fails where it calls a port that no HTTP server may use.
    ox.Store().query(spliced, base_iri=BASE)


def test_the_engine_would_fail_if_a_call_were_left() -> None:
    with pytest.raises(OSError, match="port 9"):
        ox.Store().query(f"ASK {{ SERVICE <{NOBODY}> {{ ?s ?p ?o }} }}")


# What is sent


def test_the_group_is_sent_behind_the_declarations_of_the_text() -> None:
    text = (
        "# who wants to know\nVERSION '1.2' BASE <http://b.example/> PREFIX ex: <http://example.org/>\n"
        f"SELECT ?s {{ ?s a ex:Local SERVICE {HERE} {{ ?s a <#Far> # a remark\n; ex:p 'a # b', ex:c\\#d }} }}"
    )
    fetch = answering(document(["s"]))
    federate(text, "http://base.example/", [ENDPOINT], fetch)
    [(_, query)] = fetch.asked  # type: ignore[attr-defined]
    assert query == (
        "BASE <http://base.example/> BASE <http://b.example/> PREFIX ex: <http://example.org/>\n"
        "SELECT * WHERE { ?s a <#Far> ; ex:p 'a # b', ex:c\\#d }"
    )


def test_calls_are_sent_in_their_order() -> None:
    text = f"SELECT * {{ SERVICE {HERE} {{ ?a ?b 1 }} SERVICE {HERE} {{ ?b ?c 2 }} }}"
    fetch = answering(document(["a", "b"]), document(["b", "c"]))
    federate(text, BASE, [ENDPOINT], fetch)
    assert ["1" in query for _, query in fetch.asked] == [True, False]  # type: ignore[attr-defined]


# What comes back


def test_a_call_becomes_a_table_in_its_place() -> None:
    found = document(
        ["a", "b"],
        {"a": {"type": "uri", "value": "http://example.org/1"}, "b": literal('say "x"\n')},
        {"b": {**literal("ja"), "xml:lang": "de"}},
        {"b": {**literal("7"), "datatype": "http://www.w3.org/2001/XMLSchema#integer"}},
        {},
    )
    text = f"SELECT ?a {{ ?a ?x 1 . SERVICE {HERE} {{ ?a ?p ?b }} ?a ?y 2 }}"
    assert federate(text, BASE, [ENDPOINT], answering(found)) == (
        "SELECT ?a { ?a ?x 1 . { VALUES (?a ?b ?p) { "
        '(<http://example.org/1> "say \\"x\\"\\n" UNDEF) '
        '(UNDEF "ja"@de UNDEF) '
        '(UNDEF "7"^^<http://www.w3.org/2001/XMLSchema#integer> UNDEF) '
        "(UNDEF UNDEF UNDEF) } } ?a ?y 2 }"
    )


def test_no_rows_join_with_nothing() -> None:
    text = f"SELECT ?a ?c {{ VALUES ?a {{ 1 2 }} SERVICE {HERE} {{ ?a ?p ?c }} }}"
    assert rows(federate(text, BASE, [ENDPOINT], answering(document(["a", "c"])))) == []


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_group_without_variables_multiplies_by_its_rows(count: int) -> None:
    text = f"SELECT * {{ VALUES ?a {{ 1 2 }} SERVICE {HERE} {{ <a> <b> <c> }} }}"
    spliced = federate(text, BASE, [ENDPOINT], answering(document([], *[{}] * count)))
    assert len(rows(spliced)) == 2 * count


def test_variables_that_were_not_asked_for_cannot_come_in() -> None:
    text = f"SELECT * {{ VALUES ?a {{ 1 2 }} SERVICE {HERE} {{ ?s ?p ?o MINUS {{ ?s ?p ?a }} }} }}"
    sent = {"a": literal("x"), "p": literal("y")}
    spliced = federate(text, BASE, [ENDPOINT], answering(document(["a", "p"], sent)))
    assert "VALUES (?o ?p ?s) { (UNDEF" in spliced
    assert len(rows(spliced)) == 2


iri_texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs"], exclude_characters='<>"{}|^`\\'))
iris = st.one_of(
    iri_texts, st.sampled_from([")service#", "SERVICE", "s", "(\u017fervice#)", "'", "%20"])
).map(lambda local: f"http://example.org/{local}")
texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.sampled_from(
        ['"} SERVICE <http://x/> { ?s ?p ?o } #', "\\", '"""', "\\u0022", "service", "\x00\n\r\t"]
    ),
)
terms = st.one_of(
    st.builds(lambda iri: {"type": "uri", "value": iri}, iris),
    st.builds(literal, texts),
    st.builds(
        lambda value, language: {**literal(value), "xml:lang": language},
        texts,
        st.sampled_from(["en", "zh-hant-tw", "service", "de-service"]),
    ),
    st.builds(lambda value, kind: {**literal(value), "datatype": kind}, texts, iris),
    st.builds(lambda value: {**literal(value), "xml:lang": "ar", "its:dir": "rtl"}, texts),
    st.none(),
)


@given(st.lists(st.tuples(terms, terms), max_size=5))
@settings(deadline=None)
def test_every_term_survives_the_table(
    found: list[tuple[dict[str, str] | None, dict[str, str] | None]],
) -> None:
    solutions = [
        {name: term for name, term in zip("ab", row, strict=True) if term is not None} for row in found
    ]
    sent = document(["a", "b"], *solutions)
    try:
        expected = [[row["a"], row["b"]] for row in ox.parse_query_results(sent, JSON)]  # type: ignore[union-attr]
    except SyntaxError:  # not every text is an IRI
        with pytest.raises(FederationError):
            federate(f"SELECT * {{ SERVICE {HERE} {{ ?a ?p ?b }} }}", BASE, [ENDPOINT], answering(sent))
        return
    text = f"SELECT ?a ?b {{ SERVICE {HERE} {{ ?a ?p ?b }} }}"
    spliced = federate(text, BASE, [ENDPOINT], answering(sent))
    assert not calls_service(spliced)
    assert [list(row) for row in ox.Store().query(spliced)] == expected  # type: ignore[union-attr]


GROUPS = [
    "?a ex:name ?n",
    "?a ex:name ?n FILTER(LANG(?n) = '')",
    "?a ex:age ?age OPTIONAL { ?a ex:name ?n }",
    "SELECT ?a (COUNT(*) AS ?n) { ?a ex:knows ?x } GROUP BY ?a",
    "?a ex:age 3",
    "ex:a ex:age 3",
    "ex:a ex:age 4",
]
AROUND = [
    "SELECT * { ?a ex:knows ?b . %s }",
    "SELECT * { %s ?a ex:knows ?b }",
    "SELECT * { ?a ex:age ?age OPTIONAL { %s } }",
    "SELECT * { ?a ex:age ?age OPTIONAL { %s FILTER(?age > 3) } }",
    "SELECT * { { ?a ex:mail ?m } UNION { %s } }",
    "SELECT * { ?a ex:age ?age MINUS { %s } }",
    "SELECT * { ?a ex:age ?age FILTER EXISTS { %s } }",
    "SELECT * { ?a ex:age ?age FILTER NOT EXISTS { %s } }",
    "SELECT * { ?b ex:knows ?a { SELECT ?a (COUNT(*) AS ?c) { %s } GROUP BY ?a } }",
    "SELECT ?a (SUM(?age) AS ?sum) { ?a ex:age ?age . %s } GROUP BY ?a HAVING(COUNT(*) > 0)",
    "SELECT DISTINCT ?a { %s { ?a ex:knows ?b } UNION { ?b ex:knows ?a } } ORDER BY ?a LIMIT 2",
    "SELECT * { %s BIND(STR(?a) AS ?text) FILTER(CONTAINS(?text, 'a')) } VALUES ?a { ex:a ex:c }",
    "SELECT * { %s { ?a ex:knows ?b } SERVICE <http://example.org/sparql> { ?b ex:age ?of } }",
]


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("around", AROUND)
def test_a_call_for_the_same_data_gives_what_its_group_gives(around: str, group: str) -> None:
    store = ox.Store()
    store.load(DATA.encode(), ox.RdfFormat.TURTLE)

    def fetch(endpoint: str, query: str) -> bytes:
        found = store.query(query).serialize(format=JSON)  # type: ignore[union-attr]
        assert isinstance(found, bytes)
        return found

    called = EX + around % f"SERVICE {HERE} {{ {group} }}"
    local = EX + (around % f"{{ {group} }}").replace(f"SERVICE {HERE} ", "")
    assert rows(federate(called, BASE, [ENDPOINT], fetch), store) == rows(local, store)


# What goes wrong

CALL = f"SELECT * {{ SERVICE {HERE} {{ ?a ?b ?c }} }}"
SILENT = CALL.replace("SERVICE", "SERVICE SILENT")

USELESS = {
    "nothing": b"",
    "a page": b"<!DOCTYPE html><title>Login</title>",
    "half": document(["a"], {"a": literal("x")})[:-3],
    "yes": b'{"head":{},"boolean":true}',
    "other JSON": b'{"a": [1, 2]}',
    "no UTF-8": document(["a"], {"a": literal("x")}).replace(b"x", b"\xff"),
    "a relative IRI": document(["a"], {"a": {"type": "uri", "value": "a"}}),
    "an IRI that is none": document(["a"], {"a": {"type": "uri", "value": "http://x/> ?p ?o"}}),
    "an undeclared variable": document(["b"], {"a": literal("x")}),
}


@pytest.mark.parametrize("sent", USELESS.values(), ids=USELESS)
def test_an_answer_that_is_no_result_is_a_failure_of_the_endpoint(sent: bytes) -> None:
    with pytest.raises(FederationError, match=f"SERVICE <{ENDPOINT}> failed: it "):
        federate(CALL, BASE, [ENDPOINT], answering(sent))
    assert rows(federate(SILENT, BASE, [ENDPOINT], answering(sent))) == [["None"] * 3]


def test_a_failure_names_the_endpoint() -> None:
    with pytest.raises(FederationError, match=f"SERVICE <{ENDPOINT}> failed: it is asleep"):
        federate(CALL, BASE, [ENDPOINT], failing)


def test_a_silent_failure_is_one_solution_without_bindings() -> None:
    text = f"SELECT ?a ?c {{ VALUES ?a {{ 1 2 }} SERVICE SILENT {HERE} {{ ?a ?p ?c }} }}"
    spliced = federate(text, BASE, [ENDPOINT], failing)
    assert [row[1] for row in rows(spliced)] == ["None", "None"]


def test_silent_for_an_empty_group_that_fails_changes_nothing() -> None:
    text = f"SELECT ?a {{ VALUES ?a {{ 1 2 }} SERVICE SILENT {HERE} {{ <a> <b> <c> }} }}"
    assert len(rows(federate(text, BASE, [ENDPOINT], failing))) == 2


TRIPLE = {
    "type": "triple",
    "value": {name: {"type": "uri", "value": "a:a"} for name in ("subject", "predicate", "object")},
}


@pytest.mark.parametrize("text", [CALL, SILENT], ids=["loud", "silent"])
@pytest.mark.parametrize(
    ("term", "kind"), [({"type": "bnode", "value": "x"}, "a blank node"), (TRIPLE, "a triple")]
)
def test_a_term_that_cannot_leave_its_result_is_an_error_with_a_cure(
    text: str, term: dict[str, Any], kind: str
) -> None:
    sent = document(["b"], {"b": literal("x")}, {"b": term})
    with pytest.raises(FederationError, match=rf"<{ENDPOINT}> failed: \?b is {kind}.* by a SELECT inside"):
        federate(text, BASE, [ENDPOINT], answering(sent))


def test_the_cure_works() -> None:
    text = CALL.replace("?a ?b ?c", "SELECT ?a { ?a ?b ?c }")
    sent = document(["a"], {"a": literal("x")})
    assert rows(federate(text, BASE, [ENDPOINT], answering(sent))) == [['"x"']]
