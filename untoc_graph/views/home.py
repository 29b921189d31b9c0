"""What the front page shows: who is bound, what changed last, how much there is, what is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from untoc_graph.answers.law import CONVENTION
from untoc_graph.namespaces import BASE, PREFIXES
from untoc_graph.views.known import Known
from untoc_graph.views.map import MapView, Stood, Turn
from untoc_graph.views.unrecorded import read_unrecorded

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from untoc_graph.answers.law import Instrument, Law
    from untoc_graph.views.known import State
    from untoc_graph.views.unrecorded import Unrecorded
    from untoc_graph.views.views import Views

__all__ = ["Change", "HomeView", "Parties", "read_home"]

_LATEST: Final = 5
_STATEMENTS: Final = (
    "Reservation",
    "Declaration",
    "Notification",
    "Objection",
    "TerritorialApplication",
    "Withdrawal",
)
_STATES: Final[dict[str, State]] = {
    "party": "party",
    "party-undated": "party-undated",
    "signatory": "signed-only",
}


@dataclass(frozen=True)
class Parties:
    """How many stand to an instrument, on the day of the data.

    Attributes:
        iri: the instrument.
        key: its key.
        bound: parties.
        undated: those of them of whose consent no source gives the day.
        signed: those that signed and are no parties.
        outside: states that neither signed nor are parties.
    """

    iri: str
    key: str
    bound: int
    undated: int
    signed: int
    outside: int


@dataclass(frozen=True)
class Change:
    """A participant that consented to be bound.

    Attributes:
        participant: its IRI.
        instrument: IRI of the instrument.
        participation: IRI of what says so.
        by: IRI of the kind of act, or None.
        on: the day.
        since: the day from which it is bound, or None.
        computed: whether the day is computed back from that one, and recorded by no source.
    """

    participant: str
    instrument: str
    participation: str
    by: str | None
    on: date
    since: date | None
    computed: bool


@dataclass(frozen=True)
class HomeView:
    """The front page.

    Attributes:
        as_of: the day of the data, None where the release does not say.
        participants: IRIs of all.
        instruments: those that the release has, the Convention first.
        map: who is bound by the Convention, None where the release has no law.
        latest: the last that consented on a known day, the latest first.
        later: those that consented since the earliest day of these, on a day that no source gives.
        perhaps_later: those that may have done so since, or before.
        counts: how many things there are, by a name of ours.
    """

    as_of: date | None
    participants: tuple[str, ...]
    instruments: tuple[Parties, ...]
    map: MapView | None
    latest: tuple[Change, ...]
    later: tuple[Unrecorded, ...]
    perhaps_later: tuple[Unrecorded, ...]
    counts: Mapping[str, int]

    @property
    def undated(self) -> int:
        """In how many cases a participant is bound and no source gives the day of its consent."""
        return sum(each.undated for each in self.instruments)

    @property
    def named(self) -> tuple[str, ...]:
        """What the page calls by its name."""
        acts = [each.by for each in self.latest if each.by]
        return (*self.participants, *(each.iri for each in self.instruments), *acts)


def read_home(views: Views, law: Law | None) -> HomeView:
    """Return what the front page shows.

    Args:
        views: where it is read, by three queries.
        law: the instruments in their order, None where the release has no law.

    Raises:
        QueryError: the store did not answer.
    """
    rows = views.reading.rows("home-participations")
    counted, as_of = _counted(views.reading.rows("home-counts"))
    acts = [row for row in rows if row.instrument]
    participants = tuple(dict.fromkeys(str(row.participant) for row in rows))
    instruments = law.instruments if law else {}
    unrecorded = read_unrecorded(views.reading)
    latest = _latest(acts, {each.participation for each in unrecorded if each.computed})
    undated = [each for each in unrecorded if not each.computed and latest]
    later = tuple(each for each in undated if each.first and each.first >= latest[-1].on)
    return HomeView(
        as_of=as_of,
        participants=participants,
        instruments=tuple(_parties(each, acts, len(participants)) for each in instruments.values()),
        map=_map(next(iter(instruments.values())), rows, as_of, law)
        if law and as_of and instruments
        else None,
        latest=latest,
        later=later,
        perhaps_later=tuple(
            each
            for each in undated
            if each not in later and (each.last is None or each.last >= latest[-1].on)
        ),
        counts={
            "participants": len(participants),
            "articles": counted["Article"],
            "paragraphs": counted["Paragraph"],
            "statements": sum(counted[name] for name in _STATEMENTS),
            "crimes": counted["CrimeType"],
            "offences": counted["Offence"],
            "forms": counted["CooperationForm"],
            "decisions": counted["Decision"],
            "sources": counted["Source"],
            "gaps": counted["Gap"],
            "conflicts": counted["Conflict"],
        },
    )


def _counted(rows: Iterable[Any]) -> tuple[Counter[str], date | None]:
    """Return the number of things by the name of their class, and the day of the data."""
    counted: Counter[str] = Counter()
    as_of = None
    for row in rows:
        if row.day:
            as_of = date.fromisoformat(row.day)
        else:
            counted[row.kind.removeprefix(PREFIXES["untoc"])] = int(row.number)
    return counted, as_of


def _parties(instrument: Instrument, acts: Iterable[Any], participants: int) -> Parties:
    statuses = Counter(
        row.status.rpartition("/")[2] for row in acts if row.instrument == instrument.iri and row.status
    )
    bound = statuses["party"] + statuses["party-undated"]
    return Parties(
        iri=instrument.iri,
        key=instrument.key,
        bound=bound,
        undated=statuses["party-undated"],
        signed=statuses["signatory"],
        outside=participants - bound - statuses["signatory"],
    )


def _map(instrument: Instrument, rows: Iterable[Any], as_of: date, law: Law) -> MapView:
    stood: dict[str, Stood] = {}
    for row in rows:
        key = row.participant.removeprefix(PREFIXES["participant"])
        is_state = row.kind == f"{PREFIXES['untoc']}State"
        if row.instrument == instrument.iri:
            state = _STATES.get(row.status.removeprefix(f"{BASE}status/"), "no-act")
            since = date.fromisoformat(row.since) if row.since and state == "party" else None
            stood[key] = Stood(key, is_state, Turn(as_of, Known(state, since)))
        else:
            stood.setdefault(key, Stood(key, is_state, Turn(as_of)))
    return MapView(
        instrument,
        law.instruments[CONVENTION].in_force,
        as_of,
        as_of,
        tuple(stood[key] for key in sorted(stood)),
    )


def _latest(acts: Iterable[Any], computed: Container[str]) -> tuple[Change, ...]:
    dated = sorted(
        (row for row in acts if row.consented),
        key=lambda row: (row.consented, row.participation),
        reverse=True,
    )
    return tuple(
        Change(
            participant=str(row.participant),
            instrument=str(row.instrument),
            participation=str(row.participation),
            by=str(row.by) if row.by else None,
            on=date.fromisoformat(row.consented),
            since=date.fromisoformat(row.since) if row.since else None,
            computed=str(row.participation) in computed,
        )
        for row in dated[:_LATEST]
    )
