"""Every suite and every kind of test is run or named, with the reason why not."""

from __future__ import annotations

import pytest

from tests.conformance.suites import (
    HTTP_SUITES,
    NOT_APPLICABLE,
    QUERY_SUITES,
    UPDATE_SUITES,
    cases,
    folder,
    need_data,
)

need_data()

EVALUATED = {"QueryEvaluationTest", "CSVResultFormatTest"}
PARSED = {"PositiveSyntaxTest11", "NegativeSyntaxTest11"}
UPDATED = {"UpdateEvaluationTest", "PositiveUpdateSyntaxTest11", "NegativeUpdateSyntaxTest11"}


def test_every_folder_is_run_or_named_with_the_reason() -> None:
    accounted = [*QUERY_SUITES, *UPDATE_SUITES, *HTTP_SUITES, *NOT_APPLICABLE]
    assert sorted(accounted) == sorted(path.parent.name for path in folder().glob("*/manifest.ttl"))


@pytest.mark.parametrize("suite", [*QUERY_SUITES, *UPDATE_SUITES])
def test_every_test_is_of_a_kind_that_is_run(suite: str) -> None:
    found = cases(suite)
    assert found
    assert len({case.name for case in found}) == len(found)
    known = EVALUATED | PARSED if suite in QUERY_SUITES else UPDATED | {"NegativeSyntaxTest11"}
    assert {case.kind for case in found} <= known
    for case in found:
        assert bool(case.result) == (case.kind in EVALUATED), case.name
