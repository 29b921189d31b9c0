"""A real browser before the full release: Debian's Chromium, driven by Playwright.

What a page must never do is watched at every page: ask another host, break the policy, fail in a script.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, sync_playwright

from tests.browser.serving import served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHROMIUM = Path("/usr/bin/chromium")

# What the browser is told to report, since the console names only some breaches.
_REPORT = """
window.breaches = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.breaches.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`);
});
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)


@dataclass
class Watch:
    """What happened in a page that should not."""

    address: str
    elsewhere: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    breaches: list[str] = field(default_factory=list)

    def on(self, page: Page) -> None:
        page.on("request", lambda request: self._asked(request.url))
        page.on("pageerror", lambda error: self.failures.append(str(error)))
        page.on("console", self._said)
        page.on("dialog", self._asked_the_reader)

    def _asked(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:", "about:")):
            self.elsewhere.append(url)

    def _said(self, message: Any) -> None:
        # A page that says 404 says so in the console as well; that is no fault of its scripts.
        if message.type == "error" and "the server responded with a status" not in message.text:
            self.failures.append(message.text)

    def _asked_the_reader(self, dialog: Dialog) -> None:
        self.failures.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def collect(self, page: Page) -> None:
        self.breaches += page.evaluate("window.breaches || []")

    def assert_clean(self) -> None:
        assert not self.elsewhere, "the page asked another host"
        assert not self.breaches, "the page broke its content policy"
        assert not self.failures, "a script failed"


@pytest.fixture(scope="session")
def site(full_release_built: Path) -> Iterator[str]:
    """The address of `untoc serve` on the full release."""
    with served(full_release_built.parents[1]) as address:
        yield address


# Its event loop runs in the thread of the tests, where others start their own: it ends with each module.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser; these tests are left out, and said to be, where there is none."""
    if not CHROMIUM.exists():
        pytest.skip("no Chromium here; on Debian: apt-get install chromium fonts-dejavu fonts-noto-core")
    # A browser that runs as root has no sandbox of its own.
    flags = ["--no-sandbox"] if os.getuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def visitors(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """The contexts of the browser by what they are like; nothing stays in them from one test to the next."""
    known: dict[tuple[Any, ...], BrowserContext] = {}

    def like(*, width: int, height: int, javascript: bool, **more: Any) -> BrowserContext:
        key = (width, height, javascript, *sorted(more.items()))
        if key not in known:
            known[key] = context = browser.new_context(
                viewport={"width": width, "height": height},
                java_script_enabled=javascript,
                **{"locale": "en-GB", **more},
            )
            context.set_default_timeout(15_000)
            if javascript:
                context.add_init_script(_REPORT)
        return known[key]

    yield like
    for context in known.values():
        assert not context.cookies(), "a page left something behind"
        context.close()


@pytest.fixture
def watched(visitors: Callable[..., BrowserContext], site: str) -> Callable[..., Any]:
    """`with watched(width=360, javascript=False, …) as page:` a page that must do nothing it may not."""

    @contextmanager
    def open_(
        *,
        width: int = 1280,
        height: int = 900,
        javascript: bool = True,
        clean: bool = True,
        at: str = site,
        **more: Any,
    ) -> Iterator[Page]:
        context = visitors(width=width, height=height, javascript=javascript, base_url=at, **more)
        page = context.new_page()
        watch = Watch(at)
        watch.on(page)
        try:
            yield page
            if javascript:
                watch.collect(page)
            if clean:
                watch.assert_clean()
        finally:
            page.close()

    return open_


@pytest.fixture
def page(watched: Callable[..., Any]) -> Iterator[Page]:
    """A page of a desktop's width, with scripts."""
    with watched() as page:
        yield page
