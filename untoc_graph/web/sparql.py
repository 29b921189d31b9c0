"""`/sparql`: the request's parts handed to the endpoint, and its reply handed back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from untoc_graph.web.front import BEGUN
from untoc_graph.web.parts import request_parts, response
from untoc_graph.web.service import current_service

if TYPE_CHECKING:
    from untoc_graph.sparql.endpoint import Begun

__all__ = ["METHODS", "blueprint"]

blueprint = Blueprint("sparql", __name__)
# The endpoint itself refuses what it does not know, in its own words.
METHODS = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"]


@blueprint.route("/sparql/", methods=METHODS, provide_automatic_options=False)
@blueprint.route("/sparql", methods=METHODS, provide_automatic_options=False)
def sparql() -> Response:
    """Answer a SPARQL operation."""
    parts = request_parts()
    begun: Begun | None = request.environ.get(BEGUN)
    request.environ[BEGUN] = None
    if begun is not None:
        return response(begun.reply(parts.gone))
    with current_service().lease() as serving:
        # A GET has been looked for before it came here.
        kept = None if parts.reads else serving.cache.get(parts)
        return response(kept or serving.endpoint.answer(parts))
