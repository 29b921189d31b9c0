"""A result on its way: written by one thread at the engine's speed, read by another at the client's.

It lies in a file without a name, so neither a large result nor a slow reader takes memory, and the worker
that made it is free as soon as it is made.
"""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import threading
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["Room", "Spool"]

_CHUNK: Final = 1 << 16


class Room:
    """How much all results on their way may take together."""

    def __init__(self, limit: int) -> None:
        self._limit, self._taken = limit, 0
        self._lock = threading.Lock()

    def take(self, size: int) -> None:
        """Take so many bytes.

        Raises:
            OSError: there are not as many left.
        """
        with self._lock:
            if self._taken + size >= self._limit:
                raise OSError(
                    errno.ENOSPC, f"results on their way to clients take {self._limit} bytes already"
                )
            self._taken += size

    def give(self, size: int) -> None:
        """Give so many bytes back."""
        with self._lock:
            self._taken -= size


class Spool:
    """Bytes that one thread writes and another iterates over, each once and in order.

    Example:
        spool.write(piece); spool.finish()                      # one thread
        with spool: for chunk in spool: send(chunk)             # the other
    """

    def __init__(self, room: Room | None = None) -> None:
        """Take the first bytes of room.

        Raises:
            OSError: there is none, or no temporary file can be made.
        """
        self._room = room or Room(sys.maxsize)
        self._room.take(0)
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  closed by whoever reads
        self._changed = threading.Condition()
        self._written = 0
        self._read = 0
        self._finished = False
        self._failure: Exception | None = None
        self._abandoned = False

    def write(self, piece: bytes) -> None:
        """Append; what nobody will read any more is dropped.

        Raises:
            OSError: there is no room left for temporary files.
        """
        with self._changed:
            if not self._abandoned:
                self._room.take(len(piece))
                view = memoryview(piece)
                try:
                    while view:
                        view = view[self._file.write(view) :]
                except OSError:
                    self._room.give(len(piece))
                    raise
                self._written += len(piece)
                self._changed.notify()

    def finish(self, failure: Exception | None = None) -> None:
        """Say that nothing more comes: the end of the result, or why there is no more of it."""
        with self._changed:
            self._finished, self._failure = True, failure
            self._changed.notify()

    @property
    def abandoned(self) -> bool:
        """Whether the reader has gone."""
        return self._abandoned

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        """Return the next bytes, waiting for them.

        Raises:
            Exception: what `finish` was given, at once: a result that failed is not worth reading on.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._finished or self._read < self._written or self._abandoned)
            if self._abandoned or (self._finished and self._failure is None and self._read == self._written):
                raise StopIteration
            if self._failure is not None:
                raise self._failure
            chunk = os.pread(self._file.fileno(), _CHUNK, self._read)
            self._read += len(chunk)
            return chunk

    def close(self) -> None:
        """Give back the file; the writer is told by `abandoned`."""
        with self._changed:
            if not self._abandoned:
                self._abandoned = True
                self._room.give(self._written)
                self._file.close()
                self._changed.notify()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
