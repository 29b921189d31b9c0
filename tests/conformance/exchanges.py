"""HTTP as the manifests write it down: requests that are sent byte for byte, and what must come back."""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from rdflib import RDFS, Namespace
from rdflib.collection import Collection

from tests.conformance.suites import MF, UT, entries, manifest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["Connection", "Exchange", "Request", "Response", "exchanges"]

HT: Final = Namespace("http://www.w3.org/2011/http#")
CNT: Final = Namespace("http://www.w3.org/2011/content#")
# https://www.w3.org/2011/http-statusCodes
_STATUS: Final = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}


@dataclass(frozen=True)
class Request:
    """A request and the response that is expected.

    Attributes:
        method: as written.
        path: with its query string, as written.
        headers: names and values, as written.
        body: encoded as the manifest says, None where there is none.
        statuses: `OK`, `StatusCode4xx`…; any of them.
        boolean: the truth that ASK must have, or None.
        format: "boolean", "tabular", "RDF", or "".
        answer_headers: what the headers of the response must be.
        answer_body: the graph that must come, or "".
        location: the name by which later requests mean the Location of the response, or "".
    """

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    statuses: frozenset[str]
    boolean: bool | None
    format: str
    answer_headers: tuple[tuple[str, str], ...]
    answer_body: str
    location: str

    def wants(self, status: int) -> bool:
        """Tell whether a status is one of those expected."""
        return any(
            _STATUS[said] == status if said in _STATUS else said == f"StatusCode{status // 100}xx"
            for said in self.statuses
        )


@dataclass(frozen=True)
class Exchange:
    """A test: requests to be sent in their order over one connection.

    Attributes:
        name: folder and short name.
        host: the Host header.
        requests: what to send.
        graphs: the IRI and the file of each graph that must be there.
    """

    name: str
    host: str
    requests: tuple[Request, ...]
    graphs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Response:
    """What came."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def media_type(self) -> str:
        """The Content-Type without parameters."""
        return self.headers.get("Content-Type", "").partition(";")[0]


class Connection:
    """A connection to the server that runs, which adds nothing to a request but its length."""

    def __init__(self, port: int, host: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._host = host

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def send(self, request: Request, path: str) -> Response:
        """Send a request to this path, which has the prefix that the server uses."""
        self._connection.putrequest(request.method, path, skip_host=True, skip_accept_encoding=True)
        self._connection.putheader("Host", self._host)
        for name, value in request.headers:
            self._connection.putheader(name, value)
        if request.body is not None:
            self._connection.putheader("Content-Length", str(len(request.body)))
        self._connection.endheaders(request.body)
        came = self._connection.getresponse()
        return Response(came.status, came.headers, came.read())


def exchanges(name: str) -> list[Exchange]:
    """Return the tests of a manifest, for example `protocol/manifest.ttl`.

    One that it describes and forgets to list (`head_non_existing_direct`) comes last.
    """
    graph = manifest(name)
    listed = list(entries(name))
    forgotten = sorted(set(graph.subjects(MF.action)) - set(listed))
    return [_exchange(graph, name.partition("/")[0], entry) for entry in [*listed, *forgotten]]


def _exchange(graph: Graph, suite: str, entry: Node) -> Exchange:
    action = graph.value(entry, MF.action)
    return Exchange(
        name=f"{suite}/{str(entry).rpartition('#')[2]}",
        host=_text(graph, action, HT.connectionAuthority),
        requests=tuple(_request(graph, node) for node in _list(graph, action, HT.requests)),
        graphs=tuple(
            (_text(graph, node, RDFS.label), _text(graph, node, UT.graph))
            for node in graph.objects(entry, UT.graphData)
        ),
    )


def _request(graph: Graph, node: Node) -> Request:
    body, answer = graph.value(node, HT.body), graph.value(node, HT.resp)
    boolean = _text(graph, answer, MF.expectedBoolean)
    return Request(
        method=_text(graph, node, HT.methodName),
        path=_text(graph, node, HT.absolutePath),
        headers=_headers(graph, node),
        body=_text(graph, body, CNT.chars).encode(_text(graph, body, CNT.characterEncoding))
        if body
        else None,
        statuses=frozenset(
            str(status).rpartition("#")[2] for status in graph.objects(answer, MF.expectedStatus)
        ),
        boolean={"true": True, "false": False, "": None}[boolean],
        format=_text(graph, answer, MF.expectedFormat),
        answer_headers=_headers(graph, answer),
        answer_body=_text(graph, graph.value(answer, HT.body), CNT.chars),
        location=_text(graph, answer, MF.expectedLocation),
    )


def _encoded(graph: Graph, body: Node) -> bytes:
    return _text(graph, body, CNT.chars).encode(_text(graph, body, CNT.characterEncoding))


def _headers(graph: Graph, node: Node | None) -> tuple[tuple[str, str], ...]:
    return tuple(
        (_text(graph, header, HT.fieldName), _text(graph, header, HT.fieldValue))
        for header in _list(graph, node, HT.headers)
    )


def _list(graph: Graph, node: Node | None, predicate: Node) -> Iterator[Node]:
    head = graph.value(node, predicate)
    return iter(Collection(graph, head) if head else ())


def _text(graph: Graph, node: Node | None, predicate: Node) -> str:
    found = graph.value(node, predicate) if node is not None else None
    return "" if found is None else str(found)
