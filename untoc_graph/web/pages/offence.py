"""The page of an offence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from untoc_graph.views.offence import read_offence
from untoc_graph.web.pages.law_pages import of_statements, render_law

if TYPE_CHECKING:
    from untoc_graph.views.views import Views

__all__ = ["render_offence"]


def render_offence(views: Views, key: str, language: str) -> str | None:
    """Return the page of an offence, None where there is none with this key.

    Raises:
        QueryError: the store did not answer.
    """
    view = read_offence(views, key, language)
    if view is None:
        return None
    things = {
        view.iri,
        *(each.iri for each in (*view.crimes, *view.forms)),
        *(iri for iri, _ in view.beside),
        *of_statements(view.statements),
    }
    return render_law(
        "things/offence.html",
        views,
        language,
        cited=things,
        named=things,
        participants={each.participant for kind in view.statements for each in kind.statements},
        view=view,
        key=key,
    )
