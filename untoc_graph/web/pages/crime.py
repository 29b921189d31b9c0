"""The page of a crime type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from untoc_graph.answers.law import CONVENTION
from untoc_graph.views.crime import read_crime
from untoc_graph.web.pages.law_pages import of_branches, render_law

if TYPE_CHECKING:
    from untoc_graph.views.views import Views

__all__ = ["render_crime"]


def render_crime(views: Views, key: str, language: str) -> str | None:
    """Return the page of a crime type, None where there is none with this key.

    Raises:
        QueryError: the store did not answer.
    """
    view = read_crime(views, key)
    if view is None:
        return None
    of_paths = [
        iri
        for path in view.paths
        for iri in (*(each.iri for each in path.conditions), *(each.iri for each in path.offences))
    ]
    things = {view.crime.iri, *of_paths, *of_branches(view.forms), *(each.iri for each in view.treaties)}
    return render_law(
        "things/crime.html",
        views,
        language,
        cited={
            *things,
            *(each.fact for each in view.harms),
            *(each.fact for each in view.matches),
            *(iri for path in view.paths for iri in path.coverages),
        },
        named={
            *things,
            *(each.iri for each in (*view.above, *view.beside)),
            *of_branches(view.below),
            *(each.harm for each in view.harms),
            *(each.target for each in view.matches),
        },
        view=view,
        reached={CONVENTION, *(path.instrument.key for path in view.paths)},
    )
