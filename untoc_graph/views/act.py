"""What a page shows of an act of a participant, and of how it stands to an instrument by its acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from untoc_graph.answers.linked_rows import key_of
from untoc_graph.namespaces import PREFIXES, mint
from untoc_graph.views.properties import read_pointing, read_properties

if TYPE_CHECKING:
    from untoc_graph.views.properties import Properties
    from untoc_graph.views.views import Views

__all__ = ["ActView", "Contest", "ParticipationView", "RuleApplied", "read_act", "read_participation"]


@dataclass(frozen=True)
class Contest:
    """What another source says of the act.

    Attributes:
        iri: its IRI.
        date: the day that it gives, or None.
        kind: IRI of the class of act that it gives, or None.
        note: what to mind, in English, or "".
    """

    iri: str
    date: str | None
    kind: str | None
    note: str


@dataclass(frozen=True)
class ActView:
    """An act with all that its page shows.

    Attributes:
        iri: its IRI.
        participant: IRI of who acted.
        instrument: IRI of the instrument.
        kind: IRI of the kind of act.
        is_signature: whether it is a signature, which does not bind.
        date: the day, None where no source gives it.
        not_before: first day on which it can have been made, or None.
        not_after: last day on which it can have been made, or None.
        basis: IRI of how the day is known, or None.
        effective_from: the day from which it has effect, where the act says so, or None.
        note: what to mind, in English, or "".
        participation: IRI of the state in law that was derived from it, or None.
        corroborated: IRIs of sources that give the same day.
        existence: IRIs of sources that give the act and no day.
        contests: what other sources say.
    """

    iri: str
    participant: str
    instrument: str
    kind: str
    is_signature: bool
    date: str | None
    not_before: str | None
    not_after: str | None
    basis: str | None
    effective_from: str | None
    note: str
    participation: str | None
    corroborated: tuple[str, ...]
    existence: tuple[str, ...]
    contests: tuple[Contest, ...]


@dataclass(frozen=True)
class RuleApplied:
    """A rule by which something was derived.

    Attributes:
        iri: its IRI.
        provisions: keys of the provisions that it applies.
    """

    iri: str
    provisions: tuple[str, ...]


@dataclass(frozen=True)
class ParticipationView:
    """How a participant stands to an instrument, with all that its page shows.

    Attributes:
        iri: its IRI.
        participant: IRI of who.
        instrument: IRI of the instrument.
        status: party, party-undated, signatory.
        signed_on: the day of signature, None where there is none or no source gives it.
        consent: IRI of the class of act by which it consented, None where it has not.
        consented_on: the day of that act, None where there is none or no source gives it.
        in_force_from: the day from which it is bound, or None.
        not_before: first day on which it can have become bound, where the day is not known.
        not_after: last day on which it can have become bound, where the day is not known.
        in_force_until: the day on which it ceased to be bound, or None.
        acts: the acts that it was derived from, each with the IRI of its kind.
        rules: the rules by which it was derived.
    """

    iri: str
    participant: str
    instrument: str
    status: str
    signed_on: str | None
    consent: str | None
    consented_on: str | None
    in_force_from: str | None
    not_before: str | None
    not_after: str | None
    in_force_until: str | None
    acts: tuple[tuple[str, str], ...]
    rules: tuple[RuleApplied, ...]


def read_act(views: Views, key: str) -> ActView | None:
    """Return an act, None where there is none with this key.

    Args:
        views: where to read.
        key: the last segment of its IRI, `ITA-untoc-ratification`.

    Raises:
        QueryError: the store did not answer.
    """
    iri = str(mint("action", key))
    known = read_properties(views.reading, iri)
    participant = known.iri("untoc:participant")
    if participant is None:
        return None
    pointing = read_pointing(views.reading, iri, "prov:wasDerivedFrom")
    return ActView(
        iri=iri,
        participant=participant,
        instrument=str(known.iri("untoc:instrument")),
        kind=str(known.iri("untoc:actionKind")),
        is_signature=key_of(known.iri("untoc:actionKind")) == "signature",
        date=_text(known, "untoc:date"),
        not_before=_text(known, "untoc:notBefore"),
        not_after=_text(known, "untoc:notAfter"),
        basis=known.iri("untoc:dateBasis"),
        effective_from=_text(known, "untoc:effectiveFrom"),
        note=known.text("skos:note"),
        participation=next(
            (
                each
                for each in pointing.iris("prov:wasDerivedFrom")
                if each.startswith(PREFIXES["participation"])
            ),
            None,
        ),
        corroborated=known.iris("untoc:corroboratedBy"),
        existence=known.iris("untoc:existenceCorroboratedBy"),
        contests=tuple(
            Contest(
                str(row.conflict),
                str(row.date) if row.date else None,
                str(row.kind) if row.kind else None,
                str(row.note or ""),
            )
            for row in views.reading.rows("action-contests", action=key)
        ),
    )


def read_participation(views: Views, key: str) -> ParticipationView | None:
    """Return how a participant stands to an instrument, None where it did nothing under it.

    Args:
        views: where to read.
        key: the last segment of its IRI, `ITA-untoc`.

    Raises:
        QueryError: the store did not answer.
    """
    iri = str(mint("participation", key))
    known = read_properties(views.reading, iri)
    participant = known.iri("untoc:participant")
    if participant is None:
        return None
    rules: dict[str, list[str]] = {each: [] for each in known.iris("untoc:derivedBy")}
    for row in views.reading.rows("rules-applied", participation=key):
        rules[str(row.rule)].append(key_of(row.provision))
    return ParticipationView(
        iri=iri,
        participant=participant,
        instrument=str(known.iri("untoc:instrument")),
        status=key_of(known.iri("untoc:participationStatus")),
        signed_on=_text(known, "untoc:signedOn"),
        consent=known.iri("untoc:consentBy"),
        consented_on=_text(known, "untoc:consentedOn"),
        in_force_from=_text(known, "untoc:inForceFrom"),
        not_before=_text(known, "untoc:inForceNotBefore"),
        not_after=_text(known, "untoc:inForceNotAfter"),
        in_force_until=_text(known, "untoc:inForceUntil"),
        acts=tuple(
            (str(row.action), str(row.kind))
            for row in views.reading.rows("acts-derived-from", participation=key)
        ),
        rules=tuple(RuleApplied(rule, tuple(found)) for rule, found in rules.items()),
    )


def _text(known: Properties, name: str) -> str | None:
    return known.text(name) or None
