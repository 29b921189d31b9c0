"""`/openapi.json`: every route, what it takes and what it gives, as OpenAPI 3.1 describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, jsonify, request

from untoc_graph import __version__
from untoc_graph.namespaces import BASE
from untoc_graph.rdf.formats import GRAPH_FORMATS, RESULT_FORMATS
from untoc_graph.sparql.endpoint import CORS
from untoc_graph.sparql.operation import FORM
from untoc_graph.sparql.problems import PROBLEM_MEDIA_TYPE, slugs_by_status
from untoc_graph.web import cooperation, standing
from untoc_graph.web.answer_schemas import SCHEMAS
from untoc_graph.web.answering import JSON
from untoc_graph.web.downloads import FILES
from untoc_graph.web.service import current_service

if TYPE_CHECKING:
    from untoc_graph.rdf.formats import Format

__all__ = ["blueprint", "openapi_document"]

blueprint = Blueprint("openapi", __name__)

# The other names of a format are answered under the name that was asked for.
_RESULTS: Final = [name for fmt in RESULT_FORMATS for name in (fmt.media_type, *fmt.aliases)]
_GRAPHS: Final = [name for fmt in GRAPH_FORMATS for name in (fmt.media_type, *fmt.aliases)]
_TEXT: Final = {"type": "string"}
_NAME: Final = {"type": "string", "minLength": 1}
_NEEDED: Final = {"required": True, "schema": _NAME}
_DAY: Final = {"type": "string", "format": "date"}
_QUERY: Final = {"type": "string", "format": "sparql", "minLength": 1}
_EXAMPLE: Final = "SELECT ?instrument { ?instrument a <https://w3id.org/untoc/ontology#Instrument> }"
_IRIS: Final = {"type": "array", "items": {"type": "string", "format": "iri", "minLength": 1}}

# What goes wrong, by status: each is a problem, and each says in `detail` what to do.
_PROBLEMS: Final = {
    400: "It cannot be read (`line` and `column` tell where), or asks what cannot be answered.",
    403: "An update, or SERVICE with an endpoint that is not allowed.",
    404: "There is nothing at this address, or no graph of this name; `available` lists the graphs.",
    406: "No format that is accepted is offered; `available` lists those that are.",
    408: "The body did not come in time.",
    413: "The query text or the result is larger than the limit.",
    415: "The body is of a kind that is not read; `available` lists those that are.",
    416: "There is no such part of the file.",
    429: "This client asked for too many queries; `Retry-After` tells when to come back.",
    500: "The engine could not evaluate the query.",
    502: "An endpoint that SERVICE asked did not answer.",
    503: "The query took too long or too much, or all workers are busy; see `Retry-After`.",
}
# The kinds of problems that are no errors of the query.
_OTHER_KINDS: Final = {
    400: ["bad-request"],
    404: ["no-such-graph", "not-found"],
    408: ["request-timeout"],
    413: ["query-too-large", "request-entity-too-large"],
    415: ["unsupported-media-type"],
    416: ["requested-range-not-satisfiable"],
    500: ["internal-server-error"],
}
# https://www.w3.org/TR/sparql11-results-json/
_RESULTS_SCHEMA: Final = {
    "type": "object",
    "description": "SPARQL 1.1 Query Results JSON Format.",
    "required": ["head"],
    "properties": {
        "head": {"type": "object", "properties": {"vars": {"type": "array", "items": _TEXT}}},
        "boolean": {"type": "boolean"},
        "results": {
            "type": "object",
            "required": ["bindings"],
            "properties": {
                "bindings": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "additionalProperties": {
                            "type": "object",
                            "required": ["type", "value"],
                            "properties": {
                                "type": {"enum": ["uri", "literal", "bnode"]},
                                "value": _TEXT,
                                "xml:lang": _TEXT,
                                "datatype": _TEXT,
                            },
                        },
                    },
                }
            },
        },
    },
    "oneOf": [{"required": ["boolean"]}, {"required": ["results"]}],
}
_RETRY: Final = {
    "Retry-After": {
        "description": "Seconds to wait before it is worth asking again.",
        "required": True,
        "schema": {"type": "integer", "minimum": 1},
    }
}
_SCHEMA: Final = {
    "type": "object",
    "description": "RFC 9457.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri", "pattern": f"^{BASE}problem/[a-z-]+$"},
        "title": _TEXT,
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": _TEXT,
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
_VARY: Final = {
    "Vary": {"description": "The format depends on it.", "required": True, "schema": {"const": "Accept"}}
}
_CACHING: Final = {
    "ETag": {
        "description": "Tag of this representation; absent where it is another each time.",
        "schema": _TEXT,
    },
    "Last-Modified": {"description": "When the release was written.", "schema": _TEXT},
}


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Describe the routes."""
    sent = jsonify(openapi_document(current_service().address))
    sent.headers.update({"Cache-Control": "public, no-cache", **CORS})
    sent.add_etag()
    sent.make_conditional(request)
    return sent


