"""An answer as a graph: it keeps the shapes, names no blank node, and rests on facts that the release has."""

from __future__ import annotations

import json
import warnings
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, XSD
from rdflib.term import BNode

from tests.answers.cases import CASES
from untoc_graph.answers.rdf import answer_document, answer_graph, answer_iri
from untoc_graph.graph.validation import read_quads, read_shapes, validate
from untoc_graph.namespaces import BASE, UNTOC, mint
from untoc_graph.rdf.formats import graph_format
from untoc_graph.rdf.terms import as_quads
from untoc_graph.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from untoc_graph import Graph as Release
    from untoc_graph.answers.cooperation import Cooperation

# One crime and one form, all of them, an organization, a party without a day, a crime that is no Protocol
# offence, objections, what two say on extradition, and the first day.
QUESTIONS = (
    ("KEN", "ITA", "human-trafficking", "extradition", "2024-06-01"),
    ("DEU", "AFG", "migrant-smuggling", None, "2024-06-01"),
    ("EU", "ITA", None, None, "2024-06-01"),
    ("FJI", "PRK", None, None, "2017-06-01"),
    ("FRA", "IRN", "money-laundering", "mla", "2010-01-01"),
    ("USA", "CHN", "corruption", "extradition", "2024-06-01"),
    ("ROU", "KEN", "firearms-reactivation", None, "2024-06-01"),
    ("FRA", "ITA", "cybercrime", "confiscation", "2003-09-29"),
)
SECTIONS = {
    "instruments",
    "paths",
    "forms",
    "extradition",
    "channels",
    "statements",
    "dispute_settlement",
    "missing",
}


def ask(release: Release, question: tuple[str, str, str | None, str | None, str]) -> Cooperation:
    requesting, requested, crime, form, on = question
    return release.cooperate(requesting, requested, crime=crime, form=form, on=on)


@pytest.fixture(scope="module")
def answers(full_graph: Release) -> Sequence[Cooperation]:
    """Answers that differ in what they have to say."""
    return [ask(full_graph, question) for question in QUESTIONS]


@pytest.fixture(scope="module")
def graphs(answers: Sequence[Cooperation]) -> Sequence[Graph]:
    return [answer_graph(answer) for answer in answers]


def test_answers_keep_the_shapes_together_with_the_release_that_gave_them(
    graphs: Sequence[Graph], full_release_built: Path
) -> None:
    shapes = read_shapes(Settings.from_env().ontology / "shapes")
    content = (full_release_built / "untoc.nq").read_bytes()
    release = read_quads(content, graph_format("nq"), "untoc.nq")
    answered = [quad for graph in graphs for quad in as_quads(graph)]
    report = validate([*release, *answered], shapes)
    wrong = [result for result in report.results if "/answer/" in str(result.focus)]
    assert wrong == [], report.text()
    assert report.conforms, report.text()


def test_the_shapes_look_at_answers(graphs: Sequence[Graph]) -> None:
    """Without the release nothing that an answer names is there, so that each of its links is wrong."""
    report = validate(graphs[0], read_shapes(Settings.from_env().ontology / "shapes"))
    broken = {str(result.constraint or result.shape).rpartition("#")[2] for result in report.results}
    assert broken >= {"Answer-requesting", "Answer-crimeType", "Finding-facts", "Finding-legalBasis"}


def test_the_questions_reach_every_section(graphs: Sequence[Graph]) -> None:
    assert {str(section) for graph in graphs for section in graph.objects(None, UNTOC.section)} == SECTIONS


def test_turtle_and_json_ld_are_the_same_graph(
    answers: Sequence[Cooperation], graphs: Sequence[Graph]
) -> None:
    for answer, graph in zip(answers, graphs, strict=True):
        turtle = Graph().parse(data=answer_document(answer, graph_format("turtle")), format="turtle")
        # rdflib's own reader, not the one that wrote it; it still makes a graph of a deprecated class.
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            json_ld = Graph().parse(data=answer_document(answer, graph_format("jsonld")), format="json-ld")
        assert set(turtle) == set(graph)
        assert set(json_ld) == set(graph)


def test_no_answer_has_a_blank_node(graphs: Sequence[Graph]) -> None:
    for graph in graphs:
        assert not [node for triple in graph for node in triple if isinstance(node, BNode)]


