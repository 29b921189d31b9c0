"""Rows as a table for people: short names, aligned numbers, nothing cut off outside a terminal."""

from __future__ import annotations

import re
import sys
from decimal import Decimal
from io import StringIO
from typing import TYPE_CHECKING, Final

from rdflib import Literal, URIRef
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from untoc_graph.rdf.terms import prefixed_name
from untoc_graph.sparql.rows import python_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from untoc_graph.sparql.rows import Cell, Rows

__all__ = ["print_table", "table_text", "tabulate", "words_table"]

# A terminal would obey a control character that a label holds.
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f]+")
# No line of a table is as long.
_UNLIMITED: Final = 100_000


def tabulate(rows: Rows) -> Table:
    """Return the table of the rows, with prefixed names, and language tags only in columns that mix them."""
    columns = list(zip(*rows.terms, strict=True)) or [() for _ in rows.names]
    return _table(
        rows.names,
        [[_shown(cell, _mixes_languages(column)) for cell in column] for column in columns],
        [_is_numeric(column) for column in columns],
    )


def print_table(table: Table) -> None:
    """Print on standard output: folded to the width of a terminal, else whole, without colour."""
    if sys.stdout.isatty():
        Console(file=sys.stdout).print(table)
    else:
        sys.stdout.write(table_text(table))
        sys.stdout.flush()


def table_text(table: Table) -> str:
    """Return the table as plain text, each row in one line whatever its length."""
    written = StringIO()
    Console(file=written, width=_UNLIMITED, color_system=None, force_terminal=False).print(table)
    return "".join(line.rstrip() + "\n" for line in written.getvalue().strip("\n").split("\n"))


def words_table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Return a table of texts."""
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in names]
    return _table(names, columns, [False for _ in names])


def _table(names: Sequence[str], columns: Sequence[Sequence[str]], numeric: Sequence[bool]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name, is_numeric in zip(names, numeric, strict=True):
        table.add_column(Text(name), justify="right" if is_numeric else "left", overflow="fold")
    for row in zip(*columns, strict=True):
        # Text, so that "[bold]" in a label stays a label.
        table.add_row(*(Text(_CONTROLS.sub(" ", cell)) for cell in row))
    return table


def _shown(cell: Cell, with_language: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, URIRef):
        return prefixed_name(cell).strip("<>")
    if isinstance(cell, Literal) and cell.language and with_language:
        return f"{cell} @{cell.language}"
    return str(cell)


def _mixes_languages(column: Sequence[Cell]) -> bool:
    return len({cell.language for cell in column if isinstance(cell, Literal)}) > 1


def _is_numeric(column: Sequence[Cell]) -> bool:
    values = [python_value(cell) for cell in column if cell is not None]
    return bool(values) and all(
        isinstance(value, int | float | Decimal) and not isinstance(value, bool) for value in values
    )
