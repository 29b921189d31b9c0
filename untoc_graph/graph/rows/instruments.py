"""The Convention and its Protocols: dates, titles, and their names in other systems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS

from untoc_graph.graph import cells
from untoc_graph.graph.triples import confidence_of, days, describe, note, things, value
from untoc_graph.namespaces import PREFIXES, UNTOC, mint

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from untoc_graph.graph.triples import Triple

__all__ = ["Identifier", "Instrument", "InstrumentTitle"]

_URL = URIRef(PREFIXES["schema"] + "url")


@dataclass(frozen=True)
class Instrument:
    """The Convention or a Protocol, with its entry into force and the article that rules it."""

    TABLE: ClassVar[str] = "instruments.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = "instrument"

    instrument: str = cells.key()
    kind: str = cells.one_of("convention", "protocol")
    supplements: str = cells.ref("instrument", required=False)
    adopted: dt.date = cells.date()
    adopted_by: str = cells.text()
    in_force: dt.date = cells.date()
    in_force_provision: tuple[str, ...] = cells.provisions()
    dispute_clause: tuple[str, ...] = cells.provisions()
    dispute_opt_out: tuple[str, ...] = cells.provisions()
    depositary: str = cells.text()
    unts_citation: str = cells.text()
    note: str = cells.text(required=False)
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the instrument."""
        return mint("instrument", self.instrument)

    def triples(self) -> Iterator[Triple]:
        """Yield the instrument."""
        yield from describe(
            self.node(),
            {"convention": UNTOC.Convention, "protocol": UNTOC.Protocol}[self.kind],
            source=self.source,
            supplements=things("instrument", self.supplements),
            adoptedBy=value(self.adopted_by),
            entryIntoForceProvision=things("provision", self.in_force_provision),
            disputeClause=things("provision", self.dispute_clause),
            disputeOptOut=things("provision", self.dispute_opt_out),
            depositary=value(self.depositary),
            untsCitation=value(self.unts_citation),
            confidence=confidence_of(self.source),
            **days(adopted=self.adopted, generalEntryIntoForce=self.in_force),
        )
        yield from note(self.node(), self.note)


@dataclass(frozen=True)
class InstrumentTitle:
    """A title of an instrument in one language: the long one, and the short one where there is one."""

    TABLE: ClassVar[str] = "instrument_titles.csv"
    KEY: ClassVar[int] = 2
    COLLECTION: ClassVar[str] = ""

    instrument: str = cells.ref("instrument")
    lang: str = cells.language()
    title: str = cells.text()
    short_title: str = cells.text(required=False)
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the instrument."""
        return mint("instrument", self.instrument)

    def triples(self) -> Iterator[Triple]:
        """Yield the titles; the short one is the preferred label, where there is one."""
        yield self.node(), DCTERMS.title, Literal(self.title, lang=self.lang)
        if self.short_title:
            yield self.node(), UNTOC.shortTitle, Literal(self.short_title, lang=self.lang)
            yield self.node(), SKOS.prefLabel, Literal(self.short_title, lang=self.lang)
        yield from describe(self.node(), source=self.source)


@dataclass(frozen=True)
class Identifier:
    """The name of an instrument in another system."""

    TABLE: ClassVar[str] = "instrument_identifiers.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = "identifier"

    key: str = cells.key()
    instrument: str = cells.ref("instrument")
    system: str = cells.ref("identifier-system")
    identifier: str = cells.text()
    url: str = cells.url(required=False)
    detail: str = cells.text(required=False)
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the identifier."""
        return mint("identifier", self.key)

    def triples(self) -> Iterator[Triple]:
        """Yield the identifier and the system that it belongs to."""
        yield from describe(
            self.node(),
            UNTOC.Identifier,
            source=self.source,
            identifies=mint("instrument", self.instrument),
            identifierSystem=mint("identifier-system", self.system),
            confidence=confidence_of(self.source),
        )
        yield self.node(), SKOS.notation, Literal(self.identifier)
        if self.url:
            yield self.node(), _URL, URIRef(self.url)
        yield from note(self.node(), self.detail)
