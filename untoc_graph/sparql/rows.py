"""The rows of a SELECT: read from SPARQL 1.1 JSON, kept as RDF terms, seen as Python values."""

from __future__ import annotations

import json
from collections import namedtuple
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeAlias, overload

from rdflib import BNode, Literal, URIRef
from rdflib.namespace import RDF, XSD

from untoc_graph.errors import QueryError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Cell", "Node", "PythonValue", "Rows", "python_value", "read_results"]

Node: TypeAlias = URIRef | BNode | Literal
Cell: TypeAlias = Node | None
PythonValue: TypeAlias = (
    URIRef | BNode | str | int | float | Decimal | bool | date | datetime | Literal | None
)

_INTEGERS = (
    "integer int long short byte unsignedLong unsignedInt unsignedShort unsignedByte nonNegativeInteger "
    "nonPositiveInteger positiveInteger negativeInteger gYear"
)
_READERS: Final[dict[URIRef | None, Callable[[str], PythonValue]]] = {
    **dict.fromkeys((XSD[name] for name in _INTEGERS.split()), int),
    XSD.decimal: Decimal,
    XSD.double: float,
    XSD.float: float,
    XSD.boolean: lambda text: {"true": True, "1": True, "false": False, "0": False}[text],
    XSD.date: date.fromisoformat,
    XSD.dateTime: datetime.fromisoformat,
}


class Rows(Sequence[Any]):
    """The rows of a SELECT in their order; each is a named tuple of Python values.

    `row.participant` and `row[0]` are the same value. A variable whose name no attribute can have (a Python
    keyword, a leading underscore) is reached by its place, or by `column(name)`.

    Attributes:
        names: the variables in the order of the SELECT.
        terms: the same rows as RDF terms, with their datatypes and language tags; None where unbound.
    """

    def __init__(self, names: Sequence[str], terms: Sequence[Sequence[Cell]]) -> None:
        self.names = tuple(names)
        self.terms = tuple(tuple(row) for row in terms)
        row_type = namedtuple("Row", self.names, rename=True)  # type: ignore[misc]  # noqa: PYI024
        self._rows = [row_type._make(map(python_value, row)) for row in self.terms]

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> Rows: ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return Rows(self.names, self.terms[index])
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def __repr__(self) -> str:
        return f"<{len(self)} Rows of {', '.join(self.names)}>"

    def column(self, name: str) -> list[PythonValue]:
        """Return the values of one variable, row by row.

        Raises:
            KeyError: the SELECT has no such variable.
        """
        if name not in self.names:
            raise KeyError(f"{name}; there is {', '.join(self.names)}")
        place = self.names.index(name)
        return [row[place] for row in self._rows]

    def to_dicts(self) -> list[dict[str, PythonValue]]:
        """Return each row as a dictionary from variable to value."""
        return [dict(zip(self.names, row, strict=True)) for row in self._rows]

    def to_dataframe(self) -> pd.DataFrame:
        """Return the rows as a pandas DataFrame, a column a variable.

        Raises:
            ImportError: pandas is not installed.
        """
        try:
            import pandas as pd  # noqa: PLC0415  optional, and slow to import
        except ImportError:
            raise ImportError(
                "to_dataframe() needs pandas: pip install 'untoc-graph[dataframe]'", name="pandas"
            ) from None
        return pd.DataFrame(self._rows, columns=list(self.names))


def python_value(term: Cell) -> PythonValue:
    """Return the Python value of a term; a literal that has none stays a Literal.

    >>> python_value(Literal("2003-09-29", datatype=XSD.date))
    datetime.date(2003, 9, 29)
    >>> python_value(Literal("Italie", lang="fr"))
    'Italie'
    """
    if not isinstance(term, Literal):
        return term
    text, datatype = str(term), term.datatype
    if term.language or datatype in {None, XSD.string, RDF.langString}:
        return text
    read = _READERS.get(datatype)
    if read is None:
        return term
    try:
        return read(text)
    except (ValueError, LookupError, ArithmeticError):
        # An ill-typed or zoned literal is still data: it is handed on as it stands.
        return term


def read_results(content: bytes) -> Rows | bool:
    """Return the rows of a SELECT, or the truth of an ASK, from SPARQL 1.1 Query Results JSON.

    Raises:
        QueryError: the content is not of that format.

    >>> read_results(b'{"head": {}, "boolean": true}')
    True
    """
    try:
        document = json.loads(content)
        if "boolean" in document:
            return bool(document["boolean"])
        names: list[str] = document["head"]["vars"]
        return Rows(
            names,
            [[_term(found.get(name)) for name in names] for found in document["results"]["bindings"]],
        )
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise QueryError(f"the answer is not SPARQL results in JSON: {error!r}") from None


def _term(found: dict[str, str] | None) -> Cell:
    if found is None:
        return None
    if found["type"] == "uri":
        return URIRef(found["value"])
    if found["type"] == "bnode":
        return BNode(found["value"])
    datatype = found.get("datatype")
    return Literal(
        found["value"],
        lang=found.get("xml:lang"),
        datatype=URIRef(datatype) if datatype and "xml:lang" not in found else None,
        normalize=False,
    )
