"""From an ASGI server to the WSGI application, with what WSGI cannot say.

WSGI has no word for a client that has gone, and granian ends a response cleanly when its WSGI iterator
fails, so that a client would take a part for the whole. Under ASGI it tells of the first and breaks off the
second.

Kept replies are sent from the event loop, and so are the answers to short queries, from the same endpoint
that Flask's route asks: handing each to a thread and back costs more than most of them take. What lasts
longer goes on in a thread, which is held while a reply is made and not while it is sent.
"""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from untoc_graph.errors import ServerBusyError
from untoc_graph.sparql.endpoint import ALWAYS, Begun
from untoc_graph.sparql.problems import problem_reply
from untoc_graph.sparql.reply import Reply
from untoc_graph.store.pool import none_came, too_many
from untoc_graph.web.call import POLICY, Call, environment, joined, request_of
from untoc_graph.web.compression import compressed
from untoc_graph.web.front import ADMITTED, BEGUN, Front
from untoc_graph.web.rendering import compile_all
from untoc_graph.web.service import EXTENSION

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from flask import Flask

    from untoc_graph.sparql.endpoint import Endpoint
    from untoc_graph.sparql.reply import Request
    from untoc_graph.store.interface import Attempt
    from untoc_graph.web.call import Headers, Scope
    from untoc_graph.web.service import Service

    Receive = Callable[[], Awaitable[Mapping[str, Any]]]
    Send = Callable[[Mapping[str, Any]], Awaitable[None]]

__all__ = ["Bridge"]

