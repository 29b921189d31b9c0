"""Small words for saying what a row says: a description of one node, property by property."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, TypeAlias

from rdflib import RDF, Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS, XSD

from untoc_graph.namespaces import UNTOC, mint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Triple", "confidence_of", "days", "describe", "english", "label", "note", "things", "value"]

Triple: TypeAlias = tuple[URIRef, URIRef, URIRef | Literal]


def describe(
    node: URIRef,
    *classes: URIRef,
    source: Iterable[str] = (),
    **properties: URIRef | Literal | Iterable[URIRef] | Iterable[Literal] | None,
) -> Iterator[Triple]:
    """Yield the triples of one node: its classes, its sources, and `untoc:` properties by their names.

    A property given as None or as an empty iterable says nothing: what is not known is left out.
    """
    for class_ in classes:
        yield node, RDF.type, class_
    for key in source:
        yield node, DCTERMS.source, mint("source", key)
    for name, given in properties.items():
        if given is None:
            continue
        for target in [given] if isinstance(given, (URIRef, Literal)) else given:
            yield node, UNTOC[name], target


def value(given: str | bool | dt.date | Literal | None) -> Literal | None:
    """Return a literal of the type that fits, or None for nothing known ("" or None)."""
    if given is None or given == "":
        return None
    if isinstance(given, Literal):
        return given
    if isinstance(given, bool):
        return Literal(given)
    if isinstance(given, dt.date):
        return Literal(given.isoformat(), datatype=XSD.date)
    return Literal(given)


def english(text: str) -> Literal | None:
    """Return a text in English, or None for an empty one."""
    return Literal(text, lang="en") if text else None


def things(collection: str, keys: str | Iterable[str]) -> list[URIRef]:
    """Return the IRIs of keys of a collection; none for an empty key."""
    return [mint(collection, key) for key in ([keys] if isinstance(keys, str) else keys) if key]


def days(**dates: dt.date | None) -> dict[str, Literal | None]:
    """Return days as literals under their property names, for `describe`."""
    return {name: value(day) for name, day in dates.items()}


def confidence_of(sources: Iterable[str]) -> URIRef:
    """Return how well a fact is sourced, by how many sources its row names.

    >>> confidence_of(["zm-2014", "diriwa-2012"])
    rdflib.term.URIRef('https://w3id.org/untoc/confidence/sourced-two')
    """
    named = set(sources)
    if named <= {"unsourced"}:
        return mint("confidence", "unsourced")
    return mint("confidence", "sourced-two" if len(named - {"unsourced"}) > 1 else "sourced-one")


def note(node: URIRef, text: str) -> Iterator[Triple]:
    """Yield a note on a node, nothing for an empty text."""
    if text:
        yield node, SKOS.note, Literal(text, lang="en")


def label(node: URIRef, text: str, lang: str = "en") -> Iterator[Triple]:
    """Yield the preferred label of a node, nothing for an empty text."""
    if text:
        yield node, SKOS.prefLabel, Literal(text, lang=lang)
