"""What `/openapi.json` says of the search and of the front page."""

from __future__ import annotations

from typing import Any, Final

from untoc_graph.search.entries import FIELDS, KINDS
from untoc_graph.search.ranking import Fit
from untoc_graph.web.language import LANGUAGES
from untoc_graph.web.language import VARY as NEGOTIATED
from untoc_graph.web.openapi_parts import (
    CACHING,
    NOT_MODIFIED,
    TEXT,
    failures,
    parameter,
    plain,
    reply,
)

__all__ = ["SEARCH_PATHS"]

_LANG: Final = {**parameter("lang", "Language of the labels."), "schema": {"enum": sorted(LANGUAGES)}}
_TAKES: Final = [
    {
        **parameter(
            "q",
            "A name in any of the six languages, a former name, a code, a provision as it is cited, words of "
            "what is told of a thing. Of a longer text the first 200 characters count.",
        ),
        "example": "art. 16(5) UNTOC",
    },
    {**parameter("kind", "Only things of this kind."), "schema": {"enum": ["", *KINDS]}},
    {
        **parameter("page", "Which page of them, from 1."),
        "schema": {"type": "integer", "minimum": 1, "maximum": 1000},
    },
    {
        **parameter("limit", "So many on a page of JSON."),
        "schema": {"type": "integer", "minimum": 1, "maximum": 50},
    },
    _LANG,
]
_NAMED: Final = {
    "type": "object",
    "required": ["text", "language"],
    "properties": {"text": TEXT, "language": TEXT},
}
_FOUND: Final = {
    "type": "object",
    "required": ["q", "language", "total", "partial", "told", "hits"],
    "properties": {
        "q": TEXT,
        "language": {"enum": sorted(LANGUAGES)},
        "total": {"type": "integer", "minimum": 0},
        "partial": {"type": "boolean", "description": "Whether no thing has all of the words."},
        "told": {**TEXT, "description": "How many there are, in words."},
        "hits": {
            "type": "array",
            "description": "The best first.",
            "items": {
                "type": "object",
                "required": ["iri", "address", "kind", "kindName", "title", "label", "matched", "fit", "why"],
                "properties": {
                    **dict.fromkeys(("iri", "kindName", "title"), TEXT),
                    "address": {**TEXT, "description": "Path of its page on this host."},
                    "kind": {"enum": list(KINDS)},
                    "label": _NAMED,
                    "within": {
                        "anyOf": [_NAMED, {"type": "null"}],
                        "description": "What it belongs to: the instrument of a provision.",
                    },
                    "matched": {
                        "type": "object",
                        "description": "The name that fits, and what it is to the thing.",
                        "required": ["field", "text", "language"],
                        "properties": {"field": {"enum": list(FIELDS)}, "text": TEXT, "language": TEXT},
                    },
                    "fit": {"enum": [fit.name.lower().replace("_", "-") for fit in Fit]},
                    "why": {**TEXT, "description": "Which name fits where another is shown, in words."},
                },
            },
        },
    },
}


def _vary(value: str) -> dict[str, Any]:
    return {
        "Vary": {
            "description": "The language depends on it, and the format where it has no address of its own.",
            "required": True,
            "schema": {"pattern": f"^{value}"},
        },
        **CACHING,
    }


SEARCH_PATHS: Final[dict[str, Any]] = {
    "/search": {
        "get": {
            "operationId": "search",
            "summary": "Things by what people call them, by kind; wrong letters are forgiven.",
            "parameters": _TAKES,
            "responses": {
                "200": reply(
                    "What was found.", {"text/html": TEXT, "application/json": _FOUND}, _vary(NEGOTIATED)
                ),
                "304": NOT_MODIFIED,
                **failures(400, 429, 503),
            },
        }
    },
    "/search.json": {
        "get": {
            "operationId": "suggestions",
            "summary": "The best few things by what people call them.",
            "parameters": _TAKES,
            "responses": {
                "200": reply("What was found.", {"application/json": _FOUND}, _vary("Accept-Language")),
                "304": NOT_MODIFIED,
                **failures(400, 429, 503),
            },
        }
    },
    "/opensearch.xml": {
        "get": plain(
            "opensearch",
            "How a browser asks the search: OpenSearch 1.1.",
            {"application/opensearchdescription+xml": TEXT},
        )
    },
}
