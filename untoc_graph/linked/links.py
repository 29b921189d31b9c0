"""The Link header of linked data (RFC 8288): other formats, canonical address, classes, licence, pages.

Targets are canonical IRIs where they name something, and paths where they are to be fetched, so that a reader
stays on the host that it asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from untoc_graph.namespaces import BASE
from untoc_graph.rdf.formats import GRAPH_FORMATS, Format

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from untoc_graph.linked.paging import Paging

__all__ = [
    "BY_EXTENSION",
    "FORMATS",
    "PAGE",
    "Link",
    "alternates",
    "canonical",
    "header",
    "page_links",
    "successors",
]

PAGE: Final = Format("html", "text/html", "html", "document", ("application/xhtml+xml",))
# Whoever takes anything gets the first.
FORMATS: Final = (*GRAPH_FORMATS, PAGE)
BY_EXTENSION: Final = {fmt.extension: fmt for fmt in FORMATS}
# What stays as it is in a URI: RFC 3986, 2.2, and what is encoded already.
_RESERVED: Final = ":/?#[]@!$&'()*+,;=%"


@dataclass(frozen=True)
class Link:
    """A link of a reply.

    Attributes:
        target: where it leads: a path, or an IRI of ours or of the world.
        relation: a registered relation (https://www.iana.org/assignments/link-relations/).
        type: media type of what is there, or "".
    """

    target: str
    relation: str
    type: str = ""

    def __str__(self) -> str:
        """Return the link as the header has it: an IRI as a URI (RFC 3987, 3.1).

        >>> str(Link("/participant/ITA.ttl", "alternate", "text/turtle"))
        '</participant/ITA.ttl>; rel="alternate"; type="text/turtle"'
        >>> str(Link("https://example.org/État", "type"))
        '<https://example.org/%C3%89tat>; rel="type"'
        """
        said = f'<{quote(self.target, safe=_RESERVED)}>; rel="{self.relation}"'
        return f'{said}; type="{self.type}"' if self.type else said


def header(links: Iterable[Link]) -> str:
    """Return the value of a Link header."""
    return ", ".join(str(link) for link in links)


def alternates(
    stem: str, query: str, formats: Iterable[Format], written_as: Format | None, relation: str = "alternate"
) -> Iterator[Link]:
    """Yield a link for each format but the one that is sent.

    Args:
        stem: the path of the document without its extension.
        query: what follows it, with its question mark, or "".
        formats: which formats there are.
        written_as: the format that is sent.
        relation: what they are to what was asked for.
    """
    for fmt in formats:
        if fmt is not written_as:
            yield Link(f"{stem}.{fmt.extension}{query}", relation, fmt.media_type)


def page_links(paging: Paging, stem: str, parameter: str) -> Iterator[Link]:
    """Yield the links to the other pages of a document; the relation to the previous one is called "prev"."""
    for relation, number in paging.others():
        query = "" if number == 1 else f"?{parameter}={number}"
        yield Link(f"{stem}{query}", "prev" if relation == "previous" else relation)


def successors(iris: Iterable[str]) -> Iterator[Link]:
    """Yield the links to what replaces a thing: on this host where it is one of ours (RFC 5829)."""
    for iri in iris:
        yield Link(f"/{iri.removeprefix(BASE)}" if iri.startswith(BASE) else iri, "successor-version")


def canonical(path: str) -> Link:
    """Return the link to the canonical address of a document of ours.

    >>> str(canonical("/participant/ITA.ttl"))
    '<https://w3id.org/untoc/participant/ITA.ttl>; rel="canonical"'
    """
    return Link(f"{BASE}{path.removeprefix('/')}", "canonical")
