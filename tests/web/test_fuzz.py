"""Whatever a server hands over, the rims of WSGI and ASGI answer: no exception, no 500, no broken message."""

from __future__ import annotations

import asyncio
import io
import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote_to_bytes, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from untoc_graph.errors import QueryTimeoutError
from untoc_graph.settings import Settings
from untoc_graph.web import bridge as bridge_module
from untoc_graph.web import create_app
from untoc_graph.web.bridge import Bridge
from untoc_graph.web.front import Front
from untoc_graph.web.service import EXTENSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flask import Flask

# The same examples each time, and no folder of them left behind.
FUZZED = settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

PATHS = st.one_of(
    st.sampled_from(
        [
            "/",
            "",
            "/sparql",
            "/sparql/",
            "/graph-store",
            "/graph/actions",
            "/graph/%61ctions",
            "/download/untoc.ttl",
            "/limits",
            "/health/live",
            "/health/ready",
            "/metrics",
            "/static/style.css",
            "/openapi.json",
            "//",
            "/%00",
            "/%ff",
            "*",
            "/sparql%00",
            "/nothing",
        ]
    ),
    st.text(max_size=15).map(lambda text: "/" + quote(text)),
    st.binary(max_size=15).map(lambda sent: "/" + quote(sent)),
)
QUERIES = st.one_of(
    st.sampled_from(
        [
            "",
            "default",
            "query=ASK%7B%7D",
            "query=SELECT%20*%20%7B?s%20?p%20?o%7D",
            "query=%FF",
            "query=ASK%7B",
            "%",
            "&",
            "a=b",
        ]
    ),
    st.lists(
        st.tuples(
            st.sampled_from(
                ["query", "query", "update", "graph", "default", "default-graph-uri", "timeout", "x"]
            ),
            st.one_of(
                st.text(max_size=30),
                st.sampled_from(
                    ["ASK {}", "0.1", "CONSTRUCT WHERE {?s ?p ?o}", "https://w3id.org/untoc/graph/actions"]
                ),
            ),
        ),
        max_size=4,
    ).map(urlencode),
    st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=30),
)
HEADERS = st.lists(
    st.tuples(
        st.one_of(
            st.sampled_from(
                [
                    "accept",
                    "content-type",
                    "content-encoding",
                    "if-none-match",
                    "if-modified-since",
                    "if-range",
                    "range",
                    "host",
                    "cookie",
                    "x-forwarded-for",
                    "authorization",
                    "origin",
                    "transfer-encoding",
                    "expect",
                    "content-length",
                    "user-agent",
                    "accept-encoding",
                    "date",
                ]
            ),
            st.text(st.sampled_from("abcxyz-_0"), min_size=1, max_size=8),
        ),
        st.one_of(
            st.sampled_from(
                [
                    "*/*",
                    "text/html",
                    "text/csv;q=0.5",
                    "application/sparql-query",
                    "application/x-www-form-urlencoded; charset=utf-8",
                    "multipart/form-data",
                    "gzip",
                    "*",
                    '"x"',
                    "bytes=0-",
                    "bytes=9-1",
                    "bytes=-5,1-2",
                    "bytes=x",
                    "192.0.2.1",
                    "::1",
                    "Basic !",
                    "chunked",
                    "5",
                    "Thu, 01 Jan 1970 00:00:00 GMT",
                    "a" * 3_000,
                ]
            ),
            st.text(st.characters(max_codepoint=255, exclude_characters="\r\n\0"), max_size=30),
        ),
    ),
    max_size=5,
)
METHODS = st.one_of(
    st.sampled_from(
        [
            "GET",
            "GET",
            "GET",
            "HEAD",
            "POST",
            "POST",
            "OPTIONS",
            "PUT",
            "DELETE",
            "PATCH",
            "TRACE",
            "CONNECT",
            "PROPFIND",
        ]
    ),
    st.text(st.sampled_from("ABCabc!#"), min_size=1, max_size=6),
)
BODIES = st.one_of(
    st.just(b""),
    st.just(b"ASK {}"),
    st.just(b"query=ASK%7B%7D"),
    st.just(b"x" * 300_000),
    st.binary(max_size=60),
)


def check(method: str, status: int, fields: list[tuple[str, str]], body: bytes) -> None:
    """Assert what holds for every reply of the service."""
    assert 200 <= status < 500 or status == 503
    headers = {name.lower(): value for name, value in fields}
    for name, value in fields:
        assert name.isascii()
        assert not set(name + value) & set("\r\n\0")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    if "content-length" in headers and method != "HEAD":
        assert int(headers["content-length"]) == len(body)
    if method == "HEAD" or status in {204, 304}:
        assert body == b""
    elif headers.get("content-type") == "application/problem+json":
        said = json.loads(body)
        assert {"type", "title", "status", "detail"} <= set(said)
        assert said["status"] == status
        assert said["type"].startswith("https://w3id.org/untoc/problem/")


