"""What pages show of the Conference of the Parties: its sessions, decisions and bodies, and its review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from untoc_graph.answers.law_rows import provision_place
from untoc_graph.answers.linked_rows import key_of
from untoc_graph.namespaces import PREFIXES, mint
from untoc_graph.views.properties import read_pointing, read_properties

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from untoc_graph.answers.law import Provision
    from untoc_graph.views.properties import Properties
    from untoc_graph.views.views import Views

__all__ = [
    "BodyView",
    "DecisionView",
    "ReviewView",
    "SessionView",
    "read_body",
    "read_decision",
    "read_review",
    "read_session",
]


@dataclass(frozen=True)
class SessionView:
    """A session with all that its page shows.

    Attributes:
        iri: its IRI.
        number: which it was.
        start: its first day, None where no source gives it.
        end: its last day, None where no source gives it.
        venue: where it met, or "".
        presidencies: IRIs of the participants whose delegates presided.
        outcome: what came of it in a sentence, in English, or "".
        note: what to mind, in English, or "".
        decisions: what it adopted: IRI of each, and of its kind.
        previous: key of the session before, or None.
        next: key of the session after, or None.
    """

    iri: str
    number: str
    start: str | None
    end: str | None
    venue: str
    presidencies: tuple[str, ...]
    outcome: str
    note: str
    decisions: tuple[tuple[str, str], ...]
    previous: str | None
    next: str | None


@dataclass(frozen=True)
class DecisionView:
    """A decision or resolution with all that its page shows.

    Attributes:
        iri: its IRI.
        number: as it is cited, `9/1`, "" where no source has it.
        title: of the text, "" where no source has it.
        kind: decision or resolution.
        session: IRI of the session that adopted it.
        note: what to mind, in English, or "".
        bodies: IRIs of the bodies that it established.
        beside: IRIs of the others of that session.
    """

    iri: str
    number: str
    title: str
    kind: str
    session: str
    note: str
    bodies: tuple[str, ...]
    beside: tuple[str, ...]


@dataclass(frozen=True)
class BodyView:
    """A body, organ, office or tool with all that its page shows.

    Attributes:
        iri: its IRI.
        kind: IRI of its kind.
        role: what it does in a sentence, in English.
        established: since when it is there, a day, a month or a year; None where no source says it.
        provisions: those that establish it.
        decisions: IRIs of the decisions that establish it.
        acts_under: the provisions that name it or give it its task, and do not establish it.
        basis: how a source puts it, in English, or "".
        note: what to mind, in English, or "".
        beside: IRIs of the others of its kind.
    """

    iri: str
    kind: str
    role: str
    established: str | None
    provisions: tuple[Provision, ...]
    decisions: tuple[str, ...]
    acts_under: tuple[Provision, ...]
    basis: str
    note: str
    beside: tuple[str, ...]


@dataclass(frozen=True)
class ReviewView:
    """A part of the Review Mechanism with all that its page shows.

    Attributes:
        iri: its IRI.
        kind: key of what it is: cluster, phase, step, rule and so on.
        kind_iri: IRI of that.
        detail: what there is to say of it, in English.
        start: when it begins or began, a day, a month or a year; or None.
        end: when it ends or ended, or None.
        provisions: the articles that a cluster covers, each with the fact that says so.
        beside: IRIs of the others of its kind.
    """

    iri: str
    kind: str
    kind_iri: str
    detail: str
    start: str | None
    end: str | None
    provisions: tuple[tuple[Provision, str], ...]
    beside: tuple[str, ...]


def read_session(views: Views, key: str) -> SessionView | None:
    """Return a session, None where there is none with this key.

    Raises:
        QueryError: the store did not answer.
    """
    iri = str(mint("session", key))
    known = read_properties(views.reading, iri)
    if not known:
        return None
    sessions = [key_of(row.session) for row in views.reading.rows("sessions")]
    here = sessions.index(key)
    return SessionView(
        iri=iri,
        number=known.text("untoc:number"),
        start=_text(known, "untoc:start"),
        end=_text(known, "untoc:end"),
        venue=known.text("untoc:venue"),
        presidencies=known.iris("untoc:presidency"),
        outcome=known.text("untoc:outcome"),
        note=known.text("skos:note"),
        decisions=tuple(
            sorted(
                (
                    (str(row.decision), str(row.kind))
                    for row in views.reading.rows("session-decisions", session=key)
                ),
                key=lambda pair: _in_numbers(pair[0]),
            )
        ),
        previous=sessions[here - 1] if here else None,
        next=sessions[here + 1] if here + 1 < len(sessions) else None,
    )


def read_decision(views: Views, key: str) -> DecisionView | None:
    """Return a decision or resolution, None where there is none with this key.

    Raises:
        QueryError: the store did not answer.
    """
    iri = str(mint("decision", key))
    known = read_properties(views.reading, iri)
    session = known.iri("untoc:session")
    if session is None:
        return None
    rows = views.reading.rows("session-decisions", session=key_of(session))
    return DecisionView(
        iri=iri,
        number=known.text("untoc:number"),
        title=known.text("dcterms:title"),
        kind=key_of(known.iri("untoc:decisionKind")),
        session=session,
        note=known.text("skos:note"),
        bodies=read_pointing(views.reading, iri, "untoc:establishedBy").iris("untoc:establishedBy"),
        beside=tuple(sorted((str(row.decision) for row in rows if row.decision != iri), key=_in_numbers)),
    )


def read_body(views: Views, key: str) -> BodyView | None:
    """Return a body, None where there is none with this key.

    Raises:
        QueryError: the store did not answer.
    """
    iri = str(mint("body", key))
    known = read_properties(views.reading, iri)
    kind = known.iri("untoc:bodyKind")
    if kind is None:
        return None
    by = known.iris("untoc:establishedBy")
    return BodyView(
        iri=iri,
        kind=kind,
        role=known.text("untoc:role"),
        established=_text(known, "untoc:established"),
        provisions=_cited(views, (each for each in by if each.startswith(PREFIXES["provision"]))),
        decisions=tuple(each for each in by if each.startswith(PREFIXES["decision"])),
        acts_under=_cited(views, known.iris("untoc:actsUnder")),
        basis=known.text("untoc:establishedByText"),
        note=known.text("skos:note"),
        beside=_others(read_pointing(views.reading, kind, "untoc:bodyKind").iris("untoc:bodyKind"), iri),
    )


def read_review(views: Views, key: str) -> ReviewView | None:
    """Return a part of the Review Mechanism, None where there is none with this key.

    Raises:
        QueryError: the store did not answer.
    """
    iri = str(mint("review", key))
    known = read_properties(views.reading, iri)
    kind = known.iri("untoc:reviewKind")
    if kind is None:
        return None
    assigned: dict[str, Any] = {
        key_of(row.provision): str(row.fact) for row in views.reading.rows("cluster-provisions", review=key)
    }
    return ReviewView(
        iri=iri,
        kind=key_of(kind),
        kind_iri=kind,
        detail=known.text("untoc:detail"),
        start=_text(known, "untoc:start"),
        end=_text(known, "untoc:end"),
        provisions=tuple((each, assigned[each.key]) for each in _cited(views, assigned)),
        beside=_others(read_pointing(views.reading, kind, "untoc:reviewKind").iris("untoc:reviewKind"), iri),
    )


def _cited(views: Views, iris: Iterable[str]) -> tuple[Provision, ...]:
    return views.desk.reader.law.cited(tuple(sorted(map(key_of, iris), key=provision_place)))


def _others(iris: tuple[str, ...], iri: str) -> tuple[str, ...]:
    return tuple(each for each in iris if each != iri)


def _in_numbers(iri: str) -> tuple[tuple[bool, int, str], ...]:
    """Return the place of a decision: resolution-9-2 before resolution-9-10, those without number last.

    >>> sorted(["resolution-9-unnumbered-1", "resolution-9-10", "resolution-9-2"], key=_in_numbers)
    ['resolution-9-2', 'resolution-9-10', 'resolution-9-unnumbered-1']
    """
    parts = iri.rpartition("/")[2].split("-")
    return tuple((not each.isdigit(), int(each) if each.isdigit() else 0, each) for each in parts)


def _text(known: Properties, name: str) -> str | None:
    return known.text(name) or None
