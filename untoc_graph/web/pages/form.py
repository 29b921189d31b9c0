"""The page of a form of cooperation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from untoc_graph.views.form import read_form
from untoc_graph.web.pages.law_pages import of_branches, render_law

if TYPE_CHECKING:
    from untoc_graph.views.views import Views

__all__ = ["render_form"]


def render_form(views: Views, key: str, language: str) -> str | None:
    """Return the page of a form of cooperation, None where there is none with this key.

    Raises:
        QueryError: the store did not answer.
    """
    view = read_form(views, key)
    if view is None:
        return None
    things = {view.form.iri, *(each.iri for each in (*view.provisions, *view.conditions, *view.treaties))}
    return render_law(
        "things/cooperation.html",
        views,
        language,
        cited=things,
        named={
            *things,
            *(each.iri for each in view.above),
            *of_branches(view.below),
            *of_branches(view.crimes),
            *((view.confined_to.iri,) if view.confined_to else ()),
        },
        view=view,
    )
