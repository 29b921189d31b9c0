"""The sink counts what the engine writes, in each format, and refuses what passes a limit."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from untoc_graph.rdf.formats import RESULT_FORMATS, Format, result_format
from untoc_graph.store.failure import Failure
from untoc_graph.store.sink import Sink


def document(rows: int, fmt: Format, value: str = '"x"') -> bytes:
    """Return a result of so many rows, as the engine writes it."""
    found = ox.Store().query(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {f'({value} UNDEF)' * rows} }} }}")
    assert isinstance(found, ox.QuerySolutions)
    written = found.serialize(format=ox.QueryResultsFormat.from_media_type(fmt.media_type))
    assert written is not None
    return written


def written(content: bytes, size: int, sink: Sink) -> Sink:
    """Write a document in pieces of so many bytes."""
    for place in range(0, len(content), size):
        piece = content[place : place + size]
        assert sink.write(piece) == len(piece)
    return sink


@pytest.mark.parametrize("fmt", RESULT_FORMATS, ids=lambda fmt: fmt.name)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 100_000])
@pytest.mark.parametrize("rows", [1, 2, 5])
def test_so_many_rows_are_taken_and_one_more_is_not(fmt: Format, size: int, rows: int) -> None:
    taken = written(document(rows, fmt), size, Sink(10_000, rows, fmt.media_type))
    assert bytes(taken.held) == document(rows, fmt)
    with pytest.raises(Failure) as refused:
        written(document(rows + 1, fmt), size, Sink(10_000, rows, fmt.media_type))
    assert refused.value.payload["error"] == "ResultTooLargeError"
    assert f"more than {rows} rows" in refused.value.payload["message"]
    assert "LIMIT" in refused.value.payload["message"]


@pytest.mark.parametrize("fmt", RESULT_FORMATS, ids=lambda fmt: fmt.name)
def test_no_rows_are_always_taken(fmt: Format) -> None:
    for rows in (0, 1):
        written(document(rows, fmt), 5, Sink(10_000, 1, fmt.media_type))


@pytest.mark.parametrize("fmt", RESULT_FORMATS, ids=lambda fmt: fmt.name)
@pytest.mark.parametrize(
    "value", ['"a,b"', '"\\t"', '"{"', '"}"', '"<result>"', '"é\\u2028"', "1", "<http://x/y>"]
)
def test_a_value_is_not_taken_for_a_row(fmt: Format, value: str) -> None:
    content = document(3, fmt, value)
    assert bytes(written(content, 4, Sink(10_000, 3, fmt.media_type)).held) == content


def test_rows_without_any_value_count() -> None:
    found = ox.Store().query("SELECT ?a { VALUES ?a { UNDEF UNDEF UNDEF } }")
    assert isinstance(found, ox.QuerySolutions)
    content = found.serialize(format=ox.QueryResultsFormat.JSON)
    assert content is not None
    with pytest.raises(Failure):
        written(content, 3, Sink(1_000, 2, "application/sparql-results+json"))


@pytest.mark.parametrize("size", [1, 7, 64])
def test_so_many_bytes_are_taken_and_one_more_is_not(size: int) -> None:
    content = document(5, result_format("csv"))
    written(content, size, Sink(len(content), 1_000, "text/csv"))
    with pytest.raises(Failure) as refused:
        written(content, size, Sink(len(content) - 1, 1_000, "text/csv"))
    assert refused.value.payload["error"] == "ResultTooLargeError"
    assert "MiB" in refused.value.payload["message"]


def test_what_is_passed_on_is_the_whole_in_chunks() -> None:
    passed: list[bytes] = []
    content = document(10_000, result_format("json"))
    sink = written(content, 1_000, Sink(1 << 20, 10_000, "application/sparql-results+json", passed.append))
    assert b"".join(passed) + bytes(sink.held) == content
    assert all(len(piece) >= 1 << 16 for piece in passed)
    assert len(sink.held) < 1 << 16


def test_what_passed_on_before_a_refusal_is_a_part() -> None:
    passed: list[bytes] = []
    content = document(10_000, result_format("json"))
    with pytest.raises(Failure):
        written(content, 1_000, Sink(1 << 20, 9_999, "application/sparql-results+json", passed.append))
    assert passed
    assert len(b"".join(passed)) < len(content)


def test_triples_are_counted_by_who_counts_them() -> None:
    sink = Sink(1_000, 3)
    sink.write(b"<a> <b> <c> .\n" * 10)
    sink.count(3)
    with pytest.raises(Failure):
        sink.count(1)


def test_a_sink_is_enough_of_a_file_for_the_engine() -> None:
    sink = Sink(1_000, 10, "text/csv")
    found = ox.Store().query("SELECT ?a { VALUES ?a { 1 2 3 } }")
    assert isinstance(found, ox.QuerySolutions)
    found.serialize(sink, ox.QueryResultsFormat.CSV)  # type: ignore[arg-type]
    sink.flush()
    assert bytes(sink.held) == b"a\r\n1\r\n2\r\n3\r\n"
