"""From an ASGI server to the WSGI application, with what WSGI cannot say.

WSGI has no word for a client that has gone, and granian ends a response cleanly when its WSGI iterator
fails, so that a client would take a part for the whole. Under ASGI it tells of the first and breaks off the
second. Kept replies are sent from the event loop; all else runs in threads, which are held while a reply is
made and not while it is sent.
"""

from __future__ import annotations

import asyncio
import io
import logging
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote_to_bytes

from untoc_graph.errors import QueryError, UntocError
from untoc_graph.sparql.endpoint import ALWAYS
from untoc_graph.sparql.problems import error_reply
from untoc_graph.web.front import GONE, Front
from untoc_graph.web.policy import HEADERS
from untoc_graph.web.rates import client_address
from untoc_graph.web.service import EXTENSION

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping

    from flask import Flask

    from untoc_graph.sparql.reply import Reply
    from untoc_graph.web.service import Service

    Scope = Mapping[str, Any]
    Receive = Callable[[], Awaitable[Mapping[str, Any]]]
    Send = Callable[[Mapping[str, Any]], Awaitable[None]]
    Headers = list[tuple[bytes, bytes]]

__all__ = ["Bridge"]

_log = logging.getLogger("untoc")

# After so long it is looked whether the client is still there; most replies are made before.
_PATIENCE: Final = 0.1
# A body must have come, and a client must take the next piece of a reply, within so many seconds.
_BODY_DEADLINE: Final = 20.0
_SEND_DEADLINE: Final = 30.0
_POLICY: Final = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
_SERVER: Final = (b"server", b"untoc")
# A reply that says its length and is no longer is sent in one piece.
_SMALL: Final = 1 << 20


