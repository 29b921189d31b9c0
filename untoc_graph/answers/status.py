"""Whether an instrument bound a participant on a day, since when and by which act.

Convention, articles 36 to 38 and 40; Trafficking Protocol, 16 to 17; Smuggling Protocol, 21 to 22; Firearms
Protocol, 17 to 18. The days themselves are derived in the graph (ontology/rules/entry-into-force.rq).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from untoc_graph.namespaces import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from untoc_graph.answers.dossier import Participation

__all__ = ["NOT_YET_SIGNED", "NO_LONGER", "SIGNED_ONLY", "Status", "later_day", "status_on"]

# Reasons that tell apart what one public status has together.
NO_LONGER: Final = "no longer bound"
NOT_YET_SIGNED: Final = "not yet signed"
SIGNED_ONLY: Final = "signed, no consent recorded"


@dataclass(frozen=True)
class Status:
    """Where a participant stood to an instrument on a day.

    Attributes:
        status: party; party-undated, where it has consented and no source gives the day; signatory; none.
        by: the act by which it became bound, only of parties.
        since: the day from which it was bound, None where it was not or no source gives the day.
        bound: whether it was bound on that day; None where that is not known.
        because: the reason in a few words.
        iri: IRI of the participation, None where there is none.
        facts: IRIs of what it rests on.
        latest: the last day on which it can have become bound: that day itself where a source gives it.
    """

    status: Literal["party", "party-undated", "signatory", "none"]
    by: str | None
    since: date | None
    bound: bool | None
    because: str
    iri: str | None
    facts: tuple[str, ...]
    latest: date | None = None


def status_on(participation: Participation | None, on: date) -> Status:  # noqa: PLR0911  one a rule
    """Return the status that a participation gives on a day; None is a participant without any act.

    A participant that consented without a sourced day was bound from the last day on which it can have become
    so, was not bound before the first, and between the two it is not known.
    """
    if participation is None:
        return Status("none", None, None, False, "no signature and no consent recorded", None, ())
    iri = f"{BASE}participation/{participation.key}"
    facts = (iri, *participation.facts)

    def bound(kind: Literal["party", "party-undated"], because: str, known: bool | None = True) -> Status:
        since = participation.in_force_from
        return Status(
            kind, participation.by, since, known, because, iri, facts, since or participation.not_after
        )

    def not_bound(because: str) -> Status:
        if _signed(participation, on):
            return Status("signatory", None, None, False, because, iri, facts)
        return Status("none", None, None, False, because, iri, facts)

    if participation.by is None:
        return not_bound(SIGNED_ONLY if _signed(participation, on) else NOT_YET_SIGNED)
    if participation.in_force_until is not None and participation.in_force_until <= on:
        return Status(
            "none", None, None, False, f"{NO_LONGER} since {participation.in_force_until}", iri, facts
        )
    if participation.in_force_from is not None:
        if participation.in_force_from <= on:
            return bound("party", "in force")
        return not_bound(f"bound only from {participation.in_force_from}")
    if participation.not_after is not None and participation.not_after <= on:
        return bound("party-undated", f"in force by {participation.not_after} at the latest; day not sourced")
    if participation.not_before is not None and on < participation.not_before:
        return not_bound(f"bound from {participation.not_before} at the earliest; day not sourced")
    between = (
        f"bound from a day between {participation.not_before} and {participation.not_after}"
        if participation.not_before is not None and participation.not_after is not None
        else "consented"
    )
    return bound("party-undated", f"{between}; day not sourced", None)


def _signed(participation: Participation, on: date) -> bool:
    # A signature without a day is one all the same: the graph has it, and instruments close for signature.
    return participation.signed and (participation.signed_on is None or participation.signed_on <= on)


def later_day(days: Iterable[tuple[date | None, date | None]]) -> date | None:
    """Return the day from which all were bound, None where that is not known.

    Args:
        days: of each, the day from which it was bound, and the last on which it can have become so. A day
            that no source gives does not matter where another is later for certain.

    >>> later_day([(date(2023, 3, 22), date(2023, 3, 22)), (None, date(2016, 7, 30))])
    datetime.date(2023, 3, 22)
    """
    days = list(days)
    known = [since for since, _ in days if since is not None]
    latest = [last for _, last in days]
    if not known or None in latest:
        return None
    return max(known) if all(last <= max(known) for last in latest if last is not None) else None
