"""What FOOPS! checks of how the ontology is served, by the names of its checks (https://w3id.org/foops/catalogue)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, URIRef
from rdflib.namespace import OWL

from tests.web.linked_data import triples
from untoc_graph import __version__
from untoc_graph.namespaces import BASE, UNTOC
from untoc_graph.rdf.engine import parse
from untoc_graph.rdf.formats import graph_format
from untoc_graph.rdf.terms import as_graph

if TYPE_CHECKING:
    from flask.testing import FlaskClient

# The formats that FOOPS! asks for in turn; N3, which we have not, is one that it may do without.
SERIALISATIONS = ("application/rdf+xml", "text/turtle", "application/ld+json")
# Every check of its catalogue.
CHECKS = {
    *("CN1", "DOC1", "FIND1", "FIND2", "FIND3", "FIND_3_BIS", "HTTP1", "OM1", "OM2", "OM3", "OM4_1", "OM4_2"),
    *("OM5_1", "OM5_2", "PURL1", "RDF1", "URI1", "URI2", "VER1", "VER2", "VOC1", "VOC2", "VOC3", "VOC4"),
}
# What only others can make true, after the first release: an entry in their registry.
OUTSIDE = {
    "FIND2": "the prefix is registered at prefix.cc",
    "FIND3": "the ontology is registered at Linked Open Vocabularies",
    "FIND_3_BIS": "its metadata are kept there",
}


@pytest.mark.parametrize("media_type", SERIALISATIONS)
def test_cn1_rdf1_the_ontology_is_negotiated_in_each_serialisation(
    published: FlaskClient, media_type: str
) -> None:
    reply = published.get("/ontology", headers={"Accept": media_type})
    assert (reply.status_code, reply.mimetype) == (200, media_type)
    assert f"<{UNTOC.Participant}> <{RDF.type}> <{OWL.Class}>" in triples(published, reply)


def test_cn1_doc1_the_same_address_has_documentation_for_people(published: FlaskClient) -> None:
    reply = published.get("/ontology", headers={"Accept": "text/html,*/*;q=0.5"})
    assert (reply.status_code, reply.mimetype) == (200, "text/html")
    assert 'id="Participant"' in reply.text


def test_uri1_uri2_the_ontology_answers_at_the_iri_that_it_has(published: FlaskClient) -> None:
    reply = published.get("/ontology", headers={"Accept": "text/turtle"})
    graph = as_graph(parse(reply.data, graph_format("turtle")))
    assert set(graph.subjects(RDF.type, OWL.Ontology)) == {URIRef(f"{BASE}ontology")}


def test_ver2_the_iri_of_the_version_leads_to_it(published: FlaskClient) -> None:
    reply = published.get(f"/ontology/{__version__}", follow_redirects=True)
    assert reply.status_code == 200
    assert f"<{BASE}ontology/{__version__}>" in reply.text


def test_every_check_has_a_test_or_is_for_others() -> None:
    folder = Path(__file__).parents[1]
    text = "".join(
        (folder / name).read_text(encoding="utf-8").casefold()
        for name in ("ontology/test_fair_ontology.py", "web/test_fair_served.py")
    )
    tested = {
        check
        for check in CHECKS
        if re.search(rf"def test_(?:\w+_)?{check.casefold()}_|\"{check.casefold()}\": {{", text)
    }
    assert tested | set(OUTSIDE) == CHECKS
    assert not tested & set(OUTSIDE)
