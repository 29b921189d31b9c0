"""The graph described in itself: how much of what it holds, by graph, class, property and link (VoID).

The description is one of the graphs that it counts. Which statements it makes follows from what is described;
only the numbers in them depend on each other, and they are counted again until they are true.
https://www.w3.org/TR/void/
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from rdflib import RDF, VOID, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, OWL, SKOS

from untoc_graph.linked.dump import DOWNLOADS
from untoc_graph.namespaces import BASE, graph_iri, mint
from untoc_graph.rdf.engine import Quad
from untoc_graph.rdf.terms import from_rdflib, iri_of, prefixed_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from untoc_graph.rdf.terms import EngineTerm

__all__ = ["DATASET", "VOID_GRAPH", "void_quads"]

DATASET: Final = mint("dataset", "untoc")
VOID_GRAPH: Final = graph_iri("void")

# What leads from a thing here to one elsewhere.
_LINKS: Final = (
    OWL.sameAs,
    SKOS.exactMatch,
    SKOS.closeMatch,
    SKOS.broadMatch,
    SKOS.narrowMatch,
    SKOS.relatedMatch,
)
_MAPPINGS: Final = "mappings-"
# Shown as examples, as far as they are there.
_EXAMPLES: Final = (
    mint("instrument", "untoc"),
    mint("participant", "ITA"),
    mint("provision", "untoc-16"),
    mint("crime", "human-trafficking"),
    mint("cooperation", "extradition"),
)
# https://www.w3.org/ns/formats/
_FORMATS: Final = ("JSON-LD", "N-Quads", "N-Triples", "RDF_XML", "TriG", "Turtle")
_TYPE: Final = from_rdflib(RDF.type)
# After a few rounds only the numbers of distinct objects can still change, since they are objects themselves.
_ROUNDS: Final = 10

Statement: TypeAlias = tuple[URIRef, URIRef, URIRef | Literal]
# Number of links by the name of the other dataset and the kind of match.
Links: TypeAlias = Mapping[tuple[str, URIRef], int]


class _Tally:
    """What is counted of some triples."""

    def __init__(self) -> None:
        self.triples: set[object] = set()
        self.subjects: set[EngineTerm] = set()
        self.objects: set[EngineTerm] = set()
        self.properties: Counter[str] = Counter()
        self.classes: defaultdict[str, set[EngineTerm]] = defaultdict(set)

    def with_(self, quads: Iterable[Quad]) -> _Tally:
        """Return the tally of these triples and others."""
        more = _Tally()
        more.triples, more.subjects, more.objects = set(self.triples), set(self.subjects), set(self.objects)
        more.properties = Counter(self.properties)
        more.classes = defaultdict(set, {name: set(members) for name, members in self.classes.items()})
        for quad in quads:
            more.add(quad)
        return more

    def add(self, quad: Quad) -> None:
        """Count a triple, once whichever graphs state it."""
        triple = quad.triple
        if triple in self.triples:
            return
        self.triples.add(triple)
        self.subjects.add(quad.subject)
        self.objects.add(quad.object)
        self.properties[quad.predicate.value] += 1
        if quad.predicate == _TYPE:
            self.classes[iri_of(quad.object)].add(quad.subject)

    def entities(self) -> int:
        """Return how many things are described whose IRIs are ours (`void:uriSpace`)."""
        return sum(iri_of(subject).startswith(BASE) for subject in self.subjects)

    def sizes(self) -> dict[URIRef, int]:
        """Return the numbers that VoID has terms for."""
        return {
            VOID.triples: len(self.triples),
            VOID.distinctSubjects: len(self.subjects),
            VOID.distinctObjects: len(self.objects),
            VOID.properties: len(self.properties),
            VOID.classes: len(self.classes),
        }


def void_quads(quads: Sequence[Quad]) -> tuple[Quad, ...]:
    """Return the graph that describes these quads and itself, the same for the same quads in any order.

    A number that no value could make true, since writing it changes it, is left out.
    """
    union = _Tally()
    graphs: defaultdict[str, _Tally] = defaultdict(_Tally)
    for quad in quads:
        union.add(quad)
        graphs[iri_of(quad.graph_name)].add(quad)
    links = _links(quads)
    described: tuple[Quad, ...] = ()
    for without in (None, VOID.distinctObjects):
        for _ in range(_ROUNDS):
            parts = {**graphs, str(VOID_GRAPH): _Tally().with_(described)}
            former, said = described, _statements(union.with_(described), parts, links)
            described = tuple(_quad(*statement) for statement in said if statement[1] != without)
            if described == former:
                return described
    raise AssertionError("all other numbers follow from which statements there are")


def _quad(subject: URIRef, predicate: URIRef, target: URIRef | Literal) -> Quad:
    return Quad(from_rdflib(subject), from_rdflib(predicate), from_rdflib(target), from_rdflib(VOID_GRAPH))


def _links(quads: Iterable[Quad]) -> Links:
    kinds = {str(kind): kind for kind in _LINKS}
    stem = str(graph_iri(_MAPPINGS + "x"))[:-1]
    found: set[tuple[str, Quad]] = set()
    for quad in quads:
        graph = iri_of(quad.graph_name)
        if quad.predicate.value in kinds and graph.startswith(stem):
            found.add((graph.removeprefix(stem), quad))
    return Counter((name, kinds[quad.predicate.value]) for name, quad in found)


def _statements(whole: _Tally, graphs: Mapping[str, _Tally], links: Links) -> Iterator[Statement]:
    """Yield what the numbers say, in a fixed order."""
    yield VOID_GRAPH, RDF.type, VOID.DatasetDescription
    yield VOID_GRAPH, DCTERMS.title, Literal("Description of UNTOC Graph (VoID)", lang="en")
    yield VOID_GRAPH, FOAF.primaryTopic, DATASET
    yield DATASET, RDF.type, VOID.Dataset
    yield from _access()
    for example in _EXAMPLES:
        if from_rdflib(example) in whole.subjects:
            yield DATASET, VOID.exampleResource, example
    yield from _sizes(DATASET, whole)
    yield DATASET, VOID.entities, Literal(whole.entities())
    for vocabulary in sorted({_namespace(iri) for iri in (*whole.properties, *whole.classes)}):
        yield DATASET, VOID.vocabulary, URIRef(vocabulary)
    for iri, part in _parts("class", whole.classes):
        yield DATASET, VOID.classPartition, part
        yield part, VOID["class"], URIRef(iri)
        yield part, VOID.entities, Literal(len(whole.classes[iri]))
    for iri, part in _parts("property", whole.properties):
        yield DATASET, VOID.propertyPartition, part
        yield part, VOID.property, URIRef(iri)
        yield part, VOID.triples, Literal(whole.properties[iri])
    for iri in sorted(graphs):
        graph = URIRef(iri)
        yield DATASET, VOID.subset, graph
        yield graph, RDF.type, VOID.Dataset
        yield from _sizes(graph, graphs[iri])
    for (name, kind), count in sorted(links.items()):
        yield from _linkset(name, kind, count)


def _access() -> Iterator[Statement]:
    yield DATASET, FOAF.homepage, URIRef(BASE)
    yield DATASET, VOID.uriSpace, Literal(BASE)
    yield DATASET, VOID.sparqlEndpoint, URIRef(f"{BASE}sparql")
    for name in DOWNLOADS:
        yield DATASET, VOID.dataDump, URIRef(f"{BASE}download/{name}")
        yield DATASET, VOID.dataDump, URIRef(f"{BASE}download/{name}.gz")
    for name in _FORMATS:
        yield DATASET, VOID.feature, URIRef(f"http://www.w3.org/ns/formats/{name}")


def _sizes(dataset: URIRef, tally: _Tally) -> Iterator[Statement]:
    for term, number in tally.sizes().items():
        yield dataset, term, Literal(number)


def _linkset(name: str, kind: URIRef, count: int) -> Iterator[Statement]:
    linkset = _inside("links", f"{name}-{_slug(str(kind))}")
    yield linkset, RDF.type, VOID.Linkset
    yield DATASET, VOID.subset, linkset
    # The links of one kind are a part of the graph that holds all links to that dataset.
    yield graph_iri(_MAPPINGS + name), VOID.subset, linkset
    yield linkset, VOID.linkPredicate, kind
    yield linkset, VOID.triples, Literal(count)
    yield linkset, VOID.subjectsTarget, DATASET
    yield linkset, VOID.objectsTarget, mint("dataset", name)


def _parts(kind: str, iris: Iterable[str]) -> list[tuple[str, URIRef]]:
    """Return IRIs in order, each with the name of its part; raises ValueError where two would be one."""
    parts = [(iri, _inside(kind, _slug(iri))) for iri in sorted(iris)]
    if len({part for _, part in parts}) < len(parts):
        raise ValueError(f"two parts by {kind} have one name")
    return parts


def _inside(kind: str, name: str) -> URIRef:
    """Return the IRI of a part of the description, which its document answers for."""
    return URIRef(f"{VOID_GRAPH}#{kind}-{name}")


def _slug(iri: str) -> str:
    """Return an IRI as the end of another: `untoc-State`.

    >>> _slug("http://purl.org/dc/terms/source")
    'dcterms-source'
    """
    return re.sub(r"[^A-Za-z0-9._-]+", "-", prefixed_name(iri)).strip("-")


def _namespace(iri: str) -> str:
    """Return the vocabulary of a term: its namespace, without the hash, which no document has in its name.

    >>> _namespace("http://www.w3.org/2004/02/skos/core#Concept")
    'http://www.w3.org/2004/02/skos/core'
    """
    return iri[: max(iri.rfind("#") + 1, iri.rfind("/") + 1)].removesuffix("#")
