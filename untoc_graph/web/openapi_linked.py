"""The part of `/openapi.json` on linked data: things, documents, collections, vocabularies, the context."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from untoc_graph.linked.links import FORMATS
from untoc_graph.namespaces import COLLECTIONS
from untoc_graph.rdf.formats import GRAPH_FORMATS
from untoc_graph.web.language import LANGUAGES, VARY
from untoc_graph.web.openapi_parts import CACHING, NOT_MODIFIED, TEXT, failures, parameter, reply, segment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from untoc_graph.rdf.formats import Format

__all__ = ["linked_paths"]

_HEADERS: Final = {
    "Vary": {
        "description": "Format and language depend on it.",
        "required": True,
        "schema": {"pattern": f"^{VARY}"},
    },
    "Link": {
        "description": "Other forms, the canonical address, classes, licence, other pages (RFC 8288).",
        "schema": TEXT,
    },
}
_LANGUAGE: Final = {
    **parameter("lang", "The language of a page for people; else Accept-Language decides."),
    "schema": {"enum": sorted(LANGUAGES)},
}
_PAGE: Final = {"type": "integer", "minimum": 1, "maximum": 999_999}


def linked_paths() -> dict[str, Any]:
    """Return the descriptions of the routes of linked data by path."""
    collection = _collection()
    extension = {
        **segment("extension", "The format, by its extension."),
        "schema": {"enum": [fmt.extension for fmt in FORMATS]},
    }
    version = {**segment("version", "A version of the ontology."), "example": "0.1.0"}
    key = {
        **segment("key", "The key of the thing; with the extension of a format, its document."),
        "example": "ITA",
    }
    page = {**parameter("page", "Which page of the collection."), "schema": _PAGE}
    incoming = {**parameter("in", "Which page of the links that lead to the thing."), "schema": _PAGE}
    shapes, ontology = "The shapes that the data are held to.", "The ontology."
    listing = "A page of a collection: its things with their classes and names."
    return {
        "/{collection}/{key}": _route(
            "thing",
            "A thing leads to its document in the format that the client likes best; documents describe.",
            FORMATS,
            [_collection("graph"), key, incoming, _LANGUAGE],
            moved={"303": "The document."},
        ),
        "/{collection}/": _route("collection", listing, FORMATS, [collection, page, _LANGUAGE]),
        "/{collection}.{extension}": _route(
            "collectionDocument", listing, FORMATS, [collection, extension, page, _LANGUAGE]
        ),
        "/{collection}": _moved(
            "collectionWithoutSlash",
            "A collection leads to its path with a slash.",
            "308",
            [_collection("cooperation", "status"), page],
        ),
        "/ontology": _route("ontology", ontology, FORMATS, [_LANGUAGE]),
        "/ontology.{extension}": _route("ontologyDocument", ontology, FORMATS, [extension, _LANGUAGE]),
        "/ontology/{version}": _moved(
            "ontologyVersion", "The version that is served leads to the ontology.", "303", [version]
        ),
        "/shapes": _route("shapes", shapes, FORMATS, [_LANGUAGE]),
        "/shapes.{extension}": _route("shapesDocument", shapes, FORMATS, [extension, _LANGUAGE]),
        "/context.jsonld": _route(
            "context", "The JSON-LD context of the documents.", GRAPH_FORMATS[2:3], [], aliases=False
        ),
    }


def _collection(*others: str) -> dict[str, Any]:
    """Return the parameter that names a collection; where `others` stand, another route answers."""
    names = [name for name in COLLECTIONS if name not in others]
    return {**segment("collection", "A collection of things."), "schema": {"enum": names}}


def _route(
    name: str,
    summary: str,
    formats: Iterable[Format],
    parameters: list[dict[str, Any]],
    *,
    moved: dict[str, str] | None = None,
    aliases: bool = True,
) -> dict[str, Any]:
    content: dict[str, Any] = {
        media_type: {}
        for fmt in formats
        for media_type in (fmt.media_type, *(fmt.aliases if aliases else ()))
    }
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": parameters,
            "responses": {
                "200": reply(summary, content, {**_HEADERS, **CACHING}),
                **{status: _way(said) for status, said in (moved or {}).items()},
                "304": NOT_MODIFIED,
                **_failures(400, 404, 406, 410, 429, 503),
            },
        }
    }


def _moved(name: str, summary: str, status: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": parameters,
            "responses": {status: _way(summary), **_failures(400, 404, 429, 503)},
        }
    }


def _way(description: str) -> dict[str, Any]:
    location = {"description": "A path of this host.", "required": True, "schema": TEXT}
    return {
        "description": description,
        "headers": {**_HEADERS, "Location": location},
        "content": {"text/plain": {"schema": TEXT}},
    }


def _failures(*statuses: int) -> dict[str, Any]:
    """Return the problems, which are told in the language of the page."""
    told = failures(*statuses)
    return {
        status: {**said, "headers": {**said["headers"], "Vary": _HEADERS["Vary"]}}
        for status, said in told.items()
    }
