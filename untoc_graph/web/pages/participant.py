"""The page of a participant: what binds it and since when, what it stated, what is not known of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from untoc_graph.answers.channels import DIRECTORY
from untoc_graph.answers.linked_rows import key_of
from untoc_graph.drawing.timeline import Act, Lane, timeline
from untoc_graph.views.participant import read_participant
from untoc_graph.web.language import gettext as _
from untoc_graph.web.pages.law_pages import render_law

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from untoc_graph.drawing.timeline import ActKind
    from untoc_graph.views.binding import Binding
    from untoc_graph.views.labels import Label
    from untoc_graph.views.participant import ParticipantView
    from untoc_graph.views.stated import Stated
    from untoc_graph.views.views import Views

__all__ = ["render_participant"]

# The year in which the Convention was opened for signature.
_FIRST: Final = date(2000, 1, 1)
# What the data sets of the mappings are called, which is the same in all languages.
_DATA_SETS: Final = {
    "dbpedia": "DBpedia",
    "eu-authority": "EU Vocabularies",
    "eurovoc": "EuroVoc",
    "geonames": "GeoNames",
    "un-member-states": "UN Member States (UN Digital Library)",
    "unbis": "UNBIS Thesaurus",
    "wikidata": "Wikidata",
}


def render_participant(views: Views, key: str, language: str) -> str | None:
    """Return the page of a participant, None where there is none with this key.

    Raises:
        QueryError: the store did not answer.
    """
    view = read_participant(views, key, language)
    if view is None:
        return None
    labels = views.labels.of(_named(view), language)
    return render_law(
        "things/participant.html",
        views,
        language,
        cited=set(_cited(view)),
        named=set(_named(view)),
        participants=set(_participants(view)),
        view=view,
        drawing=Markup(_drawing(view, labels)),  # noqa: S704  text in it is escaped by the drawing
        acts=sorted(_acts(view, labels), key=lambda each: (each[1].day, each[0])),
        directory=DIRECTORY,
        data_sets=_DATA_SETS,
    )


def _named(view: ParticipantView) -> Iterator[str]:
    yield view.iri
    yield view.kind
    yield from filter(None, (view.group, view.region))
    for binding in view.bindings:
        yield binding.instrument
        yield from filter(None, (binding.kind, binding.basis))
        for conflict in binding.conflicts:
            yield from filter(None, (conflict.act, conflict.stated))
    for article in view.articles:
        yield article.article or article.instrument
        for stated in article.stated:
            yield from (stated.kind, stated.subject)
            yield from filter(None, (stated.value, stated.objects_to))
    yield from (asked.subject for asked in view.notified)
    for unknown in view.unknown:
        yield from unknown.things
        if unknown.kind in {"reading", "undated-statements"}:
            yield from unknown.facts
    yield from (related.treaty for related in view.related)
    for member in view.members:
        yield from (member.organisation, member.status)
    yield from (session for session, _start in view.presidencies)


def _participants(view: ParticipantView) -> Iterator[str]:
    yield view.iri
    yield from (neighbour.iri for neighbour in view.neighbours)
    for stated in _stated(view):
        yield from (objection.objector for objection in stated.objections)


def _cited(view: ParticipantView) -> Iterator[str]:
    yield view.iri
    for binding in view.bindings:
        yield from binding.facts
    for stated in _stated(view):
        yield stated.iri
        yield from (objection.iri for objection in stated.objections)
        yield from filter(None, (stated.withdrawal,))
    for unknown in view.unknown:
        if unknown.kind == "text-not-found":
            yield from unknown.facts
    yield from (related.row for related in view.related if related.row)
    yield from (member.iri for member in view.members)
    yield from (former.iri for former in view.former)
    yield from (match.iri for match in view.matches)


def _stated(view: ParticipantView) -> Iterator[Stated]:
    for article in view.articles:
        yield from article.stated


def _drawing(view: ParticipantView, labels: Mapping[str, Label]) -> str:
    return timeline(
        [_lane(view, binding, labels) for binding in view.bindings],
        _("Acts from %(first)s to %(last)s", first=_FIRST.year, last=view.as_of.year),
        _("The table above and the list below say the same in words."),
        first=_FIRST,
        last=view.as_of,
    )


def _lane(view: ParticipantView, binding: Binding, labels: Mapping[str, Label]) -> Lane:
    label = labels[binding.instrument]
    start = binding.since or binding.not_after
    bound = (start, binding.until or view.as_of) if binding.is_party and start else None
    undated = binding.not_before and binding.not_after and not binding.since
    return Lane(
        label.text,
        label.language,
        acts=tuple(act for instrument, act in _acts(view, labels) if instrument == binding.instrument),
        bound=bound,
        bound_text=_("Binds from %(day)s", day=start) if start else "",
        open_days=(binding.not_before, binding.not_after)
        if undated and binding.not_before and binding.not_after
        else None,
        open_text=_(
            "Became binding on a day between %(first)s and %(last)s, which no source gives",
            first=binding.not_before,
            last=binding.not_after,
        ),
        empty="" if binding.participation else _("no signature and no consent in our sources"),
    )


def _acts(view: ParticipantView, labels: Mapping[str, Label]) -> Iterator[tuple[str, Act]]:
    """Yield what was done on a known day, with the instrument."""
    for binding in view.bindings:
        days: tuple[tuple[ActKind, date | None, str], ...] = (
            ("signed", binding.signed_on, _("Signature")),
            ("consented", binding.consented_on, labels[binding.kind].text if binding.kind else ""),
            ("in-force", binding.since, _("Entry into force")),
            ("ended", binding.until, _("End of the obligation")),
        )
        for kind, day, text in days:
            if day is not None:
                yield binding.instrument, Act(kind, day, f"{text}, {day}")
    instruments = {key_of(binding.instrument): binding.instrument for binding in view.bindings}
    made = {stated.statement.key for stated in _stated(view)}
    for stated in _stated(view):
        statement = stated.statement
        instrument = instruments[statement.instrument]
        if statement.date is not None:
            said = f"{labels[stated.kind].text}, {statement.date}: {statement.gist}"
            yield instrument, Act("statement", statement.date, said)
        # A territorial application that takes another back stands there as what it is.
        if statement.withdrawn_on is not None and statement.withdrawn_by not in made:
            said = f"{_('Withdrawal')}, {statement.withdrawn_on}: {statement.gist}"
            yield instrument, Act("withdrawal", statement.withdrawn_on, said)
