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

__all__ = ["Column", "print_columns", "row_columns", "text_of_columns", "word_columns"]

# A terminal would obey a control character that a label holds.
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f]+")
_GAP: Final = "   "


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
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        justify = "right" if column.numeric else "left"
        table.add_column(Text(column.name), justify=justify, overflow="fold")  # type: ignore[arg-type]
    for row in zip(*(column.cells for column in columns), strict=True):
        # Text, so that "[bold]" in a label stays a label.
        table.add_row(*map(Text, row))
    Console(file=sys.stdout).print(table)


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
