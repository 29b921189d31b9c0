"""The embedded store: a pool of processes that evaluate queries and are killed when they take too long."""

from __future__ import annotations

import json
import threading
import time
import weakref
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, Self

from untoc_graph import errors
from untoc_graph.errors import (
    DataError,
    FederationError,
    QueryAbandonedError,
    QueryCrashedError,
    QueryError,
    QuerySyntaxError,
    QueryTimeoutError,
    ServerBusyError,
    ServiceRefusedError,
    UnofferedFormatError,
)
from untoc_graph.namespaces import BASE
from untoc_graph.store import wire
from untoc_graph.store.evaluation import Query
from untoc_graph.store.interface import Answer, Load, Stream, collect
from untoc_graph.store.outbound import ask
from untoc_graph.store.pool import Worker, Zygote, ZygoteLostError
from untoc_graph.store.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from untoc_graph.rdf.formats import Format
    from untoc_graph.settings import Settings
    from untoc_graph.store.release import Release

__all__ = ["EmbeddedStore"]

_KINDS: Final = {"select": "SELECT", "ask": "ASK", "construct": "CONSTRUCT", "describe": "DESCRIBE"}


class EmbeddedStore:
    """A release asked by any number of threads, evaluated by a few processes.

    Example:
        with EmbeddedStore(Release.open("build"), Settings()) as store:
            answer = store.evaluate("ASK {}", results=result_format("json"))
    """

    def __init__(self, release: Release, settings: Settings) -> None:
        """Load the release.

        Args:
            release: what to load.
            settings: `workers`, `queue`, `query_timeout`, `queue_timeout`, `result_rows`, `result_bytes`,
                `hold_bytes`, `worker_memory`, `services`, `service_timeout`, `service_bytes`.

        Raises:
            DataError: the release is cut or cannot be read.
        """
        release.verify()
        self.release = release
        self.settings = settings
        self._slots = threading.Semaphore(settings.workers)
        self._line = threading.Semaphore(settings.workers + settings.queue)
        self._forking = threading.Lock()
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()
        self._busy = self._waiting = self._forked = 0
        self._ended: Counter[str] = Counter()
        self._closed = False
        self._zygote = self._start_zygote()

    def _start_zygote(self) -> Zygote:
        memory = self.settings.worker_memory * (1 << 20)
        zygote = Zygote({"place": str(self.release.nquads), "memory": memory})
        # When the store is dropped without close(), its socket still ends the zygote and so the workers.
        weakref.finalize(self, zygote.close)
        return zygote

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def load(self) -> Load:
        """How busy the store is."""
        with self._lock:
            return Load(self._busy, self._waiting, self._forked, dict(self._ended))

    def evaluate(
        self,
        text: str,
        *,
        results: Format | None = None,
        graph: Format | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        timeout: float | None = None,
    ) -> Answer:
        """Return the whole answer to one query; see `interface.Store.stream`."""
        return collect(
            self.stream(
                text,
                results=results,
                graph=graph,
                default_graphs=default_graphs,
                named_graphs=named_graphs,
                timeout=timeout,
            )
        )

    def stream(
        self,
        text: str,
        *,
        results: Format | None = None,
        graph: Format | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        timeout: float | None = None,
        gone: Callable[[], bool] | None = None,
    ) -> Stream:
        """Return the answer to one query, whole where it is small; see `interface.Store.stream`."""
        query = Query(
            text=text,
            base=BASE,
            rows=self.settings.result_rows,
            limit=self.settings.result_bytes,
            results=results.media_type if results else None,
            graph=graph.media_type if graph else None,
            default_graphs=list(default_graphs),
            named_graphs=list(named_graphs),
            services=list(self.settings.services),
        )
        longest = self.settings.query_timeout
        run = _Run(self, query, longest if timeout is None else min(timeout, longest))
        pieces: list[bytes] = []
        size = 0
        while size <= self.settings.hold_bytes:
            piece = run.next(gone)
            if piece is None:
                break
            pieces.append(piece)
            size += len(piece)
        kind = run.head["kind"]
        chosen = graph if kind in {"construct", "describe"} else results
        assert chosen is not None  # noqa: S101  the worker refuses a kind without a format
        if run.ended:
            return Stream(kind, chosen, whole=b"".join(pieces))
        return Stream(kind, chosen, rest=run.spooled(pieces))

    def check_out(self) -> Worker:
        """Return a worker for one query, waiting for it; only for `_Run`.

        Raises:
            ServerBusyError: none comes free.
        """
        if not self._line.acquire(blocking=False):
            raise ServerBusyError("too many queries are waiting already; try again in a moment")
        self._count(waiting=1)
        came = self._slots.acquire(timeout=self.settings.queue_timeout)
        self._count(waiting=-1)
        if not came:
            self._line.release()
            raise ServerBusyError(
                f"no worker came free within {self.settings.queue_timeout:g} s; try again in a moment"
            )
        try:
            while True:
                with self._lock:
                    worker = self._idle.pop() if self._idle else None
                if worker is None:
                    worker = self._fork()
                elif not worker.alive():
                    self._drop(worker, "crash")
                    continue
                self._count(busy=1)
                return worker
        except BaseException:
            self._slots.release()
            self._line.release()
            raise

    def check_in(self, worker: Worker, ended: str) -> None:
        """Take back a worker, or replace it where `ended` says why it cannot go on; only for `_Run`."""
        try:
            if ended:
                self._drop(worker, ended)
                # The next query should not have to wait for the fork.
                worker = self._fork()
            with self._lock:
                self._idle.append(worker)
        except (ServerBusyError, DataError):
            pass  # whoever comes next tries again, and is told
        finally:
            self._count(busy=-1)
            self._slots.release()
            self._line.release()

    def lost(self) -> QueryError:
        """Return the error for a worker that ended of itself; only for `_Run`."""
        if self._closed:
            return ServerBusyError("the service is stopping")
        return QueryCrashedError(
            "the query ended its process: it needs too much memory or is nested too deeply"
        )

    def _count(self, *, busy: int = 0, waiting: int = 0) -> None:
        with self._lock:
            self._busy += busy
            self._waiting += waiting

    def _fork(self) -> Worker:
        with self._forking:
            if self._closed:
                raise ServerBusyError("the service is stopping")
            try:
                worker = self._zygote.fork()
            except ZygoteLostError:
                # Its workers died with it; a new one loads the release again.
                self._zygote.close()
                self._zygote = self._start_zygote()
                try:
                    worker = self._zygote.fork()
                except ZygoteLostError:
                    raise ServerBusyError("no process can be started; try again in a moment") from None
            self._all.add(worker)
            self._forked += 1
            return worker

    def _drop(self, worker: Worker, reason: str) -> None:
        worker.discard()
        self._all.discard(worker)
        with self._lock:
            self._ended[reason] += 1

    def close(self) -> None:
        """Kill the workers, also those in the middle of a query, and end the zygote."""
        with self._forking:
            self._closed = True
            with self._lock:
                idle, self._idle = self._idle, []
            for worker in idle:
                self._drop(worker, "closed")
            for worker in list(self._all):
                worker.kill()
            self._zygote.close()


