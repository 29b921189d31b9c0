"""Rows of a SELECT as plain strings that know their language, at a tenth of the cost of terms."""

from __future__ import annotations

import json
from collections import namedtuple
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from untoc_graph.rdf.formats import result_format
from untoc_graph.sparql.catalogue import Catalogue, bind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from untoc_graph.sparql.asking import Asker
    from untoc_graph.sparql.parameters import Value

__all__ = ["Reading", "Term"]

_FACTS: Final = Path(__file__).parent / "facts"
_JSON: Final = result_format("json")


class Term(str):
    """A term of a row: its text, and what kind of term it is.

    Attributes:
        language: the tag of a text, "" where it has none.
        datatype: the IRI of the datatype of a literal, "" for an IRI and for a plain text.
        is_iri: whether it names something.
    """

    __slots__ = ("datatype", "is_iri", "language")

    language: str
    datatype: str
    is_iri: bool

    def __new__(cls, text: str, language: str = "", datatype: str = "", *, is_iri: bool = False) -> Self:
        """Return the term; see the class for what is what."""
        term = super().__new__(cls, text)
        term.language, term.datatype, term.is_iri = language, datatype, is_iri
        return term


class Reading:
    """Asks one release; threads may share one."""

    def __init__(self, asker: Asker) -> None:
        """Take who is asked; nothing is read yet."""
        self._asker = asker
        self._files = Catalogue.read(_FACTS)
        self._kept: dict[str, list[Any]] = {}

    def select(self, text: str) -> list[Any]:
        """Return the rows of a SELECT in their order, each a named tuple of `Term | None`.

        Raises:
            QueryError: the store did not answer.
        """
        _, content = self._asker.document(text, _JSON, None)
        document = json.loads(content)
        names = document["head"]["vars"]
        row_type = namedtuple("Row", names, rename=True)  # type: ignore[misc]  # noqa: PYI024
        return [
            row_type._make(map(_term, map(found.get, names))) for found in document["results"]["bindings"]
        ]

    def rows(self, name: str, /, **values: Value | Iterable[Value]) -> list[Any]:
        """Return the rows of the query `facts/{name}.rq`, bound to `values` as keys of things.

        A key need not exist: what does not exist has no rows.

        Raises:
            ParameterError: a value is no key.
            QueryError: the store did not answer.
        """
        return self.select(bind(self._files[name], values))

    def kept(self, name: str) -> list[Any]:
        """Return the rows of a query that takes no values, which are read once; they are not to be changed.

        Raises:
            QueryError: the store did not answer.
        """
        if name not in self._kept:
            # Two may read the same at once; neither waits for the other.
            self._kept[name] = self.rows(name)
        return self._kept[name]


def _term(found: Mapping[str, str] | None) -> Term | None:
    if found is None:
        return None
    return Term(
        found["value"], found.get("xml:lang", ""), found.get("datatype", ""), is_iri=found["type"] == "uri"
    )
