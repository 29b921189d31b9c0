"""Bilateral cases whose answers were found by hand, in the tables and the treaties."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date

import pytest

from tests.answers.cases import CASES
from tests.answers.expectations import Case, at, has, is_met, lacks, mentions, only, silent
from untoc_graph.answers.cooperation import cooperation
from untoc_graph.answers.reading import Reader

DOCUMENT = {
    "paths": [
        {"kind": "serious-crime", "instrument": {"key": "untoc", "iri": "…/untoc"}, "since": None},
        {
            "kind": "related-instrument",
            "instrument": {"key": "uncac", "iri": "…/uncac"},
            "since": "2009-10-05",
        },
    ]
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_answer_is_what_the_tables_and_the_law_say(full_graph, case: Case):
    answer = full_graph.cooperate(**asdict(case.question)).to_json()
    wrong = [
        f"{path}: expected {expected!r}, found {at(answer, path)!r}"
        for path, expected in case.expected.items()
        if not is_met(expected, at(answer, path))
    ]
    assert not wrong, "\n".join([case.because, *wrong])


@pytest.mark.parametrize("case", CASES[::7], ids=lambda case: case.name)
def test_an_answer_names_its_release_and_says_that_it_is_no_legal_advice(full_graph, case: Case):
    answer = full_graph.cooperate(**asdict(case.question)).to_json()
    assert answer["release"] == full_graph.release.id
    assert "not legal advice" in answer["disclaimer"]
    assert answer["summary"].strip()
    assert answer["on"] == case.question.on


def test_a_notification_made_only_for_a_territory_does_not_speak_for_the_state(full_graph):
    # No state in the tables has notified for a territory alone, so the row of the Kingdom is taken away.
    reader = Reader(full_graph)
    kenya, kingdom = reader.dossiers(["KEN", "NLD"])
    of_territories = replace(
        kingdom,
        statements=tuple(
            statement
            for statement in kingdom.statements
            if statement.key != "NLD-untoc-notification-extradition-legal-basis-2"
        ),
    )
    form = reader.law.forms["extradition"]
    answer = cooperation(reader.law, kenya, of_territories, None, form, date(2024, 6, 1)).to_json()
    assert answer["extradition"]["requested_16_5"] == "not-notified"
    told = [statement["statement"]["key"] for statement in answer["statements"]]
    assert "NLD-untoc-notification-extradition-legal-basis" in told


def test_cases_are_many_and_each_has_a_name_and_says_why():
    assert len(CASES) >= 50
    assert len({case.name for case in CASES}) == len(CASES)
    assert all(case.expected and case.question.on and len(case.because) > 40 for case in CASES)


@pytest.mark.parametrize(
    ("expected", "path"),
    [
        ("untoc", "paths[0].instrument"),
        (None, "paths[serious-crime].since"),
        ("2009-10-05", "paths[related-instrument:uncac].since"),
        (has("uncac"), "paths[*].instrument"),
        (only("uncac", "untoc"), "paths[*].instrument"),
        (["uncac"], "paths<related-instrument>.instrument"),
        (mentions("2009"), "paths"),
        (silent("2009"), "paths[0]"),
    ],
)
def test_an_expectation_that_is_met(expected, path):
    assert is_met(expected, at(DOCUMENT, path))


@pytest.mark.parametrize(
    ("expected", "path"),
    [
        ("uncac", "paths[0].instrument"),
        (False, "paths[serious-crime].since"),
        (None, "paths[convention-offence].since"),
        ("serious-crime", "paths[serious-crime:uncac].kind"),
        (has("1988"), "paths[*].instrument"),
        (lacks("uncac"), "paths[*].instrument"),
        (only("uncac"), "paths[*].instrument"),
        (silent("2009"), "paths"),
        (mentions("2009"), "paths[2]"),
        (silent("2009"), "statements"),
    ],
)
def test_an_expectation_that_is_not_met(expected, path):
    assert not is_met(expected, at(DOCUMENT, path))
