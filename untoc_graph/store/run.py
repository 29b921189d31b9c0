"""One query with its worker: pieces of the answer come, and at the end the worker is free again or gone."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, cast

from untoc_graph import errors
from untoc_graph.errors import (
    FederationError,
    QueryAbandonedError,
    QueryError,
    QuerySyntaxError,
    QueryTimeoutError,
    ServerBusyError,
    ServiceRefusedError,
    UnofferedFormatError,
)
from untoc_graph.store import wire
from untoc_graph.store.outbound import ask
from untoc_graph.store.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from untoc_graph.settings import Settings
    from untoc_graph.store.evaluation import Query
    from untoc_graph.store.interface import Kind
    from untoc_graph.store.pool import Pool
    from untoc_graph.store.processes import Worker

__all__ = ["Run"]

_KINDS: Final = {"select": "SELECT", "ask": "ASK", "construct": "CONSTRUCT", "describe": "DESCRIBE"}


class Run:
    """One query with its worker, from its start until the worker is free again or gone."""

    def __init__(
        self, pool: Pool, settings: Settings, query: Query, seconds: float, worker: Worker | None = None
    ) -> None:
        """Send a query to a worker, waiting for one where none is given.

        Raises:
            ServerBusyError: none came free.
            QueryCrashedError: it ended before it read the query.
            QueryTimeoutError: it did not read the query in time.
        """
        self.kind: Kind = "select"
        self.ended = False
        self.pieces: list[bytes] = []
        self._size = 0
        self._asks: dict[str, str] | None = None
        self._failure: dict[str, Any] | None = None
        self._met: QueryError | None = None
        self._pool, self._settings, self._seconds = pool, settings, seconds
        self._worker = worker or pool.check_out()
        # The wait for a worker has a limit of its own.
        self._deadline = time.monotonic() + seconds
        with self._ended_by_errors():
            self._worker.send(wire.QUERY, vars(query), self._deadline)

    def fileno(self) -> int:
        """Return the descriptor on which the answer comes."""
        return self._worker.fileno()

    def gather(self, gone: Callable[[], bool] | None) -> None:
        """Take pieces until the answer is whole, or too large to be held back.

        Raises:
            QueryError: there is no answer.
        """
        if self._met is not None:
            raise self._met
        while not self.ended and self._size <= self._settings.hold_bytes:
            self._step(gone)

    def ready(self) -> bool:
        """Take the pieces that have come; tell whether `gather` would not wait."""
        try:
            while not self.ended and self._size <= self._settings.hold_bytes:
                with self._ended_by_errors():
                    came = None if self._asks else self._worker.receive_now()
                if came is None:
                    return False
                self._take(*came)
        except QueryError as error:
            self._met = error
        return True

    def spooled(self) -> Spool:
        """Return the pieces and all that will follow them, read from the worker by a thread of its own.

        Raises:
            ServerBusyError: there is no room for a temporary file.
        """
        try:
            spool = Spool(self._pool.room)
        except OSError as error:
            self._end("crash")
            raise ServerBusyError(
                f"there is no room for a large result ({error.strerror}); try again in a moment"
            ) from error
        threading.Thread(target=self._pump, args=(spool,), daemon=True).start()
        return spool

    def abandon(self) -> None:
        """End a query whose answer nobody waits for any more."""
        self._end("gone")

    def _pump(self, spool: Spool) -> None:
        try:
            while True:
                for piece in self.pieces:
                    spool.write(piece)
                self.pieces.clear()
                if self.ended:
                    break
                if spool.abandoned:
                    self._end("gone")
                    return
                self._step(lambda: spool.abandoned)
        except QueryError as error:
            spool.finish(error)
        except OSError as error:
            self._end("crash")
            spool.finish(ServerBusyError(f"there is no room for the result: {error.strerror}"))
        else:
            spool.finish()

    def _step(self, gone: Callable[[], bool] | None) -> None:
        with self._ended_by_errors():
            if self._asks:
                asks, self._asks = self._asks, None
                self._call(asks, gone)
            came = self._worker.receive(self._deadline, gone)
        self._take(*came)

    def _take(self, kind: bytes, payload: bytes) -> None:
        if kind == wire.DATA:
            self.pieces.append(payload)
            self._size += len(payload)
        elif kind == wire.ANSWER:
            self.kind = cast("Kind", payload.decode())
        elif kind == wire.CALL:
            self._asks = json.loads(payload)
        elif kind == wire.END:
            self._end("retired" if payload == wire.RETIRE else "")
            if self._failure is not None:
                raise _error(self._failure)
        else:
            self._failure = json.loads(payload)

    @contextmanager
    def _ended_by_errors(self) -> Iterator[None]:
        """Replace the worker, and say what happened, when the block cannot go on."""
        try:
            yield
        except wire.DeadlineError:
            self._end("timeout")
            raise self._late() from None
        except wire.GoneError:
            self._end("gone")
            raise QueryAbandonedError("the client went away; its query was stopped") from None
        except (EOFError, OSError):
            self._end("crash")
            raise self._pool.lost() from None
        except BaseException:
            self._end("crash")
            raise

    def _call(self, asked: dict[str, str], gone: Callable[[], bool] | None) -> None:
        """Ask another endpoint for the worker, and tell it the result."""
        kind, said = wire.DATA, b""

        def stops() -> bool:
            return not self._worker.alive() or (gone is not None and gone())

        try:
            said = ask(asked["endpoint"], asked["query"], self._settings, self._deadline, stops)
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

    def _late(self) -> QueryTimeoutError:
        return QueryTimeoutError(
            f"the query ran longer than {self._seconds:g} s and was stopped; ask for less",
            self._seconds,
        )

    def _end(self, reason: str) -> None:
        if not self.ended:
            self.ended = True
            self._pool.check_in(self._worker, reason)


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
