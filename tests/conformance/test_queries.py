"""Query evaluation and result formats: each answer is the one of the suite, or a known failure."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox
import pytest

from tests.conformance.documents import Answer, Table, read_graph, read_result_set, read_table, same
from tests.conformance.known_failures import SAME_VALUE, WRONG_ANSWER
from tests.conformance.suites import QUERY_SUITES, Case, cases, file_of, need_data, text_of
from tests.conformance.values import with_values
from untoc_graph.rdf.formats import Format, graph_format, result_format
from untoc_graph.store.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from untoc_graph.store.embedded import EmbeddedStore

need_data()

TURTLE: Final = graph_format("turtle")
# No file has this name: a dataset of nothing.
NOWHERE: Final = "http://example.org/no-such-graph"

CASES: Final = {
    case.name: case
    for suite in QUERY_SUITES
    for case in cases(suite)
    if case.kind in {"QueryEvaluationTest", "CSVResultFormatTest"}
}
KNOWN: Final = SAME_VALUE | WRONG_ANSWER


def expected(case: Case) -> Answer:
    content, extension = file_of(case.result).read_bytes(), case.result.rpartition(".")[2]
    if extension == "ttl":
        triples = read_graph(content, TURTLE, case.result)
        return read_result_set(triples) or triples
    return read_table(content, extension)


def asked_for(case: Case, wanted: Answer) -> Format:
    """Return the format in which to ask: that of the file, so that all of them are written and read."""
    if isinstance(wanted, frozenset):
        return TURTLE
    extension = case.result.rpartition(".")[2]
    return result_format({"srx": "xml", "srj": "json", "ttl": "json"}.get(extension, extension))


def read(content: bytes, fmt: Format) -> Answer:
    return read_graph(content, TURTLE) if fmt is TURTLE else read_table(content, fmt.extension)


def says_from(text: str) -> bool:
    return any(token.text.casefold() == "from" for token in tokens(text))


def is_ordered(text: str) -> bool:
    return bool(re.search(r"order\s+by", text.rpartition("}")[2], re.IGNORECASE))


def by_our_layer(store: EmbeddedStore, case: Case, fmt: Format) -> Answer:
    text = text_of(case)
    dataset: dict[str, Any] = {}
    if not says_from(text):
        dataset = {"default_graphs": case.data or (NOWHERE,), "named_graphs": case.graphs}
    formats = {"graph": fmt} if fmt is TURTLE else {"results": fmt}
    return read(store.evaluate(text, **formats, **dataset).content, fmt)


def by_the_engine_alone(case: Case, fmt: Format) -> Answer:
    engine = ox.Store()
    for graphs in (case.data, case.graphs):
        for iri in graphs:
            name = ox.NamedNode(iri) if graphs is case.graphs else ox.DefaultGraph()
            engine.load(file_of(iri).read_bytes(), ox.RdfFormat.TURTLE, base_iri=iri, to_graph=name)
    found = engine.query(text_of(case))
    written = io.BytesIO()
    found.serialize(written, ox.QueryResultsFormat.from_media_type(fmt.media_type))
    return read(written.getvalue(), fmt)


def check(case: Case, answer: Callable[[Format], Answer]) -> None:
    wanted = expected(case)
    found = answer(asked_for(case, wanted))
    assert same(found, wanted, ordered=is_ordered(text_of(case))), f"found {found}\nexpected {wanted}"


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=name,
            marks=pytest.mark.xfail(raises=AssertionError, reason=KNOWN[name]) if name in KNOWN else (),
        )
        for name, case in CASES.items()
    ],
)
def test_a_query_has_the_answer_of_the_suite(suite_store: EmbeddedStore, case: Case) -> None:
    check(case, lambda fmt: by_our_layer(suite_store, case, fmt))


def test_every_known_failure_is_a_test_of_the_suites() -> None:
    assert set(KNOWN) <= set(CASES)
    assert not set(SAME_VALUE) & set(WRONG_ANSWER)


@pytest.mark.parametrize("name", SAME_VALUE)
def test_what_is_written_in_another_way_has_the_value_of_the_suite(
    suite_store: EmbeddedStore, name: str
) -> None:
    wanted = expected(CASES[name])
    found = by_our_layer(suite_store, CASES[name], asked_for(CASES[name], wanted))
    assert isinstance(found, Table)
    assert isinstance(wanted, Table)
    assert same(with_values(found), with_values(wanted))


@pytest.mark.parametrize("name", KNOWN)
def test_a_known_failure_is_the_engines_own(suite_store: EmbeddedStore, name: str) -> None:
    case = CASES[name]
    fmt = asked_for(case, expected(case))
    assert same(by_our_layer(suite_store, case, fmt), by_the_engine_alone(case, fmt))
