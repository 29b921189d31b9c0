"""Attacks the service and measures what other clients notice: the bars that a public endpoint must hold.

    python benchmarks/hostile.py [--build build] [--queries 10000] [--seconds 60] [--publish]

The texts are those of the tests (`tests/web/hostile.py`). Exits with 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from measuring.processes import end, family, free_port, memory
from measuring.report import arguments_for_output, deliver, machine, paragraph, table

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.web.hostile import CRASHING, ENDLESS, FAMILIES, FLOODS, GREEDY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# A person does not notice a quarter of a second; half the limit of most health checks.
_P99 = 0.25
# What a page may take beside two hundred sockets that send half a request.
_PAGE = 0.2
# Memory after the storm, as a share of that before it.
_MEMORY = 1.10
# Short, so that thousands of queries that never end fit into minutes.
_STORM_TIMEOUT = 0.25
_CLIENTS = 8
_GOOD = "SELECT ?p ?o { <https://w3id.org/untoc/participant/ITA> ?p ?o } # "


class Server:
    """`untoc serve` on a free port."""

    def __init__(self, build: Path, **settings: object) -> None:
        self.port = free_port()
        environment = {f"UNTOC_{name.upper()}": str(value) for name, value in settings.items()}
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "untoc_graph.cli",
                "serve",
                "--port",
                str(self.port),
                "--build",
                str(build),
            ],
            stderr=subprocess.DEVNULL,
            env={**os.environ, "UNTOC_RATE": "", **environment},
        )
        deadline = time.monotonic() + 60
        while self.ask("ASK {}") != 200:
            if time.monotonic() > deadline:
                raise SystemExit("the server does not start")
            time.sleep(0.1)

    @property
    def web(self) -> int:
        """Process id of the web process."""
        return family(self.process.pid)[1]

    def ask(self, text: str, path: str = "/sparql") -> int:
        """Return the status of a query, 0 where the connection or the transfer broke off."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request("POST", path, urlencode({"query": text}), form)
            reply = connection.getresponse()
            reply.read()
        except (OSError, http.client.HTTPException):
            return 0
        else:
            return reply.status
        finally:
            connection.close()


@contextmanager
def serving(build: Path, **settings: object) -> Iterator[Server]:
    """Run a server for the block."""
    server = Server(build, **settings)
    try:
        yield server
    finally:
        end(server.process)


def hostile_texts(rows: random.Random) -> Iterator[str]:
    """Yield hostile texts without end: deep, long, endless, greedy, flooding."""
    deep = [kind.text(size) for kind in FAMILIES.values() for size in (4_000, 16_000, 60_000)]
    rest = [*ENDLESS.values(), *GREEDY.values(), *FLOODS.values()]
    while True:
        yield rows.choice(deep if rows.random() < 0.7 else rest)


def storm(server: Server, count: int) -> tuple[Counter[int], float]:
    """Send so many hostile queries from several clients; return their statuses and the seconds."""
    statuses: Counter[int] = Counter()
    left = itertools.count()
    lock = threading.Lock()

    def client(seed: int) -> None:
        for text in hostile_texts(random.Random(seed)):
            with lock:
                number = next(left)
            if number >= count:
                return
            status = server.ask(text)
            with lock:
                statuses[status] += 1
                if number % 500 == 0:
                    print(f"{number} of {count} hostile queries", file=sys.stderr)

    began = time.monotonic()
    together(client, range(_CLIENTS))
    return statuses, time.monotonic() - began


def together(work: Callable[[int], None], numbers: Sequence[int] | range) -> None:
    """Run `work` in one thread for each number, and wait for all."""
    threads = [threading.Thread(target=work, args=(number,)) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def good(server: Server) -> None:
    """Ask some hundred good queries from several clients, so that all workers have answered."""

    def client(number: int) -> None:
        for each in range(50):
            server.ask(f"{_GOOD}{number} {each} {time.monotonic()}")

    together(client, range(_CLIENTS))


def beside(server: Server, seconds: float) -> tuple[list[float], int, Counter[int]]:
    """Ask good queries beside two clients that crash workers and use up time without pause."""
    over = time.monotonic() + seconds
    hostile: Counter[int] = Counter()
    taken: list[float] = []
    unanswered = 0

    def attacker(number: int) -> None:
        mine = [*CRASHING, *ENDLESS.values()] if number else [*ENDLESS.values(), *CRASHING]
        for text in itertools.cycle(mine):
            if time.monotonic() > over:
                return
            hostile[server.ask(text)] += 1

    attackers = [threading.Thread(target=attacker, args=(number,)) for number in (0, 1)]
    for thread in attackers:
        thread.start()
    for number in itertools.count():
        if time.monotonic() > over:
            break
        began = time.perf_counter()
        unanswered += server.ask(_GOOD + str(number)) != 200
        taken.append(time.perf_counter() - began)
        time.sleep(0.01)
    for thread in attackers:
        thread.join()
    return taken, unanswered, hostile


def slow_sockets(server: Server) -> float:
    """Hold two hundred half requests open; return the seconds that a page takes then."""
    held = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(200)]
    try:
        for each in held:
            each.sendall(b"GET /sparql?query=" + quote("ASK {}").encode())
        time.sleep(0.5)
        began = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        connection.request("GET", "/")
        connection.getresponse().read()
        connection.close()
        return time.perf_counter() - began
    finally:
        for each in held:
            each.close()


