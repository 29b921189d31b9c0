"""`/graph-store` and `/graph/{name}`: graphs of the release by the Graph Store HTTP Protocol, and as pages.

A graph answers at its IRI with its triples; who likes a page best is led to one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response

from untoc_graph.linked.links import BY_EXTENSION, FORMATS, PAGE, Link, alternates, canonical, header
from untoc_graph.sparql.endpoint import ALWAYS
from untoc_graph.sparql.negotiation import choose
from untoc_graph.web import linked_replies
from untoc_graph.web.failures import failure
from untoc_graph.web.language import VARY
from untoc_graph.web.parts import request_parts, response
from untoc_graph.web.service import current_service
from untoc_graph.web.sparql import METHODS

if TYPE_CHECKING:
    from untoc_graph.sparql.reply import Reply, Request
    from untoc_graph.web.service import Serving

__all__ = ["blueprint"]

blueprint = Blueprint("graph_store", __name__)

_WHOLE: Final = 200
_MISSING: Final = 404


@blueprint.route("/graph-store", methods=METHODS, provide_automatic_options=False)
def indirect() -> Response:
    """Answer for the graph that the query string names."""
    with current_service().lease() as serving:
        return response(serving.graph_store.answer(request_parts()))


@blueprint.route("/graph/<name>", methods=METHODS, provide_automatic_options=False)
def direct(name: str) -> Response:
    """Answer for the graph that has this address, or send it in the format that the path names."""
    with current_service().lease() as serving:
        reply = _reply(serving, request_parts(), name)
        if reply.status == _MISSING:
            return failure(reply)
        return response(replace(reply, headers={**ALWAYS, **reply.headers, "Vary": VARY}))


def _reply(serving: Serving, parts: Request, name: str) -> Reply:
    """Return the triples of a graph, its page, or the way there.

    Raises:
        QueryError: the store does not answer, or the client asked too often.
    """
    stem, _, extension = name.rpartition(".")
    # A graph may itself be named as a format is.
    fmt = BY_EXTENSION.get(extension) if stem and name not in serving.release.graphs else None
    key = stem if fmt else name
    graph = serving.release.graphs.get(key)
    if parts.reads and graph is not None:
        if fmt is PAGE:
            return linked_replies.graph(serving, parts, graph)
        choice = None if fmt else choose(parts.accept, FORMATS)
        if choice is not None and choice.format is PAGE:
            return linked_replies.to_graph(graph)
    # Kept here, with the headers that it gets here.
    store = replace(serving.graph_store, cache=None)
    sent = store.answer(replace(parts, accept=fmt.media_type) if fmt else parts, key)
    if graph is None or sent.problem or not parts.reads:
        return sent
    links = [canonical(parts.path), *alternates(f"/graph/{key}", "", FORMATS, fmt)]
    links.append(Link("/.well-known/void", "describedby", "text/turtle"))
    sent = replace(sent, headers={**sent.headers, "Link": header(links), "Vary": VARY})
    if sent.status == _WHOLE:
        serving.cache.put(parts, sent)
    return sent
