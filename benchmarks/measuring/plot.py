"""A plot of ratios on a logarithmic scale, as SVG: a row for each class, a mark for each load."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Row", "draw"]

_LEFT, _RIGHT, _ROW, _TOP, _FOOT = 180, 30, 26, 74, 54
_WIDTH: Final = 760
# Told apart by shape and lightness too, not by colour alone.
_MARKS: Final = ("#9ecae1", "#4292c6", "#08306b")
_INK, _PALE, _BAR = "#222222", "#d8d8d8", "#c0392b"


@dataclass(frozen=True)
class Row:
    """One line of the plot.

    Attributes:
        label: what stands at its left.
        bar: the ratio that should be reached.
        ratios: what was reached, by number of clients.
    """

    label: str
    bar: float
    ratios: Mapping[int, float]


def draw(title: str, subtitle: str, rows: Sequence[Row]) -> str:
    """Return the SVG document."""
    known = [ratio for row in rows for ratio in (*row.ratios.values(), row.bar, 1.0) if ratio > 0]
    low = math.floor(math.log2(min(known)) - 0.2)
    high = math.ceil(math.log2(max(known)) + 0.2)
    height = _TOP + _ROW * len(rows) + _FOOT
    clients = sorted({count for row in rows for count in row.ratios})

    def across(ratio: float) -> float:
        return _LEFT + (math.log2(ratio) - low) / (high - low) * (_WIDTH - _LEFT - _RIGHT)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'font-family="sans-serif" font-size="13" fill="{_INK}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="16" y="24" font-size="16" font-weight="bold">{escape(title)}</text>',
        f'<text x="16" y="44">{escape(subtitle)}</text>',
    ]
    bottom = _TOP + _ROW * len(rows)
    for power in range(low, high + 1):
        x = across(2.0**power)
        parts.append(_stroke(x, _TOP - 6, x, bottom, _INK if power == 0 else _PALE, 1))
        label = f"{2**power}" if power >= 0 else f"1/{2**-power}"
        parts.append(
            f'<text x="{x:.1f}" y="{bottom + 16}" text-anchor="middle" font-size="11">{label}</text>'
        )
    for index, row in enumerate(rows):
        parts += _line(row, _TOP + _ROW * index + _ROW / 2, clients, across)
    parts += _legend(clients, height - 12)
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


def _line(row: Row, y: float, clients: Sequence[int], across: object) -> list[str]:
    assert callable(across)
    bar = across(row.bar)
    parts = [
        f'<text x="{_LEFT - 12}" y="{y + 4:.1f}" text-anchor="end">{escape(row.label)}</text>',
        _stroke(_LEFT, y, _WIDTH - _RIGHT, y, _PALE, 1),
        _stroke(bar, y - 9, bar, y + 9, _BAR, 3),
    ]
    for count, ratio in sorted(row.ratios.items()):
        if ratio > 0:
            place = clients.index(count)
            said = f"{row.label}, {count} clients: {ratio:.2f}"
            parts.append(_mark(place, across(ratio), y, said))
    return parts


def _stroke(x1: float, y1: float, x2: float, y2: float, colour: str, width: int) -> str:
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{width}"/>'


def _mark(place: int, x: float, y: float, said: str) -> str:
    colour = _MARKS[place % len(_MARKS)]
    edge = 'stroke="#08306b" stroke-width="1"'
    inner = f"<title>{escape(said)}</title>"
    if place == 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colour}" {edge}>{inner}</circle>'
    if place == 1:
        corner = f'x="{x - 4.5:.1f}" y="{y - 4.5:.1f}" width="9" height="9"'
        return f'<rect {corner} fill="{colour}" {edge}>{inner}</rect>'
    corners = f"{x:.1f},{y - 6:.1f} {x + 6:.1f},{y:.1f} {x:.1f},{y + 6:.1f} {x - 6:.1f},{y:.1f}"
    return f'<polygon points="{corners}" fill="{colour}" {edge}>{inner}</polygon>'


def _legend(clients: Sequence[int], y: float) -> list[str]:
    parts, x = [], float(_LEFT)
    for place, count in enumerate(clients):
        parts.append(_mark(place, x, y - 4, f"{count} clients"))
        said = f"{count} client{'s' if count > 1 else ''}"
        parts.append(f'<text x="{x + 10:.1f}" y="{y}">{said}</text>')
        x += 92
    parts.append(_stroke(x, y - 13, x, y + 4, _BAR, 3))
    parts.append(f'<text x="{x + 10}" y="{y}">to be reached at 8 and 16 clients</text>')
    return parts
