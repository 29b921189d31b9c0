"""The alignments can be left out: no rule, query or shape means anything else without them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, RDFS, Graph, URIRef
from rdflib.namespace import OWL, SKOS

from untoc_graph.graph.assembly import assemble
from untoc_graph.graph.rules import derive, read_rules
from untoc_graph.graph.validation import read_shapes, validate
from untoc_graph.namespaces import BASE, PREFIXES, UNTOC, graph_iri
from untoc_graph.rdf.engine import Quad, Store, evaluate_select
from untoc_graph.settings import Settings

if TYPE_CHECKING:
    from untoc_graph.graph.assembly import Assembly

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "ontology"
ALIGNMENTS = str(graph_iri("alignments"))

# These tell of the graphs or the terms themselves, and so of the alignments too.
ABOUT_THE_GRAPHS = {"graph-counts"}


@pytest.fixture(scope="module")
def alignments() -> Graph:
    return Graph().parse(FOLDER / "alignments.ttl")


@pytest.fixture(scope="module")
def without(assembly: Assembly) -> list[Quad]:
    """The graph without the alignments."""
    return [quad for quad in assembly.quads if quad.graph_name.value != ALIGNMENTS]


def test_alignments_lead_from_our_terms_to_terms_of_others(alignments: Graph, ontology: Graph) -> None:
    assert len(alignments)
    for term, name, theirs in alignments:
        assert (term, RDF.type, None) in ontology, f"{term} is not defined"
        assert name in {
            RDFS.subClassOf,
            RDFS.subPropertyOf,
            OWL.equivalentClass,
            OWL.equivalentProperty,
            SKOS.closeMatch,
            SKOS.relatedMatch,
        }
        assert isinstance(theirs, URIRef)
        assert not str(theirs).startswith(BASE)


def test_classes_are_aligned_with_classes_and_properties_with_properties(
    alignments: Graph, ontology: Graph
) -> None:
    for term in alignments.subjects(RDFS.subClassOf):
        assert (term, RDF.type, OWL.Class) in ontology
    for term in alignments.subjects(RDFS.subPropertyOf):
        assert (term, RDF.type, OWL.Class) not in ontology


def test_the_ontology_is_aligned_with_the_vocabularies_that_it_promises(alignments: Graph) -> None:
    aligned = {str(theirs) for theirs in alignments.objects()}
    for prefix in ("dcterms", "eli", "org", "prov", "schema", "skos", "time"):
        assert any(theirs.startswith(PREFIXES[prefix]) for theirs in aligned), prefix


def test_no_rule_query_or_shape_names_a_class_that_only_alignments_give(
    alignments: Graph, data: Graph
) -> None:
    stated = set(data.objects(None, RDF.type))
    external = {theirs for theirs in alignments.objects(None, RDFS.subClassOf) if theirs not in stated}
    assert external
    prefixed = {}
    for theirs in external:
        prefix = next(
            p for p, iri in PREFIXES.items() if str(theirs).startswith(iri) and "/ontology#" not in p
        )
        prefixed[theirs] = f"{prefix}:{str(theirs)[len(PREFIXES[prefix]) :]}"
    files = [*FOLDER.glob("rules/*.rq"), *FOLDER.glob("shapes/*.ttl"), *(ROOT / "queries").glob("*.rq")]
    for path in files:
        words = path.read_text(encoding="utf-8").split()
        for theirs, name in prefixed.items():
            assert name not in words, f"{path.name} names {name}"
            assert f"<{theirs}>" not in words, f"{path.name} names {theirs}"


def test_rules_derive_the_same_without_alignments(assembly: Assembly, without: list[Quad]) -> None:
    derived = str(graph_iri("derived"))
    store = Store()
    store.bulk_extend(quad for quad in without if quad.graph_name.value != derived)
    again = derive(store, read_rules(FOLDER / "rules"))
    assert set(again) == {quad for quad in assembly.quads if quad.graph_name.value == derived}


def test_shapes_find_the_same_without_alignments() -> None:
    shapes = read_shapes(FOLDER / "shapes")
    quads = assemble(Settings(data=ROOT / "tests" / "small" / "data")).quads
    rest = [quad for quad in quads if quad.graph_name.value != ALIGNMENTS]
    assert len(rest) < len(quads)
    assert validate(rest, shapes).results == validate(quads, shapes).results


def test_queries_answer_the_same_without_alignments(assembly: Assembly, without: list[Quad]) -> None:
    whole, rest = Store(), Store()
    for store, quads in ((whole, assembly.quads), (rest, without)):
        store.bulk_extend(quads)
        # The default graph is the union of the named ones.
        store.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    for path in sorted((ROOT / "queries").glob("*.rq")):
        if path.stem in ABOUT_THE_GRAPHS:
            continue
        text = path.read_text(encoding="utf-8")
        _, answer = evaluate_select(rest, text)
        _, expected = evaluate_select(whole, text)
        assert list(answer) == list(expected), path.name


def test_no_class_of_ours_is_a_class_of_others_only_by_alignment_in_the_ontology(ontology: Graph) -> None:
    assert not [target for target in ontology.objects(None, RDFS.subClassOf) if target not in UNTOC]
