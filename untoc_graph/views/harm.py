"""What a page shows of a harm: what it is, which crimes cause it by which source, what matches it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from untoc_graph.namespaces import mint
from untoc_graph.views.properties import read_properties

if TYPE_CHECKING:
    from untoc_graph.views.reading import Term
    from untoc_graph.views.views import Views

__all__ = ["Causing", "HarmView", "read_harm"]


@dataclass(frozen=True)
class Causing:
    """A crime type that causes the harm.

    Attributes:
        fact: IRI of the fact that says so.
        crime: IRI of the crime type.
        basis: IRI of how the source says it: stated or inferred.
        note: in English, or "".
    """

    fact: str
    crime: str
    basis: str
    note: str


@dataclass(frozen=True)
class HarmView:
    """A harm with all that its page shows.

    Attributes:
        iri: its IRI.
        definition: in English.
        labels: its name in each language, in the order of the tags.
        crimes: the crime types that cause it.
        matches: related concepts of other schemes: each with the fact that says so and its kind.
    """

    iri: str
    definition: str
    labels: tuple[Term, ...]
    crimes: tuple[Causing, ...]
    matches: tuple[tuple[str, str, str], ...]


def read_harm(views: Views, key: str) -> HarmView | None:
    """Return a harm, None where there is none with this key.

    Raises:
        QueryError: the store did not answer.
    """
    iri = str(mint("harm", key))
    known = read_properties(views.reading, iri)
    if not known:
        return None
    return HarmView(
        iri=iri,
        definition=known.text("skos:definition"),
        labels=tuple(sorted(known.all("skos:prefLabel"), key=lambda each: each.language)),
        crimes=tuple(
            Causing(str(row.fact), str(row.crime), str(row.basis), str(row.note or ""))
            for row in views.reading.rows("harm-crimes", harm=key)
        ),
        matches=tuple(
            (str(row.target), str(row.fact), row.kind.rpartition("#")[2])
            for row in views.reading.rows("harm-matches", harm=key)
        ),
    )
