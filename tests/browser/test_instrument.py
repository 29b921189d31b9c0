"""The page of an instrument: its map goes to any day by the slider, and the address stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_the_slider_takes_the_map_to_another_day(page: Page) -> None:
    page.goto("/instrument/firearms.html")
    slide = page.locator("#slide")
    expect(slide).to_be_visible()
    today = page.locator("[data-count=bound]").inner_text()
    slide.focus()
    page.keyboard.press("Home")
    expect(page.locator("#on")).to_have_value("2001-07-11")
    # The Firearms Protocol entered into force in 2005.
    expect(page.locator("[data-count=bound]")).to_have_text("0")
    expect(page.locator("[data-summary]")).to_contain_text("2001-07-11")
    page.keyboard.press("End")
    expect(page.locator("[data-count=bound]")).to_have_text(today)
    assert re.search(r"/instrument/firearms\.html$", page.url)


def test_a_day_leads_to_the_map_without_scripts(watched) -> None:
    with watched(javascript=False) as page:
        page.goto("/instrument/firearms.html")
        expect(page.locator("#slide")).to_be_hidden()
        page.fill("#on", "2010-01-01")
        page.get_by_role("button", name="Show that day").click()
        expect(page.locator("h1")).to_contain_text("2010-01-01")
        assert page.url.endswith("/map?instrument=firearms&on=2010-01-01")


def test_each_mark_shows_the_note_of_its_number_where_it_is_pointed_at(page: Page) -> None:
    page.goto("/instrument/firearms.html")
    marks = page.locator('#facts .cite:has(a[href="#note-1"])')
    first, other = marks.first, marks.nth(1)
    expect(first.locator(".tip")).to_have_count(1)
    expect(other.locator(".tip")).to_have_count(0)
    other.locator("a").hover()
    expect(other.locator(".tip")).to_be_visible()
    assert other.locator(".tip").text_content() == first.locator(".tip").text_content()
