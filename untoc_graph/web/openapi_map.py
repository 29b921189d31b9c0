"""What `/openapi.json` says of the map and of the neighbourhoods of things."""

from __future__ import annotations

from typing import Any, Final

from untoc_graph.web.language import LANGUAGES
from untoc_graph.web.language import VARY as NEGOTIATED
from untoc_graph.web.openapi_parts import CACHING, NOT_MODIFIED, TEXT, failures, parameter, reply

__all__ = ["MAP_PATHS"]

_DAY: Final = {"type": "string", "format": "date"}
_KEY: Final = {"type": "string", "pattern": "^[a-z]+$"}
_INSTRUMENT: Final = {
    **parameter("instrument", "Key of an instrument; the Convention if left out."),
    "schema": _KEY,
    "example": "firearms",
}
_ON: Final = {
    **parameter("on", "The day; that of the data if left out."),
    "schema": _DAY,
    "example": "2010-01-01",
}
_LANG: Final = {**parameter("lang", "Language of the words."), "schema": {"enum": sorted(LANGUAGES)}}
_THING: Final = {
    **parameter("thing", "IRI of a thing of this graph, or the end of it; asked for if left out."),
    "example": "participant/ITA",
}
_TURNS: Final = {
    "type": "object",
    "required": ["instrument", "from", "to", "participants"],
    "properties": {
        "instrument": {"type": "string", "format": "iri"},
        "from": {**_DAY, "description": "The first day that can be asked about."},
        "to": {**_DAY, "description": "The date of the data."},
        "participants": {
            "type": "object",
            "description": "By key.",
            "additionalProperties": {
                "type": "object",
                "required": ["name", "turns"],
                "properties": {
                    "name": TEXT,
                    "turns": {
                        "type": "array",
                        "minItems": 1,
                        "description": "Each holds from its day until that of the next.",
                        "items": {
                            "type": "object",
                            "required": ["day", "standing", "since", "text", "detail"],
                            "properties": {
                                "day": _DAY,
                                "standing": {"enum": ["bound", "signatory", "unknown", "none"]},
                                "since": {
                                    "type": ["string", "null"],
                                    "format": "date",
                                    "description": "From when it was bound; null where it was not, or where "
                                    "no source gives the day.",
                                },
                                "text": TEXT,
                                "detail": {
                                    **TEXT,
                                    "description": "Since when, or between which days; empty where there is "
                                    "nothing to add.",
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}


def _varies(*values: str) -> dict[str, Any]:
    """Return the schema of Vary: one of these, with what compressing adds."""
    return {"type": "string", "pattern": f"^({'|'.join(values)})(, Accept-Encoding)?$"}


def _route(
    operation: str, summary: str, vary: str, content: dict[str, Any], *parameters: dict[str, Any]
) -> dict[str, Any]:
    headers: dict[str, Any] = {
        "Vary": {"description": "The language depends on it.", "required": True, "schema": _varies(vary)},
        **CACHING,
    }
    failed = failures(400, 404, 429, 503)
    for each in failed.values():
        # A page that refuses in words is in the language of its reader; a problem is not.
        varied = {**headers["Vary"], "schema": _varies(NEGOTIATED, "Accept")}
        each["headers"] = {**each["headers"], "Vary": varied}
    return {
        "get": {
            "operationId": operation,
            "summary": summary,
            "parameters": [*parameters, _LANG],
            "responses": {"200": reply(summary, content, headers), "304": NOT_MODIFIED, **failed},
        }
    }


MAP_PATHS: Final[dict[str, Any]] = {
    "/map": _route(
        "map",
        "A map of how all states stood to an instrument on a day, and the same as lists.",
        NEGOTIATED,
        {"text/html": TEXT},
        _INSTRUMENT,
        _ON,
    ),
    "/map.svg": _route(
        "mapDrawing",
        "The map alone, with its legend and what it does not say.",
        "Accept-Language",
        {"image/svg+xml": TEXT},
        _INSTRUMENT,
        _ON,
    ),
    "/map.json": _route(
        "mapTurns",
        "How each participant stood to an instrument, from which day on.",
        "Accept-Language",
        {"application/json": _TURNS},
        _INSTRUMENT,
        _ON,
    ),
    "/explore": _route(
        "explore",
        "What is beside a thing in the graph, drawn and as lists.",
        NEGOTIATED,
        {"text/html": TEXT},
        _THING,
    ),
}
