"""What the engine writes its results into: a file that counts, refuses beyond a limit, and passes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from untoc_graph.store.failure import Failure

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Sink"]

_CHUNK: Final = 1 << 16
_ADVICE: Final = "ask for less, or page with ORDER BY, LIMIT, OFFSET"
# The engine writes rows without a word to Python, so they are counted in what it writes: by these
# characters, of which a document of n rows has n and so many more. A literal that holds them counts as a row.
_MARKS: Final = {
    "application/sparql-results+json": (b"},{", -1),
    "application/sparql-results+xml": (b"</result>", 0),
    "text/csv": (b"\r\n", 1),
    "text/tab-separated-values": (b"\n", 1),
}


class Sink:
    """A file for the engine.

    Args:
        limit: bytes that it takes.
        rows: rows that it takes.
        media_type: how rows are told apart; other types are not counted.
        passes: takes what has been written, in chunks of 64 KiB; without it everything is held.
    """

    def __init__(
        self, limit: int, rows: int, media_type: str = "", passes: Callable[[bytes], None] | None = None
    ) -> None:
        self.held = bytearray()
        self._bytes_left = self._limit = limit
        self._mark, more = _MARKS.get(media_type, (b"", 0))
        self._rows = rows
        self._rows_left = rows + more
        self._passes = passes
        self._tail = b""

    def write(self, piece: bytes) -> int:
        """Take a piece.

        Raises:
            Failure: the result is too large.
        """
        self._bytes_left -= len(piece)
        if self._bytes_left < 0:
            too_large = f"the result is larger than {self._limit / (1 << 20):g} MiB; {_ADVICE}"
            raise Failure("ResultTooLargeError", too_large)
        if self._mark:
            # A mark may lie across two pieces.
            joined = self._tail + piece
            self._tail = joined[max(0, len(joined) - len(self._mark) + 1) :]
            self.count(joined.count(self._mark))
        self.held += piece
        if self._passes and len(self.held) >= _CHUNK:
            self._passes(bytes(self.held))
            self.held.clear()
        return len(piece)

    def count(self, rows: int) -> None:
        """Count rows.

        Raises:
            Failure: there are too many.
        """
        self._rows_left -= rows
        if self._rows_left < 0:
            raise Failure("ResultTooLargeError", f"the result has more than {self._rows:,} rows; {_ADVICE}")

    def flush(self) -> None:
        """Nothing lies between us and the socket."""
