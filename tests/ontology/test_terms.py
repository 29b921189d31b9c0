"""No term of the ontology is undefined, unlabelled or unused, and each is used as it says."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, OWL, SKOS, VOID

from untoc_graph.namespaces import BASE, PREFIXES, UNTOC, mint

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "ontology"
ONTOLOGY = URIRef(f"{BASE}ontology")
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
TERM_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, RDFS.Datatype)

# Letters that a label in a language must have, and no label in another has.
SCRIPTS = {"ar": r"[\u0600-\u06ff]", "ru": r"[\u0400-\u04ff]", "zh": r"[\u4e00-\u9fff]"}

SPARQL_FILES = [*sorted((FOLDER / "rules").glob("*.rq")), *sorted((ROOT / "queries").glob("*.rq"))]
SHAPES = sorted((FOLDER / "shapes").glob("*.ttl"))


def terms(ontology: Graph) -> set[URIRef]:
    return {term for kind in TERM_KINDS for term in ontology.subjects(RDF.type, kind)}


def without_comments(text: str) -> str:
    return re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)


def named_in(text: str) -> set[URIRef]:
    """Return the terms that a SPARQL or Turtle text names, as `untoc:x` or as a full IRI."""
    text = without_comments(text)
    names = set(re.findall(r"(?<![\w-])untoc:([A-Za-z][\w-]*)", text))
    return {UNTOC[name] for name in names | set(re.findall(rf"<{re.escape(str(UNTOC))}([\w-]+)>", text))}


def used_in(graph: Graph) -> set[URIRef]:
    """Return the terms that a graph uses: as subject, property, object or datatype."""
    used = set()
    for triple in graph:
        for node in triple:
            if isinstance(node, URIRef):
                used.add(node)
            elif isinstance(node, Literal) and node.datatype:
                used.add(node.datatype)
    return {node for node in used if node in UNTOC}


def supers(ontology: Graph, class_: URIRef) -> set[URIRef]:
    return set(ontology.transitive_objects(class_, RDFS.subClassOf))


def classes_of(data: Graph, ontology: Graph, node: URIRef) -> set[URIRef]:
    return {wider for class_ in data.objects(node, RDF.type) for wider in supers(ontology, class_)}


def test_there_is_one_ontology() -> None:
    everything = Graph()
    for path in sorted(FOLDER.rglob("*.ttl")):
        everything.parse(path)
    assert list(everything.subjects(RDF.type, OWL.Ontology)) == [ONTOLOGY]


def test_the_header_says_version_licence_contributor_and_unofficial(ontology: Graph) -> None:
    version = str(ontology.value(ONTOLOGY, OWL.versionInfo))
    assert ontology.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")
    assert str(ontology.value(ONTOLOGY, DCTERMS.license)).startswith("https://creativecommons.org/licenses/")
    assert ontology.value(ONTOLOGY, DCTERMS.contributor)
    assert ontology.value(ONTOLOGY, DCTERMS.creator)
    assert "unofficial" in str(ontology.value(ONTOLOGY, DCTERMS.description)).casefold()
    assert str(ontology.value(ONTOLOGY, URIRef(PREFIXES["vann"] + "preferredNamespacePrefix"))) == "untoc"
    assert str(ontology.value(ONTOLOGY, URIRef(PREFIXES["vann"] + "preferredNamespaceUri"))) == str(UNTOC)


def test_the_version_is_in_no_term(ontology: Graph) -> None:
    assert not [term for term in terms(ontology) if re.search(r"\d+\.\d+", str(term))]


def test_only_terms_of_this_ontology_are_defined_in_it(ontology: Graph) -> None:
    assert {subject for subject in ontology.subjects() if subject not in UNTOC} == {ONTOLOGY}
    assert {subject for subject in ontology.subjects() if subject in UNTOC} == terms(ontology)


def test_terms_have_one_kind(ontology: Graph) -> None:
    for term in terms(ontology):
        kinds = [kind for kind in TERM_KINDS if (term, RDF.type, kind) in ontology]
        assert len(kinds) == 1, f"{term} is of several kinds"


def test_terms_have_one_english_label_and_definition(ontology: Graph) -> None:
    for term in terms(ontology):
        for name in (RDFS.label, SKOS.definition):
            said = [str(text).strip() for text in ontology.objects(term, name) if text.language == "en"]
            assert len(said) == 1, f"{term} needs one English {name.fragment}"
            assert said[0]
        assert ontology.value(term, RDFS.isDefinedBy) == ONTOLOGY, f"{term} needs rdfs:isDefinedBy"


def test_definitions_are_sentences_and_differ(ontology: Graph) -> None:
    definitions = Counter(str(ontology.value(term, SKOS.definition)) for term in terms(ontology))
    assert [text for text in definitions if not text.endswith((".", "…"))] == []
    assert [text for text, times in definitions.items() if times > 1] == []


def test_labels_of_terms_of_a_kind_differ(ontology: Graph) -> None:
    for kind in TERM_KINDS:
        labels = Counter(
            str(label)
            for term in ontology.subjects(RDF.type, kind)
            for label in ontology.objects(term, RDFS.label)
            if label.language == "en"
        )
        assert [label for label, times in labels.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_classes_have_a_label_in_each_un_language(ontology: Graph, language: str) -> None:
    for class_ in ontology.subjects(RDF.type, OWL.Class):
        labels = [str(text) for text in ontology.objects(class_, RDFS.label) if text.language == language]
        assert len(labels) == 1, f"{class_} needs one label in {language}"
        assert re.search(SCRIPTS.get(language, r"[A-Za-z]"), labels[0]), (
            f"{class_}: {labels[0]} is not {language}"
        )


def test_sources_of_terms_exist(ontology: Graph, data: Graph) -> None:
    for term, source in ontology.subject_objects(DCTERMS.source):
        assert (source, RDF.type, None) in data, f"{term} names {source}, which is not in the graph"


def test_classes_domains_and_ranges_are_defined(ontology: Graph) -> None:
    known = terms(ontology) | {OWL.Class, SKOS.Concept, RDF.langString, RDFS.Literal}
    for name in (RDFS.subClassOf, RDFS.domain, RDFS.range, RDFS.subPropertyOf):
        for term, target in ontology.subject_objects(name):
            assert target in known or target in XSD, f"{term} {name.fragment} {target}"


def test_a_property_to_things_has_a_class_as_range_and_one_to_texts_a_datatype(ontology: Graph) -> None:
    for term, target in ontology.subject_objects(RDFS.range):
        literal = target in XSD or target in {RDF.langString, RDFS.Literal}
        assert literal == ((term, RDF.type, OWL.DatatypeProperty) in ontology), term


@pytest.mark.parametrize("path", [*SPARQL_FILES, *SHAPES], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_rules_queries_and_shapes_name_defined_terms_only(ontology: Graph, path: Path) -> None:
    assert named_in(path.read_text(encoding="utf-8")) <= terms(ontology)


def test_data_and_shapes_use_defined_terms_only(ontology: Graph, data: Graph) -> None:
    shapes = Graph()
    for path in SHAPES:
        shapes.parse(path)
    alignments = Graph().parse(FOLDER / "alignments.ttl")
    assert used_in(data) | used_in(shapes) | used_in(alignments) <= terms(ontology)


def test_no_term_is_unused_by_data_shape_and_rule(ontology: Graph, data: Graph) -> None:
    used = used_in(data)
    for path in [*SHAPES, *sorted((FOLDER / "rules").glob("*.rq"))]:
        used |= named_in(path.read_text(encoding="utf-8"))
    unused = sorted(str(term) for term in terms(ontology) - used)
    assert unused == [], "use these terms in a table, shape or rule, or remove them"


def test_each_property_stands_on_things_of_its_domain(ontology: Graph, data: Graph) -> None:
    for name, domain in ontology.subject_objects(RDFS.domain):
        strangers = {s for s in data.subjects(name) if domain not in classes_of(data, ontology, s)}
        assert not strangers, f"{name} stands on {sorted(strangers)[:3]}, which is no {domain}"


def test_each_property_leads_to_things_of_its_range(ontology: Graph, data: Graph) -> None:
    for name, target in ontology.subject_objects(RDFS.range):
        for value in set(data.objects(None, name)):
            if target == RDF.langString:
                assert isinstance(value, Literal), f"{name} {value!r}"
                assert value.language, f"{name} {value!r} has no language"
            elif target in XSD:
                assert isinstance(value, Literal), f"{name} {value!r}"
                assert (value.datatype or XSD.string) == target, f"{name} {value!r} is no {target}"
            elif target == OWL.Class:
                assert (value, RDF.type, OWL.Class) in ontology, f"{name} {value}"
            else:
                assert target in classes_of(data, ontology, value), f"{name} {value} is no {target}"


def test_each_node_has_a_class_of_this_ontology_or_a_known_one(ontology: Graph, data: Graph) -> None:
    others = {
        SKOS.Concept,
        SKOS.ConceptScheme,
        URIRef(PREFIXES["dcat"] + "Dataset"),
        URIRef("https://w3id.org/sssom/Mapping"),
        # What the data set says of itself and of those that it links to.
        DCTERMS.PeriodOfTime,
        DCTERMS.ProvenanceStatement,
        DCTERMS.Standard,
        FOAF.Organization,
        VOID.Dataset,
    }
    for subject in set(data.subjects()):
        if subject in UNTOC:  # a property of ours that says by which rule it is derived
            continue
        found = set(data.objects(subject, RDF.type))
        assert found, f"{subject} has no class"
        assert found <= terms(ontology) | others, (
            f"{subject} has the class {found - terms(ontology) - others}"
        )


def test_every_iri_of_ours_that_is_named_is_described(ontology: Graph, data: Graph) -> None:
    home = URIRef(BASE)
    described = {*data.subjects(), *ontology.subjects(), home}
    for subject, name, target in data:
        if isinstance(target, URIRef) and str(target).startswith(BASE):
            assert target in described, f"{subject} {name} {target}, which nothing describes"


def test_classes_of_acts_are_also_kinds_of_acts(ontology: Graph, data: Graph) -> None:
    leaves = {
        class_
        for wide in (UNTOC.Signature, UNTOC.Consent, UNTOC.Statement)
        for class_ in ontology.transitive_subjects(RDFS.subClassOf, wide)
        if not list(ontology.subjects(RDFS.subClassOf, class_))
    }
    assert {class_ for _, class_ in data.subject_objects(UNTOC.classOfAct)} == leaves
    for kind, class_ in data.subject_objects(UNTOC.classOfAct):
        acts = set(data.subjects(UNTOC.actionKind, kind))
        assert acts == set(data.subjects(RDF.type, class_)), f"{kind} and {class_} differ"


def test_the_day_of_today_is_a_date_in_a_file(data: Graph) -> None:
    days = list(data.objects(mint("dataset", "untoc"), UNTOC.asOf))
    assert [day.datatype for day in days] == [XSD.date]
