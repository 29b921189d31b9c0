"""Consents whose day of deposit no source records: computed back from the entry into force, or not known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from untoc_graph.answers.linked_rows import key_of

if TYPE_CHECKING:
    from untoc_graph.views.reading import Reading

__all__ = ["Unrecorded", "read_computed", "read_unrecorded"]

_COMPUTED: Final = "computed-from-entry-into-force"


@dataclass(frozen=True)
class Unrecorded:
    """A consent whose day of deposit no source records.

    Attributes:
        participation: IRI of what it made of its participant.
        participant: IRI of who consented.
        instrument: IRI of what it consented to.
        computed: whether the day is computed back from the entry into force; else it is not known.
        first: the first day on which it may have been deposited, None where the day is computed.
        last: the last such day.
    """

    participation: str
    participant: str
    instrument: str
    computed: bool
    first: date | None
    last: date | None


def read_unrecorded(reading: Reading) -> tuple[Unrecorded, ...]:
    """Return all consents whose day of deposit no source records.

    Raises:
        QueryError: the store did not answer.
    """
    return tuple(
        Unrecorded(
            str(row.participation),
            participant=str(row.participant),
            instrument=str(row.instrument),
            computed=key_of(row.basis) == _COMPUTED,
            first=date.fromisoformat(row.not_before) if row.not_before else None,
            last=date.fromisoformat(row.not_after) if row.not_after else None,
        )
        for row in reading.kept("consents-unrecorded")
    )


def read_computed(reading: Reading) -> frozenset[str]:
    """Return the IRIs of the participations whose day of deposit is computed.

    Raises:
        QueryError: the store did not answer.
    """
    return frozenset(each.participation for each in read_unrecorded(reading) if each.computed)
