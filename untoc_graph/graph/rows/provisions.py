"""Articles and paragraphs of the instruments: what each obliges to, and its headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rdflib import Literal
from rdflib.namespace import DCTERMS, SKOS

from untoc_graph.graph import cells
from untoc_graph.graph.triples import confidence_of, describe, english, label, note, things, value
from untoc_graph.namespaces import UNTOC, mint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import URIRef

    from untoc_graph.graph.triples import Triple

__all__ = ["Article", "Paragraph", "ProvisionHeading"]


@dataclass(frozen=True)
class Article:
    """An article with its official English heading."""

    TABLE: ClassVar[str] = "articles.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = "provision"

    provision: str = cells.key()
    instrument: str = cells.ref("instrument")
    number: str = cells.text()
    heading: str = cells.text()
    part: str = cells.text(required=False)
    theme: str = cells.ref("theme")
    obligation: str = cells.ref("obligation")
    gist: str = cells.text()
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the article."""
        return mint("provision", self.provision)

    def triples(self) -> Iterator[Triple]:
        """Yield the article as a part of its instrument."""
        instrument = mint("instrument", self.instrument)
        yield from describe(
            self.node(),
            UNTOC.Article,
            source=self.source,
            instrument=instrument,
            number=value(self.number),
            part=value(self.part),
            theme=mint("theme", self.theme),
            obligation=mint("obligation", self.obligation),
            gist=english(self.gist),
            confidence=confidence_of(self.source),
        )
        yield self.node(), DCTERMS.isPartOf, instrument
        yield instrument, DCTERMS.hasPart, self.node()
        yield from label(self.node(), self.heading)


@dataclass(frozen=True)
class Paragraph:
    """A part of an article; an article without parts has one row here too, which adds its wording."""

    TABLE: ClassVar[str] = "paragraphs.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = "provision"

    provision: str = cells.key()
    article: str = cells.ref("provision")
    number: str = cells.text(required=False)
    gist: str = cells.text()
    obligation: str = cells.ref("obligation")
    modality: str = cells.ref("modality")
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the paragraph, or the article itself where it has no parts."""
        return mint("provision", self.provision)

    def triples(self) -> Iterator[Triple]:
        """Yield the paragraph as a part of its article, with its wording."""
        article = mint("provision", self.article)
        instrument, _, article_number = self.article.partition("-")
        whole = self.provision == self.article
        yield from describe(
            self.node(),
            *([] if whole else [UNTOC.Paragraph]),
            source=self.source,
            instrument=mint("instrument", instrument),
            number=None if whole else value(self.number),
            gist=None if whole else english(self.gist),
            obligation=mint("obligation", self.obligation),
            modality=mint("modality", self.modality),
            confidence=confidence_of(self.source),
        )
        if whole:
            # The article has its gist; what its only paragraph adds is a note.
            yield from note(self.node(), self.gist)
        else:
            yield self.node(), DCTERMS.isPartOf, article
            yield article, DCTERMS.hasPart, self.node()
            yield from label(self.node(), f"Article {article_number}{_bracketed(self.number)}")


def _bracketed(number: str) -> str:
    """Return the number of a paragraph as it follows its article: `1(a)` gives `(1)(a)`."""
    first, bracket, rest = number.partition("(")
    return (f"({first})" if first else "") + bracket + rest


@dataclass(frozen=True)
class ProvisionHeading:
    """The heading of an article in another language."""

    TABLE: ClassVar[str] = "provision_headings.csv"
    KEY: ClassVar[int] = 2
    COLLECTION: ClassVar[str] = ""

    provision: str = cells.ref("provision")
    lang: str = cells.language()
    heading: str = cells.text()
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the article."""
        return mint("provision", self.provision)

    def triples(self) -> Iterator[Triple]:
        """Yield the heading as a label; its source gives that alone and not what the article says."""
        yield self.node(), SKOS.prefLabel, Literal(self.heading, lang=self.lang)
        yield from describe(self.node(), nameSource=things("source", self.source))
