"""What the instruments oblige states to criminalise, and the elements of each offence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from untoc_graph.graph import cells
from untoc_graph.graph.triples import confidence_of, describe, english, label, note, things, value
from untoc_graph.namespaces import UNTOC, mint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import URIRef

    from untoc_graph.graph.triples import Triple

__all__ = ["Offence", "OffenceElement"]

_ELEMENTS = {
    "act": "conduct",
    "means": "means",
    "purpose": "purpose",
    "object": "objectOfOffence",
    "mental": "mentalElement",
    "threshold": "threshold",
}


@dataclass(frozen=True)
class Offence:
    """An offence with the provisions that create it and the strength of the duty."""

    TABLE: ClassVar[str] = "offences.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = "offence"

    offence: str = cells.key()
    label: str = cells.text()
    instrument: str = cells.ref("instrument")
    citation: str = cells.text()
    provisions: tuple[str, ...] = cells.provisions()
    duty: str = cells.ref("duty")
    aggravating: str = cells.text(required=False)
    transnationality: str = cells.text()
    note: str = cells.text(required=False)
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the offence."""
        return mint("offence", self.offence)

    def triples(self) -> Iterator[Triple]:
        """Yield the offence."""
        yield from describe(
            self.node(),
            UNTOC.Offence,
            source=self.source,
            instrument=mint("instrument", self.instrument),
            citation=value(self.citation),
            criminalisedBy=things("provision", self.provisions),
            criminalisationDuty=mint("duty", self.duty),
            aggravatingCircumstances=english(self.aggravating),
            transnationality=english(self.transnationality),
            confidence=confidence_of(self.source),
        )
        yield from label(self.node(), self.label)
        yield from note(self.node(), self.note)


@dataclass(frozen=True)
class OffenceElement:
    """One element of an offence: act, means, purpose, object, mental element or threshold."""

    TABLE: ClassVar[str] = "offence_elements.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = ""

    key: str = cells.key()
    offence: str = cells.ref("offence")
    element: str = cells.one_of(*_ELEMENTS)
    text: str = cells.text()
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the offence."""
        return mint("offence", self.offence)

    def triples(self) -> Iterator[Triple]:
        """Yield the element as a property of the offence."""
        yield from describe(self.node(), source=self.source, **{_ELEMENTS[self.element]: english(self.text)})
