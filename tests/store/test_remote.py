"""Another endpoint is asked by a short-lived process: only that one, no longer and no more than allowed."""

from __future__ import annotations

import os
import resource
import socket
import ssl
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest

from untoc_graph.errors import FederationError, ServiceRefusedError
from untoc_graph.settings import Settings
from untoc_graph.sparql.reply import Reply
from untoc_graph.store import remote, wire
from untoc_graph.store.outbound import ask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

QUERY = "SELECT * WHERE { ?s ?p ?o }"
RESULTS = "application/sparql-results+json"
BODY = b'{"head":{"vars":[]},"results":{"bindings":[]}}'
HEAD = f"HTTP/1.1 200 OK\r\nContent-Type: {RESULTS}\r\n".encode()


def asked(
    url: str, *, deadline: float = 20.0, gone: Callable[[], bool] | None = None, **options: Any
) -> bytes:
    settings = Settings(**{"services": (url,), **options})
    return ask(url, QUERY, settings, time.monotonic() + deadline, gone)


@contextmanager
def raw(*pieces: bytes, pause: float = 0.0, again: bytes = b"") -> Iterator[str]:
    """Serve one connection with these bytes and then `again` for ever; yields the address."""

    def serve() -> None:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            try:
                connection.recv(65_536)
                for piece in pieces:
                    connection.sendall(piece)
                while again:
                    time.sleep(pause)
                    connection.sendall(again)
            except OSError:
                return

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/sparql"
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


@contextmanager
def silence() -> Iterator[tuple[str, socket.socket]]:
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/sparql", listener


def eventually(condition: Callable[[], object], seconds: float = 5.0) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


# The request


def test_the_body_comes_back_as_it_was_sent(serving, askers) -> None:
    with serving(lambda request: Reply(200, RESULTS, BODY)) as (url, _):
        assert asked(url) == BODY
    assert askers() == []


def test_a_query_is_posted_as_a_form_and_asks_for_json(serving) -> None:
    with serving(lambda request: Reply(200, RESULTS, BODY)) as (url, seen):
        asked(f"{url}?default-graph-uri=http://x/é#fragment")
    [(request, headers)] = seen
    assert (request.method, request.content_type) == ("POST", "application/x-www-form-urlencoded")
    assert parse_qs(request.body.decode()) == {"query": [QUERY]}
    assert request.query_string == b"default-graph-uri=http://x/%C3%A9"
    assert request.accept == RESULTS
    assert headers["Accept-Encoding"] == "identity"
    assert headers["User-Agent"].startswith("untoc-graph/")
    assert "Cookie" not in headers
    assert "Authorization" not in headers


@pytest.mark.parametrize("media_type", [RESULTS, f"{RESULTS}; charset=utf-8", "application/json"])
def test_json_is_taken_under_its_names(serving, media_type: str) -> None:
    with serving(lambda request: Reply(200, media_type, BODY)) as (url, _):
        assert asked(url) == BODY


def test_a_body_in_chunks_is_put_together() -> None:
    chunked = b"Transfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n6\r\nsecond\r\n0\r\n\r\n"
    with raw(HEAD, chunked) as url:
        assert asked(url) == b"firstsecond"


def test_proxies_of_the_environment_are_not_used(serving, monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        serving(lambda request: Reply(200, RESULTS, BODY)) as (url, seen),
        serving(lambda request: Reply(200, RESULTS, BODY)) as (proxy, seen_by_proxy),
    ):
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"):
            monkeypatch.setenv(name, proxy)
        monkeypatch.setenv("no_proxy", "")
        asked(url)
        assert (len(seen), len(seen_by_proxy)) == (1, 0)


def test_certificates_are_verified() -> None:
    connection, target = remote._connection("https://example.org:8443/a b?c=ä", 3.0)
    assert (connection.host, connection.port, target) == ("example.org", 8443, "/a%20b?c=%C3%A4")
    context = connection._context  # type: ignore[attr-defined]
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname


# What is refused


