"""What the graph says of one thing, by property, and what points to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import URIRef

from untoc_graph.namespaces import PREFIXES
from untoc_graph.sparql.term_text import query_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from untoc_graph.views.reading import Reading, Term

__all__ = ["Properties", "read_pointing", "read_properties"]


class Properties:
    """The values of each property of a thing; a property is named with its prefix: `skos:definition`."""

    def __init__(self, rows: Iterable[Any]) -> None:
        """Take rows of `property` and `value`."""
        self._values: dict[str, list[Term]] = {}
        for row in rows:
            self._values.setdefault(str(row.property), []).append(row.value)

    def __bool__(self) -> bool:
        """Whether the graph says anything."""
        return bool(self._values)

    def all(self, name: str) -> tuple[Term, ...]:
        """Return the values of a property in their order."""
        return tuple(self._values.get(_full(name), ()))

    def iris(self, name: str) -> tuple[str, ...]:
        """Return the IRIs among the values of a property."""
        return tuple(str(value) for value in self.all(name) if value.is_iri)

    def iri(self, name: str) -> str | None:
        """Return the first IRI among the values of a property, None where there is none."""
        return next(iter(self.iris(name)), None)

    def one(self, name: str) -> Term | None:
        """Return the first value of a property, None where there is none."""
        return next(iter(self.all(name)), None)

    def text(self, name: str) -> str:
        """Return the English or plain text of a property, "" where there is none."""
        return next((str(value) for value in self.all(name) if value.language in {"", "en"}), "")


def read_properties(reading: Reading, iri: str) -> Properties:
    """Return what the graph says of a thing.

    Raises:
        QueryError: the store did not answer.
    """
    term = query_text(URIRef(iri))
    return Properties(
        reading.select(
            f"SELECT DISTINCT ?property ?value WHERE {{ {term} ?property ?value }} ORDER BY ?property ?value"
        )
    )


def read_pointing(reading: Reading, iri: str, *names: str) -> Properties:
    """Return the things that point to a thing by some properties, as if they were its values.

    Args:
        reading: where to read.
        iri: the thing.
        names: the properties, each with its prefix: `untoc:session`.

    Raises:
        QueryError: the store did not answer.
    """
    term = query_text(URIRef(iri))
    properties = " ".join(query_text(URIRef(_full(name))) for name in names)
    return Properties(
        reading.select(
            f"""SELECT DISTINCT ?property ?value WHERE {{
              VALUES ?property {{ {properties} }}
              ?value ?property {term}
            }} ORDER BY ?property ?value"""
        )
    )


def _full(name: str) -> str:
    """Return the IRI of a prefixed name.

    >>> _full("untoc:session")
    'https://w3id.org/untoc/ontology#session'
    """
    prefix, _, local = name.partition(":")
    return f"{PREFIXES[prefix]}{local}"
