"""Where a provision stands in its instrument: what it is a part of, what is below it, and what is beside it.

The law has the provisions; their keys have their places: `untoc-16-5-a` is a part of `untoc-16-5`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from untoc_graph.answers.law_rows import provision_place

if TYPE_CHECKING:
    from untoc_graph.answers.law import Law, Provision

__all__ = ["Place", "place_of", "touching"]


@dataclass(frozen=True)
class Place:
    """The place of a provision.

    Attributes:
        above: what it is a part of, the article first; none for an article.
        below: its parts at any depth in the order of the text, each with its depth, 1 for the nearest.
        previous: the one before it at its level, None at the beginning.
        next: the one after it at its level, None at the end.
    """

    above: tuple[Provision, ...]
    below: tuple[tuple[int, Provision], ...]
    previous: Provision | None
    next: Provision | None


def place_of(law: Law, key: str) -> Place:
    """Return the place of the provision with a key.

    Raises:
        KeyError: the law has no such provision.
    """
    instrument = law.provisions[key].instrument
    ordered = sorted(
        (each for each in law.provisions if law.provisions[each].instrument == instrument),
        key=provision_place,
    )
    parent = _parent(law, key)
    level = [each for each in ordered if _parent(law, each) == parent]
    here = level.index(key)
    return Place(
        above=tuple(law.provisions[each] for each in _above(law, key)),
        below=tuple(
            (len(_above(law, each)) - len(_above(law, key)), law.provisions[each])
            for each in ordered
            if each.startswith(f"{key}-")
        ),
        previous=law.provisions[level[here - 1]] if here else None,
        next=law.provisions[level[here + 1]] if here + 1 < len(level) else None,
    )


def touching(place: Place, key: str) -> tuple[str, ...]:
    """Return the keys of a provision, of what it is a part of, and of its parts."""
    return (*(each.key for each in place.above), key, *(each.key for _, each in place.below))


def _above(law: Law, key: str) -> tuple[str, ...]:
    parent = _parent(law, key)
    return () if parent is None else (*_above(law, parent), parent)


def _parent(law: Law, key: str) -> str | None:
    """Return the key of what a provision is the next part of; some paragraphs have no entry of their own."""
    while "-" in key:
        key = key.rpartition("-")[0]
        if key in law.provisions:
            return key
    return None
