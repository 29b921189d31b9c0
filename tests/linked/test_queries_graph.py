"""The questions as RDF: the same as the files, complete, and their texts run and give the same rows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, RDFS, SH, SKOS, Graph, Literal, URIRef

from untoc_graph import Graph as Opened
from untoc_graph.errors import DataError
from untoc_graph.linked.queries_graph import ENDPOINT, QUERIES, QUERIES_GRAPH, query_quads
from untoc_graph.namespaces import PREFIXES, mint
from untoc_graph.rdf.engine import sort_quads
from untoc_graph.rdf.formats import result_format
from untoc_graph.rdf.terms import as_graph, parts_of
from untoc_graph.sparql.catalogue import Catalogue, parse_query
from untoc_graph.sparql.query_header import ASKERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "queries").glob("*.rq"))
SCHEMA = PREFIXES["schema"]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.read(ROOT / "queries")


@pytest.fixture(scope="module")
def graph(catalogue: Catalogue) -> Graph:
    return as_graph(query_quads(catalogue))


@pytest.fixture(scope="module")
def opened(full_release_built: Path) -> Iterator[Opened]:
    with Opened.open(full_release_built, queries=ROOT / "queries") as opened:
        yield opened


def only(graph: Graph, subject: Node, predicate: URIRef) -> str:
    (value,) = graph.objects(subject, predicate)
    return str(value)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_question_says_what_its_file_says(graph: Graph, catalogue: Catalogue, file: Path) -> None:
    iri, question = mint("query", file.stem), catalogue[file.stem]
    assert only(graph, iri, SH.select) == file.read_text(encoding="utf-8")
    assert set(graph.objects(iri, RDF.type)) == {SH.SPARQLExecutable, SH.SPARQLSelectExecutable}
    assert set(graph.objects(iri, RDFS.label)) == {Literal(question.title, lang="en")}
    assert set(graph.objects(iri, RDFS.comment)) == {Literal(question.description, lang="en")}
    assert set(graph.objects(iri, URIRef(SCHEMA + "target"))) == {ENDPOINT}
    assert sorted(map(str, graph.objects(iri, URIRef(SCHEMA + "keywords")))) == sorted(question.tags)
    numbers = [value.toPython() for value in graph.objects(iri, URIRef(SCHEMA + "position"))]
    assert sorted(numbers) == sorted(question.questions)
    askers = {str(graph.value(who, SKOS.notation)) for who in graph.objects(iri, URIRef(SCHEMA + "audience"))}
    assert askers == set(question.asked_by)
    parameters = {
        only(graph, node, SH.path).removeprefix(str(QUERIES)): node
        for node in graph.objects(iri, SH.parameter)
    }
    assert set(parameters) == {parameter.name for parameter in question.parameters}
    for parameter in question.parameters:
        node = parameters[parameter.name]
        assert only(graph, node, SH.description) == parameter.about
        defaults = list(graph.objects(node, SH.defaultValue))
        assert defaults == ([] if parameter.many else list(parameter.examples))
        assert len(set(graph.objects(node, SKOS.example))) == len(parameter.examples)


def test_there_are_questions() -> None:
    assert len(FILES) > 35


def test_the_text_in_the_graph_runs_and_gives_the_rows_of_the_file(graph: Graph, opened: Opened) -> None:
    csv = result_format("csv")
    for name in opened.catalogue:
        text = only(graph, mint("query", name), SH.select)
        _, of_graph = opened.document(text, csv, None)
        _, of_file = opened.document(opened.catalogue[name].text, csv, None)
        assert sorted(of_graph.splitlines()) == sorted(of_file.splitlines()), name


def test_prefixes_of_the_texts_are_declared_once_and_as_the_texts_have_them(
    graph: Graph, catalogue: Catalogue
) -> None:
    declared = {
        only(graph, node, SH.prefix): only(graph, node, SH.namespace)
        for node in graph.objects(QUERIES.prefixes, SH.declare)
    }
    used: dict[str, str] = {}
    for question in catalogue.values():
        used.update(re.findall(r"^PREFIX ([\w-]+): <([^>]+)>", question.text, re.MULTILINE))
    assert declared == used
    assert set(graph.subjects(SH.prefixes, QUERIES.prefixes)) == {mint("query", name) for name in catalogue}


def test_those_who_ask_are_told_in_words(graph: Graph) -> None:
    said = {
        str(graph.value(who, SKOS.notation)): str(graph.value(who, RDFS.label))
        for who in graph.subjects(RDF.type, URIRef(SCHEMA + "Audience"))
    }
    assert said == ASKERS


def test_everything_stands_in_its_own_graph_without_blank_nodes_each_time_the_same(
    catalogue: Catalogue,
) -> None:
    quads = list(query_quads(catalogue))
    assert {str(quad.graph_name) for quad in quads} == {f"<{QUERIES_GRAPH}>"}
    assert not any(parts_of(term)[0] == "blank" for quad in quads for term in (quad.subject, quad.object))
    assert len(set(quads)) == len(quads)
    assert sort_quads(query_quads(Catalogue.read(ROOT / "queries"))) == sort_quads(quads)


def test_each_form_of_query_has_its_class_and_property() -> None:
    for word, kind, text in (
        ("ASK", SH.SPARQLAskExecutable, SH.ask),
        ("CONSTRUCT { ?s ?p ?o } WHERE", SH.SPARQLConstructExecutable, SH.construct),
    ):
        header = "# title: A?\n# description: B.\n# asked by: D\n# tags: c\n"
        question = parse_query("one.rq", f"{header}{word} {{ ?s ?p ?o }}")
        graph = as_graph(query_quads({"one": question}))
        assert kind in set(graph.objects(mint("query", "one"), RDF.type))
        assert only(graph, mint("query", "one"), text) == question.text


def test_a_text_that_is_no_query_is_refused() -> None:
    header = "# title: A?\n# description: B.\n# asked by: D\n# tags: c\n"
    question = parse_query("one.rq", f"{header}DROP ALL")
    with pytest.raises(DataError, match=r"one\.rq"):
        list(query_quads({"one": question}))
