"""The documentation of ontology and shapes holds every term, with what the graph really does with it."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, RDFS, SKOS, Graph
from rdflib.namespace import OWL, SH

from untoc_graph.namespaces import UNTOC

if TYPE_CHECKING:
    from flask.testing import FlaskClient

ROOT = Path(__file__).parents[2] / "ontology"


@pytest.fixture(scope="module")
def page(law_client: FlaskClient) -> str:
    reply = law_client.get("/ontology.html")
    assert (reply.status_code, reply.mimetype) == (200, "text/html")
    return html.unescape(reply.text)


def test_every_term_is_there_with_its_definition(page: str) -> None:
    graph = Graph().parse(ROOT / "untoc.ttl")
    terms = [term for term in set(graph.subjects(RDFS.isDefinedBy)) if str(term).startswith(str(UNTOC))]
    assert len(terms) > 200
    for term in terms:
        name = str(term).removeprefix(str(UNTOC))
        assert page.count(f'<article class="term" id="{name}">') == 1, name
        (definition,) = [text for text in graph.objects(term, SKOS.definition) if text.language == "en"]
        assert str(definition) in page, name


def test_each_kind_of_term_has_its_part(page: str) -> None:
    graph = Graph().parse(ROOT / "untoc.ttl")
    for part, kind in (
        ("classes", OWL.Class),
        ("relations", OWL.ObjectProperty),
        ("values", OWL.DatatypeProperty),
    ):
        section = page.partition(f'aria-labelledby="part-{part}"')[2].partition("</section>")[0]
        assert section.count('<article class="term"') == len(set(graph.subjects(RDF.type, kind)))


def test_uses_are_those_of_the_graph(law_client: FlaskClient, page: str) -> None:
    asked = f"SELECT (COUNT(*) AS ?uses) {{ ?s <{UNTOC.signedOn}> ?o }}"
    counted = law_client.get("/sparql", query_string={"query": asked}, headers={"Accept": "text/csv"})
    uses = counted.text.split()[1]
    entry = page.partition('id="signedOn"')[2].partition("</article>")[0]
    assert f"<dd>{uses} times</dd>" in entry
    asked = f"SELECT (COUNT(DISTINCT ?s) AS ?uses) {{ ?s a/<{RDFS.subClassOf}>* <{UNTOC.Consent}> }}"
    counted = law_client.get("/sparql", query_string={"query": asked}, headers={"Accept": "text/csv"})
    entry = page.partition('id="Consent"')[2].partition("</article>")[0]
    assert f"<dd>{counted.text.split()[1]} times</dd>" in entry
    # What answers use and the store does not hold is said, and not shown as 0.
    entry = page.partition('id="Finding"')[2].partition("</article>")[0]
    assert "not in the stored data" in entry


def test_labels_are_in_the_language_of_the_page(law_client: FlaskClient) -> None:
    page = law_client.get("/ontology.html?lang=fr").text
    assert "Consentement à être lié" in html.unescape(page)


def test_every_message_of_a_shape_is_there(law_client: FlaskClient) -> None:
    reply = law_client.get("/shapes.html")
    assert reply.status_code == 200
    page = html.unescape(reply.text)
    graph = Graph()
    for file in sorted((ROOT / "shapes").glob("*.ttl")):
        graph.parse(file)
    shapes = set(graph.subjects(RDF.type, SH.NodeShape))
    wanted = {
        str(message)
        for shape in shapes
        for constraint in (shape, *graph.objects(shape, SH.property), *graph.objects(shape, SH.sparql))
        for message in graph.objects(constraint, SH.message)
    }
    assert len(wanted) > 150
    assert not [message for message in wanted if message not in page]
