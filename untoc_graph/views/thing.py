"""A thing of any kind: what is said of it property by property, and what points to it, counted and paged."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rdflib import URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SH, SKOS, VOID

from untoc_graph.namespaces import BASE, PREFIXES, UNTOC, mint
from untoc_graph.sparql.term_text import query_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from untoc_graph.views.reading import Term
    from untoc_graph.views.views import Views

__all__ = ["PAGE_OF_LINKS", "Incoming", "Said", "ThingView", "read_thing"]

# As many as the other forms of the document have on one.
PAGE_OF_LINKS: Final = 200
# What a page shows elsewhere than among the properties: its head, its footnotes.
_ELSEWHERE: Final = frozenset(
    map(
        str,
        (
            RDF.type,
            DCTERMS.source,
            UNTOC.corroboratedBy,
            UNTOC.existenceCorroboratedBy,
            UNTOC.confidence,
            UNTOC.reading,
            SKOS.prefLabel,
            RDFS.label,
            RDFS.isDefinedBy,
            SKOS.definition,
            UNTOC.gist,
        ),
    )
)
# Lists and shapes of the schema only hold things, and an example is one by chance.
_HOLDING: Final = ", ".join(
    query_text(each) for each in (RDF.first, RDF.rest, SH.defaultValue, VOID.exampleResource)
)
_BESIDE: Final = f'FILTER(?property NOT IN ({_HOLDING}) && !STRSTARTS(STR(?thing), "{PREFIXES["shape"]}"))'
_DEFINING: Final = tuple(map(str, (SKOS.definition, UNTOC.gist, DCTERMS.description, RDFS.comment)))
_NAMING: Final = tuple(map(str, (SKOS.prefLabel, RDFS.label)))


@dataclass(frozen=True)
class Said:
    """One property with its values, in the order of what they are called."""

    property: str
    values: tuple[Term, ...]


@dataclass(frozen=True)
class Incoming:
    """The things that point here by one property.

    Attributes:
        property: its IRI.
        count: how many there are.
        things: the IRIs of a page of them.
    """

    property: str
    count: int
    things: tuple[str, ...]


@dataclass(frozen=True)
class ThingView:
    """What a page shows of a thing that has no page of its own kind.

    Attributes:
        iri: its IRI.
        classes: the IRIs of its classes.
        names: what it is called, in every language.
        definition: the sentence that says what it is, with its language; None where there is none.
        said: what is said of it.
        incoming: what points to it.
        page: the page of what points to it, from 1.
        pages: how many of those there are.
        total: how many things point to it, one by two properties counted twice.
    """

    iri: str
    classes: tuple[str, ...]
    names: tuple[Term, ...]
    definition: Term | None
    said: tuple[Said, ...]
    incoming: tuple[Incoming, ...]
    page: int
    pages: int
    total: int

    @property
    def is_concept(self) -> bool:
        """Whether it is a concept of a scheme, and not a fact."""
        return str(SKOS.Concept) in self.classes

    @property
    def named(self) -> Iterator[str]:
        """The IRIs that the page calls by their names."""
        yield from (self.iri, *self.classes)
        for said in self.said:
            yield said.property
            yield from (str(value) for value in said.values if value.is_iri)
        for incoming in self.incoming:
            yield incoming.property
            yield from incoming.things


def read_thing(
    views: Views, collection: str, key: str, language: str, page: int = 1, *, every: bool = False
) -> ThingView | None:
    """Return what the graph says of a thing, None where it says nothing, or has no such page.

    Args:
        views: where to read.
        collection: of the thing.
        key: of the thing.
        language: the definition is given in it where there is one.
        page: of what points to it, from 1.
        every: whether what points to it only to hold the schema together is told too.

    Raises:
        QueryError: the store did not answer.
    """
    iri = str(mint(collection, key))
    term = query_text(URIRef(iri))
    rows = views.reading.select(f"SELECT DISTINCT ?property ?value WHERE {{ {term} ?property ?value }}")
    if not rows:
        return None
    values: dict[str, list[Term]] = defaultdict(list)
    for row in rows:
        values[str(row.property)].append(row.value)
    beside = "" if every else _BESIDE
    counts = views.reading.select(
        f"""SELECT ?property (COUNT(DISTINCT ?thing) AS ?count) WHERE {{
          ?thing ?property {term} {beside}
        }} GROUP BY ?property ORDER BY ?property"""
    )
    total = sum(int(row.count) for row in counts if row.count is not None)
    pages = max(1, -(-total // PAGE_OF_LINKS))
    if page > pages:
        # Other documents number the pages of all that points here: those that have no more are the last.
        rows = views.reading.select(
            f"""SELECT (COUNT(*) AS ?count) WHERE {{
              SELECT DISTINCT ?thing ?property {{ ?thing ?property {term} }}
            }}"""
        )
        if page > max(1, -(-int(rows[0].count) // PAGE_OF_LINKS)):
            return None
        page = pages
    things: dict[str, list[str]] = defaultdict(list)
    if total:
        for row in views.reading.select(
            f"""SELECT DISTINCT ?property ?thing WHERE {{
              ?thing ?property {term} {beside}
            }} ORDER BY ?property ?thing LIMIT {PAGE_OF_LINKS} OFFSET {(page - 1) * PAGE_OF_LINKS}"""
        ):
            things[str(row.property)].append(str(row.thing))
    return ThingView(
        iri=iri,
        classes=tuple(sorted(str(each) for each in values.get(str(RDF.type), ()))),
        names=tuple(sorted((name for each in _NAMING for name in values.get(each, ())), key=_by_language)),
        definition=_definition(values, language),
        said=tuple(
            Said(name, tuple(sorted(found, key=_by_language)))
            for name, found in sorted(values.items(), key=lambda pair: _order(pair[0]))
            if name not in _ELSEWHERE
        ),
        incoming=tuple(
            Incoming(str(row.property), int(row.count), tuple(things.get(str(row.property), ())))
            for row in counts
            if row.property is not None
        ),
        page=page,
        pages=pages,
        total=total,
    )


def _definition(values: dict[str, list[Term]], language: str) -> Term | None:
    for name in _DEFINING:
        found = sorted(
            values.get(name, ()), key=lambda term: (term.language != language, term.language != "en")
        )
        if found:
            return found[0]
    return None


def _by_language(term: Term) -> tuple[str, str]:
    return term.language, str(term)


def _order(name: str) -> tuple[bool, str]:
    """Ours first: they say what the others only say about the record."""
    return not name.startswith(BASE), name
