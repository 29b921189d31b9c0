"""The report: its order, its three forms, and what each of them must say."""

from __future__ import annotations

import json

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, RDF, SH, XSD
from rdflib.paths import InvPath, SequencePath

from untoc_graph.graph.report import REPORT, Report, Result, Severity
from untoc_graph.namespaces import UNTOC, mint
from untoc_graph.rdf.engine import parse
from untoc_graph.rdf.formats import graph_format
from untoc_graph.rdf.terms import as_graph

SHAPES = "https://w3id.org/untoc/shapes#"


def result(key: str, severity: Severity = Severity.VIOLATION, **changed) -> Result:
    fields = {
        "shape": URIRef(f"{SHAPES}Ratification-source"),
        "component": SH.MinCountConstraintComponent,
        "constraint": None,
        "path": DCTERMS.source,
        "value": None,
        "messages": (Literal("A ratification must name the notice it was read from.", lang="en"),),
    }
    return Result(severity, focus=mint("action", key), **{**fields, **changed})


def report(*results: Result) -> Report:
    return Report.of(results, triples=93_000, shapes=21)


FULL = report(
    result("ITA-untoc-ratification", origin="actions.csv:118"),
    result("FRA-untoc-ratification", value=Literal("x", lang="fr")),
    result(
        "FRA-untoc-ratification",
        Severity.WARNING,
        shape=URIRef(f"{SHAPES}RatificationDate"),
        component=SH.SPARQLConstraintComponent,
        constraint=URIRef(f"{SHAPES}RatificationDate-adopted"),
        path=UNTOC.date,
        value=Literal("1999-01-01", datatype=XSD.date),
        messages=(
            Literal(f"{mint('action', 'FRA-untoc-ratification')} is\nbefore the adoption.", lang="en"),
            Literal("Trop tôt.", lang="fr"),
        ),
    ),
    result(
        "ITA-untoc-ratification",
        Severity.INFO,
        path=SequencePath(UNTOC.participant, InvPath(UNTOC.participant)),
        value=mint("participant", "ITA"),
        messages=(Literal("Dites plus.", lang="fr"),),
    ),
)


def test_results_come_by_severity_then_shape_then_focus_node_however_they_were_found():
    results = list(FULL.results)
    assert [r.severity.value for r in results] == ["Violation", "Violation", "Warning", "Info"]
    assert [str(r.focus)[-22:-19] for r in results[:2]] == ["FRA", "ITA"]
    assert report(*reversed(results)) == FULL
    assert report(*results, *results) == FULL


def test_only_violations_keep_it_from_conforming():
    assert not FULL.conforms
    assert report(*FULL.results[2:]).conforms
    assert [FULL.count(severity) for severity in Severity] == [2, 1, 1]


def test_text_is_a_page_that_tells_an_editor_what_to_mend_and_where():
    assert (
        FULL.text()
        == """\
Violation: shape:Ratification-source, 2 results
  action:FRA-untoc-ratification dcterms:source is "x"@fr
    A ratification must name the notice it was read from.
  action:ITA-untoc-ratification (actions.csv:118) dcterms:source
    A ratification must name the notice it was read from.

Warning: shape:RatificationDate, 1 result
  action:FRA-untoc-ratification untoc:date is "1999-01-01"^^xsd:date
    action:FRA-untoc-ratification is before the adoption.

Info: shape:Ratification-source, 1 result
  action:ITA-untoc-ratification untoc:participant/^untoc:participant is participant:ITA
    Dites plus.

2 violations, 1 warning, 1 info (93,000 triples, 21 shapes)
"""
    )


def test_text_is_capped_for_each_shape_and_says_how_to_see_all():
    many = report(*(result(f"S{number:04}") for number in range(1500)))
    lines = many.text(limit=2).splitlines()
    assert lines[0] == "Violation: shape:Ratification-source, 1,500 results"
    assert lines[5] == "  … and 1,498 more; `untoc validate --format turtle` writes all"
    assert lines[-1] == "1,500 violations, 0 warnings, 0 infos (93,000 triples, 21 shapes)"
    assert len(lines) == 8
    assert "more" not in many.text(limit=None)
    assert len(list(many.graph().subjects(RDF.type, SH.ValidationResult))) == 1500


def test_text_of_nothing_found_is_the_counts():
    assert Report((), 1, 1).text() == "0 violations, 0 warnings, 0 infos (1 triple, 1 shape)\n"


def test_graph_says_what_the_standard_asks_of_a_report():
    graph = FULL.graph()
    assert graph.value(REPORT, SH.conforms) == Literal(False)
    results = set(graph.objects(REPORT, SH.result))
    assert results == {found.iri for found in FULL.results}
    for node in results:
        assert (node, RDF.type, SH.ValidationResult) in graph
        for needed in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent, SH.sourceShape):
            assert len(list(graph.objects(node, needed))) == 1
    warning = FULL.results[2].iri
    assert graph.value(warning, SH.sourceConstraint) == URIRef(f"{SHAPES}RatificationDate-adopted")
    assert len(list(graph.objects(warning, SH.resultMessage))) == 2


@pytest.mark.parametrize(("form", "fmt"), [("turtle", "turtle"), ("json", "jsonld")])
def test_turtle_and_json_are_the_graph_without_blank_nodes(form, fmt):
    content = getattr(FULL, form)()
    quads = list(parse(content, graph_format(fmt)))
    assert not any("_:" in str(term) for quad in quads for term in (quad.subject, quad.object))
    assert isomorphic(as_graph(quads), FULL.graph())


def test_turtle_is_read_by_rdflib_and_names_only_the_prefixes_it_uses():
    text = FULL.turtle().decode()
    assert isomorphic(Graph().parse(data=text, format="turtle"), FULL.graph())
    assert "@prefix sh: " in text
    assert "@prefix xsd: " in text
    assert "@prefix crime: " not in text


def test_report_stands_first_and_results_in_their_order():
    described = [line for line in FULL.turtle().decode().splitlines() if line.startswith("<")]
    names = [line.split(">")[0][1:] for line in described]
    assert names[:5] == [str(REPORT), *(str(found.iri) for found in FULL.results)]
    document = json.loads(FULL.json())
    assert [node["@id"] for node in document["@graph"]][:5] == names[:5]
    assert document["@graph"][0]["sh:result"] == names[1:5]


def test_json_carries_the_row_beside_the_standard_report():
    nodes = {node["@id"]: node for node in json.loads(FULL.json())["@graph"]}
    assert [nodes[str(found.iri)].get("origin") for found in FULL.results] == [
        None,
        "actions.csv:118",
        None,
        None,
    ]


def test_names_of_results_are_the_same_each_time_and_differ_with_what_is_said():
    assert len({found.iri for found in FULL.results}) == 4
    assert result("ITA-x").iri == result("ITA-x", origin="actions.csv:7").iri
    assert result("ITA-x").iri != result("ITA-x", value=Literal("1")).iri
    assert result("ITA-x", value=Literal("1")).iri != result("ITA-x", value=Literal("1", lang="en")).iri
    assert str(result("ITA-x").iri).startswith("https://w3id.org/untoc/report#result-")


def test_english_is_read_first_and_another_language_where_it_is_missing():
    assert FULL.results[2].message.endswith("before the adoption.")
    assert FULL.results[3].message == "Dites plus."
    assert result("ITA-x", messages=()).message == ""
