"""Labels of crime types and forms in other languages, and the links from crime types to harms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rdflib import Literal
from rdflib.namespace import PROV, SKOS

from untoc_graph.graph import cells
from untoc_graph.graph.triples import confidence_of, describe, note, things
from untoc_graph.namespaces import UNTOC, mint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import URIRef

    from untoc_graph.graph.triples import Triple

__all__ = ["ConceptLabel", "HarmLink"]


@dataclass(frozen=True)
class ConceptLabel:
    """A label in another language, taken from a thesaurus or from the heading of an article.

    A label of an exact match is the preferred one; one of a close match names a neighbouring concept
    and stands as an alternative label.
    """

    TABLE: ClassVar[str] = "concept_labels.csv"
    KEY: ClassVar[int] = 3
    COLLECTION: ClassVar[str] = ""

    concept: tuple[str, str] = cells.curie("crime", "cooperation")
    lang: str = cells.language()
    label: str = cells.text()
    match: str = cells.one_of("exact", "close")
    heading_of: str = cells.ref("provision", required=False)
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the concept that bears the label."""
        return mint(*self.concept)

    def triples(self) -> Iterator[Triple]:
        """Yield the label and where it is from, which gives that alone and not what the concept is."""
        kind = SKOS.prefLabel if self.match == "exact" else SKOS.altLabel
        yield self.node(), kind, Literal(self.label, lang=self.lang)
        yield from describe(self.node(), nameSource=things("source", self.source))
        if self.heading_of:
            yield self.node(), PROV.hadPrimarySource, mint("provision", self.heading_of)


@dataclass(frozen=True)
class HarmLink:
    """That a crime type causes a harm, as a source states it or as it was inferred."""

    TABLE: ClassVar[str] = "harm_links.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = "harm-link"

    harm_link: str = cells.key()
    crime: str = cells.ref("crime")
    harm: str = cells.ref("harm")
    basis: str = cells.ref("link-basis")
    note: str = cells.text(required=False)
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the link."""
        return mint("harm-link", self.harm_link)

    def triples(self) -> Iterator[Triple]:
        """Yield the link with its basis, and the short form from crime to harm."""
        crime, harm = mint("crime", self.crime), mint("harm", self.harm)
        yield from describe(
            self.node(),
            UNTOC.HarmLink,
            source=self.source,
            crimeType=crime,
            harm=harm,
            linkBasis=mint("link-basis", self.basis),
            confidence=confidence_of(self.source),
        )
        yield from note(self.node(), self.note)
        yield crime, UNTOC.causesHarm, harm
