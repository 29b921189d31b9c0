"""What the graph knows of one participant: how it is bound, what it said, and what is known to be missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from untoc_graph.answers.law import Thing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

__all__ = ["Authority", "Contest", "Dossier", "Gap", "Participation", "RelatedStatus", "Statement"]


@dataclass(frozen=True)
class Contest:
    """What another source says of the act by which a participant is bound.

    Attributes:
        key: last segment of the IRI of the conflict.
        date: the day that the other source gives, or None.
        note: what it says.
    """

    key: str
    date: dt.date | None
    note: str


@dataclass(frozen=True)
class Participation:
    """How a participant stands to an instrument, as the rules of the graph derived it from its acts.

    Attributes:
        key: last segment of its IRI, `ITA-untoc`.
        instrument: key of the instrument.
        signed: whether it signed.
        signed_on: the day, None where there is none or no source gives it.
        by: the act of consent (`ratification`), None where there is none.
        act: IRI of that act, or None.
        consented_on: the day of its deposit, None where no source gives it.
        in_force_from: the day from which it is bound, None where no source gives the day of deposit.
        not_before: first day on which it can have become bound; set where `in_force_from` is not.
        not_after: last day on which it can have become bound; set where `in_force_from` is not.
        in_force_until: the day on which it ceased to be bound, or None.
        confidence: how well the act is sourced: sourced-two, sourced-one, existence-only, disputed; ""
            without act.
        facts: IRIs of the acts that it was derived from.
        contests: what other sources say of the act of consent.
    """

    key: str
    instrument: str
    signed: bool = False
    signed_on: dt.date | None = None
    by: str | None = None
    act: str | None = None
    consented_on: dt.date | None = None
    in_force_from: dt.date | None = None
    not_before: dt.date | None = None
    not_after: dt.date | None = None
    in_force_until: dt.date | None = None
    confidence: str = ""
    facts: tuple[str, ...] = ()
    contests: tuple[Contest, ...] = ()


@dataclass(frozen=True)
class Authority(Thing):
    """An authority that a statement designates, named as notified at the time."""


@dataclass(frozen=True)
class Statement:
    """A reservation, declaration, notification, objection or territorial application.

    Attributes:
        key: last segment of its IRI.
        participant: key of who made it.
        instrument: key of the instrument under which it was made.
        kind: reservation, declaration, notification, objection, territorial-application.
        provisions: keys of the provisions that it concerns; none where it concerns the whole instrument.
        subject: what it is about, `extradition-legal-basis`.
        value: what it says, `accepts`; None where the subject has no closed set of answers.
        languages: BCP 47 tags of the languages that it accepts.
        authorities: whom it designates.
        territories: what it extends to, excludes, or is confined to, in words.
        territory: the part of the participant for which it was made, or None.
        date: the day on which it was made, None where no source gives it.
        gist: what it says in a sentence.
        objects_to: key of the statement that it objects to, or None.
        withdrawn_by: key of the withdrawal, or None.
        withdrawn_on: the day of the withdrawal, None where there is none or no source gives it.
        confidence: how well it is sourced.
        reading: how sure the reading is: high, medium, low.
        sources: keys of the sources.
    """

    key: str
    participant: str
    instrument: str
    kind: str
    provisions: tuple[str, ...]
    subject: str
    value: str | None
    languages: tuple[str, ...]
    authorities: tuple[Authority, ...]
    territories: tuple[str, ...]
    territory: str | None
    date: dt.date | None
    gist: str
    objects_to: str | None
    withdrawn_by: str | None
    withdrawn_on: dt.date | None
    confidence: str
    reading: str
    sources: tuple[str, ...]

    @property
    def iri(self) -> str:
        """The full IRI."""
        return self.thing.iri

    @property
    def thing(self) -> Thing:
        """The statement as an answer names it."""
        return Thing("statement", self.key, self.gist)


@dataclass(frozen=True)
class RelatedStatus:
    """That a participant is listed as a party or signatory of another treaty.

    Attributes:
        key: last segment of its IRI.
        related: key of the other treaty.
        status: party or signatory.
        date: the day of its consent, None where no source gives it.
        as_of: date of the list, or None.
        note: what to mind.
    """

    key: str
    related: str
    status: str
    date: dt.date | None
    as_of: dt.date | None
    note: str


@dataclass(frozen=True)
class Gap:
    """Something that is known to exist and was not found.

    Attributes:
        key: last segment of its IRI.
        kind: statement or objection.
        instrument: key of the instrument.
        missing: what, in words.
    """

    key: str
    kind: str
    instrument: str
    missing: str


@dataclass(frozen=True)
class Dossier(Thing):
    """All that the graph knows of a participant and an answer may need.

    Attributes:
        is_state: False for an organization.
        participations: by key of the instrument; none where it neither signed nor consented.
        statements: in the order of their keys, withdrawals left out: they stand on what they withdraw.
        related: by key of the other treaty.
        gaps: in the order of their keys.
    """

    is_state: bool
    participations: Mapping[str, Participation]
    statements: tuple[Statement, ...]
    related: Mapping[str, RelatedStatus]
    gaps: tuple[Gap, ...]
