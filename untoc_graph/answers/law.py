"""What the graph says whoever asks: instruments, crimes, forms, conditions, consequences."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from untoc_graph.namespaces import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

__all__ = [
    "CONVENTION",
    "FIREARMS",
    "SMUGGLING",
    "TRAFFICKING",
    "Condition",
    "Consequence",
    "Coverage",
    "Crime",
    "Form",
    "Instrument",
    "Law",
    "Provision",
    "Region",
    "Related",
    "Thing",
    "key_touches",
    "one_modality",
]

CONVENTION: Final = "untoc"
TRAFFICKING: Final = "trafficking"
SMUGGLING: Final = "smuggling"
FIREARMS: Final = "firearms"


@dataclass(frozen=True)
class Thing:
    """A thing of the graph as an answer names it.

    Attributes:
        collection: which collection of the graph it is in, `participant`.
        key: the last segment of its IRI, `ITA`.
        name: its English label.
    """

    collection: str
    key: str
    name: str

    @property
    def iri(self) -> str:
        """The full IRI.

        >>> Thing("participant", "ITA", "Italy").iri
        'https://w3id.org/untoc/participant/ITA'
        """
        return f"{BASE}{self.collection}/{self.key}"


@dataclass(frozen=True)
class Provision(Thing):
    """An article or a paragraph.

    Attributes:
        instrument: key of the instrument.
        obligation: mandatory, optional, mixed or none.
        modality: shall, may and so on; "" for an article, whose paragraphs have one each.
    """

    instrument: str
    obligation: str
    modality: str

    @property
    def citation(self) -> str:
        """How lawyers cite it within its instrument: `16(5)`; an article by its number.

        >>> Provision("provision", "untoc-16", "Extradition", "untoc", "mixed", "").citation
        '16'
        """
        if self.name.startswith("Article "):
            return self.name.removeprefix("Article ")
        return self.key.removeprefix(f"{self.instrument}-")

    def touches(self, other: str) -> bool:
        """Whether this is the provision with the key `other`, a part of it, or holds it as a part.

        >>> article = Provision("provision", "untoc-16", "Article 16", "untoc", "mixed", "")
        >>> article.touches("untoc-16-5"), article.touches("untoc-1"), article.touches("untoc-161")
        (True, False, False)
        """
        return key_touches(self.key, other)


def key_touches(one: str, other: str) -> bool:
    """Whether two keys of provisions are equal, or one is a part of the other: `untoc-16`, `untoc-16-5`."""
    return one == other or one.startswith(f"{other}-") or other.startswith(f"{one}-")


def one_modality(provisions: Iterable[Provision]) -> str:
    """Return the modality that all of these provisions have, "" where they differ.

    What is `mixed` by one modality alone, as "shall consider", is no mixture: it is that weaker duty.
    """
    modalities = {each.modality for each in provisions}
    return modalities.pop() if len(modalities) == 1 else ""


@dataclass(frozen=True)
class Instrument(Thing):
    """The Convention or a Protocol.

    Attributes:
        in_force: the day on which it entered into force at all; it binds nobody before.
        dispute_clause: key of the provision on arbitration and the Court, `untoc-35-2`.
        dispute_opt_out: key of the provision on reservations to it, `untoc-35-3`.
        entry_provision: key of the provision on entry into force, `untoc-38`.
    """

    in_force: date
    dispute_clause: str
    dispute_opt_out: str
    entry_provision: str


@dataclass(frozen=True)
class Crime(Thing):
    """A crime type.

    Attributes:
        path: how it comes under the Convention: convention-offence, protocol-offence, serious-crime,
            emerging.
        wider: keys of the crime types above it, itself first.
    """

    path: str
    wider: tuple[str, ...]


@dataclass(frozen=True)
class Coverage:
    """That an instrument covers a crime type.

    Attributes:
        key: last segment of its IRI.
        crime: key of the crime type.
        instrument: key of the instrument.
        path: how.
        provisions: keys of the provisions that it rests on.
        facts: IRIs of the facts that it was derived from.
    """

    key: str
    crime: str
    instrument: str
    path: str
    provisions: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Form(Thing):
    """A form of cooperation.

    Attributes:
        provisions: keys of the provisions that it rests on.
        obligation: mandatory, optional, mixed or none.
        requires: what must be given before it can be used, a sentence each.
        wider: keys of the forms above it, itself first.
        confined_to: key of the one crime type that it is for, or None.
        needs_state: whether only a state can give it, since it takes courts, police, custody, nationals or
            a flag.
    """

    provisions: tuple[str, ...]
    obligation: str
    requires: tuple[str, ...]
    wider: tuple[str, ...]
    confined_to: str | None
    needs_state: bool


@dataclass(frozen=True)
class Region(Thing):
    """An organization of a region, in which other treaties were made.

    Attributes:
        members: keys of the participants that belong to it, or belonged.
    """

    members: frozenset[str]


@dataclass(frozen=True)
class Related(Thing):
    """Another treaty that covers some of the same crimes.

    Attributes:
        crimes: keys of the crime types that it covers.
        forms: keys of the forms of cooperation that it is a treaty on.
        not_before: the day before which it cannot have bound anyone: that of its entry into force, or where
            the graph has none, of its adoption.
        absence: whether a state that is not listed is no party: yes, no, with-care, not-collected.
        unknown_for: keys of participants whose absence from an otherwise complete list says nothing.
        as_of: date of the list as its source gives it, or "".
        note: what to mind about the list.
        region: the organization whose head keeps the treaty and to which nearly all who are listed belong;
            None where there is none, or no list.
    """

    crimes: tuple[str, ...]
    forms: tuple[str, ...]
    not_before: date | None
    absence: str
    unknown_for: tuple[str, ...]
    as_of: str
    note: str
    region: Region | None = None


@dataclass(frozen=True)
class Condition(Thing):
    """What must be shown on a path or for a form.

    Attributes:
        sentence: the condition.
        provisions: keys of the provisions that set it.
        of: keys of the paths and the forms whose condition it is.
    """

    sentence: str
    provisions: tuple[str, ...]
    of: frozenset[str]


@dataclass(frozen=True)
class Consequence(Thing):
    """What follows for extradition from what the two said under article 16(5).

    Attributes:
        sentence: the consequence, with `{requested}` and `{requesting}` for the names.
        provisions: keys of the provisions that it rests on.
        requested_says: what the requested state said.
        requesting_says: what the requesting state said, None where it makes no difference.
    """

    sentence: str
    provisions: tuple[str, ...]
    requested_says: str
    requesting_says: str | None


@dataclass(frozen=True)
class Law:
    """All of it, by key; the instruments in the order of their entry into force.

    Attributes:
        as_of: the date of the data.
        coverages: by crime type, in the order of the instruments.
    """

    as_of: date
    instruments: Mapping[str, Instrument]
    provisions: Mapping[str, Provision]
    crimes: Mapping[str, Crime]
    coverages: Mapping[str, tuple[Coverage, ...]]
    forms: Mapping[str, Form]
    related: Mapping[str, Related]
    conditions: tuple[Condition, ...]
    consequences: tuple[Consequence, ...]

    def cited(self, keys: tuple[str, ...]) -> tuple[Provision, ...]:
        """Return the provisions of these keys."""
        return tuple(self.provisions[key] for key in keys)

    def citation(self, provisions: Iterable[Provision]) -> str:
        """Return how provisions are cited together: `29(1), 29(2); Firearms Protocol 14`."""
        grouped = groupby(provisions, key=lambda each: each.instrument)
        return "; ".join(
            f"{'' if instrument == CONVENTION else f'{self.instruments[instrument].name} '}"
            f"{', '.join(each.citation for each in cited)}"
            for instrument, cited in grouped
        )

    def modality(self, form: Form) -> str:
        """Return the one modality of all that a form rests on, "" where they differ."""
        return one_modality(self.cited(form.provisions))

    def conditions_of(self, *names: str) -> tuple[Condition, ...]:
        """Return the conditions of any of these paths and forms."""
        return tuple(condition for condition in self.conditions if condition.of.intersection(names))
