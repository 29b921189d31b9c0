"""Numbers that grow by the day as SVG: step curves, with the numbers at their ends.

Only the curves stretch with the width; the words keep their size, so that a phone shows them as they are. A
table beside the drawing says the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from untoc_graph.drawing.lettering import lettering

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Event", "Steps", "curve", "steps_of"]

_HEIGHT: Final = 220
_TOP: Final = 16
_BOTTOM: Final = 24
_GRAIN: Final = 10_000
_YEARS: Final = 5
# Room at the end of the curve for the last number, in per cent.
_ROOM: Final = 91


@dataclass(frozen=True)
class Steps:
    """A number that changes on some days and stays in between.

    Attributes:
        kind: class of its line.
        name: what is counted.
        changes: each day of a change with the number from then on, in the order of the days.
    """

    kind: str
    name: str
    changes: tuple[tuple[date, int], ...]


@dataclass(frozen=True)
class Event:
    """A day that explains the curve.

    Attributes:
        day: when.
        text: what happened, short.
    """

    day: date
    text: str


def steps_of(begun: Iterable[date], ended: Iterable[date] = ()) -> tuple[tuple[date, int], ...]:
    """Return how many there are from each day on which one begins or ends.

    >>> steps_of([date(2003, 9, 29), date(2003, 9, 29), date(2004, 5, 1)])
    ((datetime.date(2003, 9, 29), 2), (datetime.date(2004, 5, 1), 3))
    """
    changes: dict[date, int] = {}
    for days, by in ((begun, 1), (ended, -1)):
        for day in days:
            changes[day] = changes.get(day, 0) + by
    found, number = [], 0
    for day in sorted(changes):
        number += changes[day]
        found.append((day, number))
    return tuple(found)


def curve(
    lines: Sequence[Steps],
    events: Sequence[Event],
    title: str,
    summary: str,
    *,
    first: date,
    last: date,
    most: int,
) -> str:
    """Return the SVG of step curves; "" without a step.

    Args:
        lines: what is counted; the first is the one that is filled.
        events: days marked by an upright line.
        title: what is drawn, in a few words.
        summary: the same for those who do not see it.
        first: the day at the start.
        last: the day at the end, up to which the last number stays.
        most: the number at the top, such as that of all who could be counted.
    """
    if not any(line.changes for line in lines):
        return ""
    scale = _Scale(first, last, most)
    parts = [
        f'<svg class="curve" role="img" aria-label="{lettering(title)}" width="100%" height="{_HEIGHT}" '
        f'direction="ltr" xmlns="http://www.w3.org/2000/svg"><title>{lettering(title)}</title><desc>{lettering(summary)}</desc>',
        *_grid(scale),
        *_curves(lines, scale),
        *_events(events, scale),
        *_ends(lines, scale),
        "</svg>",
    ]
    return "".join(parts)


class _Scale:
    def __init__(self, first: date, last: date, most: int) -> None:
        self.first, self.last, self.most = first, last, max(most, 1)
        self._length = (last - first).days or 1

    def across(self, day: date, full: float) -> float:
        inside = min(max(day, self.first), self.last)
        return round(full * (inside - self.first).days / self._length, 2)

    def up(self, number: float) -> float:
        return round(_HEIGHT - _BOTTOM - (_HEIGHT - _BOTTOM - _TOP) * number / self.most, 1)


def _grid(scale: _Scale) -> Iterator[str]:
    step = next(each for each in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if scale.most / each <= _YEARS)
    for number in range(0, scale.most + 1, step):
        y = scale.up(number)
        yield f'<line class="{"grid" if number else "base"}" x1="0" x2="{_ROOM}%" y1="{y}" y2="{y}"/>'
        if number:
            yield f'<text class="number" x="0" y="{y - 3}">{number}</text>'
    for year in range(scale.first.year, scale.last.year + 1):
        if year % _YEARS == 0:
            x = scale.across(date(year, 1, 1), _ROOM)
            anchor = "middle" if x else "start"
            yield f'<text class="year" x="{x}%" y="{_HEIGHT - 6}" text-anchor="{anchor}">{year}</text>'


def _curves(lines: Sequence[Steps], scale: _Scale) -> Iterator[str]:
    yield f'<svg width="{_ROOM}%" height="{_HEIGHT}" viewBox="0 0 {_GRAIN} {_HEIGHT}" '
    yield 'preserveAspectRatio="none">'
    for place, line in reversed(list(enumerate(lines))):
        if line.changes:
            path = _path(line, scale)
            if place == 0:
                floor = scale.up(0)
                yield f'<path class="area {line.kind}" d="{path}V{floor}Z"/>'
            yield f'<path class="line {line.kind}" vector-effect="non-scaling-stroke" d="{path}"/>'
    yield "</svg>"


def _path(line: Steps, scale: _Scale) -> str:
    start = scale.across(line.changes[0][0], _GRAIN)
    drawn = [f"M{start:.0f} {scale.up(0)}"]
    drawn += [f"H{scale.across(day, _GRAIN):.0f}V{scale.up(number)}" for day, number in line.changes]
    return "".join([*drawn, f"H{_GRAIN}"])


def _events(events: Sequence[Event], scale: _Scale) -> Iterator[str]:
    for event in events:
        x = scale.across(event.day, _ROOM)
        yield f'<line class="event" x1="{x}%" x2="{x}%" y1="{_TOP}" y2="{scale.up(0)}"/>'
        yield f'<text class="event" x="{x}%" dx="4" y="{_TOP - 4}">{lettering(event.text)}</text>'


def _ends(lines: Sequence[Steps], scale: _Scale) -> Iterator[str]:
    """Yield the last number of each curve; those of curves that end at the same place stand once."""
    seen: set[int] = set()
    for line in lines:
        if line.changes and (number := line.changes[-1][1]) not in seen:
            seen.add(number)
            yield (
                f'<text class="end {line.kind}" x="{_ROOM}%" dx="4" y="{scale.up(number) + 4}">'
                f"{number}<title>{lettering(line.name)}</title></text>"
            )
