"""On what it rests that whoever has no recorded consent is not bound: a list of parties, and counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from untoc_graph.views.views import Views

__all__ = ["Reconciled", "read_reconciled"]


@dataclass(frozen=True)
class Reconciled:
    """What the parties of the data agree with.

    Attributes:
        source: IRI of the source that has the newest list of parties.
        day: the day for which that list speaks.
        first: the day of the oldest of the depositary's counts.
        last: the day of the newest of them.
    """

    source: str
    day: str
    first: str
    last: str


def read_reconciled(views: Views) -> Reconciled | None:
    """Return what the parties agree with, None where the release has no list or no counts.

    Raises:
        QueryError: the store did not answer.
    """
    rows = views.reading.kept("reconciliation")
    lists = [row for row in rows if row.list is not None]
    counted = [str(row.day) for row in rows if row.counts is not None]
    if not lists or not counted:
        return None
    return Reconciled(str(lists[-1].list), str(lists[-1].day), counted[0], counted[-1])
