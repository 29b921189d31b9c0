"""Terms by their value: what a number is, not how it is written."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from tests.conformance.documents import Table

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["with_values"]

_TYPED: Final = re.compile(r'"(.*)"\^\^<http://www\.w3\.org/2001/XMLSchema#(\w+)>', re.DOTALL)
_TAGGED: Final = re.compile(r'"(.*)"@([A-Za-z0-9-]+)', re.DOTALL)
# A cell of CSV, which is bare.
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?")


def _decimal(form: str) -> str:
    return f"{Decimal(form).normalize():f}"


def _real(form: str) -> str:
    return repr(float(form))


# A derived type has the values of its base type.
_READERS: Final[dict[str, tuple[str, Callable[[str], str]]]] = {
    "integer": ("integer", _decimal),
    "negativeInteger": ("integer", _decimal),
    "decimal": ("decimal", _decimal),
    "double": ("double", _real),
    "float": ("float", _real),
    "boolean": ("boolean", lambda form: {"1": "true", "0": "false"}.get(form, form)),
}


def with_values(table: Table) -> Table:
    """Return the table with one form for each number and truth, and language tags in small letters."""
    return Table(table.variables, tuple(tuple(map(_value, row)) for row in table.rows))


def _value(term: str | None) -> str | None:
    if term is None:
        return None
    if _NUMBER.fullmatch(term):
        return _real(term)
    typed, tagged = _TYPED.fullmatch(term), _TAGGED.fullmatch(term)
    if typed and typed[2] in _READERS:
        name, read = _READERS[typed[2]]
        return f'"{read(typed[1])}"^^{name}'
    return f'"{tagged[1]}"@{tagged[2].casefold()}' if tagged else term
