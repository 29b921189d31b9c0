"""The application: settings go in, a WSGI application comes out; nothing is opened before a request."""

from __future__ import annotations

from flask import Flask

from untoc_graph.settings import Settings
from untoc_graph.sparql.operation import body_limit
from untoc_graph.web import (
    assets,
    catalogue,
    cooperation,
    downloads,
    failures,
    graph_store,
    health,
    language,
    limits,
    linked,
    metrics,
    network,
    openapi,
    problems,
    queries,
    rendering,
    showing,
    sparql,
    standing,
)
from untoc_graph.web.front import Front
from untoc_graph.web.pages import editor, explore, home, search
from untoc_graph.web.pages import map as map_page
from untoc_graph.web.service import EXTENSION, Service

__all__ = ["create_app"]

_BLUEPRINTS = (
    sparql.blueprint,
    cooperation.blueprint,
    standing.blueprint,
    network.blueprint,
    graph_store.blueprint,
    queries.blueprint,
    downloads.blueprint,
    catalogue.blueprint,
    health.blueprint,
    limits.blueprint,
    problems.blueprint,
    metrics.blueprint,
    openapi.blueprint,
    linked.blueprint,
    editor.blueprint,
    home.blueprint,
    search.blueprint,
    map_page.blueprint,
    explore.blueprint,
)


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application; without settings, those of the environment.

    The release is loaded by the first request that needs it, or before by `app.extensions["untoc"].open()`.
    """
    settings = settings or Settings.from_env()
    app = Flask("untoc_graph.web")
    app.config["MAX_CONTENT_LENGTH"] = body_limit(settings.query_bytes)
    # A redirection to the path without its doubled slashes would lead to whatever host the request names.
    app.url_map.merge_slashes = False
    service = app.extensions[EXTENSION] = Service(settings)
    for blueprint in _BLUEPRINTS:
        app.register_blueprint(blueprint)
    failures.register(app)
    assets.register(app)
    language.register(app)
    rendering.register(app)
    showing.register(app)
    # The way that Flask documents for what stands before it.
    app.wsgi_app = Front(app.wsgi_app, service)  # type: ignore[method-assign]
    return app
