"""What is known of how a participant stood to an instrument on a day: one state for all pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from untoc_graph.answers.knowing import State, state_of
from untoc_graph.answers.status import status_on

if TYPE_CHECKING:
    from datetime import date

    from untoc_graph.answers.dossier import Participation

__all__ = ["NO_ACT", "Known", "State", "known_on"]


@dataclass(frozen=True)
class Known:
    """What is known of how a participant stood to an instrument on a day.

    Attributes:
        state: party; party-undated, where no source gives the day from which; not-known, on a day within the
            time in which it may have become bound; signed-only, without any consent recorded; signed-not-yet
            and not-yet, where its consent took effect only later; not-yet-signed, where all that is recorded
            is a later signature; ended, where it is no longer bound; no-act, where nothing is recorded.
        since: the day from which it was, or was to be, bound, or ceased to be; None where no source gives it.
        first: the first day on which it can have become bound, where no source gives the day.
        last: the last such day.
    """

    state: State
    since: date | None = None
    first: date | None = None
    last: date | None = None


NO_ACT: Final = Known("no-act")


def known_on(participation: Participation | None, on: date) -> Known:
    """Return what a participation says of a day; None is a participant without any act."""
    if participation is None:
        return NO_ACT
    status = status_on(participation, on)
    state = state_of(status)
    if state == "ended":
        return Known(state, participation.in_force_until)
    if participation.by is None:
        return Known(state)
    if participation.in_force_from is not None:
        return Known(state, participation.in_force_from)
    return Known(state, None, participation.not_before, participation.not_after)
