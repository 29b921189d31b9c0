"""The frame of every page: its parts, its languages, the way of the keyboard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page


def test_the_keyboard_reaches_the_content_first(page: Page) -> None:
    page.goto("/status?participant=ITA&on=2024-06-01")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_arabic_is_written_from_right_to_left(page: Page) -> None:
    page.goto("/participant/EGY.html?lang=ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("h1")).to_contain_text("مصر")


def test_a_footnote_shows_on_focus(page: Page) -> None:
    page.goto("/participant/ITA.html")
    mark = page.locator(".cite a").first
    mark.focus()
    expect(page.locator(".cite:focus-within .tip")).to_be_visible()
    number = mark.inner_text()
    assert page.locator(f"#note-{number} li").count() > 0


def test_the_browser_s_own_language_is_used(watched: Callable[..., Any]) -> None:
    with watched(locale="fr-CA") as page:
        page.goto("/participant/ITA.html")
        expect(page.locator("html")).to_have_attribute("lang", "fr")
        expect(page.locator("h1")).to_contain_text("Italie")


@pytest.mark.parametrize("tag", ["fr", "ar"])
def test_a_chosen_language_stays_on_the_next_page(page: Page, tag: str) -> None:
    page.goto(f"/participant/ITA.html?lang={tag}")
    page.locator(".places a").first.click()
    expect(page.locator("html")).to_have_attribute("lang", tag)
    assert re.search(rf"[?&]lang={tag}", page.url)
