"""Status on a day, as the tables say it: expectations are read off data/actions.csv by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from untoc_graph.answers.dossier import Participation
from untoc_graph.answers.status import status_on
from untoc_graph.errors import ParameterError

INSTRUMENTS = ("untoc", "trafficking", "smuggling", "firearms")


def found(graph, participant: str, on: str, instrument: str):
    (status,) = [
        each for each in graph.status(participant, on).instruments if each.instrument.key == instrument
    ]
    return status


@pytest.mark.parametrize(
    ("participant", "instrument", "on", "status", "bound", "since", "by"),
    [
        # Deposit on 2006-08-02, so bound from the thirtieth day after it (38(2)).
        ("ITA", "untoc", "2006-08-31", "signatory", False, None, None),
        ("ITA", "untoc", "2006-09-01", "party", True, "2006-09-01", "ratification"),
        # One of the first forty: bound from the general entry into force (38(1)).
        ("ALB", "untoc", "2003-09-29", "party", True, "2003-09-29", "ratification"),
        ("ALB", "trafficking", "2003-12-24", "signatory", False, None, None),
        ("ALB", "trafficking", "2003-12-25", "party", True, "2003-12-25", "ratification"),
        # Accession without a signature.
        ("KEN", "untoc", "2004-07-15", "none", False, None, None),
        ("KEN", "untoc", "2004-07-16", "party", True, "2004-07-16", "accession"),
        # Deposited before the Firearms Protocol was in force.
        ("KEN", "firearms", "2005-07-02", "none", False, None, None),
        ("KEN", "firearms", "2005-07-03", "party", True, "2005-07-03", "accession"),
        # A successor is bound from the day of succession, though it told so later.
        ("MNE", "untoc", "2006-06-02", "none", False, None, None),
        ("MNE", "untoc", "2006-06-03", "party", True, "2006-06-03", "succession"),
        ("MNE", "firearms", "2006-07-01", "party", True, "2006-06-03", "succession"),
        # Signed only.
        ("IRN", "untoc", "2024-06-01", "signatory", False, None, None),
        ("COG", "trafficking", "2024-06-01", "signatory", False, None, None),
        ("JPN", "firearms", "2024-06-01", "signatory", False, None, None),
        # Neither.
        ("IRN", "trafficking", "2024-06-01", "none", False, None, None),
        ("USA", "firearms", "2024-06-01", "none", False, None, None),
        ("PNG", "untoc", "2024-06-01", "none", False, None, None),
        # The European Union.
        ("EU", "untoc", "2004-06-19", "signatory", False, None, None),
        ("EU", "untoc", "2004-06-20", "party", True, "2004-06-20", "approval"),
        ("EU", "trafficking", "2006-10-06", "party", True, "2006-10-06", "approval"),
        # Consent between 2017-01-01 and 2017-09-19, day not sourced.
        ("FJI", "untoc", "2017-01-30", "none", False, None, None),
        ("FJI", "untoc", "2017-01-31", "party-undated", None, None, "accession"),
        ("FJI", "untoc", "2017-10-18", "party-undated", None, None, "accession"),
        ("FJI", "untoc", "2017-10-19", "party-undated", True, None, "accession"),
        ("FJI", "firearms", "2017-10-18", "none", False, None, None),
        ("FJI", "firearms", "2017-10-19", "party", True, "2017-10-19", "accession"),
        # Consent between 2024-11-23 and 2025-03-25, day not sourced; the Smuggling Protocol on 2025-03-25.
        ("SOM", "untoc", "2024-12-22", "none", False, None, None),
        ("SOM", "untoc", "2024-12-23", "party-undated", None, None, "accession"),
        ("SOM", "untoc", "2025-04-24", "party-undated", True, None, "accession"),
        ("SOM", "smuggling", "2025-04-24", "party", True, "2025-04-24", "accession"),
        # Consent between 2016-06-16 and 2016-06-30.
        ("PRK", "untoc", "2016-07-16", "party-undated", None, None, "accession"),
        ("PRK", "untoc", "2016-07-30", "party-undated", True, None, "accession"),
    ],
)
def test_status_on_a_day(full_graph, participant, instrument, on, status, bound, since, by):
    answer = found(full_graph, participant, on, instrument)
    day = date.fromisoformat(since) if since else None
    assert (answer.status, answer.bound, answer.since, answer.by) == (status, bound, day, by)


@pytest.mark.parametrize(
    ("participant", "instrument", "signed_on", "consented_on", "confidence"),
    [
        ("ITA", "untoc", "2000-12-12", "2006-08-02", "sourced-two"),
        ("MNE", "untoc", None, "2006-10-23", "sourced-two"),
        ("IRN", "untoc", "2000-12-12", None, None),
        ("FJI", "untoc", None, None, "existence-only"),
        ("EU", "firearms", "2002-01-16", "2014-03-21", "disputed"),
        ("JPN", "smuggling", "2002-12-09", "2017-07-11", "sourced-one"),
        ("PNG", "untoc", None, None, None),
    ],
)
def test_the_acts_and_how_well_they_are_sourced(
    full_graph, participant, instrument, signed_on, consented_on, confidence
):
    answer = found(full_graph, participant, "2024-06-01", instrument)
    days = tuple(str(day) if day else None for day in (answer.signed_on, answer.consented_on))
    assert (*days, answer.confidence) == (signed_on, consented_on, confidence)


def test_the_instruments_stand_in_the_order_of_their_entry_into_force(full_graph):
    reply = full_graph.status("ITA", "2024-06-01")
    assert tuple(each.instrument.key for each in reply.instruments) == INSTRUMENTS


def test_a_status_rests_on_the_participation_and_its_acts(full_graph):
    answer = found(full_graph, "ITA", "2024-06-01", "untoc")
    base = "https://w3id.org/untoc/"
    assert answer.iri == f"{base}participation/ITA-untoc"
    assert answer.facts == (
        f"{base}participation/ITA-untoc",
        f"{base}action/ITA-untoc-signature",
        f"{base}action/ITA-untoc-ratification",
    )
    nothing = found(full_graph, "PNG", "2024-06-01", "untoc")
    assert (nothing.iri, nothing.facts, nothing.because) == (None, (), "no signature and no consent recorded")


def test_a_former_name_is_said_in_a_note(full_graph):
    reply = full_graph.status("Swaziland", "2010-01-01")
    note = "Swaziland was the name of Eswatini until 2018-04-18, so also on 2010-01-01."
    assert reply.notes == (note,)
    named = reply.to_json()["participant"]
    assert (named["key"], named["name"], named["asked_as"], named["note"]) == (
        "SWZ",
        "Eswatini",
        "Swaziland",
        note,
    )
    assert full_graph.status("SWZ", "2010-01-01").notes == ()


def test_json_has_nothing_for_what_is_not_known(full_graph):
    (untoc, *_) = full_graph.status("FJI", "2017-06-01").to_json()["instruments"]
    assert untoc["instrument"] == {
        "key": "untoc",
        "iri": "https://w3id.org/untoc/instrument/untoc",
        "name": "Organized Crime Convention",
    }
    assert (untoc["status"], untoc["bound"], untoc["since"], untoc["consented_on"]) == (
        "party-undated",
        None,
        None,
        None,
    )


def test_csv_says_not_known(full_graph):
    header, first, *_ = full_graph.status("FJI", "2017-06-01").to_csv().split("\r\n")
    assert header == (
        "participant,instrument,status,bound,since,by,signed_on,consented_on,confidence,because,iri"
    )
    assert first.startswith("FJI,untoc,party-undated,not-known,,accession,,,existence-only,")


@pytest.mark.parametrize("on", ["2003-09-28", date(2003, 9, 28), "2000-01-01"])
def test_a_day_before_the_convention_is_refused(full_graph, on):
    with pytest.raises(ParameterError, match=r"is before 2003-09-29, when the Convention entered into force"):
        full_graph.status("ITA", on)


@pytest.mark.parametrize("on", ["2024-02-30", "yesterday", "", "2024"])
def test_what_is_no_day_is_refused(full_graph, on):
    with pytest.raises(ParameterError, match="it takes a date such as 2024-06-01"):
        full_graph.status("ITA", on)


RATIFIED = Participation(
    "AAA-untoc",
    instrument="untoc",
    signed=True,
    signed_on=date(2004, 1, 10),
    by="ratification",
    act="https://w3id.org/untoc/action/AAA-untoc-ratification",
    consented_on=date(2005, 1, 1),
    in_force_from=date(2005, 1, 31),
    not_before=None,
    not_after=None,
    in_force_until=None,
    confidence="sourced-two",
    facts=("https://w3id.org/untoc/action/AAA-untoc-ratification",),
)


def test_a_signature_counts_from_its_day():
    assert status_on(RATIFIED, date(2004, 1, 9)).status == "none"
    assert status_on(RATIFIED, date(2004, 1, 10)).status == "signatory"


def test_a_signature_without_a_day_counts():
    assert status_on(replace(RATIFIED, signed_on=None), date(2004, 1, 1)).status == "signatory"


def test_a_denunciation_ends_it_on_its_day():
    denounced = replace(RATIFIED, in_force_until=date(2020, 5, 1))
    assert status_on(denounced, date(2020, 4, 30)).bound is True
    ended = status_on(denounced, date(2020, 5, 1))
    assert (ended.status, ended.bound, ended.since) == ("none", False, None)
    assert ended.because == "no longer bound since 2020-05-01"


def test_no_act_at_all_is_none():
    assert status_on(None, date(2024, 1, 1)).bound is False