def test_the_facts_of_each_finding_are_in_the_release(full_graph: Release, graphs: Sequence[Graph]) -> None:
    named = set()
    for graph in graphs:
        for finding in graph.subjects(RDF.type, UNTOC.Finding):
            facts = set(graph.objects(finding, PROV.wasDerivedFrom))
            assert facts, graph.value(finding, DCTERMS.description)
            named |= facts | set(graph.objects(finding, UNTOC.legalBasis))
    values = " ".join(f"<{iri}>" for iri in sorted(named))
    found = full_graph.query(
        f"SELECT DISTINCT ?fact WHERE {{ VALUES ?fact {{ {values} }} ?fact ?property ?said }}"
    )
    assert {str(fact) for (fact,) in found} == {str(iri) for iri in named}


def test_the_same_question_gives_the_same_bytes(full_graph: Release) -> None:
    for question in QUESTIONS:
        for name in ("turtle", "jsonld", "ntriples"):
            fmt = graph_format(name)
            assert answer_document(ask(full_graph, question), fmt) == answer_document(
                ask(full_graph, question), fmt
            )


def test_an_answer_is_named_after_its_question(answers: Sequence[Cooperation]) -> None:
    assert str(answer_iri(answers[0])) == f"{BASE}answer/KEN_ITA_human-trafficking_extradition_2024-06-01"
    assert str(answer_iri(answers[2])) == f"{BASE}answer/EU_ITA_all_all_2024-06-01"
    assert len({answer_iri(answer) for answer in answers}) == len(QUESTIONS)


def test_an_answer_says_who_asks_whom_of_what_on_which_day_and_by_which_release(
    answers: Sequence[Cooperation], graphs: Sequence[Graph], full_graph: Release
) -> None:
    whole, graph = answer_iri(answers[0]), graphs[0]
    assert set(graph.predicate_objects(whole)) >= {
        (RDF.type, UNTOC.Answer),
        (UNTOC.requesting, mint("participant", "KEN")),
        (UNTOC.requested, mint("participant", "ITA")),
        (UNTOC.crimeType, mint("crime", "human-trafficking")),
        (UNTOC.cooperationForm, mint("cooperation", "extradition")),
        (UNTOC.onDate, Literal("2024-06-01", datatype=XSD.date)),
        (UNTOC.release, Literal(full_graph.release.id)),
        (DCTERMS.description, Literal(answers[0].summary, lang="en")),
    }
    assert set(graph.objects(whole, DCTERMS.hasPart)) == set(graph.subjects(RDF.type, UNTOC.Finding))


def test_each_statement_of_the_answer_is_a_finding(
    answers: Sequence[Cooperation], graphs: Sequence[Graph]
) -> None:
    for answer, graph in zip(answers, graphs, strict=True):
        document = json.loads(json.dumps(answer.to_json(), default=str))
        said = {str(text) for text in graph.objects(None, DCTERMS.description)}
        for section in ("instruments", "paths", "forms", "statements", "missing"):
            assert {each["sentence"] for each in document[section]} <= said, section
            numbered = len(set(graph.subjects(UNTOC.section, Literal(section))))
            assert numbered >= len(document[section]), section


def test_what_is_not_known_to_be_in_force_is_left_out_of_the_graph(
    answers: Sequence[Cooperation], graphs: Sequence[Graph]
) -> None:
    """Fiji, question 4: the day on which the Convention came to bind it lies in 2017 and has no source."""
    (unknown,) = (
        finding
        for finding in graphs[3].subjects(UNTOC.section, Literal("instruments"))
        if (finding, UNTOC.instrument, mint("instrument", "untoc")) in graphs[3]
    )
    assert answers[3].instruments[0].in_force_between is None
    assert graphs[3].value(unknown, UNTOC.inForceBetween) is None
    assert graphs[3].value(unknown, UNTOC.inForceFrom) is None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_bilateral_case_gives_findings_with_facts(case, full_graph: Release) -> None:
    question = case.question
    answer = full_graph.cooperate(
        question.requesting, question.requested, crime=question.crime, form=question.form, on=question.on
    )
    graph = answer_graph(answer)
    findings = set(graph.subjects(RDF.type, UNTOC.Finding))
    assert len(findings) == len(list(answer.findings()))
    for finding in findings:
        assert isinstance(finding, URIRef)
        assert (finding, PROV.wasDerivedFrom, None) in graph, graph.value(finding, DCTERMS.description)