@pytest.fixture(scope="module")
def app(served_build: Path) -> Iterator[Flask]:
    made = create_app(Settings(build=served_build, workers=2, rate="", query_timeout=0.5))
    yield made
    made.extensions[EXTENSION].close()


# WSGI


@FUZZED
@given(method=METHODS, path=PATHS, query=QUERIES, headers=HEADERS, body=BODIES)
def test_wsgi_answers_whatever_the_environment_holds(
    app: Flask, method: str, path: str, query: str, headers: list[tuple[str, str]], body: bytes
) -> None:
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "192.0.2.1",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in headers:
        key = name.upper().replace("-", "_")
        # A server reads these two itself.
        if key not in {"CONTENT_LENGTH", "TRANSFER_ENCODING"}:
            environ[key if key == "CONTENT_TYPE" else "HTTP_" + key] = value
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start(line: str, fields: list[tuple[str, str]], *_: Any) -> Callable[[bytes], object]:
        started.append((line, fields))
        return lambda _: None

    pieces = app(environ, start)
    try:
        content = b"".join(pieces)
    finally:
        close = getattr(pieces, "close", None)
        if close:
            close()
    ((line, fields),) = started
    check(method, int(line[:3]), fields, content)


# ASGI


class Asked:
    """A request as an ASGI server hands it over, and what it is given to send."""

    def __init__(
        self,
        method: str = "GET",
        path: str = "/",
        query: bytes = b"",
        headers: list[tuple[bytes, bytes]] | None = None,
        body: list[bytes] | None = None,
        leaves: bool = False,
    ) -> None:
        self.scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote_to_bytes(path).decode("utf-8", "replace"),
            "raw_path": path.encode("latin-1", "replace"),
            "query_string": query,
            "root_path": "",
            "headers": headers or [],
            "client": ("192.0.2.1", 4711),
            "server": ("127.0.0.1", 80),
        }
        pieces = body or [b""]
        self._messages: list[dict[str, Any]] = [
            {"type": "http.request", "body": piece, "more_body": number < len(pieces) - 1}
            for number, piece in enumerate(pieces)
        ]
        self._leaves = leaves
        self.sent: list[dict[str, Any]] = []

    async def receive(self) -> dict[str, Any]:
        if self._messages:
            return self._messages.pop(0)
        if not self._leaves:
            await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        self.sent.append(dict(message))

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])

    @property
    def fields(self) -> list[tuple[str, str]]:
        return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in self.sent[0]["headers"]]

    @property
    def body(self) -> bytes:
        return b"".join(message["body"] for message in self.sent[1:])

    @property
    def whole(self) -> bool:
        """Whether the reply was begun once, and ended once."""
        kinds = [message["type"] for message in self.sent]
        assert kinds[:1] in ([], ["http.response.start"])
        assert set(kinds[1:]) <= {"http.response.body"}
        assert all(message["more_body"] for message in self.sent[1:-1])
        return len(kinds) > 1 and not self.sent[-1]["more_body"]


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="module")
def bridge(app: Flask) -> Bridge:
    app.extensions[EXTENSION].open()
    return Bridge(app)


def run(loop: asyncio.Runner, bridge: Bridge, asked: Asked) -> Asked:
    async def once() -> None:
        await asyncio.wait_for(bridge(asked.scope, asked.receive, asked.send), 20)

    loop.run(once())
    return asked


@FUZZED
@given(
    method=METHODS,
    path=PATHS,
    query=QUERIES,
    headers=HEADERS,
    body=st.lists(BODIES, max_size=3),
    leaves=st.booleans(),
)
def test_asgi_answers_whatever_the_scope_holds(
    loop: asyncio.Runner,
    bridge: Bridge,
    method: str,
    path: str,
    query: str,
    headers: list[tuple[str, str]],
    body: list[bytes],
    leaves: bool,
) -> None:
    encoded = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    asked = run(loop, bridge, Asked(method, path, query.encode(), encoded, body, leaves))
    if asked.whole:
        names = [name for name, _ in asked.fields]
        assert len(set(names)) == len(names)
        if asked.status == 499:
            assert leaves
        else:
            check(method, asked.status, asked.fields, asked.body)
    else:
        # Only one who has gone gets nothing.
        assert leaves


@pytest.mark.parametrize("length", [b"x", b"-1", b"", b"9" * 5_000, b"1e3", b"0x10", b" 5", "٣".encode()])
def test_a_length_that_is_none_is_too_large(loop: asyncio.Runner, bridge: Bridge, length: bytes) -> None:
    headers = [(b"content-length", length), (b"content-type", b"application/sparql-query")]
    asked = run(loop, bridge, Asked("POST", "/sparql", b"", headers, [b"ASK {}"]))
    assert asked.status == 413


