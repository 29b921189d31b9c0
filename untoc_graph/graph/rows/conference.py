"""The Conference of the Parties: sessions, decisions, bodies, Review Mechanism (Convention art. 32)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rdflib.namespace import DCTERMS

from untoc_graph.graph import cells
from untoc_graph.graph.triples import confidence_of, describe, english, label, note, things, value
from untoc_graph.namespaces import UNTOC, mint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import Literal, URIRef

    from untoc_graph.graph.triples import Triple

__all__ = ["Body", "ClusterProvision", "Decision", "ReviewElement", "Session"]


@dataclass(frozen=True)
class Session:
    """A session of the Conference; days that no source gives stay empty."""

    TABLE: ClassVar[str] = "sessions.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = "session"

    session: str = cells.key()
    start: Literal | None = cells.partial_date(required=False)
    end: Literal | None = cells.partial_date(required=False)
    venue: str = cells.text(required=False)
    presidency: str = cells.ref("participant", required=False)
    outcome: str = cells.text()
    note: str = cells.text(required=False)
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the session."""
        return mint("session", self.session)

    def triples(self) -> Iterator[Triple]:
        """Yield when and where the session met and what came of it."""
        yield from describe(
            self.node(),
            UNTOC.Session,
            source=self.source,
            number=value(self.session),
            start=self.start,
            end=self.end,
            venue=value(self.venue),
            presidency=things("participant", self.presidency),
            outcome=english(self.outcome),
            confidence=confidence_of(self.source),
        )
        yield from label(self.node(), f"Session {self.session} of the Conference of the Parties")
        yield from note(self.node(), self.note)


@dataclass(frozen=True)
class Decision:
    """A decision or resolution of the Conference; the number or title is empty where no source gives it."""

    TABLE: ClassVar[str] = "decisions.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = "decision"

    decision: str = cells.key()
    session: str = cells.ref("session")
    kind: str = cells.ref("decision-kind")
    number: str = cells.text(required=False)
    title: str = cells.text(required=False)
    note: str = cells.text(required=False)
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the decision."""
        return mint("decision", self.decision)

    def triples(self) -> Iterator[Triple]:
        """Yield the decision, with its title as its source gives it."""
        yield from describe(
            self.node(),
            UNTOC.Decision,
            source=self.source,
            session=mint("session", self.session),
            decisionKind=mint("decision-kind", self.kind),
            number=value(self.number),
            confidence=confidence_of(self.source),
        )
        numbered = f"{self.kind.capitalize()} {self.number}" if self.number else ""
        yield from label(self.node(), ": ".join(part for part in (numbered, self.title) if part))
        if self.title:
            title = english(self.title)
            assert title is not None  # noqa: S101  not empty
            yield self.node(), DCTERMS.title, title
        yield from note(self.node(), self.note)


@dataclass(frozen=True)
class Body:
    """An organ, channel or kind of authority, with what established it or under what it acts."""

    TABLE: ClassVar[str] = "bodies.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = "body"

    body: str = cells.key()
    name: str = cells.text()
    kind: str = cells.ref("body-kind")
    role: str = cells.text()
    provisions: tuple[str, ...] = cells.provisions(required=False)
    decision: str = cells.ref("decision", required=False)
    established_by: str = cells.text(required=False)
    established: Literal | None = cells.partial_date(required=False)
    acts_under: tuple[str, ...] = cells.provisions(required=False)
    note: str = cells.text(required=False)
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the body."""
        return mint("body", self.body)

    def triples(self) -> Iterator[Triple]:
        """Yield what the body is, does, and rests on."""
        yield from describe(
            self.node(),
            UNTOC.Body,
            source=self.source,
            bodyKind=mint("body-kind", self.kind),
            role=english(self.role),
            establishedBy=things("provision", self.provisions) + things("decision", self.decision),
            establishedByText=value(self.established_by),
            established=self.established,
            actsUnder=things("provision", self.acts_under),
            confidence=confidence_of(self.source),
        )
        yield from label(self.node(), self.name)
        yield from note(self.node(), self.note)


@dataclass(frozen=True)
class ReviewElement:
    """An element of the Mechanism for the Review of Implementation (resolution 9/1)."""

    TABLE: ClassVar[str] = "review.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = "review"

    review: str = cells.key()
    kind: str = cells.ref("review-kind")
    label: str = cells.text()
    detail: str = cells.text()
    start: Literal | None = cells.partial_date(required=False)
    end: Literal | None = cells.partial_date(required=False)
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the element."""
        return mint("review", self.review)

    def triples(self) -> Iterator[Triple]:
        """Yield the element; clusters and phases have classes of their own."""
        class_ = {"cluster": UNTOC.ReviewCluster, "phase": UNTOC.ReviewPhase}.get(
            self.kind, UNTOC.ReviewElement
        )
        yield from describe(
            self.node(),
            class_,
            source=self.source,
            reviewKind=mint("review-kind", self.kind),
            detail=english(self.detail),
            start=self.start,
            end=self.end,
            confidence=confidence_of(self.source),
        )
        yield from label(self.node(), self.label)


@dataclass(frozen=True)
class ClusterProvision:
    """That a provision is reviewed in a cluster."""

    TABLE: ClassVar[str] = "cluster_provisions.csv"
    KEY: ClassVar[int] = 2
    COLLECTION: ClassVar[str] = ""

    cluster: str = cells.ref("review")
    provision: str = cells.ref("provision")
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the assignment."""
        return mint("cluster-assignment", f"{self.cluster}-{self.provision}")

    def triples(self) -> Iterator[Triple]:
        """Yield the assignment with where it was read, and the short form from cluster to provision.

        Most assignments of clusters II to IV were recalled: each says so of itself.
        """
        cluster, provision = mint("review", self.cluster), mint("provision", self.provision)
        yield from describe(
            self.node(),
            UNTOC.ClusterAssignment,
            source=self.source,
            reviewCluster=cluster,
            provision=provision,
            confidence=confidence_of(self.source),
        )
        yield cluster, UNTOC.coversProvision, provision
