"""The shapes on the graph as it is: nothing wrong, and a few doubts that the sources leave, in seconds."""

from __future__ import annotations

import pytest
from rdflib.namespace import DCTERMS, RDF

from untoc_graph.graph.assembly import Assembly, assemble
from untoc_graph.graph.report import Report, Severity
from untoc_graph.graph.validation import read_shapes, validate
from untoc_graph.namespaces import BASE, PREFIXES
from untoc_graph.rdf.terms import as_graph
from untoc_graph.settings import Settings


@pytest.fixture(scope="module")
def assembly() -> Assembly:
    return assemble(Settings.from_env())


@pytest.fixture(scope="module")
def judged(assembly) -> tuple[Report, float]:
    """The report on the full graph, and how many seconds it took."""
    shapes = read_shapes(Settings.from_env().ontology / "shapes")
    return validate(assembly.quads, shapes, origin=assembly.origin)


def test_nothing_is_wrong(judged):
    report = judged
    assert report.conforms, report.text()
    assert report.triples > 100_000


def test_doubts_and_suggestions_are_few_enough_to_be_read(judged):
    report = judged
    assert report.count(Severity.WARNING) < 20, report.text()
    assert report.count(Severity.INFO) < 100, report.text()


def test_doubts_that_the_sources_leave_are_told(judged):
    report = judged
    doubts = {
        (str(r.constraint or r.shape).removeprefix(PREFIXES["shape"]), str(r.focus).removeprefix(BASE))
        for r in report.results
        if r.severity is Severity.WARNING
    }
    assert doubts >= {
        # The depositary prints a ratification where it prints no signature.
        ("ConsentDoubtful-unsigned", "action/ATG-trafficking-ratification"),
        ("ConsentDoubtful-unsigned", "action/BHS-firearms-ratification"),
        # The source ends the name before it begins.
        ("FormerNameDoubtful-order", "former-name/CMR-1975-03-10"),
        # The two parties that the gazette does not list.
        ("ParticipationDoubtful-gazette", "participation/COK-untoc"),
        ("ParticipationDoubtful-gazette", "participation/NIU-untoc"),
    }


def test_provisions_that_shapes_cite_exist(assembly, shapes):
    graph = as_graph(assembly.quads)
    cited = set(shapes.objects(None, DCTERMS.source))
    assert cited
    assert {provision for provision in cited if (provision, RDF.type, None) not in graph} == set()
