"""The real graph, put together once for all tests of this room, and a copy of the small tables to break."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from untoc_graph.graph.assembly import Assembly, assemble
from untoc_graph.settings import Settings

SMALL = Path(__file__).parents[1] / "small" / "data"


@pytest.fixture(scope="session")
def real_assembly() -> Assembly:
    return assemble(Settings())


@pytest.fixture(scope="session")
def small_assembly() -> Assembly:
    return assemble(Settings(data=SMALL))


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A copy of the small tables that a test may break."""
    return Path(shutil.copytree(SMALL, tmp_path / "data"))
