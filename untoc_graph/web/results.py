"""The pictures of results: their chart and their map in the words of the page, where results have any."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from untoc_graph.drawing.chart import Bar, ChartWords, Line, bar_chart, line_chart
from untoc_graph.drawing.map import Shade, Words, shaped, swatch, world_map
from untoc_graph.views.result_pictures import chart_of, states_of, year_of
from untoc_graph.web.language import gettext as _
from untoc_graph.web.language import ngettext
from untoc_graph.web.showing import comma, semicolon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from untoc_graph.drawing.map import Kind
    from untoc_graph.views.result_pictures import Chart, States
    from untoc_graph.views.results import ResultView

__all__ = ["Legend", "Pictures", "pictures"]

_IDENTITY: Final = "results-map"
# What the questions of the catalogue say of a state, as a map shows it.
_LOOKS: Final[Mapping[str, Kind]] = {
    "yes": "bound",
    "accepts": "bound",
    "Party": "bound",
    "Firearms Protocol": "bound",
    "signed only": "signatory",
    "conditional": "signatory",
    "serious crime only": "signatory",
    "not-applicable": "signatory",
    "withdrawn": "signatory",
    "no": "none",
    "nothing": "none",
    "declines": "none",
    "neither signed nor party": "none",
    "not known": "unknown",
    "unclear": "unknown",
    "not notified in our sources": "unknown",
}


@dataclass(frozen=True)
class Legend:
    """A line of the legend of a map: a sample, what it stands for, and for how many states."""

    sample: Markup
    text: str
    states: int


@dataclass(frozen=True)
class Pictures:
    """What can be drawn of results; "" where nothing can.

    Attributes:
        chart: the chart as SVG.
        chart_caption: what it shows.
        map: the map as SVG.
        map_caption: what it shows.
        legend: what the looks of the map stand for.
    """

    chart: Markup = Markup("")  # noqa: RUF009  a constant text
    chart_caption: str = ""
    map: Markup = Markup("")  # noqa: RUF009  a constant text
    map_caption: str = ""
    legend: tuple[Legend, ...] = ()


def pictures(view: ResultView, title: str, names: Mapping[str, str] | None = None) -> Pictures:
    """Return the pictures of results.

    Args:
        view: the results.
        title: what they answer.
        names: what the page calls a state, by its key; a state without a name is called by its key.
    """
    chart, states = chart_of(view), states_of(view)
    drawn, caption = _chart(chart, title) if chart else ("", "")
    shown = _map(states, title, names or {}) if states else Pictures()
    return Pictures(Markup(drawn), caption, shown.map, shown.map_caption, shown.legend)  # noqa: S704  escaped there


def _chart(chart: Chart, title: str) -> tuple[str, str]:
    caption = _("%(number)s, by %(category)s", number=chart.up, category=chart.across.lower())
    words = ChartWords(
        title=title,
        summary=_("%(caption)s; the table below has the same numbers.", caption=caption),
        across=chart.across,
        up=chart.up,
    )
    if chart.kind == "bars":
        bars = [
            Bar(label, value, text, group) for group, points in chart.series for label, value, text in points
        ]
        return bar_chart(bars, words), caption
    lines = [
        Line(name, tuple((year_of(year), value) for year, value, _text in points))
        for name, points in chart.series
    ]
    return line_chart(lines, words), caption


def _map(states: States, title: str, names: Mapping[str, str]) -> Pictures:
    said = {key: texts for key, texts in states.said.items() if key in shaped()}
    # Without a word for each, a map shows which states the rows are of, and no more.
    told = all(len(texts) == 1 and texts[0] in _LOOKS for texts in said.values())
    looks: dict[str, Kind] = {key: _LOOKS[texts[0]] if told else "bound" for key, texts in said.items()}
    shades = {key: Shade(looks[key], _told(names.get(key, key), said[key])) for key in said}
    if told:
        counts = Counter((looks[key], said[key][0]) for key in said)
        legend = tuple(
            Legend(Markup(swatch(kind, _IDENTITY)), text, count)  # noqa: S704  a drawing of ours
            for (kind, text), count in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
        )
    else:
        legend = (Legend(Markup(swatch("bound", _IDENTITY)), _("States in the table"), len(said)),)  # noqa: S704
    caption = ngettext("%(num)s state on the map", "%(num)s states on the map", len(said))
    summary = semicolon().join(f"{each.text}: {each.states}" for each in legend)
    drawn = world_map(shades, Words(title, summary), None, identity=_IDENTITY)
    return Pictures(map=Markup(drawn), map_caption=caption, legend=legend)  # noqa: S704  escaped there


def _told(name: str, texts: tuple[str, ...]) -> str:
    return f"{name}: {comma().join(texts)}" if texts else name
