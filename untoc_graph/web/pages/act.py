"""The pages of acts of participants, and of how they stand to an instrument by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from untoc_graph.answers.linked_rows import key_of
from untoc_graph.views.act import read_act, read_participation
from untoc_graph.web.pages.law_pages import render_law

if TYPE_CHECKING:
    from untoc_graph.views.views import Views

__all__ = ["render_act", "render_participation"]


def render_act(views: Views, key: str, language: str) -> str | None:
    """Return the page of an act, None where there is none with this key.

    Raises:
        QueryError: the store did not answer.
    """
    view = read_act(views, key)
    if view is None:
        return None
    return render_law(
        "things/action.html",
        views,
        language,
        cited={view.iri, *(each.iri for each in view.contests)},
        named={
            view.iri,
            *view.corroborated,
            *view.existence,
            *filter(None, (view.basis, *(each.kind for each in view.contests))),
        },
        participants=[view.participant],
        view=view,
        key=key,
    )


def render_participation(views: Views, key: str, language: str) -> str | None:
    """Return the page of a participation, None where there is none with this key.

    Raises:
        QueryError: the store did not answer.
    """
    view = read_participation(views, key)
    if view is None:
        return None
    return render_law(
        "things/participation.html",
        views,
        language,
        cited={view.iri, *(act for act, _ in view.acts)},
        named={
            *(kind for _, kind in view.acts),
            *(each.iri for each in view.rules),
            *filter(None, (view.consent,)),
        },
        participants=[view.participant],
        view=view,
        key=key,
        instrument=key_of(view.instrument),
        signed=any(key_of(kind) == "signature" for _, kind in view.acts),
    )
