"""The SPARQL 1.1 Protocol for an endpoint that reads: a request goes in, a reply comes out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from untoc_graph.errors import QueryError, UnofferedFormatError
from untoc_graph.rdf.formats import GRAPH_FORMATS, RESULT_FORMATS
from untoc_graph.sparql.description import describe_service
from untoc_graph.sparql.negotiation import available, choose, content_type
from untoc_graph.sparql.operation import METHODS, QueryOperation, read_operation
from untoc_graph.sparql.problems import RequestError, error_reply
from untoc_graph.sparql.reply import Reply, Request

if TYPE_CHECKING:
    from untoc_graph.store.interface import Store
    from untoc_graph.store.release import Release

__all__ = ["CORS", "Endpoint"]

# Everything here is public and nothing is signed in to, so any page may read it.
CORS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, Link, Retry-After",
}
_PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
}
_ALLOW: Final = {"Allow": ", ".join(METHODS)}


@dataclass(frozen=True)
class Endpoint:
    """A read-only SPARQL endpoint.

    Attributes:
        store: where queries are evaluated.
        release: what the service description describes.
        address: the endpoint's own address.
        query_bytes: largest query text in bytes.
    """

    store: Store
    release: Release
    address: str
    query_bytes: int

    def answer(self, request: Request) -> Reply:
        """Return the reply to a request; errors of the query and of the request are replies too."""
        try:
            reply = self._answer(request)
        except UnofferedFormatError as error:
            reply = error_reply(error, available=available())
        except (QueryError, RequestError) as error:
            reply = error_reply(error)
        # One address has many representations: a cache must not hand one client's format to another.
        return replace(reply, headers={"Vary": "Accept", **CORS, **reply.headers})

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
            return replace(error_reply(refused), headers=_ALLOW)
        operation = read_operation(request, self.query_bytes)
        return self._describe(request) if operation is None else self._evaluate(request, operation)

    def _evaluate(self, request: Request, operation: QueryOperation) -> Reply:
        # Which of the two applies is known only after parsing, and that is the store's business.
        results, graph = choose(request.accept, RESULT_FORMATS), choose(request.accept, GRAPH_FORMATS)
        if results is None and graph is None:
            raise UnofferedFormatError(f'nothing can be written as "{request.accept}"')
        answer = self.store.evaluate(
            operation.text,
            results=results.format if results else None,
            graph=graph.format if graph else None,
            default_graphs=operation.default_graphs,
            named_graphs=operation.named_graphs,
            timeout=operation.timeout,
            gone=request.gone,
        )
        chosen = graph if answer.kind in {"construct", "describe"} else results
        media_type = chosen.media_type if chosen else answer.format.media_type
        return Reply(200, content_type(media_type), answer.content)

    def _describe(self, request: Request) -> Reply:
        chosen = choose(request.accept, GRAPH_FORMATS)
        if chosen is None:
            raise UnofferedFormatError(f'the service description cannot be written as "{request.accept}"')
        document = describe_service(self.address, self.release, chosen.format)
        return Reply(200, content_type(chosen.media_type), document)
