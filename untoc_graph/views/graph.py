"""A named graph: how much of what it holds, on which sources it rests, and a thing to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rdflib import URIRef

from untoc_graph.namespaces import BASE
from untoc_graph.sparql.term_text import query_text

if TYPE_CHECKING:
    from untoc_graph.views.views import Views

__all__ = ["GraphView", "Part", "read_graph"]

# Things to look at; a table of which each line is one needs no more.
_EXAMPLES: Final = 3


@dataclass(frozen=True)
class Part:
    """How often a graph has things of a class, triples of a property, or facts of a source."""

    iri: str
    count: int


@dataclass(frozen=True)
class GraphView:
    """What a page shows of a named graph; each tuple with the most first.

    Attributes:
        iri: its IRI.
        classes: the classes of its things.
        properties: the properties of its triples.
        sources: the sources that its facts name.
        examples: IRIs of the first things of ours that it tells of.
    """

    iri: str
    classes: tuple[Part, ...]
    properties: tuple[Part, ...]
    sources: tuple[Part, ...]
    examples: tuple[str, ...]

    @property
    def named(self) -> tuple[str, ...]:
        """IRIs of what the page calls by name."""
        parts = (*self.classes, *self.properties, *self.sources)
        return (*(part.iri for part in parts), *self.examples)


def read_graph(views: Views, iri: str) -> GraphView:
    """Return what a named graph holds; raises QueryError where the store does not answer."""
    graph = query_text(URIRef(iri))

    def counted(pattern: str, what: str) -> tuple[Part, ...]:
        rows = views.reading.select(
            f"""PREFIX dcterms: <http://purl.org/dc/terms/>
            SELECT ?part (COUNT({what}) AS ?count) WHERE {{ GRAPH {graph} {{ {pattern} }} }}
            GROUP BY ?part ORDER BY DESC(?count) ?part"""
        )
        return tuple(Part(str(row.part), int(row.count)) for row in rows if row.part is not None)

    examples = views.reading.select(
        f"""SELECT DISTINCT ?thing WHERE {{ GRAPH {graph} {{ ?thing ?property ?value }}
          FILTER(STRSTARTS(STR(?thing), "{BASE}") && !CONTAINS(STR(?thing), "#")) }}
        ORDER BY ?thing LIMIT {_EXAMPLES}"""
    )
    return GraphView(
        iri,
        counted("?thing a ?part", "DISTINCT ?thing"),
        counted("?thing ?part ?value", "*"),
        counted("?fact dcterms:source ?part", "DISTINCT ?fact"),
        tuple(str(row.thing) for row in examples),
    )
