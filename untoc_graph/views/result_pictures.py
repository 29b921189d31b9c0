"""Whether results can be drawn, and as what: a chart where two columns fit, a map where there are states.

Only results that the page shows whole are drawn: a picture of a part would be taken for the whole.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from untoc_graph.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from untoc_graph.views.results import Cell, Column, ResultView

__all__ = ["Chart", "States", "chart_of", "states_of", "year_of"]

_FEWEST: Final = 3
_MOST_BARS: Final = 45
_MOST_LINES: Final = 6
_STATE: Final = re.compile(re.escape(PREFIXES["participant"]) + r"([A-Z]{3})")
_YEAR: Final = re.compile(r"(-?[0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
# Columns that say where something stands, in the order in which a map prefers them.
_STANDINGS: Final = ("bound", "standing", "status", "answer", "shares", "touches", "kind")
_MOST_STANDINGS: Final = 8


@dataclass(frozen=True)
class Chart:
    """What a chart shows.

    Attributes:
        kind: "bars" or "lines".
        across: title of the column of categories or years.
        up: title of the column of numbers.
        series: for each line or group of bars its name ("" for a single one), and its points: label, or year,
            number, and the number as it is read.
    """

    kind: Literal["bars", "lines"]
    across: str
    up: str
    series: tuple[tuple[str, tuple[tuple[str, float, str], ...]], ...]


@dataclass(frozen=True)
class States:
    """Which states the rows are of.

    Attributes:
        column: title of the column of states.
        standing: title of the column that tells them apart, "" where there is none.
        said: for the key of each state what that column says, each once.
    """

    column: str
    standing: str
    said: Mapping[str, tuple[str, ...]]


def chart_of(view: ResultView) -> Chart | None:
    """Return the chart of a result, None where no two columns fit."""
    if view.kind != "rows" or view.more or len(view.rows) < _FEWEST:
        return None
    numbers = [place for place in range(len(view.columns)) if _is_number(view, place)]
    years = [place for place in range(len(view.columns)) if _is_year(view, place)]
    texts = [
        place
        for place, column in enumerate(view.columns)
        if column.kind in {"text", "thing"} and all(row[place] for row in view.rows)
    ]
    # A place in an order is no amount.
    counted = [place for place in numbers if place not in years and view.columns[place].name != "rank"]
    if not counted:
        return None
    drawn = _lines(view, years[0], counted, texts) if years else None
    return drawn or _bars(view, counted[0], texts)


def states_of(view: ResultView) -> States | None:
    """Return the states that the rows are of; None where there are few, or two in each row."""
    if view.kind != "rows" or view.more:
        return None
    places = [place for place, column in enumerate(view.columns) if _holds_states(column, view.rows, place)]
    if len(places) != 1:
        return None
    standing = _standing(view, places[0])
    said: dict[str, dict[str, None]] = {}
    for row in view.rows:
        cell = row[places[0]]
        state = _STATE.fullmatch(cell.iri) if cell else None
        if state:
            told = row[standing] if standing is not None else None
            said.setdefault(state[1], {}).update({told.text: None} if told else {})
    if len(said) < _FEWEST:
        return None
    return States(
        view.columns[places[0]].title,
        view.columns[standing].title if standing is not None else "",
        {key: tuple(texts) for key, texts in sorted(said.items())},
    )


def _lines(view: ResultView, year: int, counted: Sequence[int], texts: Sequence[int]) -> Chart | None:
    """Return a line a category, or one for all, where each year then has one number."""
    for by in (None, *texts):
        names = list(dict.fromkeys(_text(row, by) for row in view.rows))
        places = [(_text(row, by), _text(row, year)) for row in view.rows]
        if len(names) > _MOST_LINES or len(set(places)) < len(places):
            continue
        up = counted[0]
        series = {
            name: sorted(_points(view, year, up, by, name), key=lambda point: year_of(point[0]))
            for name in names
        }
        if max(map(len, series.values())) < _FEWEST:
            return None
        drawn = tuple((name, tuple(points)) for name, points in series.items() if points)
        return Chart("lines", view.columns[year].title, view.columns[up].title, drawn)
    return None


def _bars(view: ResultView, up: int, texts: Sequence[int]) -> Chart | None:
    """Return a bar a row, where one column or two tell the rows apart."""
    if len(view.rows) > _MOST_BARS or any(_number(row[up]) < 0 for row in view.rows):
        return None
    for label in texts:
        if max(Counter(_text(row, label) for row in view.rows).values()) == 1:
            return _bars_by(view, up, None, label)
    for group, label in ((one, other) for one in texts for other in texts if one < other):
        if max(Counter((_text(row, group), _text(row, label)) for row in view.rows).values()) == 1:
            return _bars_by(view, up, group, label)
    return None


def _bars_by(view: ResultView, up: int, group: int | None, label: int) -> Chart:
    series: dict[str, list[tuple[str, float, str]]] = {}
    for row in view.rows:
        bar = (_text(row, label), _number(row[up]), _text(row, up))
        series.setdefault(_text(row, group), []).append(bar)
    across = [view.columns[place].title for place in (group, label) if place is not None]
    grouped = tuple((name, tuple(bars)) for name, bars in series.items())
    return Chart("bars", ", ".join(across), view.columns[up].title, grouped)


def _points(
    view: ResultView, year: int, up: int, by: int | None, name: str
) -> Iterator[tuple[str, float, str]]:
    for row in view.rows:
        if _text(row, by) == name and row[up] is not None:
            yield _text(row, year), _number(row[up]), _text(row, up)


def year_of(text: str) -> float:
    """Return the year that a date or year begins with, a later day of it as a fraction.

    >>> year_of("2003"), round(year_of("2003-09-29"), 2)
    (2003.0, 2003.74)
    """
    found = _YEAR.match(text)
    if not found:
        return 0.0
    return int(found[1]) + (int(found[2] or 1) - 1) / 12 + (int(found[3] or 1) - 1) / 365


def _is_number(view: ResultView, place: int) -> bool:
    return view.columns[place].kind == "number" and all(row[place] for row in view.rows)


def _is_year(view: ResultView, place: int) -> bool:
    column = view.columns[place]
    named = column.kind == "number" and column.name.casefold().endswith("year")
    return (named or column.kind == "date") and all(
        (cell := row[place]) and _YEAR.match(cell.text) for row in view.rows
    )


def _holds_states(column: Column, rows: Sequence[Sequence[Cell | None]], place: int) -> bool:
    """Tell whether each row is of a participant; where only some rows name one, they are not of states."""
    cells = [row[place] for row in rows]
    return column.kind == "thing" and all(
        cell is not None and cell.iri.startswith(PREFIXES["participant"]) for cell in cells
    )


def _standing(view: ResultView, states: int) -> int | None:
    """Return the place of the column that best tells the states apart: few texts, or one of known name."""
    named = {column.name: place for place, column in enumerate(view.columns) if column.kind == "text"}
    for name in _STANDINGS:
        if name in named and len({_text(row, named[name]) for row in view.rows}) <= _MOST_STANDINGS:
            return named[name]
    numbers = [place for place in range(len(view.columns)) if _is_number(view, place) and place != states]
    return numbers[0] if numbers else None


def _text(row: Sequence[Cell | None], place: int | None) -> str:
    cell = row[place] if place is not None else None
    return cell.text if cell else ""


def _number(cell: Cell | None) -> float:
    try:
        return float(cell.text) if cell else 0.0
    except ValueError:
        return 0.0
