"""`/network`: between whom each instrument was in force on a day, each pair as data, in short as a page."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint

from untoc_graph.answers.graphml import graphml
from untoc_graph.sparql.negotiation import choose
from untoc_graph.web.answering import CSV, GRAPHML, JSON, METHODS, PAGE, Asked, Question, as_json, reply_to
from untoc_graph.web.language import current_language
from untoc_graph.web.parts import request_parts
from untoc_graph.web.rendering import render
from untoc_graph.web.showing import participants_named

if TYPE_CHECKING:
    from flask import Response

    from untoc_graph.answers.comparison import StatusOf
    from untoc_graph.answers.desk import Desk
    from untoc_graph.answers.law import Instrument
    from untoc_graph.answers.replies import MatrixReply, NetworkReply
    from untoc_graph.rdf.formats import Format
    from untoc_graph.web.service import Serving

__all__ = ["DATA_FORMATS", "NETWORK_FORMATS", "blueprint"]

blueprint = Blueprint("network", __name__)

# Of data only: whoever takes anything gets the table; a browser gets the page.
DATA_FORMATS: Final = (CSV, GRAPHML, JSON)
NETWORK_FORMATS: Final = (*DATA_FORMATS, PAGE)


@dataclass(frozen=True)
class _Circle:
    """Whom an instrument bound on a day: it was in force between every two of them.

    Attributes:
        instrument: the instrument.
        bound: whom it bound, by the day from which it did; those whose day no source gives come last.
        doubtful: of whom it is not known.
    """

    instrument: Instrument
    bound: tuple[StatusOf, ...]
    doubtful: tuple[StatusOf, ...]

    @property
    def pairs(self) -> int:
        """Between how many pairs it was in force."""
        return len(self.bound) * (len(self.bound) - 1) // 2

    @property
    def doubtful_pairs(self) -> int:
        """Of how many pairs it is not known: one is doubtful, or both are."""
        return len(self.doubtful) * len(self.bound) + len(self.doubtful) * (len(self.doubtful) - 1) // 2


@blueprint.route("/network", methods=METHODS, provide_automatic_options=False)
def network() -> Response:
    """Answer between whom each instrument was in force on a day."""
    choice = choose(request_parts().accept, NETWORK_FORMATS)
    return reply_to(_PAGE if choice is not None and choice.format is PAGE else _NETWORK)


@blueprint.route("/network.csv", methods=METHODS, provide_automatic_options=False)
def as_table() -> Response:
    """Answer with the table, also browsers."""
    return reply_to(_TABLE)


@blueprint.route("/network.graphml", methods=METHODS, provide_automatic_options=False)
def as_graph() -> Response:
    """Answer with the graph, also browsers."""
    return reply_to(_GRAPH)


@blueprint.route("/network.json", methods=METHODS, provide_automatic_options=False)
def as_document() -> Response:
    """Answer with JSON, also browsers."""
    return reply_to(_DOCUMENT)


def _ask(desk: Desk, _: Asked, on: date) -> NetworkReply:
    return desk.network(on)


def _write(_serving: Serving, _asked: Asked, reply: NetworkReply, fmt: Format) -> bytes:
    if fmt is GRAPHML:
        return graphml(reply.participants, reply.edges).encode()
    return reply.to_csv().encode() if fmt is CSV else _in_lines(reply.to_json())


def _in_lines(said: dict[str, Any]) -> bytes:
    """Return a network as JSON with an edge a line: to indent fifty thousand takes longer than all else."""
    edges = ",\n    ".join(json.dumps(edge, ensure_ascii=False) for edge in said["edges"])
    head = as_json({**said, "edges": []}).removesuffix(b"[]\n}\n")
    return b"%b[\n    %b\n  ]\n}\n" % (head, edges.encode())


def _no_page(_serving: Serving, _asked: Asked, refusal: str) -> bytes:
    return refusal.encode()


def _ask_in_short(desk: Desk, _: Asked, on: date) -> MatrixReply:
    # All pairs follow from who is bound; they are a hundred times as many.
    return desk.matrix(on)


def _write_page(serving: Serving, asked: Asked, reply: MatrixReply, _: Format) -> bytes:
    return _render(serving, asked, reply=reply)


def _refuse(serving: Serving, asked: Asked, refusal: str) -> bytes:
    return _render(serving, asked, refusal=refusal)


def _render(serving: Serving, asked: Asked, refusal: str = "", reply: MatrixReply | None = None) -> bytes:
    reader = serving.desk.reader
    page = render(
        "network.html",
        serving.views,
        current_language().tag,
        named=(*(each.iri for each in reader.law.instruments.values()), *participants_named(reader.names)),
        reply=reply,
        refusal=refusal,
        said={"on": reply.on.isoformat() if reply else asked.get("on", ("",))[0]},
        law=reader.law,
        circles=_circles(reply) if reply else (),
    )
    return page.encode("utf-8", "backslashreplace")


def _circles(reply: MatrixReply) -> tuple[_Circle, ...]:
    return tuple(
        _Circle(
            instrument,
            tuple(sorted((each for each in statuses if each.bound), key=_by_day)),
            tuple(each for each in statuses if each.bound is None),
        )
        for instrument, statuses in zip(
            reply.instruments, zip(*(row.instruments for row in reply.rows), strict=True), strict=True
        )
    )


def _by_day(status: StatusOf) -> tuple[date, str]:
    return status.since or date.max, status.participant.name


_NETWORK: Final = Question(
    needs={},
    takes=(),
    formats=NETWORK_FORMATS,
    ask=_ask,
    write=_write,
    page=_no_page,
    alone=True,
)
_TABLE: Final = replace(_NETWORK, formats=(CSV,))
_GRAPH: Final = replace(_NETWORK, formats=(GRAPHML,))
_DOCUMENT: Final = replace(_NETWORK, formats=(JSON,))
_PAGE: Final = Question(
    needs={},
    takes=(),
    formats=NETWORK_FORMATS,
    ask=_ask_in_short,
    write=_write_page,
    page=_refuse,
)
