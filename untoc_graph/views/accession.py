"""Who joined an instrument and when: parties by group, their number by the day, and who is outside."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from untoc_graph.answers.linked_rows import key_of
from untoc_graph.answers.status import status_on
from untoc_graph.views.binding import iri_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from untoc_graph.answers.desk import Desk
    from untoc_graph.answers.dossier import Participation
    from untoc_graph.answers.law import Instrument
    from untoc_graph.views.reading import Reading

__all__ = ["Accession", "Group", "Stander", "Year", "read_accession"]

_UN_MEMBER: Final = "un-member"


@dataclass(frozen=True)
class Stander:
    """A participant and how it stands to the instrument.

    Attributes:
        iri: IRI of the participant.
        group: IRI of its regional group, None where it has none.
        un_member: whether it is a member of the United Nations.
        status: party, party-undated, signatory, none.
        participation: its acts, None where it has none.
    """

    iri: str
    group: str | None
    un_member: bool
    status: str
    participation: Participation | None

    @property
    def is_party(self) -> bool:
        """Whether it is bound, also where the day is not known."""
        return self.status in {"party", "party-undated"}


@dataclass(frozen=True)
class Group:
    """A regional group.

    Attributes:
        iri: its IRI, None for those that have no group.
        members: all participants in it, by key.
    """

    iri: str | None
    members: tuple[Stander, ...]

    @property
    def parties(self) -> tuple[Stander, ...]:
        """Those that are bound."""
        return tuple(each for each in self.members if each.is_party)

    @property
    def signatories(self) -> tuple[Stander, ...]:
        """Those that signed and are not bound."""
        return tuple(each for each in self.members if each.status == "signatory")

    @property
    def outside(self) -> tuple[Stander, ...]:
        """Those that have no act."""
        return tuple(each for each in self.members if each.status == "none")


@dataclass(frozen=True)
class Year:
    """How many became bound in a year, on days that sources give, and how many were so at its end."""

    year: int
    joined: int
    bound: int


@dataclass(frozen=True)
class Accession:
    """All participants and an instrument.

    Attributes:
        as_of: the date of the data.
        groups: the regional groups, then those without one.
        began: the days from which participants became bound, as far as sources give them.
        ended: the days on which some ceased to be bound.
        deposits: the days of the deposits of consent, as far as sources give them.
        years: the years in which the instrument was in force.
    """

    as_of: dt.date
    groups: tuple[Group, ...]
    began: tuple[dt.date, ...]
    ended: tuple[dt.date, ...]
    deposits: tuple[dt.date, ...]
    years: tuple[Year, ...]

    @property
    def standers(self) -> tuple[Stander, ...]:
        """All participants."""
        return tuple(each for group in self.groups for each in group.members)

    @property
    def parties(self) -> tuple[Stander, ...]:
        """Those that are bound."""
        return tuple(each for each in self.standers if each.is_party)

    @property
    def undated(self) -> tuple[Stander, ...]:
        """Those that are bound from a day that no source gives."""
        return tuple(each for each in self.standers if each.status == "party-undated")

    @property
    def signatories(self) -> tuple[Stander, ...]:
        """Those that signed and are not bound."""
        return tuple(each for each in self.standers if each.status == "signatory")

    @property
    def members_outside(self) -> tuple[Stander, ...]:
        """The members of the United Nations that have no act."""
        return tuple(each for each in self.standers if each.status == "none" and each.un_member)

    @property
    def others_outside(self) -> tuple[Stander, ...]:
        """Those that have no act and are not members of the United Nations."""
        return tuple(each for each in self.standers if each.status == "none" and not each.un_member)


def read_accession(reading: Reading, desk: Desk, instrument: Instrument) -> Accession:
    """Return how all participants stand to an instrument on the day of the data.

    Raises:
        QueryError: the store did not answer.
    """
    as_of = desk.reader.law.as_of
    rows = reading.rows("participant-groups")
    dossiers = desk.reader.dossiers(key_of(row.participant) for row in rows)
    standers = [
        _stander(row.group, row.kind, dossier.iri, dossier.participations.get(instrument.key), as_of)
        for row, dossier in zip(rows, dossiers, strict=True)
    ]
    acts = [each.participation for each in standers if each.participation is not None]
    began = tuple(sorted(each.in_force_from for each in acts if each.in_force_from))
    ended = tuple(sorted(each.in_force_until for each in acts if each.in_force_until))
    return Accession(
        as_of,
        groups=_groups(standers),
        began=began,
        ended=ended,
        deposits=tuple(sorted(each.consented_on for each in acts if each.consented_on)),
        years=_years(began, ended, as_of),
    )


def _stander(
    group: str | None, kind: str, iri: str, participation: Participation | None, as_of: dt.date
) -> Stander:
    return Stander(
        iri,
        group=None if group is None else str(group),
        un_member=kind == iri_of("participant-kind", _UN_MEMBER),
        status=status_on(participation, as_of).status,
        participation=participation,
    )


def _groups(standers: Iterable[Stander]) -> tuple[Group, ...]:
    found: dict[str | None, list[Stander]] = {}
    for each in standers:
        found.setdefault(each.group, []).append(each)
    ordered = sorted(found, key=lambda iri: (iri is None, iri or ""))
    return tuple(Group(iri, tuple(found[iri])) for iri in ordered)


def _years(began: Sequence[dt.date], ended: Sequence[dt.date], as_of: dt.date) -> tuple[Year, ...]:
    if not began:
        return ()
    joined, left = (Counter(day.year for day in days) for days in (began, ended))
    return tuple(
        Year(year, joined[year], _up_to(joined, year) - _up_to(left, year))
        for year in range(began[0].year, as_of.year + 1)
    )


def _up_to(counts: Mapping[int, int], last: int) -> int:
    return sum(count for year, count in counts.items() if year <= last)
