"""Rows of a SELECT become Python values and keep their RDF terms."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import XSD

from untoc_graph.errors import QueryError
from untoc_graph.sparql.rows import Rows, read_results

ITA = "https://w3id.org/untoc/participant/ITA"


def typed(value: str, name: str) -> dict[str, str]:
    return {"type": "literal", "value": value, "datatype": str(XSD[name])}


def rows(*bindings: dict[str, dict[str, str]], names: tuple[str, ...] = ("x",)) -> Rows:
    read = read_results(json.dumps({"head": {"vars": names}, "results": {"bindings": bindings}}).encode())
    assert isinstance(read, Rows)
    return read


VALUES = [
    ({"type": "uri", "value": ITA}, URIRef(ITA)),
    ({"type": "bnode", "value": "b0"}, BNode("b0")),
    ({"type": "literal", "value": "x"}, "x"),
    ({"type": "literal", "value": "Italie", "xml:lang": "fr"}, "Italie"),
    (typed("x", "string"), "x"),
    (typed("193", "integer"), 193),
    (typed("7", "nonNegativeInteger"), 7),
    (typed("2024", "gYear"), 2024),
    (typed("1.50", "decimal"), Decimal("1.50")),
    (typed("1e3", "double"), 1000.0),
    (typed("true", "boolean"), True),
    (typed("0", "boolean"), False),
    (typed("2003-09-29", "date"), date(2003, 9, 29)),
    (typed("2003-09-29T01:02:03Z", "dateTime"), datetime(2003, 9, 29, 1, 2, 3, tzinfo=UTC)),
    (typed("P1D", "duration"), Literal("P1D", datatype=XSD.duration)),
    (typed("2003-02-30", "date"), Literal("2003-02-30", datatype=XSD.date, normalize=False)),
    (typed("yes", "boolean"), Literal("yes", datatype=XSD.boolean, normalize=False)),
]


@pytest.mark.filterwarnings("ignore:Parsing weird boolean:UserWarning")
@pytest.mark.parametrize(("binding", "expected"), VALUES)
def test_each_kind_of_term_has_its_python_value(binding, expected):
    value = rows({"x": binding})[0].x
    assert value == expected
    assert type(value) is type(expected)


def test_a_variable_without_value_is_none():
    read = rows({"a": typed("1", "integer")}, names=("a", "b"))
    assert read[0] == (1, None)
    assert read.terms == ((Literal(1), None),)


def test_rows_are_a_sequence_of_named_tuples():
    read = rows(*({"count": typed(str(n), "integer")} for n in range(4)), names=("count",))
    assert len(read) == 4
    assert [row.count for row in read] == [0, 1, 2, 3]
    assert [row.count for row in read[1:3]] == [1, 2]
    assert read.column("count") == [0, 1, 2, 3]
    assert read.to_dicts()[0] == {"count": 0}


def test_a_variable_that_is_a_python_keyword_is_reached_by_place_or_column():
    read = rows({"in": typed("1", "integer")}, names=("in",))
    assert (read.names, read[0][0], read.column("in")) == (("in",), 1, [1])


def test_an_unknown_column_is_refused_with_those_there_are():
    with pytest.raises(KeyError, match="there is x"):
        rows().column("y")


def test_the_language_stays_with_the_term():
    read = rows({"x": {"type": "literal", "value": "Italie", "xml:lang": "fr"}})
    assert read.terms[0][0].language == "fr"


def test_a_data_frame_has_a_column_a_variable_even_without_rows():
    frame = rows({"a": typed("1", "integer")}, names=("a", "b")).to_dataframe()
    assert list(frame.columns) == ["a", "b"]
    assert frame.loc[0, "a"] == 1
    assert list(rows(names=("a", "b")).to_dataframe().columns) == ["a", "b"]


def test_without_pandas_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"pip install 'untoc-graph\[dataframe\]'"):
        rows().to_dataframe()


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"<html>", b'{"head": {"vars": ["x"]}}', b"\xff"])
def test_what_is_no_result_document_is_refused(content):
    with pytest.raises(QueryError, match="not SPARQL results in JSON"):
        read_results(content)
