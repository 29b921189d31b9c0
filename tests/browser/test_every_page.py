"""Every kind of page: nothing it may not do, no barrier that axe finds, nothing that runs out of a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.barriers import barriers, out_of_reach, too_wide, unnamed_tables
from tests.browser.places import PLACES

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page


@pytest.mark.parametrize("place", PLACES)
def test_a_page_has_no_barrier_keeps_the_policy_and_fits_a_phone(page: Page, place: str) -> None:
    page.goto(PLACES[place])
    assert page.locator("h1").count() == 1
    assert barriers(page) == {}
    assert unnamed_tables(page) == []
    assert out_of_reach(page) == {}
    assert too_wide(page) == []


@pytest.mark.parametrize("place", PLACES)
def test_a_page_needs_no_script(watched: Callable[..., Any], place: str) -> None:
    with watched(javascript=False) as page:
        page.goto(PLACES[place])
        assert page.locator("h1").is_visible()
        assert len(page.locator("main").inner_text()) > 50
