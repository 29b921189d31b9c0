"""What a page shows of a region or an organisation: its members, and which instruments bind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from untoc_graph.answers.linked_rows import key_of
from untoc_graph.namespaces import mint
from untoc_graph.views.properties import read_pointing, read_properties

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from untoc_graph.views.views import Views

__all__ = ["GroupView", "Member", "read_organisation", "read_region"]


@dataclass(frozen=True)
class Member:
    """A participant in a group.

    Attributes:
        participant: its IRI.
        fact: IRI of the membership that says so; None in a region, which is said of the participant itself.
        status: IRI of what it is: member, associate and so on; None in a region.
        since: the day of accession, or None.
        bound: keys of the instruments that bind it.
    """

    participant: str
    fact: str | None
    status: str | None
    since: str | None
    bound: frozenset[str]

    @property
    def is_full(self) -> bool:
        """Whether it is a member, and not only associated, observing or suspended."""
        return self.status is None or key_of(self.status) == "member"


@dataclass(frozen=True)
class GroupView:
    """A region or an organisation with all that its page shows.

    Attributes:
        iri: its IRI.
        code: its M49 code, or "".
        level: of a region: world, region, subregion, intermediate; else "".
        above: IRI of the wider region, or None.
        below: IRIs of the regions in it.
        note: what to mind, in English, or "".
        members: participants in it, and of a region in those below it, by their keys.
        matches: IRIs of the same thing elsewhere.
    """

    iri: str
    code: str
    level: str
    above: str | None
    below: tuple[str, ...]
    note: str
    members: tuple[Member, ...]
    matches: tuple[str, ...]

    @property
    def full(self) -> tuple[Member, ...]:
        """Those that are members in full."""
        return tuple(each for each in self.members if each.is_full)

    def bound(self, instrument: str) -> int:
        """Return how many of the members in full an instrument binds."""
        return sum(instrument in each.bound for each in self.full)

    def outside(self, instrument: str) -> tuple[str, ...]:
        """Return the IRIs of the members in full that an instrument does not bind."""
        return tuple(each.participant for each in self.full if instrument not in each.bound)


def read_region(views: Views, key: str) -> GroupView | None:
    """Return a region, None where there is none with this key.

    Raises:
        QueryError: the store did not answer.
    """
    return _read(views, "region", key, views.reading.rows("region-members", region=key))


def read_organisation(views: Views, key: str) -> GroupView | None:
    """Return an organisation, None where there is none with this key.

    Raises:
        QueryError: the store did not answer.
    """
    return _read(views, "organisation", key, views.reading.rows("organisation-members", organisation=key))


def _read(views: Views, collection: str, key: str, rows: Sequence[Any]) -> GroupView | None:
    iri = str(mint(collection, key))
    known = read_properties(views.reading, iri)
    if not known:
        return None
    return GroupView(
        iri=iri,
        code=known.text("skos:notation"),
        level=known.text("untoc:level"),
        above=known.iri("skos:broader"),
        below=read_pointing(views.reading, iri, "skos:broader").iris("skos:broader"),
        note=known.text("skos:note"),
        members=tuple(_members(rows)),
        matches=known.iris("skos:exactMatch"),
    )


def _members(rows: Iterable[Any]) -> list[Member]:
    bound: dict[str, set[str]] = {}
    first: dict[str, Any] = {}
    for row in rows:
        first.setdefault(str(row.participant), row)
        instruments = bound.setdefault(str(row.participant), set())
        if row.instrument:
            instruments.add(key_of(row.instrument))
    return [
        Member(
            participant,
            str(row.fact) if row.fact else None,
            str(row.status) if row.status else None,
            str(row.since) if row.since else None,
            frozenset(bound[participant]),
        )
        for participant, row in first.items()
    ]
