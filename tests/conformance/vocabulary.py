"""The vocabulary of SPARQL 1.1 Service Description (section 3), and whether a description follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rdflib import RDF, Namespace, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["SD", "complaints"]

SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")

_CLASSES: Final = frozenset(
    {
        SD.Aggregate,
        SD.Dataset,
        SD.EntailmentProfile,
        SD.EntailmentRegime,
        SD.Feature,
        SD.Function,
        SD.Graph,
        SD.GraphCollection,
        SD.Language,
        SD.NamedGraph,
        SD.Service,
    }
)
_SUBCLASSES: Final = {SD.Dataset: SD.GraphCollection}

# Domain and range; the ranges of the last two are said in words only: an IRI.
_PROPERTIES: Final = {
    SD.availableGraphs: (SD.Service, SD.GraphCollection),
    SD.defaultDataset: (SD.Service, SD.Dataset),
    SD.defaultEntailmentRegime: (SD.Service, SD.EntailmentRegime),
    SD.defaultGraph: (SD.Dataset, SD.Graph),
    SD.defaultSupportedEntailmentProfile: (SD.Service, SD.EntailmentProfile),
    SD.entailmentRegime: (SD.NamedGraph, SD.EntailmentRegime),
    SD.extensionAggregate: (SD.Service, SD.Aggregate),
    SD.extensionFunction: (SD.Service, SD.Function),
    SD.feature: (SD.Service, SD.Feature),
    SD.graph: (SD.NamedGraph, SD.Graph),
    SD.inputFormat: (SD.Service, URIRef("http://www.w3.org/ns/formats/Format")),
    SD.languageExtension: (SD.Service, SD.Feature),
    SD.namedGraph: (SD.GraphCollection, SD.NamedGraph),
    SD.propertyFeature: (SD.Service, SD.Feature),
    SD.resultFormat: (SD.Service, URIRef("http://www.w3.org/ns/formats/Format")),
    SD.supportedEntailmentProfile: (SD.NamedGraph, SD.EntailmentProfile),
    SD.supportedLanguage: (SD.Service, SD.Language),
    SD.endpoint: (SD.Service, None),
    SD.name: (SD.NamedGraph, None),
}

# Whose class is known without the description saying it: in the vocabulary itself, in the W3C's lists of
# entailment regimes (http://www.w3.org/ns/entailment/) and of formats (http://www.w3.org/ns/formats/).
_KNOWN: Final[dict[URIRef, URIRef]] = {
    **{SD[name]: SD.Language for name in ("SPARQL10Query", "SPARQL11Query", "SPARQL11Update")},
    **{
        SD[name]: SD.Feature
        for name in (
            "BasicFederatedQuery",
            "DereferencesURIs",
            "EmptyGraphs",
            "RequiresDataset",
            "UnionDefaultGraph",
        )
    },
    **{
        URIRef(f"http://www.w3.org/ns/entailment/{name}"): SD.EntailmentRegime
        for name in ("D", "OWL-Direct", "OWL-RDF-Based", "RDF", "RDFS", "RIF", "Simple")
    },
    **{
        URIRef(f"http://www.w3.org/ns/formats/{name}"): URIRef("http://www.w3.org/ns/formats/Format")
        for name in (
            "JSON-LD",
            "N-Quads",
            "N-Triples",
            "N3",
            "RDF_JSON",
            "RDF_XML",
            "RDFa",
            "SPARQL_Results_CSV",
            "SPARQL_Results_JSON",
            "SPARQL_Results_TSV",
            "SPARQL_Results_XML",
            "TriG",
            "Turtle",
        )
    },
}


def complaints(description: Graph) -> Iterator[str]:
    """Yield what a description says against the schema: one sentence a statement."""
    for s, p, o in description:
        if p == RDF.type and str(o).startswith(str(SD)) and o not in _CLASSES:
            yield f"{o} is no class of the vocabulary"
        if not str(p).startswith(str(SD)):
            continue
        if p not in _PROPERTIES:
            yield f"{p} is no property of the vocabulary"
            continue
        domain, range_ = _PROPERTIES[p]
        if domain not in _types(description, s):
            yield f"{s} has {p}, so it should be a {domain}"
        if range_ is None and not isinstance(o, URIRef):
            yield f"{o} is the value of {p}, so it should be an IRI"
        if range_ is not None and range_ not in _types(description, o):
            yield f"{o} is the value of {p}, so it should be a {range_}"


def _types(description: Graph, node: Node) -> set[Node]:
    said = set(description.objects(node, RDF.type))
    if node in _KNOWN:
        said.add(_KNOWN[node])
    return said | {_SUBCLASSES[kind] for kind in said if kind in _SUBCLASSES}
