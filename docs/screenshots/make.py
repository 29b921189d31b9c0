"""Take the pictures of the pages in this folder anew, from the release in `build/`.

    make build && .venv/bin/python docs/screenshots/make.py [NAME…]

Needs what the browser tests need, Debian's `chromium`, `fonts-dejavu-core` and `fonts-noto-core`; and
`fonts-noto-cjk` for Chinese names, which are boxes without it.
"""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

FOLDER: Final = Path(__file__).parent
ROOT: Final = FOLDER.parents[1]
CHROMIUM: Final = Path("/usr/bin/chromium")
QUALITY: Final = 70

_ASKED: Final = """\
PREFIX untoc: <https://w3id.org/untoc/ontology#>

SELECT ?instrument (COUNT(?participant) AS ?parties)
WHERE { ?participant untoc:partyTo ?instrument }
GROUP BY ?instrument
ORDER BY DESC(?parties)
"""

# What is pictured, and how much of it at a desk. Days are named, so that pictures do not age with the clock.
PAGES: Final = {
    "home": ("/", 1320),
    "participant": ("/participant/ITA.html", 1140),
    "instrument": ("/instrument/trafficking.html#parties", 960),
    "provision": ("/provision/untoc-16.html", 960),
    "crime": ("/crime/human-trafficking.html", 960),
    "cooperation": (
        "/cooperation?requesting=ITA&requested=ROU&crime=human-trafficking&on=2024-06-01",
        960,
    ),
    "map": ("/map?instrument=firearms&on=2010-01-01", 1060),
    "explore": ("/explore?thing=participant/ITA", 1060),
    "editor": (f"/editor?{urlencode({'query': _ASKED})}", 1060),
}
WIDTHS: Final = {"wide": (1280, 1), "phone": (390, 2)}
PHONE: Final = 844
SCHEMES: Final = ("light", "dark")


@contextmanager
def served() -> Iterator[str]:
    """Serve the release in `build/` on a free port; yields its address."""
    if not (ROOT / "build" / "current").exists():
        sys.exit("make.py: there is no release in build/; make one: make build")
    environment = {**os.environ, "UNTOC_BUILD": str(ROOT / "build"), "UNTOC_RATE": "100000 per minute"}
    command = [sys.executable, "-m", "untoc_graph.cli", "serve", "--port", "0"]
    # Nothing of this comes from elsewhere.
    process = subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
    )
    try:
        for line in process.stderr or ():
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                yield found[0]
                break
        else:
            sys.exit("make.py: the server did not start")
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def browsing() -> Iterator[Browser]:
    """Start the browser; yields it."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415  told of when it is missing
    except ImportError:
        sys.exit("make.py: Playwright is missing; install what tests need: make test-fast")
    if not CHROMIUM.exists():
        sys.exit(
            "make.py: there is no Chromium; on Debian and Ubuntu: "
            "apt-get install chromium fonts-dejavu-core fonts-noto-core fonts-noto-cjk"
        )
    # A browser that runs as root has no sandbox of its own.
    flags = ["--no-sandbox"] if os.getuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=flags)
        yield browser
        browser.close()


def taken(context: BrowserContext, page: Page) -> bytes:
    """Return the picture of what is in sight."""
    session = context.new_cdp_session(page)
    asked: dict[str, Any] = {"format": "webp", "quality": QUALITY, "optimizeForSpeed": False}
    picture: str = session.send("Page.captureScreenshot", asked)["data"]
    session.detach()
    return base64.b64decode(picture)


def main(names: list[str]) -> None:
    """Take the pictures of the pages with these names, or of all."""
    if unknown := [name for name in names if name not in PAGES]:
        sys.exit(f"make.py: no such page: {', '.join(unknown)}; there are: {', '.join(PAGES)}")
    with served() as site, browsing() as browser:
        for size, (width, scale) in WIDTHS.items():
            for scheme in SCHEMES:
                context = browser.new_context(
                    base_url=site,
                    viewport={"width": width, "height": PHONE},
                    device_scale_factor=scale,
                    color_scheme=scheme,
                    reduced_motion="reduce",
                    locale="en-GB",
                )
                page = context.new_page()
                for name in names or PAGES:
                    address, height = PAGES[name]
                    page.set_viewport_size({"width": width, "height": height if size == "wide" else PHONE})
                    page.goto(address)
                    page.wait_for_load_state("networkidle")
                    (FOLDER / f"{name}-{size}-{scheme}.webp").write_bytes(taken(context, page))
                context.close()
    total = sum(picture.stat().st_size for picture in FOLDER.glob("*.webp"))
    sys.stdout.write(f"{len(list(FOLDER.glob('*.webp')))} pictures, {total / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main(sys.argv[1:])
