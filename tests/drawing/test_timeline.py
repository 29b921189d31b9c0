"""A timeline: what was done stands where its day is, and what no source dates is never drawn as dated."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date

from untoc_graph.drawing.timeline import Act, Lane, timeline

SVG = "{http://www.w3.org/2000/svg}"
FIRST, LAST = date(2000, 1, 1), date(2020, 1, 1)


def drawn(*lanes: Lane) -> ET.Element:
    return ET.fromstring(timeline(lanes, "Acts", "What was done.", first=FIRST, last=LAST))


def of_class(root: ET.Element, name: str) -> list[ET.Element]:
    return [each for each in root.iter() if each.get("class") == name]


def per_cent(value: str | None) -> float:
    assert value is not None
    return float(value.removesuffix("%"))


def test_nothing_is_drawn_without_a_lane():
    assert timeline([], "Acts", "", first=FIRST, last=LAST) == ""


def test_an_act_stands_where_its_day_is():
    root = drawn(Lane("Convention", acts=(Act("signed", date(2010, 1, 1), "Signed"),)))
    (act,) = of_class(root, "act signed")
    assert abs(per_cent(act.get("x")) - 50) < 0.1
    assert act.findtext(f"{SVG}title") == "Signed"


def test_acts_out_of_the_years_shown_stand_at_the_edge():
    root = drawn(Lane("Convention", acts=(Act("signed", date(1990, 1, 1), "Signed"),)))
    assert 0 <= per_cent(of_class(root, "act signed")[0].get("x")) < 2


def test_the_time_it_binds_is_a_bar_up_to_its_last_day():
    root = drawn(Lane("Convention", bound=(date(2010, 1, 1), LAST), bound_text="Binds since 2010"))
    (bar,) = of_class(root, "bound")
    assert abs(per_cent(bar.get("x")) + per_cent(bar.get("width")) - 98.5) < 0.1
    assert of_class(root, "open") == []


def test_days_that_no_source_gives_are_drawn_apart_from_those_that_are_known():
    lane = Lane(
        "Convention",
        bound=(date(2012, 1, 1), LAST),
        open_days=(date(2010, 1, 1), date(2012, 1, 1)),
        open_text="From a day between 2010 and 2012",
    )
    root = drawn(lane)
    (open_,), (bound,) = of_class(root, "open"), of_class(root, "bound")
    assert abs(per_cent(open_.get("x")) + per_cent(open_.get("width")) - per_cent(bound.get("x"))) < 0.1
    assert open_.findtext(f"{SVG}title") == "From a day between 2010 and 2012"


def test_acts_of_one_day_are_told_apart_by_their_shape():
    day = date(2005, 5, 5)
    kinds = ("signed", "consented", "in-force", "statement", "withdrawal")
    root = drawn(Lane("Convention", acts=tuple(Act(kind, day, kind) for kind in kinds)))
    shapes = {
        tuple((shape.tag, *sorted(shape.attrib.items())) for shape in of_class(root, f"act {kind}")[0][1:])
        for kind in kinds
    }
    # The hollow and the full circle are told apart by their filling.
    assert len(shapes) == len(kinds) - 1


def test_a_hostile_name_stays_text_and_changes_no_direction():
    root = drawn(Lane('<script>"x"</script>\u202eevil', acts=(Act("signed", date(2010, 1, 1), "<b>&"),)))
    (name,) = of_class(root, "lane")
    assert name.text == '<script>"x"</script>evil'
    assert not list(root.iter(f"{SVG}script"))


def test_no_style_is_written_into_the_drawing():
    lane = Lane("Convention", acts=(Act("signed", date(2010, 1, 1), "Signed"),), bound=(FIRST, LAST))
    assert "style" not in timeline([lane], "Acts", "", first=FIRST, last=LAST)


def test_an_empty_lane_says_so():
    root = drawn(Lane("Protocol", empty="No act in our sources"))
    assert of_class(root, "none")[0].text == "No act in our sources"


def test_what_an_empty_lane_says_does_not_touch_its_name():
    root = drawn(Lane("Firearms Protocol", empty="no signature"), Lane("Smuggling Protocol"))
    (first, second), (none,) = of_class(root, "lane"), of_class(root, "none")
    # Letters of 14 pixels and 12: a line of each takes a fifth more.
    assert int(none.get("y", "")) - int(first.get("y", "")) >= 17
    assert int(second.get("y", "")) - int(none.get("y", "")) >= 17
