"""`/graph-store` and `/graph/{name}`: the graphs of the release by the Graph Store HTTP Protocol."""

from __future__ import annotations

from flask import Blueprint, Response

from untoc_graph.web.parts import request_parts, response
from untoc_graph.web.service import current_service
from untoc_graph.web.sparql import METHODS

__all__ = ["blueprint"]

blueprint = Blueprint("graph_store", __name__)


@blueprint.route("/graph-store", methods=METHODS, provide_automatic_options=False)
def indirect() -> Response:
    """Answer for the graph that the query string names."""
    with current_service().lease() as serving:
        return response(serving.graph_store.answer(request_parts()))


@blueprint.route("/graph/<name>", methods=METHODS, provide_automatic_options=False)
def direct(name: str) -> Response:
    """Answer for the graph that has this address."""
    with current_service().lease() as serving:
        return response(serving.graph_store.answer(request_parts(), name))
