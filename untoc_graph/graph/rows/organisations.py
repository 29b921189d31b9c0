"""International organizations and who belongs to them, with how far sources agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from untoc_graph.graph import cells
from untoc_graph.graph.triples import confidence_of, describe, label, note
from untoc_graph.namespaces import UNTOC, mint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import Literal, URIRef

    from untoc_graph.graph.triples import Triple

__all__ = ["Membership", "Organisation"]

# How far sources agree on a membership, as confidence in the fact.
_CONFIDENCE = {
    "all-agree": "sourced-two",
    "one-available": "sourced-one",
    "single-source": "sourced-one",
    "partial": "disputed",
}


@dataclass(frozen=True)
class Organisation:
    """An international organization or a body of one."""

    TABLE: ClassVar[str] = "organisations.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = "organisation"

    organisation: str = cells.key()
    name: str = cells.text()
    note: str = cells.text(required=False)
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the organization."""
        return mint("organisation", self.organisation)

    def triples(self) -> Iterator[Triple]:
        """Yield the organization and its name."""
        yield from describe(
            self.node(), UNTOC.Organisation, source=self.source, confidence=confidence_of(self.source)
        )
        yield from label(self.node(), self.name)
        yield from note(self.node(), self.note)


@dataclass(frozen=True)
class Membership:
    """That a state belongs to an organization."""

    TABLE: ClassVar[str] = "memberships.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = "membership"

    membership: str = cells.key()
    participant: str = cells.ref("participant")
    organisation: str = cells.ref("organisation")
    status: str = cells.ref("membership-status")
    since: Literal | None = cells.partial_date(required=False)
    agreement: str = cells.ref("agreement")
    note: str = cells.text(required=False)
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the membership."""
        return mint("membership", self.membership)

    def triples(self) -> Iterator[Triple]:
        """Yield who belongs to what, and how well sources agree."""
        yield from describe(
            self.node(),
            UNTOC.Membership,
            source=self.source,
            participant=mint("participant", self.participant),
            organisation=mint("organisation", self.organisation),
            membershipStatus=mint("membership-status", self.status),
            since=self.since,
            agreement=mint("agreement", self.agreement),
            confidence=mint("confidence", _CONFIDENCE[self.agreement]),
        )
        yield from note(self.node(), self.note)
