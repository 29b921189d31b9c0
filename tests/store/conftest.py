"""A store over the small release, with a short patience."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from untoc_graph.settings import Settings
from untoc_graph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from untoc_graph.store.release import Release


@pytest.fixture(scope="session")
def store(small_release: Release) -> Iterator[EmbeddedStore]:
    settings = Settings(workers=2, query_timeout=1.0, queue_timeout=2.0, result_bytes=200_000)
    with EmbeddedStore(small_release, settings) as opened:
        yield opened


@pytest.fixture(scope="session")
def askers() -> Callable[[], list[int]]:
    """`askers()`: the processes of this one that ask other endpoints."""

    def find() -> list[int]:
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(FileNotFoundError, ProcessLookupError):
                ours = f"\nPPid:\t{os.getpid()}\n" in (process / "status").read_text()
                if ours and b"untoc_graph.store.remote" in (process / "cmdline").read_bytes():
                    found.append(int(process.name))
        return found

    return find
