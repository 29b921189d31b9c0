"""The pages of the Conference of the Parties: sessions, decisions, bodies, and parts of the review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from untoc_graph.views.conference import read_body, read_decision, read_review, read_session
from untoc_graph.web.pages.law_pages import render_law

if TYPE_CHECKING:
    from untoc_graph.views.views import Views

__all__ = ["render_body", "render_decision", "render_review", "render_session"]

_CONFERENCE: Final = "cop"


def render_session(views: Views, key: str, language: str) -> str | None:
    """Return the page of a session, None where there is none with this key.

    Raises:
        QueryError: the store did not answer.
    """
    view = read_session(views, key)
    if view is None:
        return None
    facts = {view.iri, *(iri for iri, _ in view.decisions)}
    return render_law(
        "things/session.html",
        views,
        language,
        cited=facts,
        named=facts,
        participants=view.presidencies,
        view=view,
        key=key,
    )


def render_decision(views: Views, key: str, language: str) -> str | None:
    """Return the page of a decision or resolution, None where there is none with this key.

    Raises:
        QueryError: the store did not answer.
    """
    view = read_decision(views, key)
    if view is None:
        return None
    facts = {view.iri, *view.bodies, *view.beside}
    return render_law(
        "things/decision.html",
        views,
        language,
        cited=facts,
        named={*facts, view.session},
        view=view,
        key=key,
    )


def render_body(views: Views, key: str, language: str) -> str | None:
    """Return the page of a body, None where there is none with this key.

    Raises:
        QueryError: the store did not answer.
    """
    view = read_body(views, key)
    if view is None:
        return None
    sessions = [str(row.session) for row in views.reading.rows("sessions")] if key == _CONFERENCE else []
    return render_law(
        "things/body.html",
        views,
        language,
        cited={view.iri, *view.beside},
        named={view.iri, view.kind, *view.decisions, *view.beside, *sessions},
        view=view,
        key=key,
        sessions=sessions,
    )


def render_review(views: Views, key: str, language: str) -> str | None:
    """Return the page of a part of the review, None where there is none with this key.

    Raises:
        QueryError: the store did not answer.
    """
    view = read_review(views, key)
    if view is None:
        return None
    return render_law(
        "things/review.html",
        views,
        language,
        cited={view.iri, *view.beside, *(fact for _, fact in view.provisions)},
        named={view.iri, view.kind_iri, *view.beside, *(each.iri for each, _ in view.provisions)},
        view=view,
        key=key,
    )
