"""Queries get their answers, their dataset, or the one error that says what happened."""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from untoc_graph.errors import (
    QueryAbandonedError,
    QueryCrashedError,
    QuerySyntaxError,
    QueryTimeoutError,
    ResultTooLargeError,
    ServerBusyError,
    ServiceRefusedError,
    UnknownFunctionError,
    UnofferedFormatError,
    UpdateRefusedError,
)
from untoc_graph.rdf.engine import parse
from untoc_graph.rdf.formats import GRAPH_FORMATS, RESULT_FORMATS, Format, graph_format, result_format
from untoc_graph.settings import Settings
from untoc_graph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from untoc_graph.store.release import Release

JSON = result_format("json")
TURTLE = graph_format("turtle")
GRAPH = "https://w3id.org/untoc/graph/"
# Nine free patterns over a dozen triples: it would take weeks.
ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(9)) + " }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def count(store: EmbeddedStore, text: str = COUNT, **options: Any) -> int:
    answer = store.evaluate(text, results=JSON, **options)
    return int(json.loads(answer.content)["results"]["bindings"][0]["n"]["value"])


@pytest.fixture
def lone(small_release: Release) -> Iterator[EmbeddedStore]:
    """A store with one worker."""
    settings = Settings(workers=1, queue=1, query_timeout=1.0, queue_timeout=0.3, worker_memory=256)
    with EmbeddedStore(small_release, settings) as opened:
        yield opened


# Answers


@pytest.mark.parametrize("fmt", RESULT_FORMATS, ids=lambda fmt: fmt.name)
def test_select_and_ask_are_written_in_every_result_format(store: EmbeddedStore, fmt: Format) -> None:
    select = store.evaluate("SELECT ?s { ?s a <https://w3id.org/untoc/ontology#State> }", results=fmt)
    ask = store.evaluate("ASK {}", results=fmt)
    assert (select.kind, select.format, ask.kind, ask.format) == ("select", fmt, "ask", fmt)
    assert b"participant/ITA" in select.content
    assert b"true" in ask.content


@pytest.mark.parametrize("fmt", GRAPH_FORMATS, ids=lambda fmt: fmt.name)
def test_construct_and_describe_are_written_in_every_graph_format(store: EmbeddedStore, fmt: Format) -> None:
    construct = store.evaluate("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", graph=fmt)
    describe = store.evaluate("DESCRIBE <https://w3id.org/untoc/participant/ITA>", graph=fmt)
    assert (construct.kind, describe.kind) == ("construct", "describe")
    distinct = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }"
    assert len(list(parse(construct.content, fmt))) == count(store, distinct)


def test_a_graph_is_sorted_and_has_only_the_prefixes_that_it_uses(store: EmbeddedStore) -> None:
    text = "CONSTRUCT WHERE { ?s a ?class }"
    lines = store.evaluate(text, graph=graph_format("ntriples")).content.splitlines()
    assert lines == sorted(set(lines))
    turtle = store.evaluate(text, graph=TURTLE).content.decode()
    assert "@prefix untoc: <https://w3id.org/untoc/ontology#> ." in turtle
    assert "participant:ITA a untoc:State" in turtle
    assert "skos" not in turtle


def test_the_same_query_gives_the_same_bytes(store: EmbeddedStore) -> None:
    text = "CONSTRUCT { ?o ?p ?s } WHERE { ?s ?p ?o FILTER(ISIRI(?o)) }"
    assert len({store.evaluate(text, graph=TURTLE).content for _ in range(5)}) == 1


def test_rdfxml_refuses_a_predicate_that_is_no_element_name(store: EmbeddedStore) -> None:
    with pytest.raises(UnofferedFormatError, match="cannot write the predicate <http://x/1>"):
        store.evaluate("CONSTRUCT { <a> <http://x/1> 1 } {}", graph=graph_format("rdfxml"))


def test_relative_iris_are_resolved_against_the_base_of_the_project(store: EmbeddedStore) -> None:
    answer = store.evaluate("CONSTRUCT { <s> <p> 1 } {}", graph=graph_format("ntriples"))
    assert answer.content.startswith(b"<https://w3id.org/untoc/s> <https://w3id.org/untoc/p> ")


@pytest.mark.parametrize("text", ["ASK {}", "SELECT * {}"])
def test_a_missing_result_format_is_refused(store: EmbeddedStore, text: str) -> None:
    with pytest.raises(UnofferedFormatError, match=text.split(maxsplit=1)[0]):
        store.evaluate(text, graph=TURTLE)


@pytest.mark.parametrize("text", ["CONSTRUCT { <a> <b> 1 } {}", "DESCRIBE <a>"])
def test_a_missing_graph_format_is_refused(store: EmbeddedStore, text: str) -> None:
    with pytest.raises(UnofferedFormatError, match=text.split(maxsplit=1)[0]):
        store.evaluate(text, results=JSON)


# The dataset


def test_the_default_graph_is_the_union_of_the_named_graphs(store: EmbeddedStore) -> None:
    each = [count(store, default_graphs=[graph.iri]) for graph in store.release.graphs.values()]
    assert all(0 < one < count(store) for one in each)


