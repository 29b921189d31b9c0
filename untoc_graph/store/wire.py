"""What the asking process and its workers say to each other over a socket pair: typed frames."""

from __future__ import annotations

import json
import struct
import time
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

__all__ = [
    "ANSWER",
    "CALL",
    "DATA",
    "END",
    "FAILED",
    "QUERY",
    "READY",
    "RETIRE",
    "Channel",
    "DeadlineError",
    "GoneError",
]

QUERY: Final = b"Q"  # to a worker: a query as JSON
ANSWER: Final = b"A"  # from a worker: the kind of the answer, then DATA frames, then END
DATA: Final = b"D"
END: Final = b"E"  # RETIRE where the worker cannot go on
FAILED: Final = b"F"  # instead of an answer, or in its middle: the error as JSON
READY: Final = b"R"  # from the zygote: the release is loaded
# From a worker, before its ANSWER: another endpoint and what to ask it, as JSON. To it: DATA with the whole
# result, or FAILED with an error as JSON.
CALL: Final = b"C"

RETIRE: Final = b"R"

_HEAD: Final = struct.Struct("!cI")
_CHUNK: Final = 1 << 16
# How often a waiting caller looks whether its client is still there.
_LOOK: Final = 0.2
# A time limit of 0 would mean not to wait at all.
_LEAST: Final = 0.001


class DeadlineError(Exception):
    """No whole frame came before the deadline."""


class GoneError(Exception):
    """The one who waits for the answer has left."""


def frame(kind: bytes, payload: bytes | dict[str, Any]) -> bytes:
    """Return the bytes of one frame; a dictionary travels as JSON."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return _HEAD.pack(kind, len(body)) + body


class Channel:
    """One end of a socket pair that carries frames."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self._held = b""

    def send(self, *frames: bytes, deadline: float | None = None) -> None:
        """Send whole frames in one write.

        Args:
            frames: what `frame` returned.
            deadline: on the monotonic clock; None waits for ever.

        Raises:
            DeadlineError: the deadline passed before the other end took all of it.
        """
        # What a `receive` before set would hold for this write, too.
        self.sock.settimeout(None if deadline is None else max(deadline - time.monotonic(), _LEAST))
        try:
            self.sock.sendall(b"".join(frames))
        except TimeoutError:
            raise DeadlineError from None

    def receive(
        self, deadline: float | None = None, gone: Callable[[], bool] | None = None
    ) -> tuple[bytes, bytes]:
        """Return the kind and the payload of the next frame.

        Args:
            deadline: on the monotonic clock; None waits for ever.
            gone: asked every 0.2 s while nothing comes.

        Raises:
            DeadlineError: the deadline passed.
            GoneError: `gone` said True.
            EOFError: the other end is closed.
        """
        while len(self._held) < _HEAD.size:
            self._held += self._more(deadline, gone)
        kind, length = _HEAD.unpack_from(self._held)
        end = _HEAD.size + length
        if len(self._held) < end:
            pieces, have = [self._held], len(self._held)
            while have < end:
                pieces.append(self._more(deadline, gone))
                have += len(pieces[-1])
            self._held = b"".join(pieces)
        payload, self._held = self._held[_HEAD.size : end], self._held[end:]
        return kind, payload

    def receive_now(self) -> tuple[bytes, bytes] | None:
        """Return the next frame if all of it has come, without waiting; None where it has not.

        Raises:
            EOFError: the other end is closed.
        """
        while True:
            if len(self._held) >= _HEAD.size:
                kind, length = _HEAD.unpack_from(self._held)
                end = _HEAD.size + length
                if len(self._held) >= end:
                    payload, self._held = self._held[_HEAD.size : end], self._held[end:]
                    return kind, payload
            self.sock.settimeout(0)
            try:
                chunk = self.sock.recv(_CHUNK)
            except BlockingIOError:
                return None
            except ConnectionResetError:
                raise EOFError from None
            if not chunk:
                raise EOFError
            self._held += chunk

    def _more(self, deadline: float | None, gone: Callable[[], bool] | None) -> bytes:
        while True:
            if deadline is not None:
                left = deadline - time.monotonic()
                if left <= 0:
                    raise DeadlineError
                self.sock.settimeout(min(left, _LOOK) if gone else left)
            try:
                chunk = self.sock.recv(_CHUNK)
            except TimeoutError:
                if gone and gone():
                    raise GoneError from None
                continue
            except ConnectionResetError:
                raise EOFError from None
            if not chunk:
                raise EOFError
            return chunk

    def close(self) -> None:
        """Close this end."""
        self.sock.close()
