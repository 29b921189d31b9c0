"""What things are called in the language of a page; another language stands in where that one has no name."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final, NamedTuple

from cachetools import LRUCache
from rdflib import URIRef
from rdflib.namespace import DCTERMS, RDFS, SH, SKOS

from untoc_graph.namespaces import BASE, UNTOC
from untoc_graph.sparql.term_text import query_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from untoc_graph.views.reading import Reading

__all__ = ["Label", "Labels", "short"]

# So many things keep their names in memory: all that have one.
_KEPT: Final = 20_000
# What names a thing, the better first; a statement is called by what it says.
_PROPERTIES: Final = tuple(map(str, (SKOS.prefLabel, RDFS.label, DCTERMS.title, SH.name, UNTOC.gist)))


class Label(NamedTuple):
    """A name and its language; the language is "" for names that are the same in all."""

    text: str
    language: str


class Labels:
    """The names of the things of one release; threads may share one."""

    def __init__(self, reading: Reading) -> None:
        """Take what reads; nothing is read yet."""
        self._reading = reading
        self._lock = threading.Lock()
        self._known: LRUCache[str, Mapping[str, str]] = LRUCache(_KEPT)

    def of(self, iris: Iterable[str], language: str) -> dict[str, Label]:
        """Return the name of each thing that has one; those not yet known are read in one query.

        Args:
            iris: things of any kind, ours or not.
            language: tag of a language of the United Nations; English and then any other stands in for it.

        Raises:
            QueryError: the store did not answer.
        """
        wanted = {str(iri) for iri in iris}
        with self._lock:
            known = {iri: self._known[iri] for iri in wanted if iri in self._known}
        unread = sorted(wanted - known.keys())
        if unread:
            read = self._read(unread)
            known |= read
            with self._lock:
                self._known.update(read)
        return {iri: _best(names, language) for iri, names in known.items() if names}

    def _read(self, iris: list[str]) -> dict[str, dict[str, str]]:
        """Return the names of things by language, the better property first."""
        names: dict[str, dict[str, str]] = {iri: {} for iri in iris}
        ours = [iri for iri in iris if iri.startswith(BASE)]
        if not ours:
            return names
        listed = " ".join(query_text(URIRef(iri)) for iri in ours)
        rows = self._reading.select(
            f"""PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
            PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
            PREFIX dcterms: <http://purl.org/dc/terms/>
            PREFIX sh: <http://www.w3.org/ns/shacl#>
            PREFIX untoc: <https://w3id.org/untoc/ontology#>
            SELECT ?thing ?name ?property WHERE {{
              VALUES ?thing {{ {listed} }}
              ?thing ?property ?name
              FILTER(?property IN (skos:prefLabel, rdfs:label, dcterms:title, sh:name, untoc:gist))
            }}"""
        )
        for row in sorted(rows, key=lambda row: (_PROPERTIES.index(row.property), row.name)):
            names[row.thing].setdefault(row.name.language, str(row.name))
        return names


def short(iri: str) -> str:
    """Return an IRI of ours without its base, as a page shows what has no name.

    >>> short("https://w3id.org/untoc/participation/ITA-untoc")
    'participation/ITA-untoc'
    """
    return iri.removeprefix(BASE)


def _best(names: Mapping[str, str], language: str) -> Label:
    for tag in (language, "", "en"):
        if tag in names:
            return Label(names[tag], tag)
    tag = min(names)
    return Label(names[tag], tag)
