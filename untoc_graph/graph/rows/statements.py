"""Statements of participants, the authorities and territories that they name, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rdflib import Literal
from rdflib.namespace import XSD

from untoc_graph.graph import cells
from untoc_graph.graph.triples import confidence_of, days, describe, english, label, things, value
from untoc_graph.namespaces import UNTOC, mint

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from rdflib import URIRef

    from untoc_graph.graph.triples import Triple

__all__ = ["STATEMENT_CLASSES", "Authority", "Gap", "Statement", "StatementTerritory"]

STATEMENT_CLASSES = {
    "reservation": UNTOC.Reservation,
    "declaration": UNTOC.Declaration,
    "notification": UNTOC.Notification,
    "objection": UNTOC.Objection,
    "territorial-application": UNTOC.TerritorialApplication,
    "withdrawal": UNTOC.Withdrawal,
}

_TERRITORIES = {
    "extends-to": "extendsTo",
    "excludes": "excludes",
    "not-applied-in": "notAppliedIn",
    "confined-to": "confinedTo",
    "concerns": "concernsTerritory",
}


@dataclass(frozen=True)
class Statement:
    """A reservation, declaration, notification, objection, territorial application or withdrawal."""

    TABLE: ClassVar[str] = "statements.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = "statement"

    statement: str = cells.key()
    participant: str = cells.ref("participant")
    territory: str = cells.text(required=False)
    instrument: str = cells.ref("instrument")
    kind: str = cells.one_of(*STATEMENT_CLASSES)
    provisions: tuple[str, ...] = cells.provisions(required=False)
    subject: str = cells.ref("subject")
    value: str = cells.ref("value", required=False)
    languages: tuple[str, ...] = cells.languages()
    date: dt.date | None = cells.date(required=False)
    gist: str = cells.text()
    objects_to: str = cells.ref("statement", required=False)
    withdraws: str = cells.ref("statement", required=False)
    confidence: str = cells.ref("confidence")
    reading: str = cells.ref("reading")
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the statement."""
        return mint("statement", self.statement)

    def triples(self) -> Iterator[Triple]:
        """Yield who said what about which provisions, and how sure the reading is.

        Of a statement that one source gives, that is the first; what was read beside it is a copy or a
        translation of it, or a table of days, and makes no second source.
        """
        counted = 1 if self.confidence == "sourced-one" else len(self.source)
        yield from describe(
            self.node(),
            STATEMENT_CLASSES[self.kind],
            source=self.source[:counted],
            readBeside=things("source", self.source[counted:]),
            participant=mint("participant", self.participant),
            instrument=mint("instrument", self.instrument),
            actionKind=mint("action-kind", self.kind),
            territory=value(self.territory),
            concernsProvision=things("provision", self.provisions),
            subject=mint("subject", self.subject),
            value=things("value", self.value),
            acceptsLanguage=[Literal(tag, datatype=XSD.language) for tag in self.languages],
            gist=english(self.gist),
            objectsTo=things("statement", self.objects_to),
            withdraws=things("statement", self.withdraws),
            confidence=mint("confidence", self.confidence),
            reading=mint("reading", self.reading),
            **days(date=self.date),
        )


@dataclass(frozen=True)
class Authority:
    """An authority that a statement names: an office or function, never a person."""

    TABLE: ClassVar[str] = "authorities.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = "authority"

    authority: str = cells.key()
    statement: str = cells.ref("statement")
    name: str = cells.text()
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the authority."""
        return mint("authority", self.authority)

    def triples(self) -> Iterator[Triple]:
        """Yield the authority and the statement that names it."""
        yield from describe(
            self.node(), UNTOC.Authority, source=self.source, confidence=confidence_of(self.source)
        )
        yield from label(self.node(), self.name)
        yield mint("statement", self.statement), UNTOC.designatesAuthority, self.node()


@dataclass(frozen=True)
class StatementTerritory:
    """A territory that a statement extends to, leaves out, or says something about."""

    TABLE: ClassVar[str] = "statement_territories.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = ""

    key: str = cells.key()
    statement: str = cells.ref("statement")
    relation: str = cells.one_of(*_TERRITORIES)
    territory: str = cells.text()
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the statement."""
        return mint("statement", self.statement)

    def triples(self) -> Iterator[Triple]:
        """Yield the territory as a property of the statement; the first source has the text that names it."""
        yield self.node(), UNTOC[_TERRITORIES[self.relation]], Literal(self.territory)
        yield from describe(self.node(), source=self.source[:1])


@dataclass(frozen=True)
class Gap:
    """Something that is known to exist and was not found, so that its absence is not read as a no."""

    TABLE: ClassVar[str] = "gaps.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = "gap"

    gap: str = cells.key()
    kind: str = cells.ref("gap-kind")
    participant: str = cells.ref("participant", required=False)
    instrument: str = cells.ref("instrument")
    missing: str = cells.text()
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the gap."""
        return mint("gap", self.gap)

    def triples(self) -> Iterator[Triple]:
        """Yield what is missing, of whom, about which instrument."""
        yield from describe(
            self.node(),
            UNTOC.Gap,
            source=self.source,
            gapKind=mint("gap-kind", self.kind),
            participant=things("participant", self.participant),
            instrument=mint("instrument", self.instrument),
            missing=english(self.missing),
            confidence=confidence_of(self.source),
        )
