"""Every kind of page: nothing it may not do, no barrier that axe finds, nothing that runs out of a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.places import PLACES

if TYPE_CHECKING:
    from collections.abc import Callable

AXE = Axe()


@pytest.mark.parametrize("place", PLACES)
def test_a_page_has_no_barrier_and_keeps_the_policy(watched: Callable[..., Any], place: str) -> None:
    found = {}
    # The policy of the page holds; what looks for barriers is brought in from outside of it.
    for scheme in ("light", "dark"):
        with watched(color_scheme=scheme) as page:
            page.goto(PLACES[place])
            page.wait_for_load_state("networkidle")
            assert page.locator("h1").count() == 1
            results = AXE.run(page).response["violations"]
            found |= {
                f"{scheme} {each['id']}": [node["html"][:150] for node in each["nodes"][:3]]
                for each in results
            }
    assert not found


@pytest.mark.parametrize("place", PLACES)
def test_a_page_fits_a_phone(watched: Callable[..., Any], place: str) -> None:
    with watched(width=360, height=740) as page:
        page.goto(PLACES[place])
        page.wait_for_load_state("networkidle")
        wide = page.evaluate("document.documentElement.scrollWidth")
        widest = page.evaluate(
            """[...document.querySelectorAll('main *')]
              .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
              .slice(0, 3).map((each) => each.outerHTML.slice(0, 120))"""
        )
        assert wide <= 360, widest


@pytest.mark.parametrize("place", PLACES)
def test_a_page_needs_no_script(watched: Callable[..., Any], place: str) -> None:
    with watched(javascript=False) as page:
        page.goto(PLACES[place])
        assert page.locator("h1").is_visible()
        assert len(page.locator("main").inner_text()) > 50
