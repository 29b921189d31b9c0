"""HTTP: the Flask application, one blueprint a subject; the only room that knows Flask."""

from untoc_graph.web.app import create_app

__all__ = ["create_app"]
