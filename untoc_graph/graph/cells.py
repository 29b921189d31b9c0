"""What a cell may hold: each kind reads a text into a value, or refuses it with reason and near values."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol, TypeAlias

from rdflib import Literal
from rdflib.namespace import XSD

from untoc_graph.namespaces import COLLECTIONS, provision_key

__all__ = [
    "Cell",
    "CellError",
    "Known",
    "boolean",
    "curie",
    "date",
    "decimal",
    "key",
    "language",
    "languages",
    "number",
    "one_of",
    "partial_date",
    "provisions",
    "ref",
    "refs",
    "text",
    "things",
    "url",
    "withdrawn",
]

# Keys that exist, by collection: {"participant": {"ITA", …}, …}.
Known: TypeAlias = Mapping[str, frozenset[str]]

_KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_PARTIAL: Final = {
    re.compile(r"\d{4}-\d\d-\d\d"): XSD.date,
    re.compile(r"\d{4}-(0[1-9]|1[0-2])"): XSD.gYearMonth,
    re.compile(r"\d{4}"): XSD.gYear,
}


class CellError(ValueError):
    """A text that the kind of cell refuses; `known` are valid spellings to suggest from."""

    def __init__(self, reason: str, known: Iterable[str] = ()) -> None:
        super().__init__(reason)
        self.known = tuple(known)


class _Reader(Protocol):
    def __call__(self, text: str, known: Known, /) -> Any: ...


@dataclass(frozen=True)
class Cell:
    """How one column is read; an empty cell gives `empty`, unless it is required."""

    read: _Reader
    required: bool = True
    empty: Any = ""


def _column(read: _Reader, *, required: bool, empty: Any = None) -> Any:
    # `Any`, so that a row's field can be annotated with the type of its values, as `dataclasses.field` does.
    return field(metadata={"cell": Cell(read, required, empty)})


def text(*, required: bool = True) -> Any:
    """Return a column of free text; an empty one gives "".

    Leading and trailing blanks are refused by the table reader, for every column.
    """
    return _column(lambda value, _: value, required=required, empty="")


def key() -> Any:
    """Return the column that names the row: one clean segment of an IRI, unique in the table."""

    def read(value: str, _: Known) -> str:
        if not _KEY.fullmatch(value):
            raise CellError("a key has letters, digits, '-', '.' and '_' only")
        return value

    return _column(read, required=True)


def ref(collection: str, *, required: bool = True) -> Any:
    """Return a column that names one thing of `collection`; an empty one gives ""."""
    _check_collection(collection)
    return _column(lambda value, known: _known(value, collection, known), required=required, empty="")


def refs(collection: str, *, required: bool = True) -> Any:
    """Return a column that names things of `collection`, joined by `;`; an empty one gives ()."""
    _check_collection(collection)

    def read(value: str, known: Known) -> tuple[str, ...]:
        return tuple(_known(part, collection, known) for part in _parts(value))

    return _column(read, required=required, empty=())


def provisions(*, required: bool = True) -> Any:
    """Return a column of provisions as lawyers cite them (`untoc:5(1)(a)`), joined by `;`; gives keys."""

    def read(value: str, known: Known) -> tuple[str, ...]:
        keys = []
        for part in _parts(value):
            if ":" not in part:
                raise CellError(f'"{part}" lacks its instrument; write for example untoc:16(5)')
            keys.append(_known(provision_key(part), "provision", known))
        return tuple(keys)

    return _column(read, required=required, empty=())


def one_of(*values: str, required: bool = True) -> Any:
    """Return a column with a closed set of values; an empty one gives ""."""

    def read(value: str, _: Known) -> str:
        if value not in values:
            raise CellError("not one of " + ", ".join(values), values)
        return value

    return _column(read, required=required, empty="")


def date(*, required: bool = True) -> Any:
    """Return a column of days (2003-09-29); an empty one gives None."""

    def read(value: str, _: Known) -> dt.date:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            raise CellError("a day is written like 2003-09-29")
        try:
            return dt.date.fromisoformat(value)
        except ValueError as error:
            raise CellError(f"no such day: {error}") from None

    return _column(read, required=required)


def partial_date(*, required: bool = True) -> Any:
    """Return a column of days, months or years (2006, 2006-10, 2006-10-09) as literals; empty gives None."""

    def read(value: str, _: Known) -> Literal:
        for pattern, datatype in _PARTIAL.items():
            if pattern.fullmatch(value):
                if datatype == XSD.date:
                    try:
                        dt.date.fromisoformat(value)
                    except ValueError as error:
                        raise CellError(f"no such day: {error}") from None
                return Literal(value, datatype=datatype)
        raise CellError("a day, month or year is written like 2003-09-29, 2003-09 or 2003")

    return _column(read, required=required)


def decimal(*, required: bool = True) -> Any:
    """Return a column of decimal numbers as typed literals, in the form in which a store keeps them."""

    def read(value: str, _: Known) -> Literal:
        if not re.fullmatch(r"-?(0|[1-9]\d*)(\.\d*[1-9])?", value):
            raise CellError("a decimal number is written like -1.5, without leading or trailing zeros")
        return Literal(value, datatype=XSD.decimal)

    return _column(read, required=required)


def number(*, required: bool = True) -> Any:
    """Return a column of non-negative whole numbers; an empty one gives None."""

    def read(value: str, _: Known) -> int:
        if not re.fullmatch(r"0|[1-9]\d*", value):
            raise CellError("a whole number is needed")
        return int(value)

    return _column(read, required=required)


def boolean(*, required: bool = True) -> Any:
    """Return a column of `true` and `false`; an empty one gives None: not known is not no."""

    def read(value: str, _: Known) -> bool:
        if value not in {"true", "false"}:
            raise CellError("not true or false", ("true", "false"))
        return value == "true"

    return _column(read, required=required)


def language() -> Any:
    """Return a column that holds one language tag (BCP 47)."""
    return _column(lambda value, _: _tag(value), required=True)


def languages() -> Any:
    """Return a column of language tags joined by `;`; an empty one gives ()."""
    return _column(lambda value, _: tuple(_tag(part) for part in _parts(value)), required=False, empty=())


def curie(*collections: str) -> Any:
    """Return a column that names a thing as `collection:key`, of one of `collections`; gives the pair."""
    for collection in collections:
        _check_collection(collection)

    def read(value: str, known: Known) -> tuple[str, str]:
        collection, _, name = value.partition(":")
        if collection not in collections:
            raise CellError("the prefix is not one of " + ", ".join(collections), collections)
        return collection, _known(name, collection, known)

    return _column(read, required=True)


def things(*, required: bool = True) -> Any:
    """Return a column of things of any collection as `collection:key`, joined by `;`; gives pairs."""

    def read(value: str, known: Known) -> tuple[tuple[str, str], ...]:
        pairs = [_pair(part) for part in _parts(value)]
        return tuple((collection, _known(name, collection, known)) for collection, name in pairs)

    return _column(read, required=required, empty=())


def withdrawn() -> Any:
    """Return the column of a thing that was and is no more, as `collection:key`; gives the pair."""

    def read(value: str, known: Known) -> tuple[str, str]:
        collection, name = _pair(value)
        if name in known.get(collection, frozenset()):
            raise CellError(f"this {collection} is still there; take it out of its table, or out of this one")
        return collection, name

    return _column(read, required=True)


def url(*, required: bool = True) -> Any:
    """Return a column of web addresses; an empty one gives ""."""

    def read(value: str, _: Known) -> str:
        if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", value):
            raise CellError("a web address begins with https:// or http:// and has no blanks")
        return value

    return _column(read, required=required, empty="")


def _check_collection(collection: str) -> None:
    if collection not in COLLECTIONS:
        raise ValueError(f'"{collection}" is not a collection of this graph')


def _pair(value: str) -> tuple[str, str]:
    collection, _, name = value.partition(":")
    if collection not in COLLECTIONS:
        raise CellError("a thing is written as collection:key, for example participant:ITA", COLLECTIONS)
    if not _KEY.fullmatch(name):
        raise CellError("a key has letters, digits, '-', '.' and '_' only")
    return collection, name


def _known(value: str, collection: str, known: Known) -> str:
    there = known.get(collection, frozenset())
    if value not in there:
        raise CellError(f'no {collection} has the key "{value}"', there)
    return value


def _parts(value: str) -> list[str]:
    parts = value.split(";")
    if any(not part or part != part.strip() for part in parts):
        raise CellError("entries are joined by ';' without blanks, and none is empty")
    if len(set(parts)) != len(parts):
        raise CellError("an entry stands twice")
    return parts


def _tag(value: str) -> str:
    if not _LANGUAGE.fullmatch(value):
        raise CellError("not a language tag such as en or zh-Hant")
    return value
