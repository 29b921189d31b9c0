"""Each kind of cell gives typed values, and nothing for nothing."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.namespace import XSD

from untoc_graph.graph import cells
from untoc_graph.graph.cells import Cell, CellError

if TYPE_CHECKING:
    import datetime as dt


def cell(column: object) -> Cell:
    found = column.metadata["cell"]  # type: ignore[attr-defined]
    assert isinstance(found, Cell)
    return found


KNOWN = {"participant": frozenset({"ITA", "ROU"}), "provision": frozenset({"untoc-5-1-a-i", "untoc-16-5"})}


def test_provisions_are_read_as_lawyers_cite_them() -> None:
    read = cell(cells.provisions()).read
    assert read("untoc:5(1)(a)(i);untoc:16(5)", KNOWN) == ("untoc-5-1-a-i", "untoc-16-5")


def test_a_reference_gives_near_keys() -> None:
    with pytest.raises(CellError) as caught:
        cell(cells.ref("participant")).read("ROM", KNOWN)
    assert "ROU" in caught.value.known


@given(st.dates())
def test_every_day_is_read(day: dt.date) -> None:
    assert cell(cells.date()).read(day.isoformat(), KNOWN) == day


@pytest.mark.parametrize(
    ("text", "datatype"), [("2006", XSD.gYear), ("2006-10", XSD.gYearMonth), ("2006-10-09", XSD.date)]
)
def test_a_partial_date_keeps_what_is_known(text: str, datatype: str) -> None:
    literal = cell(cells.partial_date()).read(text, KNOWN)
    assert (str(literal), literal.datatype) == (text, datatype)


@pytest.mark.parametrize("text", ["2006-13", "2006-02-30", "October 2006", "06"])
def test_a_partial_date_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        cell(cells.partial_date()).read(text, KNOWN)


def test_empty_is_not_known_and_never_false() -> None:
    assert cell(cells.boolean(required=False)).empty is None
    assert cell(cells.date(required=False)).empty is None


@pytest.mark.parametrize("text", ["1.50", "01", "+1", "1e3", ".5", "1."])
def test_a_decimal_that_a_store_would_rewrite_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        cell(cells.decimal()).read(text, KNOWN)


@pytest.mark.parametrize("text", ["en;", ";en", "en; fr", "en;en", "English"])
def test_malformed_lists_of_languages_are_refused(text: str) -> None:
    with pytest.raises(CellError):
        cell(cells.languages()).read(text, KNOWN)


@given(st.text(min_size=1))
def test_a_key_is_one_clean_segment_of_an_iri(text: str) -> None:
    read = cell(cells.key()).read
    clean = text.isascii() and all(c.isalnum() or c in "._-" for c in text) and text[0].isalnum()
    if clean:
        assert read(text, KNOWN) == text
    else:
        with pytest.raises(CellError):
            read(text, KNOWN)


def test_every_column_of_every_row_class_has_a_kind() -> None:
    from untoc_graph.graph.rows import TABLES

    for table in TABLES:
        for field in fields(table):  # type: ignore[arg-type]
            assert isinstance(field.metadata.get("cell"), Cell), f"{table.TABLE} {field.name}"
