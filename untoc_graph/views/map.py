"""What a map shows of an instrument: how each participant stood to it on a day, and when that changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from untoc_graph.answers.register import shown
from untoc_graph.errors import ParameterError
from untoc_graph.sparql.parameters import read_term
from untoc_graph.views.known import NO_ACT, known_on

if TYPE_CHECKING:
    from untoc_graph.answers.desk import Desk
    from untoc_graph.answers.dossier import Dossier
    from untoc_graph.answers.law import Instrument
    from untoc_graph.views.known import Known, State

__all__ = [
    "MapView",
    "Standing",
    "Stood",
    "Turn",
    "day_of",
    "first_of",
    "instrument_of",
    "read_map",
    "read_turns",
    "turns_of",
]

Standing: TypeAlias = Literal["bound", "signatory", "none", "unknown"]

_STANDINGS: Final[dict[State, Standing]] = {
    "party": "bound",
    "party-undated": "bound",
    "not-known": "unknown",
    "signed-only": "signatory",
    "signed-not-yet": "signatory",
    "not-yet": "none",
    "not-yet-signed": "none",
    "ended": "none",
    "no-act": "none",
}


@dataclass(frozen=True)
class Turn:
    """How a participant stood to an instrument from a day on.

    Attributes:
        day: the first day.
        known: what is known of it.
    """

    day: date
    known: Known = NO_ACT

    @property
    def standing(self) -> Standing:
        """How it is drawn: bound, signatory, none, or unknown where it may have become bound by the day."""
        return _STANDINGS[self.known.state]

    @property
    def since(self) -> date | None:
        """The day from which it was bound, None where it was not or no source gives it."""
        return self.known.since if self.standing == "bound" else None


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
        on: a day that `day_of` gives.

    Raises:
        QueryError: the store did not answer.
    """
    law = desk.reader.law
    return MapView(
        instrument=instrument,
        first=first_of(desk, instrument),
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
    first = first_of(desk, instrument)
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
        if not turns or turn.known != turns[-1].known:
            turns.append(turn)
    return tuple(turns)


def first_of(desk: Desk, instrument: Instrument) -> date:
    """Return the first day that a map of an instrument can be asked about: that of the first act under it.

    Raises:
        QueryError: the store did not answer.
    """
    acts = (dossier.participations.get(instrument.key) for dossier in _all(desk))
    days = [day for act in acts if act for day in (act.signed_on, act.consented_on) if day]
    return min(days, default=instrument.in_force)


def day_of(desk: Desk, instrument: Instrument, said: str) -> date:
    """Return the day that a map is asked about: the day of the data where none was named.

    Raises:
        ParameterError: it is no day, or before the first act under the instrument.
        QueryError: the store did not answer.
    """
    if not said:
        return desk.reader.law.as_of
    try:
        day = date.fromisoformat(read_term("date", said))
    except ParameterError as error:
        raise ParameterError(f"on {shown(said)}: {error}; it takes a date such as 2024-06-01") from None
    first = first_of(desk, instrument)
    if day < first:
        raise ParameterError(
            f"{day} is before {first}, the day of the first act under the {instrument.name}; name a later day"
        )
    return day


def _turn(dossier: Dossier, instrument: Instrument, day: date) -> Turn:
    return Turn(day, known_on(dossier.participations.get(instrument.key), day))


def _all(desk: Desk) -> tuple[Dossier, ...]:
    return desk.reader.dossiers(desk.reader.names.participants)
