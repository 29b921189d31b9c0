"""The pages of regions and organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from untoc_graph.views.group import GroupView, read_organisation, read_region
from untoc_graph.web.pages.law_pages import render_law

if TYPE_CHECKING:
    from untoc_graph.views.views import Views

__all__ = ["render_organisation", "render_region"]


def render_region(views: Views, key: str, language: str) -> str | None:
    """Return the page of a region, None where there is none with this key.

    Raises:
        QueryError: the store did not answer.
    """
    view = read_region(views, key)
    return None if view is None else _render(views, "region", key, language, view)


def render_organisation(views: Views, key: str, language: str) -> str | None:
    """Return the page of an organisation, None where there is none with this key.

    Raises:
        QueryError: the store did not answer.
    """
    view = read_organisation(views, key)
    return None if view is None else _render(views, "organisation", key, language, view)


def _render(views: Views, collection: str, key: str, language: str, view: GroupView) -> str:
    members = {each.participant: each for each in view.members}
    return render_law(
        "things/group.html",
        views,
        language,
        cited={view.iri, *filter(None, (each.fact for each in view.members))},
        named={
            view.iri,
            *view.below,
            *filter(None, (view.above, *(each.status for each in view.members))),
        },
        participants=members,
        view=view,
        collection=collection,
        key=key,
        by_participant=members,
    )
