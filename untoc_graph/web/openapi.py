"""`/openapi.json`: every route, what it takes and what it gives, as OpenAPI 3.1 describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, jsonify, request

from untoc_graph import __version__
from untoc_graph.rdf.formats import GRAPH_FORMATS, RESULT_FORMATS
from untoc_graph.sparql.endpoint import CORS
from untoc_graph.sparql.operation import FORM
from untoc_graph.web import cooperation, network, standing
from untoc_graph.web.answer_schemas import SCHEMAS
from untoc_graph.web.answering import JSON
from untoc_graph.web.downloads import FILES
from untoc_graph.web.openapi_catalogue import CATALOGUE_PATHS
from untoc_graph.web.openapi_editor import EDITOR_PATHS
from untoc_graph.web.openapi_linked import linked_paths
from untoc_graph.web.openapi_map import MAP_PATHS
from untoc_graph.web.openapi_parts import (
    CACHING,
    GRAPHS,
    NAME,
    NEEDED,
    NOT_MODIFIED,
    PROBLEM,
    TEXT,
    VARY,
    failures,
    parameter,
    plain,
    reply,
    segment,
)
from untoc_graph.web.openapi_problems import PROBLEM_PATHS
from untoc_graph.web.openapi_queries import QUERY_PATHS
from untoc_graph.web.openapi_search import SEARCH_PATHS
from untoc_graph.web.service import current_service

if TYPE_CHECKING:
    from untoc_graph.rdf.formats import Format

__all__ = ["blueprint", "openapi_document"]

blueprint = Blueprint("openapi", __name__)

# The other names of a format are answered under the name that was asked for.
_RESULTS: Final = [name for fmt in RESULT_FORMATS for name in (fmt.media_type, *fmt.aliases)]
_FORMATS: Final = dict.fromkeys(
    name for fmt in (*RESULT_FORMATS, *GRAPH_FORMATS) for name in (fmt.name, fmt.extension, fmt.media_type)
)
_DAY: Final = {"type": "string", "format": "date"}
_QUERY: Final = {"type": "string", "format": "sparql", "minLength": 1}
_EXAMPLE: Final = "SELECT ?instrument { ?instrument a <https://w3id.org/untoc/ontology#Instrument> }"
_IRIS: Final = {"type": "array", "items": {"type": "string", "format": "iri", "minLength": 1}}

# https://www.w3.org/TR/sparql11-results-json/
_RESULTS_SCHEMA: Final = {
    "type": "object",
    "description": "SPARQL 1.1 Query Results JSON Format.",
    "required": ["head"],
    "properties": {
        "head": {"type": "object", "properties": {"vars": {"type": "array", "items": TEXT}}},
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
                                "value": TEXT,
                                "xml:lang": TEXT,
                                "datatype": TEXT,
                            },
                        },
                    },
                }
            },
        },
    },
    "oneOf": [{"required": ["boolean"]}, {"required": ["results"]}],
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
            "/graph-store": {"get": _graph_store([parameter("graph", "IRI of a named graph."), _DEFAULT])},
            "/graph/{name}": {"get": _graph()},
            "/download/{name}": {"get": _download()},
            **_answers(),
            **QUERY_PATHS,
            **EDITOR_PATHS,
            **CATALOGUE_PATHS,
            **SEARCH_PATHS,
            **MAP_PATHS,
            **linked_paths(),
            "/limits": {
                "get": plain(
                    "limits",
                    "What one query may use, and what is answered to more.",
                    {"application/json": {"type": "object"}, "text/html": TEXT},
                )
            },
            **PROBLEM_PATHS,
            "/openapi.json": {
                "get": plain("openapi", "This description.", {"application/json": {"type": "object"}})
            },
            "/health/live": {
                "get": plain("live", "Whether the process runs.", {"application/json": {"type": "object"}})
            },
            "/health/ready": {
                "get": plain(
                    "ready",
                    "Whether queries are answered.",
                    {"application/json": {"type": "object"}},
                    {"503": reply("They are not.", {"application/json": {"type": "object"}})},
                )
            },
            "/metrics": {"get": plain("metrics", "Counters for Prometheus.", {"text/plain": TEXT})},
            "/": {"get": plain("home", "A page for people.", {"text/html": TEXT})},
            "/static/{filename}": {
                "get": {
                    **plain("static", "Style of the pages.", {"text/css": TEXT}, failures(404)),
                    "parameters": [segment("filename", "Name of a file.")],
                }
            },
        },
        "components": {"schemas": {"Problem": PROBLEM, "Results": _RESULTS_SCHEMA, **SCHEMAS}},
    }


def _sparql() -> dict[str, Any]:
    refused = failures(400, 403, 406, 413, 429, 500, 502, 503)
    answered = {
        "200": reply(
            "Results of SELECT and ASK, graphs of CONSTRUCT and DESCRIBE; without a query, the description "
            "of the service.",
            {
                **{name: {} for name in [*_RESULTS, *GRAPHS]},
                "application/sparql-results+json": {"$ref": "#/components/schemas/Results"},
            },
            {**VARY, **CACHING},
        ),
        "304": NOT_MODIFIED,
    }
    dataset = [
        {**parameter("default-graph-uri", "Graphs to merge into the default graph."), "schema": _IRIS},
        {**parameter("named-graph-uri", "Graphs that GRAPH may see."), "schema": _IRIS},
        {
            **parameter("timeout", "Seconds to wait; less than the limit."),
            "schema": {"type": "number", "exclusiveMinimum": 0},
        },
        {
            **parameter("format", "Format of the answer, where no Accept header can be sent; it wins."),
            "schema": {"enum": [*_FORMATS]},
        },
    ]
    query = {**parameter("query", "A SPARQL 1.1 query."), "schema": _QUERY, "example": _EXAMPLE}
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
            "responses": {"200": answered["200"], **refused, **failures(408, 415)},
        },
    }


def _graph_store(parameters: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "summary": "Read a graph (SPARQL 1.1 Graph Store HTTP Protocol).",
        "parameters": parameters,
        "responses": {
            "200": reply("The triples of the graph.", {name: {} for name in GRAPHS}, {**VARY, **CACHING}),
            "304": NOT_MODIFIED,
            **failures(400, 404, 406, 413, 429, 503),
        },
    }


def _graph() -> dict[str, Any]:
    name = {
        **segment("name", "Last segment of the graph's IRI; with the extension of a format, in that format."),
        "example": "actions",
    }
    told = _graph_store([name])
    told["responses"]["200"]["content"]["text/html"] = {"schema": TEXT}
    told["responses"]["303"] = {"description": "Browsers are led to the page of the graph."}
    return told


def _answers() -> dict[str, Any]:
    participant = parameter("participant", "A participant: a code, or a name in one of the six languages.")
    several = {"type": "array", "items": NAME, "minItems": 2, "maxItems": 10}
    return {
        "/cooperation": _answer(
            "How one state can ask another for cooperation on a crime, and what is not known.",
            "Cooperation",
            cooperation.FORMATS,
            {**parameter("requesting", "Who asks: a code or a name."), **NEEDED, "example": "KEN"},
            {**parameter("requested", "Who is asked."), **NEEDED, "example": "ITA"},
            parameter("crime", "The crime type by its key or name; all of them if left out."),
            parameter("form", "The form of cooperation, with those below it; all if left out."),
        ),
        "/status": _answer(
            "How a participant stood to each instrument on a day.",
            "StatusReply",
            standing.STATUS_FORMATS,
            {**participant, **NEEDED, "example": "ITA"},
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
            "Between whom each instrument was in force on a day: each pair, or a page in short.",
            "Network",
            network.NETWORK_FORMATS,
        ),
        **{
            f"/network.{fmt.extension}": _answer(
                f"The same as {fmt.media_type}, whatever the client likes best.", "Network", (fmt,)
            )
            for fmt in network.DATA_FORMATS
        },
    }


def _answer(
    summary: str, schema: str, formats: tuple[Format, ...], *parameters: dict[str, Any]
) -> dict[str, Any]:
    """Return the description of a question of law with its parameters, beside that of the day."""
    day = {**parameter("on", "The day; that of the data if left out."), "schema": _DAY}
    content: dict[str, Any] = {name: {} for fmt in formats for name in (fmt.media_type, *fmt.aliases)}
    if JSON in formats:
        content[JSON.media_type] = {"$ref": f"#/components/schemas/{schema}"}
    # One of several routes of a schema is called by its only format.
    name = schema if len(formats) > 1 else f"{schema}{formats[0].name}"
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": [*parameters, day],
            "responses": {
                "200": reply(summary, content, {**VARY, **CACHING}),
                "304": NOT_MODIFIED,
                **failures(400, 406, 429, 503),
            },
        }
    }


def _download() -> dict[str, Any]:
    types = sorted({media_type.partition(";")[0] for media_type in FILES.values()})
    name = {**segment("name", "A file of the release."), "schema": {"enum": sorted(FILES)}}
    return {
        "summary": "Download the whole graph.",
        "parameters": [name],
        "responses": {
            "200": reply("The file.", {media_type: {} for media_type in types}, CACHING),
            "206": reply("A part of it, as Range asked for.", {media_type: {} for media_type in types}),
            "304": NOT_MODIFIED,
            **failures(404, 416, 503),
        },
    }


_DEFAULT: Final = {
    **parameter("default", "The default graph: write the parameter without a value."),
    "allowEmptyValue": True,
    "schema": {"type": "string", "maxLength": 0},
}
