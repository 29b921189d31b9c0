"""Forgiving names, exact answers: what people call participants, crimes and forms, as the keys of the graph.

A name finds a thing only where it is one of its names; what is merely like one is refused with the nearest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from untoc_graph.answers.linked_rows import key_of
from untoc_graph.answers.register import Register
from untoc_graph.answers.spelling import same_name, words
from untoc_graph.namespaces import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from untoc_graph.answers.linked_rows import Read
    from untoc_graph.sparql.rows import Rows

__all__ = ["FormerName", "Named", "Names", "read_names"]

_GAZETTE: Final = "de"


@dataclass(frozen=True)
class Named:
    """What was named.

    Attributes:
        key: its key.
        name: its English label.
        asked_as: what was said, where that is neither its key nor its label; else None.
        note: a sentence on the name, where a former one was used; else None.
    """

    key: str
    name: str
    asked_as: str | None
    note: str | None


@dataclass(frozen=True)
class FormerName:
    """A name that is no longer in use.

    Attributes:
        participant: key of the participant whose name it was, None where it was that of none of today.
        name: the name.
        valid_from: first day of its use, or None.
        valid_to: last day of its use, or None.
    """

    participant: str | None
    name: str
    valid_from: date | None
    valid_to: date | None

    @property
    def is_dated(self) -> bool:
        """Whether it is known until when it was in use; a source may end a name before it begins."""
        return self.valid_to is not None and (self.valid_from is None or self.valid_from <= self.valid_to)

    def was_used(self, on: date) -> bool:
        """Whether it is known to have been the name on a day."""
        begun = self.valid_from is None or self.valid_from <= on
        return self.is_dated and begun and self.valid_to is not None and on <= self.valid_to

    def note(self, present: str, on: date) -> str:
        """Return the sentence that says whose name it was, and whether on that day.

        >>> FormerName("X", "Old", date(1968, 9, 24), date(2018, 4, 18)).note("New", date(2010, 1, 1))
        'Old was the name of New until 2018-04-18, so also on 2010-01-01.'
        """
        if not self.is_dated:
            return f"{self.name} was a name of {present}; the source does not say until when."
        if self.was_used(on):
            return f"{self.name} was the name of {present} until {self.valid_to}, so also on {on}."
        if self.valid_from is not None and on < self.valid_from:
            return (
                f"{self.name} was the name of {present} from {self.valid_from} until {self.valid_to}, "
                f"not yet on {on}."
            )
        return f"{self.name} was the name of {present} until {self.valid_to}, no longer on {on}."


class Names:
    """The names that a release knows."""

    def __init__(
        self, participants: Register, former: Iterable[FormerName], crimes: Register, forms: Register
    ) -> None:
        self._participants, self._crimes, self._forms = participants, crimes, forms
        self._former: dict[str, list[FormerName]] = defaultdict(list)
        for name in former:
            for form in same_name(name.name):
                self._former[form].append(name)

    @property
    def participants(self) -> tuple[str, ...]:
        """The keys of all participants, in their order."""
        return tuple(sorted(self._participants.names))

    @property
    def of_participants(self) -> dict[str, str]:
        """The English label of each participant by its key, in the order of the labels."""
        return dict(sorted(self._participants.names.items(), key=lambda named: words(named[1])))

    def participant(self, said: str, on: date) -> Named:
        """Return the participant that is meant.

        Args:
            said: its ISO 3166-1 code of two or three letters, its M49 code, its IRI, or a name in one of the
                six languages: that at the United Nations, the formal one, another or a former one.
            on: the day asked about: a former name is told to have been the name then, or not.

        Raises:
            ParameterError: it is not known, or may be several; the message names the nearest.
        """
        key = self._participants.find(said)
        if key is not None:
            return _named(self._participants, key, said)
        former = list(dict.fromkeys(each for form in same_name(said) for each in self._former.get(form, ())))
        keys = {each.participant: None for each in former if each.participant is not None}
        if len(keys) > 1:
            raise self._participants.ambiguous(said, keys)
        if not keys:
            raise self._participants.unknown(said, _ended(former))
        (key,) = keys
        # One name may have been used in several spans: that of the day, or else the last.
        meant = max(former, key=lambda each: (each.was_used(on), each.is_dated, each.valid_to or date.min))
        return _named(self._participants, key, said, meant.note(self._participants.names[key], on))

    def crime(self, said: str) -> Named:
        """Return the crime type that is meant by a key, a name in any language, or an IRI.

        Raises:
            ParameterError: it is not known, or may be several; the message names the nearest.
        """
        return _find(self._crimes, said)

    def form(self, said: str) -> Named:
        """Return the form of cooperation that is meant by a key, a name in any language, or an IRI.

        Raises:
            ParameterError: it is not known, or may be several; the message names the nearest.
        """
        return _find(self._forms, said)


def read_names(read: Read) -> Names:
    """Return the names that the queries of `facts/` tell.

    Args:
        read: gives the rows of one of them by its name.
    """
    rows = read("participant-names")
    concepts = read("concept-names")
    return Names(
        _participants([row for row in rows if row.kind != "former"]),
        [
            FormerName(
                key_of(row.participant) if row.participant else None, row.name, row.valid_from, row.valid_to
            )
            for row in rows
            if row.kind == "former"
        ],
        _concepts("crime", "crime type", concepts),
        _concepts("cooperation", "form of cooperation", concepts),
    )


def _participants(rows: Sequence[Any]) -> Register:
    # The gazette's headings were cut where it inverts or joins names: "Kongo, DR" left "Kongo".
    headings = Counter(row.participant for row in rows if _is_heading(row))
    kinds: dict[str, list[tuple[str, str]]] = {
        kind: [] for kind in ("code", "label", "formal", "alternative")
    }
    for row in rows:
        if _is_heading(row) and headings[row.participant] > 1:
            continue
        key, name = key_of(row.participant), str(row.name)
        kinds[row.kind].append((key, name))
        if row.kind == "code" and name.startswith("0"):
            kinds["code"].append((key, name.lstrip("0")))
    return Register("participant", "participant", _english(rows), kinds.values())


def _is_heading(row: Any) -> bool:
    return bool(row.kind == "alternative" and row.language == _GAZETTE)


def _concepts(collection: str, noun: str, rows: Rows) -> Register:
    mine = [row for row in rows if str(row.concept).startswith(f"{BASE}{collection}/")]
    kinds: dict[str, list[tuple[str, str]]] = {"label": [], "alternative": []}
    for row in mine:
        kinds[row.kind].append((key_of(row.concept), row.name))
    return Register(collection, noun, _english(mine), kinds.values())


def _english(rows: Iterable[Any]) -> dict[str, str]:
    return {key_of(row[0]): row.name for row in rows if row.kind == "label" and row.language == "en"}


def _find(register: Register, said: str) -> Named:
    key = register.find(said)
    if key is None:
        raise register.unknown(said)
    return _named(register, key, said)


def _named(register: Register, key: str, said: str, note: str | None = None) -> Named:
    name = register.names[key]
    return Named(key, name, None if said in {key, name} else said, note)


def _ended(former: Sequence[FormerName]) -> str:
    """Return what is known of a name that is that of no participant, "" where nothing is."""
    ends = [each.valid_to for each in former if each.valid_to is not None]
    return f"a former name, in use until {max(ends)}, of none of today's participants" if ends else ""
