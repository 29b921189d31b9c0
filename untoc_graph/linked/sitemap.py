"""Which pages there are, for search engines (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["MOST", "READ", "pages", "parts", "sitemap", "sitemap_index"]

# Pages that one file may list.
MOST: Final = 50_000
# Collections whose things people look for; the others are facts that their pages show.
READ: Final = (
    "instrument",
    "participant",
    "provision",
    "offence",
    "crime",
    "cooperation",
    "harm",
    "session",
    "body",
    "decision",
    "review",
    "organisation",
    "related-instrument",
    "statement",
    "former-name",
    "region",
    "regional-group",
    "topic",
    "scheme",
    "source",
)
# Pages that are no things; each is there whatever the release holds.
_OTHERS: Final = (
    "",
    "cooperation",
    "compare",
    "status",
    "matrix",
    "map",
    "editor",
    "limits",
    "ontology.html",
    "catalogue.html",
    "queries/",
)
_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def pages(address: str, keys: Mapping[str, Sequence[str]], questions: Iterable[str]) -> list[str]:
    """Return the addresses of all pages worth finding.

    Args:
        address: where the service is, with a slash at its end.
        keys: the keys of the things of each collection.
        questions: names of the questions of the catalogue.

    >>> pages("http://here/", {"harm": ["lives"]}, ["party-counts"])[-3:]
    ['http://here/queries/party-counts', 'http://here/harm/', 'http://here/harm/lives.html']
    """
    found = [*_OTHERS, *(f"queries/{name}" for name in questions)]
    for collection in READ:
        if keys.get(collection):
            found += [f"{collection}/", *(f"{collection}/{key}.html" for key in keys[collection])]
    return [address + path for path in found]


def parts(addresses: Sequence[str], most: int = MOST) -> list[Sequence[str]]:
    """Return the addresses in as many parts as there must be files.

    >>> parts("abcde", 2)
    ['ab', 'cd', 'e']
    """
    return [addresses[start : start + most] for start in range(0, len(addresses), most)]


def sitemap(addresses: Iterable[str], modified: str) -> str:
    """Return a file that lists pages, each as of the day `modified` ("" for not known)."""
    return _document("urlset", "url", addresses, modified)


def sitemap_index(addresses: Iterable[str], modified: str) -> str:
    """Return a file that lists other such files."""
    return _document("sitemapindex", "sitemap", addresses, modified)


def _document(root: str, entry: str, addresses: Iterable[str], modified: str) -> str:
    return "".join(
        [
            _DECLARATION,
            f'<{root} xmlns="{_NAMESPACE}">\n',
            *_entries(entry, addresses, modified),
            f"</{root}>\n",
        ]
    )


def _entries(entry: str, addresses: Iterable[str], modified: str) -> Iterator[str]:
    day = f"<lastmod>{escape(modified)}</lastmod>" if modified else ""
    for address in addresses:
        yield f"<{entry}><loc>{escape(address)}</loc>{day}</{entry}>\n"
