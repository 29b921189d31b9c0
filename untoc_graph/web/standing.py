"""`/status`, `/compare` and `/matrix`: who was bound by which instrument on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, url_for
from markupsafe import Markup

from untoc_graph.answers.replies import ComparisonReply, MatrixReply, StatusReply
from untoc_graph.views.composed import names_of
from untoc_graph.views.known import known_on
from untoc_graph.views.unrecorded import read_computed
from untoc_graph.web.answering import CSV, JSON, METHODS, PAGE, Asked, Question, as_json, reply_to
from untoc_graph.web.knowing import told
from untoc_graph.web.language import current_language
from untoc_graph.web.rendering import render
from untoc_graph.web.showing import participants_named
from untoc_graph.web.words import ACTS, CONFIDENCES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from flask import Response

    from untoc_graph.answers.comparison import StatusOf
    from untoc_graph.answers.desk import Desk
    from untoc_graph.answers.network import MatrixRow
    from untoc_graph.answers.replies import Reply
    from untoc_graph.rdf.formats import Format
    from untoc_graph.views.known import Known
    from untoc_graph.web.service import Serving

__all__ = ["STATUS_FORMATS", "blueprint"]

blueprint = Blueprint("standing", __name__)

STATUS_FORMATS: Final = (JSON, PAGE, CSV)
_MOST: Final = 10
# So many fields are open at first.
_OPEN: Final = 4


@blueprint.route("/status", methods=METHODS, provide_automatic_options=False)
def status() -> Response:
    """Answer how a participant stood to each instrument on a day."""
    return reply_to(_STATUS)


@blueprint.route("/compare", methods=METHODS, provide_automatic_options=False)
def compare() -> Response:
    """Answer how two to ten participants stood to each instrument on a day."""
    return reply_to(_COMPARISON)


@blueprint.route("/matrix", methods=METHODS, provide_automatic_options=False)
def matrix() -> Response:
    """Answer how every participant stood to each instrument on a day."""
    return reply_to(_MATRIX)


def _ask_status(desk: Desk, asked: Asked, on: date) -> StatusReply:
    return desk.status(asked["participant"][0], on)


def _ask_comparison(desk: Desk, asked: Asked, on: date) -> ComparisonReply:
    return desk.compare(asked["participant"], on)


def _ask_matrix(desk: Desk, _: Asked, on: date) -> MatrixReply:
    return desk.matrix(on)


def _write(template: str) -> Callable[[Serving, Asked, Reply, Format], bytes]:
    """Return the writer of answers that have a page."""

    def write(serving: Serving, asked: Asked, reply: Reply, fmt: Format) -> bytes:
        if fmt is PAGE:
            return _render(template, serving, asked, reply=reply)
        return reply.to_csv().encode() if fmt is CSV else as_json(reply.to_json())

    return write


def _page(template: str) -> Callable[[Serving, Asked, str], bytes]:
    """Return the maker of the page that asks."""

    def page(serving: Serving, asked: Asked, refusal: str) -> bytes:
        return _render(template, serving, asked, refusal=refusal)

    return page


def _render(
    template: str, serving: Serving, asked: Asked, refusal: str = "", reply: Reply | None = None
) -> bytes:
    reader = serving.desk.reader
    participants = reader.names.of_participants
    iris = tuple(participants_named(reader.names))
    language = current_language().tag
    labels = serving.views.labels.of(iris, language)
    called = {key: labels[iri].text for key, iri in zip(participants, iris, strict=True) if iri in labels}
    named = asked.get("participant", ())
    said: dict[str, Any] = {"on": asked.get("on", ("",))[0]}
    rows: list[MatrixRow] = []
    network: Markup | None = None
    if reply is not None:
        said["on"] = reply.on.isoformat()
    if isinstance(reply, MatrixReply):
        # By name for people; programs get it by key.
        place = {key: number for number, key in enumerate(participants)}
        rows = sorted(reply.rows, key=lambda row: place[row.participant.key])
        network = Markup('<a href="{}"><code>/network</code></a>').format(
            url_for("network.network", on=reply.on)
        )
    # Whom a link names by a key, a reader is shown by name; what is not understood stays as it was said.
    said["participant"] = [called.get(each, each) for each in named]
    statuses = _statuses(reply)
    facts = tuple(fact for each in statuses for fact in each.facts) if isinstance(reply, StatusReply) else ()
    page = render(
        template,
        serving.views,
        language,
        cited=facts,
        facts=names_of(serving.views, facts, language),
        named=(*(each.iri for each in reader.law.instruments.values()), *iris),
        reply=reply,
        refusal=refusal,
        said=said,
        law=reader.law,
        participants=participants,
        known=_known(serving.desk, statuses, reply.on) if reply is not None else {},
        computed=read_computed(serving.views.reading) if isinstance(reply, StatusReply) else (),
        told=told,
        rows=rows,
        network_link=network,
        confidences=CONFIDENCES,
        acts=ACTS,
        fields=_MOST,
        open_fields=min(_MOST, max(len(named) + 1, _OPEN)),
    )
    return page.encode("utf-8", "backslashreplace")


def _statuses(reply: Reply | None) -> tuple[StatusOf, ...]:
    """Return all that an answer says of a participant and an instrument."""
    if isinstance(reply, StatusReply):
        return reply.instruments
    if isinstance(reply, ComparisonReply):
        return tuple(status for compared in reply.instruments for status in compared.participants)
    if isinstance(reply, MatrixReply):
        return tuple(status for row in reply.rows for status in row.instruments)
    return ()


def _known(desk: Desk, statuses: Sequence[StatusOf], on: date) -> dict[tuple[str, str], Known]:
    """Return what is known of the day, by the keys of participant and instrument."""
    keys = tuple(dict.fromkeys(each.participant.key for each in statuses))
    dossiers = dict(zip(keys, desk.reader.dossiers(keys), strict=True))
    return {
        (key, instrument): known_on(dossiers[key].participations.get(instrument), on)
        for key, instrument in ((each.participant.key, each.instrument.key) for each in statuses)
    }


_STATUS: Final = Question(
    needs={"participant": "whose status"},
    takes=(),
    formats=STATUS_FORMATS,
    ask=_ask_status,
    write=_write("status.html"),
    page=_page("status.html"),
)
_COMPARISON: Final = Question(
    needs={"participant": "two to ten of them"},
    takes=(),
    formats=STATUS_FORMATS,
    ask=_ask_comparison,
    write=_write("compare.html"),
    page=_page("compare.html"),
    several=frozenset({"participant"}),
    fewest=2,
)
_MATRIX: Final = Question(
    needs={},
    takes=(),
    formats=STATUS_FORMATS,
    ask=_ask_matrix,
    write=_write("matrix.html"),
    page=_page("matrix.html"),
)
