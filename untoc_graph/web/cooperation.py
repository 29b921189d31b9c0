"""`/cooperation`: how one state can ask another for cooperation, as a page, as JSON and as a graph."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint

from untoc_graph.answers.knowing import state_of
from untoc_graph.answers.rdf import answer_document
from untoc_graph.answers.summary import DISCLAIMER
from untoc_graph.namespaces import PREFIXES
from untoc_graph.rdf.formats import GRAPH_FORMATS
from untoc_graph.views.composed import names_of
from untoc_graph.web.answering import JSON, METHODS, PAGE, Asked, Question, as_json, reply_to
from untoc_graph.web.knowing import STATES
from untoc_graph.web.language import current_language
from untoc_graph.web.pages.law_pages import language_name
from untoc_graph.web.rendering import render
from untoc_graph.web.showing import FEW, grouped, participants_named
from untoc_graph.web.words import (
    ACTS,
    CHANNELS,
    DUTIES,
    NOTIFIED,
    PATHS,
    POSITIONS,
    STANDINGS,
    WEAKER_DUTIES,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from flask import Response

    from untoc_graph.answers.cooperation import Cooperation
    from untoc_graph.answers.desk import Desk
    from untoc_graph.answers.findings import Channel, Entry
    from untoc_graph.answers.law import Thing
    from untoc_graph.rdf.formats import Format
    from untoc_graph.web.service import Serving

__all__ = ["FORMATS", "blueprint"]

blueprint = Blueprint("cooperation", __name__)

# JSON is our own document here, so JSON-LD has its own name only.
FORMATS: Final = (
    JSON,
    PAGE,
    *(replace(fmt, aliases=tuple(set(fmt.aliases) - {JSON.media_type})) for fmt in GRAPH_FORMATS),
)


@blueprint.route("/cooperation", methods=METHODS, provide_automatic_options=False)
def cooperation() -> Response:
    """Answer how the requested state can be asked by the requesting one."""
    return reply_to(_QUESTION)


def _ask(desk: Desk, asked: Asked, on: date) -> Cooperation:
    said = {name: values[0] for name, values in asked.items()}
    return desk.cooperate(
        said["requesting"], said["requested"], crime=said.get("crime"), form=said.get("form"), on=on
    )


def _write(serving: Serving, asked: Asked, answer: Cooperation, fmt: Format) -> bytes:
    if fmt is JSON:
        return as_json(answer.to_json())
    if fmt is PAGE:
        return _page(serving, asked, answer=answer)
    return answer_document(answer, fmt)


def _page(serving: Serving, asked: Asked, refusal: str = "", answer: Cooperation | None = None) -> bytes:
    """Return the page: the answer, if there is one, and the form that asks."""
    law, names = serving.desk.reader.law, serving.desk.reader.names
    said = {name: values[0] for name, values in asked.items()}
    about: dict[str, Any] = {}
    things: list[Thing] = [*law.instruments.values(), *law.crimes.values(), *law.forms.values()]
    if answer is not None:
        # The form is shown as it was understood: the select has keys.
        said |= {
            "crime": answer.crime.key if answer.crime else "",
            "form": answer.form.key if answer.form else "",
            "on": answer.pair.on.isoformat(),
        }
        treaties = [path for path in answer.paths if path.kind == "related-instrument"]
        things += [path.instrument for path in treaties]
        about = {
            "offences": [path for path in answer.paths if path.kind != "related-instrument"],
            "treaties": treaties,
            "form_groups": grouped(answer.forms, law.forms, lambda offered: offered.form),
            "folded": len(answer.forms) > FEW,
            "anchors": {statement.statement.key for statement in answer.statements},
            "facts": names_of(serving.views, set(_facts(answer)), current_language().tag),
            "shown": set(),
            "channels": [
                (title, channel, list(_notified_in(name, channel)))
                for name, title in CHANNELS.items()
                for channel in [getattr(answer.channels, name)]
            ],
            "spoken": {language_name(entry.name or "") for entry in answer.channels.languages.entries},
        }
    page = render(
        "cooperation.html",
        serving.views,
        current_language().tag,
        named=(*(thing.iri for thing in things), *participants_named(names)),
        answer=answer,
        refusal=refusal,
        said=said,
        law=law,
        participants=names.of_participants,
        crimes=grouped(law.crimes.values(), law.crimes, lambda crime: crime, "organized-crime"),
        forms=grouped(law.forms.values(), law.forms, lambda form: form),
        kinds=PATHS,
        standings=STANDINGS,
        positions=POSITIONS,
        duties=DUTIES,
        weaker_duties=WEAKER_DUTIES,
        states=STATES,
        state_of=state_of,
        notified=NOTIFIED,
        acts=ACTS,
        disclaimer=DISCLAIMER,
        **about,
    )
    return page.encode("utf-8", "backslashreplace")


def _notified_in(name: str, channel: Channel) -> Iterator[tuple[tuple[str, ...], Entry]]:
    """Yield each notification by its first entry, with the names that it gives; of languages, in words."""
    for _, group in groupby(channel.entries, key=lambda entry: entry.statement.key):
        entries = tuple(group)
        names = tuple(entry.name for entry in entries if entry.name)
        yield (tuple(map(language_name, names)) if name == "languages" else names), entries[0]


def _facts(answer: Cooperation) -> Iterator[str]:
    """Yield the IRIs of all that an answer names as its basis."""
    for _section, finding in answer.findings():
        yield from finding.facts
    for form in answer.forms:
        yield from (f"{PREFIXES['statement']}{key}" for key in form.touched_by)
    for statement in answer.statements:
        yield statement.statement.iri
        if statement.objects_to:
            yield f"{PREFIXES['statement']}{statement.objects_to}"
    for name in CHANNELS:
        for entry in getattr(answer.channels, name).entries:
            yield entry.statement.iri
            yield from (f"{PREFIXES['source']}{key}" for key in entry.sources)


_QUESTION: Final = Question(
    needs={"requesting": "who asks", "requested": "who is asked"},
    takes=("crime", "form"),
    formats=FORMATS,
    ask=_ask,
    write=_write,
    page=_page,
)
