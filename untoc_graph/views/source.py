"""What a page shows of a source: what it is, where it was read, and which facts rest on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from untoc_graph.namespaces import BASE, PREFIXES, mint
from untoc_graph.views.about import read_about
from untoc_graph.views.properties import read_pointing, read_properties
from untoc_graph.views.said import sorting_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from untoc_graph.views.views import Views

__all__ = ["SHOWN", "Resting", "SourceView", "read_source"]

_PARTICIPANT: Final = PREFIXES["participant"]
# So many facts of a kind are named; who wants all has the data.
SHOWN: Final = 24
_PROPERTIES: Final = (
    "dcterms:source",
    "untoc:corroboratedBy",
    "untoc:existenceCorroboratedBy",
    "untoc:nameSource",
    "untoc:readBeside",
)


@dataclass(frozen=True)
class Resting:
    """The facts of a kind that rest on the source.

    Attributes:
        collection: the collection of their IRIs; `ontology` and `shapes` for their terms.
        count: how many there are.
        facts: the first of them.
    """

    collection: str
    count: int
    facts: tuple[str, ...]


@dataclass(frozen=True)
class SourceView:
    """A source with all that its page shows.

    Attributes:
        iri: its IRI.
        title: what it is.
        locator: where it was read, as it is recorded; "" where that is not known.
        address: the part of the locator that is a web address, or "".
        as_of: the day for which it speaks, or "".
        as_of_note: the state that was read, where that is no day, or "".
        licence: a note on how it may be used, or "".
        given: the facts that it gives.
        corroborated: the facts of other sources that it gives too, with the day.
        existence: the acts that it says were made, without giving the day.
        named: what it gives names of in other languages, and nothing else.
        beside: the statements beside whose one source it was read: a copy, a translation, a table of days.
        about: what those facts are about that have no name of their own.
    """

    iri: str
    title: str
    locator: str
    address: str
    as_of: str
    as_of_note: str
    licence: str
    given: tuple[Resting, ...]
    corroborated: tuple[Resting, ...]
    existence: tuple[Resting, ...]
    named: tuple[Resting, ...]
    beside: tuple[Resting, ...]
    about: Mapping[str, tuple[str, ...]]

    @property
    def facts(self) -> tuple[str, ...]:
        """The IRIs of the facts that are named."""
        groups = (*self.given, *self.corroborated, *self.existence, *self.named, *self.beside)
        return tuple(fact for group in groups for fact in group.facts)


def read_source(views: Views, key: str, language: str = "en") -> SourceView | None:
    """Return a source, None where there is none with this key.

    Args:
        views: where to read.
        key: the last segment of its IRI, `lawsmd-untoc`.
        language: facts of participants are ordered by the names of those in it.

    Raises:
        QueryError: the store did not answer.
    """
    iri = str(mint("source", key))
    known = read_properties(views.reading, iri)
    if not known:
        return None
    pointing = read_pointing(views.reading, iri, *_PROPERTIES)
    locator = known.text("untoc:locator")
    resting = {name: pointing.iris(name) for name in _PROPERTIES}
    whose = {fact: _whose(fact) for facts in resting.values() for fact in facts}
    order = sorting_names(views, {who for who in whose.values() if who}, language)

    def by_name(fact: str) -> tuple[str, str]:
        return order.get(whose[fact], ""), fact

    groups = [_grouped(sorted(facts, key=by_name)) for facts in resting.values()]
    given, corroborated, existence, named, beside = groups
    shown = (fact for group in groups for each in group for fact in each.facts)
    return SourceView(
        iri=iri,
        title=known.text("dcterms:title"),
        locator=locator,
        address=address_in(locator),
        as_of=known.text("untoc:asOf"),
        as_of_note=known.text("untoc:asOfNote"),
        licence=known.text("untoc:licenceNote"),
        given=given,
        corroborated=corroborated,
        existence=existence,
        named=named,
        beside=beside,
        about=read_about(views.reading, shown),
    )


def address_in(locator: str) -> str:
    """Return the web address with which a locator begins, "" where it begins with none.

    >>> address_in("https://unodc.org/e4j/fr.html; opening of the page only")
    'https://unodc.org/e4j/fr.html'
    >>> address_in("github:datasets/country-codes")
    ''
    """
    first = (locator.split() or [""])[0].rstrip(";,")
    return first if first.startswith(("http://", "https://")) else ""


def _whose(fact: str) -> str:
    """Return the IRI of the participant whose fact it is, with whose code its key begins; "" for others."""
    code = fact.rpartition("/")[2].partition("-")[0]
    return f"{_PARTICIPANT}{code}" if code.isupper() and fact.startswith(BASE) else ""


def _grouped(facts: Sequence[str]) -> tuple[Resting, ...]:
    groups: dict[str, list[str]] = {}
    for fact in facts:
        place = fact.removeprefix(BASE).partition("#")[0].partition("/")[0]
        groups.setdefault(place, []).append(fact)
    return tuple(
        Resting(collection, len(found), tuple(found[:SHOWN]))
        for collection, found in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    )
