"""Acts of participants, what disagreeing sources say of them, and the gazette as a check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from untoc_graph.graph import cells
from untoc_graph.graph.triples import confidence_of, days, describe, note, things, value
from untoc_graph.namespaces import UNTOC, mint

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from rdflib import URIRef

    from untoc_graph.graph.triples import Triple

__all__ = ["ACT_CLASSES", "Action", "Conflict", "GazetteEntry"]

ACT_CLASSES = {
    "signature": UNTOC.Signature,
    "ratification": UNTOC.Ratification,
    "acceptance": UNTOC.Acceptance,
    "approval": UNTOC.Approval,
    "accession": UNTOC.Accession,
    "succession": UNTOC.Succession,
    "formal-confirmation": UNTOC.FormalConfirmation,
}


@dataclass(frozen=True)
class Action:
    """A signature or a consent to be bound, dated by its deposit (Convention art. 36)."""

    TABLE: ClassVar[str] = "actions.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = "action"

    action: str = cells.key()
    participant: str = cells.ref("participant")
    instrument: str = cells.ref("instrument")
    kind: str = cells.one_of(*ACT_CLASSES)
    date: dt.date | None = cells.date(required=False)
    date_basis: str = cells.ref("date-basis")
    not_before: dt.date | None = cells.date(required=False)
    not_after: dt.date | None = cells.date(required=False)
    effective: dt.date | None = cells.date(required=False)
    confidence: str = cells.ref("confidence")
    source: tuple[str, ...] = cells.refs("source")
    corroborated_by: tuple[str, ...] = cells.refs("source", required=False)
    existence_corroborated_by: tuple[str, ...] = cells.refs("source", required=False)
    note: str = cells.text(required=False)

    def node(self) -> URIRef:
        """Return the act."""
        return mint("action", self.action)

    def triples(self) -> Iterator[Triple]:
        """Yield the act: who, which, when, how well sourced."""
        yield from describe(
            self.node(),
            ACT_CLASSES[self.kind],
            source=self.source,
            participant=mint("participant", self.participant),
            instrument=mint("instrument", self.instrument),
            actionKind=mint("action-kind", self.kind),
            dateBasis=mint("date-basis", self.date_basis),
            confidence=mint("confidence", self.confidence),
            corroboratedBy=things("source", self.corroborated_by),
            existenceCorroboratedBy=things("source", self.existence_corroborated_by),
            **days(
                date=self.date,
                notBefore=self.not_before,
                notAfter=self.not_after,
                effectiveFrom=self.effective,
            ),
        )
        yield from note(self.node(), self.note)


@dataclass(frozen=True)
class Conflict:
    """What another source says of an act, where it disagrees with what was kept."""

    TABLE: ClassVar[str] = "conflicts.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = "conflict"

    conflict: str = cells.key()
    action: str = cells.ref("action")
    date: dt.date | None = cells.date(required=False)
    kind: str = cells.one_of(*ACT_CLASSES, required=False)
    source: tuple[str, ...] = cells.refs("source")
    note: str = cells.text()

    def node(self) -> URIRef:
        """Return the conflict."""
        return mint("conflict", self.conflict)

    def triples(self) -> Iterator[Triple]:
        """Yield the other day or kind of act, and who gives it."""
        yield from describe(
            self.node(),
            UNTOC.Conflict,
            source=self.source,
            contests=mint("action", self.action),
            statedClass=ACT_CLASSES.get(self.kind),
            confidence=confidence_of(self.source),
            **days(statedDate=self.date),
        )
        yield from note(self.node(), self.note)


@dataclass(frozen=True)
class GazetteEntry:
    """That the Austrian Federal Law Gazette lists a party: an independent check of existence."""

    TABLE: ClassVar[str] = "gazette.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = "gazette"

    gazette: str = cells.key()
    participant: str = cells.ref("participant")
    instrument: str = cells.ref("instrument")
    notices: str = cells.text()
    first_notice: str = cells.text()
    as_of: dt.date = cells.date()
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the entry."""
        return mint("gazette", self.gazette)

    def triples(self) -> Iterator[Triple]:
        """Yield the entry with its notices."""
        yield from describe(
            self.node(),
            UNTOC.GazetteEntry,
            source=self.source,
            participant=mint("participant", self.participant),
            instrument=mint("instrument", self.instrument),
            notices=value(self.notices),
            firstNotice=value(self.first_notice),
            confidence=confidence_of(self.source),
            **days(asOf=self.as_of),
        )
