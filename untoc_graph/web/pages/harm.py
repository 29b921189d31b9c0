"""The page of a harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from untoc_graph.views.harm import read_harm
from untoc_graph.web.pages.law_pages import render_law

if TYPE_CHECKING:
    from untoc_graph.views.views import Views

__all__ = ["render_harm"]


def render_harm(views: Views, key: str, language: str) -> str | None:
    """Return the page of a harm, None where there is none with this key.

    Raises:
        QueryError: the store did not answer.
    """
    view = read_harm(views, key)
    if view is None:
        return None
    return render_law(
        "things/harm.html",
        views,
        language,
        cited={
            view.iri,
            *(each.fact for each in view.crimes),
            *(fact for _, fact, _ in view.matches),
        },
        named={view.iri, *(each.crime for each in view.crimes)},
        view=view,
        key=key,
    )
