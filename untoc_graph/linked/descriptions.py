"""A thing described: what is said of it, the names of what it points to, and what points to it, by the page.

What points to a thing is counted by property as VoID counts a data set, so that no reader has to fetch
thousands of links to know that there are thousands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rdflib import RDF, VOID, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDFS

from untoc_graph.linked.paging import Paging
from untoc_graph.namespaces import BASE
from untoc_graph.rdf.terms import as_quads, parts_of, prefixed_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from untoc_graph.linked.asking import Ask
    from untoc_graph.rdf.engine import Quad

__all__ = ["LABELS", "PAGE_OF_LINKS", "Description", "describe", "links_to"]

# The properties by which things are called.
LABELS: Final = "rdfs:label skos:prefLabel dcterms:title"
# Links on one page, in whichever form.
PAGE_OF_LINKS: Final = 200
# Annotations of statements about the thing; one that has more of them is no concise description.
_ANNOTATIONS: Final = 50


@dataclass(frozen=True)
class Description:
    """What a document says of a thing.

    Attributes:
        iri: the thing.
        quads: all triples of the document.
        classes: what the thing is.
        paging: which part of what points to it is told.
    """

    iri: str
    quads: frozenset[Quad]
    classes: tuple[str, ...]
    paging: Paging


def describe(
    ask: Ask, iri: str, parts: Sequence[str], page: int, about: Iterable[Quad]
) -> Description | None:
    """Return the description of a thing, None where what points to it has no such page.

    Args:
        ask: where to ask.
        iri: the thing, which has one of our IRIs.
        parts: IRIs below it that are described with it.
        page: which page of what points to it.
        about: what is said of the document besides.

    Raises:
        QueryError: the store does not answer.
    """
    counted, paging = links_to(ask, iri, page)
    if not paging.exists:
        return None
    subjects = " ".join(f"<{each}>" for each in (iri, *parts))
    said = ask.construct(
        _DESCRIBE
        % {
            "subjects": subjects,
            "thing": iri,
            "labels": LABELS,
            "annotations": _ANNOTATIONS,
            "limit": PAGE_OF_LINKS,
            "offset": paging.start,
        }
    )
    classes = sorted(
        parts_of(quad.object)[1]
        for quad in said
        if quad.predicate.value == str(RDF.type) and parts_of(quad.subject)[1] == iri
    )
    quads = {*said, *as_quads(_incoming(iri, counted, paging)), *about}
    return Description(iri, frozenset(quads), tuple(classes), paging)


def links_to(ask: Ask, iri: str, page: int) -> tuple[list[tuple[str, int]], Paging]:
    """Return how often each property points to a thing, and a page of that; raises QueryError."""
    counted = [(property_, int(number)) for property_, number in ask.select(_COUNT % iri)]
    return counted, Paging(f"{iri}?in=", sum(number for _, number in counted), PAGE_OF_LINKS, page)


def _incoming(iri: str, counted: Sequence[tuple[str, int]], paging: Paging) -> Graph:
    """Return how often each property points to the thing, and which page of that this is."""
    graph = Graph(bind_namespaces="none")
    incoming = URIRef(f"{iri}#incoming")
    graph.add((URIRef(f"{iri}#document"), DCTERMS.hasPart, incoming))
    graph.add((incoming, RDF.type, VOID.Dataset))
    graph.add((incoming, RDFS.label, Literal("Links that lead here", lang="en")))
    graph.add((incoming, VOID.triples, Literal(paging.total)))
    for property_, number in counted:
        part = URIRef(f"{incoming}-{_fragment(property_)}")
        graph.add((incoming, VOID.propertyPartition, part))
        graph.add((part, VOID.property, URIRef(property_)))
        graph.add((part, VOID.triples, Literal(number)))
    return paging.told_in(graph, incoming)


def _fragment(property_: str) -> str:
    """Return a property's name as it may stand in a fragment; the whole IRI only where it has no prefix."""
    name = prefixed_name(property_)
    if not name.startswith("<"):
        return name.replace(":", "-")
    return "".join(each if each.isalnum() or each in "-._" else "-" for each in property_)


def about_document(iri: str, collection: str, dataset: str, license_: str) -> set[Quad]:
    """Return what each document says of itself; where a release names no licence, none is told."""
    graph = Graph(bind_namespaces="none")
    document = URIRef(f"{iri}#document")
    graph.add((document, RDF.type, FOAF.Document))
    graph.add((document, FOAF.primaryTopic, URIRef(iri)))
    graph.add((document, DCTERMS.isPartOf, URIRef(f"{BASE}{collection}/")))
    graph.add((document, VOID.inDataset, URIRef(dataset)))
    if license_:
        graph.add((document, DCTERMS.license, URIRef(license_)))
    return set(as_quads(graph))


_COUNT: Final = """\
SELECT ?property (COUNT(DISTINCT ?subject) AS ?number) WHERE { ?subject ?property <%s> }
GROUP BY ?property ORDER BY ?property"""
_DESCRIBE: Final = """\
CONSTRUCT { ?s ?p ?o } WHERE {
  { VALUES ?s { %(subjects)s } ?s ?p ?o }
  UNION
  {
    { SELECT DISTINCT ?s WHERE { ?s owl:annotatedSource <%(thing)s> } ORDER BY ?s LIMIT %(annotations)d }
    ?s ?p ?o
  }
  UNION
  {
    { SELECT DISTINCT ?s WHERE { <%(thing)s> ?link ?s FILTER(isIRI(?s)) } }
    VALUES ?p { %(labels)s }
    ?s ?p ?o
  }
  UNION
  {
    { SELECT DISTINCT ?s ?p WHERE { ?s ?p <%(thing)s> } ORDER BY ?p ?s LIMIT %(limit)d OFFSET %(offset)d }
    BIND(<%(thing)s> AS ?o)
  }
}"""
