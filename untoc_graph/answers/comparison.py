"""How participants stand to each instrument on a day, one by one and beside each other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Final

from untoc_graph.answers.law import Thing
from untoc_graph.answers.pair import both
from untoc_graph.answers.status import later_day, status_on
from untoc_graph.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Literal

    from untoc_graph.answers.dossier import Dossier
    from untoc_graph.answers.law import Instrument, Law

__all__ = ["Compared", "StatusOf", "common_since", "comparison", "status_of"]

_FEWEST: Final = 2
_MOST: Final = 10


@dataclass(frozen=True)
class StatusOf:
    """Where a participant stood to one instrument on a day.

    Attributes:
        participant: who.
        instrument: to what.
        status: party; party-undated, where it has consented and no source gives the day; signatory; none.
        by: the act by which it became bound, only of parties.
        since: the day from which it was bound, None where it was not or no source gives the day.
        bound: whether it was bound on that day; None where that is not known.
        because: the reason in a few words.
        signed_on: the day of its signature, also one after the day asked about; None where there is none or
            no source gives it.
        consented_on: the day of the deposit of its consent, as above.
        confidence: how well the act of consent is sourced; None where there is none.
        iri: IRI of the participation, None where there is none.
        facts: IRIs of what it rests on.
        latest: the last day on which it can have become bound, None where it was not bound.
    """

    participant: Thing
    instrument: Instrument
    status: Literal["party", "party-undated", "signatory", "none"]
    by: str | None
    since: date | None
    bound: bool | None
    because: str
    signed_on: date | None
    consented_on: date | None
    confidence: str | None
    iri: str | None
    facts: tuple[str, ...]
    latest: date | None = None


@dataclass(frozen=True)
class Compared:
    """Where several participants stood to one instrument on a day.

    Attributes:
        instrument: the instrument.
        participants: how each stood to it, in the order in which they were named.
        in_force_between: whether it bound all of them; None where that is not known.
        since: the day from which it bound all, None where it did not or no source gives one of the days.
    """

    instrument: Instrument
    participants: tuple[StatusOf, ...]
    in_force_between: bool | None
    since: date | None


def status_of(law: Law, dossier: Dossier, on: date) -> tuple[StatusOf, ...]:
    """Return how a participant stood to each instrument on a day, in the order of their entry into force."""
    return tuple(_status(dossier, instrument, on) for instrument in law.instruments.values())


def comparison(law: Law, dossiers: Sequence[Dossier], on: date) -> tuple[Compared, ...]:
    """Return how two to ten participants stood to each instrument on a day.

    Raises:
        ParameterError: there are fewer or more, or one is named twice.
    """
    for name, count in Counter(dossier.name for dossier in dossiers).items():
        if count > 1:
            raise ParameterError(f"{name} is named twice; a comparison is of different participants")
    if not _FEWEST <= len(dossiers) <= _MOST:
        raise ParameterError(f"a comparison is of {_FEWEST} to {_MOST} participants, not of {len(dossiers)}")
    return tuple(_compared(dossiers, instrument, on) for instrument in law.instruments.values())


def common_since(statuses: Sequence[StatusOf]) -> date | None:
    """Return the day from which an instrument bound all of these: the last of their days.

    None where it did not bind all on the day asked about, or where that day is not known.
    """
    if not all(status.bound for status in statuses):
        return None
    return later_day((status.since, status.latest) for status in statuses)


def _compared(dossiers: Sequence[Dossier], instrument: Instrument, on: date) -> Compared:
    statuses = tuple(_status(dossier, instrument, on) for dossier in dossiers)
    in_force = reduce(both, (status.bound for status in statuses))
    return Compared(instrument, statuses, in_force, common_since(statuses))


def _status(dossier: Dossier, instrument: Instrument, on: date) -> StatusOf:
    participation = dossier.participations.get(instrument.key)
    status = status_on(participation, on)
    return StatusOf(
        participant=Thing(dossier.collection, dossier.key, dossier.name),
        instrument=instrument,
        status=status.status,
        by=status.by,
        since=status.since,
        bound=status.bound,
        because=status.because,
        signed_on=participation.signed_on if participation else None,
        consented_on=participation.consented_on if participation else None,
        confidence=(participation.confidence or None) if participation else None,
        iri=status.iri,
        facts=status.facts,
        latest=status.latest,
    )
