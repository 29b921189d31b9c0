"""How an instrument binds a participant: since when, by which act and day, and which source differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from untoc_graph.answers.linked_rows import key_of
from untoc_graph.answers.status import status_on
from untoc_graph.namespaces import BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from untoc_graph.answers.dossier import Dossier, Participation
    from untoc_graph.answers.law import Law
    from untoc_graph.views.reading import Reading

__all__ = ["Binding", "Conflict", "Gazette", "iri_of", "read_bindings", "signature_of"]

# The one basis that needs a word: a day that is recorded needs none.
_COMPUTED: Final = "computed-from-entry-into-force"


@dataclass(frozen=True)
class Conflict:
    """What another source says of an act.

    Attributes:
        iri: its IRI.
        act: IRI of the kind of act that is contested.
        date: the day that the other source gives, None where it gives the same or none.
        stated: IRI of the kind of act that the other source names, or None.
        note: what to mind, in English.
    """

    iri: str
    act: str
    date: str | None
    stated: str | None
    note: str


@dataclass(frozen=True)
class Gazette:
    """That a gazette lists the participant as a party.

    Attributes:
        iri: its IRI.
        notices: the notices that say so.
    """

    iri: str
    notices: str


@dataclass(frozen=True)
class Binding:
    """How a participant stands to an instrument.

    Attributes:
        instrument: IRI of the instrument.
        status: party, party-undated, signatory, none.
        participation: IRI of the participation, None where there is no act.
        signature: IRI of the signature, or None.
        signed_on: its day, None where there is none or no source gives it.
        act: IRI of the act of consent, or None.
        kind: IRI of the kind of that act, or None.
        consented_on: the day of its deposit, None where no source gives it.
        basis: IRI of how that day is known, where it was computed; else None.
        effective_from: the day from which a succession counts, or None.
        since: the day from which it is bound, None where no source gives the day of deposit.
        not_before: first day on which it can have become bound; set where `since` is not.
        not_after: last day on which it can have become bound; set where `since` is not.
        until: the day on which it ceased to be bound, or None.
        confidence: how well the act of consent is sourced, "" without one.
        conflicts: what other sources say of its acts.
        gazette: the gazette that lists it, or None.
    """

    instrument: str
    status: str
    participation: str | None = None
    signature: str | None = None
    signed_on: date | None = None
    act: str | None = None
    kind: str | None = None
    consented_on: date | None = None
    basis: str | None = None
    effective_from: str | None = None
    since: date | None = None
    not_before: date | None = None
    not_after: date | None = None
    until: date | None = None
    confidence: str = ""
    conflicts: tuple[Conflict, ...] = ()
    gazette: Gazette | None = None

    @property
    def is_party(self) -> bool:
        """Whether it has consented and is bound, also where the day is not known."""
        return self.status in {"party", "party-undated"}

    @property
    def facts(self) -> tuple[str, ...]:
        """IRIs of the acts, of what was derived from them, and of what is said against them."""
        gazette = self.gazette.iri if self.gazette else None
        found = (
            self.signature,
            self.act,
            self.participation,
            gazette,
            *(conflict.iri for conflict in self.conflicts),
        )
        return tuple(fact for fact in found if fact)


def read_bindings(reading: Reading, law: Law, dossier: Dossier) -> tuple[Binding, ...]:
    """Return how a participant stands to each instrument on the day of the data.

    Raises:
        QueryError: the store did not answer.
    """
    acts = {str(row.act): row for row in reading.rows("participant-acts", participant=dossier.key)}
    gazettes = {
        key_of(row.instrument): Gazette(iri, str(row.notices)) for iri, row in acts.items() if row.notices
    }
    conflicts: dict[str, list[Conflict]] = {}
    if any(each.confidence == "disputed" or each.contests for each in dossier.participations.values()):
        for instrument, conflict in _conflicts(reading, dossier.key):
            conflicts.setdefault(instrument, []).append(conflict)
    found = []
    for key, treaty in law.instruments.items():
        participation = dossier.participations.get(key)
        status = status_on(participation, law.as_of)
        if participation is None:
            found.append(Binding(treaty.iri, status.status))
            continue
        row = acts.get(participation.act or "")
        basis = key_of(row.basis) if row is not None else ""
        found.append(
            Binding(
                treaty.iri,
                status.status,
                participation=status.iri,
                signature=signature_of(participation),
                signed_on=participation.signed_on,
                act=participation.act,
                kind=f"{PREFIXES['action-kind']}{participation.by}" if participation.by else None,
                consented_on=participation.consented_on,
                basis=f"{PREFIXES['date-basis']}{basis}" if basis == _COMPUTED else None,
                effective_from=str(row.effective_from) if row is not None and row.effective_from else None,
                since=participation.in_force_from,
                not_before=participation.not_before,
                not_after=participation.not_after,
                until=participation.in_force_until,
                confidence=participation.confidence,
                conflicts=tuple(conflicts.get(key, ())),
                gazette=gazettes.get(key),
            )
        )
    return tuple(found)


def signature_of(participation: Participation) -> str | None:
    """Return the IRI of the signature that a participation was derived from, None where there is none."""
    return next((fact for fact in participation.facts if fact != participation.act), None)


def _conflicts(reading: Reading, participant: str) -> Iterator[tuple[str, Conflict]]:
    for row in reading.rows("participant-conflicts", participant=participant):
        yield (
            key_of(row.instrument),
            Conflict(
                str(row.conflict),
                act=str(row.kind),
                date=str(row.date) if row.date else None,
                stated=str(row.act) if row.act else None,
                note=str(row.note),
            ),
        )


def iri_of(collection: str, key: str) -> str:
    """Return the IRI of a thing.

    >>> iri_of("provision", "untoc-16-5")
    'https://w3id.org/untoc/provision/untoc-16-5'
    """
    return f"{BASE}{collection}/{key}"
