"""What a parameter of a question can be: the things of a collection, with names to choose by."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from untoc_graph.namespaces import BASE

if TYPE_CHECKING:
    from untoc_graph.views.views import Views

__all__ = ["Choice", "Choices"]

# Longer names make a list that nobody reads.
_LONGEST: Final = 90


@dataclass(frozen=True)
class Choice:
    """A thing to choose.

    Attributes:
        key: the last part of its IRI.
        name: in the language of the page, or its key.
    """

    key: str
    name: str


class Choices:
    """The things of each collection, read of each release when they are first asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._read: WeakKeyDictionary[Views, dict[str, tuple[str, ...]]] = WeakKeyDictionary()

    def of(self, views: Views, collection: str, language: str) -> tuple[Choice, ...]:
        """Return the things of a collection in the order of their names.

        Raises:
            QueryError: the store did not answer.
        """
        iris = self._iris(views, collection)
        labels = views.labels.of(iris, language)
        start = f"{BASE}{collection}/"
        choices = (
            Choice(
                iri.removeprefix(start),
                labels[iri].text[:_LONGEST] if iri in labels else iri.removeprefix(start),
            )
            for iri in iris
        )
        return tuple(sorted(choices, key=lambda choice: (choice.name.casefold(), choice.key)))

    def keys_of(self, views: Views, collection: str) -> frozenset[str]:
        """Return the keys of the things of a collection; raises as `of` does."""
        return frozenset(iri.rpartition("/")[2] for iri in self._iris(views, collection))

    def _iris(self, views: Views, collection: str) -> tuple[str, ...]:
        with self._lock:
            known = self._read.setdefault(views, {})
        if collection not in known:
            rows = views.reading.select(
                f"""SELECT DISTINCT ?thing WHERE {{
                  ?thing a ?class FILTER(STRSTARTS(STR(?thing), "{BASE}{collection}/"))
                }} ORDER BY ?thing"""
            )
            known[collection] = tuple(str(row.thing) for row in rows)
        return known[collection]
