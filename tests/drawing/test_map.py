"""A map shows every state once, in more than colour, and lends no territory the colour of another."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from untoc_graph.drawing.map import KINDS, Shade, Sheet, Words, shaped, swatch, world_map

ROOT = Path(__file__).parents[2]
WORDS = Words("Parties on a day", "Three states are parties, all others are not.")
SVG = "{http://www.w3.org/2000/svg}"


def drawn(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def states(root: ET.Element) -> dict[str, ET.Element]:
    found = [each for each in root.iter() if "data-state" in each.attrib]
    return {each.attrib["data-state"]: each for each in found}


def test_every_participant_but_the_organization_has_a_shape() -> None:
    with (ROOT / "data" / "participants.csv").open(encoding="utf-8", newline="") as file:
        keys = {row["participant"] for row in csv.DictReader(file)}
    assert keys - shaped() == {"EU"}
    assert shaped() <= keys


def test_small_states_are_dots_that_lie_apart() -> None:
    root = drawn(world_map({}, WORDS))
    dots = {
        key: (float(dot.attrib["cx"]), float(dot.attrib["cy"]))
        for key, each in states(root).items()
        for dot in each.iter(f"{SVG}circle")
        if dot.get("class") == "dot"
    }
    assert {"TUV", "NRU", "MCO", "SGP", "KIR", "ATG", "VCT", "PSE"} <= set(dots)
    assert not {"ITA", "RUS", "FJI"} & set(dots)
    pairs = [(one, other) for one in dots for other in dots if one < other]
    near = [
        pair
        for pair in pairs
        if (dots[pair[0]][0] - dots[pair[1]][0]) ** 2 + (dots[pair[0]][1] - dots[pair[1]][1]) ** 2 < 30**2
    ]
    assert near == []


def test_nothing_is_torn_by_the_edge_of_the_map() -> None:
    svg = world_map({}, WORDS)
    width, height = (int(each) for each in drawn(svg).attrib["viewBox"].split()[2:])
    for key, each in states(drawn(svg)).items():
        for path in each.iter(f"{SVG}path"):
            for x, y in points(path.attrib["d"]):
                assert -1 <= x <= width + 1, key
                assert -1 <= y <= height + 1, key
    russia = next(each for key, each in states(drawn(svg)).items() if key == "RUS")
    assert min(x for x, _ in points(russia[0].attrib["d"])) > width / 2
    fiji = next(each for key, each in states(drawn(svg)).items() if key == "FJI")
    assert min(x for x, _ in points(fiji[0].attrib["d"])) > width * 0.9


def points(path: str) -> list[tuple[float, float]]:
    """Return the points of a path of `m`, each ring relative to the start of the one before."""
    if path.startswith("M"):
        numbers = [float(each) for each in re.findall(r"-?[0-9.]+", path)]
        return list(zip(numbers[::2], numbers[1::2], strict=True))
    found = []
    start = (0.0, 0.0)
    for ring in path.split("z")[:-1]:
        numbers = [float(each) for each in re.findall(r"-?[0-9.]+", ring)]
        x, y = start
        for index, (across, down) in enumerate(zip(numbers[::2], numbers[1::2], strict=True)):
            x, y = x + across, y + down
            if index == 0:
                start = (x, y)
            found.append((x, y))
    return found


def test_land_that_is_no_participant_is_one_neutral_shape_whatever_states_are_shown_as() -> None:
    everywhere = {key: Shade("bound", key) for key in shaped()}
    root = drawn(world_map(everywhere, WORDS))
    (territory,) = [each for each in root.iter() if each.get("class") == "territory"]
    assert territory.attrib["fill"] == "#fff"
    assert territory not in [inner for each in states(root).values() for inner in each.iter()]
    # French Guiana and Svalbard come with France and Norway in the atlas: neither may reach so far.
    width = float(root.attrib["viewBox"].split()[2])
    france = [x for path in states(root)["FRA"].iter(f"{SVG}path") for x, _ in points(path.attrib["d"])]
    assert min(france) > width * 0.4
    norway = [y for path in states(root)["NOR"].iter(f"{SVG}path") for _, y in points(path.attrib["d"])]
    svalbard = [y for x, y in points(territory.attrib["d"]) if width * 0.45 < x < width * 0.53]
    assert min(svalbard) < min(norway)


def test_a_state_says_what_it_is_shown_as() -> None:
    root = drawn(world_map({"ITA": Shade("bound", "Italy: party since 2006-09-01")}, WORDS))
    italy = states(root)["ITA"]
    assert italy.attrib["class"] == "bound"
    assert italy[0].text == "Italy: party since 2006-09-01"
    assert states(root)["FRA"].attrib["class"] == "plain"


def test_an_image_without_links_is_named_and_described() -> None:
    root = drawn(world_map({}, WORDS, identity="small"))
    assert root.attrib["role"] == "img"
    named = {each.get("id"): each.text for each in root if each.get("id")}
    assert named[root.attrib["aria-labelledby"]] == WORDS.title
    assert named[root.attrib["aria-describedby"]] == WORDS.description


def test_links_are_for_the_pointer_and_never_stops_for_the_keyboard() -> None:
    root = drawn(world_map({}, WORDS, lambda key: f'/participant/{key}.html?a="&b'))
    assert root.attrib["aria-hidden"] == "true"
    links = list(root.iter(f"{SVG}a"))
    assert len(links) == len(shaped())
    assert {link.attrib["tabindex"] for link in links} == {"-1"}
    assert states(root)["ITA"].attrib["href"] == '/participant/ITA.html?a="&b'


@pytest.mark.parametrize("kind", ["signatory", "unknown"])
def test_what_is_uncertain_is_hatched_in_the_drawing_and_in_the_legend(kind: str) -> None:
    svg = world_map({"ITA": Shade(kind, "Italy")}, WORDS, identity="here")
    patterns = {each.attrib["id"] for each in drawn(svg).iter(f"{SVG}pattern")}
    assert f"here-{kind}" in patterns
    assert states(drawn(svg))["ITA"].attrib["fill"] == f"url(#here-{kind})"
    assert f'fill="url(#here-{kind})"' in swatch(kind, "here")


def test_hostile_words_stay_text() -> None:
    hostile = '"><script>alert(1)</script>'
    shade = Shade("bound", hostile)
    svg = world_map({"ITA": shade}, Words(hostile, hostile), lambda _: hostile, identity=hostile)
    assert "<script" not in svg
    assert states(drawn(svg))["ITA"].attrib["href"] == hostile


def test_a_map_alone_carries_its_legend_and_its_notes_and_needs_no_style() -> None:
    sheet = Sheet("en", tuple((kind, f"words of {kind}") for kind in KINDS), ("note " * 100,))
    svg = world_map({key: Shade("q3", key) for key in shaped()}, WORDS, sheet=sheet)
    assert "style" not in svg
    root = drawn(svg)
    said = [each.text or "" for each in root.iter(f"{SVG}text")]
    assert said[0] == WORDS.title
    assert {f"words of {kind}" for kind in KINDS} <= set(said)
    assert " ".join(said).count("note") == 100
    assert max(map(len, said)) <= 170
    height = float(root.attrib["viewBox"].split()[3])
    assert max(float(each.attrib["y"]) for each in root.iter(f"{SVG}text")) < height


def test_the_same_states_give_the_same_bytes() -> None:
    shades = {key: Shade("bound", key) for key in sorted(shaped())}
    backwards = dict(reversed(shades.items()))
    assert world_map(shades, WORDS) == world_map(backwards, WORDS)