class Bridge:
    """An ASGI application over the Flask one."""

    def __init__(self, app: Flask, started: Callable[[Service], None] | None = None) -> None:
        """Nothing is opened before the server starts.

        Args:
            app: the application, whose `wsgi_app` is a `Front`.
            started: called when the release is loaded.
        """
        self._app = app
        self._service: Service = app.extensions[EXTENSION]
        front = app.wsgi_app
        assert isinstance(front, Front)  # noqa: S101  create_app put it there
        self._front = front
        self._started = started
        settings = self._service.settings
        self._proxies = settings.proxies
        self._largest = app.config["MAX_CONTENT_LENGTH"]
        # All that may be in the endpoint at once, and some for pages and downloads.
        self._threads = ThreadPoolExecutor(settings.workers + settings.queue + 8, "request")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection event of the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        began = time.perf_counter()
        headers = _joined(scope["headers"])
        if scope["method"] in {"GET", "HEAD"}:
            reply = self._kept(scope, headers, began)
            if reply is not None:
                await _send_whole(
                    send,
                    reply.status,
                    [*_encoded(reply.fields), *_POLICY],
                    b"" if scope["method"] == "HEAD" else reply.body,
                )
                return
        await self._asked(scope, headers, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                try:
                    self._service.open()
                except Exception as error:  # noqa: BLE001  told to the server, which ends
                    await send({"type": "lifespan.startup.failed", "message": str(error)})
                    return
                if self._started:
                    self._started(self._service)
                await send({"type": "lifespan.startup.complete"})
            else:
                self._service.close()
                await send({"type": "lifespan.shutdown.complete"})
                return

    def _kept(self, scope: Scope, headers: Mapping[bytes, bytes], began: float) -> Reply | None:
        def header(name: bytes) -> str:
            return headers.get(name, b"").decode("latin-1")

        client = client_address((scope.get("client") or ("",))[0], header(b"x-forwarded-for"), self._proxies)
        return self._front.kept(
            scope["method"],
            scope["path"],
            scope["query_string"],
            header(b"accept"),
            header(b"if-none-match"),
            header(b"if-modified-since"),
            client,
            began,
        )

    async def _asked(
        self, scope: Scope, headers: Mapping[bytes, bytes], receive: Receive, send: Send
    ) -> None:
        try:
            body = await self._body(headers, receive)
        except (TimeoutError, EOFError):
            return  # nobody is there to be answered, or sends so slowly that nobody waits
        loop = asyncio.get_running_loop()
        call = _Call(self._app, _environ(scope, headers, body, self._largest))
        watch = _Watch(loop, receive, lambda: self._leave(loop, call))
        try:
            first = await loop.run_in_executor(self._threads, call.run)
            if call.whole:
                await _send_whole(send, call.status, call.fields, first)
            else:
                await self._send_pieces(loop, send, call, first)
        finally:
            watch.stop()
            if not call.whole:
                await loop.run_in_executor(self._threads, call.close)

    def _leave(self, loop: asyncio.AbstractEventLoop, call: _Call) -> None:
        """Stop what nobody waits for; a thread may be waiting for the next piece of it just now."""
        call.gone = True
        loop.run_in_executor(self._threads, call.close)

    async def _send_pieces(
        self, loop: asyncio.AbstractEventLoop, send: Send, call: _Call, piece: bytes | None
    ) -> None:
        """Send what the application gives; to return before the end of it breaks the transfer off."""
        if call.gone:
            return
        await send({"type": "http.response.start", "status": call.status, "headers": [_SERVER, *call.fields]})
        while piece is not None:
            try:
                async with asyncio.timeout(_SEND_DEADLINE):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            except TimeoutError:
                return
            piece = await loop.run_in_executor(self._threads, call.next)
            if call.gone or call.failed:
                return
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _body(self, headers: Mapping[bytes, bytes], receive: Receive) -> bytes | None:
        """Return the body, or None when it is larger than any that is read; the rest is not waited for."""
        length = headers.get(b"content-length", b"0")
        if length == b"0" and b"transfer-encoding" not in headers:
            return b""
        if not length.isdigit() or int(length) > self._largest:
            return None
        pieces: list[bytes] = []
        size = 0
        async with asyncio.timeout(_BODY_DEADLINE):
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    raise EOFError
                piece = message.get("body", b"")
                size += len(piece)
                if size > self._largest:
                    return None
                pieces.append(piece)
                if not message.get("more_body"):
                    return b"".join(pieces)


class _Call:
    """One request in the application; its methods but `close` are for one thread at a time."""

    def __init__(self, app: Flask, environ: dict[str, Any]) -> None:
        self._app, self._environ = app, environ
        self._body: Iterable[bytes] = ()
        self._pieces: Iterator[bytes] = iter(())
        self.status = 500
        self.fields: Headers = []
        self.whole = True
        self.gone = self.failed = False
        self._failure: UntocError = QueryError("the reply could not be made")
        environ[GONE] = lambda: self.gone

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

    def _refused(self) -> bytes:
        """Return the body of a problem: it failed before anything was sent, so the client can be told."""
        _close(self._body)
        self.whole = True
        reply = error_reply(self._failure)
        self.status = reply.status
        self.fields = [*_encoded(ALWAYS.items()), *_encoded(reply.fields), *_POLICY]
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
        self.fields = _encoded(headers)
        return _no_write


class _Watch:
    """Looks out for the end of the connection while a reply is made and sent, and says `left` then."""

    def __init__(self, loop: asyncio.AbstractEventLoop, receive: Receive, left: Callable[[], None]) -> None:
        self._loop, self._receive, self._left = loop, receive, left
        self._task: asyncio.Task[None] | None = None
        self._timer = loop.call_later(_PATIENCE, self._begin)

    def _begin(self) -> None:
        self._task = self._loop.create_task(self._look())

    async def _look(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._left()

    def stop(self) -> None:
        self._timer.cancel()
        if self._task:
            self._task.cancel()


async def _send_whole(send: Send, status: int, fields: Headers, body: bytes | None) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [_SERVER, *fields]})
    await send({"type": "http.response.body", "body": body or b"", "more_body": False})


def _encoded(fields: Iterable[tuple[str, str]]) -> Headers:
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in fields]


def _joined(headers: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """Return the headers by name, those that come several times as one (RFC 9110, 5.2)."""
    joined: dict[bytes, bytes] = {}
    for name, value in headers:
        joined[name] = joined[name] + b"," + value if name in joined else value
    return joined


def _environ(
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
