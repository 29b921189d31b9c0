"""A collection as a list: its things by the page, each with its class and its names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rdflib import RDF, VOID, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from untoc_graph.linked.descriptions import LABELS
from untoc_graph.linked.paging import Paging
from untoc_graph.namespaces import BASE, PREFIXES
from untoc_graph.rdf.engine import Quad
from untoc_graph.rdf.terms import as_quads, from_rdflib

if TYPE_CHECKING:
    from untoc_graph.linked.asking import Ask
    from untoc_graph.linked.directory import Directory

__all__ = ["SIZE", "Listing", "list_collection", "paging_of"]

# Things on one page: all participants fit on one.
SIZE: Final = 200
_HYDRA: Final = PREFIXES["hydra"]
_LABELS: Final = LABELS.replace(" ", ", ")


@dataclass(frozen=True)
class Listing:
    """A page of a collection.

    Attributes:
        iri: the collection.
        quads: all triples of the document.
        members: the things on this page, in order.
        paging: which page it is.
    """

    iri: str
    quads: frozenset[Quad]
    members: tuple[str, ...]
    paging: Paging


def list_collection(
    ask: Ask, directory: Directory, collection: str, page: int, dataset: str, license_: str
) -> Listing | None:
    """Return a page of a collection, None where it has no such page.

    Raises:
        QueryError: the store does not answer.
    """
    iri = f"{BASE}{collection}/"
    keys = directory.keys.get(collection, ())
    paging = paging_of(directory, collection, page)
    if not keys or not paging.exists:
        return None
    members = tuple(f"{iri}{key}" for key in keys[paging.start : paging.start + SIZE])
    listed = " ".join(f"<{member}>" for member in members)
    whole = URIRef(iri)
    graph = Graph(bind_namespaces="none")
    graph.add((whole, RDF.type, URIRef(f"{_HYDRA}Collection")))
    graph.add((whole, URIRef(f"{_HYDRA}totalItems"), Literal(len(keys))))
    graph.add((whole, VOID.inDataset, URIRef(dataset)))
    if license_:
        graph.add((whole, DCTERMS.license, URIRef(license_)))
    for member in members:
        graph.add((whole, URIRef(f"{_HYDRA}member"), URIRef(member)))
    paging.told_in(graph, whole)
    said = ask.construct(_NAMES % (listed, _LABELS))
    kind = directory.kinds.get(collection)
    if kind:
        # A collection is called as what its things have in common.
        title = from_rdflib(DCTERMS.title)
        names = ask.construct(_KIND % (kind, kind, _LABELS))
        said |= {Quad(from_rdflib(whole), title, quad.object) for quad in names}
    return Listing(iri, frozenset({*said, *as_quads(graph)}), members, paging)


def paging_of(directory: Directory, collection: str, page: int) -> Paging:
    """Return a page of a collection, whether there is such a page or not."""
    return Paging(f"{BASE}{collection}/?page=", len(directory.keys.get(collection, ())), SIZE, page)


_NAMES: Final = """\
CONSTRUCT { ?s ?p ?o } WHERE { VALUES ?s { %s } ?s ?p ?o FILTER(?p IN (rdf:type, %s)) }"""
_KIND: Final = """\
CONSTRUCT { <%s> ?p ?o } WHERE { <%s> ?p ?o FILTER(?p IN (%s)) }"""
