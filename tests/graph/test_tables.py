"""Bad input is refused with place, value and cure, and nothing is dropped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from untoc_graph.errors import BoundsError, TableError
from untoc_graph.graph.assembly import assemble
from untoc_graph.graph.rows import TABLES
from untoc_graph.graph.tables import check_bounds, read_bounds, read_keys
from untoc_graph.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


def change(tables: Path, table: str, old: str, new: str) -> None:
    path = tables / table
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{table} has no {old!r} to change"
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


def refusal(tables: Path) -> str:
    with pytest.raises(TableError) as caught:
        assemble(Settings(data=tables))
    return str(caught.value)


def test_a_code_that_is_not_in_the_table_gets_the_nearest(tables: Path) -> None:
    change(tables, "actions.csv", "CHE-firearms-accession,CHE,", "CHE-firearms-accession,CHF,")
    message = refusal(tables)
    assert re.match(r'actions\.csv:\d+ participant "CHF": no participant has the key "CHF"', message)
    assert message.endswith('did you mean "CHN" or "CHE"?')


def test_an_unknown_column_is_named_with_the_nearest(tables: Path) -> None:
    change(tables, "actions.csv", "date_basis", "date_bases")
    assert refusal(tables) == 'actions.csv:1 "date_bases": unknown column; did you mean "date_basis"?'


def test_a_missing_column_is_named(tables: Path) -> None:
    change(tables, "sources.csv", ",licence\n", "\n")
    assert "licence" in refusal(tables)
    assert refusal(tables).startswith("sources.csv:1")


@pytest.mark.parametrize("day", ["2003-02-30", "30.9.2003", "2003-9-1", "03-09-29"])
def test_a_day_that_does_not_exist_is_refused(tables: Path, day: str) -> None:
    text = (tables / "actions.csv").read_text()
    row = next(line for line in text.splitlines() if line.startswith("ITA-untoc-ratification"))
    cells = row.split(",")
    change(tables, "actions.csv", row, ",".join([*cells[:4], day, *cells[5:]]))
    assert re.match(rf'actions\.csv:\d+ date "{re.escape(day)}": ', refusal(tables))


def test_a_value_outside_a_closed_set_lists_the_set(tables: Path) -> None:
    change(tables, "actions.csv", ",ratification,", ",ratifcation,")
    message = refusal(tables)
    assert "not one of signature, ratification" in message
    assert 'did you mean "ratification"?' in message


def test_an_empty_required_cell_is_refused(tables: Path) -> None:
    text = (tables / "gaps.csv").read_text().splitlines()
    change(tables, "gaps.csv", text[1], text[1].replace("statement,", ",", 1))
    assert "is empty; every row needs one" in refusal(tables)


def test_a_row_without_source_is_refused(tables: Path) -> None:
    path = tables / "regions.csv"
    path.write_text(path.read_text().replace("HDX;UNSD_M49", "", 1), newline="")
    assert re.match(r"regions\.csv:2 source: source is empty", refusal(tables))


def test_a_provision_that_does_not_exist_is_refused(tables: Path) -> None:
    change(tables, "statements.csv", "untoc:35(2)", "untoc:35(9)")
    assert 'no provision has the key "untoc-35-9"' in refusal(tables)


def test_a_provision_without_its_instrument_is_refused(tables: Path) -> None:
    change(tables, "statements.csv", "untoc:35(2)", "35(2)")
    assert "lacks its instrument" in refusal(tables)


def test_a_cut_file_is_refused(tables: Path) -> None:
    path = tables / "actions.csv"
    path.write_bytes(path.read_bytes()[:-7])
    assert "the last line does not end; is the file cut?" in refusal(tables)


def test_a_file_cut_at_a_line_falls_outside_its_bounds(tables: Path) -> None:
    path = tables / "gazette.csv"
    path.write_text("\n".join(path.read_text().splitlines()[:-5]) + "\n", newline="")
    with pytest.raises(
        BoundsError, match=r"gazette\.csv: 81 rows, but bounds\.csv expects 86 to 86; if rows"
    ):
        assemble(Settings(data=tables))


def test_a_missing_file_is_named(tables: Path) -> None:
    (tables / "harm_links.csv").unlink()
    assert refusal(tables).startswith("harm_links.csv:1: the file is missing from")


def test_rows_out_of_order_are_refused(tables: Path) -> None:
    path = tables / "regions.csv"
    header, first, second, *rest = path.read_text().splitlines()
    path.write_text("\n".join([header, second, first, *rest]) + "\n", newline="")
    assert "is out of order; rows are sorted by region" in refusal(tables)


def test_a_row_that_stands_twice_is_refused(tables: Path) -> None:
    path = tables / "regions.csv"
    header, first, *rest = path.read_text().splitlines()
    path.write_text("\n".join([header, first, first, *rest]) + "\n", newline="")
    assert "stands twice" in refusal(tables)


def test_a_line_with_a_cell_too_many_is_refused(tables: Path) -> None:
    path = tables / "regions.csv"
    path.write_text(path.read_text().replace("Africa,", "Africa,,", 1), newline="")
    assert re.match(r"regions\.csv:\d+: 6 cells where the header has 5", refusal(tables))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xef\xbb\xbfregion,name,level,broader,source\n", "byte order mark"),
        (b"region,name,level,broader,source\r\n", "carriage return"),
        (b"region,name,level,broader,source\n001,\xff,world,,HDX\n", "is not UTF-8"),
        (b'region,name,level,broader,source\n001,"World,world,,HDX\n', "cannot be read as CSV"),
    ],
)
def test_a_file_in_another_form_is_refused(tables: Path, content: bytes, reason: str) -> None:
    (tables / "regions.csv").write_bytes(content)
    assert reason in refusal(tables)


def test_blanks_at_the_ends_of_a_cell_are_refused(tables: Path) -> None:
    change(tables, "regions.csv", ",Africa,", ", Africa,")
    assert re.match(r'regions\.csv:\d+ name " Africa": has blanks at its ends', refusal(tables))


def test_an_entry_that_stands_twice_in_a_cell_is_refused(tables: Path) -> None:
    change(tables, "regions.csv", "HDX;UNSD_M49", "HDX;HDX")
    assert "an entry stands twice" in refusal(tables)


def test_bounds_must_name_every_table() -> None:
    with pytest.raises(BoundsError, match=r"no bounds for new\.csv"):
        check_bounds("new.csv", 1, {})


def test_the_committed_bounds_are_tight_enough_to_notice_a_lost_tenth() -> None:
    data = Settings().data
    bounds = read_bounds(data)
    for table in TABLES:
        rows = (data / table.TABLE).read_bytes().count(b"\n") - 1
        if rows >= 100:
            assert bounds[table.TABLE].minimum > rows * 0.9, table.TABLE


def test_keys_are_unique_across_tables_that_mint_one_collection() -> None:
    data = Settings().data
    seen: dict[str, dict[str, str]] = {}
    for table in TABLES:
        if table.COLLECTION:
            for key in read_keys(table, data):
                other = seen.setdefault(table.COLLECTION, {}).setdefault(key, table.TABLE)
                # An article without parts stands in paragraphs.csv under its own key.
                assert other == table.TABLE or {other, table.TABLE} == {"articles.csv", "paragraphs.csv"}


def test_a_table_that_nothing_reads_is_refused_with_the_nearest(tables: Path) -> None:
    (tables / "action.csv").write_text("action\n")
    message = refusal(tables)
    assert message.startswith(
        'action.csv:1 "action.csv": nothing reads a table of this name; did you mean "actions.csv"'
    )
