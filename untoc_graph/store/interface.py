"""The interface of every store: a query text goes in, bytes in an agreed format come out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from untoc_graph.rdf.formats import Format

__all__ = ["Answer", "Attempt", "Kind", "Load", "Pieces", "Store", "Stream", "collect"]

Kind = Literal["select", "ask", "construct", "describe"]


@dataclass(frozen=True)
class Answer:
    """What a query returned.

    Attributes:
        kind: the form of the query, which is known only after parsing.
        format: the format that `content` is written in.
        content: the whole document.
    """

    kind: Kind
    format: Format
    content: bytes


class Pieces(Protocol):
    """Bytes in pieces, which may fail on the way; `close` says that no more are wanted."""

    def __iter__(self) -> Iterator[bytes]: ...
    def close(self) -> None:
        """Give back what the pieces come from."""
        ...


@dataclass(frozen=True)
class Stream:
    """What a query returns, perhaps before all of it is there.

    Attributes:
        kind: the form of the query.
        format: the format of the document.
        whole: the document, where it is all there.
        rest: the document in pieces, where it is not; must be closed. An error of `Store.stream` that comes
            while it is read means that what was read is no document.
    """

    kind: Kind
    format: Format
    whole: bytes | None = None
    rest: Pieces | None = None


def collect(stream: Stream) -> Answer:
    """Return the whole answer; raises what its evaluation raises."""
    if stream.rest is None:
        return Answer(stream.kind, stream.format, stream.whole or b"")
    try:
        return Answer(stream.kind, stream.format, b"".join(stream.rest))
    finally:
        stream.rest.close()


@dataclass(frozen=True)
class Load:
    """How busy a store is.

    Attributes:
        busy: queries that are evaluated now.
        waiting: queries that wait for a worker.
        forked: workers that were started so far.
        ended: workers that ended so far, by reason: "timeout", "crash", "gone" (the client went away),
            "retired" (it had grown).
    """

    busy: int = 0
    waiting: int = 0
    forked: int = 0
    ended: Mapping[str, int] = field(default_factory=dict)


class Attempt(Protocol):
    """A query that is being answered, for a caller that must not wait; must come to `result` or `abandon`."""

    def fileno(self) -> int:
        """Return the descriptor that becomes readable when something has come."""
        ...

    def ready(self) -> bool:
        """Tell whether `result` would not wait."""
        ...

    @property
    def ended(self) -> bool:
        """Whether nothing more comes: the answer is whole, or there is none."""
        ...

    def result(self, gone: Callable[[], bool] | None = None) -> Stream:
        """Return the answer, waiting for it; raises what the evaluation raises."""
        ...

    def abandon(self) -> None:
        """End the query; nothing happens where it has ended."""
        ...


class Store(Protocol):
    """Something that answers SPARQL 1.1 queries."""

    def stream(
        self,
        text: str,
        *,
        results: Format | None = None,
        graph: Format | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        timeout: float | None = None,
        gone: Callable[[], bool] | None = None,
    ) -> Stream:
        """Return the answer to one query, whole where it is small.

        The default graph is the union of all named graphs, unless the text says FROM or the arguments name
        graphs; the arguments win over the text (SPARQL 1.1 Protocol, section 2.1.4).

        Args:
            text: the query.
            results: format for SELECT and ASK, or None when the caller cannot take those.
            graph: format for CONSTRUCT and DESCRIBE, or None when the caller cannot take those.
            default_graphs: IRIs of the graphs to merge into the default graph.
            named_graphs: IRIs of the graphs that GRAPH may see.
            timeout: seconds; shorter than the store's own limit, never longer.
            gone: asked now and then while waiting; True stops the query.

        Raises:
            QuerySyntaxError: the text is not a SPARQL 1.1 query, or a graph name is not an absolute IRI.
            UpdateRefusedError: the text is an update.
            ServiceRefusedError: the text asks another endpoint that is not allowed, or in a way that is not.
            FederationError: an endpoint that it asks gave no answer, or one that cannot be joined.
            UnofferedFormatError: the format for this kind of query is missing or cannot hold the answer.
            QueryTimeoutError: the query ran out of time.
            QueryCrashedError: the query ran out of memory or ended its process.
            ResultTooLargeError: the document passed the limit of rows or bytes.
            ServerBusyError: no worker came free.
            QueryAbandonedError: `gone` said True.
        """
        ...

    def attempt(
        self,
        text: str,
        *,
        results: Format | None = None,
        graph: Format | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        timeout: float | None = None,
    ) -> Attempt | None:
        """Begin a query where that needs no waiting, otherwise return None; for arguments see `stream`."""
        ...

    def evaluate(
        self,
        text: str,
        *,
        results: Format | None = None,
        graph: Format | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        timeout: float | None = None,
    ) -> Answer:
        """Return the whole answer to one query; arguments and errors are those of `stream`."""
        ...

    @property
    def load(self) -> Load:
        """How busy the store is."""
        ...

    def close(self) -> None:
        """Give everything back; the store answers no more."""
        ...
