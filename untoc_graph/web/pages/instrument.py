"""The page of an instrument: who is bound and since when, what it asks, what was stated, who is outside."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from untoc_graph.drawing.curve import Event, Steps, curve, steps_of
from untoc_graph.views.binding import iri_of
from untoc_graph.views.instrument import read_instrument
from untoc_graph.views.map import first_of, read_map
from untoc_graph.views.said import sorting_names
from untoc_graph.views.unrecorded import read_computed
from untoc_graph.web.language import gettext as _
from untoc_graph.web.maps import map_on_page
from untoc_graph.web.pages.law_pages import render_law

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from untoc_graph.views.instrument import InstrumentView
    from untoc_graph.views.stated import Stated
    from untoc_graph.views.views import Views

__all__ = ["render_instrument"]

# The year in which the Convention was opened for signature.
_FIRST: Final = date(2000, 1, 1)
# In the order in which lawyers ask for them.
_KINDS: Final = ("reservation", "declaration", "notification", "territorial-application", "objection")


def render_instrument(views: Views, key: str, language: str) -> str | None:
    """Return the page of an instrument, None where there is none with this key.

    Raises:
        QueryError: the store did not answer.
    """
    view = read_instrument(views, key)
    if view is None:
        return None
    desk = views.desk
    names = sorting_names(views, (each.iri for each in view.accession.standers), language)

    def by_name(stated: Iterable[Stated]) -> list[Stated]:
        return sorted(stated, key=lambda each: names[iri_of("participant", each.statement.participant)])

    return render_law(
        "things/instrument.html",
        views,
        language,
        cited=set(_cited(view)),
        named=set(_named(view)),
        participants=[each.iri for each in view.accession.standers],
        view=view,
        drawing=Markup(_curve(view)),  # noqa: S704  text in it is escaped by the drawing
        map=map_on_page(views, read_map(desk, view.instrument, view.accession.as_of)),
        first_day=first_of(desk, view.instrument),
        computed=read_computed(views.reading),
        participation=lambda each: iri_of("participation", each.key),
        tip_once=True,
        acts={each.iri: each.participation for each in view.accession.standers},
        counted=_counted,
        by_name=by_name,
        participant=lambda key: iri_of("participant", key),
        act_kind=lambda key: iri_of("action-kind", key),
    )


def _counted(stated: Iterable[Stated]) -> list[tuple[str, int]]:
    """Return the kinds of statements, each with how many there are."""
    counts = Counter(each.statement.kind for each in stated)
    return [(kind, counts[kind]) for kind in _KINDS if counts[kind]]


def _named(view: InstrumentView) -> Iterator[str]:
    yield view.iri
    yield from filter(None, (view.supplements,))
    yield from (each.system for each in view.identifiers if each.system)
    yield from (group.iri for group in view.accession.groups if group.iri)
    for each in view.accession.standers:
        if each.participation is not None and each.participation.by:
            yield iri_of("action-kind", each.participation.by)
    for chapter in view.chapters:
        yield from (article.provision.iri for article in chapter.articles)
    for said in view.statements:
        yield from filter(None, (said.article,))
    for stated in view.stated:
        yield stated.kind
        yield from filter(None, (stated.value,))


def _cited(view: InstrumentView) -> Iterator[str]:
    yield view.iri
    yield from filter(None, (view.first_signature,))
    yield from (each.iri for each in view.identifiers)
    for each in view.accession.standers:
        if each.participation is not None:
            yield from each.participation.facts
    for chapter in view.chapters:
        yield from (article.provision.iri for article in chapter.articles)
    for stated in view.stated:
        yield stated.iri
        yield from filter(None, (stated.withdrawal,))


def _curve(view: InstrumentView) -> str:
    accession = view.accession
    bound = Steps("bound", _("bound"), steps_of(accession.began, accession.ended))
    deposits = Steps("deposits", _("consent deposited"), steps_of(accession.deposits))
    last = bound.changes[-1][1] if bound.changes else 0
    return curve(
        [bound, deposits],
        [
            Event(
                view.instrument.in_force,
                _("in force on %(day)s", day=view.instrument.in_force.isoformat()),
            )
        ],
        _("Participants bound, by day"),
        _(
            "From none before %(first)s to %(count)s on %(last)s, of those whose day a source gives; "
            "the table by year says the same.",
            first=view.instrument.in_force.isoformat(),
            count=last,
            last=accession.as_of.isoformat(),
        ),
        first=_FIRST,
        last=accession.as_of,
        most=len(accession.standers),
    )
