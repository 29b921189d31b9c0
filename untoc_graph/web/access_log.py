"""The access log: one JSON object a line, with a hash of the query and the network of the client."""

from __future__ import annotations

import hashlib
import json
import sys
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from untoc_graph.web.rates import network

if TYPE_CHECKING:
    from typing import TextIO

    from untoc_graph.settings import Settings

__all__ = ["AccessLog", "query_hash"]

_HASH_DIGITS = 16


class AccessLog:
    """Where requests are written down; opened by the first one."""

    def __init__(self, settings: Settings) -> None:
        self._place = settings.access_log
        self._whole_addresses = settings.log_addresses
        self._lock = threading.Lock()
        self._file: TextIO | None = None

    def __bool__(self) -> bool:
        return bool(self._place)

    def write(self, client: str, **said: Any) -> None:
        """Append one line; `said` are further members, those that are None left out."""
        line = json.dumps(
            {
                "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "client": client if self._whole_addresses else network(client),
                **{name: value for name, value in said.items() if value is not None},
            },
            ensure_ascii=True,
        )
        with self._lock:
            if self._file is None:
                # Line by line, so that a log that is rotated or read along is never cut within a line.
                self._file = (
                    sys.stderr if self._place == "-" else open(self._place, "a", 1, encoding="utf-8")  # noqa: PTH123, SIM115
                )
            self._file.write(line + "\n")
            self._file.flush()


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
