"""The embedded store: a pool of processes that evaluate queries and are killed when they take too long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from untoc_graph.namespaces import BASE
from untoc_graph.store.evaluation import Query
from untoc_graph.store.interface import Answer, Attempt, Load, Stream, collect
from untoc_graph.store.pool import Pool
from untoc_graph.store.run import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from untoc_graph.rdf.formats import Format
    from untoc_graph.settings import Settings
    from untoc_graph.store.release import Release

__all__ = ["EmbeddedStore"]


class EmbeddedStore:
    """A release asked by any number of threads, evaluated by a few processes.

    Example:
        with EmbeddedStore(Release.open("build"), Settings()) as store:
            answer = store.evaluate("ASK {}", results=result_format("json"))
    """

    def __init__(self, release: Release, settings: Settings) -> None:
        """Load the release.

        Args:
            release: what to load.
            settings: `storage`, `workers`, `queue`, `query_timeout`, `queue_timeout`, `result_rows`,
                `result_bytes`, `hold_bytes`, `worker_memory`, `services`, `service_timeout`, `service_bytes`.

        Raises:
            DataError: the release is cut or cannot be read.
        """
        release.verify()
        self.release = release
        self.settings = settings
        self._pool = Pool(release, settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def load(self) -> Load:
        """How busy the store is."""
        return self._pool.load

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
        """Return the whole answer to one query; see `interface.Store.stream`."""
        return collect(
            self.stream(
                text,
                results=results,
                graph=graph,
                default_graphs=default_graphs,
                named_graphs=named_graphs,
                timeout=timeout,
            )
        )

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
        """Return the answer to one query, whole where it is small; see `interface.Store.stream`."""
        asked = self._query(text, results, graph, default_graphs, named_graphs)
        run = Run(self._pool, self.settings, asked, self._seconds(timeout))
        return _Attempt(run, results, graph).result(gone)

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
        """Begin a query if a worker is free this moment; see `interface.Store.attempt`."""
        worker = self._pool.check_out_now()
        if worker is None:
            return None
        asked = self._query(text, results, graph, default_graphs, named_graphs)
        run = Run(self._pool, self.settings, asked, self._seconds(timeout), worker)
        return _Attempt(run, results, graph)

    def _query(
        self,
        text: str,
        results: Format | None,
        graph: Format | None,
        default_graphs: Sequence[str],
        named_graphs: Sequence[str],
    ) -> Query:
        return Query(
            text=text,
            base=BASE,
            rows=self.settings.result_rows,
            limit=self.settings.result_bytes,
            results=results.media_type if results else None,
            graph=graph.media_type if graph else None,
            default_graphs=list(default_graphs),
            named_graphs=list(named_graphs),
            services=list(self.settings.services),
        )

    def _seconds(self, timeout: float | None) -> float:
        longest = self.settings.query_timeout
        return longest if timeout is None else min(timeout, longest)

    def close(self) -> None:
        """Kill the workers, also those in the middle of a query, and end the zygote."""
        self._pool.close()


class _Attempt:
    """A query that has been sent to a worker."""

    def __init__(self, run: Run, results: Format | None, graph: Format | None) -> None:
        self._run, self._results, self._graph = run, results, graph
        self.fileno, self.ready, self.abandon = run.fileno, run.ready, run.abandon

    @property
    def ended(self) -> bool:
        return self._run.ended

    def result(self, gone: Callable[[], bool] | None = None) -> Stream:
        run = self._run
        run.gather(gone)
        chosen = self._graph if run.kind in {"construct", "describe"} else self._results
        assert chosen is not None  # noqa: S101  the worker refuses a kind without a format
        if run.ended:
            return Stream(run.kind, chosen, whole=b"".join(run.pieces))
        return Stream(run.kind, chosen, rest=run.spooled())
