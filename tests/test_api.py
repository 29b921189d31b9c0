"""The graph is asked from Python: named questions, SPARQL texts, and clear refusals."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
import rdflib
from rdflib import URIRef

import untoc_graph
from untoc_graph import Graph
from untoc_graph.errors import (
    CallError,
    MissingReleaseError,
    ParameterError,
    QuerySyntaxError,
    QueryTimeoutError,
    UnknownQueryError,
    UpdateRefusedError,
)
from untoc_graph.sparql.rows import Rows

ITA = URIRef("https://w3id.org/untoc/participant/ITA")
ROU = URIRef("https://w3id.org/untoc/participant/ROU")


@pytest.fixture(scope="module")
def graph(small_build, small_queries):
    with Graph.open(small_build, queries=str(small_queries)) as opened:
        yield opened


def test_a_named_question_is_answered_with_its_examples(graph):
    rows = graph.answer("joined")
    assert rows.names == ("who", "name", "date", "population")
    assert [row.who for row in rows] == [ROU, ITA]
    assert rows[0] == (ROU, "Romania", date(2002, 12, 4), 19)


@pytest.mark.parametrize("who", ["ITA", ["ITA"], ITA, ("participant:ITA",), iter(["ITA"])])
def test_values_are_keys_terms_or_lists(graph, who):
    assert graph.answer("joined", who=who).column("who") == [ITA]


def test_a_date_is_given_as_a_date(graph):
    assert graph.answer("joined", on=date(2003, 1, 1)).column("who") == [ROU]


def test_a_text_gives_rows_a_truth_or_a_graph(graph):
    rows = graph.query("SELECT ?s WHERE { ?s a <https://w3id.org/untoc/ontology#Convention> }")
    assert isinstance(rows, Rows)
    assert len(rows) == 1
    assert graph.query("ASK { ?s ?p ?o }") is True
    assert graph.query("ASK { ?s ?p 'nothing' }") is False
    built = graph.query(f"CONSTRUCT WHERE {{ <{ITA}> ?p ?o }}")
    assert isinstance(built, rdflib.Graph)
    assert len(built) == 4


UNKNOWN = [
    (
        {"who": "ROM"},
        'parameter "who" "ROM": the graph knows no such participant; did you mean ROU (Romania)',
    ),
    ({"who": ["ITA", "ROM"]}, 'parameter "who" "ROM"'),
    ({"who": "participant:ROM"}, "did you mean ROU (Romania)"),
    ({"who": "https://w3id.org/untoc/participant/ROM"}, "did you mean ROU (Romania)"),
    ({"who": "Romania"}, "did you mean ROU (Romania)?"),
    ({"who": "Czech Republic"}, "did you mean CZE (Czechia)?"),
    ({"who": "Bohemia"}, "did you mean CZE (Czechia)?"),
    ({"who": "ita"}, "did you mean ITA (Italy)?"),
    ({"who": "untoc"}, "it takes the key of a participant such as participant:ITA"),
    ({"who": "?x } #"}, "not the key of a thing of the collection participant"),
    ({"on": "2024-02-30"}, "no such day in the calendar"),
    ({"whom": "ITA"}, "did you mean who?"),
]


@pytest.mark.parametrize(("values", "message"), UNKNOWN)
def test_an_unknown_value_is_refused_with_the_nearest(graph, values, message):
    with pytest.raises(ParameterError) as caught:
        graph.answer("joined", **values)
    assert message in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
    assert str(caught.value).count(" (") <= 3


def test_an_unknown_question_is_refused(graph):
    with pytest.raises(UnknownQueryError, match="did you mean joined"):
        graph.answer("joind")


def test_a_question_that_has_no_rows_says_so(graph):
    with pytest.raises(CallError, match="as-graph is no SELECT"):
        graph.answer("as-graph")
    assert len(graph.query(graph.bind(graph.catalogue["as-graph"], {"who": "ROU"}))) == 4


def test_errors_of_a_text_have_their_class(graph):
    with pytest.raises(QuerySyntaxError) as caught:
        graph.query("SELECT ?s\nWHER { ?s ?p ?o }")
    assert (caught.value.line, caught.value.exit_code) == (2, 2)
    with pytest.raises(UpdateRefusedError):
        graph.query("INSERT DATA { <a:s> <a:p> <a:o> }")


def test_a_query_is_stopped_at_the_time_that_was_given(small_build):
    cross = " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(9))
    with Graph.open(small_build, timeout=0.3) as graph, pytest.raises(QueryTimeoutError):
        graph.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ {cross} }}")


def test_a_missing_release_is_refused_with_the_cure(tmp_path):
    with pytest.raises(MissingReleaseError, match="make one with `untoc build`"):
        Graph.open(tmp_path)


def test_the_public_names_are_these():
    assert untoc_graph.__all__ == ["Client", "Graph", "__version__"]
    assert {"Client", "Graph"} <= set(dir(untoc_graph))
    with pytest.raises(AttributeError, match="Grahp"):
        _ = untoc_graph.Grahp


def test_importing_the_package_imports_no_engine():
    heavy = "{'rdflib', 'pyoxigraph', 'flask', 'SPARQLWrapper'} & set(sys.modules)"
    code = f"import sys, untoc_graph; sys.exit(bool({heavy}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
