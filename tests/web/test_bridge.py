"""What crosses the wire: whole replies, transfers that break off, clients that leave, clients that dawdle."""

from __future__ import annotations

import http.client
import json
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.web.processes import children, eventually, resident_kib
from untoc_graph.rdf.formats import graph_format, result_format
from untoc_graph.settings import Settings
from untoc_graph.sparql.operation import body_limit
from untoc_graph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from tests.web.conftest import Server
    from untoc_graph.store.release import Release

DIRECT = "Content-Type: application/sparql-query\r\n"
SMALL = "SELECT ?s { ?s a <https://w3id.org/untoc/ontology#State> } ORDER BY ?s"
MANY = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
# Ten thousand triples whose length is known, and one by which a prefix comes in that no other shortens: so
# the Turtle is longer than the N-Triples, and passes a limit of bytes that they just keep.
DIGITS = " ".join(f"VALUES ?{name} {{ 0 1 2 3 4 5 6 7 8 9 }}" for name in "wxyz")
TRIPLES = (
    "CONSTRUCT { ?s <http://x/p> <http://x/o> . "
    "<http://x/a> <https://w3id.org/untoc/ontology#p> <http://x/o> } "
    f'{{ {DIGITS} BIND(IRI(CONCAT("http://x/", STR(?w), STR(?x), STR(?y), STR(?z))) AS ?s) }}'
)
N_TRIPLES = 10_000 * len("<http://x/0000> <http://x/p> <http://x/o> .\n") + len(
    "<http://x/a> <https://w3id.org/untoc/ontology#p> <http://x/o> .\n"
)

# Rows that come for a long time, though not fast: the filter lets few of very many pass.
ITALY, ROMANIA = (
    "https://w3id.org/untoc/action/ITA-untoc-ratification",
    "https://w3id.org/untoc/participant/ROU",
)
TRICKLE = (
    f"SELECT ?a {{ {MANY} . ?m ?n ?o . ?p ?q ?r . ?s ?t ?u "
    "FILTER(CONCAT(STR(?a), STR(?d), STR(?g), STR(?j), SUBSTR(STR(?u), 1, 0)) = "
    f'"{ITALY}{ROMANIA}{ITALY}{ITALY}") }}'
)


@pytest.fixture(scope="module")
def narrow(start: Callable[..., AbstractContextManager[Server]]) -> Iterator[Server]:
    """One worker; little is held back, little more is allowed."""
    with start(
        workers=1, hold_bytes=20_000, result_bytes=N_TRIPLES, query_timeout=1, queue_timeout=20
    ) as running:
        yield running


@pytest.fixture(scope="module")
def wide(start: Callable[..., AbstractContextManager[Server]]) -> Iterator[Server]:
    """One worker; much is allowed."""
    with start(workers=1, query_timeout=20, queue_timeout=20) as running:
        yield running


def get(text: str, accept: str = "*/*", more: str = "", timeout: float = 20) -> bytes:
    target = f"/sparql?timeout={timeout}&query={quote(text)}"
    return f"GET {target} HTTP/1.1\r\nHost: x\r\nAccept: {accept}\r\n{more}\r\n".encode()


def post(body: bytes, headers: str) -> bytes:
    return f"POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n".encode() + body


