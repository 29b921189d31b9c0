"""A step curve: a number stays until it changes, and the last one is written."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest

from untoc_graph.drawing.curve import Event, Steps, curve, steps_of

FIRST, LAST = date(2000, 1, 1), date(2020, 1, 1)
PARTIES = Steps("bound", "Parties", ((date(2005, 1, 1), 40), (date(2010, 1, 1), 100)))


def drawn(*lines: Steps, events: tuple[Event, ...] = (), most: int = 200) -> ET.Element:
    return ET.fromstring(curve(lines, events, "Parties", "", first=FIRST, last=LAST, most=most))


def of_class(root: ET.Element, name: str) -> list[ET.Element]:
    return [each for each in root.iter() if each.get("class") == name]


def test_nothing_is_drawn_without_a_change():
    assert curve([Steps("bound", "", ())], [], "", "", first=FIRST, last=LAST, most=10) == ""


def test_those_that_end_are_taken_off():
    begun = [date(2003, 1, 1), date(2004, 1, 1), date(2004, 1, 1)]
    assert steps_of(begun, [date(2006, 1, 1)]) == (
        (date(2003, 1, 1), 1),
        (date(2004, 1, 1), 3),
        (date(2006, 1, 1), 2),
    )


def test_the_curve_goes_in_steps_and_stays_up_to_the_end():
    (line,) = of_class(drawn(PARTIES), "line bound")
    path = line.get("d") or ""
    assert re.fullmatch(r"M[\d.]+ [\d.]+(?:H[\d.]+V[\d.]+){2}H10000", path)
    assert [round(float(x), -2) for x in re.findall(r"H([\d.]+)V", path)] == [2500, 5000]


def test_more_is_higher():
    (line,) = of_class(drawn(PARTIES), "line bound")
    first, second = (float(y) for y in re.findall(r"V([\d.]+)", line.get("d") or ""))
    assert second < first


def test_the_last_number_is_written_at_the_end():
    assert [each.text for each in of_class(drawn(PARTIES), "end bound")] == ["100"]


def test_two_curves_that_end_at_one_number_say_it_once():
    deposits = Steps("consented", "Deposits", ((date(2004, 1, 1), 100),))
    root = drawn(PARTIES, deposits)
    assert len(of_class(root, "end bound") + of_class(root, "end consented")) == 1


def test_only_the_first_curve_is_filled():
    root = drawn(PARTIES, Steps("consented", "Deposits", ((date(2004, 1, 1), 50),)))
    assert len(of_class(root, "area bound")) == 1
    assert of_class(root, "area consented") == []


@pytest.mark.parametrize("most", [1, 3, 27, 198, 1500])
def test_the_scale_has_few_lines_whatever_is_counted(most):
    root = drawn(Steps("bound", "", ((date(2005, 1, 1), most),)), most=most)
    assert 1 <= len(of_class(root, "number")) <= 5


def test_an_event_is_marked_on_its_day():
    root = drawn(PARTIES, events=(Event(date(2010, 1, 1), "In force"),))
    line, text = of_class(root, "event")
    assert abs(float((line.get("x1") or "").removesuffix("%")) - 45.5) < 0.1
    assert text.text == "In force"


def test_hostile_words_stay_text():
    root = drawn(PARTIES, events=(Event(date(2010, 1, 1), "<img onerror=x>\u202e"),))
    assert of_class(root, "event")[1].text == "<img onerror=x>"


def test_no_style_is_written_into_the_drawing():
    assert "style" not in curve([PARTIES], [], "Parties", "", first=FIRST, last=LAST, most=200)
