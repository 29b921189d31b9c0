"""What is beside a thing in the graph: what it points to, and what points to it, by property and counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rdflib import URIRef

from untoc_graph.namespaces import BASE, PREFIXES
from untoc_graph.sparql.term_text import query_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from untoc_graph.views.reading import Reading, Term

__all__ = ["Bundle", "Neighbourhood", "read_neighbourhood"]

# So many ends of a property are read; the page says how many more there are.
_READ: Final = 12
_UNTOC: Final = PREFIXES["untoc"]
# Shapes hold for things and are not beside them, what annotates a mapping says the mapping again, and an
# example of the data or of a question is one by chance.
_CHANCE: Final = (
    f"<{PREFIXES['owl']}annotatedSource>, <{PREFIXES['sh']}defaultValue>, <{PREFIXES['void']}exampleResource>"
)
_LEFT_OUT: Final = f'FILTER(?property NOT IN ({_CHANCE}) && !STRSTARTS(STR(?end), "{PREFIXES["shape"]}"))'
# What says how a description was made, not what the thing is, comes last.
_LAST: Final = (
    f"{PREFIXES['rdf']}type",
    f"{PREFIXES['skos']}inScheme",
    f"{_UNTOC}confidence",
    f"{_UNTOC}reading",
    f"{PREFIXES['dcterms']}source",
    f"{_UNTOC}derivedBy",
)


@dataclass(frozen=True)
class Bundle:
    """What one property leads to from a thing, or from where it leads to the thing.

    Attributes:
        predicate: IRI of the property.
        incoming: whether it leads to the thing.
        count: at how many others it ends or begins.
        ends: IRIs of the first of them.
    """

    predicate: str
    incoming: bool
    count: int
    ends: tuple[str, ...]

    @property
    def more(self) -> int:
        """How many there are besides those that were read."""
        return self.count - len(self.ends)


@dataclass(frozen=True)
class Neighbourhood:
    """A thing and what is beside it.

    Attributes:
        iri: of the thing.
        outgoing: what it points to, by property.
        incoming: what points to it, by property.
    """

    iri: str
    outgoing: tuple[Bundle, ...]
    incoming: tuple[Bundle, ...]

    @property
    def named(self) -> tuple[str, ...]:
        """IRIs of all that is shown: the thing, its properties, and what is beside it."""
        bundles = (*self.outgoing, *self.incoming)
        return (
            self.iri,
            *(bundle.predicate for bundle in bundles),
            *(end for bundle in bundles for end in bundle.ends),
        )


def read_neighbourhood(reading: Reading, iri: str) -> Neighbourhood | None:
    """Return what is beside a thing of ours, None where the graph says nothing of it.

    Two queries: how many there are of each property, and the first of each. Literals lead nowhere and are
    left out. What holds both ways (neighbours) is told once, as leading away.

    Args:
        reading: where to read.
        iri: of the thing.

    Raises:
        QueryError: the store did not answer.
        ValueError: it is no IRI.
    """
    thing = query_text(URIRef(iri))
    counted = reading.select(
        f"""SELECT ?incoming ?property (COUNT(DISTINCT ?end) AS ?count) WHERE {{
          {{ {thing} ?property ?end BIND(false AS ?incoming) FILTER(isIRI(?end)) }}
          UNION {{ ?end ?property {thing} BIND(true AS ?incoming) FILTER(isIRI(?end)) {_LEFT_OUT} }}
        }} GROUP BY ?incoming ?property"""
    )
    if not counted:
        return None
    # "GROUP BY" of nothing is one row without values.
    found = [(row.incoming == "true", str(row.property), int(row.count)) for row in counted if row.property]
    if not found:
        return None
    ends = _ends(reading.select(_first_ends(thing, found)))
    bundles = sorted(
        (Bundle(name, incoming, count, ends.get((incoming, name), ())) for incoming, name, count in found),
        key=lambda bundle: _place(bundle.predicate),
    )
    return Neighbourhood(
        iri,
        tuple(bundle for bundle in bundles if not bundle.incoming),
        tuple(bundle for bundle in bundles if bundle.incoming and not _told(bundle, bundles)),
    )


def _told(bundle: Bundle, bundles: Iterable[Bundle]) -> bool:
    """Return whether the same property leads to the very same things."""
    return any(
        not each.incoming
        and (each.predicate, each.count, each.ends) == (bundle.predicate, bundle.count, bundle.ends)
        for each in bundles
    )


def _first_ends(thing: str, found: Sequence[tuple[bool, str, int]]) -> str:
    """Return the query for the first ends of each property: one part each, so that none drowns the others."""
    parts = []
    for incoming, name, _ in found:
        way = query_text(URIRef(name))
        pattern = f"?end ?property {thing} {_LEFT_OUT}" if incoming else f"{thing} ?property ?end"
        parts.append(
            f"{{ SELECT DISTINCT ?incoming ?property ?end WHERE {{ VALUES (?incoming ?property) "
            f"{{ ({str(incoming).lower()} {way}) }} {pattern} FILTER(isIRI(?end)) }} "
            f"ORDER BY STR(?end) LIMIT {_READ} }}"
        )
    return f"SELECT ?incoming ?property ?end WHERE {{ {' UNION '.join(parts)} }}"


def _ends(rows: Iterable[_End]) -> dict[tuple[bool, str], tuple[str, ...]]:
    found: dict[tuple[bool, str], list[str]] = {}
    for row in rows:
        found.setdefault((row.incoming == "true", str(row.property)), []).append(str(row.end))
    return {key: tuple(sorted(ends)) for key, ends in found.items()}


def _place(name: str) -> tuple[int, bool, str]:
    """Return where a property is shown: ours first, then those of others, what is of the record last."""
    return (_LAST.index(name) + 1 if name in _LAST else 0, not name.startswith(BASE), name)


if TYPE_CHECKING:
    from typing import Protocol

    class _End(Protocol):
        incoming: Term
        property: Term
        end: Term