def test_a_body_that_does_not_come_is_told_after_a_while(
    loop: asyncio.Runner, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bridge_module, "_BODY_DEADLINE", 0.1)
    asked = Asked("POST", "/sparql", b"", [(b"content-length", b"6")], [b"ASK", b""])
    asked._messages = asked._messages[:1]
    run(loop, bridge, asked)
    assert asked.status == 408
    check("POST", asked.status, asked.fields, asked.body)


def test_a_body_that_breaks_off_is_a_bad_request(loop: asyncio.Runner, bridge: Bridge) -> None:
    asked = Asked("POST", "/sparql", b"", [(b"content-length", b"6")], [b"ASK", b""], leaves=True)
    asked._messages = asked._messages[:1]
    run(loop, bridge, asked)
    assert asked.status == 400
    check("POST", asked.status, asked.fields, asked.body)


def test_a_client_that_does_not_take_the_next_piece_is_left(
    loop: asyncio.Runner, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bridge_module, "_SEND_DEADLINE", 0.1)
    text = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } LIMIT 20000"

    class Stalled(Asked):
        async def send(self, message: Any) -> None:
            if len(self.sent) > 3:
                await asyncio.Event().wait()
            await super().send(message)

    asked = Stalled("GET", "/sparql", f"query={quote(text)}".encode())
    begun = time.monotonic()
    run(loop, bridge, asked)
    assert time.monotonic() - begun < 10
    assert asked.status == 200
    assert not asked.whole


@pytest.mark.parametrize("failure", [QueryTimeoutError("too long"), RuntimeError("secret of the inside")])
@pytest.mark.parametrize("pieces", [0, 1, 2])
def test_a_failure_is_told_before_the_first_byte_and_breaks_off_after_it(
    loop: asyncio.Runner, served_build: Path, failure: Exception, pieces: int
) -> None:
    own = create_app(Settings(build=served_build))

    def application(environ: Any, start: Callable[..., object]) -> Iterator[bytes]:
        start("200 OK", [("Content-Type", "text/csv")])
        return content()

    def content() -> Iterator[bytes]:
        for _ in range(pieces):
            yield b"part"
        raise failure

    own.wsgi_app = Front(application, own.extensions[EXTENSION])  # type: ignore[method-assign]
    asked = run(loop, Bridge(own), Asked("GET", "/x"))
    if pieces:
        assert asked.status == 200
        assert asked.body == b"part" * pieces
        assert not asked.whole
    else:
        assert asked.whole
        assert asked.status == (503 if isinstance(failure, QueryTimeoutError) else 500)
        assert b"secret" not in asked.body
        assert json.loads(asked.body)["status"] == asked.status
        assert dict(asked.fields)["x-content-type-options"] == "nosniff"
    own.extensions[EXTENSION].close()


def test_headers_that_pass_for_others_do_not_reach_the_application(
    served_build: Path, loop: asyncio.Runner
) -> None:
    own = create_app(Settings(build=served_build))
    seen: dict[str, Any] = {}

    def application(environ: Any, start: Callable[..., object]) -> list[bytes]:
        seen.update(environ)
        start("204 No Content", [])
        return [b""]

    own.wsgi_app = Front(application, own.extensions[EXTENSION])  # type: ignore[method-assign]
    headers = [
        (b"x-forwarded-for", b"192.0.2.1"),
        (b"x_forwarded_for", b"6.6.6.6"),
        (b"content_length", b"7"),
        (b"accept", b"a/b"),
        (b"accept", b"c/d"),
    ]
    run(loop, Bridge(own), Asked("GET", "/x", b"", headers))
    assert seen["HTTP_X_FORWARDED_FOR"] == "192.0.2.1"
    assert seen["CONTENT_LENGTH"] == "0"
    assert seen["HTTP_ACCEPT"] == "a/b,c/d"
    own.extensions[EXTENSION].close()


def test_the_life_of_the_server_is_that_of_the_service(
    served_build: Path, tmp_path: Path, loop: asyncio.Runner
) -> None:
    async def live(bridge: Bridge) -> list[str]:
        told: list[str] = []
        messages = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]

        async def receive() -> dict[str, str]:
            return messages.pop(0)

        async def send(message: Any) -> None:
            told.append(message["type"])

        await bridge({"type": "lifespan"}, receive, send)
        return told

    own = create_app(Settings(build=served_build, workers=1))
    begun: list[object] = []
    assert loop.run(live(Bridge(own, begun.append))) == [
        "lifespan.startup.complete",
        "lifespan.shutdown.complete",
    ]
    assert begun == [own.extensions[EXTENSION]]
    assert loop.run(live(Bridge(create_app(Settings(build=tmp_path))))) == ["lifespan.startup.failed"]
