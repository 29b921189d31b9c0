"""How a page of a thing is written: names in its language, links on this host, footnotes for facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import render_template
from jinja2 import pass_context
from markupsafe import Markup, escape

from untoc_graph.namespaces import BASE
from untoc_graph.views.labels import Label, short
from untoc_graph.web.addresses import here, outside
from untoc_graph.web.footnotes import Footnotes
from untoc_graph.web.language import current_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask import Flask
    from jinja2.runtime import Context

    from untoc_graph.views.views import Views

__all__ = ["compile_all", "register", "render"]

_NOTES: Final = "footnotes"
_LABELS: Final = "labels"


def render(
    template: str,
    views: Views,
    language: str,
    *,
    cited: Iterable[str] = (),
    named: Iterable[str] = (),
    tip_once: bool = False,
    **context: Any,
) -> str:
    """Return a page, whose template may name `named` and cite `cited`.

    Args:
        template: its name.
        views: where names and sources are read.
        language: tag of the language of the page.
        cited: IRIs of the facts whose sources it shows.
        named: IRIs of the things that it calls by their names.
        tip_once: whether only the first mark of a footnote has its note beside it.
        context: what else the template shows.

    Raises:
        QueryError: the store did not answer.
    """
    labels = views.labels.of(named, language)
    footnotes = Footnotes(views.evidences.of(cited), tip_once=tip_once)
    return render_template(template, **{_LABELS: labels, _NOTES: footnotes}, **context)


def register(app: Flask) -> None:
    """Give the templates `link`, `name`, `cite` and `literal`."""
    app.jinja_env.globals.update(link=_link, name=_name, cite=_cite, literal=literal)


def compile_all(app: Flask) -> None:
    """Compile all templates, so that nobody waits for it."""
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)


def literal(text: str, language: str = "") -> Markup:
    """Return a text of the data, kept apart from the direction and the language of the page around it."""
    said = f' lang="{escape(language)}"' if language and language != current_language().tag else ""
    # A page has a thousand of these, and to format Markup takes ten times as long as to escape each part.
    return Markup(f'<bdi dir="auto"{said}>{escape(text)}</bdi>')  # noqa: S704  escaped


@pass_context
def _name(context: Context, iri: str) -> Markup:
    """Return what a thing is called, in the language of the page where it has a name there."""
    label = _label(context, iri)
    return literal(label.text, label.language)


@pass_context
def _link(context: Context, iri: str, text: str | None = None, lang: str = "") -> Markup:
    """Return a link to what is said of a thing: here, or where it is; plain text for what is no address."""
    label = Label(text, lang) if text is not None else _label(context, iri)
    shown = text if isinstance(text, Markup) else literal(label.text, label.language)
    if iri.startswith(BASE):
        return Markup(f'<a href="{escape(here(iri))}">{shown}</a>')  # noqa: S704  escaped
    if outside(iri):
        return Markup(f'<a class="external" rel="external" href="{escape(iri)}">{shown}</a>')  # noqa: S704
    return Markup(f"<span>{shown}</span>")  # noqa: S704  escaped


@pass_context
def _cite(context: Context, iris: str | Iterable[str]) -> Markup:
    """Return the numbers of the footnotes of facts; nothing for facts without a source."""
    notes = context.get(_NOTES)
    facts = [iris] if isinstance(iris, str) else list(iris)
    return notes.cite(facts) if isinstance(notes, Footnotes) else Markup("")


def _label(context: Context, iri: str) -> Label:
    labels = context.get(_LABELS) or {}
    found = labels.get(iri)
    return found if isinstance(found, Label) else Label(short(iri), "")
