"""Questions 1 to 24: their whole answers on the small data set, and what the full data set must give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from untoc_graph.sparql.catalogue import Catalogue

# Question, parameters, and the file in expected/ that holds the whole answer on the small data set.
CASES = [
    ("party-counts", {}, "party-counts"),
    ("bound-today", {"instrument": "firearms"}, "bound-today-firearms"),
    ("bound-on-date", {"participant": "UGA", "on": "2022-01-01"}, "bound-on-date-uga"),
    ("bound-on-date", {"participant": "CHE", "on": "2012-12-28"}, "bound-on-date-che"),
    ("entry-into-force", {"participant": "MNE"}, "entry-into-force-mne"),
    ("entry-into-force", {"participant": "IRN"}, "entry-into-force-irn"),
    ("party-counts-by-group", {"on": "2022-01-01"}, "party-counts-by-group"),
    ("signed-never-ratified", {}, "signed-never-ratified"),
    ("parties-outside-protocols", {}, "parties-outside-protocols"),
    ("joined-in-year", {"year": 2017}, "joined-in-year-2017"),
    ("accession-series", {}, "accession-series"),
    ("un-members-outside", {}, "un-members-outside"),
    ("compare-participants", {"one": "SOM", "other": "KEN"}, "compare-participants-som-ken"),
    ("time-to-consent", {}, "time-to-consent"),
    ("treaty-network", {"instrument": "firearms", "year": 2006}, "treaty-network-firearms-2006"),
    (
        "route-states-bound",
        {"route": ["SOM", "KEN", "UGA", "ITA"], "instrument": "smuggling", "on": "2024-05-01"},
        "route-states-bound",
    ),
    ("neighbours-not-bound", {"participant": "TUR", "instrument": "firearms"}, "neighbours-not-bound-tur"),
    ("organisation-members-outside", {"organisation": "COE"}, "organisation-members-outside-coe"),
    ("order-of-joining", {"group": "african", "instrument": "trafficking"}, "order-of-joining-african"),
    ("joining-around-sessions", {}, "joining-around-sessions"),
    ("extradition-basis", {}, "extradition-basis"),
    ("central-authority", {"participant": "CHN"}, "central-authority-chn"),
    ("central-authority", {"participant": "GRC"}, "central-authority-grc"),
    (
        "statements-touching-provision",
        {"participant": ["LTU", "MMR", "PSE"], "provision": "untoc-16"},
        "statements-touching-untoc-16",
    ),
    ("dispute-clause-between", {"one": "LTU", "other": "USA"}, "dispute-clause-ltu-usa"),
    ("dispute-clause-between", {"one": "EU", "other": "PSE"}, "dispute-clause-eu-pse"),
    (
        "boarding-and-firearms-contacts",
        {"participant": ["NLD", "TUR", "USA"]},
        "boarding-and-firearms-contacts",
    ),
    ("objections-to", {"participant": "AFG"}, "objections-to-afg"),
    ("objections-to", {"participant": "PSE"}, "objections-to-pse"),
    ("never-notified", {}, "never-notified"),
    ("withdrawn-reservations", {}, "withdrawn-reservations"),
    ("reservations-by-provision-and-region", {}, "reservations-by-provision-and-region"),
]
IDS = [file for _, _, file in CASES]


@pytest.mark.parametrize(("name", "values", "file"), CASES, ids=IDS)
def test_the_answer_is_the_expected_one(small, name, values, file):
    small.agrees_with(file, name, **values)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "values", "file"), CASES, ids=IDS)
def test_rdflib_gives_the_same_rows_in_the_same_order(small, portable, name, values, file):
    assert portable.rows(name, **values) == small.rows(name, **values)


@pytest.mark.parametrize("number", range(1, 25))
def test_each_question_on_status_and_declarations_has_a_query_with_an_expected_answer(
    catalogue: Catalogue, number
):
    asked = {name for name, query in catalogue.items() if number in query.questions}
    assert asked
    assert asked <= {name for name, _, _ in CASES}


def test_the_parties_are_193_185_155_and_127(full):
    assert full.columns("party-counts", "instrument parties signatures") == [
        ("untoc", "193", "147"),
        ("trafficking", "185", "117"),
        ("smuggling", "155", "112"),
        ("firearms", "127", "52"),
    ]


def test_thirty_five_parties_are_undated(full):
    assert sum(int(row["undated"]) for row in full.rows("party-counts")) == 35
    undated = [
        row
        for instrument in ("untoc", "trafficking", "smuggling", "firearms")
        for row in full.rows("bound-today", instrument=instrument)
        if not row["since"]
    ]
    assert len(undated) == 35
    assert all(row["notBefore"] <= row["notAfter"] and not row["deposited"] for row in undated)


def test_montenegro_is_bound_from_the_day_on_which_it_succeeded(full):
    bound = full.columns("bound-on-date", "bound since by", participant="MNE", on="2006-06-03")
    assert bound == [("yes", "2006-06-03", "Succession")] * 4
    assert full.columns("bound-on-date", "bound", participant="MNE", on="2006-06-02") == [("no",)] * 4


def test_nobody_is_bound_before_an_instrument_is_in_force(full):
    counts = full.columns("party-counts-by-group", "bound notKnown", on="2003-09-28")
    assert set(counts) == {("0", "0")}
    counts = full.rows("party-counts-by-group", on="2003-09-29")
    # Forty consents bring the Convention into force; those of the last thirty days before are bound later.
    assert sum(int(row["bound"]) for row in counts) >= 40
    assert {row["title"] for row in counts if row["bound"] != "0"} == {"Organized Crime Convention"}


def test_the_groups_add_up_to_all_parties_on_the_day_of_the_data(full):
    rows = full.rows("party-counts-by-group", on="2026-11-24")
    assert {row["notKnown"] for row in rows} == {"0"}
    for instrument, parties in full.columns("party-counts", "instrument parties"):
        counted = [int(row["bound"]) for row in rows if row["instrument"].endswith(f"/{instrument}")]
        assert sum(counted) == int(parties)


def test_the_series_ends_at_all_parties(full):
    totals = {row["title"]: int(row["total"]) for row in full.rows("accession-series")}
    assert list(totals.values()) == [193, 185, 155, 127]


def test_five_members_of_the_united_nations_are_outside_the_convention(full):
    outside = full.columns("un-members-outside", "participant standing")
    assert outside == [
        ("COG", "signed only"),
        ("IRN", "signed only"),
        ("PNG", "neither signed nor party"),
        ("SLB", "neither signed nor party"),
        ("TUV", "neither signed nor party"),
    ]


def test_a_network_of_n_parties_has_all_its_pairs(full):
    assert len(full.rows("treaty-network", instrument="untoc", year=2026)) == 193 * 192 // 2
    assert full.rows("treaty-network", instrument="firearms", year=2004) == []


def test_parties_outside_a_protocol_are_those_of_the_convention_without_it(full):
    rows = full.rows("parties-outside-protocols")
    # Every party to a Protocol is a party to the Convention (article 37(2)).
    assert len(rows) == 3 * 193 - 185 - 155 - 127


def test_twenty_states_objected_to_the_reservation_of_afghanistan(full):
    rows = full.rows("objections-to", participant="AFG")
    assert len(rows) == 20
    assert len({row["objector"] for row in rows}) == 20


def test_every_party_has_an_answer_on_extradition(full):
    rows = full.rows("extradition-basis")
    assert len({row["participant"] for row in rows}) == 193
    silent = [row for row in rows if row["answer"] == "not notified in our sources"]
    assert len(rows) - len(silent) == 49
    assert not any(row["statement"] or row["reading"] for row in silent)


def test_a_withdrawn_opt_out_leaves_the_dispute_clause_available(full):
    rows = full.columns("dispute-clause-between", "available", one="LTU", other="ITA")
    assert rows == [("yes",)] * 4


def test_a_statement_whose_text_was_not_found_is_not_taken_for_a_yes(full):
    rows = full.columns("dispute-clause-between", "instrument available", one="ITA", other="FRA")
    assert rows == [("untoc", "yes"), ("trafficking", "yes"), ("smuggling", "yes"), ("firearms", "not known")]


def test_five_statements_were_withdrawn(full):
    assert len(full.rows("withdrawn-reservations")) == 5


def test_those_who_never_notified_have_no_authority_and_no_answer_on_extradition(full):
    silent = {row["participant"] for row in full.rows("never-notified")}
    assert 80 <= len(silent) <= 112
    answered = {row["participant"] for row in full.rows("extradition-basis") if row["statement"]}
    assert not silent & answered


def test_opt_outs_from_the_dispute_clauses_lead_the_reservations(full):
    clauses = {"untoc-35", "trafficking-15", "smuggling-20", "firearms-16"}
    rows = full.columns("reservations-by-provision-and-region", "article standing withdrawn")
    counted = sum(
        int(standing) + int(withdrawn) for article, standing, withdrawn in rows if article in clauses
    )
    assert counted == 130