def openapi_document(address: str) -> dict[str, Any]:
    """Return the description of the service at an address, which ends in a slash."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "UNTOC Graph",
            "version": __version__,
            "summary": "The UN Convention against Transnational Organized Crime as linked data.",
            "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
        "servers": [{"url": address.rstrip("/")}],
        "paths": {
            "/sparql": _sparql(),
            "/sparql/": _sparql(),
            "/graph-store": {"get": _graph_store([_parameter("graph", "IRI of a named graph."), _DEFAULT])},
            "/graph/{name}": {"get": _graph_store([_segment("name", "Last segment of the graph's IRI.")])},
            "/download/{name}": {"get": _download()},
            **_answers(),
            "/limits": {
                "get": _plain(
                    "limits",
                    "What one query may use, and what is answered to more.",
                    {"application/json": {"type": "object"}, "text/html": _TEXT},
                )
            },
            "/openapi.json": {
                "get": _plain("openapi", "This description.", {"application/json": {"type": "object"}})
            },
            "/health/live": {
                "get": _plain("live", "Whether the process runs.", {"application/json": {"type": "object"}})
            },
            "/health/ready": {
                "get": _plain(
                    "ready",
                    "Whether queries are answered.",
                    {"application/json": {"type": "object"}},
                    {"503": _reply("They are not.", {"application/json": {"type": "object"}})},
                )
            },
            "/metrics": {"get": _plain("metrics", "Counters for Prometheus.", {"text/plain": _TEXT})},
            "/": {"get": _plain("home", "A page for people.", {"text/html": _TEXT})},
            "/static/{filename}": {
                "get": {
                    **_plain("static", "Style of the pages.", {"text/css": _TEXT}, _failures(404)),
                    "parameters": [_segment("filename", "Name of a file.")],
                }
            },
        },
        "components": {"schemas": {"Problem": _SCHEMA, "Results": _RESULTS_SCHEMA, **SCHEMAS}},
    }


def _sparql() -> dict[str, Any]:
    refused = _failures(400, 403, 406, 413, 429, 500, 502, 503)
    answered = {
        "200": _reply(
            "Results of SELECT and ASK, graphs of CONSTRUCT and DESCRIBE; without a query, the description "
            "of the service.",
            {
                **{name: {} for name in [*_RESULTS, *_GRAPHS]},
                "application/sparql-results+json": {"$ref": "#/components/schemas/Results"},
            },
            {**_VARY, **_CACHING},
        ),
        "304": {"description": "The client has it already."},
    }
    dataset = [
        {**_parameter("default-graph-uri", "Graphs to merge into the default graph."), "schema": _IRIS},
        {**_parameter("named-graph-uri", "Graphs that GRAPH may see."), "schema": _IRIS},
        {
            **_parameter("timeout", "Seconds to wait; less than the limit."),
            "schema": {"type": "number", "exclusiveMinimum": 0},
        },
    ]
    query = {**_parameter("query", "A SPARQL 1.1 query."), "schema": _QUERY, "example": _EXAMPLE}
    form = {
        "type": "object",
        "required": ["query"],
        "properties": {"query": _QUERY, **{each["name"]: each["schema"] for each in dataset}},
    }
    return {
        "get": {
            "summary": "Ask a query (SPARQL 1.1 Protocol, 2.1.1).",
            "parameters": [query, *dataset],
            "responses": {**answered, **refused},
        },
        "post": {
            "summary": "Ask a query (SPARQL 1.1 Protocol, 2.1.2 and 2.1.3).",
            "parameters": dataset,
            "requestBody": {
                "required": True,
                "content": {
                    FORM: {"schema": form, "example": {"query": _EXAMPLE}},
                    "application/sparql-query": {"schema": _QUERY, "example": _EXAMPLE},
                },
            },
            "responses": {"200": answered["200"], **refused, **_failures(408, 415)},
        },
    }


def _graph_store(parameters: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "summary": "Read a graph (SPARQL 1.1 Graph Store HTTP Protocol).",
        "parameters": parameters,
        "responses": {
            "200": _reply("The triples of the graph.", {name: {} for name in _GRAPHS}, {**_VARY, **_CACHING}),
            "304": {"description": "The client has it already."},
            **_failures(400, 404, 406, 413, 429, 503),
        },
    }


def _answers() -> dict[str, Any]:
    participant = _parameter("participant", "A participant: a code, or a name in one of the six languages.")
    several = {"type": "array", "items": _NAME, "minItems": 2, "maxItems": 10}
    return {
        "/cooperation": _answer(
            "How one state can ask another for cooperation on a crime, and what is not known.",
            "Cooperation",
            cooperation.FORMATS,
            {**_parameter("requesting", "Who asks: a code or a name."), **_NEEDED, "example": "KEN"},
            {**_parameter("requested", "Who is asked."), **_NEEDED, "example": "ITA"},
            _parameter("crime", "The crime type by its key or name; all of them if left out."),
            _parameter("form", "The form of cooperation, with those below it; all if left out."),
        ),
        "/status": _answer(
            "How a participant stood to each instrument on a day.",
            "StatusReply",
            standing.STATUS_FORMATS,
            {**participant, **_NEEDED, "example": "ITA"},
        ),
        "/compare": _answer(
            "How two to ten participants stood to each instrument on a day.",
            "Comparison",
            standing.STATUS_FORMATS,
            {**participant, "required": True, "schema": several, "example": ["ITA", "KEN"]},
        ),
        "/matrix": _answer(
            "How every participant stood to each instrument on a day.", "Matrix", standing.STATUS_FORMATS
        ),
        "/network": _answer(
            "Between whom each instrument was in force on a day: a table of edges, or a graph.",
            "Network",
            standing.NETWORK_FORMATS,
        ),
    }


def _answer(
    summary: str, schema: str, formats: tuple[Format, ...], *parameters: dict[str, Any]
) -> dict[str, Any]:
    """Return the description of a question of law with its parameters, beside that of the day."""
    day = {**_parameter("on", "The day; today (UTC) if left out."), "schema": _DAY}
    content: dict[str, Any] = {name: {} for fmt in formats for name in (fmt.media_type, *fmt.aliases)}
    content[JSON.media_type] = {"$ref": f"#/components/schemas/{schema}"}
    return {
        "get": {
            "operationId": schema,
            "summary": summary,
            "parameters": [*parameters, day],
            "responses": {
                "200": _reply(summary, content, {**_VARY, **_CACHING}),
                "304": {"description": "The client has it already."},
                **_failures(400, 406, 429, 503),
            },
        }
    }


def _download() -> dict[str, Any]:
    types = sorted({media_type.partition(";")[0] for media_type in FILES.values()})
    name = {**_segment("name", "A file of the release."), "schema": {"enum": sorted(FILES)}}
    return {
        "summary": "Download the whole graph.",
        "parameters": [name],
        "responses": {
            "200": _reply("The file.", {media_type: {} for media_type in types}, _CACHING),
            "206": _reply("A part of it, as Range asked for.", {media_type: {} for media_type in types}),
            "304": {"description": "The client has it already."},
            **_failures(404, 416, 503),
        },
    }


def _plain(
    name: str, summary: str, content: dict[str, Any], more: dict[str, Any] | None = None
) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": summary,
        "responses": {
            "200": _reply(summary, content),
            "304": {"description": "The client has it already."},
            **_failures(503),
            **(more or {}),
        },
    }


def _reply(
    description: str, content: dict[str, Any], headers: dict[str, Any] | None = None
) -> dict[str, Any]:
    said = {media_type: {"schema": schema} if schema else {} for media_type, schema in content.items()}
    return {"description": description, "content": said, **({"headers": headers} if headers else {})}


def _failures(*statuses: int) -> dict[str, Any]:
    return {str(status): _failure(status) for status in statuses}


def _failure(status: int) -> dict[str, Any]:
    slugs = [*slugs_by_status().get(status, []), *_OTHER_KINDS.get(status, [])]
    schema = {
        "allOf": [{"$ref": "#/components/schemas/Problem"}],
        "properties": {
            "type": {"enum": [f"{BASE}problem/{slug}" for slug in slugs]},
            "status": {"const": status},
        },
    }
    return {
        "description": _PROBLEMS[status],
        "headers": {**_VARY, **(_RETRY if status in {429, 503} else {})},
        "content": {PROBLEM_MEDIA_TYPE: {"schema": schema}, "text/html": {"schema": _TEXT}},
    }


def _parameter(name: str, description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": _TEXT}


def _segment(name: str, description: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "description": description, "schema": _TEXT}


_DEFAULT: Final = {
    **_parameter("default", "The default graph: write the parameter without a value."),
    "allowEmptyValue": True,
    "schema": {"type": "string", "maxLength": 0},
}
