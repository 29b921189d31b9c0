"""Which format a client gets: its Accept header against the one table of formats (RFC 9110, 12.5.1)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from untoc_graph.rdf.formats import GRAPH_FORMATS, RESULT_FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from untoc_graph.rdf.formats import Format

__all__ = ["Choice", "available", "choose", "content_type"]

# A browser names HTML first and would be told 406. It gets the first format, under a name that it shows.
_BROWSER: Final = ("text/html", "application/xhtml+xml")
_SHOWN: Final = {"json": "application/json"}
_MOST_RANGES: Final = 50
_LONGEST: Final = 2_000
_EXACT: Final = 2


@dataclass(frozen=True)
class Choice:
    """A format and the name under which the client asked for it."""

    format: Format
    media_type: str


def choose(accept: str, formats: tuple[Format, ...]) -> Choice | None:
    """Return the format that the client likes best, or None when it accepts none of them.

    The most specific range decides the quality of a format; among equals an exactly named one wins over a
    wildcard, then a registered media type over an alias, then the order of the table.

    >>> choose("text/csv;q=0.5, application/sparql-results+xml", RESULT_FORMATS).format.name
    'xml'
    >>> choose("*/*", GRAPH_FORMATS).media_type
    'text/turtle'
    >>> choose("image/png", GRAPH_FORMATS) is None
    True
    """
    if not accept.strip():
        return Choice(formats[0], formats[0].media_type)
    return _choose(_cut(accept), formats)


@lru_cache(maxsize=256)
def _choose(accept: str, formats: tuple[Format, ...]) -> Choice | None:
    # Parameters other than q (a charset, a profile) are not offered, so they exclude nothing.
    parsed = parse_accept_header(accept, MIMEAccept)
    wanted = [
        (_exactness(value), quality, MIMEAccept([(value.partition(";")[0].strip(), 1)]))
        for value, quality in parsed
    ]
    ranked: list[tuple[float, int, int, Choice]] = []
    for place, (name, choice) in enumerate(_offers(formats)):
        matching = [(exactness, quality) for exactness, quality, asked in wanted if asked.quality(name)]
        # HTML is not what we have: only who names it gets something else for it.
        if matching and (name not in _BROWSER or max(matching)[0] == _EXACT):
            exactness, quality = max(matching)
            if quality > 0:
                ranked.append((quality, exactness, -place, choice))
    return max(ranked, key=lambda entry: entry[:3])[3] if ranked else None


def _cut(accept: str) -> str:
    """Return as many whole ranges as a well-meaning client sends."""
    if len(accept) > _LONGEST:
        accept = accept[:_LONGEST].rpartition(",")[0]
    return ",".join(accept.split(",", _MOST_RANGES)[:_MOST_RANGES])


def _exactness(asked: str) -> int:
    return _EXACT - asked.count("*")


def available() -> dict[str, list[str]]:
    """Return the media types that there are, by what they are for: the list that a 406 gives."""
    return {
        "SELECT and ASK": [fmt.media_type for fmt in RESULT_FORMATS],
        "CONSTRUCT and DESCRIBE": [fmt.media_type for fmt in GRAPH_FORMATS],
    }


def content_type(media_type: str) -> str:
    """Return the Content-Type header: text has its charset said, since its default is not UTF-8.

    >>> content_type("text/turtle"), content_type("application/n-triples")
    ('text/turtle; charset=utf-8', 'application/n-triples')
    """
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _offers(formats: tuple[Format, ...]) -> Iterator[tuple[str, Choice]]:
    """Yield each name of each format with what is chosen by it; the earlier wins among equals."""
    for fmt in formats:
        yield fmt.media_type, Choice(fmt, fmt.media_type)
    for fmt in formats:
        for alias in fmt.aliases:
            yield alias, Choice(fmt, alias)
    shown = _SHOWN.get(formats[0].name, formats[0].media_type)
    for browser in _BROWSER:
        yield browser, Choice(formats[0], shown)
