"""The index of a release: a file of the things and their names, read into memory for asking.

Ten thousand names need two megabytes. In memory a part of a word is found in a tenth of a millisecond, and of
any length: an index of three letters has no answer to the two of most Chinese words.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final

from untoc_graph.errors import DataError
from untoc_graph.rdf.engine import parse
from untoc_graph.rdf.formats import graph_format
from untoc_graph.search.collecting import collect
from untoc_graph.search.entries import KINDS, MINOR, Entries, Name, Thing
from untoc_graph.search.folding import folded_words, squeezed
from untoc_graph.search.likeness import beginnings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from untoc_graph.rdf.engine import Quad

__all__ = ["FILE", "Index", "open_index", "write_index"]

FILE: Final = "search.json"
# Of the form of the file; another is built anew from the graph.
_VERSION: Final = 2
_NQUADS: Final = "untoc.nq"
_INITIALS: Final = range(2, 9)
_SMALL_WORDS: Final = frozenset({"of", "the", "and", "de", "la", "du", "des", "del", "y", "et", "d", "l"})


class Index:
    """The names of a release, arranged for the ways in which they are looked up; any thread may ask."""

    def __init__(self, entries: Entries) -> None:
        self.things, self.names = entries.things, entries.names
        self.place = {thing.iri: number for number, thing in enumerate(self.things)}
        self.by_key: dict[str, list[int]] = defaultdict(list)
        # By their squeezed form, and by their words; texts on things by their words only.
        self.whole: dict[str, list[int]] = defaultdict(list)
        self.by_word: dict[str, list[int]] = defaultdict(list)
        self.in_texts: dict[str, list[int]] = defaultdict(list)
        self.initials: dict[str, list[int]] = defaultdict(list)
        self.labels: dict[int, dict[str, str]] = defaultdict(dict)
        for number, name in enumerate(self.names):
            self._enter(number, name)
        self.forms = sorted(self.whole)
        self.words = sorted(self.by_word)
        self.text_words = sorted(self.in_texts)
        self._begun: dict[int, tuple[str, ...]] = {}
        # All forms as one text, in which a part is found at once.
        self._run = "\n".join(["", *self.forms, ""])
        self._starts = []
        start = 1
        for form in self.forms:
            self._starts.append(start)
            start += len(form) + 1

    def _enter(self, number: int, name: Name) -> None:
        words = folded_words(name.text)
        if name.field == "label":
            self.labels[name.thing].setdefault(name.language, name.text)
        if name.field == "text":
            for word in dict.fromkeys(words):
                self.in_texts[word].append(number)
            return
        if not words:
            return
        if name.field == "key":
            # Keys are for those who know them whole.
            self.by_key[squeezed(words)].append(number)
            return
        self.whole[squeezed(words)].append(number)
        for word in dict.fromkeys(words):
            self.by_word[word].append(number)
        letters = "".join(word[0] for word in words if word not in _SMALL_WORDS)
        if name.field in {"label", "short-title", "alternative"} and len(letters) in _INITIALS:
            self.initials[letters].append(number)

    def beginning(self, forms: Sequence[str], with_: str) -> Sequence[str]:
        """Return those of sorted forms that begin so."""
        return forms[bisect_left(forms, with_) : bisect_right(forms, with_ + "\U0010ffff")]

    def begun(self, length: int) -> Sequence[str]:
        """Return what the words begin with that are longer than so many letters, each once."""
        # Two threads may make the same at once; it is the same.
        if length not in self._begun:
            self._begun[length] = beginnings(self.words, length)
        return self._begun[length]

    def containing(self, part: str) -> Iterator[str]:
        """Yield the forms of names that have a part in them."""
        at = self._run.find(part)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            yield self.forms[place]
            # Each form once: from its end on.
            at = self._run.find(part, self._starts[place] + len(self.forms[place]))

    @cached_property
    def kind_of(self) -> list[int]:
        """The place of each thing's kind among the kinds."""
        return [KINDS.index(thing.kind) for thing in self.things]

    @cached_property
    def is_minor(self) -> list[bool]:
        """Whether each thing is of a kind that is rarely meant."""
        return [thing.kind in MINOR for thing in self.things]

    @cached_property
    def names_of(self) -> list[list[int]]:
        """The numbers of the labels of each thing, or of all its names where it has none."""
        labels: list[list[int]] = [[] for _ in self.things]
        others: list[list[int]] = [[] for _ in self.things]
        for number, name in enumerate(self.names):
            (labels if name.field == "label" else others)[name.thing].append(number)
        return [labels[place] or others[place] for place in range(len(self.things))]

    @cached_property
    def texts_of(self) -> dict[int, dict[str, str]]:
        """What is told of each thing, by language."""
        found: dict[int, dict[str, str]] = defaultdict(dict)
        for name in self.names:
            if name.field == "text":
                found[name.thing].setdefault(name.language, name.text)
        return found

    @cached_property
    def provisions(self) -> dict[str, list[int]]:
        """The provisions by their numbers, each written as its squeezed steps."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, thing in enumerate(self.things):
            if thing.number:
                found[".".join(folded_words(thing.number))].append(place)
        return found

    @cached_property
    def words_of_instruments(self) -> dict[int, set[str]]:
        """The words of the names of each instrument."""
        found: dict[int, set[str]] = defaultdict(set)
        for name in self.names:
            if self.things[name.thing].kind == "instrument" and name.field not in {"identifier", "text"}:
                found[name.thing].update(folded_words(name.text))
        return found

    @cached_property
    def words_of_things(self) -> list[frozenset[str]]:
        """The words of all names and texts of each thing, with those of what it is within."""
        words: list[set[str]] = [set() for _ in self.things]
        for name in self.names:
            words[name.thing].update(folded_words(name.text))
        for place, thing in enumerate(self.things):
            if thing.within in self.place:
                words[place] |= words[self.place[thing.within]]
        return [frozenset(each) for each in words]

    def label(self, iri: str, language: str) -> tuple[str, str]:
        """Return the label of a thing and its language: the one asked for, else English, else any.

        A thing without a label is called by the last segment of its IRI, which is of no language.
        """
        found = _in_language(self.labels.get(self.place.get(iri, -1), {}), language)
        return found or (iri.rstrip("/").replace("#", "/").rpartition("/")[2], "")

    def about(self, place: int, language: str) -> tuple[str, str] | None:
        """Return what is told of a thing, and in which language, as `label` does; None where nothing is."""
        return _in_language(self.texts_of.get(place, {}), language)


def _in_language(texts: Mapping[str, str], language: str) -> tuple[str, str] | None:
    for wanted in (language, "en", "", *sorted(texts)):
        if wanted in texts:
            return texts[wanted], wanted
    return None


def write_index(folder: Path, quads: Iterable[Quad]) -> Path:
    """Write the index of a release into its folder, the same bytes for the same quads; return the file.

    Raises:
        OSError: the file cannot be written.
    """
    entries = collect(quads)
    things = [[thing.iri, thing.kind, thing.number, thing.within] for thing in entries.things]
    names = [[name.thing, name.field, name.language, name.text] for name in entries.names]
    lines = [
        f'{{"version": {_VERSION},',
        '"things": [',
        ",\n".join(json.dumps(row, ensure_ascii=False) for row in things),
        '],\n"names": [',
        ",\n".join(json.dumps(row, ensure_ascii=False) for row in names),
        "]}\n",
    ]
    file = folder / FILE
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def open_index(folder: Path) -> Index:
    """Return the index of a release: from its file, or from its graph where there is no file that fits.

    Raises:
        DataError: neither can be read.
    """
    try:
        said = json.loads((folder / FILE).read_text(encoding="utf-8"))
        if said["version"] == _VERSION:
            return Index(
                Entries(
                    tuple(Thing(*row) for row in said["things"]), tuple(Name(*row) for row in said["names"])
                )
            )
    except FileNotFoundError:
        pass
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{folder / FILE} cannot be read ({error}); run `untoc build` again") from error
    try:
        return Index(collect(parse((folder / _NQUADS).read_bytes(), graph_format("nquads"))))
    except (OSError, SyntaxError) as error:
        raise DataError(f"{folder / _NQUADS} cannot be read ({error}); run `untoc build` again") from error
