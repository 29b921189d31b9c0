"""What a participant stated, by article, and what it notified of what the instruments ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from untoc_graph.answers.law import CONVENTION, FIREARMS, SMUGGLING
from untoc_graph.answers.law_rows import provision_place
from untoc_graph.answers.standing import standing_on
from untoc_graph.views.binding import iri_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from untoc_graph.answers.dossier import Authority, Dossier, Statement
    from untoc_graph.answers.law import Law, Provision
    from untoc_graph.views.binding import Binding
    from untoc_graph.views.reading import Reading

__all__ = [
    "ArticleStated",
    "Notified",
    "Objection",
    "Stated",
    "by_article",
    "notified",
    "read_stated",
    "stated_by",
]


@dataclass(frozen=True)
class Objection:
    """That another participant objects to a statement.

    Attributes:
        iri: its IRI.
        objector: IRI of who made it.
        date: the day, None where no source gives it.
        gist: what it says, in English.
    """

    iri: str
    objector: str
    date: str | None
    gist: str


@dataclass(frozen=True)
class Stated:
    """A statement, as the dossier has it, for a page.

    Attributes:
        statement: what was said.
        kind: IRI of its kind.
        subject: IRI of what it is about.
        value: IRI of what it says, None where the subject has no closed set of answers.
        provisions: the provisions that it concerns, in their order; now and then of another instrument.
        standing: standing, withdrawn.
        objections: of others, to it.
        objects_to: IRI of the statement that it objects to, or None.
    """

    statement: Statement
    kind: str
    subject: str
    value: str | None
    provisions: tuple[Provision, ...]
    standing: str
    objections: tuple[Objection, ...]
    objects_to: str | None

    @property
    def iri(self) -> str:
        """Its IRI."""
        return self.statement.iri

    @property
    def authorities(self) -> tuple[Authority, ...]:
        """Whom it designates."""
        return self.statement.authorities

    @property
    def withdrawal(self) -> str | None:
        """IRI of its withdrawal, or None."""
        key = self.statement.withdrawn_by
        return None if key is None else iri_of("statement", key)


@dataclass(frozen=True)
class ArticleStated:
    """What was stated on one article under one instrument.

    Attributes:
        instrument: IRI of the instrument under which it was stated.
        article: IRI of the article; None for what concerns the whole instrument.
        number: of the article, as it is cited; "".
        stated: what stands comes first, then what was withdrawn.
    """

    instrument: str
    article: str | None
    number: str
    stated: tuple[Stated, ...]


@dataclass(frozen=True)
class Notified:
    """What an instrument asks its parties to notify, and what this one did.

    Attributes:
        subject: IRI of what is asked.
        instrument: IRI of the instrument.
        provision: IRI of the provision that asks.
        number: how that is cited.
        status: notified; not-notified, of which our sources say nothing; not-applicable to this participant.
        stated: the notifications that stand.
    """

    subject: str
    instrument: str
    provision: str
    number: str
    status: Literal["notified", "not-notified", "not-applicable"]
    stated: tuple[Stated, ...]


class _Asked(NamedTuple):
    subject: str
    instrument: str
    provision: str
    needs_state: bool


# What a party is asked to tell the Secretary-General, those first that a request begins with. Extradition and
# the forms of criminal association are matters of a state's own law, which an organization has none of.
_ASKED: Final = (
    _Asked("central-authority", CONVENTION, "untoc-18-13", needs_state=False),
    _Asked("mla-language", CONVENTION, "untoc-18-14", needs_state=False),
    _Asked("extradition-legal-basis", CONVENTION, "untoc-16-5", needs_state=True),
    _Asked("criminalisation-requirement", CONVENTION, "untoc-5-3", needs_state=True),
    _Asked("prevention-authority", CONVENTION, "untoc-31-6", needs_state=False),
    _Asked("boarding-authority", SMUGGLING, "smuggling-8-6", needs_state=False),
    _Asked("firearms-contact-point", FIREARMS, "firearms-13-2", needs_state=False),
)


def read_stated(reading: Reading, law: Law, dossier: Dossier) -> tuple[Stated, ...]:
    """Return the statements of a participant, with the objections of others to them.

    Raises:
        QueryError: the store did not answer.
    """
    objections: dict[str, list[Objection]] = {}
    if dossier.statements:
        for row in reading.rows("participant-objections", participant=dossier.key):
            objections.setdefault(str(row.statement), []).append(
                Objection(
                    str(row.objection), str(row.objector), str(row.date) if row.date else None, str(row.gist)
                )
            )
    return tuple(_stated(law, statement, objections) for statement in dossier.statements)


def stated_by(law: Law, dossier: Dossier) -> tuple[Stated, ...]:
    """Return the statements of a participant as its dossier has them, without the objections of others."""
    return tuple(_stated(law, statement, {}) for statement in dossier.statements)


def by_article(law: Law, stated: Iterable[Stated]) -> tuple[ArticleStated, ...]:
    """Return statements by instrument and by the first article that each concerns."""
    groups: dict[tuple[str, str], list[Stated]] = {}
    for each in stated:
        first = min(each.statement.provisions, key=provision_place, default="")
        article = "-".join(first.split("-")[:2])
        groups.setdefault((each.statement.instrument, article), []).append(each)
    instruments = list(law.instruments)
    ordered = sorted(
        groups, key=lambda group: (instruments.index(group[0]), group[1] != "", _article_place(group[1]))
    )
    return tuple(
        ArticleStated(
            law.instruments[instrument].iri,
            iri_of("provision", article) if article else None,
            law.provisions[article].citation if article else "",
            tuple(sorted(groups[instrument, article], key=_time)),
        )
        for instrument, article in ordered
    )


def notified(
    law: Law, dossier: Dossier, bindings: Sequence[Binding], stated: Iterable[Stated]
) -> tuple[Notified, ...]:
    """Return what each instrument asks of its parties, with what this participant notified."""
    stated = tuple(stated)
    parties = {binding.instrument for binding in bindings if binding.is_party}
    found = []
    for asked in _ASKED:
        instrument = law.instruments[asked.instrument].iri
        said = [
            each
            for each in stated
            if each.statement.subject == asked.subject
            and each.statement.instrument == asked.instrument
            and each.standing == "standing"
        ]
        # What holds for the whole is asked for more often than what holds for a territory.
        said.sort(key=lambda each: (each.statement.territory or "", *_time(each)))
        applies = instrument in parties and (dossier.is_state or not asked.needs_state)
        found.append(
            Notified(
                iri_of("subject", asked.subject),
                instrument,
                iri_of("provision", asked.provision),
                law.provisions[asked.provision].citation,
                "notified" if said else ("not-notified" if applies else "not-applicable"),
                tuple(said),
            )
        )
    return tuple(found)


def _stated(law: Law, statement: Statement, objections: Mapping[str, Sequence[Objection]]) -> Stated:
    provisions = sorted(statement.provisions, key=provision_place)
    return Stated(
        statement,
        kind=iri_of("action-kind", statement.kind),
        subject=iri_of("subject", statement.subject),
        value=iri_of("value", statement.value) if statement.value else None,
        provisions=tuple(law.provisions[key] for key in provisions),
        standing=standing_on(statement, law.as_of, law.as_of) or "standing",
        objections=tuple(objections.get(statement.iri, ())),
        objects_to=iri_of("statement", statement.objects_to) if statement.objects_to else None,
    )


def _article_place(key: str) -> tuple[tuple[object, ...], ...]:
    return (provision_place(key),) if key else ()


def _time(stated: Stated) -> tuple[bool, bool, str, str]:
    """Return the order within an article: what stands first, then by day; what has none comes last."""
    day = stated.statement.date
    return stated.standing != "standing", day is None, str(day), stated.iri
