"""The description of what programs look for first: catalogue, VoID, site map, robots.txt, llms.txt."""

from __future__ import annotations

from typing import Any, Final

from untoc_graph.rdf.formats import GRAPH_FORMATS
from untoc_graph.web.openapi_parts import GRAPHS, TEXT, failures, plain, segment

__all__ = ["CATALOGUE_PATHS"]

_ANY: Final[dict[str, Any]] = {}
_CATALOGUE: Final = {**dict.fromkeys(GRAPHS, _ANY), "text/html": TEXT}
_EXTENSIONS: Final = [*(fmt.extension for fmt in GRAPH_FORMATS), "html"]

CATALOGUE_PATHS: Final[dict[str, Any]] = {
    "/catalogue": {
        "get": plain(
            "catalogue",
            "The catalogue (DCAT 3): the data set, its files with sizes and checksums, its endpoint.",
            _CATALOGUE,
            failures(404, 406),
        )
    },
    "/catalogue.{extension}": {
        "get": {
            **plain(
                "catalogueDocument",
                "The catalogue in the format of the extension.",
                _CATALOGUE,
                failures(404),
            ),
            "parameters": [
                {
                    **segment("extension", "Extension of a format."),
                    "schema": {"enum": _EXTENSIONS},
                    "example": "ttl",
                }
            ],
        }
    },
    "/.well-known/void": {
        "get": plain(
            "void",
            "The data set described in VoID: numbers by graph, class and property, links, examples.",
            dict.fromkeys(GRAPHS, _ANY),
            failures(404, 406),
        )
    },
    "/sitemap.xml": {
        "get": plain("sitemap", "All pages, or the files that list them.", {"application/xml": TEXT})
    },
    "/sitemap-{part}.xml": {
        "get": {
            **plain("sitemapPart", "A part of all pages.", {"application/xml": TEXT}, failures(404)),
            "parameters": [
                {
                    **segment("part", "Number of the part, from 1."),
                    "schema": {"type": "integer", "minimum": 1},
                    "example": 1,
                }
            ],
        }
    },
    "/robots.txt": {"get": plain("robots", "What is not for robots (RFC 9309).", {"text/plain": TEXT})},
    "/llms.txt": {
        "get": plain("llms", "What this is and how to ask it, for language models.", {"text/plain": TEXT})
    },
}
