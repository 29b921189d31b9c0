"""What a browser loads for a page: few bytes, all from this host, each once."""

from __future__ import annotations

import gzip
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask.testing import FlaskClient

MOST = 150_000
LOADED = {"stylesheet", "icon", "preload", "modulepreload"}
GZIPPED = {"text/html", "text/css", "text/javascript", "image/svg+xml", "application/json"}


class Loaded(HTMLParser):
    """The addresses of what a browser loads with a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "link" and LOADED & set((said.get("rel") or "").split()):
            self.addresses.append(said.get("href") or "")
        if tag in {"script", "img", "iframe", "source"} and said.get("src"):
            self.addresses.append(said["src"] or "")


def weight(client: FlaskClient, address: str) -> dict[str, int]:
    """Return the bytes of a page and of all that it loads as they are sent, by address."""
    page = client.get(address, headers={"Accept": "text/html"})
    assert page.status_code == 200
    sizes = {address: len(gzip.compress(page.data, 6))}
    for each in Loaded(page.text).addresses:
        assert each.startswith("/"), "from this host"
        assert each not in sizes, "once"
        with client.get(each) as reply:
            assert reply.status_code == 200
            # Nothing that is loaded loads more, or it would have to be counted here.
            assert not re.search(r"url\(|@import|\bimport\b", reply.data.decode())
            assert "immutable" in reply.headers["Cache-Control"]
            sizes[each] = len(gzip.compress(reply.data, 6) if reply.mimetype in GZIPPED else reply.data)
    return sizes


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/?lang=ar",
        "/?lang=ru",
        "/participant/ITA.html",
        "/participant/DEU.html",
        "/participant/USA.html",
        "/participant/USA.html?lang=ru",
        "/participant/EU.html",
    ],
)
def test_a_page_and_all_that_it_loads_is_light(law_client: FlaskClient, address: str) -> None:
    sizes = weight(law_client, address)
    assert sum(sizes.values()) < MOST, sizes
    # A page that loads nothing would be light for another reason.
    assert {each.partition("?")[0].rpartition(".")[2] for each in sizes} >= {"css", "js", "svg"}


def test_what_is_loaded_is_seen() -> None:
    page = '<link rel="icon" href="/a"><link rel="canonical" href="/b"><script src="/c"></script><img>'
    assert Loaded(page).addresses == ["/a", "/c"]
