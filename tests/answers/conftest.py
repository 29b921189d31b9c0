"""The full release, asked how two states can cooperate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from untoc_graph import Graph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def full_graph(full_release_built: Path) -> Iterator[Graph]:
    """The release of `data/`, opened once."""
    with Graph.open(full_release_built) as graph:
        yield graph
