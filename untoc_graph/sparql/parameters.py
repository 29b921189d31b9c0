"""The parameters of a query: the types there are, and the reading of a value as an RDF term of its type.

A value never reaches a query as the text that the user gave: it becomes a term or is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, TypeAlias

from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from untoc_graph.errors import ParameterError, nearest
from untoc_graph.namespaces import BASE, COLLECTIONS, mint
from untoc_graph.rdf.terms import prefixed_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from untoc_graph.sparql.term_text import Term

__all__ = ["TYPES", "Parameter", "Value", "near_names", "read_term", "values_of"]

Value: TypeAlias = str | int | date

TYPES: Final = (*COLLECTIONS, "date", "year", "integer", "string")

_DATATYPES: Final = {"date": XSD.date, "year": XSD.integer, "integer": XSD.integer, "string": XSD.string}
# The largest that SPARQL engines hold as a 64-bit xsd:integer without overflow, and no longer to type.
_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,18}")
_YEAR: Final = re.compile(r"[0-9]{4}")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Characters that no XML document may hold: a result with one of them could not be written as SPARQL XML.
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SHOWN_LENGTH: Final = 80


@dataclass(frozen=True)
class Parameter:
    """A parameter that a query declares in its header.

    Attributes:
        name: the SPARQL variable, without the question mark.
        type: a collection of the graph (`participant`), or `date`, `year`, `integer`, `string`.
        many: whether a list of values may be given.
        examples: the terms that stand in the file, at least one; they are used where no value is given.
        about: what the parameter means, in a few words.
    """

    name: str
    type: str
    many: bool
    examples: tuple[Term, ...]
    about: str

    @property
    def is_thing(self) -> bool:
        """Whether a value names a thing of the graph, rather than a date, a number or a text."""
        return self.type in COLLECTIONS

    @property
    def declaration(self) -> str:
        """The declaration in a line, as the catalogue shows it: `on: date = 2024-06-01`."""
        return f"{self.name}{'+' * self.many}: {self.type} = {' '.join(map(_shown, self.examples))}"

    def terms(self, given: Value | Iterable[Value]) -> tuple[Term, ...]:
        """Return the RDF terms of a value, or of each value of a list.

        Raises:
            ParameterError: a value is not of the declared type, there is none, or there are several and the
                parameter takes one.

        >>> on = Parameter("on", "date", False, (read_term("date", "2024-06-01"),), "the day")
        >>> on.terms("2003-09-29")[0].n3()
        '"2003-09-29"^^<http://www.w3.org/2001/XMLSchema#date>'
        """
        values = values_of(given)
        if not values:
            raise ParameterError(f'parameter "{self.name}" has no value; it takes {self.expected}')
        if len(values) > 1 and not self.many:
            raise ParameterError(f'parameter "{self.name}" takes one {self.type}, not {len(values)}')
        # Each once: a value given twice would double the rows.
        return tuple(dict.fromkeys(self._term(value) for value in values))

    @property
    def expected(self) -> str:
        """What a value looks like, for messages: `a date such as 2024-06-01`."""
        return f"{_one(self.type)} such as {_shown(self.examples[0])}"

    def _term(self, value: Value) -> Term:
        try:
            return read_term(self.type, value)
        except ParameterError as error:
            raise ParameterError(
                f'parameter "{self.name}" {_quoted(value)}: {error}; it takes {self.expected}'
            ) from None


def values_of(given: Value | Iterable[Value]) -> tuple[Value, ...]:
    """Return the values of a parameter that may have been given as one or as several.

    >>> values_of("ITA"), values_of(["ITA", "LBY"])
    (('ITA',), ('ITA', 'LBY'))
    """
    return (given,) if isinstance(given, str | int | date) else tuple(given)


def read_term(kind: str, value: Value) -> Term:
    """Return the RDF term that `value` is when read as `kind`.

    A thing may be given as its key (`ITA`), a prefixed name (`participant:ITA`) or its full IRI.

    Raises:
        ParameterError: it is not one; the message says why.

    >>> read_term("participant", "participant:ITA")
    rdflib.term.URIRef('https://w3id.org/untoc/participant/ITA')
    >>> read_term("date", "2023-02-29")
    Traceback (most recent call last):
    ...
    untoc_graph.errors.ParameterError: no such day in the calendar
    """
    if kind in COLLECTIONS:
        return _thing(kind, value)
    if isinstance(value, URIRef):
        raise ParameterError(f"an IRI, not {_one(kind)}")
    datatype = _DATATYPES[kind]
    if isinstance(value, Literal) and (value.language or (value.datatype or XSD.string) != datatype):
        raise ParameterError(f"a literal of another kind than xsd:{datatype.fragment}")
    if isinstance(value, bool):
        raise ParameterError(f"a boolean, not {_one(kind)}")
    text = str(value)
    match kind:
        case "date":
            return _date(text)
        case "year":
            if not _YEAR.fullmatch(text):
                raise ParameterError("not a year of four digits")
            return Literal(str(int(text)), datatype=XSD.integer)
        case "integer":
            if not _INTEGER.fullmatch(text):
                raise ParameterError("not a whole number of at most 18 digits")
            return Literal(str(int(text)), datatype=XSD.integer)
        case _:
            if not text:
                raise ParameterError("empty")
            if _UNWRITABLE.search(text):
                raise ParameterError("holds a control character")
            return Literal(text)


def _thing(collection: str, value: Value) -> URIRef:
    if not isinstance(value, str) or isinstance(value, Literal):
        raise ParameterError(f"not the key of a {collection}")
    text = str(value)
    key = text
    for prefix in (f"{BASE}{collection}/", f"{collection}:"):
        if text.startswith(prefix):
            key = text[len(prefix) :]
    try:
        return mint(collection, key)
    except ValueError:
        pass
    other = re.match(rf"(?:{re.escape(BASE)})?([a-z-]+)[:/]", text)
    if other and other[1] in COLLECTIONS:
        raise ParameterError(f"this names a thing of the collection {other[1]}, not {collection}")
    raise ParameterError(f"not the key of a thing of the collection {collection}")


def _date(text: str) -> Literal:
    if not _DATE.fullmatch(text):
        raise ParameterError("not a date of the form YYYY-MM-DD")
    try:
        date.fromisoformat(text)
    except ValueError:
        raise ParameterError("no such day in the calendar") from None
    return Literal(text, datatype=XSD.date)


def _one(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeio' else 'a'} {kind}"


def _shown(term: Term) -> str:
    return prefixed_name(term) if isinstance(term, URIRef) else str(term)


def _quoted(value: Value) -> str:
    """Return the value for a message of one line: without control characters, cut where it is long."""
    text = " ".join(_UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", str(value)).split())
    return f'"{text[:_SHOWN_LENGTH]}…"' if len(text) > _SHOWN_LENGTH else f'"{text}"'


def near_names(name: str, known: Iterable[str]) -> str:
    """Return the end of a message about an unknown parameter: the nearest names, or all there are."""
    known = list(known)
    if not known:
        return "it has no parameters"
    close = nearest(name, known)
    return "did you mean " + " or ".join(close) + "?" if close else "there is " + ", ".join(known)
