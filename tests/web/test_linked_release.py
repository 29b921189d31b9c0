"""Linked data of the whole release: each collection, things of each, vocabularies, in each format."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
import rdflib

from tests.web.linked_data import triples
from untoc_graph.linked.links import FORMATS
from untoc_graph.namespaces import BASE, COLLECTIONS
from untoc_graph.rdf.engine import parse
from untoc_graph.rdf.formats import GRAPH_FORMATS, graph_format
from untoc_graph.web.service import EXTENSION

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from untoc_graph.linked.directory import Directory

# Where there is nothing: answers are made when asked, and named graphs and queries may be described or not.
EMPTY = {"answer", "graph", "query"}


@pytest.fixture(scope="module")
def directory(released: FlaskClient) -> Directory:
    found: Directory = released.application.extensions[EXTENSION].open().library.directory
    return found


@pytest.fixture(scope="module")
def subjects(full_release_built: Path) -> set[str]:
    quads = parse((full_release_built / "untoc.nq").read_bytes(), graph_format("nquads"))
    return {quad.subject.value for quad in quads}  # type: ignore[union-attr]  no blank nodes


def test_every_iri_of_the_release_has_a_place_where_it_answers(
    subjects: set[str], directory: Directory
) -> None:
    places = {f"{BASE}{collection}/{key}" for collection, key in directory.known}
    places |= {f"{BASE}ontology", f"{BASE}shapes", f"{BASE}queries", *directory.withdrawn}
    assert {subject for subject in subjects if subject.partition("#")[0] not in places} == set()


def test_no_key_looks_like_a_document(directory: Directory) -> None:
    endings = tuple(f".{fmt.extension}" for fmt in FORMATS)
    assert not [key for _, key in directory.known if key.endswith(endings)]


@pytest.mark.parametrize("collection", sorted(set(COLLECTIONS) - EMPTY))
def test_things_of_each_collection_say_the_same_in_every_format(
    released: FlaskClient, directory: Directory, collection: str
) -> None:
    keys = directory.keys[collection]
    for path in (f"/{collection}", f"/{collection}/{keys[0]}", f"/{collection}/{keys[-1]}"):
        first = triples(released, released.get(f"{path}.nt"))
        for fmt in GRAPH_FORMATS:
            assert triples(released, released.get(f"{path}.{fmt.extension}")) == first, fmt.name
        page = released.get(f"{path}.html")
        assert (page.status_code, page.mimetype) == (200, "text/html")


@pytest.mark.parametrize("name", ["ontology", "shapes"])
def test_a_vocabulary_is_told_whole(released: FlaskClient, name: str) -> None:
    graphs = {"ontology": ["ontology", "alignments"], "shapes": ["shapes"]}[name]
    turtle = {"Accept": "text/turtle"}
    expected = set[str]().union(
        *(triples(released, released.get(f"/graph/{graph}", headers=turtle)) for graph in graphs)
    )
    for fmt in GRAPH_FORMATS:
        assert triples(released, released.get(f"/{name}.{fmt.extension}")) == expected


def test_each_term_of_the_context_is_one_of_the_ontology_or_of_another_vocabulary(
    released: FlaskClient,
) -> None:
    context = released.get("/context.jsonld").get_json(force=True)["@context"]
    own = {quad.subject.value for quad in parse(released.get("/ontology.nt").data, graph_format("ntriples"))}  # type: ignore[union-attr]
    for name, said in context.items():
        iri = said["@id"] if isinstance(said, dict) else said
        if str(iri).startswith("untoc:"):
            assert f"{BASE}ontology#{iri.removeprefix('untoc:')}" in own, name
    assert context["partyTo"] == {"@id": "untoc:partyTo", "@type": "@id", "@container": "@set"}
    assert context["prefLabel"] == {"@id": "skos:prefLabel", "@container": "@language"}
    assert context["unMemberSince"] == {"@id": "untoc:unMemberSince", "@type": "xsd:date"}


# What the parser of rdflib is built with.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("path", ["/participant/ITA", "/instrument/untoc", "/provision", "/shapes"])
def test_another_reader_of_json_finds_the_same(released: FlaskClient, path: str) -> None:
    said = json.loads(released.get(f"{path}.jsonld").data)
    said["@context"] = released.get("/context.jsonld").get_json(force=True)["@context"]
    graph = rdflib.Graph().parse(data=json.dumps(said), format="json-ld")
    expected = rdflib.Graph().parse(data=released.get(f"{path}.nt").data, format="nt")
    assert set(graph) == set(expected)


def test_the_list_of_participants_is_grouped_by_region(released: FlaskClient) -> None:
    page = released.get("/participant/?lang=en", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert page.index("Southern Europe") < page.index('href="/participant/ITA.html?lang=en"')
    assert page.count('href="/participant/') >= 198


def test_a_thing_without_a_name_is_listed_by_what_it_is_about(released: FlaskClient) -> None:
    page = released.get("/action.html?lang=fr").get_data(as_text=True)
    (shown,) = re.findall(r'<a href="/action/AFG-untoc-ratification\.html\?lang=fr">(.*?)</a>', page)
    words = re.sub(r"<[^>]*>", "", shown)
    assert words == "Afghanistan \u2013 Convention contre la criminalité organisée \u2013 Ratification"
    same = released.get("/identifier.html").get_data(as_text=True)
    names = re.findall(r'<li><a href="/identifier/[^"]*">(.*?)</a>', same)
    assert len(names) == len(set(names)) > 10
