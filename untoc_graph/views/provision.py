"""What a page shows of a provision: what it says, its place, what rests on it, what was said on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from untoc_graph.answers.linked_rows import key_of
from untoc_graph.views.places import Place, place_of, touching
from untoc_graph.views.said import Kind, Question, by_kind, read_questions, read_said, sorting_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from typing import Any

    from untoc_graph.answers.law import Condition, Consequence, Form, Instrument, Law, Provision
    from untoc_graph.views.views import Views

__all__ = ["Depositary", "Part", "ProvisionView", "Resting", "read_provision"]


@dataclass(frozen=True)
class Part:
    """What a provision says.

    Attributes:
        provision: the provision.
        depth: how far below the one of the page it is, 0 for that itself.
        gist: what it says in a sentence, in English; "" where the graph has none.
        themes: IRIs of what it is about; articles have one.
        chapter: the part of the instrument that it stands in, "" where there are none.
        note: what to mind, in English, or "".
    """

    provision: Provision
    depth: int
    gist: str
    themes: tuple[str, ...]
    chapter: str
    note: str


@dataclass(frozen=True)
class Resting:
    """A thing that rests on a provision, on a part of it, or on what it is a part of.

    Attributes:
        iri: its IRI.
        provisions: keys of those provisions, in the order of the text.
        duty: IRI of the duty to criminalise, of an offence; else None.
    """

    iri: str
    provisions: tuple[str, ...]
    duty: str | None = None


@dataclass(frozen=True)
class Depositary:
    """Where the depositary registers an instrument.

    Attributes:
        iri: the fact that says so.
        number: its number in the register, `XVIII-12`.
        address: of the page, None where no source of ours has it.
    """

    iri: str
    number: str
    address: str | None


@dataclass(frozen=True)
class ProvisionView:
    """A provision with all that its page shows.

    Attributes:
        said: the provision and what it says.
        instrument: where it stands.
        place: above, below, before and after it.
        parts: what its parts say, in the order of the text.
        offences: offences that it, a part or what it is a part of makes states criminalise.
        crimes: crime types that rest on it.
        forms: forms of cooperation with those of the provisions that they rest on.
        clusters: review clusters that cover it.
        rules: rules of this graph that apply it.
        bodies: bodies that it establishes.
        acting: bodies that act under it.
        terms: terms of the ontology that are defined by it.
        conditions: conditions that it sets.
        consequences: what follows from it for extradition.
        roles: what it is to its instrument: entry-into-force, dispute-clause, dispute-opt-out.
        questions: what it and its parts ask of every party, with the answers.
        statements: what was said on it, on its parts, and on what it is a part of, by kind.
        depositary: where the text is registered, None where it is not known.
    """

    said: Part
    instrument: Instrument
    place: Place
    parts: tuple[Part, ...]
    offences: tuple[Resting, ...]
    crimes: tuple[Resting, ...]
    forms: tuple[tuple[Form, tuple[str, ...]], ...]
    clusters: tuple[Resting, ...]
    rules: tuple[Resting, ...]
    bodies: tuple[Resting, ...]
    acting: tuple[Resting, ...]
    terms: tuple[Resting, ...]
    conditions: tuple[Condition, ...]
    consequences: tuple[Consequence, ...]
    roles: tuple[str, ...]
    questions: tuple[Question, ...]
    statements: tuple[Kind, ...]
    depositary: Depositary | None

    @property
    def statement_count(self) -> int:
        """How many statements there are."""
        return sum(len(each.statements) for each in self.statements)

    @property
    def rests(self) -> bool:
        """Whether anything rests on it."""
        return any(
            (
                self.offences,
                self.crimes,
                self.forms,
                self.clusters,
                self.bodies,
                self.acting,
                self.conditions,
                self.consequences,
                self.roles,
                self.rules,
                self.terms,
            )
        )


def read_provision(views: Views, key: str, language: str) -> ProvisionView | None:
    """Return a provision, None where there is none with this key.

    Args:
        views: where to read.
        key: the last segment of its IRI, `untoc-16-5`.
        language: of the names by which participants are ordered.

    Raises:
        QueryError: the store did not answer.
    """
    law = views.desk.reader.law
    if key not in law.provisions:
        return None
    place = place_of(law, key)
    all_keys = touching(place, key)
    own = {key, *(each.key for _, each in place.below)}
    said = _gathered(views.reading.rows("provision-parts", provision=sorted(own)))
    resting = _resting(views, all_keys)
    statements = read_said(views.reading, all_keys)
    makers = sorting_names(views, (each.participant for each in statements), language)
    return ProvisionView(
        said=_part(law.provisions[key], 0, said),
        instrument=law.instruments[law.provisions[key].instrument],
        place=place,
        parts=tuple(_part(each, depth, said) for depth, each in place.below),
        offences=resting["offence"],
        crimes=resting["crime"],
        forms=tuple(_forms(law, all_keys)),
        clusters=resting["review"],
        rules=resting["rule"],
        bodies=resting["body"],
        acting=resting["acting"],
        terms=resting["term"],
        conditions=tuple(each for each in law.conditions if not own.isdisjoint(each.provisions)),
        consequences=tuple(each for each in law.consequences if not own.isdisjoint(each.provisions)),
        roles=tuple(_roles(law.instruments[law.provisions[key].instrument], key)),
        questions=read_questions(views.reading, law, statements, own),
        statements=by_kind(statements, makers),
        depositary=_depositary(views, law.provisions[key].instrument),
    )


def _gathered(rows: Sequence[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(key_of(row.provision), []).append(row)
    return found


def _part(provision: Provision, depth: int, said: Mapping[str, Sequence[Any]]) -> Part:
    rows = said.get(provision.key, ())
    return Part(
        provision=provision,
        depth=depth,
        gist=next((str(row.gist) for row in rows), ""),
        themes=tuple(dict.fromkeys(str(row.theme) for row in rows if row.theme)),
        chapter=next((str(row.part) for row in rows if row.part), ""),
        note=next((str(row.note) for row in rows if row.note), ""),
    )


def _resting(views: Views, keys: Sequence[str]) -> dict[str, tuple[Resting, ...]]:
    """Return what rests on any of the provisions, by how it does."""
    place = {key: number for number, key in enumerate(keys)}
    provisions: dict[tuple[str, str], list[str]] = {}
    duties: dict[str, str] = {}
    for row in views.reading.rows("provision-rests", provision=list(keys)):
        provisions.setdefault((str(row.link), str(row.thing)), []).append(key_of(row.provision))
        if row.duty:
            duties[str(row.thing)] = str(row.duty)
    found: dict[str, list[Resting]] = {
        link: [] for link in ("offence", "crime", "review", "rule", "body", "acting", "term")
    }
    for (link, iri), on in provisions.items():
        found[link].append(Resting(iri, tuple(sorted(on, key=place.__getitem__)), duties.get(iri)))
    return {
        link: tuple(sorted(things, key=lambda each: (place[each.provisions[0]], each.iri)))
        for link, things in found.items()
    }


def _forms(law: Law, keys: Collection[str]) -> Iterator[tuple[Form, tuple[str, ...]]]:
    for form in law.forms.values():
        on = tuple(key for key in form.provisions if key in keys)
        if on:
            yield form, on


def _roles(instrument: Instrument, key: str) -> Iterator[str]:
    """Yield what a provision is to its instrument."""
    if key == instrument.entry_provision:
        yield "entry-into-force"
    if key == instrument.dispute_clause:
        yield "dispute-clause"
    if key == instrument.dispute_opt_out:
        yield "dispute-opt-out"


def _depositary(views: Views, instrument: str) -> Depositary | None:
    rows = views.reading.rows("depositary-pages", instrument=instrument)
    for row in rows:
        return Depositary(str(row.identifier), str(row.number), str(row.address) if row.address else None)
    return None
