"""What a page shows of a participant: what binds it since when, what it stated, what is not known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from untoc_graph.answers.linked_rows import key_of
from untoc_graph.namespaces import PREFIXES
from untoc_graph.views.binding import iri_of, read_bindings
from untoc_graph.views.properties import Properties
from untoc_graph.views.said import sorting_names
from untoc_graph.views.stated import by_article, notified, read_stated
from untoc_graph.views.unknown import related_treaties, unknowns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from untoc_graph.views.binding import Binding
    from untoc_graph.views.reading import Reading, Term
    from untoc_graph.views.stated import ArticleStated, Notified
    from untoc_graph.views.unknown import RelatedTreaty, Unknown
    from untoc_graph.views.views import Views

__all__ = ["Former", "Match", "Member", "Neighbour", "ParticipantView", "Standing", "read_participant"]

_CODES: Final = ("iso3166-1-alpha-2", "iso3166-1-alpha-3", "m49")
_EXACT: Final = PREFIXES["skos"] + "exactMatch"


@dataclass(frozen=True)
class Standing:
    """How a neighbour stands to an instrument.

    Attributes:
        status: party, party-undated, signatory, none.
        since: the day from which it is bound, None where it is not or no source gives the day.
        participation: IRI of its participation, or None.
    """

    status: str
    since: str | None = None
    participation: str | None = None


@dataclass(frozen=True)
class Neighbour:
    """A land neighbour, or a member of an organization, and its standing to each instrument in order."""

    iri: str
    standings: tuple[Standing, ...]


@dataclass(frozen=True)
class Member:
    """That a participant belongs to an organization.

    Attributes:
        iri: of the membership.
        organisation: IRI of the organization.
        status: IRI of the status: member, suspended, disputed…
        since: day or year, or None.
        agreement: key of how well the sources agree, or "".
        note: what to mind, in English.
    """

    iri: str
    organisation: str
    status: str
    since: str | None
    agreement: str
    note: str


@dataclass(frozen=True)
class Former:
    """A name of former times.

    Attributes:
        iri: its IRI.
        name: the name, with its language.
        valid_from: first day of its use, or None.
        valid_to: last day of its use, or None.
    """

    iri: str
    name: Term
    valid_from: str | None
    valid_to: str | None


@dataclass(frozen=True)
class Match:
    """The same resource, or one near to it, in another data set.

    Attributes:
        iri: of the mapping.
        data_set: key of the data set: wikidata, eurovoc…
        kind: exactMatch, closeMatch and so on.
        target: IRI of the other resource.
    """

    iri: str
    data_set: str
    kind: str
    target: str


@dataclass(frozen=True)
class ParticipantView:
    """A participant for its page.

    Attributes:
        iri: its IRI.
        key: its key.
        is_state: False for an organization.
        as_of: the date of the data, for which all statuses are told.
        formal: its formal name in the language of the page, else in English; None where there is none.
        names: its name in each language of the United Nations.
        alternatives: other names.
        kind: IRI of the kind of participant.
        un_member_since: the day of its admission to the United Nations, or None.
        codes: its codes, each with the key of the system.
        group: IRI of its regional group, or None.
        region: IRI of its region, or None.
        note: what to mind, in English.
        bindings: how it stands to each instrument.
        articles: what it stated, by article.
        notified: what the instruments ask it to notify, and what it did.
        unknown: what is not known.
        related: how it stands to other treaties.
        members: the organizations that it belongs to.
        former: its former names.
        neighbours: its land neighbours; of an organization, its members.
        presidencies: sessions of the Conference over which it presided, with their first days.
        matches: the same resource elsewhere, by data set.
    """

    iri: str
    key: str
    is_state: bool
    as_of: date
    formal: Term | None
    names: tuple[Term, ...]
    alternatives: tuple[Term, ...]
    kind: str
    un_member_since: str | None
    codes: tuple[tuple[str, str], ...]
    group: str | None
    region: str | None
    note: str
    bindings: tuple[Binding, ...]
    articles: tuple[ArticleStated, ...]
    notified: tuple[Notified, ...]
    unknown: tuple[Unknown, ...]
    related: tuple[RelatedTreaty, ...]
    members: tuple[Member, ...]
    former: tuple[Former, ...]
    neighbours: tuple[Neighbour, ...]
    presidencies: tuple[tuple[str, str | None], ...]
    matches: tuple[Match, ...]

    @property
    def statements(self) -> int:
        """How many statements it made."""
        return sum(len(article.stated) for article in self.articles)


def read_participant(views: Views, key: str, language: str) -> ParticipantView | None:
    """Return the view of the participant with a key, None where there is none.

    Raises:
        QueryError: the store did not answer.
    """
    reader, reading = views.desk.reader, views.reading
    if key not in reader.names.participants:
        return None
    law = reader.law
    (dossier,) = reader.dossiers([key])
    said = Properties(reading.rows("participant-facts", participant=key))
    bindings = read_bindings(reading, law, dossier)
    stated = read_stated(reading, law, dossier)
    asked = notified(law, dossier, bindings, stated)
    related = related_treaties(law, dossier)
    beside = (
        [str(each) for each in said.all("untoc:neighbour")]
        if dossier.is_state
        else [str(row.member) for row in reading.rows("participant-members", participant=key)]
    )
    return ParticipantView(
        iri=dossier.iri,
        key=key,
        is_state=dossier.is_state,
        as_of=law.as_of,
        formal=_in(said.all("untoc:formalName"), language),
        names=said.all("skos:prefLabel"),
        alternatives=said.all("skos:altLabel"),
        kind=str(said.one("untoc:participantKind")),
        un_member_since=_text(said.one("untoc:unMemberSince")),
        codes=tuple(_codes(said.all("skos:notation"))),
        group=_text(said.one("untoc:regionalGroup")),
        region=_text(said.one("untoc:region")),
        note=said.text("skos:note"),
        bindings=bindings,
        articles=by_article(law, stated),
        notified=asked,
        unknown=unknowns(law, dossier, bindings, stated, asked, related),
        related=related,
        members=tuple(_members(reading, key)),
        former=tuple(_former(reading, key)),
        neighbours=_neighbours(views, beside, (each.iri for each in law.instruments.values()), language),
        presidencies=tuple(
            (str(row.session), _text(row.start))
            for row in reading.rows("participant-presidencies", participant=key)
        ),
        matches=tuple(_matches(reading, key)),
    )


def _members(reading: Reading, key: str) -> Iterator[Member]:
    for row in reading.rows("participant-memberships", participant=key):
        yield Member(
            str(row.membership),
            organisation=str(row.organisation),
            status=str(row.status),
            since=_text(row.since),
            agreement=key_of(row.agreement) if row.agreement else "",
            note=str(row.note or ""),
        )


def _former(reading: Reading, key: str) -> Iterator[Former]:
    for row in reading.rows("participant-former-names", participant=key):
        yield Former(str(row.former), row.name, _text(row.valid_from), _text(row.valid_to))


def _neighbours(
    views: Views, iris: Iterable[str], instruments: Iterable[str], language: str
) -> tuple[Neighbour, ...]:
    names = sorting_names(views, iris, language)
    if not names:
        return ()
    standings = {
        (str(row.participant), str(row.instrument)): Standing(
            key_of(row.status), _text(row.since), str(row.participation)
        )
        for row in views.reading.rows("standings-of", participant=map(key_of, names))
    }
    instruments = tuple(instruments)
    return tuple(
        Neighbour(
            iri, tuple(standings.get((iri, instrument), Standing("none")) for instrument in instruments)
        )
        for iri in sorted(names, key=lambda iri: (names[iri], iri))
    )


def _matches(reading: Reading, key: str) -> Iterator[Match]:
    start = iri_of("graph", "mappings-")
    rows = reading.rows("participant-matches", participant=key)
    for row in sorted(rows, key=lambda row: (row.graph, row.kind != _EXACT, row.target)):
        yield Match(
            str(row.match), row.graph.removeprefix(start), str(row.kind).rpartition("#")[2], str(row.target)
        )


def _codes(notations: tuple[Term, ...]) -> Iterator[tuple[str, str]]:
    by_system = {each.datatype.rpartition("#")[2]: str(each) for each in notations}
    for system in _CODES:
        if system in by_system:
            yield system, by_system[system]


def _in(values: tuple[Term, ...], language: str) -> Term | None:
    """Return the value in a language, else in English, else any."""
    by_language = {value.language: value for value in values}
    return by_language.get(language) or by_language.get("en") or next(iter(values), None)


def _text(term: object) -> str | None:
    return None if term is None else str(term)
