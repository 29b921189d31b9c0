"""What `/openapi.json` says of the questions of the catalogue."""

from __future__ import annotations

from typing import Any, Final

from untoc_graph.rdf.formats import GRAPH_FORMATS, RESULT_FORMATS
from untoc_graph.web.language import LANGUAGES
from untoc_graph.web.openapi_parts import (
    CACHING,
    GRAPHS,
    NOT_MODIFIED,
    TEXT,
    failures,
    parameter,
    reply,
    segment,
)
from untoc_graph.web.queries import TEXT as QUERY_TEXT

__all__ = ["QUERY_PATHS"]

_LANG: Final = {**parameter("lang", "Language of the page."), "schema": {"enum": sorted(LANGUAGES)}}
_PROTECT: Final = {
    **parameter("protect", "1 keeps spreadsheets from running a cell of the CSV as a formula; for CSV only."),
    "schema": {"enum": ["0", "1"]},
}
# OpenAPI's way to say that any other parameter may be there: the list says which each question takes.
_VALUES: Final = {
    "name": "values",
    "in": "query",
    "description": (
        "Parameters of the question, as /queries/ lists them: a key such as ITA, a name, a day such as "
        "2024-06-01. A list is given by commas or by repeating the parameter. What is left out has the value "
        "of the example."
    ),
    "style": "form",
    "explode": True,
    "schema": {"type": "object", "additionalProperties": {"type": "string"}},
    "example": {"participant": "ITA", "on": "2024-06-01"},
}
_EITHER: Final = {
    "Vary": {
        "description": "The format depends on it; at an address without an extension the language too.",
        "required": True,
        "schema": {"type": "string", "pattern": "^Accept(, Accept-Language)?(, Accept-Encoding)?$"},
    }
}
_LIST: Final = {
    "type": "object",
    "required": ["queries"],
    "properties": {
        "queries": {
            "type": "array",
            "items": {
                "type": "object",
                "required": [
                    "name",
                    "iri",
                    "href",
                    "title",
                    "description",
                    "questions",
                    "askedBy",
                    "tags",
                    "parameters",
                    "formats",
                ],
                "properties": {
                    **dict.fromkeys(("name", "iri", "href", "title", "description"), TEXT),
                    "questions": {"type": "array", "items": {"type": "integer"}},
                    "askedBy": {
                        "type": "array",
                        "items": {"type": "object", "properties": {"key": TEXT, "who": TEXT}},
                    },
                    "tags": {"type": "array", "items": TEXT},
                    "parameters": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["name", "type", "many", "about", "examples"],
                            "properties": {
                                **dict.fromkeys(("name", "type", "about"), TEXT),
                                "many": {"type": "boolean"},
                                "examples": {"type": "array", "items": TEXT},
                            },
                        },
                    },
                    "formats": {
                        "type": "array",
                        "items": {"type": "object", "properties": {"mediaType": TEXT, "href": TEXT}},
                    },
                },
            },
        }
    },
}
_ANSWERS: Final = {
    **{name: {} for fmt in (*RESULT_FORMATS, *GRAPH_FORMATS) for name in (fmt.media_type, *fmt.aliases)},
    "application/sparql-results+json": {"$ref": "#/components/schemas/Results"},
    "text/html": TEXT,
    QUERY_TEXT.media_type: TEXT,
}

QUERY_PATHS: Final[dict[str, Any]] = {
    "/queries": {
        "get": {
            "operationId": "toQueries",
            "summary": "The way to the list of questions.",
            "parameters": [_LANG],
            "responses": {"308": {"description": "It is at /queries/."}},
        }
    },
    "/queries/": {
        "get": {
            "operationId": "queries",
            "summary": "The questions of the catalogue: what each asks and takes, and its formats.",
            "parameters": [_LANG],
            "responses": {
                "200": reply(
                    "The questions.",
                    {**{name: {} for name in GRAPHS}, "application/json": _LIST, "text/html": TEXT},
                    {**_EITHER, **CACHING},
                ),
                "304": NOT_MODIFIED,
                **failures(406, 503),
            },
        }
    },
    "/queries/{name}": {
        "get": {
            "operationId": "query",
            "summary": "The answer to a question of the catalogue.",
            "parameters": [
                {
                    **segment(
                        "name",
                        "Name of the question; with an extension (.csv, .tsv, .json or .srj, .xml or .srx, "
                        ".html, for graphs .ttl and others) the answer is in that format, and .rq is the "
                        "text in SPARQL.",
                    ),
                    "example": "bound-on-date",
                },
                _VALUES,
                _PROTECT,
                _LANG,
            ],
            "responses": {
                "200": reply("The answer.", _ANSWERS, {**_EITHER, **CACHING}),
                "304": NOT_MODIFIED,
                **failures(400, 404, 406, 413, 429, 500, 503),
            },
        }
    },
}
