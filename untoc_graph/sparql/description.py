"""What the endpoint says about itself: a SPARQL 1.1 Service Description."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from rdflib import RDF, RDFS, SDO, VOID, Graph, Literal, URIRef
from rdflib.namespace import Namespace

from untoc_graph.namespaces import PREFIXES
from untoc_graph.rdf.engine import serialise, sort_quads
from untoc_graph.rdf.terms import as_quads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from untoc_graph.rdf.formats import Format
    from untoc_graph.sparql.limits import Limit
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


def describe_service(endpoint: str, release: Release, fmt: Format, limits: Iterable[Limit] = ()) -> bytes:
    """Return the description of the service at that address as a document."""
    quads = sort_quads(as_quads(service_graph(endpoint, release, limits)))
    prefixes = {name: PREFIXES[name] for name in ("rdfs", "void", "xsd")}
    return serialise(quads, fmt, {**prefixes, "schema": str(SDO), "sd": str(SD)})


def service_graph(endpoint: str, release: Release, limits: Iterable[Limit] = ()) -> Graph:
    """Return the description, without blank nodes: what it speaks and writes, its limits, its graphs.

    SPARQL 1.1 Service Description has no terms for limits: each is a `schema:PropertyValue` of the service.
    """
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
    for limit in limits:
        place = URIRef(f"{endpoint}#limit-{limit.name}")
        graph.add((service, SDO.additionalProperty, place))
        graph.add((place, RDF.type, SDO.PropertyValue))
        graph.add((place, SDO.propertyID, Literal(limit.name)))
        graph.add((place, SDO.description, Literal(limit.means, lang="en")))
        if limit.unit:
            graph.add((place, SDO.unitText, Literal(limit.unit)))
        for value in limit.value if isinstance(limit.value, list) else [limit.value]:
            if value is not None:
                graph.add((place, SDO.value, _number_or_text(value)))
    graph.add((service, RDFS.seeAlso, URIRef(urljoin(endpoint, "limits"))))
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


def _number_or_text(value: float | str) -> Literal:
    if isinstance(value, float):
        return Literal(Decimal(str(value)))
    return Literal(value)
