"""What participants said on provisions, and how many gave which answer to what a provision asks."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from untoc_graph.answers.linked_rows import key_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from untoc_graph.answers.law import Law
    from untoc_graph.views.reading import Reading
    from untoc_graph.views.views import Views

__all__ = [
    "Answer",
    "Kind",
    "Question",
    "Said",
    "bare",
    "by_kind",
    "read_questions",
    "read_said",
    "sorting_names",
]

# These ask every party for an answer; the others are for who wishes to speak.
_ASKED: Final = frozenset(
    {
        "boarding-authority",
        "central-authority",
        "criminalisation-requirement",
        "dispute-settlement",
        "extradition-legal-basis",
        "firearms-contact-point",
        "mla-language",
        "prevention-authority",
    }
)
# These are about a state's own law, which an organization has none of.
_ASKED_OF_STATES: Final = frozenset({"criminalisation-requirement", "extradition-legal-basis"})
_LANGUAGES: Final = "mla-language"
_KINDS: Final = ("notification", "reservation", "declaration", "territorial-application", "objection")


@dataclass(frozen=True)
class Said:
    """A statement on a provision.

    Attributes:
        iri: its IRI.
        participant: IRI of who made it.
        kind: notification, reservation, declaration, objection, withdrawal.
        subject: IRI of what it is about.
        value: IRI of what it says, None where the subject has no closed set of answers.
        territory: the part of the participant for which it was made, or None.
        date: the day as the graph has it, None where no source gives it.
        gist: what it says in a sentence, in English.
        reading: how sure the reading is: high, medium, low.
        objects_to: IRI of the statement that it objects to, or None.
        withdraws: IRI of the statement that it withdraws, or None.
        withdrawn_by: IRI of its withdrawal, or None.
        withdrawn_on: the day of the withdrawal, None where there is none or no source gives it.
        provisions: keys of those of the provisions asked about that it concerns.
    """

    iri: str
    participant: str
    kind: str
    subject: str
    value: str | None
    territory: str | None
    date: str | None
    gist: str
    reading: str
    objects_to: str | None
    withdraws: str | None
    withdrawn_by: str | None
    withdrawn_on: str | None
    provisions: tuple[str, ...]

    @property
    def answers(self) -> bool:
        """Whether it is an answer of a participant that stands: no withdrawal, and not for a territory."""
        spoken_of = self.withdrawn_by is None and self.territory is None
        return spoken_of and self.kind not in {"withdrawal", "objection"}


@dataclass(frozen=True)
class Kind:
    """The statements of a kind, in the order of those who made them."""

    kind: str
    statements: tuple[Said, ...]

    @property
    def participants(self) -> int:
        """How many made them."""
        return len({each.participant for each in self.statements})


@dataclass(frozen=True)
class Answer:
    """Who gave one answer.

    Attributes:
        value: IRI of what they said; None where the answer has no closed set.
        language: tag of the language that they accept, or None.
        participants: their IRIs.
    """

    value: str | None
    language: str | None
    participants: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """What a provision asks of the parties, and what they answered.

    Attributes:
        subject: IRI of what it asks about.
        provision: key of the provision.
        answers: the most frequent first; one participant may be among several.
        silent: IRIs of the parties of which our sources have no answer that stands.
        parties: how many are asked: those that the instrument binds, of some questions only states.
    """

    subject: str
    provision: str
    answers: tuple[Answer, ...]
    silent: tuple[str, ...]
    parties: int


def read_said(reading: Reading, provisions: Sequence[str]) -> tuple[Said, ...]:
    """Return the statements on these provisions, given by their keys.

    Raises:
        QueryError: the store did not answer.
    """
    rows = reading.rows("statements-on", provision=provisions)
    return tuple(_said(list(same)) for _, same in groupby(rows, key=lambda row: row.statement))


def by_kind(said: Iterable[Said], names: Mapping[str, str]) -> tuple[Kind, ...]:
    """Return statements by their kind, those of a kind in the order of the names of who made them.

    Args:
        said: the statements.
        names: the sorting name of each participant by its IRI.
    """
    kinds: dict[str, list[Said]] = {}
    for each in said:
        kinds.setdefault(each.kind, []).append(each)
    ordered = sorted(kinds, key=lambda kind: _KINDS.index(kind) if kind in _KINDS else len(_KINDS))
    return tuple(
        Kind(kind, tuple(sorted(kinds[kind], key=lambda each: (names[each.participant], each.iri))))
        for kind in ordered
    )


def read_questions(
    reading: Reading, law: Law, said: Iterable[Said], provisions: Collection[str]
) -> tuple[Question, ...]:
    """Return what these provisions ask of every party, with the answers that stand.

    Args:
        reading: reads which participants an instrument binds, and which languages are accepted.
        law: tells the instrument of a provision.
        said: the statements on the provisions.
        provisions: keys of the provisions that may ask.

    Raises:
        QueryError: the store did not answer.
    """
    asked: dict[tuple[str, str], list[Said]] = {}
    for each in said:
        for provision in each.provisions:
            if key_of(each.subject) in _ASKED and provision in provisions:
                asked.setdefault((each.subject, provision), []).append(each)
    return tuple(_question(reading, law, *place, answers) for place, answers in sorted(asked.items()))


def _question(reading: Reading, law: Law, subject: str, provision: str, said: Sequence[Said]) -> Question:
    instrument = law.provisions[provision].instrument
    of_states = key_of(subject) in _ASKED_OF_STATES
    parties = [
        str(row.participant)
        for row in reading.rows("parties-to", instrument=instrument)
        if not (of_states and row.organization)
    ]
    standing = [each for each in said if each.answers]
    given: dict[tuple[str | None, str | None], dict[str, None]] = {}
    for answer, participant in _answers(reading, subject, provision, standing):
        given.setdefault(answer, {})[participant] = None
    answered = {each.participant for each in standing}
    return Question(
        subject=subject,
        provision=provision,
        answers=tuple(
            Answer(value, language, tuple(who))
            for (value, language), who in sorted(
                given.items(), key=lambda item: (-len(item[1]), *map(str, item[0]))
            )
        ),
        silent=tuple(each for each in parties if each not in answered),
        parties=len(parties),
    )


def _answers(
    reading: Reading, subject: str, provision: str, standing: Sequence[Said]
) -> Iterator[tuple[tuple[str | None, str | None], str]]:
    """Yield each answer, a value or a language, with who gave it."""
    if key_of(subject) != _LANGUAGES:
        yield from (((each.value, None), each.participant) for each in standing)
        return
    made_by = {each.iri: each.participant for each in standing}
    for row in reading.rows("languages-accepted-under", provision=[provision]):
        if row.statement in made_by:
            yield (None, str(row.language)), made_by[row.statement]


def _said(rows: Sequence[Any]) -> Said:
    row = rows[0]
    return Said(
        iri=str(row.statement),
        participant=str(row.participant),
        kind=key_of(row.kind),
        subject=str(row.subject),
        value=_text(row.value),
        territory=_text(row.territory),
        date=_text(row.date),
        gist=str(row.gist),
        reading=key_of(row.reading),
        objects_to=_text(row.objects_to),
        withdraws=_text(row.withdraws),
        withdrawn_by=_text(row.withdrawn_by),
        withdrawn_on=_text(row.withdrawn_on),
        provisions=tuple(dict.fromkeys(key_of(each.provision) for each in rows)),
    )


def _text(term: object) -> str | None:
    return None if term is None else str(term)


def sorting_names(views: Views, participants: Iterable[str], language: str) -> dict[str, str]:
    """Return what to order participants by: their names in a language, without accents and case.

    Raises:
        QueryError: the store did not answer.
    """
    participants = list(participants)
    labels = views.labels.of(participants, language)
    return {iri: bare(labels[iri].text) if iri in labels else key_of(iri).casefold() for iri in participants}


def bare(name: str) -> str:
    """Return a name as it is looked up: "Côte d'Ivoire" beside "Costa Rica".

    >>> bare("Türkiye")
    'turkiye'
    """
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(each for each in decomposed if not unicodedata.combining(each)).casefold()
