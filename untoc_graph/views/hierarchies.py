"""The things above and below a crime type or a form of cooperation, as the law has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from untoc_graph.answers.law import Crime, Form

__all__ = ["Branch", "branches", "line_above"]


@dataclass(frozen=True)
class Branch:
    """A thing with those below it.

    Attributes:
        thing: a crime type or a form of cooperation.
        below: those nearest below it, each with its own.
        counts: whether it is one of those asked for, and not only there to hold others together.
    """

    thing: Crime | Form
    below: tuple[Branch, ...] = ()
    counts: bool = True

    @property
    def size(self) -> int:
        """How many of those asked for are in it."""
        return self.counts + sum(each.size for each in self.below)


def line_above(things: Mapping[str, Crime] | Mapping[str, Form], key: str) -> tuple[Crime | Form, ...]:
    """Return what is above a thing, the widest first; it has one line, as the schemes are trees."""
    above = [things[each] for each in things[key].wider if each != key]
    return tuple(sorted(above, key=lambda each: len(each.wider)))


def branches(
    things: Mapping[str, Crime] | Mapping[str, Form], wanted: Collection[str], top: str | None = None
) -> tuple[Branch, ...]:
    """Return those of the things that are wanted as trees; what is between them is kept and does not count.

    Args:
        things: all crime types or all forms, by key.
        wanted: keys of those to show.
        top: key of the thing whose parts are the trees; None for the trees of all.
    """
    children: dict[str | None, list[str]] = {}
    for key in things:
        children.setdefault(_parent(things, key), []).append(key)
    return tuple(_grown(things, children, children.get(top, ()), wanted))


def _grown(
    things: Mapping[str, Crime] | Mapping[str, Form],
    children: Mapping[str | None, Iterable[str]],
    keys: Iterable[str],
    wanted: Collection[str],
) -> Iterator[Branch]:
    for key in keys:
        below = tuple(_grown(things, children, children.get(key, ()), wanted))
        if below or key in wanted:
            yield Branch(things[key], below, key in wanted)


def _parent(things: Mapping[str, Crime] | Mapping[str, Form], key: str) -> str | None:
    above = line_above(things, key)
    return above[-1].key if above else None
