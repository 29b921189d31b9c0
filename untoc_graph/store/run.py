"""One query with its worker: pieces of the answer come, and at the end the worker is free again or gone."""

from __future__ import annotations

import json
import threading
import time
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
    from collections.abc import Callable, Sequence

    from untoc_graph.settings import Settings
    from untoc_graph.store.evaluation import Query
    from untoc_graph.store.interface import Kind
    from untoc_graph.store.pool import Pool

__all__ = ["Run"]

_KINDS: Final = {"select": "SELECT", "ask": "ASK", "construct": "CONSTRUCT", "describe": "DESCRIBE"}


class Run:
    """One query with its worker, from its start until the worker is free again or gone."""

    def __init__(self, pool: Pool, settings: Settings, query: Query, seconds: float) -> None:
        """Send a query to a worker, waiting for one.

        Raises:
            ServerBusyError: none came free.
            QueryCrashedError: it ended before it read the query.
            QueryTimeoutError: it did not read the query in time.
        """
        self.kind: Kind = "select"
        self.ended = False
        self._failure: dict[str, Any] | None = None
        self._pool, self._settings, self._seconds = pool, settings, seconds
        self._worker = pool.check_out()
        # The wait for a worker has a limit of its own.
        self._deadline = time.monotonic() + seconds
        try:
            self._worker.send(wire.QUERY, vars(query), self._deadline)
        except wire.DeadlineError:
            self._end("timeout")
            raise self._late() from None
        except OSError:
            self._end("crash")
            raise pool.lost() from None
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
                    reason = "retired" if payload == wire.RETIRE else "done"
                    break
                if kind == wire.ANSWER:
                    self.kind = cast("Kind", payload.decode())
                else:
                    self._failure = json.loads(payload)
        except wire.DeadlineError:
            reason = "timeout"
            raise self._late() from None
        except wire.GoneError:
            reason = "gone"
            raise QueryAbandonedError("the client went away; its query was stopped") from None
        except (EOFError, OSError):
            raise self._pool.lost() from None
        finally:
            if reason:
                self._end("" if reason == "done" else reason)
        if self._failure is not None:
            raise _error(self._failure)
        return None

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

    def spooled(self, pieces: Sequence[bytes]) -> Spool:
        """Return the pieces and all that will follow them, read from the worker by a thread of its own.

        Raises:
            ServerBusyError: there is no room for a temporary file.
        """
        try:
            spool = Spool()
        except OSError as error:
            self._end("crash")
            raise ServerBusyError(
                f"there is no room for a large result ({error.strerror}); try again in a moment"
            ) from error
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

    def _late(self) -> QueryTimeoutError:
        return QueryTimeoutError(
            f"the query ran longer than {self._seconds:g} s and was stopped", self._seconds
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
