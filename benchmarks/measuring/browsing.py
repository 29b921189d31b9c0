"""Asking for pages as a browser does: compressed, by one connection, with what each page loads."""

from __future__ import annotations

import gzip
import http.client
import time
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final, Self

__all__ = ["Browser", "Got"]

_HOST: Final = "127.0.0.1"
_LOADED: Final = frozenset({"stylesheet", "icon", "preload", "modulepreload"})
_HTML: Final = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"


@dataclass(frozen=True)
class Got:
    """A reply.

    Attributes:
        milliseconds: from the first byte of the request to the last of the reply.
        sent: bytes of the body as they were sent.
        body: as it is read.
    """

    milliseconds: float
    sent: int
    body: bytes


class Browser:
    """One connection to a server of this machine, kept open."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(_HOST, port, timeout=60)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def get(self, path: str, accept: str = _HTML) -> Got:
        """Return the reply to one GET.

        Raises:
            RuntimeError: its status is another than 200.
        """
        headers = {"Accept": accept, "Accept-Encoding": "gzip", "Accept-Language": "en"}
        begun = time.perf_counter()
        self._connection.request("GET", path, headers=headers)
        reply = self._connection.getresponse()
        sent = reply.read()
        milliseconds = 1000 * (time.perf_counter() - begun)
        if reply.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{path} answers {reply.status}: {sent[:300]!r}")
        body = gzip.decompress(sent) if reply.headers.get("Content-Encoding") == "gzip" else sent
        return Got(milliseconds, len(sent), body)

    def weigh(self, path: str) -> tuple[int, int]:
        """Return the bytes of a page with all that it loads, each once, and how many requests that takes."""
        page = self.get(path)
        loaded = dict.fromkeys(_Loaded(page.body.decode()).addresses)
        return page.sent + sum(self.get(each).sent for each in loaded), 1 + len(loaded)


class _Loaded(HTMLParser):
    """The addresses of what a browser loads with a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "link" and _LOADED & set((said.get("rel") or "").split()):
            self.addresses.append(said.get("href") or "")
        elif tag in {"script", "img"} and said.get("src"):
            self.addresses.append(said["src"] or "")
        # The map fetches the days on which states joined as soon as it is shown.
        if said.get("data-turns"):
            self.addresses.append(said["data-turns"] or "")
