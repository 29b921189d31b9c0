"""Links to other datasets: SSSOM tables, each mapping as a triple and as a node with its justification.

Format: Simple Standard for Sharing Ontological Mappings, TSV with the metadata block in `#` lines
(mapping-commons.github.io/sssom).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rdflib import RDF, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDFS, SKOS

from untoc_graph.errors import TableError
from untoc_graph.graph.triples import confidence_of
from untoc_graph.namespaces import BASE, COLLECTIONS, UNTOC, mint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from untoc_graph.graph.cells import Known
    from untoc_graph.graph.triples import Triple

__all__ = ["JUSTIFICATIONS", "PREDICATES", "Mapping", "MappingSet", "read_mappings"]

COLUMNS: Final = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "mapping_source",
    "comment",
)

# The identifiers of each dataset, as its maintainers form them: a typing error is refused, not published.
_OBJECTS: Final = {
    "dbpedia": ("http://dbpedia.org/resource/", r"[^\s<>\"{}|\\^`]+"),
    "eu-corporate-body": ("http://publications.europa.eu/resource/authority/corporate-body/", r"[A-Z0-9_]+"),
    "eu-country": ("http://publications.europa.eu/resource/authority/country/", r"[A-Z0-9_]{3,}"),
    "eurovoc": ("http://eurovoc.europa.eu/", r"\d+|c_[0-9a-f]{8}"),
    "geonames": ("https://sws.geonames.org/", r"\d+/"),
    "iccs": (BASE + "iccs/", r"\d{2,6}"),
    "unbis": ("http://metadata.un.org/thesaurus/", r"\d{7}"),
    "unms": ("http://metadata.un.org/UNMS/", r"\d{3}"),
    "wikidata": ("http://www.wikidata.org/entity/", r"Q[1-9]\d*"),
}

PREDICATES: Final = {
    f"skos:{name}": SKOS[name]
    for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
}

JUSTIFICATIONS: Final = tuple(
    f"semapv:{name}"
    for name in ("CompositeMatching", "LexicalMatching", "ManualMappingCuration", "MappingReview")
)

_SSSOM: Final = "https://w3id.org/sssom/"
_SEMAPV: Final = "https://w3id.org/semapv/vocab/"


@dataclass(frozen=True)
class Mapping:
    """One row: our thing, the kind of match, their thing, and why."""

    subject: tuple[str, str]
    subject_label: str
    predicate: str
    object_prefix: str
    object_id: str
    object_label: str
    justification: str
    sources: tuple[str, ...]
    comment: str

    def key(self, number: int) -> str:
        """Return the key of the mapping: both sides, or a number where the other is no clean segment."""
        theirs = re.sub(r"[^A-Za-z0-9_.-]+", "-", self.object_id).strip("-") or str(number)
        return f"{self.subject[0]}-{self.subject[1]}-{self.object_prefix}-{theirs}"

    def object_iri(self) -> URIRef:
        """Return the IRI of their thing."""
        return URIRef(_OBJECTS[self.object_prefix][0] + self.object_id)

    def node(self, number: int) -> URIRef:
        """Return the mapping itself."""
        return mint("mapping", self.key(number))

    def triples(self, number: int) -> Iterator[Triple]:
        """Yield the link, and the mapping that says why it holds and where it was read."""
        subject, predicate, theirs = mint(*self.subject), PREDICATES[self.predicate], self.object_iri()
        node = self.node(number)
        yield subject, predicate, theirs
        yield node, RDF.type, URIRef(_SSSOM + "Mapping")
        yield node, OWL.annotatedSource, subject
        yield node, OWL.annotatedProperty, predicate
        yield node, OWL.annotatedTarget, theirs
        justification = URIRef(_SEMAPV + self.justification.removeprefix("semapv:"))
        yield node, URIRef(_SSSOM + "mapping_justification"), justification
        yield node, UNTOC.confidence, confidence_of(self.sources)
        for key in self.sources:
            yield node, DCTERMS.source, mint("source", key)
        if self.object_label:
            yield node, URIRef(_SSSOM + "object_label"), Literal(self.object_label)
        if self.comment:
            yield node, RDFS.comment, Literal(self.comment, lang="en")


@dataclass(frozen=True)
class MappingSet:
    """A table of mappings to one dataset.

    Attributes:
        name: file name without its endings; the graph is `mappings-{name}`.
        table: file name below `data/`.
        title: what the metadata block calls it.
        rows: line number and mapping.
    """

    name: str
    table: str
    title: str
    rows: tuple[tuple[int, Mapping], ...]


def read_mappings(path: Path, known: Known) -> MappingSet:
    """Return the mappings of one `*.sssom.tsv`.

    Raises:
        TableError: a line, an identifier, a predicate or a justification is not as it must be.
    """
    table = f"mappings/{path.name}"
    lines = path.read_text(encoding="utf-8").split("\n")
    if lines[-1] != "":
        raise TableError(table, len(lines), "", "", "the last line does not end; is the file cut?")
    metadata = [line for line in lines if line.startswith("#")]
    title = next((m.partition(": ")[2] for m in metadata if m.startswith("#mapping_set_title: ")), "")
    if not title:
        raise TableError(table, 1, "", "", "the metadata block lacks mapping_set_title")
    header = lines[len(metadata)].split("\t")
    if tuple(header) != COLUMNS:
        wrong = next((column for column in header if column not in COLUMNS), "")
        raise TableError(
            table, len(metadata) + 1, "", wrong, "the columns must be " + " ".join(COLUMNS), COLUMNS
        )
    rows = []
    previous = ("", "", "")
    for number, line in enumerate(lines[len(metadata) + 1 : -1], start=len(metadata) + 2):
        parts = line.split("\t")
        if len(parts) != len(COLUMNS):
            cause = f"{len(parts)} cells where the header has {len(COLUMNS)}"
            raise TableError(table, number, "", "", cause)
        mapping = _mapping(table, number, dict(zip(COLUMNS, parts, strict=True)), known)
        name = (parts[0], parts[3], parts[2])
        if name <= previous:
            cure = "rows are sorted by subject, object and predicate, and none stands twice"
            raise TableError(table, number, "subject_id", parts[0], cure)
        previous = name
        rows.append((number, mapping))
    return MappingSet(path.name.removesuffix(".sssom.tsv"), table, title, tuple(rows))


def _mapping(table: str, number: int, record: dict[str, str], known: Known) -> Mapping:
    def refuse(column: str, reason: str, spellings: tuple[str, ...] = ()) -> TableError:
        return TableError(table, number, column, record[column], reason, spellings)

    collection, _, key = record["subject_id"].partition(":")
    if collection not in COLLECTIONS or key not in known.get(collection, frozenset()):
        there = tuple(f"{collection}:{name}" for name in known.get(collection, frozenset()))
        raise refuse("subject_id", "there is no such thing in this graph", there)
    if record["predicate_id"] not in PREDICATES:
        raise refuse("predicate_id", "not a SKOS mapping property", tuple(PREDICATES))
    prefix, _, theirs = record["object_id"].partition(":")
    if prefix not in _OBJECTS:
        raise refuse("object_id", "the prefix is not one of " + ", ".join(_OBJECTS), tuple(_OBJECTS))
    if not re.fullmatch(_OBJECTS[prefix][1], theirs):
        raise refuse("object_id", f"identifiers of {prefix} look like {_OBJECTS[prefix][1]}")
    if record["mapping_justification"] not in JUSTIFICATIONS:
        raise refuse("mapping_justification", "not a known justification", JUSTIFICATIONS)
    sources = tuple(record["mapping_source"].split(";"))
    for source in sources:
        if source not in known["source"]:
            raise refuse("mapping_source", f'no source has the key "{source}"', tuple(known["source"]))
    return Mapping(
        subject=(collection, key),
        subject_label=record["subject_label"],
        predicate=record["predicate_id"],
        object_prefix=prefix,
        object_id=theirs,
        object_label=record["object_label"],
        justification=record["mapping_justification"],
        sources=sources,
        comment=record["comment"],
    )
