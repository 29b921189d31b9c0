"""What stands before Flask: kept replies, the headers that every reply carries, counting, the access log."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

from untoc_graph.sparql.caching import conditional
from untoc_graph.sparql.reply import Request
from untoc_graph.web.access_log import AccessLog, query_hash
from untoc_graph.web.policy import HEADERS
from untoc_graph.web.rates import client_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from untoc_graph.sparql.reply import Reply
    from untoc_graph.web.service import Service

__all__ = ["ADMITTED", "BEGUN", "BODY", "CLIENT", "GONE", "OUTCOME", "Front"]

# Keys of the environment by which the application and this middleware talk.
CLIENT: Final = "untoc.client"
OUTCOME: Final = "untoc.outcome"
ADMITTED: Final = "untoc.admitted"
BEGUN: Final = "untoc.begun"
BODY: Final = "untoc.body"
GONE: Final = "untoc.gone"

# Files, and what tells of this moment.
_NOT_KEPT: Final = ("/static/", "/download/", "/health", "/metrics", "/limits")
_POLICY: Final = tuple(HEADERS.items())


class Front:
    """WSGI middleware: `app.wsgi_app = Front(app.wsgi_app, service)`."""

    def __init__(self, app: WSGIApplication, service: Service) -> None:
        self._app = app
        self._service = service
        self._proxies = service.settings.proxies
        self.log = AccessLog(service.settings)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        began = time.perf_counter()
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
        client = client_address(
            environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", ""), self._proxies
        )
        environ[CLIENT] = client
        if method in {"GET", "HEAD"}:
            asked = Request(
                method,
                environ.get("QUERY_STRING", "").encode("latin-1"),
                accept=environ.get("HTTP_ACCEPT", ""),
                path=path,
                if_none_match=environ.get("HTTP_IF_NONE_MATCH", ""),
                if_modified_since=environ.get("HTTP_IF_MODIFIED_SINCE", ""),
                client=client,
                accept_language=environ.get("HTTP_ACCEPT_LANGUAGE", ""),
            )
            reply = self.kept(asked, began)
            if reply is not None:
                status = "200 OK" if reply.status == 200 else "304 Not Modified"  # noqa: PLR2004
                start_response(status, [*reply.fields, *_POLICY])
                return [] if method == "HEAD" else [reply.body]
        return self._asked(environ, start_response, began)

    def kept(self, request: Request, began: float) -> Reply | None:
        """Return the kept reply to a GET or HEAD, or that it is not modified; None where nothing is kept.

        Such a reply is counted and written down here; the caller sends it, with the headers of the policy.
        """
        serving = self._service.serving
        # What the service is, is asked by a path alone, and not kept.
        path, query = request.path, request.query_string
        if serving is None or path.startswith(_NOT_KEPT) or (path == "/sparql" and not query):
            return None
        found = serving.cache.get(request)
        if found is None:
            return None
        conditions = request.if_none_match or request.if_modified_since
        reply = conditional(request, found) if conditions else found
        outcome = "kept" if reply is found else "not-modified"
        self.note(request.method, path, request.client, reply.status, outcome, began, query)
        return reply

    def _asked(
        self, environ: WSGIEnvironment, start_response: StartResponse, began: float
    ) -> Iterable[bytes]:
        status = 0

        def start(line: str, headers: list[tuple[str, str]], *more: Any) -> Callable[[bytes], object]:
            nonlocal status
            status = int(line[:3])
            return start_response(line, [*headers, *_POLICY], *more)

        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
        body = self._app(environ, start)
        outcome = environ.get(OUTCOME) or ("ok" if status < 400 else f"http-{status}")  # noqa: PLR2004
        query = environ.get("QUERY_STRING", "").encode("latin-1")
        self.note(method, path, environ[CLIENT], status, outcome, began, query, environ.get(BODY, b""))
        if isinstance(body, list | tuple):
            return body
        return _Watched(body, lambda: self._service.metrics.broken(path))

    def note(
        self,
        method: str,
        path: str,
        client: str,
        status: int,
        outcome: str,
        began: float,
        query_string: bytes,
        body: bytes = b"",
    ) -> None:
        """Count a reply and write it down; `query_string` and `body` hold the query."""
        seconds = time.perf_counter() - began
        self._service.metrics.observe(path, outcome, seconds)
        if self.log:
            self.log.write(
                client,
                method=method,
                path=path,
                status=status,
                outcome=outcome,
                milliseconds=round(1000 * seconds, 2),
                query=query_hash(query_string, body),
            )


class _Watched:
    """A body that says when it breaks off."""

    def __init__(self, body: Iterable[bytes], broken: Callable[[], None]) -> None:
        self._body, self._broken = body, broken

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._body
        except Exception:
            self._broken()
            raise

    def close(self) -> None:
        close = getattr(self._body, "close", None)
        if close is not None:
            close()
