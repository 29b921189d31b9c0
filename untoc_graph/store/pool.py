"""Who evaluates next: the workers that are free, those that are busy, and the queries that wait for one."""

from __future__ import annotations

import threading
import weakref
from collections import Counter
from typing import TYPE_CHECKING

from untoc_graph.errors import DataError, QueryCrashedError, ServerBusyError
from untoc_graph.store.disk import prepare
from untoc_graph.store.interface import Load
from untoc_graph.store.processes import Worker, Zygote, ZygoteLostError
from untoc_graph.store.spool import Room

if TYPE_CHECKING:
    from untoc_graph.errors import QueryError
    from untoc_graph.settings import Settings
    from untoc_graph.store.release import Release

__all__ = ["Pool", "none_came", "too_many"]


def too_many() -> ServerBusyError:
    """Return the error for a query that may not even wait."""
    return ServerBusyError("too many queries are waiting already; try again in a moment")


def none_came(seconds: float) -> ServerBusyError:
    """Return the error for a query that waited in vain."""
    return ServerBusyError(f"no worker came free within {seconds:g} s; try again in a moment")


class Pool:
    """The workers of one release; at most `workers` queries have one, `queue` more wait."""

    def __init__(self, release: Release, settings: Settings) -> None:
        """Load the release in a zygote; workers are forked when they are first needed.

        Raises:
            DataError: it cannot be loaded.
        """
        self._release, self._settings = release, settings
        self.room = Room(settings.spool_bytes)
        self._forking = threading.Lock()
        # Guards all that follows; notified when a worker's place comes free.
        self._free = threading.Condition(threading.Lock())
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()
        self._busy = self._waiting = self._forked = 0
        self._ended: Counter[str] = Counter()
        self._closed = False
        self._zygote = self._start_zygote()

    def _start_zygote(self) -> Zygote:
        memory = self._settings.worker_memory * (1 << 20)
        on_disk = self._settings.storage == "disk"
        place = prepare(self._release) if on_disk else self._release.nquads
        zygote = Zygote({"storage": self._settings.storage, "place": str(place), "memory": memory})
        # When the pool is dropped without close(), its socket still ends the zygote and so the workers.
        weakref.finalize(self, zygote.close)
        return zygote

    @property
    def load(self) -> Load:
        """How busy the workers are."""
        with self._free:
            return Load(self._busy, self._waiting, self._forked, dict(self._ended))

    def check_out(self) -> Worker:
        """Return a worker for one query, waiting for it.

        Raises:
            ServerBusyError: none comes free, or too many wait already.
        """
        patience = self._settings.queue_timeout
        with self._free:
            if self._busy >= self._settings.workers:
                if self._waiting >= self._settings.queue:
                    raise too_many()
                self._waiting += 1
                try:
                    if not self._free.wait_for(lambda: self._busy < self._settings.workers, patience):
                        raise none_came(patience)
                finally:
                    self._waiting -= 1
            self._busy += 1
            worker = self._idle.pop() if self._idle else None
        try:
            while worker is not None and not worker.alive():
                self._drop(worker, "crash")
                with self._free:
                    worker = self._idle.pop() if self._idle else None
            return worker or self._fork()
        except BaseException:
            self._give_back(None)
            raise

    def check_out_now(self) -> Worker | None:
        """Return a worker that is free and runs, without waiting; None where there is none, or a queue."""
        with self._free:
            if self._waiting or self._busy >= self._settings.workers or not self._idle:
                return None
            self._busy += 1
            worker = self._idle.pop()
        if worker.alive():
            return worker
        self._drop(worker, "crash")
        self._give_back(None)
        return None

    def check_in(self, worker: Worker, ended: str = "") -> None:
        """Take back a worker, or replace it where `ended` says why it cannot go on."""
        if not ended:
            self._give_back(worker)
            return
        # First of all: it may use a processor and much memory.
        worker.kill()
        self._note_end(ended)
        # Whoever checks in may be the event loop, which must not wait for a fork, or for a new zygote.
        threading.Thread(target=self._replace, args=(worker,), daemon=True).start()

    def _replace(self, worker: Worker) -> None:
        following = None
        try:
            self._discard(worker)
            # The next query should not have to wait for the fork.
            following = self._fork()
        except (ServerBusyError, DataError):
            pass  # whoever comes next tries again, and is told
        finally:
            self._give_back(following)

    def lost(self) -> QueryError:
        """Return the error for a worker that ended of itself."""
        if self._closed:
            return ServerBusyError("the service is stopping")
        return QueryCrashedError(
            "the query ended its process: it needs too much memory, is nested too deeply, or sorts values of "
            "many kinds, which the engine cannot always do (ORDER BY STR(?x) sorts them as texts)"
        )

    def _give_back(self, worker: Worker | None) -> None:
        with self._free:
            self._busy -= 1
            if worker is not None:
                self._idle.append(worker)
            if self._waiting:
                self._free.notify()

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
            with self._free:
                self._all.add(worker)
                self._forked += 1
            return worker

    def _drop(self, worker: Worker, reason: str) -> None:
        self._note_end(reason)
        self._discard(worker)

    def _discard(self, worker: Worker) -> None:
        worker.discard()
        with self._free:
            self._all.discard(worker)

    def _note_end(self, reason: str) -> None:
        with self._free:
            self._ended[reason] += 1

    def close(self) -> None:
        """Kill the workers, also those in the middle of a query, and end the zygote."""
        with self._forking:
            self._closed = True
            with self._free:
                idle, self._idle = self._idle, []
                running = self._all.difference(idle)
            for worker in idle:
                self._drop(worker, "closed")
            for worker in running:
                worker.kill()
            self._zygote.close()
