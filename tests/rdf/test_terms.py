"""The same RDF in the terms of rdflib and of the engine."""

from __future__ import annotations

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import XSD

from untoc_graph.errors import QuerySyntaxError
from untoc_graph.rdf.engine import Store, evaluate_select, parse, serialise
from untoc_graph.rdf.formats import graph_format
from untoc_graph.rdf.terms import as_graph, as_quads, from_rdflib, prefixed_name, to_rdflib

SOURCE = """
<urn:a> <urn:p> "x", "x"@en, "x"@fr-CA, 01, 1.50, "2003-13-01"^^<http://www.w3.org/2001/XMLSchema#date>,
  "a\\"b\\\\\\n", <urn:b>, _:c .
_:c <urn:q> true .
"""


def test_a_graph_comes_back_as_it_went_with_its_lexical_forms():
    quads = list(parse(SOURCE, graph_format("turtle")))
    assert len(quads) == 10
    assert set(as_quads(as_graph(quads))) == set(quads)


@pytest.mark.parametrize(
    "node",
    [
        URIRef("https://w3id.org/untoc/participant/ITA"),
        BNode("b1"),
        Literal("x"),
        Literal("x", lang="fr-CA"),
        Literal("01", datatype=XSD.integer, normalize=False),
        Literal("2003-13-01", datatype=XSD.date),
    ],
)
def test_a_term_comes_back_as_it_went(node):
    back = to_rdflib(from_rdflib(node))
    assert (back, type(back)) == (node, type(node))


def test_a_plain_text_and_an_xsd_string_are_one_term():
    assert from_rdflib(Literal("x", datatype=XSD.string)) == from_rdflib(Literal("x"))
    assert to_rdflib(from_rdflib(Literal("x", datatype=XSD.string))) == Literal("x")


def test_what_is_no_term_of_rdf_1_1_is_refused():
    with pytest.raises(ValueError, match="is not an RDF term"):
        from_rdflib(Graph())
    (quad,) = parse("<urn:a> <urn:p> <<( <urn:a> <urn:b> <urn:c> )>> .", graph_format("turtle"))
    with pytest.raises(ValueError, match="triple used as a term"):
        to_rdflib(quad.object)


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        ("https://w3id.org/untoc/participation/ITA-untoc", "participation:ITA-untoc"),
        ("https://w3id.org/untoc/ontology#State", "untoc:State"),
        ("https://w3id.org/untoc/participant/", "<https://w3id.org/untoc/participant/>"),
        ("https://w3id.org/untoc/participant/a/b", "<https://w3id.org/untoc/participant/a/b>"),
        ("https://w3id.org/untoc/participant/a.", "<https://w3id.org/untoc/participant/a.>"),
        ("urn:x", "<urn:x>"),
    ],
)
def test_a_prefixed_name_is_one_that_turtle_reads(iri, name):
    assert prefixed_name(iri) == name


def test_a_select_gives_variables_and_rows_with_none_for_what_is_not_bound():
    store = Store()
    store.bulk_extend(parse("<urn:a> <urn:p> 1 .", graph_format("turtle")))
    names, rows = evaluate_select(store, "SELECT ?o ?none { ?s p: ?o }", {"p": "urn:p"})
    assert names == ("o", "none")
    assert [[None if term is None else to_rdflib(term) for term in row] for row in rows] == [
        [Literal(1), None]
    ]


@pytest.mark.parametrize(
    ("query", "reason", "line"),
    [
        ("SELECT ?s {\n ?s nix:p ?o }", "a prefix is not declared", 2),
        ("SELECT ?s {\n ?s ?p }", "this is not SPARQL", 2),
        ("ASK { ?s ?p ?o }", "a SELECT query is needed", None),
    ],
)
def test_a_select_that_cannot_be_read_is_refused_with_its_place(query, reason, line):
    with pytest.raises(QuerySyntaxError, match=reason) as error:
        evaluate_select(Store(), query)
    assert error.value.line == line


def test_only_the_prefixes_that_are_given_are_written():
    quads = list(parse("<urn:a> <urn:p> 1 .", graph_format("turtle")))
    assert (
        serialise(quads, graph_format("turtle"), {"u": "urn:"})
        .decode()
        .startswith("@prefix u: <urn:> .\nu:a u:p ")
    )
