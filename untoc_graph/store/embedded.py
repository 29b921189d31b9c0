"""The embedded store: a pool of processes that evaluate queries and are killed when they take too long."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from untoc_graph import errors
from untoc_graph.errors import (
    DataError,
    QueryAbandonedError,
    QueryCrashedError,
    QueryError,
    QuerySyntaxError,
    QueryTimeoutError,
    ServerBusyError,
    UnofferedFormatError,
)
from untoc_graph.namespaces import BASE, PREFIXES
from untoc_graph.store import wire
from untoc_graph.store.evaluation import Query
from untoc_graph.store.interface import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from untoc_graph.rdf.formats import Format
    from untoc_graph.settings import Settings
    from untoc_graph.store.release import Release

__all__ = ["EmbeddedStore"]

# Far above what is needed (4 ms for a fork); passing it means that the zygote is stopped or lost.
_FORK_DEADLINE: Final = 10.0
_KINDS: Final = {"select": "SELECT", "ask": "ASK", "construct": "CONSTRUCT", "describe": "DESCRIBE"}


class _ZygoteLostError(Exception):
    """The process that forks workers does not answer."""


class _Worker:
    """This process's handle on a worker: its socket, and the descriptor by which it can be killed."""

    def __init__(self, sock: socket.socket, pidfd: int) -> None:
        self._channel = wire.Channel(sock)
        self._pidfd = pidfd
        self._lock = threading.Lock()
        self._exit = select.poll()
        self._exit.register(pidfd, select.POLLIN)

    def alive(self) -> bool:
        with self._lock:
            return self._pidfd >= 0 and not self._exit.poll(0)

    def ask(
        self, query: Query, deadline: float, gone: Callable[[], bool] | None
    ) -> tuple[dict[str, Any], list[bytes], bool]:
        """Return the head of the answer or the failure, the content, and whether this worker can go on."""
        self._channel.send(wire.frame(wire.QUERY, vars(query)))
        head: dict[str, Any] = {}
        pieces: list[bytes] = []
        while True:
            kind, payload = self._channel.receive(deadline, gone)
            if kind == wire.DATA:
                pieces.append(payload)
            elif kind == wire.END:
                return head, pieces, not json.loads(payload)["retire"]
            else:
                head = json.loads(payload)

    def kill(self) -> None:
        """End the process; a thread that waits for its answer sees the end of the socket."""
        with self._lock:
            if self._pidfd >= 0:
                with contextlib.suppress(ProcessLookupError):
                    signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)

    def discard(self) -> None:
        """End the process and give back its descriptors; only for the thread that holds this worker."""
        self.kill()
        with self._lock:
            if self._pidfd >= 0:
                os.close(self._pidfd)
                self._pidfd = -1
        self._channel.close()


