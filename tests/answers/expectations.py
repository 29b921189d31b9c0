"""How a case says what it asks and what it expects at a place of the answer, so that a lawyer can read it.

A place is a path of names with dots. `instruments[untoc].since` takes the item of a list that is about
`untoc`, `paths[related-instrument:uncac]` the item of that kind about it, `missing<conflict>` all items of
that kind or about it, `statements[*].date` the dates of all items, `paths[0]` the first. Where a thing
stands, its key is compared.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

# The names under which the items of the lists of an answer say what they are about.
_ABOUT = ("instrument", "form", "statement", "about", "key")
_STEP = re.compile(r"(?P<name>[a-z_0-9]+)?(?:\[(?P<one>[^\]]+)\]|<(?P<kind>[^>]+)>)?")


@dataclass(frozen=True)
class Question:
    """What one participant wants of another, for a crime, in a form, on a day."""

    requesting: str
    requested: str
    crime: str | None = None
    form: str | None = None
    on: str | None = None


@dataclass(frozen=True)
class Case:
    """A question, what the answer must hold at which places, and the rows and provisions it rests on."""

    name: str
    question: Question
    expected: Mapping[str, object]
    because: str


class _Absent:
    """What stands at a place where the answer has nothing."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = _Absent()


class Expectation:
    """What a place must hold, where it is not one value."""

    def holds(self, found: Any) -> bool:
        """Whether what was found is what is expected."""
        raise NotImplementedError


@dataclass(frozen=True)
class _Several(Expectation):
    items: tuple[object, ...]

    def __repr__(self) -> str:
        return f"{type(self).__name__}{self.items}"


class Has(_Several):
    """A list that holds these items, and perhaps others."""

    def holds(self, found: Any) -> bool:
        return isinstance(found, list) and all(item in found for item in self.items)


class Lacks(_Several):
    """A list that holds none of these items."""

    def holds(self, found: Any) -> bool:
        return isinstance(found, list) and not any(item in found for item in self.items)


class Only(_Several):
    """A list of these items in any order."""

    def holds(self, found: Any) -> bool:
        return isinstance(found, list) and sorted(map(repr, found)) == sorted(map(repr, self.items))


class Mentions(_Several):
    """Anything in whose text each of these stands."""

    def holds(self, found: Any) -> bool:
        return found is not ABSENT and all(str(item) in _text(found) for item in self.items)


class Silent(_Several):
    """Anything in whose text none of these stands."""

    def holds(self, found: Any) -> bool:
        return found is not ABSENT and not any(str(item) in _text(found) for item in self.items)


class Other(_Several):
    """Something that is there and is none of these values."""

    def holds(self, found: Any) -> bool:
        return found is not ABSENT and found not in self.items


def has(*items: object) -> Has:
    return Has(items)


def lacks(*items: object) -> Lacks:
    return Lacks(items)


def only(*items: object) -> Only:
    return Only(items)


def mentions(*texts: str) -> Mentions:
    return Mentions(texts)


def silent(*texts: str) -> Silent:
    return Silent(texts)


def other_than(*values: object) -> Other:
    return Other(values)


def _text(found: Any) -> str:
    return json.dumps(found, ensure_ascii=False)


def _key(found: Any) -> Any:
    """Return the key of a thing, and anything else as it is; in lists too."""
    if isinstance(found, list):
        return [_key(item) for item in found]
    if isinstance(found, dict) and "key" in found and "iri" in found:
        return found["key"]
    return found


def _is_about(item: dict[str, Any], wanted: str) -> bool:
    kind, colon, about = wanted.rpartition(":")
    if colon and item.get("kind") != kind:
        return False
    if not colon and item.get("kind") == wanted:
        return True
    return any(_key(item.get(name)) == about for name in _ABOUT)


def _step(found: Any, step: re.Match[str]) -> Any:
    if step["name"] is not None:
        if not isinstance(found, dict) or step["name"] not in found:
            return ABSENT
        found = found[step["name"]]
    if step["kind"] is not None:
        return [item for item in found if _is_about(item, step["kind"])]
    wanted = step["one"]
    if wanted is None or wanted == "*":
        return found
    if wanted.isdigit():
        return found[int(wanted)] if int(wanted) < len(found) else ABSENT
    return next((item for item in found if _is_about(item, wanted)), ABSENT)


def at(document: Any, path: str) -> Any:
    """Return what stands at a path of a document: values as they are, things as they are, or ABSENT.

    >>> paths = [{"kind": "protocol-offence", "instrument": {"key": "smuggling"}, "since": None}]
    >>> at({"paths": paths}, "paths[protocol-offence].since") is None
    True
    >>> at({"paths": paths}, "paths[serious-crime].since")
    ABSENT
    """
    first, _, rest = path.partition(".")
    step = _STEP.fullmatch(first)
    assert step is not None, path
    found = _step(document, step)
    if not rest or found is ABSENT:
        return found
    if isinstance(found, list):
        return [at(item, rest) for item in found]
    return at(found, rest)


def is_met(expected: object, found: Any) -> bool:
    """Whether a place holds what is expected of it.

    >>> is_met("untoc", {"key": "untoc", "iri": "…"}), is_met(has("a"), ["a", "b"]), is_met(True, None)
    (True, True, False)
    """
    if isinstance(expected, Mentions | Silent):
        return expected.holds(found)
    found = _key(found)
    if isinstance(expected, Expectation):
        return expected.holds(found)
    if expected is ABSENT or found is ABSENT:
        return expected is found
    return type(expected) is type(found) and expected == found
