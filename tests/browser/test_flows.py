"""What visitors come to do, from the first page to the last, as they would do it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

FOCUSED = "document.activeElement"


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Go on by the tabulator until an element has the focus."""
    for _ in range(most):
        if page.evaluate(f"{FOCUSED} && {FOCUSED}.matches({selector!r})"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not come to {selector}")


def test_a_request_is_prepared_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    tab_to(page, "nav.places a[href='/cooperation']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cooperation")
    tab_to(page, "#requesting")
    page.keyboard.type("Italie")
    page.keyboard.press("Tab")
    expect(page.locator("#requested")).to_be_focused()
    page.keyboard.type("Rumania")
    page.keyboard.press("Tab")
    page.keyboard.type("Human traf")
    expect(page.locator("#crime")).to_have_value("human-trafficking")
    tab_to(page, "main form button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**requesting=**")
    expect(page.locator("h1")).to_have_text("Italy asks Romania")
    expect(page.locator(".summary")).to_contain_text("both bound by the Organized Crime Convention")
    # What the answer rests on is folded, opens by the keyboard and leads to the article.
    tab_to(page, "#instruments details > summary")
    page.keyboard.press("Enter")
    tab_to(page, "#instruments details[open] a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/provision/untoc-38.html")
    expect(page.locator("h1")).to_contain_text("Article 38")


def test_a_refusal_says_why_and_keeps_what_was_written(page: Page) -> None:
    page.goto("/cooperation")
    page.get_by_label("Who asks").fill("Itly")
    page.get_by_label("Who is asked").fill("Romania")
    page.get_by_label("Crime").select_option("money-laundering")
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_role("alert")).to_contain_text("ITA (Italy)")
    expect(page.get_by_label("Who asks")).to_have_value("Itly")
    expect(page.get_by_label("Who is asked")).to_have_value("Romania")
    expect(page.get_by_label("Crime")).to_have_value("money-laundering")
    page.get_by_label("Who asks").fill("Italy")
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator("h1")).to_have_text("Italy asks Romania")
    # Back is the question as it was asked first, not an empty page.
    page.go_back()
    expect(page.get_by_role("alert")).to_contain_text("ITA (Italy)")


def test_an_answer_has_an_address_that_others_can_open(page: Page, watched: Callable[..., Any]) -> None:
    page.goto("/cooperation?requesting=ITA&requested=ROU&crime=human-trafficking&on=2024-06-01")
    said = page.locator("main").inner_text()
    with watched(locale="en-US") as elsewhere:
        elsewhere.goto(page.url)
        assert elsewhere.locator("main").inner_text() == said


def test_states_are_compared_from_the_page_of_one(page: Page) -> None:
    page.goto("/participant/ITA.html")
    page.get_by_role("link", name="Compare it").click()
    page.wait_for_url("**/compare?participant=ITA")
    expect(page.get_by_label("Participant 1", exact=True)).to_have_value(re.compile("ITA|Italy"))
    page.get_by_label("Participant 2").fill("Japan")
    page.get_by_label(re.compile("^On")).fill("2010-01-01")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("h1")).to_have_text("Italy, Japan: 2010-01-01")
    rows = page.locator("main table tbody tr")
    expect(rows).to_have_count(3)
    # Italy ratified in 2006, Japan accepted in 2017.
    expect(rows.nth(0).locator("td").first).to_contain_text("2006-09-01")
    expect(rows.nth(1).locator("td").first).not_to_contain_text("since")
    expect(rows.nth(2)).to_contain_text("not in force")


