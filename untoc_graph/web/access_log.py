"""The access log: one JSON object a line, with a hash of the query and the network of the client."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import queue
import sys
import threading
import weakref
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from untoc_graph.errors import CallError
from untoc_graph.web.rates import network

if TYPE_CHECKING:
    from untoc_graph.settings import Settings

__all__ = ["AccessLog", "query_hash"]

_log = logging.getLogger("untoc")
_APPEND = os.O_WRONLY | os.O_APPEND | os.O_CREAT
_MODE = 0o640
_MOST_WAITING = 10_000
_HASH_DIGITS = 16


class AccessLog:
    """Where requests are written down; opened by the first one."""

    def __init__(self, settings: Settings) -> None:
        self._place = settings.access_log
        self._whole_addresses = settings.log_addresses
        self._lines: queue.SimpleQueue[bytes | threading.Event] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._process = 0
        self._file = -1
        self._fails = False

    def __bool__(self) -> bool:
        return bool(self._place)

    def write(self, client: str, **said: Any) -> None:
        """Have one line appended; `said` are further members, those that are None left out.

        A thread of its own writes, since a full disk or a pipe that nobody reads must not stop the service;
        where it is too far behind, lines are lost. A log that cannot be written is said once.
        """
        if self._lines.qsize() >= _MOST_WAITING:
            return
        line = json.dumps(
            {
                "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "client": client if self._whole_addresses else network(client),
                **{name: value for name, value in said.items() if value is not None},
            },
            ensure_ascii=True,
        )
        self._lines.put(line.encode() + b"\n")
        if self._process != os.getpid():
            with self._lock:
                if self._process != os.getpid():
                    self._process = os.getpid()
                    threading.Thread(target=self._write, name="access log", daemon=True).start()

    def check(self) -> None:
        """Look whether the log can be written.

        Raises:
            CallError: it cannot.
        """
        if self._place in {"", "-"}:
            return
        try:
            os.close(os.open(self._place, _APPEND, _MODE))
        except OSError as error:
            raise CallError(f'UNTOC_ACCESS_LOG "{self._place}" cannot be written: {error.strerror}') from None

    def flush(self, seconds: float = 1.0) -> None:
        """Wait until what came so far is written, at most so long."""
        if self._process == os.getpid():
            written = threading.Event()
            self._lines.put(written)
            written.wait(seconds)

    def _write(self) -> None:
        while True:
            line = self._lines.get()
            if isinstance(line, threading.Event):
                line.set()
                continue
            try:
                self._append(line)
                self._fails = False
            except OSError as error:
                if not self._fails:
                    _log.error("the access log %s cannot be written: %s", self._place, error.strerror)
                self._fails = True

    def _append(self, line: bytes) -> None:
        if self._place == "-":
            sys.stderr.write(line.decode())
            sys.stderr.flush()
            return
        if self._file < 0:
            self._file = os.open(self._place, _APPEND, _MODE)
            weakref.finalize(self, os.close, self._file)
        # In one piece, so that a log that is rotated or read along is never cut within a line.
        os.write(self._file, line)


def query_hash(query_string: bytes, body: bytes) -> str | None:
    """Return a hash by which equal queries are found in the log without their text; None without a query.

    >>> query_hash(b"query=ASK%20%7B%7D", b"") == query_hash(b"", b"query=ASK+%7B%7D")
    True
    """
    if b"query=" in query_string:
        text = parse_qs(query_string.decode("latin-1")).get("query", [""])[0].encode()
    elif body.startswith(b"query=") or b"&query=" in body:
        text = parse_qs(body.decode("latin-1")).get("query", [""])[0].encode()
    else:
        text = body
    return hashlib.sha256(text).hexdigest()[:_HASH_DIGITS] if text else None
