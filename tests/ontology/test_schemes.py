"""The concept schemes: numbers, hierarchies, labels, and what SKOS forbids (conditions S9 to S46)."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import DCTERMS, SKOS

from untoc_graph.namespaces import BASE, UNTOC, mint

ROOT = Path(__file__).parents[2]
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


def concepts(graph: Graph) -> list[URIRef]:
    return sorted(graph.subjects(RDF.type, SKOS.Concept))


def wider(graph: Graph, concept: URIRef) -> set[URIRef]:
    """Return what stands above a concept; itself only where the hierarchy has a cycle."""
    return {
        above
        for parent in graph.objects(concept, SKOS.broader)
        for above in graph.transitive_objects(parent, SKOS.broader)
    }


def top(graph: Graph, scheme: URIRef) -> set[URIRef]:
    return set(graph.subjects(SKOS.topConceptOf, scheme)) | set(graph.objects(scheme, SKOS.hasTopConcept))


@pytest.mark.parametrize(
    ("class_", "scheme", "number"),
    [
        (UNTOC.CrimeType, "crime-types", 68),
        (UNTOC.CooperationForm, "cooperation-forms", 59),
        (UNTOC.Harm, "harms", 14),
        (UNTOC.RegionalGroup, "regional-groups", 5),
    ],
)
def test_a_scheme_holds_all_concepts_of_its_class(schemes: Graph, class_, scheme, number) -> None:
    members = set(schemes.subjects(SKOS.inScheme, mint("scheme", scheme)))
    assert members == set(schemes.subjects(RDF.type, class_))
    assert len(members) == number


@pytest.mark.parametrize("language", LANGUAGES)
def test_schemes_have_a_label_in_each_un_language(schemes: Graph, language: str) -> None:
    for scheme in schemes.subjects(RDF.type, SKOS.ConceptScheme):
        labels = [label for label in schemes.objects(scheme, SKOS.prefLabel) if label.language == language]
        assert len(labels) == 1, f"{scheme} needs one label in {language}"


def test_schemes_and_concepts_say_what_they_are_and_by_whom(schemes: Graph) -> None:
    for node in [*concepts(schemes), *schemes.subjects(RDF.type, SKOS.ConceptScheme)]:
        english = [label for label in schemes.objects(node, SKOS.prefLabel) if label.language == "en"]
        assert len(english) == 1, f"{node} needs one English label"
        assert (node, DCTERMS.source, None) in schemes, f"{node} needs a source"


def test_concepts_are_defined_but_for_those_that_stand_for_the_concepts_of_others(schemes: Graph) -> None:
    others = {mint("scheme", "iccs"), mint("scheme", "topics")}
    for node in concepts(schemes):
        if not others & set(schemes.objects(node, SKOS.inScheme)):
            assert (node, SKOS.definition, None) in schemes, f"{node} needs a definition"


def test_every_concept_is_in_one_scheme_which_exists(schemes: Graph) -> None:
    known = set(schemes.subjects(RDF.type, SKOS.ConceptScheme))
    for concept in concepts(schemes):
        found = list(schemes.objects(concept, SKOS.inScheme))
        assert len(found) == 1, f"{concept} must be in one scheme"
        assert found[0] in known, f"{concept} is in {found[0]}, which no file defines"


def test_every_scheme_has_concepts(schemes: Graph) -> None:
    for scheme in schemes.subjects(RDF.type, SKOS.ConceptScheme):
        assert (None, SKOS.inScheme, scheme) in schemes, scheme


@pytest.mark.parametrize(
    "name", ["crime-types", "cooperation-forms", "harms"], ids=lambda name: f"hierarchy of {name}"
)
def test_hierarchies_have_no_cycle_and_every_concept_hangs_on_a_top(schemes: Graph, name: str) -> None:
    scheme = mint("scheme", name)
    tops = top(schemes, scheme)
    assert tops
    for concept in schemes.subjects(SKOS.inScheme, scheme):
        above = wider(schemes, concept)
        assert concept not in above, f"{concept} stands above itself"
        assert (concept in tops) == (not above), f"{concept} is a top concept or has a broader one, not both"
        assert above <= set(schemes.subjects(SKOS.inScheme, scheme)), f"{concept} has a broader one elsewhere"
        assert not above or above & tops, f"{concept} hangs on no top concept"


def test_no_concept_says_broader_of_one_that_stands_higher_already(schemes: Graph) -> None:
    for concept in concepts(schemes):
        parents = set(schemes.objects(concept, SKOS.broader))
        shortcut = {
            parent for parent in parents for other in parents - {parent} if parent in wider(schemes, other)
        }
        assert not shortcut, f"{concept} is below {shortcut} by another parent too"


def test_regions_hang_on_the_world_without_cycle(data: Graph) -> None:
    world = mint("region", "001")
    for region in data.subjects(RDF.type, UNTOC.Region):
        above = wider(data, region)
        assert region not in above
        assert (region == world) == (world not in above)


def test_schemes_and_concepts_are_disjoint(data: Graph) -> None:
    """S9."""
    assert not set(data.subjects(RDF.type, SKOS.ConceptScheme)) & set(concepts(data))


def test_a_label_is_not_preferred_and_alternative_at_once(data: Graph) -> None:
    """S13."""
    for node, label in data.subject_objects(SKOS.prefLabel):
        assert (node, SKOS.altLabel, label) not in data, f"{node}: {label!r} is preferred and alternative"
        assert (node, SKOS.hiddenLabel, label) not in data, f"{node}: {label!r} is preferred and hidden"


def test_a_node_has_one_preferred_label_a_language(data: Graph) -> None:
    """S14."""
    counted = Counter((node, label.language) for node, label in data.subject_objects(SKOS.prefLabel))
    assert [pair for pair, times in counted.items() if times > 1] == []


def test_a_preferred_label_of_a_concept_is_of_no_other_in_its_scheme(data: Graph) -> None:
    for scheme in data.subjects(RDF.type, SKOS.ConceptScheme):
        labels = Counter(
            (str(label).casefold(), label.language)
            for concept in data.subjects(SKOS.inScheme, scheme)
            for label in data.objects(concept, SKOS.prefLabel)
        )
        assert [label for label, times in labels.items() if times > 1] == [], scheme


def test_related_concepts_do_not_stand_above_each_other(data: Graph) -> None:
    """S27."""
    for one, other in data.subject_objects(SKOS.related):
        assert other not in wider(data, one)
        assert one not in wider(data, other)


def test_an_exact_match_is_not_broad_narrow_or_related_at_once(data: Graph) -> None:
    """S46."""
    exact = set(data.subject_objects(SKOS.exactMatch))
    for name in (SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch):
        assert not exact & set(data.subject_objects(name))


def test_codes_of_a_crime_type_are_those_of_its_exact_matches(data: Graph) -> None:
    for crime in data.subjects(RDF.type, UNTOC.CrimeType):
        codes = {str(code) for code in data.objects(crime, SKOS.notation) if code.datatype == UNTOC.iccs}
        exact = {
            str(theirs).rpartition("/")[2]
            for theirs in data.objects(crime, SKOS.exactMatch)
            if str(theirs).startswith(f"{BASE}iccs/")
        }
        assert codes == exact, f"{crime}: notation {codes}, exact match {exact}"


def test_stand_ins_for_categories_of_iccs_have_its_codes(schemes: Graph) -> None:
    for category in schemes.subjects(SKOS.inScheme, mint("scheme", "iccs")):
        code = str(schemes.value(category, SKOS.notation))
        assert re.fullmatch(r"\d{2,6}", code)
        assert category == mint("iccs", code)
