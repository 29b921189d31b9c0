"""The parts of an answer: each a sentence with the provisions and the facts that it rests on.

Field names are the JSON names of `/cooperation`; see docs/cooperation.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from untoc_graph.answers.law import one_modality

if TYPE_CHECKING:
    import datetime as dt

    from untoc_graph.answers.law import Crime, Form, Instrument, Provision, Thing
    from untoc_graph.answers.status import Status

__all__ = [
    "Channel",
    "Channels",
    "Clause",
    "ConditionToShow",
    "DisputeSettlement",
    "Entry",
    "Extradition",
    "Finding",
    "FormOffered",
    "InstrumentBetween",
    "Missing",
    "OffencePath",
    "OtherTreaty",
    "Position",
    "StatementTouching",
]

Position = Literal["accepts", "declines", "conditional", "unclear", "not-applicable", "not-notified"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A statement of an answer.

    Attributes:
        sentence: what it says, in English.
        provisions: the provisions that it rests on.
        facts: IRIs of the facts that it rests on.
    """

    sentence: str
    provisions: tuple[Provision, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class InstrumentBetween(Finding):
    """Whether an instrument is in force between the two, and since when: the later of the two days."""

    instrument: Instrument
    requesting: Status
    requested: Status
    in_force_between: bool | None
    since: dt.date | None


@dataclass(frozen=True, kw_only=True)
class ConditionToShow(Finding):
    """What must be shown; whether it is given in a case is not for the graph to say."""

    condition: Thing


@dataclass(frozen=True, kw_only=True)
class OffencePath(Finding):
    """A way in which the crime is an offence for cooperation between the two.

    Attributes:
        standing: established by an instrument in force between the two; possible, where their laws decide; or
            not-known.
        instrument: the instrument, or the other treaty.
        crimes: the crime types for which this path is open.
        since: the day from which the instrument has been in force between the two, where that is known.
    """

    kind: Literal["convention-offence", "protocol-offence", "serious-crime", "related-instrument"]
    standing: Literal["established", "possible", "not-known"]
    instrument: Thing
    crimes: tuple[Crime, ...]
    since: dt.date | None
    conditions: tuple[ConditionToShow, ...]


@dataclass(frozen=True, kw_only=True)
class FormOffered(Finding):
    """A form of cooperation that the instruments in force between the two offer.

    Attributes:
        obligation: mandatory, optional, mixed or none.
        available: True, or None where it is not known whether its instrument is in force between the two.
        requires: what must be given before it can be used.
        conditions: what must be shown.
        touched_by: keys of the statements of either that touch it.
        other_treaties: other treaties on this form that bind both, or of which it is not known.
    """

    form: Form
    obligation: str
    available: Literal[True] | None
    requires: tuple[str, ...]
    conditions: tuple[ConditionToShow, ...]
    touched_by: tuple[str, ...]
    other_treaties: tuple[OtherTreaty, ...]

    @property
    def modality(self) -> str:
        """The one modality of all that it rests on here, "" where they differ."""
        return one_modality(self.provisions)


@dataclass(frozen=True, kw_only=True)
class OtherTreaty(Finding):
    """Another treaty on this form of cooperation to which the two may both be party."""

    treaty: Thing
    in_force_between: bool | None


@dataclass(frozen=True, kw_only=True)
class Extradition(Finding):
    """What each side said under article 16(5), and the consequence in a sentence."""

    requested_16_5: Position
    requesting_16_5: Position
    consequence: str
    other_treaties: tuple[OtherTreaty, ...]


@dataclass(frozen=True)
class Entry:
    """What a state notified.

    Attributes:
        name: the authority as named at the time, or the language tag; None where the sources do not give it.
        territory: the part of the state for which it is, or None.
        date: the day of the notification, None where no source gives it.
        gist: what the notification says in a sentence.
        statement: the notification.
        sources: keys of its sources.
    """

    name: str | None
    territory: str | None
    date: dt.date | None
    gist: str
    statement: Thing
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Channel(Finding):
    """Whom to write to, or in which language; `directory` is where the official list is kept."""

    status: Literal["notified", "not-in-our-sources", "not-applicable"]
    entries: tuple[Entry, ...]
    directory: str


@dataclass(frozen=True)
class Channels:
    """The channels to the requested state."""

    central_authority: Channel
    languages: Channel
    boarding_authority: Channel
    firearms_contact: Channel


@dataclass(frozen=True, kw_only=True)
class StatementTouching(Finding):
    """A statement of one of the two that touches a provision relied on."""

    statement: Thing
    participant: str
    kind: str
    instrument: str
    touches: Literal["provision", "whole-instrument"]
    standing: Literal["standing", "withdrawn", "withdrawn-undated"]
    date: dt.date | None
    gist: str
    reading: str
    territory: str | None
    objects_to: str | None


@dataclass(frozen=True, kw_only=True)
class Clause(Finding):
    """Whether the dispute clause of one instrument is open between the two.

    Attributes:
        available: None where one of the two may have opted out.
        because: where each of the two stands.
    """

    instrument: Instrument
    available: bool | None
    because: str


@dataclass(frozen=True, kw_only=True)
class DisputeSettlement(Finding):
    """Whether the dispute clause of the Convention is open between the two, and each Protocol's own."""

    available: bool | None
    because: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, kw_only=True)
class Missing(Finding):
    """Something that the answer lacks or cannot be sure of."""

    kind: str
    about: Thing | None