# After so long it is looked whether the client is still there; most replies are made before.
_PATIENCE: Final = 0.1
# A body must have come, and a client must take the next piece of a reply, within so many seconds.
_BODY_DEADLINE: Final = 20.0
_SEND_DEADLINE: Final = 30.0
# And the whole of it within so many: what it waits in takes room on the disk.
_TRANSFER_DEADLINE: Final = 600.0
_QUERIES: Final = frozenset({"/sparql", "/sparql/"})
# What is longer takes long to read already.
_LONG: Final = 16_384
_SERVER: Final = (b"server", b"untoc")
# A length with more is too large, whatever it is.
_DIGITS: Final = 18


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
        # Queries wait for a worker here, where waiting takes no thread.
        self._slots = asyncio.Semaphore(settings.workers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection event of the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        began = time.perf_counter()
        headers = joined(scope["headers"])
        if scope["method"] in {"GET", "HEAD"}:
            reply = self._kept(scope, headers, began)
            if reply is not None:
                await _send_reply(send, scope, reply, headers.get(b"accept-encoding", b""))
                return
        try:
            body = await self._body(headers, receive)
        except (TimeoutError, EOFError) as error:
            late = isinstance(error, TimeoutError)
            await self._unread(scope, headers, began, send, late)
            return
        short = body is not None and len(body) + len(scope["query_string"]) < _LONG
        # What counts rates elsewhere, or has still to be opened, would keep the event loop waiting.
        at_once = short and self._service.rates.quick and self._service.serving is not None
        if body is not None and at_once and scope["path"] in _QUERIES:
            await self._queried(scope, headers, body, began, receive, send)
        else:
            await self._asked(scope, headers, body, receive, send)

    async def _unread(
        self, scope: Scope, headers: Mapping[bytes, bytes], began: float, send: Send, late: bool
    ) -> None:
        """Say that a body did not come or cannot be read, and count it."""
        told = (
            problem_reply("request-timeout", "the body of the request did not come")
            if late
            else problem_reply("bad-request", "the body is cut or its chunks are broken")
        )
        reply = replace(told, headers={**ALWAYS, **told.headers})
        request = request_of(scope, headers, b"", self._proxies)
        self._front.note(
            request.method, request.path, request.client, reply.status, reply.problem, began, b""
        )
        await _send_reply(send, scope, reply)

    async def _queried(
        self,
        scope: Scope,
        headers: Mapping[bytes, bytes],
        body: bytes,
        began: float,
        receive: Receive,
        send: Send,
    ) -> None:
        """Answer a query from the event loop if it is short, or go on with it in a thread."""
        request = request_of(scope, headers, body, self._proxies)
        reply: Reply | None = None
        try:
            with self._service.lease() as serving:
                reply = None if request.reads else serving.cache.get(request)
                found = reply or await self._begun(serving.endpoint, request)
        except ServerBusyError:
            found = None  # the service is stopping, and the application says so
        # Whoever has to wait has been counted already.
        if not isinstance(found, Reply):
            # A query that was begun holds a worker, and that its release.
            await self._asked(scope, headers, body, receive, send, found, admitted=True)
            return
        outcome = found.problem or ("not-modified" if found.status == 304 else "ok")  # noqa: PLR2004
        self._front.note(
            request.method,
            scope["path"],
            request.client,
            found.status,
            "kept" if found is reply else outcome,
            began,
            request.query_string,
            body,
        )
        await _send_reply(send, scope, found)

    async def _begun(self, endpoint: Endpoint, request: Request) -> Reply | Begun | None:
        """Return the reply to a short query, one that lasts longer, or None where it has to wait."""
        try:
            await self._slot()
        except ServerBusyError as error:
            return endpoint.refused(error)
        try:
            found = endpoint.begin(request)
            if isinstance(found, Begun):
                try:
                    return found.reply() if await _came(found.attempt) else found
                except BaseException:
                    found.attempt.abandon()
                    raise
            return found
        finally:
            # From here on the store counts it.
            self._slots.release()

    async def _slot(self) -> None:
        """Wait until a worker may be free.

        Raises:
            ServerBusyError: none comes free, or too many wait already.
        """
        if not self._slots.locked():
            await self._slots.acquire()
            return
        settings, service = self._service.settings, self._service
        if service.waiting >= settings.queue:
            raise too_many()
        service.waiting += 1
        try:
            async with asyncio.timeout(settings.queue_timeout):
                await self._slots.acquire()
        except TimeoutError:
            raise none_came(settings.queue_timeout) from None
        finally:
            service.waiting -= 1

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
                # Beside the first requests: nobody waits until all is ready.
                threading.Thread(target=self._make_ready, name="ready", daemon=True).start()
                await send({"type": "lifespan.startup.complete"})
            else:
                self._service.close()
                self._front.log.flush()
                await send({"type": "lifespan.shutdown.complete"})
                return

    def _make_ready(self) -> None:
        compile_all(self._app)
        self._service.warm()

    def _kept(self, scope: Scope, headers: Mapping[bytes, bytes], began: float) -> Reply | None:
        return self._front.kept(request_of(scope, headers, b"", self._proxies), began)

    async def _asked(
        self,
        scope: Scope,
        headers: Mapping[bytes, bytes],
        body: bytes | None,
        receive: Receive,
        send: Send,
        begun: Begun | None = None,
        *,
        admitted: bool = False,
    ) -> None:
        """Have the application answer in a thread, with a query that has been begun or counted already."""
        loop = asyncio.get_running_loop()
        environ = environment(scope, headers, body, self._largest)
        environ[BEGUN], environ[ADMITTED] = begun, admitted
        call = Call(self._app, environ)
        watch = _Watch(loop, receive, lambda: self._leave(loop, call))
        try:
            try:
                # HTTP/1.0 cannot tell a reply that broke off from one that ended.
                run = call.run_whole if scope["http_version"] == "1.0" else call.run
                first = await loop.run_in_executor(self._threads, run)
            finally:
                # The application may answer before it comes to the query, as to a bad Host.
                if environ[BEGUN] is not None:
                    environ[BEGUN].attempt.abandon()
            if call.whole:
                accepted = headers.get(b"accept-encoding", b"")
                await _send_whole(
                    send, call.status, *_fitted(scope, accepted, call.status, call.fields, first)
                )
            else:
                await self._send_pieces(loop, send, call, first)
        finally:
            watch.stop()
            if not call.whole:
                await loop.run_in_executor(self._threads, call.close)

    def _leave(self, loop: asyncio.AbstractEventLoop, call: Call) -> None:
        """Stop what nobody waits for; a thread may be waiting for the next piece of it just now."""
        call.leave()
        loop.run_in_executor(self._threads, call.close)

    async def _send_pieces(
        self, loop: asyncio.AbstractEventLoop, send: Send, call: Call, piece: bytes | None
    ) -> None:
        """Send what the application gives; to return before the end of it breaks the transfer off."""
        if call.gone:
            return
        await send({"type": "http.response.start", "status": call.status, "headers": [_SERVER, *call.fields]})
        over = asyncio.get_running_loop().time() + _TRANSFER_DEADLINE
        while piece is not None:
            if asyncio.get_running_loop().time() > over:
                return
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
        if not length.isdigit() or len(length) > _DIGITS or int(length) > self._largest:
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
        # Task, watch and call would keep each other, and the body of the request, until a collection of all.
        task, self._task = self._task, None
        if task:
            task.cancel()


async def _came(attempt: Attempt) -> bool:
    """Wait a moment for an answer; tell whether it is whole."""
    loop = asyncio.get_running_loop()
    until = loop.time() + _PATIENCE
    while not attempt.ready():
        if loop.time() >= until:
            return False
        came = loop.create_future()
        loop.add_reader(attempt.fileno(), _settle, came)
        timer = loop.call_at(until, _settle, came)
        try:
            await came
        finally:
            loop.remove_reader(attempt.fileno())
            timer.cancel()
    return attempt.ended


def _settle(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


async def _send_reply(send: Send, scope: Scope, reply: Reply, accepted: bytes = b"") -> None:
    body = b"" if scope["method"] == "HEAD" else reply.body
    fields = [*reply.encoded, *POLICY]
    await _send_whole(send, reply.status, *_fitted(scope, accepted, reply.status, fields, body))


def _fitted(
    scope: Scope, accepted: bytes, status: int, fields: Headers, body: bytes | None
) -> tuple[Headers, bytes]:
    """Return headers and body as this client takes them; HEAD tells of the body as it was made."""
    if status != HTTPStatus.OK or not body:
        return fields, body or b""
    return compressed(scope["path"], accepted.decode("latin-1"), fields, body)


async def _send_whole(send: Send, status: int, fields: Headers, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [_SERVER, *fields]})
    await send({"type": "http.response.body", "body": body, "more_body": False})
