"""The part of `/openapi.json` on the kinds of problems, which answer at the IRIs that `type` names."""

from __future__ import annotations

from typing import Any, Final

from untoc_graph.sparql.problem_kinds import PROBLEM_KINDS
from untoc_graph.web.openapi_parts import (
    CACHING,
    NOT_MODIFIED,
    TEXT,
    VARY,
    failures,
    parameter,
    reply,
    segment,
)

__all__ = ["PROBLEM_PATHS"]

_KIND: Final = {
    "type": "object",
    "required": ["type", "title", "status", "meaning", "cure"],
    "properties": {
        **dict.fromkeys(("type", "title", "meaning", "cure"), TEXT),
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
    },
}
_LIST: Final = {
    "type": "object",
    "required": ["problems"],
    "properties": {"problems": {"type": "array", "items": _KIND}},
}
_LANG: Final = parameter("lang", "Language of the page: en, fr, es, ar, ru or zh.")

PROBLEM_PATHS: Final[dict[str, Any]] = {
    "/problem": {
        "get": {
            "operationId": "toProblems",
            "summary": "The way to the list of kinds of problems.",
            "parameters": [_LANG],
            "responses": {"308": {"description": "It is at /problem/."}},
        }
    },
    "/problem/": {
        "get": {
            "operationId": "problems",
            "summary": "The kinds of problems that the service tells of.",
            "parameters": [_LANG],
            "responses": {
                "200": reply(
                    "The kinds.", {"application/json": _LIST, "text/html": TEXT}, {**VARY, **CACHING}
                ),
                "304": NOT_MODIFIED,
                **failures(406),
            },
        }
    },
    "/problem/{key}": {
        "get": {
            "operationId": "problem",
            "summary": "What a kind of problem means, and what to do then.",
            "parameters": [
                {
                    **segment("key", "Last part of the `type` of the problem."),
                    "example": next(iter(PROBLEM_KINDS)),
                },
                _LANG,
            ],
            "responses": {
                "200": reply(
                    "The kind.", {"application/json": _KIND, "text/html": TEXT}, {**VARY, **CACHING}
                ),
                "304": NOT_MODIFIED,
                **failures(404, 406),
            },
        }
    },
}
