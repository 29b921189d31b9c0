"""Linked data of a release: things, collections and vocabularies, described and written in every format."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from untoc_graph.linked.asking import Ask
from untoc_graph.linked.context import read_context
from untoc_graph.linked.descriptions import about_document, describe, links_to
from untoc_graph.linked.directory import read_directory
from untoc_graph.linked.jsonld import json_document
from untoc_graph.linked.listings import list_collection, paging_of
from untoc_graph.namespaces import BASE, graph_iri, mint
from untoc_graph.rdf.documents import in_order, order_of, written
from untoc_graph.rdf.terms import parts_of

if TYPE_CHECKING:
    from untoc_graph.linked.context import Context
    from untoc_graph.linked.descriptions import Description
    from untoc_graph.linked.directory import Directory
    from untoc_graph.linked.listings import Listing
    from untoc_graph.rdf.engine import Quad
    from untoc_graph.rdf.formats import Format
    from untoc_graph.sparql.asking import Asker

__all__ = ["DATASET", "VOCABULARIES", "Library", "Vocabulary"]

DATASET: Final = str(mint("dataset", "untoc"))
# What answers at an IRI of its own, with the names of the graphs that hold it.
VOCABULARIES: Final = {"ontology": ("ontology", "alignments"), "shapes": ("shapes",)}


@dataclass(frozen=True)
class Vocabulary:
    """The ontology, or the shapes: terms with hash IRIs, all in one document.

    Attributes:
        iri: the IRI at which they answer.
        quads: all of their triples.
        classes: what the vocabulary is.
    """

    iri: str
    quads: frozenset[Quad]
    classes: tuple[str, ...]


class Library:
    """Describes what a release holds; for any number of threads."""

    def __init__(self, asker: Asker) -> None:
        """Take who is asked; nothing is read yet."""
        self._ask = Ask(asker)

    @cached_property
    def directory(self) -> Directory:
        """Which things there are."""
        return read_directory(self._ask)

    @cached_property
    def context(self) -> Context:
        """The names under which JSON documents say things."""
        return read_context(self._ask)

    @cached_property
    def licence(self) -> str:
        """The IRI of the licence of the data, "" where the release names none."""
        rows = self._ask.select(f"SELECT ?licence WHERE {{ <{DATASET}> dcterms:license ?licence }}")
        return rows[0][0] if rows else ""

    @cached_property
    def version(self) -> str:
        """The IRI of the version of the ontology, "" where the release has none."""
        rows = self._ask.select(f"SELECT ?version WHERE {{ <{BASE}ontology> owl:versionIRI ?version }}")
        return rows[0][0] if rows else ""

    def thing(self, collection: str, key: str, page: int = 1) -> Description | None:
        """Return what a document says of a thing that the directory has, None where it has no such page.

        Raises:
            QueryError: the store does not answer.
        """
        iri = f"{BASE}{collection}/{key}"
        about = about_document(iri, collection, DATASET, self.licence)
        return describe(self._ask, iri, self.directory.parts.get(iri, ()), page, about)

    def pages(self, collection: str, key: str = "") -> int:
        """Return how many pages a collection has, or what points to a thing; raises QueryError."""
        if key:
            return links_to(self._ask, f"{BASE}{collection}/{key}", 1)[1].last
        return paging_of(self.directory, collection, 1).last

    def collection(self, name: str, page: int = 1) -> Listing | None:
        """Return a page of a collection, None where there is none; raises QueryError."""
        return list_collection(self._ask, self.directory, name, page, DATASET, self.licence)

    def vocabulary(self, name: str) -> Vocabulary | None:
        """Return the ontology or the shapes, None where the release has none; raises QueryError."""
        iri = f"{BASE}{name}"
        graphs = " ".join(f"<{graph_iri(graph)}>" for graph in VOCABULARIES[name])
        quads = self._ask.construct(
            f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?graph {{ {graphs} }} GRAPH ?graph {{ ?s ?p ?o }} }}"
        )
        classes = [row[0] for row in self._ask.select(f"SELECT ?class WHERE {{ <{iri}> a ?class }}")]
        return Vocabulary(iri, frozenset(quads), tuple(sorted(classes))) if quads else None

    def write(self, said: Description | Listing | Vocabulary, fmt: Format) -> bytes:
        """Return the document of a description, the thing itself first; the same one, the same bytes."""
        if fmt.name == "jsonld":
            return json_document(said.quads, self.context, said.iri)
        ordered = in_order(said.quads, order_of(fmt))
        ordered.sort(key=lambda quad: parts_of(quad.subject)[1] != said.iri)
        return written(ordered, fmt)
