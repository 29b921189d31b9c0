"""The page of a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from untoc_graph.views.statement import read_statement
from untoc_graph.web.pages.law_pages import render_law

if TYPE_CHECKING:
    from untoc_graph.views.views import Views

__all__ = ["render_statement"]


def render_statement(views: Views, key: str, language: str) -> str | None:
    """Return the page of a statement, None where there is none with this key.

    Raises:
        QueryError: the store did not answer.
    """
    view = read_statement(views, key)
    if view is None:
        return None
    answering = filter(None, (view.objects_to, view.withdraws, view.withdrawn_by))
    facts = {
        view.iri,
        *view.authorities,
        *(each.iri for each in view.objections),
        *answering,
        *view.beside,
        *(each.iri for each in view.consequences),
    }
    return render_law(
        "things/statement.html",
        views,
        language,
        cited=facts,
        named={*facts, view.subject, *filter(None, (view.value,))},
        participants=[view.participant, *(each.objector for each in view.objections)],
        view=view,
        key=key,
    )
