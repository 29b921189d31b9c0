"""Links lead somewhere: footnotes to their notes, parts of pages to their places, addresses to pages."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from html.parser import HTMLParser
from typing import Any
from urllib.error import HTTPError
from urllib.parse import unquote, urldefrag, urljoin
from urllib.request import Request, urlopen

import pytest

from tests.browser.places import PLACES

# So many links of a page are followed: the first of each kind of address, then the second, and so on.
MOST = 40


class Links(HTMLParser):
    """The links of a page and the places within it that links can lead to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.names: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = dict(attributes)
        if name := said.get("id"):
            self.names.add(name)
        if tag in {"a", "link"} and said.get("href"):
            self.links.append(str(said["href"]))


@cache
def opened(address: str, method: str = "GET") -> tuple[int, str, str]:
    """Return the status, the media type and the text of an address."""
    try:
        with urlopen(Request(address, method=method, headers={"Accept": "text/html,*/*;q=0.1"})) as reply:
            return reply.status, reply.headers.get_content_type(), reply.read().decode("utf-8", "replace")
    except HTTPError as error:
        with error:
            return error.code, "", error.read().decode("utf-8", "replace")


def spread(addresses: list[str]) -> list[str]:
    """Return the addresses so that each kind comes early: the first of each folder, then the second, …"""
    seen: dict[str, int] = {}
    ranked = []
    for address in dict.fromkeys(addresses):
        path = address.partition("?")[0]
        folder = path.rpartition("/")[0] if path.endswith(".html") else path
        seen[folder] = seen.get(folder, 0) + 1
        ranked.append((seen[folder], address))
    return [address for _, address in sorted(ranked, key=lambda each: each[0])]


@pytest.mark.parametrize("place", PLACES)
def test_every_link_leads_somewhere(site: str, place: str) -> None:
    home = f"{site}{PLACES[place]}"
    status, _, text = opened(home)
    assert status == (404 if place == "not-found" else 400 if place == "refusal" else 200)
    found = Links(text)
    parts = {
        unquote(part)
        for link in found.links
        for there, part in [urldefrag(urljoin(home, link))]
        if part and urldefrag(home)[0] == there
    }
    assert parts - found.names == set(), "no such part of the page"
    here = [urljoin(home, link) for link in found.links if not link.startswith("#")]
    # A page that is not there is not there in other languages either.
    addresses = [urldefrag(link)[0] for link in here if link.startswith(site)]
    addresses = spread([each for each in addresses if not each.startswith(home) or status == 200])[:MOST]
    with ThreadPoolExecutor(4) as pool:
        replies = dict(zip(addresses, pool.map(lambda each: opened(each, "HEAD")[0], addresses), strict=True))
    assert {address: status for address, status in replies.items() if status >= 400} == {}


@pytest.mark.parametrize("place", PLACES)
def test_every_footnote_leads_to_its_note_and_every_note_is_cited(site: str, place: str) -> None:
    found = Links(opened(f"{site}{PLACES[place]}")[2])
    cited = {link[1:] for link in found.links if link.startswith("#note-")}
    noted = {name for name in found.names if name.startswith("note-")}
    assert cited == noted


def test_parts_of_other_pages_are_there(site: str) -> None:
    """Links into the middle of other pages: terms of the ontology, parts of the front page's targets."""
    wanted: dict[str, set[str]] = {}
    for place in ("article", "crime", "form", "statement", "generic", "participant", "home"):
        for link in Links(opened(f"{site}{PLACES[place]}")[2]).links:
            page, part = urldefrag(urljoin(f"{site}{PLACES[place]}", link))
            if part and page.startswith(site) and not link.startswith("#"):
                wanted.setdefault(page, set()).add(part)
    assert wanted
    missing: dict[str, Any] = {}
    for page, names in wanted.items():
        if absent := names - Links(opened(page)[2]).names:
            missing[page] = sorted(absent)
    assert missing == {}
