"""The application: settings go in, a WSGI application comes out; nothing is opened before a request."""

from __future__ import annotations

from flask import Flask

from untoc_graph.settings import Settings
from untoc_graph.sparql.operation import body_limit
from untoc_graph.web import downloads, failures, pages, policy, sparql
from untoc_graph.web.service import EXTENSION, Service

__all__ = ["create_app"]


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application; without settings, those of the environment.

    The release is loaded by the first request that needs it, or before by `app.extensions["untoc"].open()`.
    """
    settings = settings or Settings.from_env()
    app = Flask("untoc_graph.web")
    app.config["MAX_CONTENT_LENGTH"] = body_limit(settings.query_bytes)
    app.extensions[EXTENSION] = Service(settings)
    app.register_blueprint(sparql.blueprint)
    app.register_blueprint(downloads.blueprint)
    app.register_blueprint(pages.blueprint)
    failures.register(app)
    policy.register(app)
    return app
