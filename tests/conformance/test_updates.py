"""Updates: the endpoint only reads, so a right text is refused as an update and a wrong one as a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.conformance.suites import UPDATE_SUITES, Case, cases, need_data, text_of
from untoc_graph.errors import QuerySyntaxError, UpdateRefusedError
from untoc_graph.rdf.formats import graph_format, result_format

if TYPE_CHECKING:
    from untoc_graph.store.embedded import EmbeddedStore
    from untoc_graph.store.interface import Answer

need_data()

CASES: Final = [case for suite in UPDATE_SUITES for case in cases(suite)]
# An update of nothing: a prologue, a comment, no character at all. Nothing tells it from a query that was
# cut off, which is the likelier mistake of who sends it here.
EMPTY: Final = {"syntax-update-1/test_38", "syntax-update-1/test_39", "syntax-update-1/test_40"}
RIGHT: Final = [
    case
    for case in CASES
    if case.kind in {"PositiveUpdateSyntaxTest11", "UpdateEvaluationTest"} and case.name not in EMPTY
]
WRONG: Final = [case for case in CASES if case.kind in {"NegativeUpdateSyntaxTest11", "NegativeSyntaxTest11"}]


def send(store: EmbeddedStore, case: Case) -> Answer:
    return store.evaluate(text_of(case), results=result_format("json"), graph=graph_format("turtle"))


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case.name)
def test_a_right_update_is_refused_because_it_is_one(suite_store: EmbeddedStore, case: Case) -> None:
    with pytest.raises(UpdateRefusedError):
        send(suite_store, case)


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case.name)
def test_a_wrong_update_is_refused_as_a_mistake(suite_store: EmbeddedStore, case: Case) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        send(suite_store, case)
    assert caught.value.line is not None or "cannot be shared" in str(caught.value)


@pytest.mark.parametrize("name", sorted(EMPTY))
def test_an_update_of_nothing_is_refused_as_a_text_that_ends_too_early(
    suite_store: EmbeddedStore, name: str
) -> None:
    with pytest.raises(QuerySyntaxError, match="the text ends before"):
        send(suite_store, next(case for case in CASES if case.name == name))


def test_every_update_of_the_suites_is_sent() -> None:
    assert len(RIGHT) + len(WRONG) + len(EMPTY) == len(CASES)
