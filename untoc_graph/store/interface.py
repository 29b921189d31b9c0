"""The interface of every store: a query text goes in, finished bytes in an agreed format come out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from untoc_graph.rdf.formats import Format

__all__ = ["Answer", "Kind", "Store"]

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


class Store(Protocol):
    """Something that answers SPARQL 1.1 queries."""

    def evaluate(
        self,
        text: str,
        *,
        results: Format | None = None,
        graph: Format | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        timeout: float | None = None,
        gone: Callable[[], bool] | None = None,
    ) -> Answer:
        """Return the answer to one query.

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
            ServiceRefusedError: the text asks another endpoint.
            UnofferedFormatError: the format for this kind of query is missing or cannot hold the answer.
            QueryTimeoutError: the query ran out of time.
            QueryCrashedError: the query ran out of memory or ended its process.
            ResultTooLargeError: the document passed the limit of bytes.
            ServerBusyError: no worker came free.
            QueryAbandonedError: `gone` said True.
        """
        ...

    def close(self) -> None:
        """Give everything back; the store answers no more."""
        ...
