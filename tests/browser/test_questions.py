"""The pages of questions in a browser: no barrier, a phone's width, a form that asks, tables that sort."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.barriers import barriers, too_wide

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

ROWS = "[...document.querySelectorAll('table.results tbody tr')]"
# One of each kind: lines, a map, boxes, bars in groups, a refusal, a list cut, no rows.
PAGES = (
    "/queries/accession-series",
    "/queries/extradition-basis",
    "/queries/joining-around-sessions",
    "/queries/time-to-consent",
    "/queries/bound-on-date?participant=Itly",
    "/queries/treaty-network",
    "/queries/facts-without-source",
    "/queries/bound-today?lang=ar",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_question_has_no_barrier_and_fits_a_phone(page: Page, path: str) -> None:
    page.goto(path)
    assert barriers(page) == {}
    assert too_wide(page) == []


def test_a_table_is_sorted_by_keyboard_and_says_how(watched: Callable[..., Any]) -> None:
    with watched() as page:
        page.goto("/queries/party-counts-by-group")
        head = page.locator("table.results thead th").nth(2)
        numbers = f"{ROWS}.map((row) => Number(row.cells[2].textContent))"
        came = page.evaluate(numbers)
        head.locator("button").focus()
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == "ascending"
        assert page.evaluate(numbers) == sorted(came)
        page.keyboard.press("Space")
        assert head.get_attribute("aria-sort") == "descending"
        assert page.evaluate(numbers) == sorted(came, reverse=True)
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") is None
        assert page.evaluate(numbers) == came


def test_what_has_no_value_is_sorted_to_the_end_either_way(watched: Callable[..., Any]) -> None:
    with watched() as page:
        page.goto("/queries/extradition-basis")
        button = page.locator("table.results thead th button", has_text="Date")
        heads = page.locator("table.results thead th").all_inner_texts()
        (column,) = [place for place, head in enumerate(heads) if head.startswith("Date")]
        texts = f"{ROWS}.map((row) => row.cells[{column}].textContent.trim())"
        for reverse in (False, True):
            button.click()
            shown = page.evaluate(texts)
            days = [text for text in shown if text[0].isdigit()]
            assert days == sorted(days, reverse=reverse)
            assert shown[: len(days)] == days


def test_a_form_asks_and_the_answer_has_an_address(watched: Callable[..., Any]) -> None:
    with watched() as page:
        page.goto("/queries/bound-on-date")
        page.locator("#p-participant").fill("Kenya")
        page.locator("#p-on").fill("2004-07-15")
        page.get_by_role("button", name="Ask").click()
        page.wait_for_load_state("networkidle")
        assert "participant=Kenya&on=2004-07-15" in page.url
        assert page.locator("table.results tbody tr").first.locator("td").nth(1).inner_text() == "no"
        with page.expect_download() as told:
            page.get_by_role("link", name="CSV", exact=True).click()
        assert told.value.suggested_filename == "bound-on-date.csv"
        page.get_by_role("link", name="Address of this answer").click()
        assert "participant=KEN&on=2004-07-15" in page.url


def test_boxes_that_are_left_unticked_are_not_asked_for(watched: Callable[..., Any]) -> None:
    with watched() as page:
        page.goto("/queries/joining-around-sessions")
        boxes = page.locator("input[type=checkbox]")
        for place in range(1, boxes.count()):
            boxes.nth(place).uncheck()
        page.get_by_role("button", name="Ask").click()
        page.wait_for_load_state("networkidle")
        assert page.locator("input[type=checkbox]:checked").count() == 1
        assert "group=african" in page.url
