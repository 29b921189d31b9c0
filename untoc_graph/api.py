"""The graph in Python: a release opened from disk and asked in this process's own worker.

from untoc_graph import Graph

with Graph.open("build") as graph:
    for row in graph.answer("party-counts", instrument="untoc"):
        print(row)
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from untoc_graph.answers.desk import Answering
from untoc_graph.settings import Settings
from untoc_graph.sparql.asking import StoreAsker
from untoc_graph.store.embedded import EmbeddedStore
from untoc_graph.store.release import Release

if TYPE_CHECKING:
    from untoc_graph.store.interface import Store

__all__ = ["Graph"]


class Graph(StoreAsker, Answering):
    """A release that can be asked; make one by `Graph.open()`, ask by `answer()` or `query()`.

    Attributes:
        release: which release it is: its identifier, its named graphs, its counts.
    """

    def __init__(self, store: Store, release: Release, queries: Path) -> None:
        super().__init__(store, queries)
        self.release = release

    @classmethod
    def open(
        cls,
        build: Path | str | None = None,
        *,
        queries: Path | str | None = None,
        timeout: float | None = None,
    ) -> Graph:
        """Return the graph of a release.

        Args:
            build: a build folder, of which the current release is taken, or one release; `build` if left out.
            queries: folder of the catalogue; the one that came with the software if left out.
            timeout: seconds that a query may run.

        Raises:
            MissingReleaseError: there is no release.
            DataError: the release is cut or changed.
        """
        settings = Settings.from_env()
        # One caller asks one thing at a time, so a second worker would only take memory.
        settings = replace(settings, workers=1, query_timeout=timeout or settings.query_timeout)
        release = Release.open(build or settings.build)
        return cls(EmbeddedStore(release, settings), release, Path(queries or settings.queries))

    @property
    def answers_from(self) -> str:
        """Identifier of the release."""
        return self.release.id
