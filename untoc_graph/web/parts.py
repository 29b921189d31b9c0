"""Flask's request as the parts that the protocols look at, and their reply as Flask's response."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from untoc_graph.sparql.reply import Request
from untoc_graph.web.front import BODY, CLIENT, GONE, OUTCOME

if TYPE_CHECKING:
    from untoc_graph.sparql.reply import Reply

__all__ = ["request_parts", "response"]


def request_parts() -> Request:
    """Return the parts of the request that is handled."""
    environ = request.environ
    body = request.get_data(cache=False) if request.method == "POST" else b""
    environ[BODY] = body
    return Request(
        method=request.method,
        path=request.path,
        query_string=request.query_string,
        content_type=environ.get("CONTENT_TYPE", ""),
        content_encoding=environ.get("HTTP_CONTENT_ENCODING", ""),
        accept=environ.get("HTTP_ACCEPT", ""),
        if_none_match=environ.get("HTTP_IF_NONE_MATCH", ""),
        if_modified_since=environ.get("HTTP_IF_MODIFIED_SINCE", ""),
        client=environ.get(CLIENT, ""),
        body=body,
        # Only some servers can tell; without it a query runs to its end or its deadline.
        gone=environ.get(GONE) or environ.get("waitress.client_disconnected"),
    )


def response(reply: Reply) -> Response:
    """Return Flask's response for a reply; one that is not whole is closed with it."""
    request.environ[OUTCOME] = reply.problem or ("not-modified" if reply.status == 304 else "ok")  # noqa: PLR2004
    made = Response(reply.body if reply.rest is None else reply.rest, reply.status)
    # Flask would add a type and a length of its own.
    made.headers.clear()
    made.headers.extend(reply.fields)
    return made
