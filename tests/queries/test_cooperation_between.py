"""Questions 25 to 29 and 45: whole answers on the small data set; the tables and Python say the same."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import combinations

import pytest

from tests.queries.test_status_recounted import World

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
    (
        "extradition-between",
        {"requesting": "LTU", "requested": "MMR", "on": "2010-01-01"},
        "extradition-between-ltu-mmr",
    ),
    ("forms-for-crime", {"crime": "money-laundering"}, "forms-for-crime-money-laundering"),
    ("pairs-without-firearms", {"participant": "KEN", "on": "2012-12-28"}, "pairs-without-firearms-ken"),
    ("firearms-pairs-counted", {"on": "2012-12-28"}, "firearms-pairs-counted"),
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
    # Eritrea may have joined the Protocol before the Convention bound it.
    ("ITA", "ERI", "human-trafficking", "2014-06-01"),
    ("ITA", "ERI", "human-trafficking", "2015-06-01"),
    ("ITA", "IRN", "money-laundering", "2026-06-01"),
]
KINDS = {
    "Convention offence": "convention-offence",
    "Protocol offence": "protocol-offence",
    "Serious crime": "serious-crime",
    "Other treaty": "related-instrument",
}
WORDS = {True: "yes", False: "no", None: "not known"}


@pytest.fixture(params=["small", "full"])
def world(request):
    return World(request.getfixturevalue(request.param), request.getfixturevalue(f"{request.param}_tables"))


@pytest.mark.parametrize(("name", "values", "file"), CASES, ids=IDS)
def test_the_whole_answer_is_the_one_checked_by_hand(small, name, values, file):
    small.agrees_with(file, name, **values)


@pytest.mark.parametrize(("name", "values", "file"), CASES, ids=IDS)
def test_rdflib_gives_the_same_rows_in_the_same_order(small, portable, name, values, file):
    assert portable.rows(name, **values) == small.rows(name, **values)


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
            # Python adds what either reserved on article 16, which the query has in a column of its own.
            assert said.consequence.startswith(row["consequence"])


def test_a_form_is_listed_with_each_of_its_provisions(full):
    law = full.graph.desk.reader.law
    listed = full.columns("forms-for-crime", "form provision", crime="human-trafficking")
    assert len(listed) == len(set(listed))
    extradition = {provision for form, provision in listed if form == "extradition"}
    assert extradition == set(law.forms["extradition"].provisions)
    assert not any(form in {"migrant-return", "aml", "firearms-tracing"} for form, _ in listed)
    assert ("victim-repatriation", "trafficking-8-1") in listed


def test_extradition_names_statements_whose_text_was_not_found(full):
    rows = full.rows("extradition-between", requesting="ITA", requested="IRN", on="2026-06-01")
    (missing,) = [row["requestedGap"] for row in rows]
    assert "no deposit and no deposited text was found" in missing
    assert {row["requestingGap"] for row in rows} == {""}


def test_forms_of_every_crime_are_those_between_two_whom_all_instruments_bind(full):
    for crime in full.graph.desk.reader.law.crimes:
        forms = full.graph.cooperate("KEN", "ITA", crime=crime, on="2024-06-01").forms
        said = [(each.form.key, provision.key) for each in forms for provision in each.provisions]
        listed = full.columns("forms-for-crime", "form provision", crime=crime)
        assert sorted(listed) == sorted(said), crime


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


# Found a second time from the tables alone.


def bound(world, participant, instrument, on):
    consent = world.consent.get((participant, instrument))
    return consent.bound(on) if consent else "no"


def shared(world, one, other, on):
    """Return what two states share on firearms offences on a day."""
    both = {
        instrument: {bound(world, state, instrument, on) for state in (one, other)}
        for instrument in ("firearms", "untoc")
    }
    if "no" not in both["firearms"]:
        return "not known" if "not known" in both["firearms"] else "Firearms Protocol"
    if "no" in both["untoc"]:
        return "nothing"
    return "not known" if "not known" in both["untoc"] else "serious crime only"


@pytest.mark.parametrize("on", ["2004-01-01", "2012-12-28", "2017-06-01", "2019-01-01", "2025-04-15"])
def test_pairs_on_firearms_are_counted_as_one_by_one(world, on):
    states = [key for key, row in world.participants.items() if row["kind"] != "regional-organization"]
    pairs, neither = Counter(), Counter()
    for one, other in combinations(states, 2):
        what = shared(world, one, other, date.fromisoformat(on))
        pairs[what] += 1
        outside = {bound(world, state, "firearms", date.fromisoformat(on)) for state in (one, other)}
        neither[what] += outside == {"no"}
    shares = ("Firearms Protocol", "serious crime only", "nothing", "not known")
    asked = ("serious crime only", "nothing")
    expected = [(what, str(pairs[what]), str(neither[what]) if what in asked else "") for what in shares]
    assert world.asked.columns("firearms-pairs-counted", "shares pairs neither", on=on) == expected
    assert sum(pairs.values()) == len(states) * (len(states) - 1) // 2


@pytest.mark.parametrize("participant", ["KEN", "SOM", "FJI", "EU"])
@pytest.mark.parametrize("on", ["2012-12-28", "2017-06-01", "2025-04-15"])
def test_pairs_of_a_state_on_firearms_are_those_of_the_consents(world, participant, on):
    day = date.fromisoformat(on)
    expected = {
        (
            key,
            shared(world, participant, key, day),
            bound(world, key, "firearms", day),
            bound(world, key, "untoc", day),
        )
        for key, row in world.participants.items()
        if row["kind"] != "regional-organization" and key != participant
    }
    columns = "other shares otherProtocol otherConvention"
    found = world.asked.columns("pairs-without-firearms", columns, participant=participant, on=on)
    assert len(found) == len(expected)
    assert set(found) == expected


@pytest.mark.parametrize("subject", ["extradition-legal-basis", "boarding-authority", "prevention-authority"])
def test_parties_of_whom_nothing_is_known_are_those_without_a_row(world, subject):
    rows = [row for row in world.tables["statements"] if row["subject"] == subject]
    instruments = {row["instrument"] for row in rows if row["kind"] == "notification"}
    withdrawn = {row["withdraws"] for row in world.tables["statements"]}
    silent = {"none-designated"}
    said = {
        (row["participant"], row["instrument"])
        for row in rows
        if row["value"] not in silent and row["statement"] not in withdrawn
    }
    ended = {(row["participant"], row["instrument"]) for row in rows if row["statement"] in withdrawn}
    none = {(row["participant"], row["instrument"]) for row in rows if row["value"] in silent}
    gaps = {
        (row["participant"], row["instrument"]) for row in world.tables["gaps"] if row["kind"] == "statement"
    }

    def why(key):
        for reason, keys in (("withdrawn", ended), ("none designated", none), ("text not found", gaps)):
            if key in keys:
                return reason
        consent = world.consent[key]
        late = (consent.since or consent.last) > date(2015, 12, 31)
        return "not collected" if late else "not notified in our sources"

    expected = {
        (*key, why(key))
        for key in world.consent
        if key[0] != "EU" and key[1] in instruments and key not in said
    }
    found = world.asked.columns("not-known-of-states", "participant instrument why", subject=subject)
    assert set(found) == expected


@pytest.mark.parametrize(("one", "other", "crime", "on"), PAIRS)
def test_instruments_bind_both_from_the_later_day(full, full_tables, one, other, crime, on):
    world = World(full, full_tables)
    day = date.fromisoformat(on)
    rows = full.columns(
        "instruments-between",
        "instrument inForce since requestingBound requestedBound",
        requesting=one,
        requested=other,
        crime=crime,
        on=on,
    )
    for instrument, in_force, since, *sides in rows:
        assert sides == [bound(world, side, instrument, day) for side in (one, other)]
        expected = "no" if "no" in sides else "not known" if "not known" in sides else "yes"
        assert in_force == expected
        if since:
            both = [world.consent[side, instrument] for side in (one, other)]
            assert date.fromisoformat(since) == max(found.since or found.last for found in both)
        else:
            assert in_force != "yes" or not all(
                world.consent[side, instrument].since for side in (one, other)
            )
