"""The links by which the front page leads programs on: what to cite, what describes it, what it consists of.

https://signposting.org/FAIR/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from untoc_graph.linked.links import FORMATS, PAGE, Link
from untoc_graph.namespaces import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from untoc_graph.linked.record import Record

__all__ = ["signposts"]


def signposts(record: Record) -> Iterator[Link]:
    """Yield the links of the page that stands for the data set."""
    yield Link(BASE, "canonical")
    yield Link(record.iri, "cite-as")
    yield Link(BASE, "author")
    for fmt in FORMATS:
        if fmt is not PAGE:
            yield Link(f"/catalogue.{fmt.extension}", "describedby", fmt.media_type)
    yield Link("/.well-known/void", "describedby", "text/turtle")
    for file in record.files:
        kept_as = "application/gzip" if file.compressed else file.media_type
        yield Link(f"/download/{file.name}", "item", kept_as)
    if record.licence:
        yield Link(record.licence, "license")
    yield Link("https://schema.org/Dataset", "type")
    # What the page itself is, as FAIR signposting wants it said of a landing page.
    yield Link("https://schema.org/AboutPage", "type")
