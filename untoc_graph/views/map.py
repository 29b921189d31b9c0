"""What a map shows of an instrument: how each participant stood to it on a day, and when that changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from untoc_graph.answers.law import CONVENTION
from untoc_graph.answers.register import shown
from untoc_graph.answers.status import status_on
from untoc_graph.errors import ParameterError

if TYPE_CHECKING:
    from datetime import date

    from untoc_graph.answers.desk import Desk
    from untoc_graph.answers.dossier import Dossier
    from untoc_graph.answers.law import Instrument

__all__ = ["MapView", "Standing", "Stood", "Turn", "instrument_of", "read_map", "read_turns", "turns_of"]

Standing: TypeAlias = Literal["bound", "signatory", "none", "unknown"]


@dataclass(frozen=True)
class Turn:
    """How a participant stood to an instrument from a day on.

    Attributes:
        day: the first day.
        standing: bound, signatory, none, or unknown where it has consented and no source gives the day.
        since: the day from which it was bound, None where it was not or no source gives it.
    """

    day: date
    standing: Standing
    since: date | None


@dataclass(frozen=True)
class Stood:
    """How a participant stood to an instrument on a day.

    Attributes:
        key: of the participant.
        is_state: whether it has a shape on maps.
        turn: how it stood, and from when on.
    """

    key: str
    is_state: bool
    turn: Turn


@dataclass(frozen=True)
class MapView:
    """How all participants stood to an instrument.

    Attributes:
        instrument: to what.
        first: the first day that can be asked about.
        on: the day asked about.
        as_of: the date of the data.
        stood: each participant, by key.
    """

    instrument: Instrument
    first: date
    on: date
    as_of: date
    stood: tuple[Stood, ...]

    @property
    def counts(self) -> dict[Standing, int]:
        """How many participants stood in each way, organizations with them."""
        counts: dict[Standing, int] = {"bound": 0, "signatory": 0, "unknown": 0, "none": 0}
        for each in self.stood:
            counts[each.turn.standing] += 1
        return counts


def instrument_of(desk: Desk, said: str) -> Instrument:
    """Return the instrument with a key.

    Raises:
        ParameterError: there is none.
    """
    instruments = desk.reader.law.instruments
    if said not in instruments:
        raise ParameterError(f"instrument {shown(said)} is not known; there is {', '.join(instruments)}")
    return instruments[said]


def read_map(desk: Desk, instrument: Instrument, on: date) -> MapView:
    """Return how all participants stood to an instrument on a day.

    Args:
        desk: where the law is asked.
        instrument: to what.
        on: a day that `Desk.day` takes.

    Raises:
        QueryError: the store did not answer.
    """
    law = desk.reader.law
    return MapView(
        instrument=instrument,
        first=_first(desk),
        on=on,
        as_of=law.as_of,
        stood=tuple(
            Stood(dossier.key, dossier.is_state, _turn(dossier, instrument, on)) for dossier in _all(desk)
        ),
    )


def read_turns(desk: Desk, instrument: Instrument) -> dict[str, tuple[Turn, ...]]:
    """Return each way in which each participant stood to an instrument, from the first day on, by key.

    Raises:
        QueryError: the store did not answer.
    """
    first = _first(desk)
    return {dossier.key: turns_of(dossier, instrument, first) for dossier in _all(desk)}


def turns_of(dossier: Dossier, instrument: Instrument, first: date) -> tuple[Turn, ...]:
    """Return each way in which a participant stood to an instrument, from a first day on.

    Every day on which it may have changed is asked about, so that the rules of status stay in one place.
    """
    participation = dossier.participations.get(instrument.key)
    days = {first}
    if participation is not None:
        changes = (
            participation.signed_on,
            participation.not_before,
            participation.in_force_from,
            participation.not_after,
            participation.in_force_until,
        )
        days |= {day for day in changes if day is not None and day > first}
    turns: list[Turn] = []
    for day in sorted(days):
        turn = _turn(dossier, instrument, day)
        if not turns or (turn.standing, turn.since) != (turns[-1].standing, turns[-1].since):
            turns.append(turn)
    return tuple(turns)


def _turn(dossier: Dossier, instrument: Instrument, day: date) -> Turn:
    status = status_on(dossier.participations.get(instrument.key), day)
    if status.bound is None:
        return Turn(day, "unknown", None)
    if status.bound:
        return Turn(day, "bound", status.since)
    return Turn(day, "signatory" if status.status == "signatory" else "none", None)


def _all(desk: Desk) -> tuple[Dossier, ...]:
    return desk.reader.dossiers(desk.reader.names.participants)


def _first(desk: Desk) -> date:
    return desk.reader.law.instruments[CONVENTION].in_force
