"""A thing and what is beside it as SVG text: what points to it left, what it points to right."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

from untoc_graph.drawing.lettering import lettering

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["GraphWords", "Node", "Ray", "neighbourhood"]

_WIDTH: Final = 1060
_MIDDLE: Final = _WIDTH // 2
_ROW: Final = 22
_GAP: Final = 16
_TOP: Final = 40
_LEAST: Final = 200
# How far from the middle the properties stand and the things beside it begin, at half the height; both come
# nearer above and below, so that a thing has its neighbours around it.
_PROPERTY: Final = 180
_THINGS: Final = 268
_BEND: Final = 26
_CENTRE: Final = 190
# Letters that fit: of a neighbour, of a property, of the thing itself on each of its lines.
_LETTERS: Final = 39
_PROPERTY_LETTERS: Final = 24
_CENTRE_LETTERS: Final = 24
_LETTER: Final = 6.1


@dataclass(frozen=True)
class GraphWords:
    """What the drawing says of itself.

    Attributes:
        incoming: heads the side of what points to the thing.
        outgoing: heads the side of what it points to.
    """

    incoming: str
    outgoing: str


@dataclass(frozen=True)
class Node:
    """A thing in the drawing.

    Attributes:
        text: its name.
        address: where its name leads, "" for nowhere.
        outside: whether it is a thing of others.
    """

    text: str
    address: str
    outside: bool = False


@dataclass(frozen=True)
class Ray:
    """A property with the things at its other ends.

    Attributes:
        text: its name.
        nodes: those that are shown.
        more: what stands for those that are not, "and 36 more"; "" where all are shown.
        more_address: where that leads.
    """

    text: str
    nodes: tuple[Node, ...]
    more: str = ""
    more_address: str = ""


def neighbourhood(centre: str, incoming: Sequence[Ray], outgoing: Sequence[Ray], words: GraphWords) -> str:
    """Return the drawing. It is for the eye and the pointer: the page says the same as a list, with links.

    Args:
        centre: what the thing is called.
        incoming: by which properties others point to it.
        outgoing: by which properties it points to others.
        words: the heads of the two sides.
    """
    height = max(_LEAST, *(_side_height(side) for side in (incoming, outgoing))) + 2 * _TOP
    lines = _lines(centre, _CENTRE_LETTERS)
    box = 20 * len(lines) + 20
    middle = height / 2
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="beside" viewBox="0 0 {_WIDTH} {height}" '
        # The sides say who points to whom: they stay where they are on a page that runs from the right.
        'direction="ltr" aria-hidden="true" focusable="false">',
        '<defs><marker id="beside-arrow" viewBox="0 0 8 8" refX="7" refY="4" '
        'markerWidth="8" markerHeight="8" orient="auto">'
        '<path class="arrowhead" d="M0 0L8 4L0 8z"/></marker></defs>',
    ]
    for side, rays, head in ((-1, incoming, words.incoming), (1, outgoing, words.outgoing)):
        if rays:
            x = _MIDDLE + side * _THINGS
            parts.append(
                f'<text class="side" x="{x}" y="20" text-anchor="{_anchor(side)}">{_shown(head)}</text>'
            )
        parts.extend(_side(rays, side, height))
    parts.append(
        f'<rect class="centre" x="{_MIDDLE - _CENTRE / 2:g}" y="{middle - box / 2:g}" width="{_CENTRE}" '
        f'height="{box}" rx="6"/>'
    )
    for index, line in enumerate(lines):
        y = middle - 10 * (len(lines) - 1) + 20 * index + 5
        parts.append(f'<text class="name" x="{_MIDDLE}" y="{y:g}" text-anchor="middle">{_shown(line)}</text>')
    parts.append("</svg>")
    return "".join(parts)


def _side_height(rays: Sequence[Ray]) -> int:
    rows = sum(len(ray.nodes) + bool(ray.more) for ray in rays)
    return rows * _ROW + max(0, len(rays) - 1) * _GAP


def _side(rays: Sequence[Ray], side: int, height: float) -> list[str]:
    """Return one side: 1 leads away to the right, -1 comes from the left."""
    middle = height / 2
    y = middle - _side_height(rays) / 2 + _ROW / 2
    parts = []
    for ray in rays:
        nodes = [*ray.nodes, *([Node(ray.more, ray.more_address)] if ray.more else [])]
        heights = [y + _ROW * index for index in range(len(nodes))]
        y = heights[-1] + _ROW + _GAP
        at = (heights[0] + heights[-1]) / 2
        text = _cut(ray.text, _PROPERTY_LETTERS)
        half = _breadth(text) * _LETTER / 2 + 4
        x = _MIDDLE + side * (_PROPERTY + _BEND * (_round(at, height) - 1))
        inner, outer = x - side * half, x + side * half
        begin = _MIDDLE + side * (_CENTRE / 2 + (8 if side < 0 else 0))
        way = _curve(begin, middle, inner, at) if side > 0 else _curve(inner, at, begin, middle)
        parts.append(f'<path class="way" d="{way}" marker-end="url(#beside-arrow)"/>')
        for node, node_y in zip(nodes, heights, strict=True):
            end = _MIDDLE + side * (_THINGS + _BEND * (_round(node_y, height) - 1))
            parts.append(f'<path class="twig" d="{_curve(outer, at, end, node_y)}"/>')
            is_more = bool(ray.more) and node is nodes[-1]
            parts.append(_node(node, end + side * 6, node_y, side, "more" if is_more else "end"))
        parts.append(
            f'<text class="property" x="{x:g}" y="{at + 4:g}" text-anchor="middle">'
            f"{_shown(text, ray.text)}</text>"
        )
    return parts


def _node(node: Node, x: float, y: float, side: int, kind: str) -> str:
    text = _cut(node.text, _LETTERS)
    kinds = f"{kind} outside" if node.outside else kind
    said = (
        f'<text class="{kinds}" x="{x:g}" y="{y + 4:g}" text-anchor="{_anchor(side)}">'
        f"{_shown(text, node.text)}</text>"
    )
    if not node.address:
        return said
    outside = ' rel="external"' if node.outside else ""
    return f'<a href="{lettering(node.address)}" tabindex="-1"{outside}>{said}</a>'


def _round(y: float, height: float) -> float:
    """Return how far out a height lies on the round of the drawing, from 0 at its ends to 1 in the middle."""
    off = (2 * y - height) / height
    return math.sqrt(max(0.0, 1 - off * off))


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    between = (x + to_x) / 2
    return f"M{x:g} {y:g}C{between:g} {y:g} {between:g} {to_y:g} {to_x:g} {to_y:g}"


def _anchor(side: int) -> str:
    return "start" if side > 0 else "end"


def _shown(text: str, whole: str = "") -> str:
    """Return a text apart from the direction of what is around it, with the whole of it where it was cut."""
    title = f"<title>{lettering(whole)}</title>" if whole and whole != text else ""
    # First-strong isolate and its end: an Arabic name among others keeps its place.
    return f"{title}\u2068{lettering(text)}\u2069"


def _breadth(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _cut(text: str, letters: int) -> str:
    """Return a text of at most so many letters, cut between words where that can be.

    >>> _cut("Participant", 24), _cut("A name that is too long", 10)
    ('Participant', 'A name…')
    """
    if _breadth(text) <= letters:
        return text
    kept = ""
    for word in text.split():
        longer = f"{kept} {word}".strip()
        if _breadth(longer) >= letters:
            break
        kept = longer
    while not kept or _breadth(kept) >= letters:
        kept = (kept or text)[: max(1, letters - 1 if not kept else len(kept) - 1)]
    return f"{kept}…"


def _lines(text: str, letters: int, most: int = 3) -> list[str]:
    """Return a text in lines of so many letters; what does not fit is cut.

    >>> _lines("Contribution of confiscated value to technical assistance", 24)
    ['Contribution of', 'confiscated value to', 'technical assistance']
    """
    lines = [""]
    for word in text.split() or [text]:
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _breadth(longer) > letters and len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = longer
    return [_cut(line, letters) for line in lines]
