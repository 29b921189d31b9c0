"""Treaties outside the UNTOC family that interlock with it, and who is party to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rdflib.namespace import DCTERMS

from untoc_graph.graph import cells
from untoc_graph.graph.triples import confidence_of, days, describe, label, note, things, value
from untoc_graph.namespaces import UNTOC, mint

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from rdflib import Literal, URIRef

    from untoc_graph.graph.triples import Triple

__all__ = ["RelatedInstrument", "RelatedParticipation"]


@dataclass(frozen=True)
class RelatedInstrument:
    """A related treaty, the crime types that it covers, and how far its list of parties can be trusted."""

    TABLE: ClassVar[str] = "related_instruments.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = "related-instrument"

    related_instrument: str = cells.key()
    title: str = cells.text()
    adopted: dt.date | None = cells.date(required=False)
    in_force: dt.date | None = cells.date(required=False)
    depositary: str = cells.text(required=False)
    crimes: tuple[str, ...] = cells.refs("crime", required=False)
    forms: tuple[str, ...] = cells.refs("cooperation", required=False)
    registration: str = cells.text(required=False)
    unts_citation: str = cells.text(required=False)
    note: str = cells.text(required=False)
    completeness: str = cells.text(required=False)
    absence_means_non_party: str = cells.ref("absence")
    absence_unknown_for: tuple[str, ...] = cells.refs("participant", required=False)
    absence_note: str = cells.text(required=False)
    as_of: str = cells.text(required=False)
    parties_listed: str = cells.text(required=False)
    eu_listed: str = cells.one_of("yes", "no", required=False)
    reference_count: str = cells.text(required=False)
    reference: str = cells.text(required=False)
    status_note: str = cells.text(required=False)
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the treaty."""
        return mint("related-instrument", self.related_instrument)

    def triples(self) -> Iterator[Triple]:
        """Yield the treaty and the state of its list of parties."""
        yield from describe(
            self.node(),
            UNTOC.RelatedInstrument,
            source=self.source,
            depositary=value(self.depositary),
            crimeType=things("crime", self.crimes),
            supportsForm=things("cooperation", self.forms),
            untsCitation=value(self.unts_citation),
            completeness=value(self.completeness),
            absenceMeansNonParty=mint("absence", self.absence_means_non_party),
            absenceUnknownFor=things("participant", self.absence_unknown_for),
            absenceNote=value(self.absence_note),
            asOf=value(self.as_of),
            partiesListed=value(self.parties_listed),
            euListed=value({"yes": True, "no": False}.get(self.eu_listed)),
            referenceCount=value(self.reference_count),
            reference=value(self.reference),
            confidence=confidence_of(self.source),
            **days(adopted=self.adopted, generalEntryIntoForce=self.in_force),
        )
        yield from label(self.node(), self.title)
        if self.registration:
            registration = value(self.registration)
            assert registration is not None  # noqa: S101  not empty
            yield self.node(), DCTERMS.identifier, registration
        yield from note(self.node(), self.note)
        yield from note(self.node(), self.status_note)


@dataclass(frozen=True)
class RelatedParticipation:
    """A party to, or signatory of, a related treaty, as of a day."""

    TABLE: ClassVar[str] = "related_participation.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = "related-participation"

    key: str = cells.key()
    participant: str = cells.ref("participant")
    related_instrument: str = cells.ref("related-instrument")
    status: str = cells.one_of("party", "signatory")
    date: dt.date | None = cells.date(required=False)
    as_of: Literal = cells.partial_date()
    note: str = cells.text(required=False)
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the participation."""
        return mint("related-participation", self.key)

    def triples(self) -> Iterator[Triple]:
        """Yield who takes part in which treaty, how, since when, and to when the list was good."""
        yield from describe(
            self.node(),
            UNTOC.RelatedParticipation,
            source=self.source,
            participant=mint("participant", self.participant),
            relatedInstrument=mint("related-instrument", self.related_instrument),
            participationStatus=mint("status", self.status),
            asOf=self.as_of,
            confidence=confidence_of(self.source),
            **days(date=self.date),
        )
        yield from note(self.node(), self.note)
