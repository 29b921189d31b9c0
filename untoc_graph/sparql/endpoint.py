"""The SPARQL 1.1 Protocol for an endpoint that reads: a request goes in, a reply comes out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

from werkzeug.http import http_date

from untoc_graph.errors import QueryError, UnofferedFormatError
from untoc_graph.rdf.formats import GRAPH_FORMATS, RESULT_FORMATS
from untoc_graph.sparql.caching import (
    REVALIDATE,
    ReplyCache,
    conditional,
    entity_tag,
    not_modified,
    reorders,
    repeatable,
)
from untoc_graph.sparql.description import describe_service
from untoc_graph.sparql.negotiation import Choice, available, choose, content_type
from untoc_graph.sparql.operation import METHODS, read_operation
from untoc_graph.sparql.problems import RequestError, error_reply
from untoc_graph.sparql.reply import Reply, Request

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from untoc_graph.sparql.limits import Limit
    from untoc_graph.sparql.operation import QueryOperation
    from untoc_graph.store.interface import Attempt, Store, Stream
    from untoc_graph.store.release import Release

__all__ = ["ALWAYS", "CORS", "PREFLIGHT", "Begun", "Endpoint"]

# Everything here is public and nothing is signed in to, so any page may read it.
CORS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, Last-Modified, Link, Retry-After",
}
# One address has many representations: a cache must not hand one client's format to another.
ALWAYS: Final = {"Vary": "Accept", **CORS}
PREFLIGHT: Final = {
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}
_ALLOW: Final = {"Allow": ", ".join(METHODS)}
_PREFLIGHT: Final = {"Access-Control-Allow-Methods": ", ".join(METHODS), **PREFLIGHT}


T = TypeVar("T")


def _choices(request: Request, operation: QueryOperation) -> tuple[Choice | None, Choice | None]:
    """Return the formats for rows and for graphs: those of the parameter `format`, else those of Accept."""
    if not operation.formats:
        return choose(request.accept, RESULT_FORMATS), choose(request.accept, GRAPH_FORMATS)
    named = {fmt.carries == "bindings": Choice(fmt, fmt.media_type) for fmt in operation.formats}
    return named.get(True), named.get(False)


def _nobody_is_refused(_: str) -> None:
    """Let everyone ask as often as they like."""


@dataclass(frozen=True)
class _Asked:
    """A query and how its answer will be sent."""

    operation: QueryOperation
    results: Choice | None
    graph: Choice | None
    headers: Mapping[str, str]
    kept: bool

    def arguments(self) -> dict[str, Any]:
        """Return the arguments for the store."""
        return {
            "text": self.operation.text,
            "results": self.results.format if self.results else None,
            "graph": self.graph.format if self.graph else None,
            "default_graphs": self.operation.default_graphs,
            "named_graphs": self.operation.named_graphs,
            "timeout": self.operation.timeout,
        }


@dataclass(frozen=True)
class Begun:
    """A query that is being answered, for a caller that must not wait.

    Attributes:
        endpoint: which one answers.
        request: what was asked.
        asked: what that means.
        attempt: tells when it is ready; must come to `reply`, or be abandoned.
    """

    endpoint: Endpoint
    request: Request
    asked: _Asked
    attempt: Attempt

    def reply(self, gone: Callable[[], bool] | None = None) -> Reply:
        """Return the reply, waiting for it; errors are replies too."""
        return self.endpoint.finish(self, gone)


@dataclass(frozen=True)
class Endpoint:
    """A read-only SPARQL endpoint.

    Attributes:
        store: where queries are evaluated.
        release: what the service description describes.
        address: the endpoint's own address.
        query_bytes: largest query text in bytes.
        limits: what the service description tells of its limits.
        cache: where finished replies are kept, or None.
        admit: called with the client before a query is evaluated; raises RateLimitedError.
    """

    store: Store
    release: Release
    address: str
    query_bytes: int
    limits: tuple[Limit, ...] = ()
    cache: ReplyCache | None = None
    admit: Callable[[str], None] = _nobody_is_refused

    def answer(self, request: Request) -> Reply:
        """Return the reply to a request; errors of the query and of the request are replies too."""
        return self.told(lambda: self._answer(request))

    def begin(self, request: Request) -> Reply | Begun | None:
        """Return the reply where it needs no waiting, or a query that was begun; None where it must wait.

        The client has then been counted. What `answer` does for callers who may not wait: it never does.
        """
        asked = self.told(lambda: self._asked(request))
        if isinstance(asked, Reply):
            return asked
        return self.told(lambda: self._begun(request, asked))

    def finish(self, begun: Begun, gone: Callable[[], bool] | None) -> Reply:
        """Return the reply to a query that was begun, waiting for it; errors are replies too."""
        return self.told(lambda: self._reply(begun.request, begun.asked, begun.attempt.result(gone)))

    def refused(self, error: QueryError) -> Reply:
        """Return the reply that tells of an error."""
        reply = error_reply(error)
        return replace(reply, headers={**ALWAYS, **reply.headers})

    def told(self, answered: Callable[[], T]) -> T | Reply:
        """Return what is returned, or the reply that tells of the error that is raised."""
        try:
            return answered()
        except UnofferedFormatError as error:
            reply = error_reply(error, available=available())
        except (QueryError, RequestError) as error:
            reply = error_reply(error)
        return replace(reply, headers={**ALWAYS, **reply.headers})

    def _answer(self, request: Request) -> Reply:
        asked = self._asked(request)
        if isinstance(asked, Reply):
            return asked
        if not request.admitted:
            self.admit(request.client)
        return self._reply(request, asked, self.store.stream(**asked.arguments(), gone=request.gone))

    def _begun(self, request: Request, asked: _Asked) -> Begun | None:
        # First, since to end what was begun costs more than to answer it.
        self.admit(request.client)
        attempt = self.store.attempt(**asked.arguments())
        return None if attempt is None else Begun(self, request, asked, attempt)

    def _asked(self, request: Request) -> Reply | _Asked:
        if request.method == "OPTIONS":
            return Reply(204, headers={**ALWAYS, **_ALLOW, **_PREFLIGHT})
        if request.method not in METHODS:
            refused = RequestError(
                "method-not-allowed",
                f"{request.method} is not allowed here; there is {', '.join(METHODS)}",
            )
            reply = error_reply(refused)
            return replace(reply, headers={**ALWAYS, **reply.headers, **_ALLOW})
        operation = read_operation(request, self.query_bytes)
        if operation is None:
            return self._describe(request)
        # Which of the two applies is known only after parsing, and that is the store's business.
        results, graph = _choices(request, operation)
        if results is None and graph is None:
            raise UnofferedFormatError(f'nothing can be written as "{request.accept}"')
        if not repeatable(operation.text):
            return _Asked(operation, results, graph, {**ALWAYS, "Cache-Control": "no-store"}, kept=False)
        offered = [choice.media_type if choice else None for choice in (results, graph)]
        dataset = [*operation.default_graphs, None, *operation.named_graphs]
        parts = [self.release.sha256, operation.text, *offered, *dataset]
        tag = entity_tag(parts, weak=reorders(operation.text))
        headers = {**ALWAYS, "Cache-Control": REVALIDATE, "ETag": tag, "Last-Modified": self.modified}
        if not_modified(request, tag, self.modified):
            return Reply(304, headers=headers)
        return _Asked(operation, results, graph, headers, kept=True)

    def _reply(self, request: Request, asked: _Asked, stream: Stream) -> Reply:
        chosen = asked.graph if stream.kind in {"construct", "describe"} else asked.results
        media_type = chosen.media_type if chosen else stream.format.media_type
        reply = Reply(200, content_type(media_type), stream.whole or b"", asked.headers, stream.rest)
        if asked.kept and self.cache is not None:
            self.cache.put(request, reply)
        return reply

    @cached_property
    def _descriptions(self) -> dict[str, bytes]:
        """The service description by format, once it was asked for."""
        return {}

    @cached_property
    def modified(self) -> str:
        """When the release was written, as an HTTP date."""
        return http_date(self.release.written)

    def _describe(self, request: Request) -> Reply:
        chosen = choose(request.accept, GRAPH_FORMATS)
        if chosen is None:
            raise UnofferedFormatError(f'the service description cannot be written as "{request.accept}"')
        document = self._descriptions.get(chosen.format.name)
        if document is None:
            document = describe_service(self.address, self.release, chosen.format, self.limits)
            self._descriptions[chosen.format.name] = document
        headers = {
            **ALWAYS,
            "Cache-Control": REVALIDATE,
            "ETag": entity_tag([document.decode()]),
            "Last-Modified": self.modified,
        }
        return conditional(request, Reply(200, content_type(chosen.media_type), document, headers))
