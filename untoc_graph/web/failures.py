"""What goes wrong outside the SPARQL endpoint, as a problem or a small page by Accept; never a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    InternalServerError,
    MethodNotAllowed,
    NotFound,
    RequestEntityTooLarge,
)

from untoc_graph.errors import UntocError
from untoc_graph.sparql.endpoint import ALWAYS
from untoc_graph.sparql.problems import PROBLEM_MEDIA_TYPE, error_reply, problem_reply
from untoc_graph.web.front import OUTCOME
from untoc_graph.web.service import current_service

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.wrappers import Response as WerkzeugResponse

    from untoc_graph.sparql.reply import Reply

__all__ = ["failure", "register"]


def register(app: Flask) -> None:
    """Make the application answer with problems instead of Flask's own pages."""
    app.register_error_handler(HTTPException, _http_failure)
    app.register_error_handler(UntocError, _our_failure)


def _http_failure(error: HTTPException) -> WerkzeugResponse:
    status = error.code or InternalServerError.code
    if status < 400:  # noqa: PLR2004  a redirection is no failure
        return error.get_response()
    if isinstance(error, RequestEntityTooLarge):
        most = current_service().settings.query_bytes
        told = f"the body is larger than any query text of {most} bytes needs; shorten the query"
        large = problem_reply(status, "query-too-large", "The query text is too large", told, limit=most)
        return failure(large, large.problem)
    slug = error.name.casefold().replace(" ", "-").replace("'", "")
    detail = error.description or error.name
    if detail == BadRequest.description:
        detail = "the request cannot be read; check its headers, that of the host among them"
    if detail == NotFound.description:
        detail = f"there is nothing at {request.path}"
    made = failure(problem_reply(status, slug, error.name, detail), error.name)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        made.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return made


def _our_failure(error: UntocError) -> Response:
    return failure(error_reply(error), "The service has nothing to answer from")


def failure(reply: Reply, title: str, instead: Sequence[str] = ()) -> Response:
    """Return a problem as a response: to a browser as a page.

    Args:
        reply: the problem.
        title: the heading of the page.
        instead: IRIs of the things that the page leads to.
    """
    request.environ[OUTCOME] = reply.problem
    made = Response(reply.body, reply.status, dict(reply.fields))
    # Whoever takes anything gets a problem, but a page where the address is that of a page.
    offered = [PROBLEM_MEDIA_TYPE, "text/html"]
    if request.path.endswith(".html"):
        offered.reverse()
    accepted = request.accept_mimetypes
    shown = accepted.best_match(offered, PROBLEM_MEDIA_TYPE) if accepted else offered[0]
    if shown == "text/html" and not request.path.startswith("/sparql"):
        detail = made.get_json(force=True)["detail"]
        page = render_template(
            "failure.html", status=reply.status, title=title, detail=detail, instead=instead
        )
        made.set_data(page)
        made.headers["Content-Type"] = "text/html; charset=utf-8"
    # A page of another site that asks must be able to read why it was refused.
    made.headers.update(ALWAYS)
    return made
