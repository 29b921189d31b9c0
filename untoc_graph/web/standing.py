"""`/status`, `/compare`, `/matrix` and `/network`: who was bound by which instrument on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, render_template

from untoc_graph.answers.replies import MatrixReply
from untoc_graph.web.answering import CSV, GRAPHML, JSON, METHODS, PAGE, Asked, Question, as_json, reply_to

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from flask import Response

    from untoc_graph.answers.desk import Desk
    from untoc_graph.answers.network import MatrixRow
    from untoc_graph.answers.replies import ComparisonReply, NetworkReply, Reply, StatusReply
    from untoc_graph.rdf.formats import Format

__all__ = ["NETWORK_FORMATS", "STATUS_FORMATS", "blueprint"]

blueprint = Blueprint("standing", __name__)

STATUS_FORMATS: Final = (JSON, PAGE, CSV)
NETWORK_FORMATS: Final = (CSV, GRAPHML, JSON)
_MOST: Final = 10
_CONFIDENCES: Final = {
    "sourced-two": "two or more",
    "sourced-one": "one",
    "existence-only": "existence only",
    "disputed": "disputed",
    "unsourced": "none",
}


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


@blueprint.route("/network", methods=METHODS, provide_automatic_options=False)
def network() -> Response:
    """Answer between whom each instrument was in force on a day."""
    return reply_to(_NETWORK)


def _ask_status(desk: Desk, asked: Asked, on: date) -> StatusReply:
    return desk.status(asked["participant"][0], on)


def _ask_comparison(desk: Desk, asked: Asked, on: date) -> ComparisonReply:
    return desk.compare(asked["participant"], on)


def _ask_matrix(desk: Desk, _: Asked, on: date) -> MatrixReply:
    return desk.matrix(on)


def _ask_network(desk: Desk, _: Asked, on: date) -> NetworkReply:
    return desk.network(on)


def _write(template: str) -> Callable[[Desk, Asked, Reply, Format], bytes]:
    """Return the writer of answers that have a page."""

    def write(desk: Desk, asked: Asked, reply: Reply, fmt: Format) -> bytes:
        if fmt is PAGE:
            return _render(template, desk, asked, reply=reply)
        return reply.to_csv().encode() if fmt is CSV else as_json(reply.to_json())

    return write


def _write_network(_desk: Desk, _asked: Asked, reply: NetworkReply, fmt: Format) -> bytes:
    if fmt is GRAPHML:
        # Imported here: it takes longer than most answers, and no other route needs it.
        from untoc_graph.answers.graphml import graphml  # noqa: PLC0415

        return graphml(reply.participants, reply.edges).encode()
    return reply.to_csv().encode() if fmt is CSV else as_json(reply.to_json())


def _page(template: str) -> Callable[[Desk, Asked, str], bytes]:
    """Return the maker of the page that asks."""

    def page(desk: Desk, asked: Asked, refusal: str) -> bytes:
        return _render(template, desk, asked, refusal=refusal)

    return page


def _no_page(_desk: Desk, _asked: Asked, refusal: str) -> bytes:
    return refusal.encode()


def _render(template: str, desk: Desk, asked: Asked, refusal: str = "", reply: Reply | None = None) -> bytes:
    said: dict[str, Any] = {"on": asked.get("on", ("",))[0], "participant": asked.get("participant", ())}
    participants = desk.reader.names.of_participants
    rows: list[MatrixRow] = []
    if reply is not None:
        said["on"] = reply.on.isoformat()
    if isinstance(reply, MatrixReply):
        # By name for people; programs get it by key.
        place = {key: number for number, key in enumerate(participants)}
        rows = sorted(reply.rows, key=lambda row: place[row.participant.key])
    page = render_template(
        template,
        reply=reply,
        refusal=refusal,
        said=said,
        law=desk.reader.law,
        participants=participants,
        rows=rows,
        confidences=_CONFIDENCES,
        fields=min(_MOST, max(len(said["participant"]) + 1, 3)),
    )
    return page.encode("utf-8", "backslashreplace")


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
)
_MATRIX: Final = Question(
    needs={},
    takes=(),
    formats=STATUS_FORMATS,
    ask=_ask_matrix,
    write=_write("matrix.html"),
    page=_page("matrix.html"),
)
_NETWORK: Final = Question(
    needs={},
    takes=(),
    formats=NETWORK_FORMATS,
    ask=_ask_network,
    write=_write_network,
    page=_no_page,
    alone=True,
)