def test_a_triple_of_two_graphs_is_in_the_union_once(store: EmbeddedStore) -> None:
    in_any = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } }"
    assert count(store) == count(store, in_any) < store.release.triples
    # The text that speaks of graphs is asked of another copy.
    none = "FILTER NOT EXISTS { GRAPH <http://example.org/none> { ?s ?p ?o } }"
    assert count(store, f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o {none} }}") == count(store)


def test_graph_sees_every_named_graph_and_not_the_union(store: EmbeddedStore) -> None:
    assert count(store, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == store.release.triples


def test_from_replaces_the_union(store: EmbeddedStore) -> None:
    actions = store.release.graphs["actions"]
    assert count(store, f"SELECT (COUNT(*) AS ?n) FROM <{actions.iri}> {{ ?s ?p ?o }}") == actions.triples


def test_from_named_alone_leaves_the_default_graph_empty(store: EmbeddedStore) -> None:
    assert count(store, f"SELECT (COUNT(*) AS ?n) FROM NAMED <{GRAPH}actions> {{ ?s ?p ?o }}") == 0


def test_the_protocol_dataset_overrides_from(store: EmbeddedStore) -> None:
    actions = store.release.graphs["actions"]
    text = f"SELECT (COUNT(*) AS ?n) FROM <{GRAPH}participants> {{ ?s ?p ?o }}"
    assert count(store, text, default_graphs=[actions.iri]) == actions.triples


def test_only_the_named_graphs_of_the_protocol_are_seen(store: EmbeddedStore) -> None:
    text = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert count(store, text) == len(store.release.graphs)
    assert count(store, text, named_graphs=[GRAPH + "actions"]) == 1
    assert count(store, text, default_graphs=[GRAPH + "actions"]) == 0
    assert count(store, named_graphs=[GRAPH + "actions"]) == 0


def test_a_graph_that_is_not_there_is_empty_and_never_fetched(store: EmbeddedStore) -> None:
    assert count(store, default_graphs=["http://127.0.0.1:9/data.ttl"]) == 0
    assert count(store, default_graphs=["file:///etc/passwd"]) == 0


def test_a_graph_name_that_is_no_iri_is_refused(store: EmbeddedStore) -> None:
    with pytest.raises(QuerySyntaxError, match='graph name "not an IRI"'):
        count(store, default_graphs=["not an IRI"])


# Refusals


@pytest.mark.parametrize("silent", ["", "SILENT "])
def test_service_is_refused_also_when_silent(store: EmbeddedStore, silent: str) -> None:
    with pytest.raises(ServiceRefusedError):
        store.evaluate(f"ASK {{ SERVICE {silent}<http://127.0.0.1:9/> {{ ?s ?p ?o }} }}", results=JSON)


@pytest.mark.parametrize("text", ["INSERT DATA { <a> <b> 1 }", "LOAD <file:///etc/passwd>", "DROP ALL"])
def test_an_update_is_refused_and_changes_nothing(store: EmbeddedStore, text: str) -> None:
    before = count(store)
    with pytest.raises(UpdateRefusedError):
        store.evaluate(text, results=JSON)
    assert count(store) == before


# Limits


def test_a_query_that_runs_too_long_is_stopped_at_the_limit(store: EmbeddedStore) -> None:
    begun = time.monotonic()
    with pytest.raises(QueryTimeoutError, match="longer than 1 s"):
        store.evaluate(ENDLESS, results=JSON)
    assert 0.9 < time.monotonic() - begun < 1.5


def test_a_client_may_ask_for_less_time_and_not_for_more(store: EmbeddedStore) -> None:
    for asked, granted in ((0.2, "0.2 s"), (60, "1 s")):
        with pytest.raises(QueryTimeoutError, match=granted):
            store.evaluate(ENDLESS, results=JSON, timeout=asked)


def test_a_result_beyond_the_limit_is_refused_whole(store: EmbeddedStore) -> None:
    flood = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with pytest.raises(ResultTooLargeError, match="LIMIT"):
        store.evaluate(flood, results=JSON)
    many = "CONSTRUCT { ?a ?b ?f . ?a ?e ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i BIND(UUID() AS ?x) }"
    with pytest.raises(ResultTooLargeError):
        store.evaluate(many.replace("?a ?b ?f", "?x ?b ?f"), graph=TURTLE)


def test_a_query_that_needs_too_much_memory_ends_only_its_worker(small_release: Release) -> None:
    doubling = " ".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(40))
    text = f'SELECT (STRLEN(?v40) AS ?n) {{ BIND("xxxxxxxxxxxxxxxx" AS ?v0) {doubling} }}'
    with EmbeddedStore(small_release, Settings(workers=1, worker_memory=64)) as store:
        with pytest.raises(QueryCrashedError):
            store.evaluate(text, results=JSON)
        assert count(store) > 0


