"""A release of the small tables as `untoc build` makes it: described, with downloads and catalogue."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from untoc_graph.cli.build import build_release
from untoc_graph.settings import Settings

SMALL = Path(__file__).parents[1] / "small" / "data"


@pytest.fixture(scope="session")
def small_published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the release."""
    settings = replace(Settings(), data=SMALL, build=tmp_path_factory.mktemp("published"))
    return build_release(settings, Console(quiet=True))
