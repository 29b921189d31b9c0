"""What a page is on paper: sources in full, nothing to press, nothing that stays folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.places import PLACES

if TYPE_CHECKING:
    from playwright.sync_api import Page

PRINTED = (
    "participant",
    "instrument",
    "article",
    "crime",
    "form",
    "statement",
    "source",
    "answer",
    "compare",
    "map",
    "question",
)


@pytest.mark.parametrize("place", PRINTED)
def test_a_printed_page_is_text_with_its_sources(page: Page, place: str) -> None:
    page.goto(PLACES[place])
    cited = page.locator("main .cite a").count()
    page.emulate_media(media="print")
    for hidden in ("header.top", "nav", "form", "button:not(th button)", ".tip", ".skip"):
        assert not [each for each in page.locator(hidden).all() if each.is_visible()], hidden
    expect(page.locator("h1")).to_be_visible()
    if cited:
        expect(page.locator("section.notes")).to_be_visible()
        assert page.locator("section.notes > ol > li").count() > 0
    # Whoever holds the paper cannot unfold it.
    folded = page.evaluate(
        """() => [...document.querySelectorAll("main details:not([open]) > :not(summary)")]
          .filter((each) => !each.checkVisibility() && getComputedStyle(each).display !== "none")
          .filter((each) => each.closest("details").checkVisibility())
          .map((each) => each.closest("details").querySelector("summary").textContent.trim())"""
    )
    assert folded == []
    # The unofficial nature and the release go with the paper.
    expect(page.locator("footer.bottom")).to_contain_text("Unofficial.")
    expect(page.locator("footer.bottom")).to_contain_text("Release")


def test_a_printed_page_is_black_on_white_also_at_night(page: Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto("/participant/ITA.html")
    colours = page.evaluate(
        """() => ["p", "th", "main a", "dt"].map((each) => document.querySelector(`main ${each}`))
          .filter(Boolean).map((each) => getComputedStyle(each).color)
          .map((colour) => Math.max(...colour.match(/[\\d.]+/g).slice(0, 3).map(Number)))"""
    )
    # Paper is white whatever the screen was: ink must be dark.
    assert max(colours) <= 130
