"""Several default graphs are merged: what stands in two of them is there once, however they are named."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from untoc_graph.errors import QuerySyntaxError
from untoc_graph.rdf.formats import result_format
from untoc_graph.store.datasets import named_in

if TYPE_CHECKING:
    from untoc_graph.store.embedded import EmbeddedStore

JSON = result_format("json")
BASE = "https://w3id.org/untoc/"
# These two share a triple.
PARTICIPANTS, ACTIONS = (f"{BASE}graph/{name}" for name in ("participants", "actions"))
COUNT = "SELECT (COUNT(*) AS ?n) {FROM} {{ ?s ?p ?o }}"


def count(store: EmbeddedStore, text: str, **dataset: list[str]) -> int:
    found = json.loads(store.evaluate(text, results=JSON, **dataset).content)  # type: ignore[arg-type]
    return int(found["results"]["bindings"][0]["n"]["value"])


@pytest.fixture(scope="module")
def together(store: EmbeddedStore) -> int:
    """How many triples the two have together."""
    distinct = (
        "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o "
        f"{{ VALUES ?g {{ <{PARTICIPANTS}> <{ACTIONS}> }} GRAPH ?g {{ ?s ?p ?o }} }} }}"
    )
    found = count(store, distinct)
    each = [
        count(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", default_graphs=[g])
        for g in (PARTICIPANTS, ACTIONS)
    ]
    assert found < sum(each), "without an overlap nothing is shown here"
    return found


def test_graphs_of_the_protocol_are_merged(store: EmbeddedStore, together: int) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert count(store, text, default_graphs=[PARTICIPANTS, ACTIONS]) == together
    assert count(store, text, default_graphs=[ACTIONS, PARTICIPANTS, ACTIONS]) == together


@pytest.mark.parametrize(
    "clauses",
    [
        f"FROM <{PARTICIPANTS}> FROM <{ACTIONS}>",
        f"FROM<{PARTICIPANTS}>from<{ACTIONS}>FROM<{ACTIONS}>",
        "FROM <graph/participants> FROM <graph/actions>",
        f"FROM NAMED <{PARTICIPANTS}> FROM <{PARTICIPANTS}> FROM <{ACTIONS}> FROM NAMED <{ACTIONS}>",
        f"# FROM <{BASE}graph/x>\nFROM <{PARTICIPANTS}>\nFROM <{ACTIONS}> WHERE",
    ],
)
def test_graphs_of_from_are_merged(store: EmbeddedStore, together: int, clauses: str) -> None:
    text = f"BASE <{BASE}> SELECT (COUNT(*) AS ?n) {clauses} {{ ?s ?p ?o }}"
    assert count(store, text) == together


def test_the_protocol_still_wins_over_from(store: EmbeddedStore, together: int) -> None:
    text = f"SELECT (COUNT(*) AS ?n) FROM <{BASE}graph/nothing> {{ ?s ?p ?o }}"
    assert count(store, text, default_graphs=[PARTICIPANTS, ACTIONS]) == together


def test_named_graphs_stand_beside_the_merge(store: EmbeddedStore) -> None:
    text = (
        f"SELECT (COUNT(DISTINCT ?g) AS ?n) FROM <{PARTICIPANTS}> FROM <{ACTIONS}> FROM NAMED <{ACTIONS}> "
        "{ GRAPH ?g { ?s ?p ?o } }"
    )
    assert count(store, text) == 1


def test_a_graph_name_that_is_no_iri_is_still_refused(store: EmbeddedStore) -> None:
    with pytest.raises(QuerySyntaxError, match="is not an absolute IRI"):
        store.evaluate("ASK {}", results=JSON, default_graphs=[PARTICIPANTS, "participants"])


A, B = "http://a/a", "http://a/b"


@pytest.mark.parametrize(
    ("text", "default", "named"),
    [
        ("SELECT * FROM <http://a/a> FROM NAMED <http://a/b> {}", [A], [B]),
        ("PREFIX x: <http://a/> SELECT * FROM x:a FROM NAMED x:b WHERE {}", [A], [B]),
        ("PREFIX x:<http://a/>SELECT*FROMx:aFROMNAMEDx:b{}", [f"{A}FROMNAMEDx:b"], []),
        ("PREFIX x:<http://a/>SELECT*FROMx:a\nFROMNAMEDx:b{}", [A], [B]),
        ("PREFIX x:<http://a/>SELECT*FROMx:a\nFROM NAMEDx:b{}", [A], [B]),
        ("PREFIX from:<http://a/>SELECT * FROM from:a FROM NAMED from:b{}", [A], [B]),
        ("PREFIX named:<http://a/>SELECT * FROM named:a FROM NAMED named:b{}", [A], [B]),
        ("PREFIX from:<http://a/>SELECT (STR(from:c) AS ?x) FROM from:a {}", [A], []),
        ("PREFIX from:<http://a/>DESCRIBE from:c FROM from:a", [A], []),
        ("CONSTRUCT { <http://a/c> ?p ?from } FROM <http://a/a> WHERE { ?s ?p ?from }", [A], []),
        ("CONSTRUCT FROM <http://a/a> WHERE { ?s ?p ?o }", [A], []),
        ('ASK FROM <http://a/a> { ?from ?p "FROM <http://a/b>" } # FROM <http://a/b>', [A], []),
        ("BASE <http://a/> SELECT * FROM <a> { ?s ?p ?o FILTER(?o IN (<FROM>)) } ORDER BY ?from", [A], []),
        ("ASK { GRAPH <http://a/a> { ?s ?p ?o } }", [], []),
    ],
)
def test_from_is_read_as_the_engine_reads_it(text: str, default: list[str], named: list[str]) -> None:
    found = named_in(text, BASE)
    assert [node.value for node in found.default] == default
    assert [node.value for node in found.named] == named
    # The engine is asked of a store where each graph says which it is.
    store = ox.Store()
    for name in (A, B, *default, *named):
        graph = ox.NamedNode(name)
        store.add(ox.Quad(graph, graph, graph, graph))
    ox.Store().query(text)
    if default:
        tail = "{ ?s ?p ?o }"
        head = text.partition("{")[0] if text.startswith(("SELECT *", "PREFIX x")) else ""
        if head:
            rows = store.query(head.replace("WHERE", "") + tail, base_iri=BASE)
            assert isinstance(rows, ox.QuerySolutions)
            assert [row["s"].value for row in rows] == default  # type: ignore[union-attr]
