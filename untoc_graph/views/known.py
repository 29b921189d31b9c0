"""What is known of how a participant stood to an instrument on a day: one state for all pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from untoc_graph.answers.status import status_on

if TYPE_CHECKING:
    from datetime import date

    from untoc_graph.answers.dossier import Participation

__all__ = ["NO_ACT", "Known", "State", "known_on"]

State: TypeAlias = Literal[
    "party",
    "party-undated",
    "not-known",
    "signed-only",
    "signed-not-yet",
    "not-yet",
    "not-yet-signed",
    "ended",
    "no-act",
]


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
    if participation.in_force_until is not None and participation.in_force_until <= on:
        return Known("ended", participation.in_force_until)
    since = participation.in_force_from
    window = (None, None) if since else (participation.not_before, participation.not_after)
    if status.bound is None:
        return Known("not-known", None, *window)
    if status.bound:
        return Known("party" if since else "party-undated", since, *window)
    signed = status.status == "signatory"
    if participation.by is None:
        return Known("signed-only" if signed else "not-yet-signed")
    return Known("signed-not-yet" if signed else "not-yet", since, *window)
