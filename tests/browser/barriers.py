"""What axe finds on a page, by day and by night, and whether the page fits a phone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

PHONE: Final = (360, 740)
# All that depends on colours; the other rules find the same by day and by night.
_COLOURS: Final = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
_AXE: Final = Axe()


def barriers(page: Page) -> dict[str, list[str]]:
    """Return the barriers of a page that is open: the rule, and where it is broken."""
    # The policy of the page holds; what looks for barriers is brought in from outside of it.
    page.evaluate(_AXE.axe_script)
    page.emulate_media(color_scheme="light")
    found = _found(page, "light", {})
    page.emulate_media(color_scheme="dark")
    return {**found, **_found(page, "dark", {"runOnly": _COLOURS})}


def out_of_reach(page: Page) -> dict[str, list[str]]:
    """Return what scrolls on a phone and cannot be scrolled by keys."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate(_AXE.axe_script)
    return _found(page, "phone", {"runOnly": {"type": "rule", "values": ["scrollable-region-focusable"]}})


def unnamed_tables(page: Page) -> list[str]:
    """Return the beginnings of tables without a name, which who hears the page cannot choose among."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('table')].filter((table) => {
          const said = (table.getAttribute('aria-labelledby') ?? '').split(' ')
            .map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
          return !(said.trim() || table.ariaLabel?.trim() || table.caption?.textContent.trim());
        }).map((table) => table.outerHTML.slice(0, 120))"""
    )
    return found


def _found(page: Page, scheme: str, options: dict[str, Any]) -> dict[str, list[str]]:
    asked = json.dumps({"resultTypes": ["violations"], **options})
    violations = page.evaluate(f"axe.run({asked}).then((results) => results.violations)")
    return {
        f"{scheme} {each['id']}": [node["html"][:150] for node in each["nodes"][:3]] for each in violations
    }


def too_wide(page: Page) -> list[str]:
    """Return what runs out of a phone, with its width; nothing when the page fits."""
    width, height = PHONE
    page.set_viewport_size({"width": width, "height": height})
    found: list[str] = page.evaluate(
        """() => {
          const wide = document.documentElement.scrollWidth;
          return wide <= innerWidth ? [] : [`${wide}`, ...[...document.querySelectorAll('main *')]
            .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
            .slice(0, 3).map((each) => each.outerHTML.slice(0, 120))];
        }"""
    )
    return found
