"""What the descriptions of routes are made of: parameters, replies and the ways in which they fail."""

from __future__ import annotations

from typing import Any, Final

from untoc_graph.namespaces import BASE
from untoc_graph.rdf.formats import GRAPH_FORMATS
from untoc_graph.sparql.problems import PROBLEM_MEDIA_TYPE, slugs_by_status

__all__ = [
    "CACHING",
    "GRAPHS",
    "NAME",
    "NEEDED",
    "NOT_MODIFIED",
    "PROBLEM",
    "TEXT",
    "VARY",
    "failures",
    "parameter",
    "plain",
    "reply",
    "segment",
]

GRAPHS: Final = [name for fmt in GRAPH_FORMATS for name in (fmt.media_type, *fmt.aliases)]
_RDF: Final = [fmt.media_type for fmt in GRAPH_FORMATS]
TEXT: Final = {"type": "string"}
NAME: Final = {"type": "string", "minLength": 1}
NEEDED: Final = {"required": True, "schema": NAME}

# What goes wrong, by status: each is a problem, and each says in `detail` what to do.
_PROBLEMS: Final = {
    400: "It cannot be read (`line` and `column` tell where), or asks what cannot be answered.",
    403: "An update, or SERVICE with an endpoint that is not allowed.",
    404: "There is nothing at this address, or no graph of this name; `available` lists the graphs.",
    406: "No format that is accepted is offered; `available` lists those that are.",
    408: "The body did not come in time.",
    410: "It was withdrawn; `available` lists what replaces it.",
    413: "The query text or the result is larger than the limit.",
    415: "The body is of a kind that is not read; `available` lists those that are.",
    416: "There is no such part of the file.",
    429: "This client asked for too many queries; `Retry-After` tells when to come back.",
    500: "The engine could not evaluate the query.",
    502: "An endpoint that SERVICE asked did not answer.",
    503: "The query took too long or too much, or all workers are busy; see `Retry-After`.",
}
_RETRY: Final = {
    "Retry-After": {
        "description": "Seconds to wait before it is worth asking again.",
        "required": True,
        "schema": {"type": "integer", "minimum": 1},
    }
}
PROBLEM: Final = {
    "type": "object",
    "description": "RFC 9457.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri", "pattern": f"^({BASE}problem/[a-z-]+|about:blank)$"},
        "title": TEXT,
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": TEXT,
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
        "limit": {"type": "number"},
        "retry_after": {"type": "integer", "minimum": 1},
        "available": {"type": ["object", "array"]},
    },
    "examples": [
        {
            "type": f"{BASE}problem/query-syntax",
            "title": "The query is not SPARQL 1.1",
            "status": 400,
            "detail": 'unexpected "]" after "?p"',
            "line": 2,
            "column": 15,
        }
    ],
}
VARY: Final = {
    # Answers have pages in several languages, and whoever takes gzip gets some replies in fewer bytes.
    "Vary": {"description": "The reply depends on them.", "required": True, "schema": {"pattern": "^Accept"}}
}
NOT_MODIFIED: Final = {"description": "The client has it already."}
CACHING: Final = {
    "ETag": {
        "description": "Tag of this representation; absent where it is another each time.",
        "schema": TEXT,
    },
    "Last-Modified": {"description": "When the release was written.", "schema": TEXT},
}


def plain(
    name: str, summary: str, content: dict[str, Any], more: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Return a route without parameters; `more` are further replies by status."""
    return {
        "operationId": name,
        "summary": summary,
        "responses": {
            "200": reply(summary, content),
            "304": NOT_MODIFIED,
            **failures(503),
            **(more or {}),
        },
    }


def reply(description: str, content: dict[str, Any], headers: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return a reply with its media types, each with its schema or nothing."""
    said = {media_type: {"schema": schema} if schema else {} for media_type, schema in content.items()}
    return {"description": description, "content": said, **({"headers": headers} if headers else {})}


def failures(*statuses: int) -> dict[str, Any]:
    """Return the problems of these statuses."""
    return {str(status): _failure(status) for status in statuses}


def _failure(status: int) -> dict[str, Any]:
    slugs = slugs_by_status()[status]
    schema = {
        "allOf": [{"$ref": "#/components/schemas/Problem"}],
        "properties": {
            "type": {"enum": [f"{BASE}problem/{slug}" for slug in slugs]},
            "status": {"const": status},
        },
    }
    # Who asks for RDF is told as RDF that a thing is not there.
    told: dict[str, Any] = {name: {} for name in _RDF} if status in {404, 410} else {}
    return {
        "description": _PROBLEMS[status],
        "headers": {**VARY, **(_RETRY if status in {429, 503} else {})},
        "content": {PROBLEM_MEDIA_TYPE: {"schema": schema}, "text/html": {"schema": TEXT}, **told},
    }


def parameter(name: str, description: str) -> dict[str, Any]:
    """Return a parameter of the query string: a text that may be left out."""
    return {"name": name, "in": "query", "description": description, "schema": TEXT}


def segment(name: str, description: str) -> dict[str, Any]:
    """Return a part of the path."""
    return {"name": name, "in": "path", "required": True, "description": description, "schema": TEXT}
