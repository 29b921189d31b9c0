"""What a map shows follows from the law on each day, and its turns say the same as a question on that day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from untoc_graph.answers.desk import Desk
from untoc_graph.answers.dossier import Dossier, Participation
from untoc_graph.errors import ParameterError
from untoc_graph.settings import Settings
from untoc_graph.sparql.asking import StoreAsker
from untoc_graph.store.embedded import EmbeddedStore
from untoc_graph.store.release import Release
from untoc_graph.views.map import MapView, instrument_of, read_map, read_turns, turns_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def desk(full_release_built: Path) -> Iterator[Desk]:
    settings = Settings(build=full_release_built, workers=1)
    with EmbeddedStore(Release.open(settings.build), settings) as store:
        yield Desk(StoreAsker(store, settings.queries))


def standing(view: MapView, key: str) -> str:
    (found,) = [each.turn.standing for each in view.stood if each.key == key]
    return found


@pytest.mark.parametrize("key", ["untoc", "trafficking", "smuggling", "firearms"])
@pytest.mark.parametrize("on", ["2003-09-29", "2004-01-28", "2010-01-01", "2020-02-29", "2026-01-01"])
def test_turns_say_of_each_day_what_the_map_of_that_day_says(desk: Desk, key: str, on: str) -> None:
    instrument, day = instrument_of(desk, key), date.fromisoformat(on)
    turns = read_turns(desk, instrument)
    view = read_map(desk, instrument, day)
    for each in view.stood:
        then = [turn for turn in turns[each.key] if turn.day <= day][-1]
        assert (then.standing, then.since) == (each.turn.standing, each.turn.since), each.key


def test_a_state_is_bound_from_the_very_day_and_not_the_day_before(desk: Desk) -> None:
    instrument, day = instrument_of(desk, "untoc"), date(2006, 9, 1)
    assert standing(read_map(desk, instrument, day), "ITA") == "bound"
    assert standing(read_map(desk, instrument, day - timedelta(1)), "ITA") == "signatory"


def test_the_map_counts_as_the_matrix_does(desk: Desk) -> None:
    day = date(2010, 1, 1)
    view = read_map(desk, instrument_of(desk, "firearms"), day)
    statuses = [
        status
        for row in desk.matrix(day).rows
        for status in row.instruments
        if status.instrument.key == "firearms"
    ]
    assert view.counts["bound"] == sum(status.bound is True for status in statuses)
    assert view.counts["unknown"] == sum(status.bound is None for status in statuses)
    assert sum(view.counts.values()) == len(statuses)


def test_a_consent_without_a_sourced_day_is_unknown_between_its_bounds_and_never_no(desk: Desk) -> None:
    participation = Participation(
        "XXX-untoc", "untoc", by="accession", not_before=date(2005, 1, 1), not_after=date(2008, 1, 1)
    )
    dossier = Dossier("participant", "XXX", "X", True, {"untoc": participation}, (), {}, ())
    turns = turns_of(dossier, instrument_of(desk, "untoc"), date(2003, 9, 29))
    assert [(turn.day, turn.standing) for turn in turns] == [
        (date(2003, 9, 29), "none"),
        (date(2005, 1, 1), "unknown"),
        (date(2008, 1, 1), "bound"),
    ]
    assert turns[-1].since is None


def test_an_instrument_that_is_not_there_is_refused_with_those_that_are(desk: Desk) -> None:
    with pytest.raises(ParameterError, match="untoc, trafficking, smuggling, firearms"):
        instrument_of(desk, "palermo")