def chunks(body: bytes, size: int) -> bytes:
    pieces = [body[place : place + size] for place in range(0, len(body), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in [*pieces, b""])


def status(reply: bytes) -> int:
    return int(reply.split(b" ", 2)[1])


def answered_at_once(server: Server, seconds: float = 2.0) -> None:
    begun = time.monotonic()
    assert server.ask(f"ASK {{}} # {begun}").status == 200
    assert time.monotonic() - begun < seconds


def worker_of(server: Server) -> int:
    (zygote,) = children(server.web_process)
    (worker,) = children(zygote)
    return worker


# A part is never taken for the whole


@pytest.mark.parametrize(
    ("text", "accept"),
    [
        (f"SELECT * {{ {MANY} }}", "application/sparql-results+json"),
        (f"SELECT * {{ {MANY} }}", "application/sparql-results+xml"),
        (f"SELECT * {{ {MANY} }}", "text/csv"),
        (f"SELECT * {{ {MANY} }}", "text/tab-separated-values"),
        (TRIPLES, "text/turtle"),
    ],
    ids=["json", "xml", "csv", "tsv", "turtle"],
)
def test_a_failure_after_the_first_byte_breaks_the_transfer(narrow: Server, text: str, accept: str) -> None:
    for number in range(50):
        reply = narrow.exchange(get(f"{text} # {number}", accept))
        if status(reply) == 200:
            break
        # So quickly that the failure was known before the first byte was sent.
        assert status(reply) == 413
    assert b"transfer-encoding: chunked" in reply.lower()
    assert len(reply) > 20_000
    # A chunked body without its last chunk is incomplete (RFC 9112, section 8).
    assert not reply.endswith(b"0\r\n\r\n")
    answered_at_once(narrow)


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "text/csv"])
def test_an_http_library_takes_no_part_for_the_whole(wide: Server, accept: str) -> None:
    with pytest.raises(http.client.IncompleteRead):
        wide.ask(TRICKLE, accept, timeout="0.5")
    answered_at_once(wide)


def test_a_result_that_just_keeps_the_limit_is_whole(narrow: Server) -> None:
    reply = narrow.ask(TRIPLES, "application/n-triples")
    assert (reply.status, len(reply.body)) == (200, N_TRIPLES)


def test_time_that_runs_out_after_the_first_byte_breaks_the_transfer(wide: Server) -> None:
    begun = time.monotonic()
    reply = wide.exchange(get(TRICKLE, "text/csv", timeout=1))
    assert 0.9 < time.monotonic() - begun < 3
    assert status(reply) == 200
    assert len(reply) > Settings().hold_bytes
    assert not reply.endswith(b"0\r\n\r\n")
    answered_at_once(wide)


def test_a_worker_that_is_killed_on_the_way_breaks_the_transfer(wide: Server) -> None:
    with wide.connect() as reader:
        reader.sendall(get(TRICKLE, "text/csv"))
        assert reader.recv(1 << 16).startswith(b"HTTP/1.1 200")
        os.kill(worker_of(wide), signal.SIGKILL)
        rest = b"".join(iter(lambda: reader.recv(1 << 16), b""))
        assert not rest.endswith(b"0\r\n\r\n")
    answered_at_once(wide)


# The whole comes whole


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_large_results_are_those_that_the_store_evaluates(
    wide: Server, small_release: Release, name: str
) -> None:
    text = f"SELECT * {{ {MANY} }} LIMIT 20000"
    with EmbeddedStore(small_release, Settings(workers=1)) as store:
        expected = store.evaluate(text, results=result_format(name)).content
    reply = wide.ask(text, result_format(name).media_type)
    assert len(expected) > Settings().hold_bytes
    assert reply.headers["Content-Length"] is None
    assert (reply.status, reply.body) == (200, expected)


@pytest.mark.parametrize("name", ["turtle", "ntriples", "jsonld", "rdfxml", "trig", "nquads"])
def test_large_graphs_are_those_that_the_store_evaluates(
    wide: Server, small_release: Release, name: str
) -> None:
    text = TRIPLES.replace("<http://x/p> <http://x/o>", "<http://x/p> <http://x/o>, ?w, ?x, ?y, ?z")
    with EmbeddedStore(small_release, Settings(workers=1)) as store:
        expected = store.evaluate(text, graph=graph_format(name)).content
    reply = wide.ask(text, graph_format(name).media_type)
    assert (reply.status, reply.body) == (200, expected)


def test_a_small_reply_says_its_length_and_a_large_one_is_chunked(wide: Server) -> None:
    small, large = wide.ask(SMALL), wide.ask(f"SELECT * {{ {MANY} }} LIMIT 20000")
    assert small.headers["Content-Length"] == str(len(small.body))
    assert small.headers["Transfer-Encoding"] is None
    assert large.headers["Content-Length"] is None
    assert large.headers["Transfer-Encoding"] == "chunked"


def test_many_large_results_at_once_do_not_mix(wide: Server) -> None:
    texts = [f"SELECT ({n} AS ?n) ?a ?d {{ {MANY} }} LIMIT 30000" for n in range(4)]
    with ThreadPoolExecutor(4) as threads:
        replies = list(threads.map(lambda text: wide.ask(text, "text/csv"), texts))
    for n, reply in enumerate(replies):
        rows = reply.body.decode().splitlines()[1:]
        assert len(rows) == 30_000
        assert all(row.startswith(f"{n},") for row in rows)


