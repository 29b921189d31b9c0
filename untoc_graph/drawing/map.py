"""A map of the world as SVG text: each state in the look of what is told of it, never in colour alone.

The shapes are made once, from an atlas (`assets/map/`, where its README tells what is drawn whose).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Final, Literal, TypeAlias
from unicodedata import east_asian_width

from untoc_graph.drawing.lettering import lettering

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["KINDS", "Kind", "Shade", "Sheet", "Words", "shaped", "swatch", "world_map"]

Kind: TypeAlias = Literal["bound", "signatory", "none", "unknown", "plain", "q1", "q2", "q3", "q4", "q5"]

_WORLD: Final = Path(__file__).parent / "world.json"
_PAPER: Final = "#fff"
_INK: Final = "#222"
_LINE: Final = "#8b8b86"
# So many letters fit on a line of the notes.
_ACROSS: Final = 170
# What a document that has no style sheet shows; those of pages say the same in their own colours (map.css).
# "{0}" is the identity of the map: a hatching belongs to the drawing that it stands in.
KINDS: Final[dict[Kind, str]] = {
    "bound": "#1d4f73",
    "signatory": "url(#{0}-signatory)",
    "none": "#d4d2cb",
    "unknown": "url(#{0}-unknown)",
    "plain": "#d4d2cb",
    "q1": "#d3e3ee",
    "q2": "#a3c4da",
    "q3": "#6f9fc0",
    "q4": "#3f759c",
    "q5": "#1d4f73",
}
_HATCHINGS: Final = (
    '<defs><pattern id="{0}-signatory" class="hatch" width="24" height="24" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect class="ground" width="24" height="24" fill="#e9f1f6"/>'
    '<rect class="mark-signatory" width="10" height="24" fill="#1d4f73"/></pattern>'
    '<pattern id="{0}-unknown" class="hatch" width="20" height="20" patternUnits="userSpaceOnUse">'
    '<rect class="ground" width="20" height="20" fill="#fdf6e6"/>'
    '<circle class="mark-unknown" cx="10" cy="10" r="6" fill="#8a5a00"/></pattern>'
    '<pattern id="{0}-disputed" class="hatch" width="8" height="8" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(-45)"><rect class="ground" width="8" height="8" fill="#fff"/>'
    '<rect class="mark-disputed" width="3" height="8" fill="#777"/></pattern></defs>'
)
_DOT: Final = 14
# A dot can be hit from farther than it can be seen.
_HIT: Final = 34


@dataclass(frozen=True)
class Shade:
    """How a state is shown.

    Attributes:
        kind: `bound`, `signatory` (hatched), `none`, `unknown` (dotted), `plain` where nothing is told of it,
            or `q1` to `q5`, the darker the more.
        text: what a reader sees on pointing at it, with its name: "Italy: party since 2006-09-01".
    """

    kind: Kind
    text: str


@dataclass(frozen=True)
class Words:
    """What the map says in the language of its reader.

    Attributes:
        title: what it shows, a line.
        description: what it shows, in full: how many states of each kind.
    """

    title: str
    description: str


@dataclass(frozen=True)
class Sheet:
    """What a map that is a document of its own says under the drawing, since no page does.

    Attributes:
        language: tag of the language of its words.
        legend: the kinds that are shown, each with its words.
        notes: sentences, a paragraph each: what the map is, and what it does not say.
        from_right: whether the words run from right to left.
    """

    language: str
    legend: tuple[tuple[Kind, str], ...]
    notes: tuple[str, ...]
    from_right: bool = False


@dataclass(frozen=True)
class _World:
    size: tuple[int, int]
    land: str
    borders: str
    shapes: Mapping[str, str]


def shaped() -> frozenset[str]:
    """Return the keys of the participants that a map can show; an organization has no shape."""
    return frozenset(_world().shapes)


def world_map(
    states: Mapping[str, Shade],
    words: Words,
    link: Callable[[str], str] | None = None,
    *,
    identity: str = "map",
    sheet: Sheet | None = None,
) -> str:
    """Return the map as SVG text.

    Two hundred links in a drawing are a trap for who goes from link to link, and a din for who listens: a map
    with links is for the pointer only (`tabindex="-1"`, hidden from assistive technology), and the page has
    the same links as a list beside it. Without links it is an image with a title and a description.

    Args:
        states: how each is shown, by the key of the participant; those that are left out are `plain`, and
            what has no shape is passed over.
        words: title and description.
        link: gives the address that a state leads to.
        identity: of this map in its page, unlike that of any other.
        sheet: makes it a document of its own, with paper under it and words around it.
    """
    world = _world()
    width, height = world.size
    name = lettering(identity)
    told = f"<title>{lettering(words.title)}</title><desc>{lettering(words.description)}</desc>"
    role = 'role="img"' if link is None else 'aria-hidden="true" focusable="false"'
    if link is None:
        told = told.replace("<title>", f'<title id="{name}-title">').replace(
            "<desc>", f'<desc id="{name}-desc">'
        )
        role += f' aria-labelledby="{name}-title" aria-describedby="{name}-desc"'
    if sheet is not None:
        height, words_around = _words_around(sheet, words, name)
        role += f' width="{width // 4}" height="{height // 4}" xml:lang="{lettering(sheet.language)}"'
    else:
        words_around = ""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="world" viewBox="0 0 {width} {height}" {role}>',
        "" if link is not None else told,
        _HATCHINGS.format(name),
        words_around,
        world.land.format(name),
        f'<g class="states" stroke="{_PAPER}" stroke-width="2.5">',
        *(_state(key, shape, states.get(key), link, name) for key, shape in world.shapes.items()),
        "</g>",
        world.borders,
        "</svg>",
    ]
    return "".join(parts)


def swatch(kind: Kind, identity: str = "map") -> str:
    """Return a small sample of a kind, for the legend of the map of that identity on the same page."""
    fill = KINDS[kind].format(lettering(identity))
    return (
        '<svg class="world swatch" viewBox="0 0 96 64" width="24" height="16" aria-hidden="true">'
        f'<rect class="{kind}" width="96" height="64" fill="{fill}"/></svg>'
    )


def _words_around(sheet: Sheet, words: Words, name: str) -> tuple[int, str]:
    """Return the height of the sheet, and its paper with title, legend and notes."""
    width, below = _world().size
    side, anchor = (width - 40, "end") if sheet.from_right else (40, "start")
    # Numbers and brackets in a text from the right need its direction; anchors then turn round with it.
    direction = ' direction="rtl"' if sheet.from_right else ""
    anchor = "start" if sheet.from_right else anchor
    y = below + 70
    parts = [_line(side, y, 64, anchor, direction, words.title, ' font-weight="bold"')]
    y += 40
    for kind, said in sheet.legend:
        y += 70
        x = width - 160 if sheet.from_right else 40
        fill = KINDS[kind].format(name)
        parts.append(
            f'<rect x="{x}" y="{y - 44}" width="120" height="56" fill="{fill}" '
            f'stroke="{_LINE}" stroke-width="2"/>'
        )
        away = x - 40 if sheet.from_right else x + 160
        parts.append(_line(away, y, 48, anchor, direction, said))
    y += 40
    for note in sheet.notes:
        y += 20
        for line in _lines(note):
            y += 56
            parts.append(_line(side, y, 42, anchor, direction, line))
    height = y + 60
    paper = f'<rect width="{width}" height="{height}" fill="{_PAPER}"/>'
    return height, f'{paper}<g font-family="sans-serif" fill="{_INK}">{"".join(parts)}</g>'


def _line(x: int, y: int, size: int, anchor: str, direction: str, text: str, more: str = "") -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}"{direction}{more}>'
        f"{lettering(text)}</text>"
    )


def _lines(text: str) -> list[str]:
    """Return a text cut to the width of the sheet; East Asian letters are twice as wide."""
    wide = any(east_asian_width(each) == "W" for each in text)
    return wrap(text, _ACROSS // 2 if wide else _ACROSS)


def _state(key: str, shape: str, shade: Shade | None, link: Callable[[str], str] | None, name: str) -> str:
    kind: Kind = shade.kind if shade else "plain"
    attributes = f'data-state="{key}" class="{kind}" fill="{KINDS[kind].format(name)}"'
    inside = f"<title>{lettering(shade.text)}</title>{shape}" if shade else shape
    if link is None:
        return f"<g {attributes}>{inside}</g>"
    return f'<a href="{lettering(link(key))}" tabindex="-1" {attributes}>{inside}</a>'


@cache
def _world() -> _World:
    said = json.loads(_WORLD.read_text(encoding="utf-8"))
    # Dots come last: they lie on what is around them.
    keys = sorted(said["states"], key=lambda key: ("dot" in said["states"][key], key))
    return _World(
        size=(said["width"], said["height"]),
        land=(
            f'<path class="territory" d="{said["territories"]}" fill="{_PAPER}" '
            'stroke="#8b8b86" stroke-width="2"/>'
            f'<path class="disputed" d="{said["disputed"]}" fill="url(#{{0}}-disputed)"/>'
        ),
        borders=(
            f'<path class="undetermined" d="{said["undetermined"]}" fill="none" stroke="#222" '
            'stroke-width="4" stroke-dasharray="6 6" pointer-events="none"/>'
        ),
        shapes={key: _shape(said["states"][key]) for key in keys},
    )


def _shape(said: Mapping[str, object]) -> str:
    drawn = f'<path d="{said["path"]}"/>' if "path" in said else ""
    if "dot" in said:
        x, y = _point(said["dot"])
        if "from" in said:
            from_x, from_y = _point(said["from"])
            drawn += f'<path class="lead" d="M{from_x} {from_y}L{x} {y}" stroke="#222"/>'
        drawn += (
            f'<circle class="dot" cx="{x}" cy="{y}" r="{_DOT}" stroke="#222"/>'
            f'<circle cx="{x}" cy="{y}" r="{_HIT}" fill="none" stroke="none" pointer-events="all"/>'
        )
    return drawn


def _point(said: object) -> tuple[int, int]:
    assert isinstance(said, list)  # noqa: S101  the build wrote it
    return said[0], said[1]
