"""`/metrics`: what happened so far, as Prometheus reads it."""

from __future__ import annotations

from flask import Blueprint, Response
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from untoc_graph.web.service import current_service

__all__ = ["blueprint"]

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
def metrics() -> Response:
    """Tell what happened so far; the numbers are those of this process."""
    found = current_service().metrics
    reply = Response(generate_latest(found.registry), content_type=CONTENT_TYPE_LATEST)
    reply.headers["Cache-Control"] = "no-store"
    return reply
