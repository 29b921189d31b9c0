"""A life in acts as SVG: a lane an instrument, the acts as marks, the time it binds as a bar.

Places across are per cent of the width, so that the drawing fits a phone and its words keep their size. A
table beside the drawing says the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from untoc_graph.drawing.lettering import lettering

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Act", "ActKind", "Lane", "timeline"]

ActKind: TypeAlias = Literal["signed", "consented", "in-force", "ended", "statement", "withdrawal"]

_LANE: Final = 56
_AXIS: Final = 24
_BAR: Final = 8
_BELOW: Final = 11
_NONE: Final = 15
_STEP: Final = 5
# Shapes differ as well as colours: line, square, cross, hollow and full circle. What comes later lies on top.
_SHAPES: Final[dict[ActKind, str]] = {
    "in-force": '<path d="M0 -9V9"/>',
    "ended": '<path d="M0 -9V9"/>',
    "statement": '<path d="M-4 -4H4V4H-4Z"/>',
    "withdrawal": '<path d="M-4 -4L4 4M-4 4L4 -4"/>',
    "signed": '<circle r="5"/>',
    "consented": '<circle r="5"/>',
}
_ORDER: Final = tuple(_SHAPES)


@dataclass(frozen=True)
class Act:
    """Something done on a day.

    Attributes:
        kind: which of the shapes stands for it.
        day: when.
        text: what a reader hears and sees, with the day.
    """

    kind: ActKind
    day: date
    text: str


@dataclass(frozen=True)
class Lane:
    """What happened between a participant and one instrument.

    Attributes:
        name: of the instrument.
        language: tag of the name.
        acts: what was done, in any order.
        bound: first and last day on which it binds for certain; None where it does not.
        bound_text: what the bar says.
        open_days: days between which it began to bind, where no source gives the day; None otherwise.
        open_text: what that part says.
        empty: what the lane says where there is nothing to draw.
    """

    name: str
    language: str = ""
    acts: tuple[Act, ...] = ()
    bound: tuple[date, date] | None = None
    bound_text: str = ""
    open_days: tuple[date, date] | None = None
    open_text: str = ""
    empty: str = ""


def timeline(lanes: Sequence[Lane], title: str, summary: str, *, first: date, last: date) -> str:
    """Return the SVG of lanes below each other over the years; "" without a lane.

    Args:
        lanes: in the order in which they are drawn.
        title: what is drawn, in a few words.
        summary: the same for those who do not see it.
        first: the day at the start.
        last: the day at the end.

    >>> lane = Lane("Convention", acts=(Act("signed", date(2000, 12, 12), "Signed on 12 December 2000"),))
    >>> drawn = timeline([lane], "Acts", "", first=date(2000, 1, 1), last=date(2026, 1, 1))
    >>> "Signed on 12 December 2000" in drawn
    True
    """
    if not lanes:
        return ""
    scale = _Scale(first, last)
    height = _LANE * len(lanes) + _AXIS
    parts = [
        f'<svg class="timeline" role="img" aria-label="{lettering(title)}" width="100%" height="{height}" '
        f'direction="ltr" xmlns="http://www.w3.org/2000/svg"><title>{lettering(title)}</title><desc>{lettering(summary)}</desc>',
        *_years(scale, first.year, last.year, height - _AXIS),
    ]
    for place, lane in enumerate(lanes):
        parts += _lane(lane, scale, place * _LANE)
    return "".join([*parts, "</svg>"])


class _Scale:
    """Turns days into places across, in per cent; a little room is left at both ends for the marks."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self._length = (last - first).days or 1

    def at(self, day: date) -> float:
        inside = min(max(day, self.first), self.last)
        return round(1.5 + 97 * (inside - self.first).days / self._length, 2)


def _years(scale: _Scale, first: int, last: int, bottom: int) -> Iterator[str]:
    for year in range(first, last + 1):
        if year % _STEP:
            continue
        x = scale.at(date(year, 1, 1))
        yield f'<line class="grid" x1="{x}%" x2="{x}%" y1="0" y2="{bottom}"/>'
        anchor = "start" if year == first else "middle"
        yield f'<text class="year" x="{x}%" y="{bottom + 17}" text-anchor="{anchor}">{year}</text>'


def _lane(lane: Lane, scale: _Scale, top: int) -> Iterator[str]:
    middle = top + _LANE - 22
    language = f' lang="{lettering(lane.language)}"' if lane.language else ""
    yield f'<g><text class="lane" x="0" y="{top + 17}"{language}>{lettering(lane.name)}</text>'
    yield f'<line class="base" x1="0" x2="100%" y1="{middle}" y2="{middle}"/>'
    if lane.empty:
        # Below the line, where its letters do not touch those of the name.
        yield f'<text class="none" x="4" y="{middle + _NONE}">{lettering(lane.empty)}</text>'
    if lane.open_days:
        yield _bar("open", scale, lane.open_days, middle, lane.open_text)
    if lane.bound:
        yield _bar("bound", scale, lane.bound, middle, lane.bound_text)
    for act in sorted(lane.acts, key=lambda act: (_ORDER.index(act.kind), act.day)):
        # Much is stated on the day of consent: below the line both are seen.
        y = middle + (_BELOW if act.kind in {"statement", "withdrawal"} else 0)
        yield (
            f'<svg class="act {act.kind}" x="{scale.at(act.day)}%" y="{y}" overflow="visible">'
            f"<title>{lettering(act.text)}</title>{_SHAPES[act.kind]}</svg>"
        )
    yield "</g>"


def _bar(kind: str, scale: _Scale, days: tuple[date, date], middle: int, text: str) -> str:
    start, end = (scale.at(day) for day in days)
    width = max(round(end - start, 2), 0.3)
    return (
        f'<rect class="{kind}" x="{start}%" y="{middle - _BAR // 2}" width="{width}%" height="{_BAR}">'
        f"<title>{lettering(text)}</title></rect>"
    )
