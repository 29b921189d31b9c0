"""The map in a real browser: days by slider and date field, by keyboard and pointer, and without scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

# All that the map and its lists say.
_SAID = """() => ({
  states: [...document.querySelectorAll("svg [data-state]")].map((each) => [
    each.dataset.state, each.getAttribute("class"), each.getAttribute("fill"),
    each.querySelector("title").textContent,
  ]),
  lists: [...document.querySelectorAll("[data-list]")].map((list) => [
    list.dataset.list, [...list.children].map((item) => item.textContent.trim()),
  ]),
  counts: [...document.querySelectorAll("[data-count]")].map((each) => each.textContent),
})"""


def opened(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("#slide")).to_be_visible()


def test_the_slider_shows_what_the_server_says_of_that_day(page: Page) -> None:
    opened(page, "/map?instrument=firearms")
    page.locator("#slide").focus()
    page.keyboard.press("Home")
    for _ in range(56):
        page.keyboard.press("ArrowRight")
    expect(page.locator("h1 time")).to_have_text("2006-03-01")
    expect(page.locator("#on")).to_have_value("2006-03-01")
    expect(page.locator("#slide")).to_have_attribute("aria-valuetext", "2006-03-01: 47 parties")
    expect(page).to_have_url(re.compile("on=2006-03-01"))
    moved = page.evaluate(_SAID)
    page.reload()
    assert page.evaluate(_SAID) == moved


def test_the_date_field_takes_any_day(page: Page) -> None:
    opened(page, "/map")
    page.locator("#on").fill("2006-08-31")
    expect(page.locator('svg [data-state="ITA"] title')).to_have_text(
        "Italy: signed, not yet bound (bound only from 2006-09-01)"
    )
    page.locator("#on").fill("2006-09-01")
    expect(page.locator('svg [data-state="ITA"] title')).to_have_text("Italy: party (since 2006-09-01)")
    expect(page.locator('svg [data-state="ITA"]')).to_have_class("bound")
    expect(page.locator("[data-drawing]")).to_have_attribute("href", re.compile("on=2006-09-01"))


def test_a_day_that_is_chosen_before_the_map_has_loaded_its_days_is_shown(page: Page) -> None:
    waiting: list[Route] = []
    page.route("**/map.json*", lambda route: waiting.append(route))  # noqa: PLW0108  it marks what it is given
    page.goto("/map?instrument=firearms")
    page.wait_for_function("document.readyState === 'complete'")
    page.locator("#on").fill("2010-01-01")
    assert waiting
    waiting[0].continue_()
    expect(page.locator("h1 time")).to_have_text("2010-01-01")
    expect(page).to_have_url(re.compile("on=2010-01-01"))


def test_a_day_after_the_data_is_for_the_server_and_its_notes_go_with_it(page: Page) -> None:
    opened(page, "/map?on=2090-01-01")
    notes = page.locator("[data-late]")
    expect(notes).to_have_count(2)
    expect(notes.last).to_be_visible()
    page.locator("#on").fill("2006-09-01")
    expect(page.locator("h1 time")).to_have_text("2006-09-01")
    expect(notes.first).to_be_hidden()
    expect(notes.last).to_be_hidden()
    # The script does not colour a day of which the data do not tell: the form asks for its page.
    page.locator("#on").fill("2090-01-01")
    expect(page.locator("h1 time")).to_have_text("2006-09-01")
    page.locator("form.map-day button").click()
    expect(page.locator("h1 time")).to_have_text("2090-01-01")
    expect(notes.last).to_be_visible()


def test_before_the_convention_was_in_force_there_is_a_map_and_no_matrix(page: Page) -> None:
    opened(page, "/map?on=2010-01-01")
    page.locator("#on").fill("2001-01-01")
    expect(page.locator("h1 time")).to_have_text("2001-01-01")
    expect(page.locator("[data-matrix]")).to_be_hidden()
    page.locator("#on").fill("2003-09-29")
    expect(page.locator("[data-matrix]")).to_be_visible()
    expect(page.locator("[data-matrix]")).to_have_attribute("href", re.compile("on=2003-09-29"))


@pytest.mark.parametrize("key", ["TUV", "VCT", "KIR", "MCO", "RUS"])
def test_states_of_any_size_can_be_hit(page: Page, key: str) -> None:
    opened(page, "/map?on=2010-01-01")
    shape = page.locator(f'svg [data-state="{key}"]')
    target = shape.locator(".dot") if shape.locator(".dot").count() else shape.locator("path").first
    box = target.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url(f"**/participant/{key}.html")


def test_the_map_is_no_trap_for_the_keyboard(page: Page) -> None:
    opened(page, "/map?on=2010-01-01")
    page.locator("form.map-day button").focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('svg')") is None
    assert page.evaluate("document.activeElement.closest('.map-links') !== null")


def test_without_scripts_the_form_asks_and_no_slider_pretends_to(watched: Callable[..., Any]) -> None:
    with watched(javascript=False) as page:
        page.goto("/map?instrument=firearms")
        expect(page.locator("#slide")).to_be_hidden()
        page.locator("#on").fill("2010-01-01")
        page.locator("form.map-day button").click()
        expect(page.locator("h1 time")).to_have_text("2010-01-01")
        expect(page.locator('.map-legend [data-count="bound"]')).to_have_text("79")


def test_the_map_fits_a_phone_and_runs_from_the_right(watched: Callable[..., Any]) -> None:
    with watched(width=360, height=780) as page:
        opened(page, "/map?instrument=firearms&on=2010-01-01&lang=ar")
        box = page.locator("figure.map svg.world").first.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        # From the right, the key that leads onward is that to the left.
        page.locator("#slide").focus()
        page.keyboard.press("ArrowLeft")
        expect(page.locator("#on")).to_have_value("2010-02-01")
