"""What all requests share: the release that is served, and the next one beside it until it takes over."""

from __future__ import annotations

import logging
import os
import threading
import time
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import TYPE_CHECKING, Final

from flask import current_app

from untoc_graph.answers.desk import Desk
from untoc_graph.errors import ServerBusyError, UntocError
from untoc_graph.linked.library import Library
from untoc_graph.search.ranking import Searching
from untoc_graph.sparql.asking import StoreAsker
from untoc_graph.sparql.caching import ReplyCache
from untoc_graph.sparql.endpoint import Endpoint
from untoc_graph.sparql.graph_store import GraphStore
from untoc_graph.sparql.limits import limits
from untoc_graph.store.embedded import EmbeddedStore
from untoc_graph.store.release import Release
from untoc_graph.views.home import HomeView, read_home
from untoc_graph.views.ontology import read_ontology
from untoc_graph.views.shapes import read_shapes
from untoc_graph.views.views import Views
from untoc_graph.web.counters import Metrics
from untoc_graph.web.rates import Rates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from untoc_graph.settings import Settings

__all__ = ["EXTENSION", "Service", "Serving", "current_service"]

EXTENSION: Final = "untoc"

_log = logging.getLogger("untoc")
# How often the link to the current release is read.
_LOOK: Final = 1.0


class Serving:
    """One release with all that answers from it."""

    def __init__(self, release: Release, settings: Settings, address: str, rates: Rates) -> None:
        """Load the release; raises DataError where it cannot be read."""
        self.release = release
        self.store = EmbeddedStore(release, settings)
        self.cache = ReplyCache(settings.cache_bytes, settings.cache_entry_bytes)
        self.endpoint = Endpoint(
            self.store,
            release,
            f"{address}sparql",
            settings.query_bytes,
            limits(settings),
            self.cache,
            rates.admit,
        )
        self.asker = asker = StoreAsker(self.store, settings.queries)
        self.desk = Desk(asker, release.id)
        self.views = Views(asker, self.desk)
        self.library = Library(asker)
        self.searching = Searching(release.path)
        self.graph_store = GraphStore(self.store, release, self.cache, rates.admit)
        self.requests = 0

    @cached_property
    def home(self) -> HomeView:
        """What the front page shows; raises QueryError where the store does not answer."""
        law = None
        # A release without law has a front page all the same.
        with suppress(UntocError):
            law = self.desk.reader.law
        return read_home(self.views, law)

    def warm(self, stopped: Callable[[], bool]) -> None:
        """Read what is long to read and many ask for: where all participants stand, how terms are used.

        Whoever asks meanwhile goes before; `stopped` ends it.
        """
        with self.asker.giving_way(stopped):
            with suppress(UntocError):
                self.desk.reader.dossiers(self.desk.reader.names.participants)
            with suppress(UntocError):
                read_ontology(self.views, "en")
                read_shapes(self.views)
            with suppress(UntocError):
                self.views.evidences.of(self.home.named)

    @property
    def idle(self) -> bool:
        """Whether nobody is being answered from it; a result that is still sent needs it no more."""
        return self.requests == 0 and self.store.load.busy == 0


class Service:
    """The current release of the build folder, opened once in each process."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.rates = Rates(settings.rate, settings.rate_storage)
        self.metrics = Metrics(self)
        # Reentrant: a signal may ask to close while its thread is opening.
        self._lock = threading.RLock()
        # Queries that wait for a worker outside of the store's own queue.
        self.waiting = 0
        self._serving: Serving | None = None
        self._process = 0
        self._closed = threading.Event()

    def open(self) -> Serving:
        """Return what answers, loading the release when this process has not yet done so.

        Raises:
            MissingReleaseError: there is no release.
            DataError: the release cannot be read.
            ServerBusyError: the service is closed.
        """
        serving = self._serving
        # A server that forks after loading would share the sockets of the pool: each process has its own.
        if serving is not None and self._process == os.getpid():
            return serving
        with self._lock:
            if self._closed.is_set():
                raise ServerBusyError("the service is stopping")
            if self._serving is None or self._process != os.getpid():
                self._serving = self._load(Release.open(self.settings.build))
                self._process = os.getpid()
                threading.Thread(target=self._watch, name="release", daemon=True).start()
            return self._serving

    @contextmanager
    def lease(self) -> Iterator[Serving]:
        """Hold what answers now, so that it is not closed before the block ends; raises as `open` does."""
        with self._lock:
            serving = self.open()
            serving.requests += 1
        try:
            yield serving
        finally:
            with self._lock:
                serving.requests -= 1

    @property
    def serving(self) -> Serving | None:
        """What answers, if it is there already."""
        return self._serving if self._process == os.getpid() else None

    def warm(self) -> None:
        """Have ready what the first readers would wait for; for a thread, when the service is open."""
        with suppress(UntocError), self.lease() as serving:
            serving.warm(self._closed.is_set)

    @property
    def release(self) -> Release:
        """The release that is served; raises as `open` does."""
        return self.open().release

    @property
    def address(self) -> str:
        """Where the world finds the service, with a slash at the end; never taken from a request."""
        settings = self.settings
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        return (
            settings.public_url.rstrip("/") + "/"
            if settings.public_url
            else f"http://{host}:{settings.port}/"
        )

    def close(self) -> None:
        """End running queries and all worker processes, for good."""
        self._closed.set()
        with self._lock:
            if self._serving is not None and self._process == os.getpid():
                self._serving.store.close()
            self._serving = None

    def _load(self, release: Release) -> Serving:
        serving = Serving(release, self.settings, self.address, self.rates)
        # All questions of law begin with these; whoever asks first should not wait for them. A release
        # without law answers the others all the same.
        with suppress(UntocError):
            serving.desk.reader.names, serving.desk.reader.law  # noqa: B018  read and kept
        with suppress(UntocError):
            serving.searching.index  # noqa: B018
        with suppress(UntocError):
            # The names of all participants with it, which most pages show.
            serving.views.labels.of(serving.home.named, "en")
        with suppress(UntocError):
            serving.library.directory, serving.library.context, serving.library.licence  # noqa: B018
        return serving

    def _watch(self) -> None:
        """Serve each new release from when it is loaded; one that cannot be read is told and left."""
        refused: Path | None = None
        while not self._closed.wait(_LOOK):
            serving = self._serving
            try:
                if serving is None or self._current() in {serving.release.path, refused, None}:
                    continue
                refused = self._current()
                following = self._load(Release.open(self.settings.build))
                following.warm(self._closed.is_set)
            except (OSError, UntocError) as error:
                _log.error("the new release is not served: %s", error)
                continue
            refused = None
            with self._lock:
                if self._closed.is_set():
                    following.store.close()
                    return
                self._serving = following
            _log.warning("release %s is served now", following.release.id)
            threading.Thread(target=self._retire, args=(serving,), daemon=True).start()

    def _current(self) -> Path | None:
        link = self.settings.build / "current"
        return link.resolve() if link.is_symlink() else None

    def _retire(self, former: Serving) -> None:
        # Nobody gets it any more; those who have it are waited for, each at most as long as it may take.
        longest = self.settings.query_timeout + self.settings.queue_timeout
        deadline = time.monotonic() + longest
        while not former.idle and time.monotonic() < deadline and not self._closed.wait(0.05):
            pass
        former.store.close()


def current_service() -> Service:
    """Return the service of the application that handles this request."""
    service = current_app.extensions[EXTENSION]
    assert isinstance(service, Service)  # noqa: S101  create_app put it there
    return service
