"""Asking in Python, whoever answers: a named question or a SPARQL text goes in, rows or a graph come out."""

from __future__ import annotations

import threading
import time
from abc import ABC, abstractmethod
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Self

from untoc_graph.errors import CallError, QueryError, ServerBusyError
from untoc_graph.namespaces import PREFIXES
from untoc_graph.rdf.engine import parse
from untoc_graph.rdf.formats import Format, graph_format, result_format
from untoc_graph.rdf.terms import as_graph
from untoc_graph.sparql.catalogue import Catalogue, CatalogueQuery, bind
from untoc_graph.sparql.parameters import values_of
from untoc_graph.sparql.rows import Rows, read_results
from untoc_graph.sparql.things import refuse_unknown_things
from untoc_graph.store.interface import collect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    import rdflib

    from untoc_graph.sparql.catalogue import Values
    from untoc_graph.sparql.parameters import Value
    from untoc_graph.store.interface import Answer, Store

__all__ = ["Asker", "StoreAsker"]

# How long to wait before looking again for a free worker.
_PAUSE: Final = 0.02


class Asker(ABC):
    """What the local graph and a remote endpoint have in common; leave it by `close()` or a `with` block."""

    def __init__(self, queries: Path) -> None:
        self._folder = queries
        self._catalogue: Catalogue | None = None

    @property
    def catalogue(self) -> Catalogue:
        """The named questions, read when first needed.

        Raises:
            CallError: there is no folder of queries.
        """
        if self._catalogue is None:
            self._catalogue = Catalogue.read(self._folder)
        return self._catalogue

    def answer(self, name: str, /, **values: Value | Iterable[Value]) -> Rows:
        """Return the rows of a question of the catalogue.

        Args:
            name: the question, `party-counts`.
            values: its parameters: a key ("ITA") for a thing, "2024-06-01" or a `date` for a day, a list
                where several are taken. One that is left out has the example of the query file.

        Raises:
            UnknownQueryError: there is no such question.
            ParameterError: a parameter or a value is unknown or of the wrong kind.
            QueryError: the question was not answered.
        """
        return self.rows(self.bind(self.catalogue[name], values), name)

    def query(self, text: str, /) -> Rows | bool | rdflib.Graph:
        """Return what a SPARQL 1.1 text asks for: rows of SELECT, the truth of ASK, or else a graph.

        Raises:
            QueryError: the text is no query, or was not answered; the subclass says why.
        """
        format_, content = self.document(text, result_format("json"), graph_format("ntriples"))
        if format_.carries == "bindings":
            return read_results(content)
        return _read_graph(content, format_)

    def bind(self, query: CatalogueQuery, values: Values) -> str:
        """Return the text of a question with its values, when each thing that they name is in the graph.

        Raises:
            ParameterError: a parameter or a value is unknown or of the wrong kind; the nearest are named.
        """
        listed = {name: values_of(given) for name, given in values.items()}
        refuse_unknown_things(query, listed, self.rows)
        return bind(query, listed)

    def rows(self, text: str, /, name: str = "the text") -> Rows:
        """Return the rows of a SELECT; `name` is what an error calls it.

        Raises:
            CallError: the text is no SELECT.
            QueryError: it was not answered.
        """
        read = self.query(text)
        if not isinstance(read, Rows):
            raise CallError(f"{name} is no SELECT, so it has no rows; ask its text with query()")
        return read

    @abstractmethod
    def document(self, text: str, results: Format | None, graph: Format | None) -> tuple[Format, bytes]:
        """Return the answer to a SPARQL text as a document, and the format that it is in.

        Args:
            text: the query.
            results: format for SELECT and ASK, None where the caller cannot take those.
            graph: format for CONSTRUCT and DESCRIBE, None where the caller cannot take those.

        Raises:
            QueryError: the text is no query, or was not answered; the subclass says why.
        """

    @abstractmethod
    def close(self) -> None:
        """Give back processes and connections; nothing can be asked afterwards."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class StoreAsker(Asker):
    """Asks a store."""

    def __init__(self, store: Store, queries: Path) -> None:
        """Take the store, which `close` closes, and the folder of the catalogue."""
        super().__init__(queries)
        self._store = store
        self._here = threading.local()

    def document(self, text: str, results: Format | None, graph: Format | None) -> tuple[Format, bytes]:
        """Return the answer to a SPARQL text as a document; see `Asker.document`."""
        stopped: Callable[[], bool] | None = getattr(self._here, "stopped", None)
        if stopped is not None:
            answer = self._when_idle(text, results, graph, stopped)
        else:
            answer = self._store.evaluate(text, results=results, graph=graph)
        return answer.format, answer.content

    @contextmanager
    def giving_way(self, stopped: Callable[[], bool]) -> Iterator[None]:
        """Let this thread ask only when a worker is free, without a place in the queue that others need.

        Args:
            stopped: asked while waiting; once it says True, the question is refused with ServerBusyError.
        """
        self._here.stopped = stopped
        try:
            yield
        finally:
            self._here.stopped = None

    def _when_idle(
        self, text: str, results: Format | None, graph: Format | None, stopped: Callable[[], bool]
    ) -> Answer:
        while not stopped():
            attempt = self._store.attempt(text, results=results, graph=graph)
            if attempt is not None:
                return collect(attempt.result())
            time.sleep(_PAUSE)
        raise ServerBusyError("the service is stopping")

    def close(self) -> None:
        """Close the store; nothing can be asked afterwards."""
        self._store.close()


def _read_graph(content: bytes, format_: Format) -> rdflib.Graph:
    # By the engine: rdflib would fetch what a document of a stranger names.
    try:
        graph = as_graph(parse(content, format_))
    except SyntaxError as error:
        raise QueryError(f"the answer is not a graph in {format_.name}: {error}") from None
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    return graph
