"""Rows as a table for people: short names, aligned numbers, nothing cut off outside a terminal."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from rdflib import Literal, URIRef
from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from untoc_graph.rdf.terms import prefixed_name
from untoc_graph.sparql.rows import python_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from untoc_graph.sparql.rows import Cell, Rows

__all__ = ["Column", "print_columns", "row_columns", "text_of_columns", "text_of_records", "word_columns"]

# A terminal would obey a control character that a label holds.
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f]+")
_GAP: Final = "   "
# A table of few columns is folded to the terminal; one of more only up to so many times its width.
_FEW: Final = 3
_FOLDABLE: Final = 1.5


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        name: what stands above it.
        cells: its texts, each in one line.
        numeric: whether it is aligned on the right.
    """

    name: str
    cells: tuple[str, ...]
    numeric: bool = False


def row_columns(rows: Rows) -> list[Column]:
    """Return the columns of rows, with prefixed names, and language tags only where a column mixes them."""
    columns = list(zip(*rows.terms, strict=True)) or [() for _ in rows.names]
    return [_column(name, column) for name, column in zip(rows.names, columns, strict=True)]


def word_columns(names: Sequence[str], rows: Iterable[Sequence[str]]) -> list[Column]:
    """Return the columns of rows of texts."""
    columns = list(zip(*rows, strict=True)) or [() for _ in names]
    return [Column(name, tuple(map(_clean, column))) for name, column in zip(names, columns, strict=True)]


def print_columns(columns: Sequence[Column]) -> None:
    """Print on standard output: folded to the width of a terminal, else whole, without colour."""
    if not sys.stdout.isatty():
        sys.stdout.write(text_of_columns(columns))
        sys.stdout.flush()
        return
    console = Console(file=sys.stdout)
    widths = [max(map(cell_len, (column.name, *column.cells))) for column in columns]
    natural = sum(widths) + len(_GAP) * (len(widths) - 1)
    if len(columns) > _FEW and natural > _FOLDABLE * console.width:
        # Folded into slivers nobody could read it: a record below the other, as psql does.
        sys.stdout.write(text_of_records(columns))
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        justify = "right" if column.numeric else "left"
        table.add_column(Text(column.name), justify=justify, overflow="fold")  # type: ignore[arg-type]
    for row in zip(*(column.cells for column in columns), strict=True):
        # Text, so that "[bold]" in a label stays a label.
        table.add_row(*map(Text, row))
    console.print(table)


def text_of_columns(columns: Sequence[Column]) -> str:
    """Return the table as plain text, a line a row however long: rich would take seconds for many rows.

    >>> print(text_of_columns([Column("name", ("a", "bc")), Column("n", ("5", "10"), numeric=True)]), end="")
    name    n
    ─────────
    a       5
    bc     10
    """
    padded = [_padded(column) for column in columns]
    head, *lines = [_GAP.join(row).rstrip() for row in zip(*padded, strict=True)] or [""]
    rule = "─" * (sum(cell_len(column[0]) for column in padded) + len(_GAP) * (len(padded) - 1))
    return "".join(f"{line}\n" for line in (head, rule, *lines))


def text_of_records(columns: Sequence[Column]) -> str:
    """Return the table as plain text, a line a cell, leaving out what is empty: for rows too wide to fold.

    >>> print(text_of_records([Column("name", ("a", "b")), Column("n", ("", "10"))]), end="")
    ─── 1
    name   a
    ─── 2
    name   b
    n      10
    """
    widest = max((cell_len(column.name) for column in columns), default=0)
    lines = []
    for number, row in enumerate(zip(*(column.cells for column in columns), strict=True), start=1):
        lines.append(f"─── {number}")
        for column, cell in zip(columns, row, strict=True):
            if cell:
                lines.append(f"{column.name}{' ' * (widest - cell_len(column.name))}{_GAP}{cell}")
    return "".join(f"{line}\n" for line in lines)


def _padded(column: Column) -> list[str]:
    """Return name and cells at one width; wide characters, as in Chinese, take two places."""
    cells = (column.name, *column.cells)
    widths = [cell_len(cell) for cell in cells]
    widest = max(widths)
    blanks = [" " * (widest - width) for width in widths]
    if column.numeric:
        return [blank + cell for blank, cell in zip(blanks, cells, strict=True)]
    return [cell + blank for blank, cell in zip(blanks, cells, strict=True)]


def _column(name: str, cells: Sequence[Cell]) -> Column:
    languages = {cell.language for cell in cells if isinstance(cell, Literal)}
    shown = tuple(_shown(cell, with_language=len(languages) > 1) for cell in cells)
    return Column(name, shown, _is_numeric(cells))


def _shown(cell: Cell, *, with_language: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, URIRef):
        return prefixed_name(cell).strip("<>")
    if isinstance(cell, Literal) and cell.language and with_language:
        return f"{_clean(cell)} @{cell.language}"
    return _clean(cell)


def _clean(text: str) -> str:
    return _CONTROLS.sub(" ", str(text))


def _is_numeric(cells: Sequence[Cell]) -> bool:
    values = [python_value(cell) for cell in cells if cell is not None]
    return bool(values) and all(
        isinstance(value, int | float | Decimal) and not isinstance(value, bool) for value in values
    )