def test_an_aggregate_that_grows_without_end_is_stopped(lone: EmbeddedStore) -> None:
    text = ENDLESS.replace("COUNT(*)", "GROUP_CONCAT(?c0)")
    with pytest.raises((QueryCrashedError, QueryTimeoutError)):
        lone.evaluate(text, results=JSON)
    assert count(lone) > 0


@pytest.mark.parametrize("size", [10_000, 64_000])
@pytest.mark.parametrize(
    ("before", "opening", "middle", "closing", "after"),
    [
        ("ASK {", "{", "", "}", "}"),
        ("ASK { FILTER(", "!", "?a", "", ") }"),
        ("ASK { FILTER(", "(", "1", ")", ") }"),
        ("ASK { BIND(", "ABS(", "1", ")", " AS ?x) }"),
        ("ASK { BIND(", "IF(true,1,", "1", ")", " AS ?x) }"),
        ("ASK {", "FILTER EXISTS {", "", "}", "}"),
        ("ASK {", "OPTIONAL {", "", "}", "}"),
        ("ASK {", "{SELECT * {", "", "}}", "}"),
        ("ASK { ?s ", "(", "<p>", ")", " ?o }"),
        ("ASK { ?s ", "^(", "<p>", ")", " ?o }"),
        ("ASK { BIND(1", "+1", "", "", " AS ?x) }"),
        ("ASK { {}", " UNION {}", "", "", "}"),
        ("ASK { FILTER(?a", "||?a", "", "", ") }"),
        ("ASK { ?s ?p ", "[ ?p ", "1", "]", " }"),
        ("ASK { ?s ", "(<p>*", "", ")*", " ?o }"),
    ],
)
def test_a_text_nested_deeply_harms_nobody(
    store: EmbeddedStore, size: int, before: str, opening: str, middle: str, closing: str, after: str
) -> None:
    depth = size // len(opening + closing)
    text = before + opening * depth + middle + closing * depth + after
    with suppress(QuerySyntaxError, QueryTimeoutError, QueryCrashedError):
        store.evaluate(text, results=JSON)
    begun = time.monotonic()
    assert json.loads(store.evaluate("ASK {}", results=JSON).content)["boolean"] is True
    assert time.monotonic() - begun < 1.0


def test_two_hundred_patterns_end_at_the_limit(store: EmbeddedStore) -> None:
    text = "ASK { " + " ".join(f"?v{i} ?p{i} ?v{i + 1} ." for i in range(200)) + " }"
    with suppress(QueryTimeoutError, QueryCrashedError):
        store.evaluate(text, results=JSON)
    assert count(store) > 0


# Many at once


def test_a_query_that_finds_no_worker_is_told_so(lone: EmbeddedStore) -> None:
    with ThreadPoolExecutor(12) as threads:
        begun = time.monotonic()
        running = [threads.submit(lone.evaluate, ENDLESS, results=JSON) for _ in range(10)]
        errors = [future.exception() for future in running]
    kinds = [type(error) for error in errors]
    assert set(kinds) == {QueryTimeoutError, ServerBusyError}
    # One runs and one waits in line; the others are sent away at once.
    assert kinds.count(ServerBusyError) >= 8
    assert time.monotonic() - begun < 3
    assert count(lone) > 0


def test_good_queries_are_answered_while_others_crash_and_dawdle(store: EmbeddedStore) -> None:
    stop = threading.Event()
    crash = "ASK { BIND(" + "ABS(" * 200_000 + "1" + ")" * 200_000 + " AS ?x) }"

    def harass() -> None:
        while not stop.is_set():
            with suppress(QueryCrashedError, QueryTimeoutError, ServerBusyError):
                store.evaluate(crash, results=JSON, timeout=0.3)

    with ThreadPoolExecutor(1) as threads:
        harassing = threads.submit(harass)
        answers = [count(store) for _ in range(50)]
        stop.set()
        harassing.result()
    assert len(set(answers)) == 1


def test_a_client_that_leaves_stops_its_query(lone: EmbeddedStore) -> None:
    begun = time.monotonic()
    with pytest.raises(QueryAbandonedError):
        lone.stream(ENDLESS, results=JSON, gone=lambda: time.monotonic() - begun > 0.1)
    assert time.monotonic() - begun < 0.9
    assert count(lone) > 0


def test_a_closed_store_answers_no_more_and_ends_running_queries(small_release: Release) -> None:
    store = EmbeddedStore(small_release, Settings(query_timeout=30))
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(store.evaluate, ENDLESS, results=JSON)
        time.sleep(0.2)
        begun = time.monotonic()
        store.close()
        assert isinstance(running.exception(), ServerBusyError)
    assert time.monotonic() - begun < 2
    with pytest.raises(ServerBusyError, match="stopping"):
        store.evaluate("ASK {}", results=JSON)
    store.close()


def test_a_function_that_nobody_knows_is_refused_by_its_name(store: EmbeddedStore) -> None:
    with pytest.raises(UnknownFunctionError, match=r"<http://example\.org/distance> is not known"):
        store.evaluate("SELECT (<http://example.org/distance>(1, 2) AS ?d) {}", results=JSON)