def orphans(build: Path, which: str) -> int:
    """Kill the server's main process, or its web process and then the main one; return who is left."""
    with serving(build) as server:
        members = family(server.process.pid)
        if which == "web":
            os.kill(server.web, signal.SIGKILL)
            deadline = time.monotonic() + 20
            while server.ask("ASK {}") != 200 and time.monotonic() < deadline:
                time.sleep(0.1)
            if server.ask("ASK {}") != 200:
                return -1
            gone = members[1:]
        else:
            server.process.kill()
            server.process.wait()
            gone = members
        time.sleep(2)
        return sum(Path(f"/proc/{pid}/cmdline").exists() and bool(_cmdline(pid)) for pid in gone)


def _cmdline(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def main() -> None:
    """Run all attacks and print what they did."""
    parser = argparse.ArgumentParser(description="Attacks the service and measures what others notice.")
    parser.add_argument("--build", type=Path, default=Path("build"))
    parser.add_argument("--queries", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=60.0)
    arguments_for_output(parser)
    arguments = parser.parse_args()
    rows: list[tuple[str, str, str, bool]] = []
    raw: dict[str, Any] = {}

    with serving(arguments.build, query_timeout=_STORM_TIMEOUT, queue_timeout=30) as server:
        good(server)
        time.sleep(1)
        before, pid = memory(server.process.pid), server.web
        statuses, seconds = storm(server, arguments.queries)
        time.sleep(3)
        good(server)
        time.sleep(1)
        after, same = memory(server.process.pid), server.web == pid
        page = slow_sockets(server)
    raw |= {"statuses": dict(statuses), "before": before, "after": after, "seconds": seconds, "page": page}
    said = ", ".join(f"{status or 'broken off'}: {count:,}" for status, count in sorted(statuses.items()))
    rows.append(
        (
            f"web process after {arguments.queries:,} hostile queries",
            "the same",
            "the same" if same else "another",
            same,
        )
    )
    rows.append(("statuses of those", "no 500", said, statuses[500] == 0))
    share = after / before
    rows.append(
        (
            "memory of all processes after them",
            f"at most {_MEMORY - 1:.0%} more",
            f"{before >> 20} MiB before, {after >> 20} MiB after ({share - 1:+.0%})",
            share <= _MEMORY,
        )
    )
    rows.append(
        ("page beside 200 half requests", f"{1000 * _PAGE:.0f} ms", f"{1000 * page:.0f} ms", page <= _PAGE)
    )

    with serving(arguments.build) as server:
        taken, unanswered, hostile = beside(server, arguments.seconds)
    taken.sort()
    p99 = taken[int(0.99 * len(taken))]
    raw |= {"beside": taken, "unanswered": unanswered, "hostile": dict(hostile)}
    rows.append(
        (
            f"good queries answered beside two attackers ({len(taken):,} in {arguments.seconds:.0f} s)",
            "all",
            "all" if not unanswered else f"all but {unanswered}",
            unanswered == 0,
        )
    )
    rows.append(
        (
            "time of those",
            f"99th percentile {1000 * _P99:.0f} ms",
            f"median {1000 * statistics.median(taken):.1f} ms, 99th percentile {1000 * p99:.1f} ms, "
            f"longest {1000 * taken[-1]:.0f} ms",
            p99 < _P99,
        )
    )
    for which in ("main", "web"):
        left = orphans(arguments.build, which)
        told = "none, and it is answered again" if which == "web" else "none"
        rows.append(
            (
                f"processes left when the {which} process is killed",
                "none",
                told if left == 0 else str(left),
                left == 0,
            )
        )

    text = "\n\n".join(
        [
            paragraph(machine()),
            table(
                ("what", "aim", "found", "kept"),
                [(*row[:3], "yes" if row[3] else "**no**") for row in rows],
                left=4,
            ),
        ]
    )
    deliver(arguments, "hostile", text, raw)
    raise SystemExit(not all(row[3] for row in rows))


if __name__ == "__main__":
    main()
