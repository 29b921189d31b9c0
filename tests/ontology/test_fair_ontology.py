"""What FOOPS! checks of the ontology itself; how it is served is checked in tests/web/test_fair_served.py.

https://w3id.org/foops/catalogue names the checks; each test names its own.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, OWL, SKOS, VANN

from untoc_graph import __version__
from untoc_graph.namespaces import BASE, PREFIXES, UNTOC

if TYPE_CHECKING:
    from rdflib.term import Node

FOLDER = Path(__file__).parents[2] / "ontology"
ONTOLOGY = URIRef(f"{BASE}ontology")
STATUS = URIRef("http://purl.org/ontology/bibo/status")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, RDFS.Datatype)


def values(ontology: Graph, term: URIRef) -> set[Node]:
    return set(ontology.objects(ONTOLOGY, term))


def terms(ontology: Graph) -> set[Node]:
    return {term for kind in KINDS for term in ontology.subjects(RDF.type, kind)}


def test_purl1_the_iri_is_persistent(ontology: Graph) -> None:
    assert set(ontology.subjects(RDF.type, OWL.Ontology)) == {ONTOLOGY}
    assert urlsplit(str(ONTOLOGY)).hostname == "w3id.org"


def test_http1_the_protocol_is_open() -> None:
    assert urlsplit(str(ONTOLOGY)).scheme == "https"


def test_ver1_a_version_has_an_iri_that_begins_with_that_of_the_ontology(ontology: Graph) -> None:
    assert values(ontology, OWL.versionIRI) == {URIRef(f"{ONTOLOGY}/{__version__}")}
    assert values(ontology, OWL.versionInfo) == {Literal(__version__)}
    (citation,) = values(ontology, DCTERMS.bibliographicCitation)
    assert f"version {__version__}, {ONTOLOGY}" in str(citation)


@pytest.mark.parametrize(
    "term",
    [
        pytest.param(term, id=f"{check}-{name}")
        for check, named in {
            "OM1": {
                "title": DCTERMS.title,
                "description": DCTERMS.description,
                "license": DCTERMS.license,
                "version-iri": OWL.versionIRI,
                "creator": DCTERMS.creator,
                "creation-date": DCTERMS.created,
                "namespace-uri": VANN.preferredNamespaceUri,
            },
            "OM2": {
                "prefix": VANN.preferredNamespacePrefix,
                "version-info": OWL.versionInfo,
                "contributor": DCTERMS.contributor,
                "creation-date": DCTERMS.created,
                "citation": DCTERMS.bibliographicCitation,
                "abstract": DCTERMS.abstract,
            },
            "OM3": {
                "publisher": DCTERMS.publisher,
                "logo": FOAF.logo,
                "status": STATUS,
                "modified": DCTERMS.modified,
                "source": DCTERMS.source,
                "issued": DCTERMS.issued,
            },
            "OM5_1": {"author": DCTERMS.creator, "creation-date": DCTERMS.created},
            "OM5_2": {"issued": DCTERMS.issued, "publisher": DCTERMS.publisher},
        }.items()
        for name, term in named.items()
    ],
)
def test_the_header_says_what_each_check_of_metadata_looks_for(ontology: Graph, term: URIRef) -> None:
    found = values(ontology, term)
    assert found
    assert all(str(value).strip() for value in found)


@pytest.mark.parametrize(
    "term",
    [
        pytest.param(URIRef("http://purl.org/ontology/bibo/doi"), id="OM3-doi"),
        pytest.param(OWL.priorVersion, id="OM3-previous-version"),
        pytest.param(OWL.backwardCompatibleWith, id="OM3-backward-compatibility"),
    ],
)
@pytest.mark.xfail(strict=True, reason="no DOI is registered, and there is no version before the first")
def test_the_header_says_what_only_a_later_version_can(ontology: Graph, term: URIRef) -> None:
    assert values(ontology, term)


def test_om4_1_and_om4_2_there_is_one_licence_at_an_address(ontology: Graph) -> None:
    assert values(ontology, DCTERMS.license) == {URIRef("https://creativecommons.org/licenses/by/4.0/")}


def test_find1_the_prefix_is_declared_for_the_namespace(ontology: Graph) -> None:
    assert values(ontology, VANN.preferredNamespacePrefix) == {Literal("untoc")}
    assert {str(value) for value in values(ontology, VANN.preferredNamespaceUri)} == {str(UNTOC)}
    assert PREFIXES["untoc"] == str(UNTOC)


def test_voc1_the_header_is_written_in_terms_of_others(ontology: Graph) -> None:
    used = {str(term) for term in ontology.predicates(ONTOLOGY)}
    assert not any(term.startswith(str(UNTOC)) for term in used)
    assert {str(DCTERMS), str(VANN), str(OWL)} <= {re.sub(r"[^/#]*$", "", term) for term in used}


def test_voc2_other_vocabularies_are_reused(ontology: Graph) -> None:
    alignments = Graph().parse(FOLDER / "alignments.ttl")
    targets = {
        str(target)
        for graph in (ontology, alignments)
        for target in graph.objects()
        if isinstance(target, URIRef)
    }
    for prefix in ("eli", "prov", "skos", "org"):
        assert any(target.startswith(PREFIXES[prefix]) for target in targets), prefix


def test_voc3_all_terms_have_labels(ontology: Graph) -> None:
    assert {term for term in terms(ontology) if (term, RDFS.label, None) not in ontology} == set()


def test_voc4_all_terms_have_descriptions(ontology: Graph) -> None:
    assert {term for term in terms(ontology) if (term, SKOS.definition, None) not in ontology} == set()


def test_no_person_is_named_as_maintainer(ontology: Graph) -> None:
    for term in (DCTERMS.creator, DCTERMS.contributor, DCTERMS.publisher):
        assert {str(value) for value in values(ontology, term)} <= {
            "UNTOC Graph maintainers",
            "UNTOC Graph contributors",
        }