# One connection, one reply after another


def test_a_connection_goes_on_after_every_kind_of_reply(wide: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", wide.port, timeout=20)
    path = f"/sparql?query={quote(SMALL)}"
    large = f"/sparql?query={quote(f'SELECT * {{ {MANY} }} LIMIT 20000')}"

    def send(method: str, path: str, **headers: str) -> tuple[int, bytes, str | None]:
        connection.request(method, path, headers={name.replace("_", "-"): v for name, v in headers.items()})
        if first is not None:
            assert connection.sock is first
        reply = connection.getresponse()
        return reply.status, reply.read(), reply.headers["ETag"]

    first = None
    got = send("GET", path)
    first = connection.sock
    assert first is not None
    assert send("HEAD", path) == (200, b"", got[2])
    assert send("HEAD", path + "%20")[:2] == (200, b"")
    assert send("HEAD", large)[:2] == (200, b"")
    assert send("GET", path, If_None_Match=got[2] or "") == (304, b"", got[2])
    assert send("GET", path + "%20%20", If_None_Match="*")[0] in {200, 304}
    assert send("OPTIONS", "/sparql")[:2] == (204, b"")
    assert send("PUT", path)[0] == 405
    assert send("GET", "/sparql?query=ASK%7B")[0] == 400
    assert len(send("GET", large)[1]) > Settings().hold_bytes
    assert send("HEAD", "/download/untoc.nq")[:2] == (200, b"")
    assert send("GET", "/nothing")[0] == 404
    assert send("GET", path) == got
    connection.close()


def test_head_says_the_length_that_get_would_have(wide: Server) -> None:
    for path in (
        f"/sparql?query={quote(SMALL)}",
        "/sparql",
        "/limits",
        "/download/untoc.ttl",
        "/",
        "/nothing",
    ):
        head, got = wide.send("HEAD", path), wide.send("GET", path)
        assert head.body == b""
        assert head.status == got.status
        assert head.headers["Content-Length"] == got.headers["Content-Length"] == str(len(got.body)), path


def test_requests_that_are_sent_ahead_are_answered_in_order(wide: Server) -> None:
    sent = b"".join(get(f"SELECT ({n} AS ?n) {{}}", "text/csv") for n in range(5))
    reply = wide.exchange(sent + get("ASK {}", more="Connection: close\r\n"))
    places = [reply.index(b"\r\n\r\nn\r\n%d\r\n" % n) for n in range(5)]
    assert places == sorted(places)
    assert reply.endswith(b"true}")


# Bodies


def test_the_largest_body_is_read_and_one_byte_more_is_not(wide: Server) -> None:
    largest = body_limit(Settings().query_bytes)
    for size, expected in ((largest, b"query-too-large"), (largest + 1, b"query-too-large")):
        body = b"ASK {}".ljust(size)
        reply = wide.exchange(post(body, f"{DIRECT}Content-Length: {size}\r\n"))
        assert status(reply) == 413
        assert expected in reply
    text = b"ASK {}".ljust(Settings().query_bytes)
    assert status(wide.exchange(post(text, f"{DIRECT}Content-Length: {len(text)}\r\n"))) == 200


def test_a_body_in_chunks_is_read_up_to_the_same_size(wide: Server) -> None:
    for body, expected in ((b"ASK {}", 200), (b"ASK {}".ljust(60_000), 200), (b"ASK {}".ljust(300_000), 413)):
        reply = wide.exchange(post(chunks(body, 1_000), DIRECT + "Transfer-Encoding: chunked\r\n"))
        assert status(reply) == expected, len(body)


def test_a_body_that_is_announced_is_not_sent_when_it_is_too_large(wide: Server) -> None:
    with wide.connect() as connection:
        connection.sendall(post(b"", f"{DIRECT}Expect: 100-continue\r\nContent-Length: 999999999\r\n"))
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 413 ")


def test_a_body_that_is_announced_is_asked_for_when_it_can_be_read(wide: Server) -> None:
    with wide.connect() as connection:
        connection.sendall(post(b"", f"{DIRECT}Expect: 100-continue\r\nContent-Length: 6\r\n"))
        assert connection.recv(1 << 16) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"ASK {}")
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 200 ")


