"""One query evaluated and written inside a worker: only here the engine meets a stranger's text."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from untoc_graph.errors import FederationError, ServiceRefusedError
from untoc_graph.store import wire
from untoc_graph.store.datasets import Dataset, merged, named_in
from untoc_graph.store.diagnosis import diagnose, mistake_in_update
from untoc_graph.store.failure import Failure
from untoc_graph.store.federation import federate
from untoc_graph.store.sink import Sink
from untoc_graph.store.tokens import calls_service, is_update, names_graphs, operation_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from untoc_graph.store.interface import Kind

__all__ = ["Loaded", "Query", "evaluate"]

# So much is sent at once: whoever reads it holds no more than that.
_SLICE: Final = 1 << 16
_GRAPH_MEDIA_WITH_PREFIXES: Final = frozenset({"text/turtle", "application/trig", "application/rdf+xml"})
# RDF/XML writes a predicate as an element name, so its IRI must end in one; the engine does not look.
_ELEMENT_NAME: Final = re.compile(r"[^\W\d][\w.-]*>")


@dataclass(frozen=True)
class Query:
    """What travels to a worker; formats as media types.

    Attributes:
        text: the query.
        base: base IRI for relative IRIs in it.
        rows: largest result in rows or triples.
        limit: largest document in bytes.
        results: media type for SELECT and ASK, or None.
        graph: media type for CONSTRUCT and DESCRIBE, or None.
        default_graphs: IRIs that the protocol named.
        named_graphs: IRIs that the protocol named.
        services: IRIs of the endpoints that SERVICE may ask.
    """

    text: str
    base: str
    rows: int
    limit: int
    results: str | None
    graph: str | None
    default_graphs: list[str]
    named_graphs: list[str]
    services: list[str]


@dataclass(frozen=True)
class Loaded:
    """A release in memory, twice: the engine's own union of named graphs has a triple once for each graph.

    Attributes:
        plain: every triple once, in the default graph; joins are up to twice as fast here as in `whole`.
        whole: the named graphs, and their union as the default graph; for texts that say GRAPH or FROM.
    """

    plain: ox.Store
    whole: ox.Store

    @classmethod
    def from_nquads(cls, content: bytes) -> Loaded:
        """Return the release with these N-Quads, one a line, each in a named graph.

        Raises:
            SyntaxError: they are not.
        """
        plain, whole = ox.Store(), ox.Store()
        cls.fill(plain, whole, content)
        return cls(plain, whole)

    @staticmethod
    def fill(plain: ox.Store, whole: ox.Store, content: bytes) -> None:
        """Load these N-Quads into two empty stores; raises as `from_nquads` does."""
        # Two processors load in two thirds of the time; the thread has ended before anything is forked.
        with ThreadPoolExecutor(1) as beside:
            graphs = beside.submit(whole.bulk_load, content, ox.RdfFormat.N_QUADS)
            triples = {line.rpartition(b" <")[0] + b" .\n" for line in content.splitlines()}
            union = b"".join(sorted(triples))
            plain.bulk_load(union, ox.RdfFormat.N_TRIPLES)
            graphs.result()
        whole.bulk_load(union, ox.RdfFormat.N_TRIPLES)


def evaluate(
    release: Loaded,
    query: Query,
    prefixes: Mapping[str, str],
    send: Callable[..., None],
    call: Callable[[str, str], bytes],
) -> bytes:
    """Evaluate one query; send frames as they fill and return the last of ANSWER, DATA….

    Args:
        release: what to ask.
        query: what was asked.
        prefixes: our prefixes, for graphs that are written and for advice.
        send: takes frames.
        call: takes another endpoint and a query; see `federation.federate`.

    Raises:
        Failure: there is no answer, or not the whole of it; DATA may have gone before.
    """
    text = query.text
    try:
        if calls_service(text):
            text = federate(text, query.base, query.services, call)
        store, dataset = _asked(release, query, text)
        answer = store.query(text, base_iri=query.base, **dataset)
    except (FederationError, ServiceRefusedError) as error:
        raise Failure(type(error).__name__, str(error)) from error
    except SyntaxError as error:
        if text is not query.text:
            raise Failure(
                "FederationError", f"the engine cannot read what SERVICE brought: {error}"
            ) from error
        update = is_update(query.text)
        said = mistake_in_update(query.text, query.base) if update else str(error)
        if said is None:
            raise Failure("UpdateRefusedError", "this endpoint only reads: an update is refused") from error
        found = diagnose(query.text, said, query.base, prefixes, update=update)
        raise Failure("QuerySyntaxError", *found) from error
    kind = _kind(answer, query.text)
    media_type = query.graph if isinstance(answer, ox.QueryTriples) else query.results
    if media_type is None:
        raise Failure("UnofferedFormatError", kind)

    head: list[bytes] = [wire.frame(wire.ANSWER, kind.encode())]

    def passes(piece: bytes) -> None:
        send(*head, wire.frame(wire.DATA, piece))
        head.clear()

    sink = Sink(query.limit, query.rows, media_type, passes)
    if isinstance(answer, ox.QueryTriples):
        _write_graph(answer, media_type, prefixes, query, sink)
    else:
        answer.serialize(sink, ox.QueryResultsFormat.from_media_type(media_type))  # type: ignore[arg-type]
    return b"".join(head) + wire.frame(wire.DATA, bytes(sink.held))


def _asked(release: Loaded, query: Query, text: str) -> tuple[ox.Store, dict[str, Any]]:
    """Return the store to ask, and the dataset where the engine shall not read it from the text."""
    by_protocol = bool(query.default_graphs or query.named_graphs)
    if by_protocol:
        dataset = Dataset.of(query.default_graphs, query.named_graphs)
    elif names_graphs(text):
        dataset = named_in(text, query.base)
    else:
        return release.plain, {}
    if len(dataset.default) > 1:
        named = list(dataset.named)
        return merged(release.whole, dataset), {"default_graph": [ox.DefaultGraph()], "named_graphs": named}
    if by_protocol:
        return release.whole, {"default_graph": list(dataset.default), "named_graphs": list(dataset.named)}
    return release.whole, {}


def _kind(answer: object, text: str) -> Kind:
    if isinstance(answer, ox.QuerySolutions):
        return "select"
    if isinstance(answer, ox.QueryBoolean):
        return "ask"
    # The engine calls both kinds of graph the same.
    return "construct" if operation_word(text).startswith("construct") else "describe"


def _write_graph(
    triples: ox.QueryTriples, media_type: str, prefixes: Mapping[str, str], query: Query, out: Sink
) -> None:
    # N-Triples first: the engine writes them itself, so the limit holds before Python sees a triple.
    written = Sink(query.limit, query.rows)
    triples.serialize(written, ox.RdfFormat.N_TRIPLES)  # type: ignore[arg-type]
    lines = sorted(set(bytes(written.held).splitlines(keepends=True)))
    written.held.clear()
    out.count(len(lines))
    ordered = b"".join(lines)
    if media_type in {"application/n-triples", "application/n-quads"}:
        for start in range(0, len(ordered), _SLICE):
            out.write(ordered[start : start + _SLICE])
        return
    if media_type == "application/rdf+xml":
        _check_element_names(lines)
    used = {prefix: iri for prefix, iri in sorted(prefixes.items()) if f"<{iri}".encode() in ordered}
    ox.serialize(
        _triples(ordered),
        out,  # type: ignore[arg-type]
        ox.RdfFormat.from_media_type(media_type),
        prefixes=used if media_type in _GRAPH_MEDIA_WITH_PREFIXES else None,
    )


def _triples(ordered: bytes) -> Iterator[ox.Triple]:
    for quad in ox.parse(ordered, ox.RdfFormat.N_TRIPLES):
        yield quad.triple


def _check_element_names(lines: list[bytes]) -> None:
    for predicate in {line.split(b" ", 2)[1].decode() for line in lines}:
        if not _ELEMENT_NAME.search(predicate):
            raise Failure(
                "UnofferedFormatError",
                f"RDF/XML cannot write the predicate {predicate}; ask for Turtle or another format",
            )