@pytest.mark.parametrize("services", [(), ("http://127.0.0.1/sparql",)])
def test_an_endpoint_that_is_not_allowed_is_refused_here_too(serving, services: tuple[str, ...]) -> None:
    with (
        serving(lambda request: Reply(200, RESULTS, BODY)) as (url, seen),
        pytest.raises(ServiceRefusedError, match=url),
    ):
        ask(url, QUERY, Settings(services=services), time.monotonic() + 5)
        assert seen == []


@pytest.mark.parametrize("status", [300, 301, 302, 303, 307, 308])
def test_no_redirect_is_followed(serving, status: int) -> None:
    with (
        serving(lambda request: Reply(200, RESULTS, BODY)) as (elsewhere, seen_there),
        serving(lambda request: Reply(status, RESULTS, BODY, {"Location": place})) as (url, seen),
    ):
        for place in (elsewhere, url, "/sparql", "file:///etc/passwd"):
            with pytest.raises(FederationError, match=f'answered {status} and points to "{place}"'):
                asked(url)
        assert (len(seen), len(seen_there)) == (4, 0)


@pytest.mark.parametrize("status", [201, 204, 206, 400, 401, 404, 429, 500, 503])
def test_any_other_status_is_a_failure(serving, status: int) -> None:
    with (
        serving(lambda request: Reply(status, RESULTS, b"secret")) as (url, _),
        pytest.raises(FederationError, match=f"^it answered {status}$"),
    ):
        asked(url)


@pytest.mark.parametrize(
    "media_type", ["text/html", "application/sparql-results+xml", "application/jsonx", "nonsense"]
)
def test_any_other_media_type_is_a_failure(serving, media_type: str) -> None:
    with (
        serving(lambda request: Reply(200, media_type, BODY)) as (url, _),
        pytest.raises(FederationError, match=f"not in {RESULTS.replace('+', '.')}"),
    ):
        asked(url)


def test_nothing_is_unpacked(serving) -> None:
    with (
        serving(lambda request: Reply(200, RESULTS, BODY, {"Content-Encoding": "gzip"})) as (url, _),
        pytest.raises(FederationError, match="packed"),
    ):
        asked(url)


def test_an_endpoint_that_is_not_there_is_named_as_such() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(FederationError, match="cannot be reached: Connection refused"):
        asked(f"http://127.0.0.1:{port}/sparql")


@pytest.mark.parametrize(("scheme", "said"), [("http", "speak HTTP"), ("https", "cannot be reached: .*SSL")])
def test_what_does_not_speak_the_protocol_is_a_failure(scheme: str, said: str) -> None:
    with raw(b"220 mail.example ESMTP\r\n") as url, pytest.raises(FederationError, match=said):
        asked(url.replace("http", scheme))


@pytest.mark.parametrize(
    "url", ["http://[::1/sparql", "http://127.0.0.1:99999/", "http://" + "a" * 70 + "/", "http:///"]
)
def test_an_address_that_is_none_is_a_failure(url: str) -> None:
    # The settings refuse most of these; what they let through must not end in silence.
    settings = Settings()
    object.__setattr__(settings, "services", (url,))
    with pytest.raises(FederationError, match="its address cannot be used: "):
        ask(url, QUERY, settings, time.monotonic() + 5)


# Limits


def test_a_body_that_says_that_it_is_too_large_is_stopped(serving) -> None:
    with (
        serving(lambda request: Reply(200, RESULTS, b"x" * 3_000_000)) as (url, _),
        pytest.raises(FederationError, match="larger than 1 MiB"),
    ):
        asked(url, service_bytes=1 << 20)
        assert len(asked(url, service_bytes=3_000_000)) == 3_000_000


@pytest.mark.parametrize("chunked", [True, False])
def test_a_body_without_end_is_stopped_when_it_is_too_large(chunked: bool, askers) -> None:
    piece = b"x" * 65_536
    head = HEAD + (b"Transfer-Encoding: chunked\r\n\r\n" if chunked else b"\r\n")
    with (
        raw(head, again=b"10000\r\n" + piece + b"\r\n" if chunked else piece) as url,
        pytest.raises(FederationError, match="larger than 1 MiB"),
    ):
        asked(url, service_bytes=1 << 20)
    assert askers() == []


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\n", HEAD + b"\r\n", HEAD + b"X-More: "])
def test_what_comes_too_slowly_is_stopped(head: bytes, askers) -> None:
    begun = time.monotonic()
    with raw(head, pause=0.05, again=b"x") as url, pytest.raises(FederationError, match=r"within 0\.5 s"):
        asked(url, service_timeout=0.5)
    assert 0.5 <= time.monotonic() - begun < 5
    assert askers() == []


