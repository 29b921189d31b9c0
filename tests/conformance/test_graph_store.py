"""SPARQL 1.1 Graph Store Protocol: what reads is answered as the suite wants, what writes is refused by 405.

Most tests write a graph and then read it. Here each request that writes is sent and refused, and what it
would have left behind is served as a release, of which the requests that read are then asked.
"""

from __future__ import annotations

import email
import json
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import parse_qsl

import pyoxigraph as ox
import pytest

from tests.conformance.documents import read_graph, same
from tests.conformance.exchanges import Connection, Exchange, Request, Response, exchanges
from tests.conformance.suites import need_data
from tests.conftest import write_release
from tests.web.conftest import serving
from untoc_graph.rdf.engine import Quad, parse, sort_quads
from untoc_graph.rdf.formats import graph_format

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.web.conftest import Server

need_data()

TURTLE: Final = graph_format("turtle")
ALL: Final = [
    exchange
    for kind in ("direct", "indirect")
    for exchange in exchanges(f"graph-store-protocol/manifest-{kind}.ttl")
]
# Not applicable as they are: the endpoint only reads. Their writing requests are refused.
WRITING: Final = {
    "graph-store-protocol/head_existing_direct",
    "graph-store-protocol/head_existing_indirect",
    "graph-store-protocol/post_get_new_graph",
    "graph-store-protocol/post_get_post_get_direct",
    "graph-store-protocol/post_get_post_get_indirect",
    "graph-store-protocol/put_delete_get_delete_direct",
    "graph-store-protocol/put_delete_get_delete_indirect",
    "graph-store-protocol/put_get_default",
    "graph-store-protocol/put_get_repeat_direct",
    "graph-store-protocol/put_get_repeat_indirect",
    "graph-store-protocol/put_get_uri_pct_encoded_indirect",
    "graph-store-protocol/put_get_uri_pct_encoded_twice",
}
READS: Final = {"GET", "HEAD"}
# The default graph of the endpoint is the union of its named graphs, so what is written to it needs a name.
DEFAULT: Final = "http://www.example/gsp/default"
NEW: Final = "http://www.example/gsp/new"

# The documents that make up each graph.
State: TypeAlias = dict[str, tuple[bytes, ...]]


def path_of(path: str) -> str:
    """Return the path with the prefixes of the endpoint; the manifest asks that they be replaced."""
    if path.startswith("/gsp/person/"):
        return "/graph/" + path.removeprefix("/gsp/person/")
    assert path.startswith("/gsp")
    return "/graph-store" + path.removeprefix("/gsp")


def graph_of(host: str, path: str) -> str:
    """Return the IRI of the graph that a request is about."""
    before, mark, query = path.partition("?")
    if not mark:
        return NEW if before == "/gsp" else f"http://{host}{before}"
    return dict(parse_qsl(query, keep_blank_values=True)).get("graph", DEFAULT)


def documents(request: Request) -> tuple[bytes, ...]:
    """Return the Turtle documents of a body: one, or the parts of a form."""
    assert request.body is not None
    content_type = dict(request.headers)["content-type"]
    if not content_type.startswith("multipart/form-data"):
        return (request.body,)
    form = email.message_from_bytes(f"Content-Type: {content_type}\r\n\r\n".encode() + request.body)
    assert all(part.get_content_type() == "text/turtle" for part in form.get_payload())
    return tuple(part.get_payload(decode=True) for part in form.get_payload())


def after(state: State, request: Request, graph: str) -> State:
    """Return what would be there if the request had been obeyed."""
    others = {iri: held for iri, held in state.items() if iri != graph}
    match request.method:
        case "PUT":
            return {**others, graph: documents(request)}
        case "POST":
            return {**others, graph: (*state.get(graph, ()), *documents(request))}
        case "DELETE":
            return others
        case method:
            raise AssertionError(method)


def quads(state: State) -> Iterator[Quad]:
    for iri, held in state.items():
        for content in held:
            for quad in parse(content, TURTLE, base_iri=iri):
                yield Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(iri))


@pytest.fixture(scope="module")
def server_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[State], Server]]:
    """Serve a state, each on a server of its own, which stays for the next test that needs it."""
    with ExitStack() as stack:
        running: dict[tuple[tuple[str, tuple[bytes, ...]], ...], Server] = {}

        def start(state: State) -> Server:
            key = tuple(
                (iri, tuple(b" ".join(content.split()) for content in held))
                for iri, held in sorted(state.items())
            )
            if key not in running:
                build = write_release(tmp_path_factory.mktemp("state") / "build", sort_quads(quads(state)))
                running[key] = stack.enter_context(serving(build, workers=1))
            return running[key]

        yield start


def check_read(request: Request, came: Response) -> None:
    assert request.wants(came.status), f"{came.status}, not {set(request.statuses)}: {came.body!r}"
    for name, value in request.answer_headers:
        assert came.headers[name] == value
    if request.method == "HEAD":
        assert not came.body
    if request.answer_body:
        assert same(read_graph(came.body, TURTLE), read_graph(request.answer_body.encode(), TURTLE))


def check_refused(came: Response) -> None:
    assert came.status == 405
    assert set(came.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert "only read" in json.loads(came.body)["detail"]


@pytest.mark.parametrize("exchange", ALL, ids=lambda exchange: exchange.name)
def test_what_reads_is_answered_and_what_writes_is_refused(
    server_of: Callable[[State], Server], exchange: Exchange
) -> None:
    state: State = {}
    locations: dict[str, str] = {}
    for request in exchange.requests:
        path = request.path
        for name, iri in locations.items():
            path = path.replace(name, iri)
        with Connection(server_of(state).port, exchange.host) as connection:
            came = connection.send(request, path_of(path))
        if request.method in READS:
            check_read(request, came)
        else:
            check_refused(came)
            graph = graph_of(exchange.host, path)
            state = after(state, request, graph)
            if request.location:
                locations[request.location] = graph


def test_the_tests_that_write_are_named() -> None:
    writing = {
        exchange.name for exchange in ALL if any(request.method not in READS for request in exchange.requests)
    }
    assert writing == WRITING
    assert len(ALL) == 14
    assert all(request.statuses for exchange in ALL for request in exchange.requests)
