"""Charts as SVG: bars for a number a category, lines for numbers over years; a table beside says the same.

What is drawn is told by classes, so that the style sheet chooses the colours in light, dark and print.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

from untoc_graph.drawing.lettering import lettering, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Bar", "ChartWords", "Line", "bar_chart", "line_chart"]

_WIDTH: Final = 720
_LABELS: Final = 260
_NUMBERS: Final = 64
_BAR: Final = 18
_GAP: Final = 8
_TOP: Final = 28
_HEIGHT: Final = 320
_LEFT: Final = 56
_BOTTOM: Final = 36
_LONGEST: Final = 34
_MOST_YEARS: Final = 9
# Lines differ by their dashes as well as by their colours; the style sheet has as many classes.
_STYLES: Final = 6


@dataclass(frozen=True)
class ChartWords:
    """What a chart says in words.

    Attributes:
        title: what it shows, in a few words.
        summary: the same in a sentence or two, for those who do not see it.
        across: what stands at the horizontal axis.
        up: what stands at the vertical axis, or what the bars count.
    """

    title: str
    summary: str
    across: str
    up: str


@dataclass(frozen=True)
class Bar:
    """A category with its number.

    Attributes:
        label: the category.
        value: its number, not below 0.
        text: the number as it is read.
        group: what it stands under, with the bars around it that say the same; "" for none.
    """

    label: str
    value: float
    text: str
    group: str = ""


@dataclass(frozen=True)
class Line:
    """A series of points.

    Attributes:
        label: what the line is of.
        points: horizontal (a year, with a fraction for a day in it) and vertical value, from left to right.
    """

    label: str
    points: tuple[tuple[float, float], ...]


def bar_chart(bars: Sequence[Bar], words: ChartWords) -> str:
    """Return the SVG of horizontal bars, one below the other; "" where there is none.

    >>> bar_chart([Bar("Africa", 54, "54")], ChartWords("Parties", "Parties.", "", "Parties"))[:33]
    '<svg class="chart bars" viewBox="'
    """
    if not bars:
        return ""
    step = _BAR + _GAP
    headed = [
        bool(bar.group) and (not place or bars[place - 1].group != bar.group)
        for place, bar in enumerate(bars)
    ]
    height = _TOP + (len(bars) + sum(headed)) * step
    most = max(bar.value for bar in bars) or 1
    room = _WIDTH - _LABELS - _NUMBERS
    parts = [*_opened("bars", _WIDTH, height, words), _text("axis", _LABELS, 14, words.up)]
    for place, bar in enumerate(bars):
        y = _TOP + (place + sum(headed[: place + 1])) * step
        length = round(room * max(bar.value, 0) / most, 1)
        if headed[place]:
            parts.append(_text("group", 0, y - _GAP - 3, bar.group))
        named = f"{bar.group}, {bar.label}" if bar.group else bar.label
        parts += [
            f"<g><title>{lettering(f'{named}: {bar.text}')}</title>",
            _text("label", _LABELS - 8, y + _BAR - 5, _shortened(bar.label), anchor="end"),
            f'<rect class="bar" x="{_LABELS}" y="{y}" width="{length}" height="{_BAR}"/>',
            _text("value", round(_LABELS + length + 6, 1), y + _BAR - 5, bar.text),
            "</g>",
        ]
    return "".join([*parts, f'<path class="base" d="M{_LABELS} {_TOP - 4}V{height}"/></svg>'])


def line_chart(lines: Sequence[Line], words: ChartWords) -> str:
    """Return the SVG of lines over years, with a legend where there are several; "" without a point."""
    points = [point for line in lines for point in line.points]
    if not points:
        return ""
    first, last = min(x for x, _ in points), max(x for x, _ in points)
    most = _round_up(max(y for _, y in points))
    legend = 22 * len(lines) if len(lines) > 1 else 0
    height = _HEIGHT + legend

    def across(x: float) -> float:
        return round(_LEFT + (_WIDTH - _LEFT - 24) * ((x - first) / ((last - first) or 1)), 1)

    def up(y: float) -> float:
        return round(_HEIGHT - _BOTTOM - (_HEIGHT - _BOTTOM - _TOP) * y / most, 1)

    parts = [*_opened("lines", _WIDTH, height, words), _text("axis", 0, 14, words.up)]
    for tick in _ticks(most):
        parts.append(f'<path class="grid" d="M{_LEFT} {up(tick)}H{_WIDTH - 24}"/>')
        parts.append(_text("tick", _LEFT - 8, up(tick) + 4, f"{tick:g}", anchor="end"))
    parts += [
        _text("tick", across(year), _HEIGHT - _BOTTOM + 18, str(year), anchor="middle")
        for year in _years(first, last)
    ]
    parts.append(_text("axis", _WIDTH - 24, _HEIGHT - 2, words.across, anchor="end"))
    for place, line in enumerate(lines):
        style = f"series-{place % _STYLES + 1}"
        drawn = "L".join(f"{across(x)} {up(y)}" for x, y in line.points)
        title = f"<title>{lettering(line.label)}</title>"
        parts.append(f'<path class="line {style}" fill="none" d="M{drawn}">{title}</path>')
        if len(line.points) == 1:
            parts.append(
                f'<circle class="dot {style}" cx="{across(first)}" cy="{up(line.points[0][1])}" r="3"/>'
            )
        if legend:
            y = _HEIGHT + 22 * place + 12
            parts.append(f'<path class="line {style}" fill="none" d="M{_LEFT} {y - 4}h32"/>')
            parts.append(_text("label", _LEFT + 42, y, line.label))
    return "".join([*parts, "</svg>"])


def _opened(kind: str, width: int, height: int, words: ChartWords) -> Iterator[str]:
    yield f'<svg class="chart {kind}" viewBox="0 0 {width} {height}" role="img" '
    # The label is the name in every browser; title and desc alone are read by some.
    yield f"aria-label={quoteattr(printable(f'{words.title}. {words.summary}'))}>"
    yield f"<title>{lettering(words.title)}</title><desc>{lettering(words.summary)}</desc>"


def _text(kind: str, x: float, y: float, text: str, anchor: str = "") -> str:
    placed = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text class="{kind}" x="{x:g}" y="{y:g}"{placed}>{lettering(text)}</text>'


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _round_up(value: float) -> float:
    """Return the end of an axis: at least the value, and a number that divides well.

    >>> _round_up(191), _round_up(7), _round_up(0)
    (200.0, 8.0, 1.0)
    """
    if value <= 0:
        return 1.0
    size = 10.0 ** math.floor(math.log10(value))
    return next(size * step for step in (1, 2, 4, 5, 8, 10) if size * step >= value)


def _ticks(most: float) -> list[float]:
    return [most * part / 4 for part in range(5)]


def _years(first: float, last: float) -> list[int]:
    """Return the years that are written below the axis, as many as there is room for."""
    begin, end = math.ceil(first), math.floor(last)
    step = next(
        step for step in (1, 2, 5, 10, 20, 50, 100, 1000, 10_000) if (end - begin) / step < _MOST_YEARS
    )
    return [year for year in range(begin, end + 1) if year % step == 0]
