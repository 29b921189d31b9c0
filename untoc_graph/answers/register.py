"""The names of one collection of things: an exact name finds one, all else is refused with the nearest."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from untoc_graph.answers.linked_rows import key_of
from untoc_graph.answers.spelling import same_name, words
from untoc_graph.errors import ParameterError
from untoc_graph.namespaces import BASE, COLLECTIONS
from untoc_graph.sparql.likeness import SUGGESTIONS, likeness_of_all, listed
from untoc_graph.sparql.parameters import read_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Register", "shown"]

_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f]")
_PREFIXED: Final = re.compile(r"([a-z-]+):\S")
_SHOWN_LENGTH: Final = 80
# Shorter ones, such as the "R" that gazettes write for a republic, are no names.
_MEANT_LENGTH: Final = 3


class Register:
    """The things of a collection by their names.

    A kind of name counts only where no earlier kind has what was said: so "Congo" is the state whose name it
    is, and not another one whose alternative name it is.

    Attributes:
        names: the English label of each thing by its key.
    """

    def __init__(
        self, collection: str, noun: str, names: Mapping[str, str], kinds: Iterable[Iterable[tuple[str, str]]]
    ) -> None:
        """Take the names of things.

        Args:
            collection: the collection of the graph, `participant`.
            noun: what a message calls one of them.
            names: English label by key.
            kinds: key and name, for each kind of name; the kinds in the order in which they count. The keys
                themselves come before all.
        """
        self.names = dict(names)
        self._collection, self._noun = collection, noun
        self._kinds: list[dict[str, list[str]]] = []
        self._spellings: dict[str, list[str]] = defaultdict(list)
        self._initials: dict[str, list[str]] = defaultdict(list)
        self._words: dict[str, list[frozenset[str]]] = defaultdict(list)
        for kind in (((key, key) for key in names), names.items(), *kinds):
            found: dict[str, dict[str, None]] = defaultdict(dict)
            for key, name in kind:
                for form in same_name(name):
                    found[form][key] = None
                self._spellings[key].append(name)
                self._initials[_initials(name)].append(key)
                self._words[key].append(frozenset(words(name)))
            self._kinds.append({form: list(keys) for form, keys in found.items()})

    def find(self, said: str) -> str | None:
        """Return the key of the thing whose name this is, None where it is no name of any.

        Args:
            said: a key, a name in any language, a prefixed name or a full IRI.

        Raises:
            ParameterError: nothing is said, it is the name of several, or an IRI that is that of none.
        """
        if _CONTROL.search(said):
            raise ParameterError(f"the {self._noun} {shown(said)} holds a control character; leave it out")
        said = said.strip()
        if not said:
            raise ParameterError(f"the {self._noun} is empty; name one by its key or its name")
        prefix = _PREFIXED.match(said)
        if said.startswith(BASE) or (prefix and prefix[1] in COLLECTIONS):
            return self._find_iri(said)
        for kind in self._kinds:
            keys = {key: None for form in same_name(said) for key in kind.get(form, ())}
            if len(keys) > 1:
                raise self.ambiguous(said, keys)
            if keys:
                return next(iter(keys))
        return None

    def ambiguous(self, said: str, keys: Iterable[str]) -> ParameterError:
        """Return the error for a name that several things have."""
        candidates = listed([(key, self.names[key]) for key in keys])
        return ParameterError(f"{shown(said)} may be {candidates}; name one of them")

    def unknown(self, said: str, why: str = "") -> ParameterError:
        """Return the error for a name that nothing has: with the things in whose names it is, or the nearest.

        Args:
            said: what was said.
            why: what is known of it all the same, for the message.
        """
        spoken = words(said)
        holding = self._holding(frozenset(spoken))
        if not why and len(holding) > 1:
            return self.ambiguous(said, holding)
        initials = self._initials.get("".join(spoken), ()) if spoken else ()
        close = list(dict.fromkeys((*initials, *holding, *likeness_of_all(said, self._spellings))))
        hint = listed([(key, self.names[key]) for key in close[:SUGGESTIONS]])
        why = why or f"the graph knows no such {self._noun}"
        return ParameterError(f"{shown(said)}: {why}; did you mean {hint}?")

    def _holding(self, wanted: frozenset[str]) -> list[str]:
        """Return the keys of the things that have a name of which these words are a part, where few have."""
        if sum(map(len, wanted)) < _MEANT_LENGTH:
            return []
        found = [key for key, names in self._words.items() if any(wanted <= name for name in names)]
        return found if len(found) <= SUGGESTIONS else []

    def _find_iri(self, said: str) -> str:
        try:
            key = key_of(read_term(self._collection, said))
        except ParameterError as error:
            raise ParameterError(f"{shown(said)}: {error}") from None
        if key not in self.names:
            raise self.unknown(key)
        return key


def _initials(name: str) -> str:
    """Return the initials by which some know it: of "Democratic Republic of the Congo", DRC."""
    return "".join(word[0] for word in words(name) if len(word) > _MEANT_LENGTH)


def shown(said: str) -> str:
    r"""Return what a stranger said for a message of one line.

    >>> shown("a\nb")
    '"a b"'
    """
    line = " ".join("".join(each if each.isprintable() else " " for each in said).split())
    return f'"{line[:_SHOWN_LENGTH]}…"' if len(line) > _SHOWN_LENGTH else f'"{line}"'
