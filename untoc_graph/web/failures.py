"""What goes wrong outside the SPARQL endpoint: a problem, a small page, or RDF, by Accept; never a trace."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

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
from untoc_graph.linked.failure_graph import failure_document
from untoc_graph.linked.links import BY_EXTENSION
from untoc_graph.rdf.formats import GRAPH_FORMATS
from untoc_graph.sparql.endpoint import ALWAYS
from untoc_graph.sparql.negotiation import content_type
from untoc_graph.sparql.problem_kinds import PROBLEM_KINDS
from untoc_graph.sparql.problems import PROBLEM_MEDIA_TYPE, error_reply, problem_reply, unnamed_reply
from untoc_graph.web.front import OUTCOME
from untoc_graph.web.language import later
from untoc_graph.web.service import current_service

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask_babel import LazyString
    from werkzeug.wrappers import Response as WerkzeugResponse

    from untoc_graph.sparql.reply import Reply

__all__ = ["failure", "register"]

# How pages call the problems that people meet.
_TITLES: Final[Mapping[str, LazyString]] = {
    "bad-request": later("The request cannot be read"),
    "broken-release": later("The service has nothing to answer from"),
    "busy": later("The service is busy"),
    "gone": later("This was withdrawn"),
    "internal-server-error": later("The service failed"),
    "method-not-allowed": later("This address cannot be asked in that way"),
    "no-release": later("The service has nothing to answer from"),
    "no-such-graph": later("There is no such graph"),
    "not-found": later("Not found"),
    "query-timeout": later("The query took too long"),
    "query-too-large": later("The query text is too large"),
    "rate-limited": later("Too many queries came from here"),
}
_HTML: Final = "text/html"
# Names that only RDF has; JSON and XML are asked for by who expects a problem.
_RDF: Final = {fmt.media_type: fmt for fmt in GRAPH_FORMATS}
# What is told as RDF: that a thing is not there.
_ABSENT: Final = frozenset({404, 410})


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
        return failure(problem_reply("query-too-large", told, limit=most))
    slug = error.name.casefold().replace(" ", "-").replace("'", "")
    detail = error.description or error.name
    if detail == BadRequest.description:
        detail = "the request cannot be read; check its headers, that of the host among them"
    if detail == NotFound.description:
        detail = f"there is nothing at {request.path}"
    named = slug in PROBLEM_KINDS
    made = failure(problem_reply(slug, detail) if named else unnamed_reply(status, error.name, detail))
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        made.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return made


def _our_failure(error: UntocError) -> Response:
    return failure(error_reply(error))


def failure(reply: Reply, withdrawn: str = "", instead: Sequence[str] = ()) -> Response:
    """Return a problem as a response: to a browser as a page; where a thing is not there, as RDF if so asked.

    Args:
        reply: the problem.
        withdrawn: the IRI of the thing that was withdrawn, or "".
        instead: IRIs of what replaces that thing.
    """
    request.environ[OUTCOME] = reply.problem
    made = Response(reply.body, reply.status, dict(reply.fields))
    shown = _shown(reply)
    problem = json.loads(reply.body)
    if shown == _HTML:
        page = render_template(
            "failure.html",
            status=reply.status,
            title=_TITLES.get(reply.problem),
            name=problem["title"],
            detail=problem["detail"],
            kind=reply.problem if reply.problem in PROBLEM_KINDS else "",
            instead=instead,
        )
        made.set_data(page)
    elif shown in _RDF:
        kind = PROBLEM_KINDS[reply.problem]
        made.set_data(
            failure_document(request.path, kind, problem["detail"], _RDF[shown], withdrawn, instead)
        )
    made.headers["Content-Type"] = content_type(shown)
    # A page of another site that asks must be able to read why it was refused.
    made.headers.update(ALWAYS)
    return made


def _shown(reply: Reply) -> str:
    """Return the media type in which a failure is told."""
    offered = [PROBLEM_MEDIA_TYPE]
    if not request.path.startswith("/sparql"):
        offered.append(_HTML)
    # The files of a release are no things: their names say nothing of how a failure is best told.
    if (
        not request.path.startswith("/download")
        and reply.status in _ABSENT
        and reply.problem in PROBLEM_KINDS
    ):
        offered += _RDF
    # Whoever takes anything gets a problem, but a page or RDF where the address is that of one.
    named = BY_EXTENSION.get(request.path.rpartition(".")[2])
    if named is not None:
        offered.sort(key=lambda each: each != named.media_type)
    accepted = request.accept_mimetypes
    return accepted.best_match(offered, PROBLEM_MEDIA_TYPE) if accepted else offered[0]
