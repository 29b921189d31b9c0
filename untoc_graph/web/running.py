"""A query that a page runs: through the endpoint, under its limits, and read for people."""

from __future__ import annotations

import json
from contextlib import closing, nullcontext
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from untoc_graph.errors import QueryError
from untoc_graph.rdf.formats import GRAPH_FORMATS, RESULT_FORMATS
from untoc_graph.sparql.problems import error_reply
from untoc_graph.views.results import GRAPH, ROWS, ResultView, read_results

if TYPE_CHECKING:
    from collections.abc import Mapping

    from untoc_graph.errors import UntocError
    from untoc_graph.sparql.operation import QueryOperation
    from untoc_graph.sparql.problems import RequestError
    from untoc_graph.sparql.reply import Reply, Request
    from untoc_graph.web.service import Serving

__all__ = ["Mistake", "Run", "downloads", "fits_address", "run", "told"]

_ACCEPT: Final = f"{ROWS.media_type}, {GRAPH.media_type}"
# Many servers and proxies refuse request lines of more than 8 KiB.
_LONGEST_ADDRESS: Final = 6_000
_NAMES: Final = {
    "csv": "CSV",
    "tsv": "TSV",
    "json": "JSON",
    "xml": "XML",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF/XML",
    "trig": "TriG",
    "nquads": "N-Quads",
}


@dataclass(frozen=True)
class Mistake:
    """Where a text is no SPARQL.

    Attributes:
        line: from 1.
        column: from 1, in characters.
        before: what stands before it in its line.
        at: its first character, or "" at the end of a line.
        after: the rest of the line.
    """

    line: int
    column: int
    before: str
    at: str
    after: str


@dataclass(frozen=True)
class Run:
    """What came of a query.

    Attributes:
        view: its results, None where there are none.
        status: HTTP status.
        headers: of a refusal: when to come back.
        problem: members of the problem that it met (RFC 9457), empty where it met none.
        mistake: where the text is no SPARQL, or None.
    """

    view: ResultView | None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    problem: Mapping[str, Any] = field(default_factory=dict)
    mistake: Mistake | None = None

    @property
    def slug(self) -> str:
        """The kind of the problem, "" where there is none."""
        return str(self.problem.get("type", "")).rpartition("/")[2]


def run(serving: Serving, request: Request, operation: QueryOperation) -> Run:
    """Return what comes of a query, asked for the client of `request`; its errors are told, not raised.

    It is counted, limited and kept as if the client had asked the endpoint itself.
    """
    text = operation.text
    asked = replace(
        request,
        method="GET",
        path="/sparql",
        query_string=_query_string(operation),
        content_type="",
        content_encoding="",
        accept=_ACCEPT,
        body=b"",
        if_none_match="",
        if_modified_since="",
    )
    reply = serving.cache.get(asked) or serving.endpoint.answer(asked)
    if reply.problem:
        return _refused(reply, text)
    try:
        with closing(reply.rest) if reply.rest is not None else nullcontext([reply.body]) as pieces:
            return Run(read_results(_kind(reply), pieces))
    except QueryError as error:
        return _refused(error_reply(error), text)


def fits_address(text: str) -> bool:
    """Tell whether a query can stand in an address that any server takes."""
    return len(urlencode({"query": text})) <= _LONGEST_ADDRESS


def downloads(view: ResultView) -> tuple[tuple[str, str], ...]:
    """Return the formats that a result can be had in: its name in `format=` and the one that people know."""
    formats = GRAPH_FORMATS if view.kind == "graph" else RESULT_FORMATS
    order = {name: place for place, name in enumerate(_NAMES)}
    # The truth of ASK is no table.
    offered = (fmt.name for fmt in formats if view.kind != "truth" or fmt.name in {"json", "xml"})
    return tuple((name, _NAMES[name]) for name in sorted(offered, key=order.__getitem__))


def _query_string(operation: QueryOperation) -> bytes:
    given = {
        "query": operation.text,
        "default-graph-uri": operation.default_graphs,
        "named-graph-uri": operation.named_graphs,
        "timeout": () if operation.timeout is None else (operation.timeout,),
    }
    return urlencode(given, doseq=True).encode()


def told(error: UntocError | RequestError, text: str = "") -> Run:
    """Return what came of a query that was not asked, for this error."""
    return _refused(error_reply(error), text)


def _kind(reply: Reply) -> str:
    """Return which kind of query a reply answers; what is not whole has rows."""
    if reply.content_type.startswith(GRAPH.media_type):
        return "construct"
    return "ask" if reply.rest is None and reply.body.strip() in {b"true", b"false"} else "select"


def _refused(reply: Reply, text: str) -> Run:
    problem = json.loads(reply.body)
    headers = {name: value for name, value in reply.headers.items() if name == "Retry-After"}
    return Run(None, reply.status, headers, problem, _mistake(text, problem))


def _mistake(text: str, problem: Mapping[str, Any]) -> Mistake | None:
    line, column = problem.get("line"), problem.get("column")
    if not line or not column:
        return None
    # As the store counts: a carriage return belongs to its line.
    lines = text.split("\n")
    if line > len(lines):
        return None
    shown = lines[line - 1].rstrip("\r")
    place = min(column - 1, len(shown))
    return Mistake(line, column, shown[:place], shown[place : place + 1], shown[place + 1 :])
