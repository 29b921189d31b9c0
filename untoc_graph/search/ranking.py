"""From what somebody typed to what was meant: the names that fit, the best first.

A name that is exactly this comes before one that begins so, that before one that has the words, and what is
merely like it comes only where nothing else fits. What fits equally well is in the order of `KINDS`.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from untoc_graph.search.citations import read_citation
from untoc_graph.search.entries import FIELDS
from untoc_graph.search.folding import LONGEST, folded_words, squeezed, stem_of
from untoc_graph.search.index import Index, open_index
from untoc_graph.search.likeness import forms_like, is_abbreviation, is_like, letters_wrong, words_like

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from untoc_graph.search.entries import Name, Thing

__all__ = ["Fit", "Found", "Hit", "Searching"]

# So many words are looked at; nobody types more to find one thing.
_MOST_WORDS: Final = 12
# So many are enough to leave out those that only have the text somewhere inside.
_ENOUGH: Final = 30
# A part inside of a word says little where it is short, but in Chinese one letter is a word.
_SHORTEST_PART: Final = 4
_SHORTEST_WORD: Final = 3
_IDEOGRAPHS: Final = "\u3400"
# A word of so many names says nothing by itself: "article".
_COMMON: Final = 100
# Words that have so many letters in common are forms of one.
_SHORTEST_STEM: Final = 6


class Fit(IntEnum):
    """How a name fits a search, the best first."""

    EXACT = 0
    BEGINS = 1
    WORDS = 2
    INITIALS = 3
    LIKE = 4
    FORMS = 5
    PART = 6
    TEXT = 7
    SEVERAL = 8
    WORDS_LIKE = 9
    SOME = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found.

    Attributes:
        thing: the thing.
        label: its label.
        language: language of the label, "" where it is of none.
        name: the name, or the text on it, that fits.
        fit: how it fits.
        within: label and language of what the thing belongs to, None where it is part of nothing.
        about: what is told of the thing, and in which language; None where nothing is.
    """

    thing: Thing
    label: str
    language: str
    name: Name
    fit: Fit
    within: tuple[str, str] | None
    about: tuple[str, str] | None


@dataclass(frozen=True)
class Found:
    """What a search found.

    Attributes:
        text: what was searched for, as it was understood: without control characters, at most 200 letters.
        hits: the best first, each thing once.
        is_partial: whether no thing has all of the words.
    """

    text: str
    hits: tuple[Hit, ...]
    is_partial: bool


class Searching:
    """Searches the index of a release, which is opened when it is first asked; any thread may ask."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the release."""
        self._folder = folder
        self._lock = threading.Lock()
        self._index: Index | None = None

    @property
    def index(self) -> Index:
        """The index.

        Raises:
            DataError: it cannot be read.
        """
        if self._index is None:
            with self._lock:
                if self._index is None:
                    index = open_index(self._folder)
                    # What takes time is made before anyone waits for it.
                    index.words_of_things, index.provisions, index.names_of  # noqa: B018
                    self._index = index
        return self._index

    def find(self, text: str, language: str = "en") -> Found:
        """Return the things that a text may mean.

        Args:
            text: whatever was typed; nothing in it is an operator.
            language: that of the labels, where a thing has one in it.

        Raises:
            DataError: the index cannot be read.
        """
        text = " ".join("".join(each if each.isprintable() else " " for each in text[:LONGEST]).split())
        words = folded_words(text)[:_MOST_WORDS]
        if not words:
            return Found(text, (), is_partial=False)
        return _Search(self.index, text, words, language).found()


