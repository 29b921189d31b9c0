"""Whether an instrument bound a participant on a day, since when and by which act.

Convention, articles 36 to 38 and 40; Trafficking Protocol, 16 to 17; Smuggling Protocol, 21 to 22; Firearms
Protocol, 17 to 18. The days themselves are derived in the graph (ontology/rules/entry-into-force.rq).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from untoc_graph.namespaces import BASE

if TYPE_CHECKING:
    from datetime import date

    from untoc_graph.answers.dossier import Participation

__all__ = ["Status", "status_on"]


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
    """

    status: Literal["party", "party-undated", "signatory", "none"]
    by: str | None
    since: date | None
    bound: bool | None
    because: str
    iri: str | None
    facts: tuple[str, ...]


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
        return Status(kind, participation.by, participation.in_force_from, known, because, iri, facts)

    def not_bound(because: str) -> Status:
        if _signed(participation, on):
            return Status("signatory", None, None, False, because, iri, facts)
        return Status("none", None, None, False, because, iri, facts)

    if participation.by is None:
        return not_bound("signed, no consent recorded" if _signed(participation, on) else "not yet signed")
    if participation.in_force_until is not None and participation.in_force_until <= on:
        return Status(
            "none", None, None, False, f"no longer bound since {participation.in_force_until}", iri, facts
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
