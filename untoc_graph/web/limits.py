"""`/limits`: what the service allows, for programs as JSON and for people as a page."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, request

from untoc_graph.sparql.endpoint import CORS
from untoc_graph.sparql.limits import limits, limits_document
from untoc_graph.web.service import current_service

__all__ = ["blueprint"]

blueprint = Blueprint("limits", __name__)


@blueprint.get("/limits")
def show() -> Response:
    """List the limits, what passes each gets, and what to do then."""
    settings = current_service().settings
    wanted = request.accept_mimetypes.best_match(["application/json", "text/html"], "application/json")
    if wanted == "text/html":
        sent = Response(render_template("limits.html", limits=limits(settings)))
    else:
        sent = jsonify(limits_document(settings))
    sent.headers.update({"Vary": "Accept", "Cache-Control": "public, no-cache", **CORS})
    sent.add_etag()
    sent.make_conditional(request)
    return sent
