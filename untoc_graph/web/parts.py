"""Flask's request as the parts that the protocols look at, and their reply as Flask's response."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from untoc_graph.sparql.reply import Request
from untoc_graph.web.front import ADMITTED, BODY, CLIENT, GONE, OUTCOME

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

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
        admitted=environ.get(ADMITTED, False),
        accept_language=environ.get("HTTP_ACCEPT_LANGUAGE", ""),
        body=body,
        # Only some servers can tell; without it a query runs to its end or its deadline.
        gone=environ.get(GONE) or environ.get("waitress.client_disconnected"),
    )


class _Sent(Response):
    """A reply as it is: neither types nor lengths are worked out again."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(status=reply.status)
        self._reply = reply

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        reply = self._reply
        start_response(self.status, list(reply.fields))
        if environ["REQUEST_METHOD"] != "HEAD":
            return [reply.body] if reply.rest is None else reply.rest
        if reply.rest is not None:
            reply.rest.close()
        return []


def response(reply: Reply) -> Response:
    """Return Flask's response for a reply, which closes what is not whole."""
    request.environ[OUTCOME] = reply.problem or ("not-modified" if reply.status == 304 else "ok")  # noqa: PLR2004
    return _Sent(reply)
