"""The description that a release holds of itself: each number is what SPARQL counts in that release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rdflib import RDF, VOID, Graph, URIRef

from untoc_graph.api import Graph as Release
from untoc_graph.linked.dump import DOWNLOADS
from untoc_graph.linked.void import DATASET, VOID_GRAPH, void_quads
from untoc_graph.namespaces import BASE, PREFIXES, graph_iri
from untoc_graph.rdf.engine import parse
from untoc_graph.rdf.formats import graph_format

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rdflib.term import Node

    from untoc_graph.rdf.engine import Quad

PROLOGUE = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("rdf", "void"))
NUMBERS = {
    VOID.triples: "COUNT(*)",
    VOID.distinctSubjects: "COUNT(DISTINCT ?s)",
    VOID.distinctObjects: "COUNT(DISTINCT ?o)",
    VOID.properties: "COUNT(DISTINCT ?p)",
}


class Described:
    """A release that can be asked, and what it says of itself."""

    def __init__(self, folder: Path) -> None:
        self.asked = Release.open(folder)
        self.said = Graph().parse(folder / "graphs" / "void.ttl")

    def counted(self, text: str) -> list[tuple[Any, ...]]:
        """Return the rows of a SELECT, with IRIs as texts."""
        return [tuple(row) for row in self.asked.rows(PROLOGUE + text)]

    def number(self, subject: Node, term: URIRef) -> int:
        """Return the one number that is said."""
        (number,) = self.said.objects(subject, term)
        return int(number)

    def parts(self, kind: URIRef, of: URIRef, number: URIRef) -> dict[Node, int]:
        """Return the numbers of the parts of the whole by what each is a part for."""
        return {
            self.said.value(part, of): self.number(part, number) for part in self.said.objects(DATASET, kind)
        }


@pytest.fixture(scope="module", params=["small_published", "full_release_built"])
def release(request: pytest.FixtureRequest) -> Iterator[Described]:
    described = Described(request.getfixturevalue(request.param))
    with described.asked:
        yield described


def test_the_numbers_of_the_whole_are_those_of_the_store(release: Described) -> None:
    for term, count in NUMBERS.items():
        assert release.counted(f"SELECT ({count} AS ?n) {{ ?s ?p ?o }}") == [(release.number(DATASET, term),)]
    classes = release.counted("SELECT (COUNT(DISTINCT ?class) AS ?n) { ?s a ?class }")
    assert classes == [(release.number(DATASET, VOID.classes),)]


def test_entities_are_the_subjects_whose_iris_are_ours(release: Described) -> None:
    (space,) = release.said.objects(DATASET, VOID.uriSpace)
    ours = f'SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), "{space}")) }}'
    assert release.counted(ours) == [(release.number(DATASET, VOID.entities),)]


def test_every_named_graph_is_a_part_with_its_own_numbers(release: Described) -> None:
    for term, count in NUMBERS.items():
        counted = dict(
            release.counted(f"SELECT ?g ({count} AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g")
        )
        parts = set(release.said.objects(DATASET, VOID.subset)) & set(
            release.said.subjects(RDF.type, VOID.Dataset)
        )
        assert {part: release.number(part, term) for part in parts} == counted
        assert VOID_GRAPH in counted


def test_every_class_is_a_part_with_its_instances(release: Described) -> None:
    counted = release.counted("SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class } GROUP BY ?class")
    assert release.parts(VOID.classPartition, VOID["class"], VOID.entities) == dict(counted)


def test_every_property_is_a_part_with_its_triples(release: Described) -> None:
    counted = release.counted("SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p")
    assert release.parts(VOID.propertyPartition, VOID.property, VOID.triples) == dict(counted)


def test_links_are_counted_by_dataset_and_kind_of_match(release: Described) -> None:
    counted = {
        (kind, str(graph).rpartition("/mappings-")[2]): number
        for graph, kind, number in release.counted(
            """SELECT ?g ?kind (COUNT(*) AS ?n) {
              GRAPH ?g { ?s ?kind ?o }
              FILTER(CONTAINS(STR(?g), "/mappings-") && STRENDS(STR(?kind), "Match"))
            } GROUP BY ?g ?kind"""
        )
    }
    said = {
        (
            release.said.value(linkset, VOID.linkPredicate),
            str(release.said.value(linkset, VOID.objectsTarget)).rpartition("/")[2],
        ): release.number(linkset, VOID.triples)
        for linkset in release.said.subjects(RDF.type, VOID.Linkset)
    }
    assert said == counted


def test_the_other_end_of_links_is_described(release: Described) -> None:
    targets = set(release.said.objects(None, VOID.objectsTarget))
    named = release.counted("SELECT DISTINCT ?d { ?d a void:Dataset ; void:uriSpace ?space }")
    assert targets <= {dataset for (dataset,) in named}


def test_vocabularies_hold_every_property_and_class(release: Described) -> None:
    vocabularies = tuple(str(each) for each in release.said.objects(DATASET, VOID.vocabulary))
    terms = {term for (term,) in release.counted("SELECT DISTINCT ?p { ?s ?p ?o }")}
    terms |= {term for (term,) in release.counted("SELECT DISTINCT ?c { ?s a ?c }")}
    assert {term for term in terms if not str(term).startswith(vocabularies)} == set()


def test_examples_are_there(release: Described) -> None:
    for example in release.said.objects(DATASET, VOID.exampleResource):
        assert release.counted(f"SELECT (COUNT(*) AS ?n) {{ <{example}> ?p ?o }}") > [(0,)]
    assert VOID.exampleResource in set(release.said.predicates(DATASET))


def test_addresses_are_canonical(release: Described) -> None:
    (endpoint,) = release.said.objects(DATASET, VOID.sparqlEndpoint)
    assert str(endpoint) == f"{BASE}sparql"
    dumps = {str(dump) for dump in release.said.objects(DATASET, VOID.dataDump)}
    assert dumps == {f"{BASE}download/{name}{end}" for name in DOWNLOADS for end in ("", ".gz")}


TRIG = """
graph:one { participant:ITA a untoc:State ; untoc:population %s . participant:ROU a untoc:State . }
graph:two { participant:ITA a untoc:State ; skos:exactMatch <http://www.wikidata.org/entity/Q38> . }
graph:mappings-wikidata { participant:ITA skos:exactMatch <http://www.wikidata.org/entity/Q38> . }
"""


def quads(trig: str) -> list[Quad]:
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    return list(parse(prefixes + trig, graph_format("trig")))


def told(described: Iterable[Quad], subject: URIRef, term: URIRef) -> list[str]:
    return [
        q.object.value
        for q in described
        if q.subject.value == str(subject) and q.predicate.value == str(term)
    ]


def test_the_same_quads_in_any_order_are_described_alike() -> None:
    given = quads(TRIG % 59)
    assert void_quads(given) == void_quads(given[::-1])


def test_a_triple_in_two_graphs_counts_once_in_the_whole_and_in_each() -> None:
    described = void_quads(quads(TRIG % 59))
    assert told(described, graph_iri("one"), VOID.triples) == ["3"]
    assert told(described, graph_iri("two"), VOID.triples) == ["2"]
    assert told(described, DATASET, VOID.triples) == [str(4 + len(described))]


def test_numbers_that_are_objects_themselves_are_counted_with_them() -> None:
    given = quads(TRIG % 59)
    described = void_quads(given)
    objects = {quad.object for quad in (*given, *described)}
    assert told(described, DATASET, VOID.distinctObjects) == [str(len(objects))]


def test_a_number_that_no_value_makes_true_is_left_out_and_the_others_hold() -> None:
    # With N said there are N + 1 objects; with N + 1 said, which is an object already, there are N.
    stated = int(told(void_quads(quads(TRIG % 59)), DATASET, VOID.distinctObjects)[0])
    found = [
        (given, described)
        for value in range(stated - 3, stated + 4)
        if not told(described := void_quads(given := quads(TRIG % value)), DATASET, VOID.distinctObjects)
    ]
    assert found
    for given, described in found:
        assert told(described, DATASET, VOID.triples) == [str(len({q.triple for q in (*given, *described)}))]
