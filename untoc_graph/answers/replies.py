"""What is answered on participants and instruments on a day: status, comparison, matrix and network."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from untoc_graph.answers import tables

if TYPE_CHECKING:
    from datetime import date

    from untoc_graph.answers.comparison import Compared, StatusOf
    from untoc_graph.answers.law import Instrument
    from untoc_graph.answers.names import Named
    from untoc_graph.answers.network import Edge, MatrixRow

__all__ = ["ComparisonReply", "MatrixReply", "NetworkReply", "Reply", "StatusReply"]


@dataclass(frozen=True, kw_only=True)
class Reply(ABC):
    """What every answer says of itself.

    Attributes:
        on: the day asked about.
        as_of: the date of the data.
        release: identifier of the release that answered, None where the endpoint does not tell.
        notes: sentences to mind: a former name that was used, a day after the date of the data.
    """

    on: date
    as_of: date
    release: str | None
    notes: tuple[str, ...]

    @abstractmethod
    def to_json(self) -> dict[str, Any]:
        """Return the answer as plain data for JSON: ISO dates, None for what is not known."""

    @abstractmethod
    def to_csv(self) -> str:
        """Return the answer as CSV (RFC 4180): `not-known` for what is not known, empty days likewise."""


@dataclass(frozen=True, kw_only=True)
class StatusReply(Reply):
    """How one participant stood to each instrument."""

    participant: Named
    instruments: tuple[StatusOf, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the answer as plain data for JSON."""
        return tables.status_json(self)

    def to_csv(self) -> str:
        """Return the answer as CSV."""
        return tables.status_csv(self)


@dataclass(frozen=True, kw_only=True)
class ComparisonReply(Reply):
    """How several participants, in the order in which they were named, stood to each instrument."""

    participants: tuple[Named, ...]
    instruments: tuple[Compared, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the answer as plain data for JSON."""
        return tables.comparison_json(self)

    def to_csv(self) -> str:
        """Return the answer as CSV."""
        return tables.comparison_csv(self)


@dataclass(frozen=True, kw_only=True)
class MatrixReply(Reply):
    """How every participant stood to each instrument, by the keys of the participants."""

    instruments: tuple[Instrument, ...]
    rows: tuple[MatrixRow, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the answer as plain data for JSON."""
        return tables.matrix_json(self)

    def to_csv(self) -> str:
        """Return the answer as CSV."""
        return tables.matrix_csv(self)


@dataclass(frozen=True, kw_only=True)
class NetworkReply(Reply):
    """Between whom the instruments were in force, or may have been; and who there is."""

    participants: tuple[MatrixRow, ...]
    edges: tuple[Edge, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the answer as plain data for JSON."""
        return tables.network_json(self)

    def to_csv(self) -> str:
        """Return the answer as CSV."""
        return tables.network_csv(self)
