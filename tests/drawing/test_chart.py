"""Charts: well-formed, told in words, styled by classes alone, and true to the numbers."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from untoc_graph.drawing.chart import Bar, ChartWords, Line, bar_chart, line_chart

WORDS = ChartWords("Parties", "How many there are.", "Year", "Parties")
BARS = [Bar("Africa", 54, "54"), Bar("Asia", 27, "27"), Bar("none", 0, "0")]
LINES = [Line("one", ((2001, 0), (2002, 10), (2003, 5))), Line("other", ((2001, 1), (2003, 2)))]
HOSTILE = '<img src=x onerror=alert(1)> & "quoted" \u202eevil\x00\x1b'


def elements(svg: str, kind: str) -> list[ET.Element]:
    return [each for each in ET.fromstring(svg).iter() if each.tag == kind]


def test_bars_are_as_long_as_their_numbers() -> None:
    lengths = [float(bar.attrib["width"]) for bar in elements(bar_chart(BARS, WORDS), "rect")]
    assert lengths[0] == pytest.approx(2 * lengths[1])
    assert lengths[2] == 0


def test_bars_of_a_group_stand_under_its_name() -> None:
    svg = bar_chart([Bar("x", 1, "1", "one"), Bar("y", 2, "2", "one"), Bar("x", 3, "3", "other")], WORDS)
    heads = [each for each in elements(svg, "text") if each.attrib["class"] == "group"]
    assert [each.text for each in heads] == ["one", "other"]
    places = [float(each.attrib["y"]) for each in elements(svg, "rect")]
    assert places[0] < places[1] < float(heads[1].attrib["y"]) < places[2]


def test_points_of_lines_are_as_high_as_their_numbers() -> None:
    svg = line_chart(LINES, WORDS)
    drawn = next(each for each in elements(svg, "path") if each.attrib["class"] == "line series-1")
    points = [tuple(map(float, point.split())) for point in drawn.attrib["d"][1:].split("L")]
    across, up = zip(*points, strict=True)
    assert list(across) == sorted(across)
    assert up[0] - up[1] == pytest.approx(2 * (up[0] - up[2]))


def test_each_line_has_its_own_look_and_stands_in_the_legend() -> None:
    svg = line_chart(LINES, WORDS)
    styles = {each.attrib["class"] for each in elements(svg, "path") if "series" in each.attrib["class"]}
    assert styles == {"line series-1", "line series-2"}
    assert {"one", "other"} <= {each.text for each in elements(svg, "text")}


@pytest.mark.parametrize("svg", [bar_chart(BARS, WORDS), line_chart(LINES, WORDS)])
def test_a_chart_is_told_in_words_and_has_no_style_of_its_own(svg: str) -> None:
    root = ET.fromstring(svg)
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == "Parties. How many there are."
    assert next(each.text for each in elements(svg, "title")) == "Parties"
    assert [each.text for each in elements(svg, "desc")] == ["How many there are."]
    for each in root.iter():
        assert not {"style", "fill"} & each.attrib.keys() or each.attrib.get("fill") == "none"
        assert not any(name.startswith("on") for name in each.attrib)


def test_texts_of_the_data_stay_texts() -> None:
    words = ChartWords(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    for svg in (
        bar_chart([Bar(HOSTILE, 1, HOSTILE)], words),
        line_chart([Line(HOSTILE, ((1, 1), (2, 2)))], words),
    ):
        assert not elements(svg, "img")
        assert "\x00" not in svg
        assert "\u202e" not in svg


def test_nothing_is_drawn_of_nothing() -> None:
    assert bar_chart([], WORDS) == line_chart([], WORDS) == line_chart([Line("a", ())], WORDS) == ""


def test_one_point_is_a_dot() -> None:
    assert len(elements(line_chart([Line("a", ((2003, 4),))], WORDS), "circle")) == 1


def test_the_same_data_give_the_same_bytes() -> None:
    assert bar_chart(BARS, WORDS) == bar_chart(list(BARS), WORDS)
