"""Between whom instruments are in force on a day: a matrix of who is bound, and the network drawn from it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from untoc_graph.answers.comparison import StatusOf, common_since, status_of
from untoc_graph.answers.law import Thing
from untoc_graph.answers.pair import both

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from untoc_graph.answers.dossier import Dossier
    from untoc_graph.answers.law import Instrument, Law

__all__ = ["Edge", "MatrixRow", "matrix", "network"]


@dataclass(frozen=True)
class MatrixRow:
    """One participant and how it stands to every instrument.

    Attributes:
        participant: who.
        kind: state or organization.
        instruments: in the order of their entry into force.
    """

    participant: Thing
    kind: Literal["state", "organization"]
    instruments: tuple[StatusOf, ...]


@dataclass(frozen=True)
class Edge:
    """Two participants and an instrument that is in force between them, or may be.

    Attributes:
        participant: the one whose key comes first.
        other: the other.
        instrument: the instrument.
        in_force: True, or None where it is not known.
        since: the day from which it was in force between the two, None where no source gives one of the days.
    """

    participant: Thing
    other: Thing
    instrument: Instrument
    in_force: bool | None
    since: date | None


def matrix(law: Law, dossiers: Iterable[Dossier], on: date) -> tuple[MatrixRow, ...]:
    """Return how each participant stood to each instrument on a day, in the order of their keys."""
    return tuple(
        MatrixRow(
            Thing(dossier.collection, dossier.key, dossier.name),
            "state" if dossier.is_state else "organization",
            status_of(law, dossier, on),
        )
        for dossier in sorted(dossiers, key=lambda dossier: dossier.key)
    )


def network(rows: Sequence[MatrixRow]) -> Iterator[Edge]:
    """Yield an edge for each pair of participants and instrument that is in force between them, or may be.

    A pair has no direction: it comes once, the participant whose key comes first in front. A pair of which
    one is known not to be bound has no edge.

    Args:
        rows: the matrix of a day.
    """
    for statuses in zip(*(row.instruments for row in rows), strict=True):
        candidates = [status for status in statuses if status.bound is not False]
        for one, other in combinations(candidates, 2):
            yield Edge(
                one.participant,
                other.participant,
                one.instrument,
                in_force=both(one.bound, other.bound),
                since=common_since((one, other)),
            )
