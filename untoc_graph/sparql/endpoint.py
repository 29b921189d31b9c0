"""The SPARQL 1.1 Protocol for an endpoint that reads: a request goes in, a reply comes out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from werkzeug.http import http_date

from untoc_graph.errors import QueryError, UnofferedFormatError
from untoc_graph.rdf.formats import GRAPH_FORMATS, RESULT_FORMATS
from untoc_graph.sparql.caching import (
    REVALIDATE,
    ReplyCache,
    conditional,
    entity_tag,
    not_modified,
    repeatable,
)
from untoc_graph.sparql.description import describe_service
from untoc_graph.sparql.negotiation import available, choose, content_type
from untoc_graph.sparql.operation import METHODS, QueryOperation, read_operation
from untoc_graph.sparql.problems import RequestError, error_reply
from untoc_graph.sparql.reply import Reply, Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from untoc_graph.sparql.limits import Limit
    from untoc_graph.store.interface import Store
    from untoc_graph.store.release import Release

__all__ = ["ALWAYS", "CORS", "PREFLIGHT", "Endpoint"]

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


def _nobody_is_refused(_: str) -> None:
    """Let everyone ask as often as they like."""


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
        try:
            reply = self._answer(request)
        except UnofferedFormatError as error:
            reply = error_reply(error, available=available())
        except (QueryError, RequestError) as error:
            reply = error_reply(error)
        return reply if "Vary" in reply.headers else replace(reply, headers={**ALWAYS, **reply.headers})

    def _answer(self, request: Request) -> Reply:
        if request.method == "OPTIONS":
            return Reply(204, headers={**_ALLOW, **_PREFLIGHT})
        if request.method not in METHODS:
            refused = RequestError(
                405,
                "method-not-allowed",
                "The method is not allowed",
                f"{request.method} is not allowed here; there is {', '.join(METHODS)}",
            )
            reply = error_reply(refused)
            return replace(reply, headers={**reply.headers, **_ALLOW})
        operation = read_operation(request, self.query_bytes)
        return self._describe(request) if operation is None else self._evaluate(request, operation)

    def _evaluate(self, request: Request, operation: QueryOperation) -> Reply:
        # Which of the two applies is known only after parsing, and that is the store's business.
        results, graph = choose(request.accept, RESULT_FORMATS), choose(request.accept, GRAPH_FORMATS)
        if results is None and graph is None:
            raise UnofferedFormatError(f'nothing can be written as "{request.accept}"')
        fresh = repeatable(operation.text)
        headers = {**ALWAYS, "Cache-Control": REVALIDATE if fresh else "no-store"}
        if fresh:
            offered = [choice.media_type if choice else None for choice in (results, graph)]
            dataset = [*operation.default_graphs, None, *operation.named_graphs]
            tag = entity_tag([self.release.sha256, operation.text, *offered, *dataset])
            headers |= {"ETag": tag, "Last-Modified": self.modified}
            if not_modified(request, tag, self.modified):
                return Reply(304, headers=headers)
        self.admit(request.client)
        stream = self.store.stream(
            operation.text,
            results=results.format if results else None,
            graph=graph.format if graph else None,
            default_graphs=operation.default_graphs,
            named_graphs=operation.named_graphs,
            timeout=operation.timeout,
            gone=request.gone,
        )
        chosen = graph if stream.kind in {"construct", "describe"} else results
        media_type = chosen.media_type if chosen else stream.format.media_type
        reply = Reply(200, content_type(media_type), stream.whole or b"", headers, stream.rest)
        if fresh and self.cache is not None:
            self.cache.put(request, reply)
        return reply

    @cached_property
    def modified(self) -> str:
        """When the release was written, as an HTTP date."""
        return http_date(self.release.written)

    def _describe(self, request: Request) -> Reply:
        chosen = choose(request.accept, GRAPH_FORMATS)
        if chosen is None:
            raise UnofferedFormatError(f'the service description cannot be written as "{request.accept}"')
        document = describe_service(self.address, self.release, chosen.format, self.limits)
        headers = {
            "Cache-Control": REVALIDATE,
            "ETag": entity_tag([document.decode()]),
            "Last-Modified": self.modified,
        }
        return conditional(request, Reply(200, content_type(chosen.media_type), document, headers))
