"""The page of a provision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from untoc_graph.views.provision import read_provision
from untoc_graph.views.said import bare
from untoc_graph.web.pages.law_pages import language_name, of_statements, render_law

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from untoc_graph.views.provision import ProvisionView
    from untoc_graph.views.said import Answer
    from untoc_graph.views.views import Views

__all__ = ["render_provision"]


def render_provision(views: Views, key: str, language: str) -> str | None:
    """Return the page of a provision, None where there is none with this key.

    Raises:
        QueryError: the store did not answer.
    """
    view = read_provision(views, key, language)
    if view is None:
        return None
    article = view.place.above[0] if view.place.above else view.said.provision
    return render_law(
        "things/provision.html",
        views,
        language,
        cited={*_things(view), *(each.provision.iri for each in (view.said, *view.parts))},
        named={*_things(view), *(each.subject for each in view.questions), *view.said.themes, article.iri},
        participants=_participants(view),
        view=view,
        ranked=_ranked,
    )


def _ranked(answers: Iterable[Answer]) -> list[Answer]:
    """Return answers, the most frequent first, and of equals the languages by their names on the page."""
    return sorted(
        answers,
        key=lambda each: (
            -len(each.participants),
            bare(language_name(each.language)) if each.language else "",
        ),
    )


def _things(view: ProvisionView) -> Iterator[str]:
    """Yield the IRIs of what rests on the provision and was said on it."""
    for resting in (
        view.offences,
        view.crimes,
        view.clusters,
        view.rules,
        view.bodies,
        view.acting,
        view.terms,
    ):
        yield from (each.iri for each in resting)
    yield from (form.iri for form, _ in view.forms)
    yield from (each.iri for each in (*view.conditions, *view.consequences))
    yield from of_statements(view.statements)
    if view.depositary:
        yield view.depositary.iri


def _participants(view: ProvisionView) -> Iterator[str]:
    for question in view.questions:
        # Of what a part asks, only the numbers are shown.
        if question.provision != view.said.provision.key:
            continue
        yield from question.silent
        for answer in question.answers:
            yield from answer.participants
    for kind in view.statements:
        yield from (each.participant for each in kind.statements)