class _Zygote:
    """This process's handle on the zygote."""

    def __init__(self, release: Release, memory: int) -> None:
        ours, theirs = socket.socketpair()
        package = Path(__file__).resolve().parents[2]
        paths = [str(package), *filter(None, [os.environ.get("PYTHONPATH")])]
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603  our own interpreter and module
                [sys.executable, "-P", "-m", "untoc_graph.store.zygote", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                # A Ctrl-C at the terminal is for the server, which then ends this process in good order.
                start_new_session=True,
                # One arena: each would take 64 MiB of the address space that a worker may use.
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "MALLOC_ARENA_MAX": "1"},
            )
        self._control = ours
        channel = wire.Channel(ours)
        config = {"nquads": str(release.nquads), "memory": memory, "prefixes": PREFIXES}
        try:
            channel.send(wire.frame(wire.QUERY, config))
            kind, payload = channel.receive()
        except (EOFError, BrokenPipeError):
            self.close()
            raise DataError(f"the process that loads {release.nquads} ended before it was done") from None
        if kind != wire.READY:
            self.close()
            raise DataError(f"{release.nquads} cannot be loaded: {json.loads(payload)['message']}")

    def fork(self) -> _Worker:
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self._control.settimeout(_FORK_DEADLINE)
                socket.send_fds(self._control, [b"w"], [theirs.fileno()])
                said, descriptors, _, _ = socket.recv_fds(self._control, 1, 1)
        except OSError:
            said, descriptors = b"", []
        if not said or not descriptors:
            ours.close()
            raise _ZygoteLostError
        os.set_inheritable(descriptors[0], False)
        return _Worker(ours, descriptors[0])

    def close(self) -> None:
        self._control.close()
        try:
            self.process.wait(1)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class EmbeddedStore:
    """A release in memory, asked by any number of threads, evaluated by a few processes.

    Example:
        with EmbeddedStore(Release.open("build"), Settings()) as store:
            answer = store.evaluate("ASK {}", results=result_format("json"))
    """

    def __init__(self, release: Release, settings: Settings) -> None:
        """Load the release.

        Args:
            release: what to load.
            settings: `workers`, `queue`, `query_timeout`, `queue_timeout`, `result_bytes`, `worker_memory`.

        Raises:
            DataError: the release is cut or cannot be read.
        """
        release.verify()
        self.release = release
        self._settings = settings
        self._slots = threading.Semaphore(settings.workers)
        self._line = threading.Semaphore(settings.workers + settings.queue)
        self._forking = threading.Lock()
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._closed = False
        self._zygote = self._start_zygote()

    def _start_zygote(self) -> _Zygote:
        zygote = _Zygote(self.release, self._settings.worker_memory * (1 << 20))
        # When the store is dropped without close(), its socket still ends the zygote and so the workers.
        weakref.finalize(self, zygote.close)
        return zygote

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def evaluate(
        self,
        text: str,
        *,
        results: Format | None = None,
        graph: Format | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        timeout: float | None = None,
        gone: Callable[[], bool] | None = None,
    ) -> Answer:
        """Return the answer to one query; see `interface.Store.evaluate`."""
        longest = self._settings.query_timeout
        seconds = longest if timeout is None else min(timeout, longest)
        query = Query(
            text=text,
            base=BASE,
            limit=self._settings.result_bytes,
            results=results.media_type if results else None,
            graph=graph.media_type if graph else None,
            default_graphs=list(default_graphs),
            named_graphs=list(named_graphs),
        )
        worker = self._check_out()
        fit = False
        try:
            head, pieces, fit = worker.ask(query, time.monotonic() + seconds, gone)
        except wire.DeadlineError:
            raise QueryTimeoutError(f"the query ran longer than {seconds:g} s and was stopped") from None
        except wire.GoneError:
            raise QueryAbandonedError("the client went away; its query was stopped") from None
        except (EOFError, OSError):
            if self._closed:
                raise ServerBusyError("the service is stopping") from None
            raise QueryCrashedError(
                "the query ended its process: it needs too much memory or is nested too deeply"
            ) from None
        finally:
            self._check_in(worker, fit)
        if "error" in head:
            raise _error(head)
        chosen = graph if head["kind"] in {"construct", "describe"} else results
        assert chosen is not None  # noqa: S101  the worker refuses a kind without a format
        return Answer(head["kind"], chosen, b"".join(pieces))

    def _check_out(self) -> _Worker:
        if not self._line.acquire(blocking=False):
            raise ServerBusyError("too many queries are waiting already; try again in a moment")
        if not self._slots.acquire(timeout=self._settings.queue_timeout):
            self._line.release()
            raise ServerBusyError(
                f"no worker came free within {self._settings.queue_timeout:g} s; try again in a moment"
            )
        try:
            while True:
                with self._lock:
                    worker = self._idle.pop() if self._idle else None
                if worker is None:
                    return self._fork()
                if worker.alive():
                    return worker
                self._drop(worker)
        except BaseException:
            self._slots.release()
            self._line.release()
            raise

    def _check_in(self, worker: _Worker, fit: bool) -> None:
        try:
            if not fit:
                self._drop(worker)
                # The next query should not have to wait for the fork.
                worker = self._fork()
            with self._lock:
                self._idle.append(worker)
        except (ServerBusyError, DataError):
            pass  # whoever comes next tries again, and is told
        finally:
            self._slots.release()
            self._line.release()

    def _fork(self) -> _Worker:
        with self._forking:
            if self._closed:
                raise ServerBusyError("the service is stopping")
            try:
                worker = self._zygote.fork()
            except _ZygoteLostError:
                # Its workers died with it; a new one loads the release again.
                self._zygote.close()
                self._zygote = self._start_zygote()
                try:
                    worker = self._zygote.fork()
                except _ZygoteLostError:
                    raise ServerBusyError("no process can be started; try again in a moment") from None
            self._all.add(worker)
            return worker

    def _drop(self, worker: _Worker) -> None:
        worker.discard()
        self._all.discard(worker)

    def close(self) -> None:
        """Kill the workers, also those in the middle of a query, and end the zygote."""
        with self._forking:
            self._closed = True
            with self._lock:
                idle, self._idle = self._idle, []
            for worker in idle:
                self._drop(worker)
            for worker in list(self._all):
                worker.kill()
            self._zygote.close()


def _error(said: dict[str, Any]) -> QueryError:
    message = said["message"]
    if said["error"] == "QuerySyntaxError":
        return QuerySyntaxError(message, said.get("line"), said.get("column"))
    if said["error"] == "UnofferedFormatError" and message in _KINDS:
        return UnofferedFormatError(
            f"the answer to {_KINDS[message]} is not offered in the formats asked for"
        )
    kind = getattr(errors, said["error"])
    error = kind(message)
    assert isinstance(error, QueryError)  # noqa: S101  the names come from our own workers
    return error
