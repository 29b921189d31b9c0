"""Syntax of queries: what is right is read, what is wrong is refused as a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.conformance.suites import QUERY_SUITES, Case, cases, need_data, text_of
from untoc_graph.errors import QueryError, QuerySyntaxError, ServiceRefusedError
from untoc_graph.rdf.formats import graph_format, result_format
from untoc_graph.store.tokens import operation_word

if TYPE_CHECKING:
    from untoc_graph.store.embedded import EmbeddedStore
    from untoc_graph.store.interface import Answer

need_data()

CASES: Final = [case for suite in QUERY_SUITES for case in cases(suite)]
# SERVICE is refused before the text is parsed, so of these three only the refusal is tested.
CALLS: Final = [case for case in CASES if case.name.startswith("syntax-fed/")]
RIGHT: Final = [case for case in CASES if case.kind == "PositiveSyntaxTest11" and case not in CALLS]
WRONG: Final = [case for case in CASES if case.kind == "NegativeSyntaxTest11" and case not in CALLS]
# The text is read, and then cannot be evaluated: a function that only its author knows.
UNKNOWN_FUNCTION: Final = "syntax-query/test_4"


def evaluate(store: EmbeddedStore, case: Case) -> Answer:
    return store.evaluate(text_of(case), results=result_format("json"), graph=graph_format("turtle"))


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case.name)
def test_a_right_text_is_read(suite_store: EmbeddedStore, case: Case) -> None:
    if case.name == UNKNOWN_FUNCTION:
        with pytest.raises(QueryError, match="the function <http://example/function> is not known") as caught:
            evaluate(suite_store, case)
        assert not isinstance(caught.value, QuerySyntaxError)
    else:
        assert evaluate(suite_store, case).kind == operation_word(text_of(case))


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case.name)
def test_a_wrong_text_is_refused_as_a_mistake(suite_store: EmbeddedStore, case: Case) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        evaluate(suite_store, case)
    assert str(caught.value)


@pytest.mark.parametrize("case", CALLS, ids=lambda case: case.name)
def test_a_text_that_asks_another_endpoint_is_refused_as_such(suite_store: EmbeddedStore, case: Case) -> None:
    assert case.kind == "PositiveSyntaxTest11"
    with pytest.raises(ServiceRefusedError):
        evaluate(suite_store, case)
