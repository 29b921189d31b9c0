"""The one table of RDF and result formats: name, media type, file extension, and whether it keeps graphs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from untoc_graph.errors import UnknownFormatError

__all__ = ["GRAPH_FORMATS", "RESULT_FORMATS", "Format", "graph_format", "result_format"]


@dataclass(frozen=True)
class Format:
    """A serialisation.

    Attributes:
        name: what `--format` takes, for example `turtle`.
        media_type: the registered media type, without parameters.
        extension: file extension without the dot.
        carries: "triples" (one graph), "quads" (named graphs), "bindings" (SELECT and ASK results), or
            "document" (what is read by itself: a page, a table).
        aliases: other media types under which clients ask for it.
    """

    name: str
    media_type: str
    extension: str
    carries: Literal["triples", "quads", "bindings", "document"]
    aliases: tuple[str, ...] = ()


# The first of each kind is what a client that accepts anything gets.
GRAPH_FORMATS = (
    Format("turtle", "text/turtle", "ttl", "triples", ("application/x-turtle",)),
    Format("ntriples", "application/n-triples", "nt", "triples", ("text/plain",)),
    Format("jsonld", "application/ld+json", "jsonld", "quads", ("application/json",)),
    Format("rdfxml", "application/rdf+xml", "rdf", "triples", ("application/xml", "text/xml")),
    Format("trig", "application/trig", "trig", "quads"),
    Format("nquads", "application/n-quads", "nq", "quads"),
)

RESULT_FORMATS = (
    Format("json", "application/sparql-results+json", "srj", "bindings", ("application/json",)),
    Format("xml", "application/sparql-results+xml", "srx", "bindings", ("application/xml", "text/xml")),
    Format("csv", "text/csv", "csv", "bindings"),
    Format("tsv", "text/tab-separated-values", "tsv", "bindings"),
)


def graph_format(name: str) -> Format:
    """Return the RDF format with that name or file extension.

    Raises:
        UnknownFormatError: there is none; the message lists those there are.

    >>> graph_format("ttl").media_type
    'text/turtle'
    """
    return _named(name, GRAPH_FORMATS)


def result_format(name: str) -> Format:
    """Return the SELECT and ASK result format with that name.

    Raises:
        UnknownFormatError: there is none; the message lists those there are.

    >>> result_format("csv").media_type
    'text/csv'
    """
    return _named(name, RESULT_FORMATS)


def _named(name: str, formats: tuple[Format, ...]) -> Format:
    for candidate in formats:
        if name in {candidate.name, candidate.extension}:
            return candidate
    raise UnknownFormatError(name, [candidate.name for candidate in formats])
