"""Rows that link one thing to several, gathered by thing and link, so that records take them as tuples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from untoc_graph.namespaces import BASE

if TYPE_CHECKING:
    from untoc_graph.sparql.rows import Rows

__all__ = ["Links", "Read", "key_of", "key_or_none", "links_of"]

Read: TypeAlias = "Callable[[str], Rows]"
Links: TypeAlias = Mapping[tuple[str, str], tuple[str, ...]]


def key_of(iri: object) -> str:
    """Return the last segment of an IRI of the graph.

    >>> key_of("https://w3id.org/untoc/participant/ITA")
    'ITA'
    """
    return str(iri).rpartition("/")[2]


def key_or_none(iri: object) -> str | None:
    """Return the last segment of an IRI, None for None."""
    return None if iri is None else key_of(iri)


def links_of(rows: Rows) -> Links:
    """Return the values of each thing and link: rows of a thing, the name of a link, and a value.

    A value that is a thing of the graph is given as its key; of facts, whose collections differ, the full
    IRI.
    """
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        thing, link, value = row[:3]
        ours = str(value).startswith(BASE) and link != "facts"
        found[str(thing), link].append(key_of(value) if ours else str(value))
    return defaultdict(tuple, {place: tuple(values) for place, values in found.items()})
