"""What `/openapi.json` says of the editor of queries and of the terms that it completes."""

from __future__ import annotations

from typing import Any, Final

from untoc_graph.sparql.operation import FORM
from untoc_graph.web.language import LANGUAGES
from untoc_graph.web.language import VARY as NEGOTIATED
from untoc_graph.web.openapi_parts import CACHING, NOT_MODIFIED, TEXT, failures, parameter, reply

__all__ = ["EDITOR_PATHS"]

_LANG: Final = {
    **parameter("lang", "Language of the page and of labels; else Accept-Language decides."),
    "schema": {"enum": sorted(LANGUAGES)},
}
_VARY: Final = {
    "Vary": {
        "description": "The language depends on it.",
        "required": True,
        "schema": {"pattern": f"^{NEGOTIATED}"},
    }
}
_QUERY: Final = {"type": "string", "format": "sparql", "minLength": 1}
_PAGE: Final = "The editor, with the query and what came of it."
_STATUSES: Final = (400, 403, 404, 408, 413, 415, 429, 500, 502, 503)


def _told() -> dict[str, Any]:
    """Return the refusals, each of which is the page with the query; without a release there is none."""
    refused = failures(*_STATUSES)
    for each in refused.values():
        vary = {**_VARY["Vary"], "schema": {"pattern": "^Accept"}}
        each["headers"] = {**each["headers"], "Vary": vary}
    return refused


_TERM: Final = {
    "type": "array",
    "description": "Prefixed name; class, property or thing; label; definition, where there is one.",
    "minItems": 3,
    "maxItems": 4,
    "items": TEXT,
}
_TERMS: Final = {
    "type": "object",
    "required": ["prefixes", "terms"],
    "properties": {
        "prefixes": {"type": "object", "additionalProperties": TEXT},
        "terms": {"type": "array", "items": _TERM},
    },
}

EDITOR_PATHS: Final[dict[str, Any]] = {
    "/editor": {
        "get": {
            "operationId": "editor",
            "summary": "Write a query and see its results as a page; its address is that of the results.",
            "parameters": [
                {**parameter("query", "A SPARQL 1.1 query, which is run."), "schema": _QUERY},
                parameter("name", "A query of the catalogue, which is shown and not run."),
                _LANG,
            ],
            "responses": {
                "200": reply(_PAGE, {"text/html": TEXT}, {**_VARY, **CACHING}),
                "304": NOT_MODIFIED,
                **_told(),
            },
        },
        "post": {
            "operationId": "editorPost",
            "summary": "The same for a query that is too long for an address.",
            "parameters": [_LANG],
            "requestBody": {
                "required": True,
                "content": {
                    FORM: {
                        "schema": {
                            "type": "object",
                            "required": ["query"],
                            "properties": {"query": _QUERY},
                        }
                    }
                },
            },
            "responses": {"200": reply(_PAGE, {"text/html": TEXT}, _VARY), **_told()},
        },
    },
    "/editor/terms.json": {
        "get": {
            "operationId": "editorTerms",
            "summary": "What a query can name: prefixes, classes, properties, and things that have a label.",
            "parameters": [_LANG],
            "responses": {
                "200": reply("The terms.", {"application/json": _TERMS}, {**_VARY, **CACHING}),
                "304": NOT_MODIFIED,
                **failures(503),
            },
        }
    },
}
