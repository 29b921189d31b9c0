"""The page of a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from untoc_graph.views.source import read_source
from untoc_graph.web.pages.law_pages import render_law

if TYPE_CHECKING:
    from untoc_graph.views.views import Views

__all__ = ["render_source"]


def render_source(views: Views, key: str, language: str) -> str | None:
    """Return the page of a source, None where there is none with this key.

    Raises:
        QueryError: the store did not answer.
    """
    view = read_source(views, key, language)
    if view is None:
        return None
    return render_law(
        "things/source.html",
        views,
        language,
        cited=(),
        named={view.iri, *view.facts, *(iri for about in view.about.values() for iri in about)},
        view=view,
        key=key,
    )
