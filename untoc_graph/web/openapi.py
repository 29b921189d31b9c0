"""`/openapi.json`: every route, what it takes and what it gives, as OpenAPI 3.1 describes it."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Response, jsonify, request

from untoc_graph import __version__
from untoc_graph.namespaces import BASE
from untoc_graph.rdf.formats import GRAPH_FORMATS, RESULT_FORMATS
from untoc_graph.sparql.endpoint import CORS
from untoc_graph.sparql.operation import FORM
from untoc_graph.sparql.problems import PROBLEM_MEDIA_TYPE
from untoc_graph.web.downloads import FILES
from untoc_graph.web.service import current_service

__all__ = ["blueprint", "openapi_document"]

blueprint = Blueprint("openapi", __name__)

_RESULTS: Final = [fmt.media_type for fmt in RESULT_FORMATS]
_GRAPHS: Final = [fmt.media_type for fmt in GRAPH_FORMATS]
_TEXT: Final = {"type": "string"}
_EXAMPLE: Final = "SELECT ?instrument { ?instrument a <https://w3id.org/untoc/ontology#Instrument> }"
_IRIS: Final = {"type": "array", "items": {"type": "string", "format": "iri", "minLength": 1}}

# What goes wrong, by status: each is a problem, and each says in `detail` what to do.
_PROBLEMS: Final = {
    "400": "The request or the query cannot be read; `line` and `column` tell where.",
    "403": "An update, or SERVICE with an endpoint that is not allowed.",
    "404": "There is nothing at this address, or no graph of this name; `available` lists the graphs.",
    "405": "The method is not allowed; `Allow` lists those that are.",
    "406": "No format that is accepted is offered; `available` lists those that are.",
    "413": "The query text or the result is larger than the limit.",
    "415": "The body is of a kind that is not read.",
    "429": "This client asked for too many queries; `Retry-After` tells when to come back.",
    "500": "The engine could not evaluate the query.",
    "502": "An endpoint that SERVICE asked did not answer.",
    "503": "The query took too long or too much, or all workers are busy; see `Retry-After`.",
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
                    **_plain("static", "Style of the pages.", {"text/css": _TEXT}, _failures("404")),
                    "parameters": [_segment("filename", "Name of a file.")],
                }
            },
        },
        "components": {"schemas": {"Problem": _SCHEMA}},
    }


def _sparql() -> dict[str, Any]:
    refused = _failures("400", "403", "406", "413", "429", "500", "502", "503")
    answered = {
        "200": _reply(
            "Results of SELECT and ASK, graphs of CONSTRUCT and DESCRIBE; without a query, the description "
            "of the service.",
            {media_type: {} for media_type in [*_RESULTS, "application/json", *_GRAPHS]},
            _CACHING,
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
    query = {**_parameter("query", "A SPARQL 1.1 query."), "example": _EXAMPLE}
    form = {
        "type": "object",
        "required": ["query"],
        "properties": {"query": _TEXT, **{each["name"]: each["schema"] for each in dataset}},
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
                    "application/sparql-query": {"schema": _TEXT, "example": _EXAMPLE},
                },
            },
            "responses": {"200": answered["200"], **refused, **_failures("415")},
        },
    }


def _graph_store(parameters: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "summary": "Read a graph (SPARQL 1.1 Graph Store HTTP Protocol).",
        "parameters": parameters,
        "responses": {
            "200": _reply("The triples of the graph.", {media_type: {} for media_type in _GRAPHS}, _CACHING),
            "304": {"description": "The client has it already."},
            **_failures("400", "404", "406", "413", "429", "503"),
        },
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
            "416": _failures("404")["404"],
            **_failures("404"),
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
            **_failures("503"),
            **(more or {}),
        },
    }


def _reply(
    description: str, content: dict[str, Any], headers: dict[str, Any] | None = None
) -> dict[str, Any]:
    said = {media_type: {"schema": schema} if schema else {} for media_type, schema in content.items()}
    return {"description": description, "content": said, **({"headers": headers} if headers else {})}


def _failures(*statuses: str) -> dict[str, Any]:
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {
        status: {
            "description": _PROBLEMS[status],
            "content": {PROBLEM_MEDIA_TYPE: problem, "text/html": {"schema": _TEXT}},
        }
        for status in statuses
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
