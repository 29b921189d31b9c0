"""`/map`: how all states stood to an instrument on a day, as a page, as a drawing, and day by day as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, request

from untoc_graph import __version__
from untoc_graph.answers.law import CONVENTION
from untoc_graph.answers.register import shown
from untoc_graph.errors import ParameterError, nearest
from untoc_graph.namespaces import PREFIXES
from untoc_graph.sparql.caching import PAGE_WORTH, REVALIDATE, entity_tag, not_modified
from untoc_graph.sparql.endpoint import ALWAYS
from untoc_graph.sparql.negotiation import content_type
from untoc_graph.sparql.reply import Reply, Request
from untoc_graph.views.map import day_of, first_of, instrument_of, read_map, read_turns
from untoc_graph.web.answering import JSON, PAGE, as_json
from untoc_graph.web.knowing import told
from untoc_graph.web.language import VARY, current_language
from untoc_graph.web.maps import NOTES, map_on_page, sentence
from untoc_graph.web.parts import request_parts
from untoc_graph.web.rendering import render
from untoc_graph.web.service import current_service

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from untoc_graph.answers.desk import Desk
    from untoc_graph.answers.law import Instrument
    from untoc_graph.web.service import Serving

__all__ = ["blueprint"]

blueprint = Blueprint("map", __name__)

_PAGE: Final = PAGE.media_type
_JSON: Final = JSON.media_type
_SVG: Final = "image/svg+xml"
# What has its format in its address is another only by language.
_LANGUAGE_ONLY: Final = "Accept-Language"
_TAKES: Final = ("instrument", "on", "lang")


@dataclass(frozen=True)
class _Asked:
    instrument: Instrument
    on: date


@blueprint.get("/map")
def page() -> Response:
    """Show the map of a day, and let readers choose another; what cannot be answered is said on the page."""
    with current_service().lease() as serving:
        try:
            asked = _asked(serving.desk)
        except ParameterError as error:
            headers = {**ALWAYS, "Vary": VARY, "Content-Language": current_language().tag}
            return Response(_page(serving, None, str(error)), 400, headers)
        return _sent(serving, asked, VARY, _PAGE, lambda: _page(serving, asked))


@blueprint.get("/map.svg")
def drawing() -> Response:
    """Draw the map alone, with its legend and its notes in it; raises ParameterError."""
    with current_service().lease() as serving:
        asked = _asked(serving.desk)
        sent = _sent(serving, asked, _LANGUAGE_ONLY, _SVG, lambda: _drawing(serving, asked))
    sent.headers["Content-Disposition"] = f'inline; filename="{asked.instrument.key}-{asked.on}.svg"'
    return sent


@blueprint.get("/map.json")
def turns() -> Response:
    """Tell how each participant stood to an instrument, from which day on; raises ParameterError."""
    with current_service().lease() as serving:
        asked = _asked(serving.desk)
        return _sent(serving, asked, _LANGUAGE_ONLY, _JSON, lambda: as_json(_turns(serving, asked)))


def _drawing(serving: Serving, asked: _Asked) -> bytes:
    view = read_map(serving.desk, asked.instrument, asked.on)
    svg = map_on_page(serving.views, view, alone=True).svg
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}\n'.encode()


def _turns(serving: Serving, asked: _Asked) -> dict[str, Any]:
    law = serving.desk.reader.law
    found = read_turns(serving.desk, asked.instrument)
    iris = {key: PREFIXES["participant"] + key for key in found}
    labels = serving.views.labels.of(iris.values(), current_language().tag)
    names = {key: labels[iri].text if iri in labels else key for key, iri in iris.items()}
    return {
        "instrument": asked.instrument.iri,
        "from": first_of(serving.desk, asked.instrument).isoformat(),
        "to": law.as_of.isoformat(),
        "participants": {
            key: {
                "name": names[key],
                "turns": [
                    {
                        "day": turn.day.isoformat(),
                        "standing": turn.standing,
                        "since": turn.since.isoformat() if turn.since else None,
                        "text": sentence(names[key], turn),
                        "detail": told(turn.known).detail,
                    }
                    for turn in each
                ],
            }
            for key, each in found.items()
        },
    }


def _page(serving: Serving, asked: _Asked | None, refusal: str = "") -> bytes:
    desk = serving.desk
    law = desk.reader.law
    view = read_map(desk, asked.instrument, asked.on) if asked else None
    named = [each.iri for each in law.instruments.values()]
    if view is not None:
        named += [PREFIXES["participant"] + each.key for each in view.stood]
    written = render(
        "map.html",
        serving.views,
        current_language().tag,
        named=named,
        view=view,
        drawn=map_on_page(serving.views, view) if view else None,
        instruments=law.instruments,
        first=first_of(desk, asked.instrument if asked else law.instruments[CONVENTION]),
        earliest=min(first_of(desk, each) for each in law.instruments.values()),
        in_force=law.instruments[CONVENTION].in_force,
        as_of=law.as_of,
        told=told,
        said={name: request.args.get(name, "") for name in _TAKES},
        refusal=refusal,
        notes=NOTES,
        participant=PREFIXES["participant"],
    )
    # What was asked for may be no text at all, and is shown.
    return written.encode("utf-8", "replace")


def _asked(desk: Desk) -> _Asked:
    """Return what is asked about; an empty field of a form was not filled in.

    Raises:
        ParameterError: there is no such parameter, instrument or day, or one is given twice.
    """
    for name in request.args:
        if name not in _TAKES:
            close = nearest(name[:80], _TAKES, 1)
            hint = f"did you mean {close[0]}?" if close else f"there is {', '.join(_TAKES)}"
            raise ParameterError(f"unknown parameter {shown(name)}; {hint}")
        if len(request.args.getlist(name)) > 1:
            raise ParameterError(f"{name} is given more than once")
    instrument = instrument_of(desk, request.args.get("instrument", "").strip() or CONVENTION)
    return _Asked(instrument, day_of(desk, instrument, request.args.get("on", "").strip()))


def _sent(
    serving: Serving, asked: _Asked, vary: str, media_type: str, write: Callable[[], bytes]
) -> Response:
    """Return what is written, or that the client has it: it is another with each release, day and language.

    Raises:
        RateLimitedError: the client has had enough.
        QueryError: the store did not answer.
    """
    parts = request_parts()
    language = current_language().tag
    about = (serving.release.sha256, asked.instrument.key, asked.on.isoformat(), language)
    tag = entity_tag([__version__, media_type, *about, request.args.get("lang", "")])
    headers = {
        **ALWAYS,
        "Vary": vary,
        "Cache-Control": REVALIDATE,
        "Content-Language": language,
        "ETag": tag,
    }
    if not_modified(parts, tag, ""):
        return Response(status=304, headers=headers)
    # With what else the address says, which links to other languages repeat.
    key = Request("GET", f"{tag}?".encode() + parts.query_string, path="map")
    kept = serving.cache.get(key)
    if kept is None:
        if not parts.admitted:
            serving.endpoint.admit(parts.client)
        kept = Reply(200, content_type(media_type), write(), headers)
        serving.cache.put(key, kept, worth=PAGE_WORTH)
    return Response(kept.body, headers=headers, content_type=kept.content_type)
