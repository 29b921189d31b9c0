"""`/health/live` and `/health/ready`: whether the process runs, and whether queries are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, jsonify

from untoc_graph.errors import UntocError
from untoc_graph.rdf.formats import result_format
from untoc_graph.web.service import current_service

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

__all__ = ["blueprint"]

blueprint = Blueprint("health", __name__, url_prefix="/health")
_NEVER_KEPT = {"Cache-Control": "no-store"}


@blueprint.get("/live")
def live() -> ResponseReturnValue:
    """Say that the process answers; it does not look at the release."""
    return jsonify(status="live"), 200, _NEVER_KEPT


@blueprint.get("/ready")
def ready() -> ResponseReturnValue:
    """Say whether a query is answered now, by asking one: 200 or 503, and the release."""
    said: dict[str, Any] = {}
    try:
        with current_service().lease() as serving:
            said["release"] = serving.release.id
            if serving.store.load.busy >= current_service().settings.workers:
                # No reason to send the clients of this server elsewhere, and nothing to wait for.
                return jsonify(status="busy", **said, detail="all workers have work"), 200, _NEVER_KEPT
            serving.store.evaluate("ASK {}", results=result_format("json"), timeout=1)
    except UntocError as error:
        return jsonify(status="not ready", **said, detail=str(error)), 503, _NEVER_KEPT
    return jsonify(status="ready", **said), 200, _NEVER_KEPT
