"""Participants beside each other: what binds all of them, since when, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from untoc_graph.errors import ParameterError


def compared(graph, *participants: str, on: str) -> dict:
    reply = graph.compare(*participants, on=on)
    return {each.instrument.key: each for each in reply.instruments}


def test_an_instrument_is_in_force_from_the_last_of_the_days(full_graph):
    # Kenya 2004-07-16, Italy 2006-09-01, European Union 2004-06-20; Firearms: EU 2014-04-20.
    found = compared(full_graph, "KEN", "ITA", "EU", on="2024-06-01")
    assert (found["untoc"].in_force_between, found["untoc"].since) == (True, date(2006, 9, 1))
    assert (found["firearms"].in_force_between, found["firearms"].since) == (True, date(2014, 4, 20))
    assert [status.since for status in found["untoc"].participants] == [
        date(2004, 7, 16),
        date(2006, 9, 1),
        date(2004, 6, 20),
    ]


def test_one_that_is_not_bound_is_enough_for_no(full_graph):
    # On 2017-06-01 it is not known whether Fiji was bound; Iran has only signed.
    found = compared(full_graph, "FJI", "IRN", on="2017-06-01")
    assert (found["untoc"].in_force_between, found["untoc"].since) == (False, None)


def test_one_of_which_it_is_not_known_leaves_it_not_known(full_graph):
    found = compared(full_graph, "FJI", "ITA", on="2017-06-01")
    assert (found["untoc"].in_force_between, found["untoc"].since) == (None, None)


def test_a_day_that_is_not_sourced_leaves_since_empty(full_graph):
    found = compared(full_graph, "FJI", "ITA", on="2024-06-01")
    assert (found["untoc"].in_force_between, found["untoc"].since) == (True, None)


def test_participants_stand_in_the_order_in_which_they_are_named(full_graph):
    reply = full_graph.compare("USA", "Italie", "EU", on="2024-06-01")
    assert [named.key for named in reply.participants] == ["USA", "ITA", "EU"]
    for each in reply.instruments:
        assert [status.participant.key for status in each.participants] == ["USA", "ITA", "EU"]
    assert [named["asked_as"] for named in reply.to_json()["participants"]] == [None, "Italie", None]


@pytest.mark.parametrize("names", [("KEN", "KEN"), ("KEN", "ITA", "Kenya"), ("Swaziland", "SWZ")])
def test_the_same_participant_twice_is_refused(full_graph, names):
    with pytest.raises(ParameterError, match="is named twice"):
        full_graph.compare(*names)


TEN = ("AFG", "AGO", "ALB", "AND", "ARE", "ARG", "ARM", "ATG", "AUS", "AUT")


def test_ten_are_compared(full_graph):
    assert len(full_graph.compare(*TEN).participants) == 10


@pytest.mark.parametrize(("names", "count"), [((), 0), (("KEN",), 1), ((*TEN, "KEN"), 11)])
def test_fewer_than_two_and_more_than_ten_are_refused(full_graph, names, count):
    with pytest.raises(ParameterError, match=f"of 2 to 10 participants, not of {count}"):
        full_graph.compare(*names)


def test_each_note_is_told_once(full_graph):
    reply = full_graph.compare("Swaziland", "Turkey", on="2010-01-01")
    assert [note.partition(" was ")[0] for note in reply.notes] == ["Swaziland", "Turkey"]


def test_csv_has_a_row_a_participant_and_instrument(full_graph):
    header, *rows, end = full_graph.compare("FJI", "ITA", on="2017-06-01").to_csv().split("\r\n")
    assert header.endswith("because,iri,in_force_between,between_since")
    assert (len(rows), end) == (8, "")
    assert rows[0].startswith("FJI,untoc,")
    assert rows[0].endswith(",not-known,")
