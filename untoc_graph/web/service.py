"""What all requests share: the release and its store, opened once in each process."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Final

from flask import current_app

from untoc_graph.sparql.endpoint import Endpoint
from untoc_graph.store.embedded import EmbeddedStore
from untoc_graph.store.release import Release

if TYPE_CHECKING:
    from untoc_graph.settings import Settings

__all__ = ["EXTENSION", "Service", "current_service"]

EXTENSION: Final = "untoc"


class Service:
    """The endpoint over the current release of the build folder."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        # Reentrant: a signal may ask to close while its thread is opening.
        self._lock = threading.RLock()
        self._store: EmbeddedStore | None = None
        self._process = 0

    def open(self) -> EmbeddedStore:
        """Return the store, loading the release when this process has not yet done so.

        Raises:
            MissingReleaseError: there is no release.
            DataError: the release cannot be read.
        """
        with self._lock:
            # A server that forks after loading would share the sockets of the pool: each process has its own.
            if self._store is None or self._process != os.getpid():
                self._store = EmbeddedStore(Release.open(self.settings.build), self.settings)
                self._process = os.getpid()
            return self._store

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

    def endpoint(self) -> Endpoint:
        """Return the endpoint; raises as `open` does."""
        store = self.open()
        return Endpoint(store, store.release, f"{self.address}sparql", self.settings.query_bytes)

    def close(self) -> None:
        """End running queries and all worker processes."""
        with self._lock:
            if self._store is not None and self._process == os.getpid():
                self._store.close()
            self._store = None


def current_service() -> Service:
    """Return the service of the application that handles this request."""
    service = current_app.extensions[EXTENSION]
    assert isinstance(service, Service)  # noqa: S101  create_app put it there
    return service