# Clients that leave, and clients that dawdle


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_client_that_leaves_stops_its_query(
    start: Callable[..., AbstractContextManager[Server]], endless: str, method: str
) -> None:
    body = endless.encode()
    sent = get(endless) if method == "GET" else post(body, f"{DIRECT}Content-Length: {len(body)}\r\n")
    with start(workers=1, query_timeout=60, queue_timeout=30) as own:
        with own.connect() as leaving:
            leaving.sendall(sent)
            time.sleep(0.3)
        answered_at_once(own, 3.0)
        assert b'untoc_workers_ended_total{reason="gone"} 1.0' in own.send("GET", "/metrics").body


def test_a_client_that_leaves_in_the_middle_of_its_result_stops_its_query(wide: Server) -> None:
    with wide.connect() as leaving:
        leaving.sendall(get(TRICKLE, "text/csv"))
        assert leaving.recv(1 << 16).startswith(b"HTTP/1.1 200")
    answered_at_once(wide)


def test_a_client_that_leaves_while_nothing_comes_stops_its_query(wide: Server) -> None:
    with wide.connect() as leaving:
        leaving.sendall(get(TRICKLE, "text/csv"))
        assert leaving.recv(1 << 16).startswith(b"HTTP/1.1 200")
        os.kill(worker_of(wide), signal.SIGSTOP)
        leaving.settimeout(0.3)
        with pytest.raises(TimeoutError):
            while leaving.recv(1 << 16):
                pass
    answered_at_once(wide)


def test_a_slow_reader_holds_no_worker_and_no_memory(wide: Server) -> None:
    text = f"SELECT * {{ {MANY} }} LIMIT 60000"
    size = len(wide.ask(text).body)
    assert size > 20 << 20
    before = resident_kib(wide.web_process)
    readers = [wide.connect(receive_buffer=4_096) for _ in range(3)]
    for number, reader in enumerate(readers):
        reader.sendall(get(f"{text} # {number}"))
    # With one worker, this waits until all three results are made; none of them is read.
    assert wide.ask("ASK {} # behind the others").status == 200
    assert eventually(lambda: b"untoc_queries_running 0.0" in wide.send("GET", "/metrics").body)
    assert resident_kib(wide.web_process) - before < size / 1024
    for reader in readers:
        reader.close()


def test_a_slow_reader_gets_the_whole(wide: Server) -> None:
    text = f"SELECT ?a ?d {{ {MANY} }} LIMIT 40000"
    expected = wide.ask(text, "text/csv").body
    with wide.connect(receive_buffer=4_096) as reader:
        reader.sendall(get(text, "text/csv", "Connection: close\r\n"))
        time.sleep(0.5)
        came = b"".join(iter(lambda: reader.recv(1 << 14), b""))
    connection_reply = http.client.HTTPResponse(_Read(came))  # type: ignore[arg-type]
    connection_reply.begin()
    assert connection_reply.read() == expected


class _Read:
    """A socket from which all has come already."""

    def __init__(self, came: bytes) -> None:
        self._came = came

    def makefile(self, _: str) -> object:
        import io

        return io.BytesIO(self._came)


def test_a_temporary_file_is_gone_with_its_reader(wide: Server) -> None:
    before = temporary_files(wide)
    with wide.connect(receive_buffer=4_096) as reader:
        reader.sendall(get(f"SELECT * {{ {MANY} }} LIMIT 60001"))
        assert eventually(lambda: temporary_files(wide) == before + 1)
    assert eventually(lambda: temporary_files(wide) == before)


def temporary_files(server: Server) -> int:
    places = Path(f"/proc/{server.web_process}/fd").iterdir()
    return sum(str(place.readlink()).endswith("(deleted)") for place in places)


def test_the_problem_of_a_reply_that_was_not_begun_is_json(narrow: Server, endless: str) -> None:
    reply = narrow.ask(endless)
    assert reply.status == 503
    assert json.loads(reply.body)["type"].endswith("/query-timeout")
