"""Runs the application behind several web servers and compares what the choice among them rests on.

    python benchmarks/servers.py [--build build] [--seconds 1] [--publish]

waitress and granian's own WSGI mode serve `server.py`; `untoc serve` is granian's ASGI mode through the
bridge of `untoc_graph.web`. Asked are: requests a second for a kept reply and for a cold query with 8
clients; whether a client can tell that a reply broke off in the middle; whether 200 clients that send half a
request keep others out.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from measuring import servers
from measuring.cases import ACCEPT, CASES, MODES
from measuring.load import Load, require_wrk, run
from measuring.processes import free_port
from measuring.report import arguments_for_output, deliver, machine, paragraph, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from measuring.servers import Server

_ROOT: Final = Path(__file__).parents[1]
_BIN: Final = Path(sys.executable).parent
_CLIENTS: Final = 8
_HALF: Final = 200
# As many threads as the bridge takes with the default settings.
_THREADS: Final = 28
# A result of 20 MB that is refused after a part of it has left.
_CUT: Final = {"hold_bytes": "65536", "result_bytes": "1000000", "rate": ""}
_ALL: Final = "SELECT * WHERE { ?subject ?predicate ?object }"
_HALVES: Final = {
    "half headers": b"GET / HTTP/1.1\r\nHost: localhost\r\n",
    "half a body": (
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
        b"Content-Length: 100\r\n\r\nASK"
    ),
}
_PATIENCE: Final = 5.0


@dataclass(frozen=True)
class Found:
    """What was found of one server.

    Attributes:
        name: of the server.
        kept: the load of a kept reply, median of rounds.
        cold: the load of a query that is evaluated.
        cut: how a reply that fails in its middle looks to the client.
        waits: seconds until another client has its page, by what the 200 sent.
    """

    name: str
    kept: Load
    cold: Load
    cut: str
    waits: dict[str, float]


def main() -> None:
    """Run and report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--build", type=Path, default=Path("build"))
    parser.add_argument("--seconds", type=int, default=1, help="length of one load")
    parser.add_argument("--rounds", type=int, default=3)
    arguments_for_output(parser)
    arguments = parser.parse_args()
    require_wrk()
    ways = (_waitress, _granian_wsgi, _untoc_serve)
    loads: dict[str, dict[str, list[Load]]] = {}
    with contextlib.ExitStack() as running:
        here = [running.enter_context(way(arguments.build, {"rate": ""})) for way in ways]
        for number in range(arguments.rounds):
            for server in here if number % 2 == 0 else reversed(here):
                print(f"round {number + 1} of {arguments.rounds}: {server.name}", file=sys.stderr)
                for mode in MODES:
                    load = run(server, CASES[0].text, mode, _CLIENTS, arguments.seconds)
                    loads.setdefault(server.name, {}).setdefault(mode, []).append(load)
    found = []
    for way in ways:
        with way(arguments.build, _CUT) as server:
            print(f"hostile clients: {server.name}", file=sys.stderr)
            cut = how_it_breaks(server)
            waits = {name: wait_behind(server, half) for name, half in _HALVES.items()}
        kept, cold = (_middle(loads[server.name][mode]) for mode in MODES)
        found.append(Found(server.name, kept, cold, cut, waits))
    raw = {
        "machine": machine(),
        "servers": [{**vars(one), "kept": vars(one.kept), "cold": vars(one.cold)} for one in found],
    }
    deliver(arguments, "servers", _text(found, arguments), raw)


def how_it_breaks(server: Server) -> str:
    """Return how a client sees a reply that fails after a part of it was sent."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        connection.request("GET", server.target(_ALL), headers={"Accept": ACCEPT})
        reply = connection.getresponse()
        if reply.status != http.HTTPStatus.OK:
            return f"status {reply.status}"
        reply.read()
    except (http.client.IncompleteRead, ConnectionError):
        return "broken"
    finally:
        connection.close()
    return "**whole**"


def wait_behind(server: Server, half: bytes) -> float:
    """Return the seconds that a page takes while many clients have sent half a request, at most a few."""
    with contextlib.ExitStack() as opened:
        for _ in range(_HALF):
            slow = opened.enter_context(socket.create_connection(("127.0.0.1", server.port), _PATIENCE))
            slow.sendall(half)
        time.sleep(0.5)
        began = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=_PATIENCE)
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/")
            connection.getresponse().read()
        connection.close()
        taken = time.perf_counter() - began
    # Those that left are forgotten before anything else is measured.
    time.sleep(0.5)
    return taken


@contextlib.contextmanager
def _waitress(build: Path, settings: dict[str, str]) -> Iterator[Server]:
    port = free_port()
    options = [f"--listen=127.0.0.1:{port}", f"--threads={_THREADS}", "--connection-limit=1000"]
    command = [str(_BIN / "waitress-serve"), *options, "--channel-timeout=20", "server:app"]
    with servers.running("waitress, WSGI", port, "/sparql", command, _environ(build, settings)) as server:
        yield server


@contextlib.contextmanager
def _granian_wsgi(build: Path, settings: dict[str, str]) -> Iterator[Server]:
    port = free_port()
    options = ["--interface", "wsgi", "--port", str(port), "--blocking-threads", str(_THREADS)]
    command = [str(_BIN / "granian"), *options, "--no-ws", "--log-level", "error", "server:app"]
    with servers.running("granian, WSGI", port, "/sparql", command, _environ(build, settings)) as server:
        yield server


@contextlib.contextmanager
def _untoc_serve(build: Path, settings: dict[str, str]) -> Iterator[Server]:
    with servers.ours(build, **settings) as server:
        yield server


def _environ(build: Path, settings: dict[str, str]) -> dict[str, str]:
    given = {
        f"UNTOC_{name.upper()}": value for name, value in {**settings, "build": str(build.resolve())}.items()
    }
    return {**given, "PYTHONPATH": str(_ROOT)}


def _middle(loads: Sequence[Load]) -> Load:
    return sorted(loads, key=lambda load: load.rate)[len(loads) // 2]


def _text(found: Sequence[Found], arguments: argparse.Namespace) -> str:
    def wait(seconds: float) -> str:
        return f"{1000 * seconds:.0f} ms" if seconds < _PATIENCE else "**none in 5 s**"

    rows = [
        (
            one.name,
            f"{one.kept.rate:,.0f}",
            f"{one.kept.median:.2f} / {one.kept.p99:.2f}",
            f"{one.cold.rate:,.0f}",
            f"{one.cold.median:.2f} / {one.cold.p99:.2f}",
            one.cut,
            *(wait(one.waits[name]) for name in _HALVES),
        )
        for one in found
    ]
    told = paragraph(
        f"""
        {machine()} One web process each, {_CLIENTS} clients, {arguments.seconds} s, the middle of
        {arguments.rounds} rounds; milliseconds are median / 99th percentile. The reply that is cut passes its
        limit of bytes after a part of it has left: what a client takes for whole is the worse. The waits are
        those of a page while {_HALF} other clients have sent half their headers, or half a body. waitress has
        `--connection-limit=1000`; with its default of 100 the first {_HALF} would keep everyone out.
        """
    )
    head = (
        "server",
        "kept /s",
        "ms",
        "cold /s",
        "ms",
        "a cut reply is",
        *(f"page behind {name}" for name in _HALVES),
    )
    return f"{told}\n\n{table(head, rows)}"


if __name__ == "__main__":
    main()
