"""What the catalogue of a release says of the data set, for pages and search engines: names, days, files."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rdflib import RDF, VOID, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, PROV

from untoc_graph.linked.dcat import CATALOGUE_FILE, SPDX
from untoc_graph.linked.void import DATASET
from untoc_graph.namespaces import PREFIXES
from untoc_graph.rdf.engine import parse
from untoc_graph.rdf.formats import graph_format
from untoc_graph.rdf.terms import as_graph

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rdflib.term import Node

__all__ = ["File", "Record", "read_record"]

_DCAT = Namespace(PREFIXES["dcat"])


@dataclass(frozen=True)
class File:
    """A file to download.

    Attributes:
        name: `untoc.ttl.gz`.
        address: its canonical address.
        media_type: what it holds, `text/turtle`, also where it is compressed.
        compressed: whether it is, by gzip.
        size: in bytes.
        sha256: its checksum in hexadecimal digits.
    """

    name: str
    address: str
    media_type: str
    compressed: bool
    size: int
    sha256: str


@dataclass(frozen=True)
class Record:
    """The data set of one release.

    Attributes:
        iri: the data set.
        version: identifier of the release.
        titles: by language.
        descriptions: by language.
        keywords: by language.
        licence: its IRI, "" where none is told.
        publisher: the name of the organization that publishes it.
        citation: how to cite it.
        issued: the day of its first release, as `2026-11-24`.
        modified: the day of this release.
        period: first day that it tells of, and the day of the newest list of parties.
        triples: how many it holds.
        sources: how many documents and data sets it was made from.
        files: what can be downloaded, by name.
    """

    iri: str
    version: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    keywords: Mapping[str, tuple[str, ...]]
    licence: str
    publisher: str
    citation: str
    issued: str
    modified: str
    period: tuple[str, str]
    triples: int
    sources: int
    files: tuple[File, ...]

    @staticmethod
    def text(texts: Mapping[str, str], language: str) -> str:
        """Return the text in a language, else in English, else ""."""
        return texts.get(language) or texts.get("en", "")


@lru_cache(maxsize=4)
def read_record(release: Path) -> Record | None:
    """Return the record of a release folder, None where it was built without a catalogue.

    A release never changes, so each is read once.

    Raises:
        OSError: the catalogue cannot be read.
    """
    path = release / CATALOGUE_FILE
    if not path.is_file():
        return None
    graph = as_graph(parse(path.read_bytes(), graph_format("turtle")))
    period = graph.value(DATASET, DCTERMS.temporal)
    keywords: defaultdict[str, list[str]] = defaultdict(list)
    for keyword in graph.objects(DATASET, _DCAT.keyword):
        if isinstance(keyword, Literal):
            keywords[keyword.language or ""].append(str(keyword))
    return Record(
        iri=str(DATASET),
        version=_text(graph, DATASET, _DCAT.version),
        titles=_texts(graph, DCTERMS.title),
        descriptions=_texts(graph, DCTERMS.description),
        keywords={language: tuple(sorted(words)) for language, words in sorted(keywords.items())},
        licence=_text(graph, DATASET, DCTERMS.license),
        publisher=_text(graph, graph.value(DATASET, DCTERMS.publisher), FOAF.name),
        citation=_text(graph, DATASET, DCTERMS.bibliographicCitation),
        issued=_text(graph, DATASET, DCTERMS.issued),
        modified=_text(graph, DATASET, DCTERMS.modified),
        period=(_text(graph, period, _DCAT.startDate), _text(graph, period, _DCAT.endDate)),
        triples=int(_text(graph, DATASET, VOID.triples) or 0),
        sources=len(set(graph.objects(DATASET, PROV.wasDerivedFrom))),
        files=tuple(
            sorted(
                (_file(graph, each) for each in graph.subjects(RDF.type, _DCAT.Distribution)),
                key=lambda file: file.name,
            )
        ),
    )


def _text(graph: Graph, subject: Node | None, predicate: URIRef) -> str:
    """Return the one value, "" where there is none."""
    value = None if subject is None else graph.value(subject, predicate)
    return "" if value is None else str(value)


def _texts(graph: Graph, predicate: URIRef) -> dict[str, str]:
    found = (text for text in graph.objects(DATASET, predicate) if isinstance(text, Literal))
    return dict(sorted((text.language or "", str(text)) for text in found))


def _file(graph: Graph, file: Node) -> File:
    return File(
        name=_text(graph, file, DCTERMS.title),
        address=_text(graph, file, _DCAT.downloadURL),
        media_type=_text(graph, file, _DCAT.mediaType).partition("/media-types/")[2],
        compressed=graph.value(file, _DCAT.compressFormat) is not None,
        size=int(_text(graph, file, _DCAT.byteSize)),
        sha256=_text(graph, graph.value(file, SPDX.checksum), SPDX.checksumValue),
    )
