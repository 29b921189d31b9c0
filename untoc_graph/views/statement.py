"""What a page shows of a statement: who said what on which provision, what answers it, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from untoc_graph.answers.law_rows import provision_place
from untoc_graph.answers.linked_rows import key_of
from untoc_graph.namespaces import mint
from untoc_graph.views.properties import read_properties
from untoc_graph.views.stated import Objection

if TYPE_CHECKING:
    from untoc_graph.answers.law import Consequence, Provision
    from untoc_graph.views.views import Views

__all__ = ["TERRITORIES", "StatementView", "read_statement"]

_EXTRADITION: Final = "extradition-legal-basis"
# How a statement can speak of territories.
TERRITORIES: Final = ("extendsTo", "excludes", "notAppliedIn", "confinedTo", "concernsTerritory")


@dataclass(frozen=True)
class StatementView:
    """A statement with all that its page shows.

    Attributes:
        iri: its IRI.
        participant: IRI of who made it.
        instrument: IRI of the instrument under which it was made.
        kind: notification, reservation, declaration, objection, territorial-application, withdrawal.
        subject: IRI of what it is about.
        value: IRI of what it says, None where the subject has no closed set of answers.
        gist: what it says in a sentence, in English.
        date: the day, None where no source gives it.
        reading: how sure the reading is: high, medium, low.
        provisions: those that it concerns, in their order.
        under: those that allow it.
        territory: the part of the participant for which it was made, or "".
        territories: how it speaks of territories, with their names.
        languages: tags of the languages that it accepts.
        authorities: IRIs of those whom it designates.
        objects_to: IRI of the statement that it objects to, or None.
        objections: those to it, by who made them.
        withdraws: IRI of the statement that it withdraws, or None.
        withdrawn_by: IRI of its withdrawal, or None.
        withdrawn_on: the day of the withdrawal, None where there is none or no source gives it.
        consequences: what follows for extradition where the participant is asked.
        beside: IRIs of the other statements of the participant under the instrument.
    """

    iri: str
    participant: str
    instrument: str
    kind: str
    subject: str
    value: str | None
    gist: str
    date: str | None
    reading: str
    provisions: tuple[Provision, ...]
    under: tuple[Provision, ...]
    territory: str
    territories: tuple[tuple[str, tuple[str, ...]], ...]
    languages: tuple[str, ...]
    authorities: tuple[str, ...]
    objects_to: str | None
    objections: tuple[Objection, ...]
    withdraws: str | None
    withdrawn_by: str | None
    withdrawn_on: str | None
    consequences: tuple[Consequence, ...]
    beside: tuple[str, ...]


def read_statement(views: Views, key: str) -> StatementView | None:
    """Return a statement, None where there is none with this key.

    Args:
        views: where to read.
        key: the last segment of its IRI, `AFG-smuggling-reservation-18`.

    Raises:
        QueryError: the store did not answer.
    """
    iri = str(mint("statement", key))
    known = read_properties(views.reading, iri)
    participant = known.iri("untoc:participant")
    if participant is None:
        return None
    law = views.desk.reader.law
    withdrawn_by = known.iri("untoc:withdrawnBy")
    withdrawal = read_properties(views.reading, withdrawn_by) if withdrawn_by else None
    value = known.iri("untoc:value")
    instrument = str(known.iri("untoc:instrument"))
    others = views.reading.rows(
        "statements-of", participant=key_of(participant), instrument=key_of(instrument)
    )
    return StatementView(
        iri=iri,
        participant=participant,
        instrument=instrument,
        kind=key_of(known.one("untoc:actionKind")),
        subject=str(known.iri("untoc:subject")),
        value=value,
        gist=known.text("untoc:gist"),
        date=known.text("untoc:date") or None,
        reading=key_of(known.one("untoc:reading")),
        provisions=_cited(views, known.iris("untoc:concernsProvision")),
        under=_cited(views, known.iris("untoc:madeUnder")),
        territory=known.text("untoc:territory"),
        territories=tuple(
            (name, tuple(map(str, known.all(f"untoc:{name}"))))
            for name in TERRITORIES
            if known.all(f"untoc:{name}")
        ),
        languages=tuple(map(str, known.all("untoc:acceptsLanguage"))),
        authorities=known.iris("untoc:designatesAuthority"),
        objects_to=known.iri("untoc:objectsTo"),
        objections=tuple(
            Objection(
                str(row.objection), str(row.objector), str(row.date) if row.date else None, str(row.gist)
            )
            for row in views.reading.rows("objections-to", statement=key)
        ),
        withdraws=known.iri("untoc:withdraws"),
        withdrawn_by=withdrawn_by,
        withdrawn_on=(withdrawal.text("untoc:date") or None) if withdrawal else None,
        consequences=tuple(
            each
            for each in law.consequences
            if key_of(known.iri("untoc:subject")) == _EXTRADITION
            and value is not None
            and withdrawn_by is None
            and each.requested_says == key_of(value)
        ),
        beside=tuple(str(row.statement) for row in others if row.statement != iri),
    )


def _cited(views: Views, iris: tuple[str, ...]) -> tuple[Provision, ...]:
    return views.desk.reader.law.cited(tuple(sorted(map(key_of, iris), key=provision_place)))
