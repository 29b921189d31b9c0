"""What things are called in the other languages of the United Nations, as this project translates them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from rdflib import Literal
from rdflib.namespace import SKOS

from untoc_graph.graph import cells
from untoc_graph.namespaces import mint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import URIRef

    from untoc_graph.graph.triples import Triple

__all__ = ["LANGUAGES", "TRANSLATED", "Translation"]

# English is the language of the tables themselves.
LANGUAGES: Final = ("ar", "es", "fr", "ru", "zh")

# The collections whose names are words, and not citations, names of states or of offices.
TRANSLATED: Final = (
    "absence",
    "agreement",
    "body",
    "body-kind",
    "condition",
    "confidence",
    "consequence",
    "cooperation",
    "crime",
    "date-basis",
    "decision-kind",
    "duty",
    "gap-kind",
    "harm",
    "identifier-system",
    "instrument",
    "link-basis",
    "membership-status",
    "modality",
    "obligation",
    "offence",
    "organisation",
    "participant-kind",
    "path",
    "reading",
    "region",
    "regional-group",
    "related-instrument",
    "review",
    "review-kind",
    "session",
    "status",
    "subject",
    "theme",
    "topic",
    "value",
)


@dataclass(frozen=True)
class Translation:
    """A name in another language: no source gives it, this project translated it.

    Where a source has a name in that language, that name wins: the assembly refuses a row beside it.
    """

    TABLE: ClassVar[str] = "translations.csv"
    KEY: ClassVar[int] = 2
    COLLECTION: ClassVar[str] = ""

    thing: tuple[str, str] = cells.curie(*TRANSLATED)
    lang: str = cells.one_of(*LANGUAGES)
    label: str = cells.text()

    def node(self) -> URIRef:
        """Return the thing that bears the name."""
        return mint(*self.thing)

    def triples(self) -> Iterator[Triple]:
        """Yield the name; that it is a translation is said by the graph that holds it."""
        yield self.node(), SKOS.prefLabel, Literal(self.label, lang=self.lang)