def test_an_endpoint_that_says_nothing_is_stopped(askers) -> None:
    with silence() as (url, _), pytest.raises(FederationError, match=r"within 0\.4 s"):
        asked(url, service_timeout=0.4)
    assert askers() == []


def test_headers_without_end_are_stopped() -> None:
    with (
        raw(HEAD, again=b"X-More: x\r\n") as url,
        pytest.raises(FederationError, match="does not speak HTTP: got more than 100 headers"),
    ):
        asked(url)


def test_a_body_that_breaks_off_is_a_failure() -> None:
    with (
        raw(HEAD + b"Content-Length: 100\r\n\r\n" + BODY) as url,
        pytest.raises(FederationError, match=f"broke off: {100 - len(BODY)} bytes are missing"),
    ):
        asked(url)
    with (
        raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n") as url,
        pytest.raises(FederationError, match="broke off"),
    ):
        asked(url)


def test_the_deadline_of_the_query_holds_besides(askers) -> None:
    with silence() as (url, _), pytest.raises(wire.DeadlineError):
        asked(url, deadline=0.3)
    assert askers() == []


def test_a_client_that_leaves_stops_the_request(askers) -> None:
    begun = time.monotonic()
    with silence() as (url, _), pytest.raises(wire.GoneError):
        asked(url, gone=lambda: time.monotonic() > begun + 0.3)
    assert time.monotonic() - begun < 4
    assert askers() == []


# The process


@pytest.fixture
def asker(askers) -> Iterator[int]:
    """A process that waits for an endpoint which says nothing."""
    stop = threading.Event()
    with silence() as (url, listener):

        def wait() -> None:
            with pytest.raises(wire.GoneError):
                asked(url, gone=stop.is_set)

        thread = threading.Thread(target=wait)
        thread.start()
        connection, _ = listener.accept()
        with connection:
            try:
                assert connection.recv(65_536).startswith(b"POST /sparql ")
                [pid] = askers()
                yield pid
            finally:
                stop.set()
                thread.join()


def test_the_process_holds_its_two_sockets_and_nothing_else(asker: int) -> None:
    held = [str(link.readlink()).partition(":")[0] for link in Path(f"/proc/{asker}/fd").iterdir()]
    assert sorted(held) == ["/dev/null", "/dev/null", "/dev/null", "socket", "socket"]


def test_the_process_has_small_limits(asker: int) -> None:
    def limit(kind: int) -> int:
        return resource.prlimit(asker, kind)[1]

    assert limit(resource.RLIMIT_AS) <= 256 << 20
    assert limit(resource.RLIMIT_NOFILE) <= 32
    assert limit(resource.RLIMIT_CPU) <= 10
    assert limit(resource.RLIMIT_CORE) == limit(resource.RLIMIT_FSIZE) == 0


OWNER = """
import sys, time
from untoc_graph.settings import Settings
from untoc_graph.store.outbound import ask

url = sys.argv[1]
ask(url, "ASK {}", Settings(services=(url,), service_timeout=60.0), time.monotonic() + 60)
"""


def test_the_process_does_not_outlive_its_killed_owner() -> None:
    with silence() as (url, listener), subprocess.Popen([sys.executable, "-c", OWNER, url]) as owner:
        connection, _ = listener.accept()
        with connection:
            [child] = Path(f"/proc/{owner.pid}/task/{owner.pid}/children").read_text().split()
            owner.kill()
            owner.wait()
            assert eventually(lambda: not os.path.exists(f"/proc/{child}"))  # noqa: PTH110


def test_the_modules_of_the_process_are_few() -> None:
    found = subprocess.run(
        [sys.executable, "-c", "import sys, untoc_graph.store.remote; print(*sys.modules)"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split()
    assert not {"rdflib", "pyoxigraph", "flask", "untoc_graph.api", "untoc_graph.namespaces"} & set(found)
