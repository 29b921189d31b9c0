"""A request of ASGI in the words of WSGI, and the application's reply to it, whole or in pieces."""

from __future__ import annotations

import io
import logging
import sys
import threading
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote_to_bytes

from untoc_graph.errors import QueryError, UntocError
from untoc_graph.sparql.endpoint import ALWAYS
from untoc_graph.sparql.problems import error_reply
from untoc_graph.sparql.reply import Request
from untoc_graph.web.front import GONE
from untoc_graph.web.policy import HEADERS
from untoc_graph.web.rates import client_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from flask import Flask

    Scope = Mapping[str, Any]
    Headers = list[tuple[bytes, bytes]]

__all__ = ["POLICY", "Call", "encoded", "environment", "joined", "request_of"]

_log = logging.getLogger("untoc")

POLICY: Final = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
# A reply that says its length and is no longer is sent in one piece.
_SMALL: Final = 1 << 20


class Call:
    """One request in the application; its methods but `close` are for one thread at a time."""

    def __init__(self, app: Flask, environ: dict[str, Any]) -> None:
        self._app, self._environ = app, environ
        self._body: Iterable[bytes] = ()
        self._pieces: Iterator[bytes] = iter(())
        self.status = 500
        self.fields: Headers = []
        self.whole = True
        self.failed = False
        # What the environment holds must not lead back to it: bodies would stay until a collection of all.
        self._left = threading.Event()
        self._failure: UntocError = QueryError("the reply could not be made")
        environ[GONE] = self._left.is_set

    @property
    def gone(self) -> bool:
        """Whether the client has left."""
        return self._left.is_set()

    def leave(self) -> None:
        """Tell the application that nobody waits any more."""
        self._left.set()

    def run(self) -> bytes | None:
        """Return the whole body, or, where `whole` is then false, the first piece of it."""
        body = self._app(self._environ, self._start)
        length = next((value for name, value in self.fields if name == b"content-length"), b"")
        # What has no length and one piece, as a 204, is whole too.
        self.whole = isinstance(body, list) or (length.isdigit() and int(length) <= _SMALL)
        self.whole = self.whole or self.status in {204, 304}
        if self.whole:
            try:
                return b"".join(body)
            finally:
                _close(body)
        self._body, self._pieces = body, iter(body)
        piece = self.next()
        return self._refused() if self.failed else piece

    def run_whole(self) -> bytes | None:
        """Return the whole body, also where it comes in pieces; one that says its length needs no waiting."""
        piece = self.run()
        if self.whole or any(name == b"content-length" for name, _ in self.fields):
            return piece
        pieces: list[bytes] = []
        while piece is not None:
            pieces.append(piece)
            piece = self.next()
        if self.failed:
            return self._refused()
        _close(self._body)
        self.whole = True
        self.fields.append((b"content-length", b"%d" % sum(map(len, pieces))))
        return b"".join(pieces)

    def _refused(self) -> bytes:
        """Return the body of a problem: it failed before anything was sent, so the client can be told."""
        _close(self._body)
        self.whole = True
        reply = error_reply(self._failure)
        self.status = reply.status
        self.fields = [*encoded(ALWAYS.items()), *reply.encoded, *POLICY]
        return b"" if self._environ["REQUEST_METHOD"] == "HEAD" else reply.body

    def next(self) -> bytes | None:
        """Return the next piece, None after the last; `failed` tells whether there should be more."""
        try:
            return next(self._pieces, None)
        except UntocError as error:
            self._failure = error
            _log.warning("a reply was broken off: %s", error)
        except Exception:  # noqa: BLE001  the rim: nobody above could still answer
            # What is closed while it is read may say so in any way.
            if not self.gone:
                _log.exception("a reply was broken off")
        self.failed = True
        return None

    def close(self) -> None:
        """Give back what the body comes from."""
        _close(self._body)

    def _start(self, line: str, headers: list[tuple[str, str]], *_: Any) -> Callable[[bytes], object]:
        self.status = int(line[:3])
        self.fields = encoded(headers)
        return _no_write


def joined(headers: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """Return the headers by name, those that come several times as one (RFC 9110, 5.2)."""
    joined: dict[bytes, bytes] = {}
    for name, value in headers:
        joined[name] = joined[name] + b"," + value if name in joined else value
    return joined


def encoded(fields: Iterable[tuple[str, str]]) -> Headers:
    """Return headers as ASGI has them."""
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in fields]


def request_of(scope: Scope, headers: Mapping[bytes, bytes], body: bytes, proxies: int) -> Request:
    """Return the parts of a request that the protocols look at."""

    def header(name: bytes) -> str:
        return headers.get(name, b"").decode("latin-1")

    return Request(
        scope["method"],
        scope["query_string"],
        header(b"content-type"),
        header(b"content-encoding"),
        header(b"accept"),
        body,
        path=scope["path"],
        if_none_match=header(b"if-none-match"),
        if_modified_since=header(b"if-modified-since"),
        client=client_address((scope.get("client") or ("",))[0], header(b"x-forwarded-for"), proxies),
        accept_language=header(b"accept-language"),
    )


def environment(
    scope: Scope, headers: Mapping[bytes, bytes], body: bytes | None, largest: int
) -> dict[str, Any]:
    """Return the environment of PEP 3333; a body that was not read is told by its length."""
    server = scope.get("server") or ("localhost", "80")
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or ("",))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": io.BytesIO(body or b""),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
    }
    for name, value in headers.items():
        # With an underscore it would pass for the header with a hyphen, which a proxy of ours may have set;
        # and the body has come out of its chunks.
        if b"_" in name or name == b"transfer-encoding":
            continue
        key = name.decode("latin-1").upper().replace("-", "_")
        if key not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
            key = "HTTP_" + key
        environ[key] = value.decode("latin-1")
    environ["CONTENT_LENGTH"] = str(largest + 1 if body is None else len(body))
    return environ


def _close(body: object) -> None:
    close = getattr(body, "close", None)
    if close is not None:
        close()


def _no_write(_: bytes) -> object:
    raise NotImplementedError
