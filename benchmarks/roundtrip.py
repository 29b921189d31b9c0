"""Times what a worker process costs: a query through it beside the engine in this process, a kill, a fork.

    python benchmarks/roundtrip.py [--build build] [--calls 1000] [--publish]

The direct call is pyoxigraph's own: the same text on the same store, in this process, written as JSON. Both
ways take turns in batches of fifty. Each storage is measured: the release in memory, and on disk.
"""

from __future__ import annotations

import argparse
import contextlib
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from measuring.cases import CASES
from measuring.report import arguments_for_output, deliver, machine, paragraph, table

from untoc_graph.errors import QueryTimeoutError
from untoc_graph.rdf.formats import result_format
from untoc_graph.settings import Settings
from untoc_graph.store.disk import opened, prepare
from untoc_graph.store.embedded import EmbeddedStore
from untoc_graph.store.evaluation import Loaded
from untoc_graph.store.processes import Zygote
from untoc_graph.store.release import Release

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Milliseconds: over a direct call, and from the deadline until the next worker is there.
_ROUND_TRIP, _REPLACED = 0.15, 50.0
_BATCH = 50
_KILLS = 20
_FORKS = 40
# Beyond what the measurement of any machine needs.
_ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_ECHO = "import socket\nwith socket.socket(fileno={}) as end:\n  while end.send(end.recv(1)): pass"
_JSON = result_format("json")


