"""What the pages of law give their templates alike: names in the language of the page, and an order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from babel import Locale, UnknownLocaleError

from untoc_graph.views.labels import short
from untoc_graph.views.said import sorting_names
from untoc_graph.web.language import current_language
from untoc_graph.web.rendering import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from untoc_graph.views.hierarchies import Branch
    from untoc_graph.views.said import Kind
    from untoc_graph.views.views import Views

__all__ = ["language_name", "of_branches", "of_statements", "render_law"]


def render_law(
    template: str,
    views: Views,
    language: str,
    *,
    cited: Iterable[str],
    named: Iterable[str],
    participants: Iterable[str] = (),
    **context: Any,
) -> str:
    """Return a page of law, which shows provisions with their instruments, and participants in order.

    Args:
        template: its name.
        views: where names and sources are read.
        language: tag of the language of the page.
        cited: IRIs of the facts whose sources it shows.
        named: IRIs of the things that it calls by their names, participants and instruments left out.
        participants: IRIs of those whom it names.
        context: what else the template shows.

    Raises:
        QueryError: the store did not answer.
    """
    law = views.desk.reader.law
    who = set(participants)
    order = sorting_names(views, who, language)
    called = {*named, *who, *(each.iri for each in law.instruments.values())}
    labels = views.labels.of(called, language)
    return render(
        template,
        views,
        language,
        cited=cited,
        named=called,
        law=law,
        title=lambda iri: labels[iri].text if iri in labels else short(iri),
        in_order=lambda iris: sorted(iris, key=lambda iri: (order[iri], iri)),
        language_name=language_name,
        **context,
    )


def language_name(tag: str) -> str:
    """Return what a language is called in the language of the page; the tag, where that is not known."""
    try:
        name = Locale.parse(current_language().tag).languages.get(tag)
        return name or Locale.parse(tag, sep="-").get_display_name(current_language().tag) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def of_statements(kinds: Iterable[Kind]) -> Iterator[str]:
    """Yield the IRIs of statements, and of those that they answer."""
    for kind in kinds:
        for each in kind.statements:
            yield each.iri
            yield from filter(None, (each.objects_to, each.withdraws, each.withdrawn_by))


def of_branches(branches: Iterable[Branch]) -> Iterator[str]:
    """Yield the IRIs of all things of trees."""
    for each in branches:
        yield each.thing.iri
        yield from of_branches(each.below)
