"""A neighbourhood keeps its names apart, says who points to whom, and takes names as they are."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree as ET

from untoc_graph.drawing.neighbourhood import GraphWords, Node, Ray, neighbourhood

SVG = "{http://www.w3.org/2000/svg}"
WORDS = GraphWords("What points here", "What it points to")


def ray(count: int, more: str = "") -> Ray:
    nodes = tuple(Node(f"Thing {number}", f"/explore?thing=x/{number}") for number in range(count))
    return Ray("property", nodes, more, "#out-property" if more else "")


def texts(root: ET.Element, kind: str) -> list[ET.Element]:
    return [each for each in root.iter(f"{SVG}text") if (each.get("class") or "").split()[0] == kind]


def test_what_points_here_stands_left_of_the_middle_and_what_it_points_to_right() -> None:
    root = ET.fromstring(neighbourhood("Italy", [ray(2)], [ray(3)], WORDS))
    middle = float(root.attrib["viewBox"].split()[2]) / 2
    sides = [float(each.attrib["x"]) > middle for each in texts(root, "end")]
    assert sides == [False, False, True, True, True]


def test_names_never_lie_on_one_another() -> None:
    rays = [ray(6, "and 36 more"), ray(1), ray(7), ray(2, "and 1 more")]
    root = ET.fromstring(neighbourhood("Italy", rays, rays, WORDS))
    height = float(root.attrib["viewBox"].split()[3])
    middle = float(root.attrib["viewBox"].split()[2]) / 2
    for right in (False, True):
        found = [*texts(root, "end"), *texts(root, "more")]
        heights = sorted(
            float(each.attrib["y"]) for each in found if (float(each.attrib["x"]) > middle) is right
        )
        assert len(heights) == 18
        assert min(two - one for one, two in pairwise(heights)) >= 20
        assert heights[0] > 20
        assert heights[-1] < height


def test_a_long_name_is_cut_and_told_in_full() -> None:
    name = "Contribution of confiscated value to technical assistance for developing countries"
    root = ET.fromstring(neighbourhood("x", [], [Ray("p", (Node(name, "/x"),))], WORDS))
    (shown,) = texts(root, "end")
    assert shown[0].text == name
    assert (shown[0].tail or "").strip("\u2068\u2069") == "Contribution of confiscated value to…"


def test_the_thing_itself_takes_three_lines_at_most() -> None:
    root = ET.fromstring(neighbourhood("word " * 60, [], [], WORDS))
    assert len(texts(root, "name")) == 3


def test_it_is_for_the_pointer_and_runs_from_the_left_on_every_page() -> None:
    root = ET.fromstring(neighbourhood("x", [ray(1)], [ray(1, "and 9 more")], WORDS))
    assert root.attrib["aria-hidden"] == "true"
    assert root.attrib["direction"] == "ltr"
    assert {link.attrib["tabindex"] for link in root.iter(f"{SVG}a")} == {"-1"}
    assert len(list(root.iter(f"{SVG}a"))) == 3


def test_what_leads_nowhere_is_no_link_and_hostile_names_stay_text() -> None:
    hostile = '<img src=x onerror="alert(1)">\u202e'
    svg = neighbourhood(hostile, [], [Ray(hostile, (Node(hostile, ""),))], GraphWords(hostile, hostile))
    root = ET.fromstring(svg)
    assert not list(root.iter(f"{SVG}a"))
    assert "<img" not in svg
    assert "\u202e" not in svg
    assert "style" not in svg
