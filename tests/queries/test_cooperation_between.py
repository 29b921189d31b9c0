"""Questions 25 to 29 and 45: whole answers on the small data set, and what the answers in Python say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import Dataset

if TYPE_CHECKING:
    from pathlib import Path

    from untoc_graph.sparql.catalogue import Catalogue

# Question, parameters, and the file in expected/ that holds the whole answer on the small data set.
CASES = [
    (
        "instruments-between",
        {"requesting": "KEN", "requested": "UGA", "crime": "human-trafficking", "on": "2022-01-01"},
        "instruments-between-ken-uga",
    ),
    (
        "offence-paths-between",
        {"requesting": "KEN", "requested": "CHE", "crime": "firearms-trafficking", "on": "2012-12-28"},
        "offence-paths-between-ken-che",
    ),
    (
        "extradition-between",
        {"requesting": "KEN", "requested": "USA", "on": "2024-06-01"},
        "extradition-between-ken-usa",
    ),
    ("forms-for-crime", {"crime": "money-laundering"}, "forms-for-crime-money-laundering"),
    ("pairs-without-firearms", {"participant": "KEN", "on": "2012-12-28"}, "pairs-without-firearms-ken"),
    ("not-known-of-states", {"subject": "extradition-legal-basis"}, "not-known-of-states-extradition"),
]
IDS = [file for _, _, file in CASES]

# Who asks, who is asked, the crime, the day: each kind of doubt that the tables have.
PAIRS = [
    ("KEN", "ITA", "human-trafficking", "2024-06-01"),
    ("KEN", "USA", "money-laundering", "2024-06-01"),
    ("CHE", "KEN", "firearms-trafficking", "2012-12-28"),
    ("CHE", "KEN", "firearms-trafficking", "2012-12-29"),
    ("MNE", "ITA", "corruption", "2006-06-02"),
    ("MNE", "ITA", "corruption", "2006-09-01"),
    ("PRK", "BTN", "corruption", "2024-06-01"),
    ("FJI", "NZL", "human-trafficking", "2017-06-01"),
    ("FJI", "NZL", "human-trafficking", "2018-06-01"),
    ("UGA", "KEN", "migrant-smuggling", "2022-06-01"),
    ("AUS", "NIU", "corruption", "2024-06-01"),
    ("ROU", "RUS", "wildlife", "2011-06-01"),
    ("DEU", "AFG", "migrant-smuggling", "2024-06-01"),
    ("USA", "IRN", "drug-trafficking", "2024-06-01"),
    ("IND", "RUS", "cybercrime", "2026-11-24"),
    ("ARG", "VCT", "cultural-property", "2024-06-01"),
]
KINDS = {
    "Convention offence": "convention-offence",
    "Protocol offence": "protocol-offence",
    "Serious crime": "serious-crime",
    "Other treaty": "related-instrument",
}
WORDS = {True: "yes", False: "no", None: "not known"}


@pytest.fixture(scope="module")
def named(small_release_built: Path) -> Dataset:
    """The small release in rdflib with its named graphs, their union being the default graph."""
    dataset = Dataset(default_union=True)
    dataset.parse(data=(small_release_built / "untoc.nq").read_text(encoding="utf-8"), format="nquads")
    return dataset


@pytest.mark.parametrize(("name", "values", "file"), CASES, ids=IDS)
def test_the_whole_answer_is_the_one_checked_by_hand(small, name, values, file):
    small.agrees_with(file, name, **values)


# rdflib itself calls what it has deprecated when it evaluates over a dataset.
@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")
# It takes minutes over the optional parts of offence-paths-between, which a test below holds to Python.
@pytest.mark.parametrize("name", [name for name, _, _ in CASES if name != "offence-paths-between"])
def test_rdflib_gives_the_same_rows_in_the_same_order(small, named, catalogue: Catalogue, name):
    found = named.query(catalogue[name].text)
    columns = [str(variable) for variable in found.vars]
    rows = [["" if term is None else str(term) for term in row] for row in found]
    assert rows == [[row[column] for column in columns] for row in small.rows(name)]


@pytest.mark.parametrize(("one", "other", "crime", "on"), PAIRS)
def test_instruments_are_in_force_as_the_answer_in_python_says(full, one, other, crime, on):
    answer = full.graph.cooperate(one, other, crime=crime, on=on)
    said = {each.instrument.key: each for each in answer.instruments}
    rows = full.columns(
        "instruments-between",
        "instrument inForce since requestingBound requestedBound",
        requesting=one,
        requested=other,
        crime=crime,
        on=on,
    )
    assert rows
    for instrument, in_force, since, requesting, requested in rows:
        between = said[instrument]
        assert (in_force, since) == (WORDS[between.in_force_between], str(between.since or ""))
        assert requesting == WORDS[between.requesting.bound]
        assert requested == WORDS[between.requested.bound]


@pytest.mark.parametrize(("one", "other", "crime", "on"), PAIRS)
def test_paths_are_those_of_the_answer_in_python(full, one, other, crime, on):
    answer = full.graph.cooperate(one, other, crime=crime, on=on)
    said = {(path.kind, path.instrument.key): path.standing for path in answer.paths}
    rows = full.columns(
        "offence-paths-between",
        "path instrument standing",
        requesting=one,
        requested=other,
        crime=crime,
        on=on,
    )
    open_ = {
        (KINDS[path], instrument): standing.replace(" ", "-")
        for path, instrument, standing in rows
        if standing != "closed"
    }
    assert open_ == said


@pytest.mark.parametrize(("one", "other", "crime", "on"), PAIRS)
def test_extradition_rests_on_what_the_answer_in_python_says(full, one, other, crime, on):
    said = full.graph.cooperate(one, other, form="extradition", on=on).extradition
    for row in full.rows("extradition-between", requesting=one, requested=other, on=on):
        assert (row["requestedSays"], row["requestingSays"]) == (said.requested_16_5, said.requesting_16_5)
        if row["inForce"] == "yes":
            assert row["consequence"] == said.consequence


def test_a_form_is_listed_with_each_of_its_provisions(full):
    law = full.graph.desk.reader.law
    listed = full.columns("forms-for-crime", "form provision", crime="human-trafficking")
    assert len(listed) == len(set(listed))
    extradition = {provision for form, provision in listed if form == "extradition"}
    assert extradition == set(law.forms["extradition"].provisions)
    assert not any(form in {"migrant-return", "aml", "firearms-tracing"} for form, _ in listed)
    assert ("victim-repatriation", "trafficking-8-1") in listed


def test_each_other_state_shares_one_thing_on_firearms(full):
    rows = full.columns("pairs-without-firearms", "shares other", participant="ITA", on="2025-06-01")
    states = [row for row in full.graph.desk.reader.names.participants if row not in {"ITA", "EU"}]
    assert sorted(other for _, other in rows) == states
    shares = dict(reversed(row) for row in rows)
    assert shares["KEN"] == "Firearms Protocol"
    assert shares["USA"] == "serious crime only"
    assert shares["IRN"] == "nothing"
    # Qatar joined between May 2024 and May 2026.
    assert shares["QAT"] == "not known"


def test_what_is_not_known_of_states_has_its_reason(full):
    rows = full.rows("not-known-of-states", subject="extradition-legal-basis")
    why = {row["participant"].rpartition("/")[2]: row["why"] for row in rows}
    assert why["KEN"] == "not notified in our sources"
    assert why["BTN"] == "not collected"
    assert "USA" not in why
    assert {row["why"] for row in rows} <= {
        "none designated",
        "withdrawn",
        "text not found",
        "not collected",
        "not notified in our sources",
    }
    prevention = full.rows("not-known-of-states", subject="prevention-authority")
    assert [row["name"] for row in prevention if row["why"] == "none designated"] == ["China"]
