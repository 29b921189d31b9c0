"""Reads a table into typed rows, and refuses a file, line or cell that is not as its row class says."""

from __future__ import annotations

import csv
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, ClassVar, Generic, Protocol, TypeVar

from untoc_graph.errors import BoundsError, TableError
from untoc_graph.graph.cells import Cell, CellError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from dataclasses import Field
    from pathlib import Path
    from typing import Any

    from rdflib.term import URIRef

    from untoc_graph.graph.cells import Known
    from untoc_graph.graph.triples import Triple

__all__ = ["Bounds", "Line", "Row", "check_bounds", "read_bounds", "read_keys", "read_rows"]


class Row(Protocol):
    """What every row class offers.

    Attributes:
        TABLE: the file name below `data/`.
        KEY: how many leading columns name a row and sort the table.
        COLLECTION: the collection that the first column mints, or "".
    """

    TABLE: ClassVar[str]
    KEY: ClassVar[int]
    COLLECTION: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def triples(self) -> Iterator[Triple]:
        """Yield what the row says, as triples."""

    def node(self) -> URIRef:
        """Return the thing that the row is about."""


R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Line(Generic[R]):
    """A row and the line of the file on which it ends, as an editor counts."""

    number: int
    row: R


@dataclass(frozen=True)
class Bounds:
    """How many rows a table may have: an accident such as a cut file falls outside."""

    minimum: int
    maximum: int


def read_rows(row_class: type[R], folder: Path, known: Known) -> Iterator[Line[R]]:
    """Yield the rows of a table in order.

    Raises:
        TableError: the file, its header, its order or a cell is not as `row_class` says.
    """
    cells = {f.name: f.metadata["cell"] for f in fields(row_class) if "cell" in f.metadata}
    previous: tuple[str, ...] | None = None
    for number, record in _records(row_class, folder):
        name = tuple(record[column] for column in list(cells)[: row_class.KEY])
        if previous is not None and name <= previous:
            fault = "stands twice" if name == previous else "is out of order"
            column = list(cells)[row_class.KEY - 1]
            cure = "rows are sorted by " + ", ".join(list(cells)[: row_class.KEY])
            raise TableError(row_class.TABLE, number, column, ",".join(name), f"{fault}; {cure}")
        previous = name
        values = {
            column: _value(row_class.TABLE, number, column, record[column], cell, known)
            for column, cell in cells.items()
        }
        yield Line(number, row_class(**values))


def read_keys(row_class: type[Row], folder: Path) -> frozenset[str]:
    """Return the keys of a table: the texts of its first column.

    Raises:
        TableError: the file or its header is not as `row_class` says.
    """
    column = fields(row_class)[0].name
    return frozenset(record[column] for _, record in _records(row_class, folder))


def read_bounds(folder: Path) -> dict[str, Bounds]:
    """Return the bounds of each table, from `bounds.csv`.

    Raises:
        TableError: the file is missing or a number cannot be read.
    """
    table = "bounds.csv"
    bounds = {}
    for number, record in _csv(folder / table, table, ["table", "min_rows", "max_rows"]):
        for column in ("min_rows", "max_rows"):
            if not record[column].isdecimal():
                raise TableError(table, number, column, record[column], "a whole number is needed")
        bounds[record["table"]] = Bounds(int(record["min_rows"]), int(record["max_rows"]))
    return bounds


def check_bounds(table: str, rows: int, bounds: dict[str, Bounds]) -> None:
    """Refuse a table with fewer or more rows than expected.

    Raises:
        BoundsError: the count lies outside; the message says how to answer on purpose.
    """
    if table not in bounds:
        raise BoundsError(
            f"bounds.csv: no bounds for {table}; add a line with the least and most rows expected"
        )
    least, most = bounds[table].minimum, bounds[table].maximum
    if not least <= rows <= most:
        raise BoundsError(
            f"{table}: {rows} rows, but bounds.csv expects {least} to {most}; "
            "if rows were added or removed on purpose, change bounds.csv with them"
        )


def _records(row_class: type[Row], folder: Path) -> Iterator[tuple[int, dict[str, str]]]:
    columns = [f.name for f in fields(row_class) if "cell" in f.metadata]
    return _csv(folder / row_class.TABLE, row_class.TABLE, columns)


def _csv(path: Path, table: str, columns: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise TableError(table, 1, "", "", f"the file is missing from {path.parent}") from None
    if content.startswith(b"\xef\xbb\xbf"):
        raise TableError(table, 1, "", "", "begins with a byte order mark; save it as UTF-8 without one")
    if b"\r" in content:
        line = content[: content.index(b"\r")].count(b"\n") + 1
        raise TableError(table, line, "", "", "has a carriage return; lines end with LF alone")
    if not content.endswith(b"\n"):
        raise TableError(
            table, content.count(b"\n") + 1, "", "", "the last line does not end; is the file cut?"
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise TableError(table, line, "", "", f"is not UTF-8 at byte {error.start}") from None
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        header = next(reader, [])
        _check_header(table, header, columns)
        for record in reader:
            if len(record) != len(columns):
                cause = f"{len(record)} cells where the header has {len(columns)}"
                raise TableError(
                    table, reader.line_num, "", "", f"{cause}; is a comma unquoted or the line cut?"
                )
            yield reader.line_num, dict(zip(columns, record, strict=True))
    except csv.Error as error:
        raise TableError(table, reader.line_num, "", "", f"cannot be read as CSV: {error}") from None


def _check_header(table: str, header: list[str], columns: list[str]) -> None:
    for column in header:
        if column not in columns:
            raise TableError(table, 1, "", column, "unknown column", columns)
    for column in columns:
        if column not in header:
            raise TableError(table, 1, "", column, "this column is missing")
    if header != columns:
        raise TableError(table, 1, "", "", "the columns are not in the order " + ",".join(columns))


def _value(table: str, number: int, column: str, text: str, cell: Cell, known: Known) -> object:
    if text != text.strip():
        raise TableError(table, number, column, text, "has blanks at its ends")
    if not text:
        if cell.required:
            raise TableError(table, number, column, "", f"{column} is empty; every row needs one")
        return cell.empty
    try:
        return cell.read(text, known)
    except CellError as error:
        raise TableError(table, number, column, text, str(error), error.known) from None
