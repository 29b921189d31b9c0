"""Where facts were read: documents, pages and data sets, each as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rdflib.namespace import DCTERMS

from untoc_graph.graph import cells
from untoc_graph.graph.triples import describe, english, label, value
from untoc_graph.namespaces import UNTOC, mint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import Literal, URIRef

    from untoc_graph.graph.triples import Triple

__all__ = ["Source"]


@dataclass(frozen=True)
class Source:
    """A source; the locator says where it was found, the licence note what is known of its terms."""

    TABLE: ClassVar[str] = "sources.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = "source"

    source: str = cells.key()
    title: str = cells.text()
    locator: str = cells.text(required=False)
    as_of: Literal | None = cells.partial_date(required=False)
    as_of_note: str = cells.text(required=False)
    licence: str = cells.text(required=False)

    def node(self) -> URIRef:
        """Return the source."""
        return mint("source", self.source)

    def triples(self) -> Iterator[Triple]:
        """Yield the source."""
        yield from describe(
            self.node(),
            UNTOC.Source,
            locator=value(self.locator),
            asOf=self.as_of,
            asOfNote=value(self.as_of_note),
            licenceNote=value(self.licence),
        )
        title = english(self.title)
        assert title is not None  # noqa: S101  a required cell
        yield self.node(), DCTERMS.title, title
        yield from label(self.node(), self.title)
