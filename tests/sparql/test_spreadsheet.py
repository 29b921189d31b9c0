"""CSV for spreadsheets: nothing in it is run as a formula, and nothing else is changed."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from untoc_graph.sparql.spreadsheet import Protected, protected

if TYPE_CHECKING:
    from collections.abc import Iterator


def cells(*rows: str) -> list[list[str]]:
    whole = b"".join(protected(["".join(f"{row}\r\n" for row in rows).encode()])).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(whole, newline="")))


@pytest.mark.parametrize(
    "text",
    ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1", "=HYPERLINK(1)", "-", "+a"],
)
def test_a_cell_that_would_be_a_formula_is_text(text: str) -> None:
    quoted = f'"{text}"'
    assert cells("a,b", f"{quoted},1") == [["a", "b"], [f"'{text}", "1"]]


@pytest.mark.parametrize(
    "text", ["-5", "+3.25", "-1.0E6", "5", "2003-09-29", "Italy", "", "a=b", "http://x/?a=1"]
)
def test_numbers_and_all_else_stay_as_they_are(text: str) -> None:
    assert cells("a,b", f"{text},x") == [["a", "b"], [text, "x"]]


def test_quotes_commas_and_line_breaks_survive() -> None:
    assert cells("a", '"one ""two"", three', 'four"') == [["a"], ['one "two", three\r\nfour']]


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_pieces_may_end_anywhere(size: int) -> None:
    whole = 'name\r\n"=é,\r\n→"\r\nb\r\n'.encode()
    pieces = [whole[start : start + size] for start in range(0, len(whole), size)]
    assert b"".join(protected(pieces)) == b"".join(protected([whole]))


def test_many_rows_and_long_cells_are_written_whole() -> None:
    rows = ["x" * 300_000, *(f"{number}" for number in range(2_000))]
    assert cells(*rows) == [[row] for row in rows]


def test_whoever_closes_it_closes_what_it_comes_from() -> None:
    class Source:
        closed = False

        def __iter__(self) -> Iterator[bytes]:
            return iter([b"a\r\n"])

        def close(self) -> None:
            self.closed = True

    source = Source()
    pieces = Protected(source)
    assert b"".join(pieces) == b"\xef\xbb\xbfa\r\n"
    pieces.close()
    assert source.closed