@dataclass(frozen=True)
class Times:
    """Milliseconds of many calls."""

    least: float
    median: float
    p99: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Times:
        """Return the figures of these calls."""
        ordered = sorted(1000 * value for value in seconds)
        return cls(ordered[0], statistics.median(ordered), ordered[len(ordered) * 99 // 100])

    def __str__(self) -> str:
        return f"{self.least:.3f} / {self.median:.3f} / {self.p99:.3f}"


def main() -> None:
    """Run and report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--build", type=Path, default=Path("build"))
    parser.add_argument("--calls", type=int, default=1000, help="of each kind for each query")
    arguments_for_output(parser)
    arguments = parser.parse_args()
    released = Release.open(arguments.build)
    calls: list[tuple[str, str, Times, Times]] = []
    ends: list[tuple[str, Times, Times]] = []
    forks: list[tuple[str, Times]] = []
    with tempfile.TemporaryDirectory() as folder:
        # The stores on disk are made beside the release: here beside a copy, which goes again.
        copy = Path(folder) / released.id
        copy.mkdir()
        for file in (released.nquads, released.path / "manifest.json"):
            shutil.copy2(file, copy)
        release = Release.open(copy)
        for storage in ("memory", "disk"):
            print(storage, file=sys.stderr)
            loaded = _loaded(release, storage)
            with EmbeddedStore(release, Settings(storage=storage, workers=1)) as store:
                calls += [
                    (storage, case.name, *round_trips(loaded.plain, store, case.text, arguments.calls))
                    for case in CASES[:3]
                ]
            ends.append((storage, *kills(release, storage)))
            forks.append((storage, fork_times(release, storage)))
            del loaded
    floor = bare()
    raw = {
        "machine": machine(),
        "bare": vars(floor),
        "calls": [
            {"storage": storage, "query": name, "direct": vars(direct), "worker": vars(worker)}
            for storage, name, direct, worker in calls
        ],
        "kills": [
            {"storage": name, "error": vars(told), "next": vars(following)} for name, told, following in ends
        ],
        "forks": [{"storage": name, "fork": vars(fork)} for name, fork in forks],
    }
    deliver(arguments, "roundtrip", _text(calls, ends, forks, floor, arguments.calls), raw)


def round_trips(direct: ox.Store, store: EmbeddedStore, text: str, count: int) -> tuple[Times, Times]:
    """Return the times of direct calls and of those through a worker."""

    def directly() -> bytes | None:
        found = direct.query(text)
        assert isinstance(found, ox.QuerySolutions)
        return found.serialize(format=ox.QueryResultsFormat.JSON)

    ways: tuple[Callable[[], object], ...] = (directly, partial(store.evaluate, text, results=_JSON))
    taken: tuple[list[float], list[float]] = ([], [])
    for way in ways:
        for _ in range(_BATCH):
            way()
    for _ in range(max(1, count // _BATCH)):
        for way, found in zip(ways, taken, strict=True):
            for _ in range(_BATCH):
                found.append(_seconds(way))
    return Times.of(taken[0]), Times.of(taken[1])


def bare() -> Times:
    """Return the times of a byte to another process and back: less no worker can take here."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        program = _ECHO.format(theirs.fileno())
        other = subprocess.Popen([sys.executable, "-c", program], pass_fds=[theirs.fileno()])
        theirs.close()
        taken = []
        for turn in range(_BATCH * 21):
            began = time.perf_counter()
            ours.send(b"x")
            ours.recv(1)
            if turn >= _BATCH:
                taken.append(time.perf_counter() - began)
        ours.shutdown(socket.SHUT_RDWR)
        other.wait(10)
    return Times.of(taken)


def kills(release: Release, storage: str) -> tuple[Times, Times]:
    """Return how long after its deadline a query is told to have failed, and when the next is answered.

    There is one worker, and the error comes when the killed one has been replaced.
    """
    allowed = 0.1
    told, following = [], []
    settings = Settings(storage=storage, workers=1)
    with EmbeddedStore(release, settings) as store:
        for _ in range(_KILLS):
            store.evaluate("ASK {}", results=_JSON)
            began = time.perf_counter()
            with contextlib.suppress(QueryTimeoutError):
                store.evaluate(_ENDLESS, results=_JSON, timeout=allowed)
            told.append(time.perf_counter() - began - allowed)
            store.evaluate("ASK {}", results=_JSON)
            following.append(time.perf_counter() - began - allowed)
    return Times.of(told), Times.of(following)


def fork_times(release: Release, storage: str) -> Times:
    """Return how long it takes until there is a new worker."""
    place = prepare(release) if storage == "disk" else release.nquads
    config = {"storage": storage, "place": str(place), "memory": Settings.worker_memory << 20}
    zygote = Zygote(config)
    forked = []
    try:
        for _ in range(_FORKS):
            began = time.perf_counter()
            worker = zygote.fork()
            forked.append(time.perf_counter() - began)
            worker.discard()
    finally:
        zygote.close()
    return Times.of(forked)


def _loaded(release: Release, storage: str) -> Loaded:
    if storage == "disk":
        return opened(prepare(release))
    return Loaded.from_nquads(release.nquads.read_bytes())


def _seconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def _text(
    calls: Sequence[tuple[str, str, Times, Times]],
    ends: Sequence[tuple[str, Times, Times]],
    forks: Sequence[tuple[str, Times]],
    floor: Times,
    count: int,
) -> str:
    rows = [
        (
            f"{name}, {storage}",
            direct,
            worker,
            f"{worker.median - direct.median:.3f}",
            _yes(worker.median - direct.median, _ROUND_TRIP),
        )
        for storage, name, direct, worker in calls
    ]
    others: list[tuple[Any, ...]] = [("a byte to another process and back, for comparison", floor, "")]
    for storage, told, following in ends:
        others.append(
            (f"deadline to the error, the worker replaced; {storage}", told, _yes(told.median, _REPLACED))
        )
        others.append(
            (
                f"deadline to the answer of the next query; {storage}",
                following,
                _yes(following.median, _REPLACED),
            )
        )
    others += [(f"a new worker; {storage}", fork, "") for storage, fork in forks]
    said = paragraph(
        f"""
        {machine()} {count:,} calls of each kind, in turns; milliseconds are least / median / 99th percentile.
        Aimed at: the median through a worker at most {_ROUND_TRIP} ms over the direct call, and at most
        {_REPLACED:g} ms from a deadline to the replacement.
        """
    )
    head = ("query", "direct", "through a worker", "over it", "reached")
    return f"{said}\n\n{table(head, rows)}\n\n{table(('what', 'ms', 'reached'), others)}"


def _yes(found: float, bar: float) -> str:
    return "yes" if found <= bar else "**no**"


if __name__ == "__main__":
    main()