def test_a_fact_is_followed_from_the_search_to_its_source(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox", name="Look up")
    box.press_sequentially("zimb")
    expect(page.get_by_role("option").first).to_contain_text("Zimbabwe")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/participant/ZWE.html")
    statements = page.locator("#statements")
    statements.locator("a[href^='/provision/']").first.click()
    expect(page.locator("h1")).to_contain_text("Article")
    page.go_back()
    page.wait_for_url("**/participant/ZWE.html")
    statements.locator("a[href^='/statement/']").first.click()
    expect(page.get_by_text("Zimbabwe").first).to_be_visible()
    mark = page.locator("main .cite a").first
    number = mark.inner_text()
    mark.click()
    note = page.locator(f"#note-{number}")
    expect(note).to_be_in_viewport()
    note.locator("a[href^='/source/']").first.click()
    page.wait_for_url("**/source/*.html")
    expect(page.get_by_text("Facts that rest on it")).to_be_visible()


def test_a_day_on_the_map_is_left_and_found_again(page: Page) -> None:
    page.goto("/map?instrument=firearms")
    page.locator("#on").fill("2010-01-01")
    expect(page.locator("h1 time")).to_have_text("2010-01-01")
    expect(page).to_have_url(re.compile("on=2010-01-01"))
    page.get_by_role("link", name="Instruments").first.click()
    page.wait_for_url("**/instrument/")
    page.go_back()
    expect(page.locator("h1 time")).to_have_text("2010-01-01")
    expect(page.locator("#on")).to_have_value("2010-01-01")
    expect(page.locator('.map-legend [data-count="bound"]')).to_have_text("79")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (
            "/cooperation?requesting=ITA&requested=ROU&crime=human-trafficking&on=2024-06-01",
            "ITA&requested=ROU",
        ),
        ("/map?instrument=firearms&on=2010-01-01", "instrument=firearms&on=2010-01-01"),
        ("/participant/?after=2", "/participant/"),
        ("/search?q=ital", "q=ital"),
        ("/compare?participant=ITA&participant=JPN&on=2024-06-01", "participant=ITA&participant=JPN"),
    ],
)
def test_another_language_shows_the_same_place(page: Page, place: str, said: str) -> None:
    page.goto(place)
    page.locator(".languages a[lang=fr]").click()
    page.wait_for_url("**lang=fr")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert said in page.url
    # And from there to a third, without the second left in the address.
    page.locator(".languages a[lang=ar]").click()
    page.wait_for_url("**lang=ar")
    assert "lang=fr" not in page.url
    assert said in page.url


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_the_finder_answers_from_the_right_in_arabic(watched: Callable[..., Any], javascript: bool) -> None:
    with watched(javascript=javascript) as page:
        page.goto("/?lang=ar")
        page.locator("nav.places a[href^='/cooperation']").click()
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        page.locator("#requesting").fill("إيطاليا")
        page.locator("#requested").fill("رومانيا")
        page.locator("main form button[type=submit]").click()
        page.wait_for_url("**requesting=**")
        expect(page.locator("html")).to_have_attribute("lang", "ar")
        expect(page.locator("h1")).to_contain_text("إيطاليا")
        # English sentences stand each in an element of its own that says what it is.
        summary = page.locator(".summary bdi")
        expect(summary).to_have_attribute("lang", "en")
        expect(summary).to_have_attribute("dir", "auto")
        # A citation keeps its brackets in order: 16(5), not (5)16.
        expect(page.locator("main bdi[dir=ltr]").first).to_be_attached()


@pytest.mark.parametrize(
    "place", ["/participant/ITA.html", "/provision/untoc-16.html", "/instrument/untoc.html"]
)
def test_in_arabic_no_name_in_latin_letters_stands_outside_its_own_element(page: Page, place: str) -> None:
    page.goto(f"{place}?lang=ar")
    loose = page.evaluate(
        """() => {
          const latin = /[A-Za-z]{4,}.*[()\\[\\]]/, found = [];
          const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
          for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            const parent = node.parentElement;
            if (latin.test(node.data) && !parent.closest("bdi, [dir], [lang]:not(html), code, svg, script"))
              found.push(node.data.trim().slice(0, 80));
          }
          return found;
        }"""
    )
    assert loose == []


def test_a_phone_gets_from_the_front_page_to_an_answer(watched: Callable[..., Any]) -> None:
    with watched(width=360, height=740, has_touch=True, is_mobile=True) as page:
        page.goto("/")
        page.locator("nav.places a[href='/cooperation']").tap()
        page.get_by_label("Who asks").fill("Kenya")
        page.get_by_label("Who is asked").fill("Japan")
        page.get_by_role("button", name="Answer").tap()
        expect(page.locator("h1")).to_have_text("Kenya asks Japan")
        # Rows are stacked: what a column says at a desk, each cell says here.
        cell = page.locator("#instruments td[data-label]").first
        box = cell.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 360
        heads = page.locator("#instruments thead")
        expect(heads).to_be_hidden()
        said = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
        assert "Between the two" in said
