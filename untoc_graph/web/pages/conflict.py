"""The page of a disagreement of sources: what was kept, what another source says, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from untoc_graph.views.conflict import read_conflict
from untoc_graph.web.pages.law_pages import render_law

if TYPE_CHECKING:
    from untoc_graph.views.views import Views

__all__ = ["render_conflict"]


def render_conflict(views: Views, key: str, language: str) -> str | None:
    """Return the page of a disagreement, None where there is none with this key.

    Raises:
        QueryError: the store did not answer.
    """
    view = read_conflict(views, key)
    if view is None:
        return None
    return render_law(
        "things/conflict.html",
        views,
        language,
        cited={view.iri, view.act.iri},
        named={*view.kept_by, *view.said_by, *filter(None, (view.act.basis, view.other.kind))},
        participants=[view.act.participant],
        view=view,
        key=key,
    )
