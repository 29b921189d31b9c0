"""What the endpoint says about itself: a SPARQL 1.1 Service Description."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rdflib import RDF, VOID, Graph, Literal, URIRef
from rdflib.namespace import Namespace

from untoc_graph.namespaces import PREFIXES
from untoc_graph.rdf.engine import serialise, sort_quads
from untoc_graph.rdf.terms import as_quads

if TYPE_CHECKING:
    from untoc_graph.rdf.formats import Format
    from untoc_graph.store.release import Release

__all__ = ["describe_service", "service_graph"]

SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")
# https://www.w3.org/ns/formats/
_FORMATS: Final = Namespace("http://www.w3.org/ns/formats/")
_RESULT_FORMATS: Final = (
    "JSON-LD",
    "N-Quads",
    "N-Triples",
    "RDF_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_JSON",
    "SPARQL_Results_TSV",
    "SPARQL_Results_XML",
    "TriG",
    "Turtle",
)


def describe_service(endpoint: str, release: Release, fmt: Format) -> bytes:
    """Return the description of the service at that address as a document."""
    quads = sort_quads(as_quads(service_graph(endpoint, release)))
    return serialise(quads, fmt, {"sd": str(SD), "void": PREFIXES["void"], "xsd": PREFIXES["xsd"]})


def service_graph(endpoint: str, release: Release) -> Graph:
    """Return the description: what it speaks, what it writes, which graphs it holds; without blank nodes."""
    graph = Graph()
    service, dataset, union = (URIRef(f"{endpoint}#{part}") for part in ("service", "dataset", "union"))
    graph.add((service, RDF.type, SD.Service))
    graph.add((service, SD.endpoint, URIRef(endpoint)))
    graph.add((service, SD.supportedLanguage, SD.SPARQL11Query))
    # The default graph is the union of the named graphs.
    graph.add((service, SD.feature, SD.UnionDefaultGraph))
    graph.add((service, SD.defaultEntailmentRegime, URIRef("http://www.w3.org/ns/entailment/Simple")))
    for name in _RESULT_FORMATS:
        graph.add((service, SD.resultFormat, _FORMATS[name]))
    graph.add((service, SD.defaultDataset, dataset))
    graph.add((dataset, RDF.type, SD.Dataset))
    graph.add((dataset, SD.defaultGraph, union))
    graph.add((union, RDF.type, SD.Graph))
    for held in release.graphs.values():
        named, content = URIRef(f"{endpoint}#named-{held.name}"), URIRef(f"{endpoint}#graph-{held.name}")
        graph.add((dataset, SD.namedGraph, named))
        graph.add((named, RDF.type, SD.NamedGraph))
        graph.add((named, SD.name, URIRef(held.iri)))
        graph.add((named, SD.graph, content))
        graph.add((content, RDF.type, SD.Graph))
        graph.add((content, VOID.triples, Literal(held.triples)))
    return graph
