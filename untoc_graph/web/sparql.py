"""`/sparql`: the request's parts handed to the endpoint, and its reply handed back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from untoc_graph.sparql.reply import Request
from untoc_graph.web.service import current_service

if TYPE_CHECKING:
    from untoc_graph.sparql.reply import Reply

__all__ = ["blueprint", "response"]

blueprint = Blueprint("sparql", __name__)
# The endpoint itself refuses what it does not know, in its own words.
_METHODS = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"]


@blueprint.route("/sparql/", methods=_METHODS, provide_automatic_options=False)
@blueprint.route("/sparql", methods=_METHODS, provide_automatic_options=False)
def sparql() -> Response:
    """Answer a SPARQL operation."""
    parts = Request(
        method=request.method,
        query_string=request.query_string,
        content_type=request.headers.get("Content-Type", ""),
        content_encoding=request.headers.get("Content-Encoding", ""),
        accept=request.headers.get("Accept", ""),
        body=request.get_data(cache=False) if request.method == "POST" else b"",
        # Only some servers can tell; without it a query runs to its end or its deadline.
        gone=request.environ.get("waitress.client_disconnected"),
    )
    return response(current_service().endpoint().answer(parts))


def response(reply: Reply) -> Response:
    """Return Flask's response for a reply."""
    made = Response(reply.body, reply.status, headers=dict(reply.headers))
    if reply.content_type:
        made.headers["Content-Type"] = reply.content_type
    else:
        del made.headers["Content-Type"]
    return made
