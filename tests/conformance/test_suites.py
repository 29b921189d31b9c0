"""Every suite and every kind of test is run or named with the reason why not, as the README says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conformance.exchanges import exchanges
from tests.conformance.known_failures import SAME_VALUE, WRONG_ANSWER
from tests.conformance.suites import (
    HTTP_SUITES,
    NOT_APPLICABLE,
    QUERY_SUITES,
    UPDATE_SUITES,
    cases,
    entries,
    folder,
    need_data,
)

need_data()

README = Path(__file__).with_name("README.md").read_text(encoding="utf-8")
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


def number_of_tests(suite: str) -> int:
    if suite == "graph-store-protocol":
        return sum(len(exchanges(f"{suite}/manifest-{kind}.ttl")) for kind in ("direct", "indirect"))
    return len(list(entries(f"{suite}/manifest.ttl")))


def test_the_readme_says_what_is_run() -> None:
    rows = re.findall(r"^\| ([\w-]+) \| (\d+) \| (\d+) \|", README, re.MULTILINE)
    known = [*SAME_VALUE, *WRONG_ANSWER]
    assert {name: (int(tests), int(failures)) for name, tests, failures in rows} == {
        suite: (number_of_tests(suite), sum(name.startswith(f"{suite}/") for name in known))
        for suite in (*QUERY_SUITES, *UPDATE_SUITES, *HTTP_SUITES)
    }
    assert f"{len(SAME_VALUE)} answers with the right value" in README
    assert f"{len(WRONG_ANSWER)} wrong answers" in README


def test_the_readme_says_what_is_not_applicable() -> None:
    rows = re.findall(r"^\| ([\w-]+) \| (\d+) \| ([^|\d][^|]*) \|$", README, re.MULTILINE)
    assert {name: (int(tests), why) for name, tests, why in rows} == {
        suite: (number_of_tests(suite), why) for suite, why in NOT_APPLICABLE.items()
    }