class _Search:
    """One search: what has been found so far, by thing."""

    def __init__(self, index: Index, text: str, words: tuple[str, ...], language: str) -> None:
        self._index, self._text, self._words, self._language = index, text, words, language
        self._whole = squeezed(words)
        # The best name of each thing: sorted by how it fits.
        self._best: dict[int, tuple[tuple[int, int, int, int], int]] = {}

    def found(self) -> Found:
        self._cited()
        self._exact()
        self._beginning()
        self._by_words()
        self._initials()
        if not self._is_settled:
            self._like()
        self._forms()
        if len(self._best) < _ENOUGH:
            self._part()
            self._texts()
        if not self._is_settled:
            self._across()
        if not self._best:
            self._words_like()
        partial = not self._best and len(self._words) > 1
        if partial:
            self._some()
        hits = tuple(self._hits())
        return Found(self._text, hits, partial and bool(hits))

    @property
    def _is_settled(self) -> bool:
        """Whether something was found that is more than a paper on it."""
        return any(
            rank[0] == Fit.EXACT or not self._index.is_minor[place] for place, (rank, _) in self._best.items()
        )

    def _take(self, numbers: Iterable[int], fit: Fit, closeness: int = 0) -> None:
        for number in numbers:
            name = self._index.names[number]
            other_language = name.language not in {self._language, ""}
            # What is called so comes before what is only looked for so.
            far = closeness + (name.field == "word")
            rank = (fit, far, FIELDS.index(name.field) * 2 + other_language, len(name.text))
            known = self._best.get(name.thing)
            if known is None or rank < known[0]:
                self._best[name.thing] = (rank, number)

    def _take_forms(self, forms: Iterable[str], fit: Fit, closeness: int = 0) -> None:
        for form in forms:
            self._take(self._index.whole[form], fit, closeness)

    def _cited(self) -> None:
        citation = read_citation(self._text)
        if citation is None:
            return
        instruments = self._instruments(citation.instrument)
        if citation.instrument and not instruments:
            return
        whole = ".".join(citation.steps)
        for number, places in self._index.provisions.items():
            if number == whole or number.startswith(f"{whole}."):
                fit = Fit.EXACT if number == whole else Fit.BEGINS
                for place in places:
                    if not instruments or self._index.things[place].within in instruments:
                        self._take(self._index.names_of[place], fit)

    def _instruments(self, words: tuple[str, ...]) -> frozenset[str]:
        """Return the instruments that words name: by a whole name, or else by words of their names."""
        index = self._index
        whole = squeezed(words) if words else ""
        named = {
            index.names[number].thing
            for number in (*index.whole.get(whole, ()), *index.by_key.get(whole, ()))
        }
        found = {index.things[place].iri for place in named if index.things[place].kind == "instrument"}
        if not found and words:
            found = {
                index.things[place].iri
                for place, known in index.words_of_instruments.items()
                if known.issuperset(words)
            }
        return frozenset(found)

    def _exact(self) -> None:
        self._take(self._index.whole.get(self._whole, ()), Fit.EXACT)
        self._take(self._index.by_key.get(self._whole, ()), Fit.EXACT, 1)

    def _beginning(self) -> None:
        self._take_forms(self._index.beginning(self._index.forms, self._whole), Fit.BEGINS)

    def _by_words(self) -> None:
        """Take the names that have all words; the last may be only begun."""
        self._take(self._having(self._index.by_word, self._index.words), Fit.WORDS)

    def _texts(self) -> None:
        if len(self._words[-1]) >= _SHORTEST_WORD or len(self._words) > 1:
            self._take(self._having(self._index.in_texts, self._index.text_words), Fit.TEXT)

    def _having(self, by_word: dict[str, list[int]], words: Sequence[str]) -> set[int]:
        *first, last = self._words
        found: set[int] | None = None
        for word in first:
            having = set(by_word.get(word, ()))
            found = having if found is None else found & having
            if not found:
                return set()
        begun = {number for form in self._index.beginning(words, last) for number in by_word[form]}
        return begun if found is None else found & begun

    def _initials(self) -> None:
        if len(self._words) == 1:
            self._take(self._index.initials.get(self._whole, ()), Fit.INITIALS)

    def _part(self) -> None:
        if len(self._whole) >= _SHORTEST_PART or self._whole >= _IDEOGRAPHS:
            self._take_forms(self._index.containing(self._whole), Fit.PART)

    def _like(self) -> None:
        for form, wrong in forms_like(self._whole, self._index.forms):
            self._take(
                (
                    number
                    for number in self._index.whole[form]
                    if is_like(self._words, name := self._index.names[number].text)
                    and not is_abbreviation(name)
                ),
                Fit.LIKE,
                wrong,
            )

    def _forms(self) -> None:
        """Take the names that have all words, each in whatever form: "deliveries", "traffickers"."""
        stems = [stem_of(word) for word in self._words]
        if stems == list(self._words) and len(stems) == 1:
            return
        found: set[int] | None = None
        for word, stem in zip(self._words, stems, strict=True):
            having = {
                number
                for form in self._index.beginning(self._index.words, stem)
                if form == word or len(stem) >= _SHORTEST_STEM or stem_of(form) == stem
                for number in self._index.by_word[form]
            }
            found = having if found is None else found & having
        self._take(found or (), Fit.FORMS)

    def _across(self) -> None:
        """Take the things whose names and texts have all words between them."""
        wanted = [word for word in self._words if len(word) >= _SHORTEST_WORD] or list(self._words)
        for place, words in enumerate(self._index.words_of_things):
            if all(word in words for word in wanted):
                self._take(self._index.names_of[place], Fit.SEVERAL)

    def _words_like(self) -> None:
        """Take the names that have words like all of these."""
        found: set[int] | None = None
        wrong = 0
        for word in dict.fromkeys(self._words):
            having = set(self._index.by_word.get(word, ()))
            if not having and word.isalpha() and letters_wrong(word):
                near = words_like(word, self._index.words, self._index.begun)
                least = min(near.values(), default=0)
                wrong += least
                having = {
                    number
                    for form, distance in near.items()
                    if distance == least
                    for number in self._index.by_word[form]
                    if not is_abbreviation(self._index.names[number].text)
                }
            found = having if found is None else found & having
            if not found:
                return
        self._take(found or (), Fit.WORDS_LIKE, wrong)

    def _some(self) -> None:
        """Take the names that have some of the words: whole names first, then those with most letters."""
        index = self._index
        wanted = {
            word
            for word in self._words
            if len(word) >= _SHORTEST_WORD and len(index.by_word.get(word, ())) <= _COMMON
        }
        weight: dict[int, int] = {}
        for word in wanted:
            for number in index.by_word.get(word, ()):
                weight[number] = weight.get(number, 0) + len(word)
        most = sum(map(len, wanted))
        for number, letters in weight.items():
            # "can" is what a sentence has, not the code of Canada.
            if index.names[number].field != "code":
                is_whole = squeezed(folded_words(index.names[number].text)) in wanted
                self._take((number,), Fit.SOME, 0 if is_whole else 1 + most - letters)

    def _hits(self) -> Iterator[Hit]:
        index = self._index
        for place, (rank, number) in sorted(
            self._best.items(), key=lambda each: self._order(each[0], each[1][0])
        ):
            thing = index.things[place]
            label, language = index.label(thing.iri, self._language)
            within = index.label(thing.within, self._language) if thing.within else None
            yield Hit(
                thing,
                label,
                language,
                index.names[number],
                Fit(rank[0]),
                within,
                index.about(place, self._language),
            )

    def _order(self, place: int, rank: tuple[int, int, int, int]) -> tuple[int, ...]:
        """Sort by how a name fits; papers that only have it somewhere in their titles come last.

        Things are in the order of their kinds. Of one kind the nearer name is first; provisions, and
        instruments, are in their own order.
        """
        index = self._index
        last = index.is_minor[place] and rank[:2] != (Fit.EXACT, 0)
        begin = (last, rank[0], rank[1], index.kind_of[place])
        thing = index.things[place]
        return (
            (*begin, place)
            if thing.number or thing.kind == "instrument"
            else (*begin, rank[3], rank[2], place)
        )
