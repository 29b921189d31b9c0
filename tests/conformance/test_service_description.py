"""SPARQL 1.1 Service Description: the three tests of the suite, against a running server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from rdflib import RDF, Graph, URIRef

from tests.conformance.suites import entries, need_data
from tests.conformance.vocabulary import SD, complaints
from untoc_graph.rdf.engine import parse
from untoc_graph.rdf.formats import GRAPH_FORMATS
from untoc_graph.rdf.terms import as_graph

if TYPE_CHECKING:
    from tests.web.conftest import Server

need_data()

# Each is the name of a test below.
TESTS: Final = ("has-endpoint-triple", "returns-rdf", "conforms-to-schema")
PREFIXES: Final = f"PREFIX sd: <{SD}> "


@pytest.fixture(scope="module")
def description(protocol_server: Server) -> Graph:
    reply = protocol_server.send("GET", "/sparql", headers={"Accept": "text/turtle"})
    assert reply.status == 200
    return as_graph(parse(reply.body, GRAPH_FORMATS[0]))


@pytest.mark.parametrize("fmt", GRAPH_FORMATS, ids=lambda fmt: fmt.name)
def test_returns_rdf(protocol_server: Server, description: Graph, fmt: object) -> None:
    for headers in ({}, {"Accept": fmt.media_type}):
        reply = protocol_server.send("GET", "/sparql", headers=headers)
        assert reply.status == 200
        named = {known.media_type: known for known in GRAPH_FORMATS}
        chosen = named[reply.headers["Content-Type"].partition(";")[0]]
        assert not headers or chosen is fmt
        assert set(as_graph(parse(reply.body, chosen))) == set(description)


def test_has_endpoint_triple(protocol_server: Server, description: Graph) -> None:
    endpoints = set(description.objects(None, SD.endpoint))
    assert endpoints == {URIRef(f"{protocol_server.address}sparql")}


def test_conforms_to_schema(description: Graph) -> None:
    assert not list(complaints(description))
    assert (None, RDF.type, SD.Service) in description
    names = set(map(str, description.objects(None, SD.name)))
    assert names == {f"http://kasei.us/2009/09/sparql/data/data{number}.rdf" for number in (1, 2, 3)}


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ("<urn:s> a sd:Service ; sd:url <urn:e>", "sd:url is no property"),
        ("<urn:s> a sd:Endpoint", "sd:Endpoint is no class"),
        ("<urn:s> sd:endpoint <urn:e>", "urn:s has sd:endpoint, so it should be a sd:Service"),
        ("<urn:s> a sd:Service ; sd:endpoint 'urn:e'", "sd:endpoint, so it should be an IRI"),
        ("<urn:s> a sd:Service ; sd:feature sd:SPARQL11Query", "so it should be a sd:Feature"),
        (
            "<urn:s> a sd:Service ; sd:resultFormat <text/csv>",
            "so it should be a http://www.w3.org/ns/formats/",
        ),
        ("<urn:d> a sd:Graph ; sd:namedGraph [ a sd:NamedGraph ]", "so it should be a sd:GraphCollection"),
        ("<urn:d> a sd:Dataset ; sd:namedGraph [ a sd:Graph ]", "so it should be a sd:NamedGraph"),
    ],
)
def test_the_schema_is_looked_at(said: str, complaint: str) -> None:
    graph = as_graph(parse(PREFIXES + said + " .", GRAPH_FORMATS[0], base_iri="http://example.org/"))
    (found,) = complaints(graph)
    assert complaint in found.replace(str(SD), "sd:")


def test_what_follows_the_schema_has_no_complaint() -> None:
    said = """<urn:s> a sd:Service ; sd:endpoint <urn:e> ; sd:supportedLanguage sd:SPARQL11Query ;
      sd:extensionFunction [ a sd:Function ] ; sd:defaultDataset [ a sd:Dataset ;
        sd:defaultGraph [ a sd:Graph ] ;
        sd:namedGraph [ a sd:NamedGraph ; sd:name <urn:g> ; sd:graph [ a sd:Graph ] ] ]"""
    assert not list(complaints(as_graph(parse(PREFIXES + said + " .", GRAPH_FORMATS[0]))))


def test_every_test_of_the_manifest_is_here() -> None:
    listed = {str(entry).rpartition("#")[2] for entry in entries("service-description/manifest.ttl")}
    assert listed == set(TESTS)
    assert all(f"test_{name.replace('-', '_')}" in globals() for name in TESTS)
