"""Two participants on a day, and which instruments are in force between them.

Convention, article 38; Trafficking Protocol, 17; Smuggling Protocol, 22; Firearms Protocol, 18: an
instrument is in force between two participants from the later of the days on which it came to bind each.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from untoc_graph.answers.findings import InstrumentBetween
from untoc_graph.answers.law import CONVENTION, Instrument, Law
from untoc_graph.answers.standing import Standing, statements_on
from untoc_graph.answers.status import Status, later_day, status_on

if TYPE_CHECKING:
    from datetime import date

    from untoc_graph.answers.dossier import Dossier, Statement

__all__ = ["Pair", "both"]

_ACTS: Final = {"formal-confirmation": "formal confirmation"}


def both(one: bool | None, other: bool | None) -> bool | None:
    """Return whether both hold: False as soon as one does not, None while one is not known.

    >>> both(True, True), both(None, False), both(True, None)
    (True, False, None)
    """
    if one is False or other is False:
        return False
    return True if one and other else None


@dataclass(frozen=True)
class Pair:
    """A requesting and a requested participant on a day, under the law."""

    law: Law
    requesting: Dossier
    requested: Dossier
    on: date

    @cached_property
    def instruments(self) -> tuple[InstrumentBetween, ...]:
        """Each instrument, in the order of entry into force."""
        return tuple(self._between(instrument) for instrument in self.law.instruments.values())

    def in_force(self, instrument: str) -> bool | None:
        """Whether an instrument is in force between the two; None where that is not known."""
        return self.between(instrument).in_force_between

    def between(self, instrument: str) -> InstrumentBetween:
        """Return what is known of one instrument between the two."""
        return next(found for found in self.instruments if found.instrument.key == instrument)

    @property
    def convention(self) -> InstrumentBetween:
        """The Convention between the two."""
        return self.between(CONVENTION)

    def statements(self, side: Dossier) -> tuple[tuple[Statement, Standing], ...]:
        """Return what one of the two had said by the day, each with its standing on it."""
        return self._statements[side.key]

    @cached_property
    def _statements(self) -> dict[str, tuple[tuple[Statement, Standing], ...]]:
        # Most parts of an answer ask for them.
        return {side.key: statements_on(side, self.on, self.law.as_of) for side in self.sides}

    @property
    def between_states(self) -> bool:
        """Whether both are states, and neither an organization."""
        return all(side.is_state for side in self.sides)

    @property
    def names(self) -> str:
        """Both names: `Kenya and Italy`."""
        return f"{self.requesting.name} and {self.requested.name}"

    @property
    def sides(self) -> tuple[Dossier, Dossier]:
        """The requesting and the requested."""
        return self.requesting, self.requested

    @property
    def limit(self) -> str:
        """How far a "no" of the day is known, to be put behind it: nothing up to the day of the data."""
        late = self.on > self.law.as_of
        return f", as far as the lists of parties of {self.law.as_of} tell" if late else ""

    def _between(self, instrument: Instrument) -> InstrumentBetween:
        requesting = status_on(self.requesting.participations.get(instrument.key), self.on)
        requested = status_on(self.requested.participations.get(instrument.key), self.on)
        in_force = both(requesting.bound, requested.bound)
        sides_on = (requesting, requested)
        since = later_day((each.since, each.latest) for each in sides_on) if in_force else None
        sides = f"{_side(self.requesting.name, requesting)}; {_side(self.requested.name, requested)}"
        return InstrumentBetween(
            sentence=f"{_verdict(instrument, in_force, since, self)}: {sides}.",
            provisions=self.law.cited((instrument.entry_provision,)),
            facts=tuple(
                dict.fromkeys(
                    # Where the graph has no act of a participant, the sentence rests on who it is.
                    (
                        *(requesting.facts or (self.requesting.iri,)),
                        *(requested.facts or (self.requested.iri,)),
                    )
                )
            ),
            instrument=instrument,
            requesting=requesting,
            requested=requested,
            in_force_between=in_force,
            since=since,
        )


def _verdict(instrument: Instrument, in_force: bool | None, since: date | None, pair: Pair) -> str:
    match in_force, since:
        case True, None:
            return f"The {instrument.name} is in force between {pair.names}, since a day that no source gives"
        case True, _:
            return f"The {instrument.name} has been in force between {pair.names} since {since}"
        case None, _:
            return (
                f"Whether the {instrument.name} was in force between {pair.names} on {pair.on} is not known"
            )
        case _:
            return f"The {instrument.name} was not in force between {pair.names} on {pair.on}{pair.limit}"


def _side(name: str, status: Status) -> str:
    if status.status == "party":
        return f"{name} bound since {status.since} by {_act(status.by)}"
    if status.status == "party-undated":
        return f"{name} consented by {_act(status.by)}, {status.because}"
    return f"{name} {'a signatory only, ' if status.status == 'signatory' else ''}{status.because}"


def _act(by: str | None) -> str:
    return _ACTS.get(by or "", by or "an act that is not sourced")
