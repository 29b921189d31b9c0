"""What is not known of a participant, or not for certain: *not known* is never left to be read as *no*."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from untoc_graph.answers.missing import THIN_AFTER
from untoc_graph.answers.related import bound_by, listed_until
from untoc_graph.views.binding import iri_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from untoc_graph.answers.dossier import Dossier
    from untoc_graph.answers.law import Law
    from untoc_graph.views.binding import Binding
    from untoc_graph.views.stated import Notified, Stated

__all__ = ["RelatedTreaty", "Unknown", "UnknownKind", "related_treaties", "unknowns"]

UnknownKind: TypeAlias = Literal[
    "no-date",
    "one-source",
    "conflict",
    "not-notified",
    "text-not-found",
    "reading",
    "undated-withdrawal",
    "undated-statements",
    "not-collected",
    "thin",
]


@dataclass(frozen=True)
class Unknown:
    """Something that is not known, as the answers on cooperation name it too.

    Attributes:
        kind: what is missing.
        facts: IRIs of the facts concerned.
        instrument: IRI of the instrument, or None.
        first: first day on which it can have been.
        last: last day on which it can have been.
        text: what a source says, in English.
        things: IRIs of the things of which it is not known.
        count: how many, or the year.
    """

    kind: UnknownKind
    facts: tuple[str, ...] = ()
    instrument: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    text: str = ""
    things: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True)
class RelatedTreaty:
    """How a participant stands to another treaty, as far as the list of its parties goes.

    Attributes:
        treaty: IRI of the treaty.
        standing: party, signatory; not-listed, on a list that is complete; not-known.
        row: IRI of the row of the list, or None.
        date: the day of its consent, None where no source gives it.
        as_of: the last day for which the list speaks, or None.
        note: what to mind, in English.
    """

    treaty: str
    standing: Literal["party", "signatory", "not-listed", "not-known"]
    row: str | None
    date: dt.date | None
    as_of: dt.date | None
    note: str


def unknowns(
    law: Law,
    dossier: Dossier,
    bindings: Sequence[Binding],
    stated: Iterable[Stated],
    asked: Sequence[Notified],
    related: Sequence[RelatedTreaty],
) -> tuple[Unknown, ...]:
    """Return what is not known of a participant, the nearest to the heart of its status first."""
    return (
        *_bindings(bindings),
        *_asked(asked),
        *_texts(law, dossier),
        *_statements(law, tuple(stated)),
        *_lists(related),
        Unknown("thin", count=THIN_AFTER),
    )


def related_treaties(law: Law, dossier: Dossier) -> tuple[RelatedTreaty, ...]:
    """Return how a participant stands to each other treaty: those that list it first."""
    found = []
    for treaty in law.related.values():
        row = dossier.related.get(treaty.key)
        until = listed_until(treaty)
        standing: Literal["party", "signatory", "not-listed", "not-known"]
        if row is not None:
            standing = "party" if row.status == "party" else "signatory"
        else:
            # What is asked is the last day for which the list speaks: of later days it says nothing.
            absent = until is not None and bound_by(treaty, dossier, until) is False
            standing = "not-listed" if absent else "not-known"
        found.append(
            RelatedTreaty(
                treaty.iri,
                standing,
                row=iri_of("related-participation", row.key) if row else None,
                date=row.date if row else None,
                as_of=(row.as_of if row else None) or until,
                note=row.note if row else "",
            )
        )
    order = ("party", "signatory", "not-listed", "not-known")
    return tuple(sorted(found, key=lambda each: order.index(each.standing)))


def _bindings(bindings: Sequence[Binding]) -> Iterator[Unknown]:
    for binding in bindings:
        if binding.act is None:
            continue
        facts, instrument = (binding.act,), binding.instrument
        if binding.since is None:
            yield Unknown("no-date", facts, instrument, first=binding.not_before, last=binding.not_after)
        if binding.confidence == "sourced-one":
            yield Unknown("one-source", facts, instrument)
        for conflict in binding.conflicts:
            yield Unknown("conflict", (conflict.iri,), instrument, text=conflict.note)


def _asked(asked: Sequence[Notified]) -> Iterator[Unknown]:
    missing = tuple(each.provision for each in asked if each.status == "not-notified")
    if missing:
        yield Unknown("not-notified", things=missing)


def _texts(law: Law, dossier: Dossier) -> Iterator[Unknown]:
    for gap in dossier.gaps:
        instrument = law.instruments.get(gap.instrument)
        yield Unknown(
            "text-not-found",
            (iri_of("gap", gap.key),),
            instrument.iri if instrument else None,
            text=gap.missing,
        )


def _statements(law: Law, stated: Sequence[Stated]) -> Iterator[Unknown]:
    unsure = tuple(each.iri for each in stated if each.statement.reading != "high")
    if unsure:
        yield Unknown("reading", unsure, count=len(unsure))
    undated = tuple(each.iri for each in stated if each.statement.date is None)
    if undated:
        yield Unknown("undated-statements", undated, count=len(undated))
    for each in stated:
        if each.withdrawal is not None and each.statement.withdrawn_on is None:
            instrument = law.instruments[each.statement.instrument].iri
            yield Unknown("undated-withdrawal", (each.withdrawal,), instrument, text=each.statement.gist)


def _lists(related: Sequence[RelatedTreaty]) -> Iterator[Unknown]:
    unknown = tuple(each.treaty for each in related if each.standing == "not-known")
    if unknown:
        yield Unknown("not-collected", things=unknown, count=len(unknown))
