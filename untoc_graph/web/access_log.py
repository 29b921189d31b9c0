"""The access log: one JSON object a line, with a hash of the query and the network of the client."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
import threading
import weakref
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from untoc_graph.web.rates import network

if TYPE_CHECKING:
    from untoc_graph.settings import Settings

__all__ = ["AccessLog", "query_hash"]

_log = logging.getLogger("untoc")
_HASH_DIGITS = 16


class AccessLog:
    """Where requests are written down; opened by the first one."""

    def __init__(self, settings: Settings) -> None:
        self._place = settings.access_log
        self._whole_addresses = settings.log_addresses
        self._lock = threading.Lock()
        self._file = -1
        self._fails = False

    def __bool__(self) -> bool:
        return bool(self._place)

    def write(self, client: str, **said: Any) -> None:
        """Append one line; `said` are further members, those that are None left out.

        A log that cannot be written is said once, and stops nobody from being answered.
        """
        line = json.dumps(
            {
                "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "client": client if self._whole_addresses else network(client),
                **{name: value for name, value in said.items() if value is not None},
            },
            ensure_ascii=True,
        )
        with self._lock:
            try:
                self._append(line.encode() + b"\n")
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
            self._file = os.open(self._place, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
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
