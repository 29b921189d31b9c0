"""The reading half of the SPARQL 1.1 Graph Store HTTP Protocol: a graph is asked for, its triples come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from werkzeug.http import http_date

from untoc_graph.errors import QueryError, UnofferedFormatError
from untoc_graph.rdf.formats import GRAPH_FORMATS
from untoc_graph.sparql.caching import REVALIDATE, ReplyCache, entity_tag, not_modified
from untoc_graph.sparql.endpoint import ALWAYS, PREFLIGHT
from untoc_graph.sparql.negotiation import choose, content_type
from untoc_graph.sparql.operation import decoded
from untoc_graph.sparql.problems import RequestError, error_reply
from untoc_graph.sparql.reply import Reply, Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from untoc_graph.store.interface import Store
    from untoc_graph.store.release import NamedGraph, Release

__all__ = ["GraphStore"]

_METHODS: Final = ("GET", "HEAD", "OPTIONS")
_ALLOW: Final = {"Allow": ", ".join(_METHODS)}


@dataclass(frozen=True)
class GraphStore:
    """The graphs of a release.

    Attributes:
        store: where they are asked for.
        release: which there are.
        cache: where finished replies are kept, or None.
        admit: called with the client before a graph is asked for; raises RateLimitedError.
    """

    store: Store
    release: Release
    cache: ReplyCache | None
    admit: Callable[[str], None]

    def answer(self, request: Request, name: str | None = None) -> Reply:
        """Return the reply to a request.

        Args:
            request: what was asked; its query string says which graph, unless `name` does.
            name: the graph, where its own address is asked (direct identification, section 4.1).
        """
        try:
            reply = self._answer(request, name)
        except UnofferedFormatError as error:
            media_types = {"graphs": [fmt.media_type for fmt in GRAPH_FORMATS]}
            reply = error_reply(error, available=media_types)
        except (QueryError, RequestError) as error:
            reply = error_reply(error)
        return replace(reply, headers={**ALWAYS, **reply.headers})

    def _answer(self, request: Request, name: str | None) -> Reply:
        if request.method == "OPTIONS":
            methods = {"Access-Control-Allow-Methods": ", ".join(_METHODS)}
            return Reply(204, headers={**_ALLOW, **methods, **PREFLIGHT})
        if request.method not in _METHODS:
            refused = RequestError(
                "method-not-allowed",
                f"{request.method} is not allowed here: graphs are only read; there is {', '.join(_METHODS)}",
            )
            reply = error_reply(refused)
            return replace(reply, headers={**reply.headers, **_ALLOW})
        asked = self._named(name) if name is not None else self._asked(request)
        return self._document(request, asked)

    def _asked(self, request: Request) -> NamedGraph | None:
        """Return the graph that the query string names, None for the default graph (section 4.2)."""
        given = decoded(request.query_string, "query string")
        names = [value for key, value in given if key == "graph"]
        default = [value for key, value in given if key == "default"]
        if len(names) + len(default) != 1 or any(default):
            raise RequestError(
                "bad-request",
                "write ?default for the default graph, or ?graph= and the IRI of a named one; one of the two",
            )
        if default:
            return None
        for held in self.release.graphs.values():
            if held.iri == names[0]:
                return held
        return _missing(f"<{names[0]}>", self.release)

    def _named(self, name: str) -> NamedGraph:
        return self.release.graphs.get(name) or _missing(f'"{name}"', self.release)

    def _document(self, request: Request, asked: NamedGraph | None) -> Reply:
        chosen = choose(request.accept, GRAPH_FORMATS)
        if chosen is None:
            raise UnofferedFormatError(f'a graph cannot be written as "{request.accept}"')
        tag = entity_tag([self.release.sha256, asked.iri if asked else None, chosen.media_type])
        modified = http_date(self.release.written)
        headers = {**ALWAYS, "Cache-Control": REVALIDATE, "ETag": tag, "Last-Modified": modified}
        if not_modified(request, tag, modified):
            return Reply(304, headers=headers)
        self.admit(request.client)
        stream = self.store.stream(
            "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
            graph=chosen.format,
            # An IRI of the release, never the text of the request.
            default_graphs=[asked.iri] if asked else [],
            gone=request.gone,
        )
        reply = Reply(200, content_type(chosen.media_type), stream.whole or b"", headers, stream.rest)
        if self.cache is not None:
            self.cache.put(request, reply)
        return reply


def _missing(name: str, release: Release) -> NamedGraph:
    raise RequestError(
        "no-such-graph",
        f"no graph {name}; `available` lists those that there are",
        available=[held.iri for held in release.graphs.values()],
    )