class _Run:
    """One query with its worker, from its start until the worker is free again or gone."""

    def __init__(self, store: EmbeddedStore, query: Query, seconds: float) -> None:
        self.head: dict[str, Any] = {}
        self.ended = False
        self._store, self._seconds = store, seconds
        self._worker = store.check_out()
        # The wait for a worker has a limit of its own.
        self._deadline = time.monotonic() + seconds
        try:
            self._worker.send(wire.QUERY, vars(query))
        except OSError:
            self._end("crash")
            raise store.lost() from None
        except BaseException:
            self._end("crash")
            raise

    def next(self, gone: Callable[[], bool] | None) -> bytes | None:
        """Return the next piece of the answer, None after the last.

        Raises:
            QueryError: there is no answer, or no more of it.
        """
        reason = "crash"
        try:
            while True:
                kind, payload = self._worker.receive(self._deadline, gone)
                if kind == wire.DATA:
                    reason = ""
                    return payload
                if kind == wire.CALL:
                    self._call(json.loads(payload), gone)
                    continue
                if kind == wire.END:
                    reason = "retired" if json.loads(payload)["retire"] else "done"
                    break
                self.head = json.loads(payload)
        except wire.DeadlineError:
            reason = "timeout"
            raise QueryTimeoutError(
                f"the query ran longer than {self._seconds:g} s and was stopped", self._seconds
            ) from None
        except wire.GoneError:
            reason = "gone"
            raise QueryAbandonedError("the client went away; its query was stopped") from None
        except (EOFError, OSError):
            raise self._store.lost() from None
        finally:
            if reason:
                self._end("" if reason == "done" else reason)
        if "error" in self.head:
            raise _error(self.head)
        return None

    def _call(self, asked: dict[str, str], gone: Callable[[], bool] | None) -> None:
        """Ask another endpoint for the worker, and tell it the result."""
        kind, said = wire.DATA, b""

        def stops() -> bool:
            return not self._worker.alive() or (gone is not None and gone())

        try:
            said = ask(asked["endpoint"], asked["query"], self._store.settings, self._deadline, stops)
        except (FederationError, ServiceRefusedError) as error:
            kind, said = (
                wire.FAILED,
                json.dumps({"error": type(error).__name__, "message": str(error)}).encode(),
            )
        except wire.GoneError:
            if not self._worker.alive():
                raise EOFError from None
            raise
        self._worker.send(kind, said, self._deadline)

    def spooled(self, pieces: Sequence[bytes]) -> Spool:
        """Return the pieces and all that will follow them, read from the worker by a thread of its own."""
        spool = Spool()
        threading.Thread(target=self._pump, args=(spool, pieces), daemon=True).start()
        return spool

    def _pump(self, spool: Spool, pieces: Sequence[bytes]) -> None:
        try:
            for piece in pieces:
                spool.write(piece)
            while (more := self.next(lambda: spool.abandoned)) is not None:
                if spool.abandoned:
                    self._end("gone")
                    return
                spool.write(more)
        except QueryError as error:
            spool.finish(error)
        except OSError as error:
            self._end("crash")
            spool.finish(QueryError(f"there is no room for the result: {error.strerror}"))
        else:
            spool.finish()

    def _end(self, reason: str) -> None:
        if not self.ended:
            self.ended = True
            self._store.check_in(self._worker, reason)


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
