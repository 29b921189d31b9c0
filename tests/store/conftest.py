"""A store over the small release, with a short patience."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from untoc_graph.settings import Settings
from untoc_graph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from untoc_graph.store.release import Release


@pytest.fixture(scope="session")
def store(small_release: Release) -> Iterator[EmbeddedStore]:
    settings = Settings(workers=2, query_timeout=1.0, queue_timeout=2.0, result_bytes=200_000)
    with EmbeddedStore(small_release, settings) as opened:
        yield opened
