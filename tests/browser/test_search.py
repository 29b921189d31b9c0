"""The search while somebody types: a combobox for keyboard and reader of the screen, and a plain form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page


def test_a_former_name_is_suggested_and_leads_to_the_state(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox", name="Look up")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("zair")
    option = page.get_by_role("option", name="Democratic Republic of the Congo")
    expect(option).to_be_visible()
    expect(option).to_contain_text("former name: Zaïre")
    expect(box).to_have_attribute("aria-expanded", "true")
    option.click()
    page.wait_for_url("**/participant/COD.html")


def test_the_keyboard_chooses_and_escape_closes(page: Page) -> None:
    page.goto("/limits")
    box = page.get_by_role("combobox", name="Search")
    box.press_sequentially("16(5")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(options.first.get_attribute("id")))
    box.press("ArrowUp")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)
    box.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_value("16(5")
    box.press("ArrowDown")
    expect(options.first).to_be_visible()
    box.press("Enter")
    page.wait_for_url("**/provision/untoc-16-5.html")


def test_enter_without_a_choice_lists_everything(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox", name="Look up")
    box.fill("trafficking")
    box.press("Enter")
    page.wait_for_url("**/search?q=trafficking")
    expect(page.get_by_role("heading", level=1)).to_contain_text("trafficking")


def test_what_is_typed_last_is_what_is_suggested(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox", name="Look up")
    box.press_sequentially("ital", delay=10)
    box.fill("oman")
    expect(page.get_by_role("option").first).to_contain_text("Oman")
    box.fill("")
    expect(page.get_by_role("option")).to_have_count(0)


def test_suggestions_are_in_the_chosen_language(page: Page) -> None:
    page.goto("/?lang=ar")
    page.locator("#search").press_sequentially("Italy")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("إيطاليا")
    option.click()
    page.wait_for_url("**/participant/ITA.html?lang=ar")


def test_it_works_without_scripts(watched: Callable[..., Any]) -> None:
    with watched(javascript=False) as page:
        page.goto("/")
        page.locator("#search").fill("Birma")
        page.locator("#search").press("Enter")
        expect(page.locator(".hits, .best").first).to_contain_text("Myanmar")
