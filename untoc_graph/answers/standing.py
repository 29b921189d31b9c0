"""Whether a statement stood on a day: made by then, and not withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from untoc_graph.answers.dossier import Dossier, Statement

__all__ = ["Standing", "standing_on", "statements_on"]

Standing: TypeAlias = Literal["standing", "withdrawn", "withdrawn-undated"]


def standing_on(statement: Statement, on: date, as_of: date, *, consented: bool = True) -> Standing | None:
    """Return whether a statement stood on a day, None where it was made only later.

    A statement without a day counts as made with the consent, when 16(5)(a) and 35(3) want it: few have one
    in the sources. A withdrawal without a day counts by the date of the data; whether the statement stood
    before is not known.

    Args:
        statement: what was said.
        on: the day.
        as_of: the date of the data.
        consented: whether whoever said it may have consented to the instrument by the day.
    """
    made = consented if statement.date is None else statement.date <= on
    if not made:
        return None
    if statement.withdrawn_by is None:
        return "standing"
    if statement.withdrawn_on is not None:
        return "withdrawn" if statement.withdrawn_on <= on else "standing"
    return "withdrawn" if on >= as_of else "withdrawn-undated"


def statements_on(side: Dossier, on: date, as_of: date) -> tuple[tuple[Statement, Standing], ...]:
    """Return the statements that a participant had made by a day, each with its standing on it."""
    made = (
        (statement, standing_on(statement, on, as_of, consented=_may_have_consented(side, statement, on)))
        for statement in side.statements
    )
    return tuple((statement, standing) for statement, standing in made if standing is not None)


def _may_have_consented(side: Dossier, statement: Statement, on: date) -> bool:
    participation = side.participations.get(statement.instrument)
    if participation is None or participation.by is None:
        return False
    first = participation.consented_on or participation.in_force_from or participation.not_before
    return first is None or first <= on
