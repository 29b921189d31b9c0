"""Tables stay aligned whatever the script, and quick whatever the number of rows."""

from __future__ import annotations

import time

from rdflib import Literal, URIRef

from untoc_graph.cli.table import row_columns, text_of_columns
from untoc_graph.sparql.rows import Rows


def lines(names, *rows):
    return text_of_columns(row_columns(Rows(names, rows))).splitlines()


def test_wide_characters_take_two_places():
    shown = lines(("label", "n"), (Literal("接受"), Literal(1)), (Literal("Acceptance"), Literal(20)))
    assert shown[2] == "接受          1"
    assert shown[3] == "Acceptance   20"


def test_only_a_column_of_numbers_is_aligned_on_the_right():
    shown = lines(("a", "b"), (Literal(True), Literal(5)), (None, Literal("text")))
    assert shown[2:] == ["true   5", "       text"]


def test_iris_of_others_are_whole():
    shown = lines(
        ("iri",), (URIRef("https://example.org/x?y=1#z"),), (URIRef("https://w3id.org/untoc/crime/waste"),)
    )
    assert shown[2:] == ["https://example.org/x?y=1#z", "crime:waste"]


def test_many_rows_take_no_longer_than_they_must():
    rows = [(Literal(f"label {n}", lang="en"), Literal(n)) for n in range(20_000)]
    started = time.monotonic()
    assert len(lines(("label", "n"), *rows)) == 20_002
    assert time.monotonic() - started < 10
