"""A store on disk answers as one in memory does, and its workers are fenced in alike."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.store.test_isolation import ENDLESS, children, eventually, runs
from untoc_graph.errors import DataError, QueryCrashedError, QueryTimeoutError
from untoc_graph.rdf.formats import graph_format, result_format
from untoc_graph.settings import Settings
from untoc_graph.store.embedded import EmbeddedStore
from untoc_graph.store.release import Release

if TYPE_CHECKING:
    from collections.abc import Iterator

JSON = result_format("json")
TEXTS = [
    "ASK { ?s ?p ?o }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 50",
    "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }",
]


@pytest.fixture(scope="module")
def release(small_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The small release in a folder of its own, where a store may be made."""
    folder = tmp_path_factory.mktemp("disk") / "release"
    shutil.copytree((small_build / "current").resolve(), folder)
    return Release.open(folder)


@pytest.fixture(scope="module")
def disk(release: Release) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(release, Settings(storage="disk", workers=2, query_timeout=1)) as opened:
        yield opened


@pytest.mark.parametrize("text", TEXTS)
def test_the_answers_are_those_from_memory(disk: EmbeddedStore, small_release: Release, text: str) -> None:
    turtle = graph_format("turtle")
    with EmbeddedStore(small_release, Settings(workers=1)) as memory:
        expected = memory.evaluate(text, results=JSON, graph=turtle)
    assert disk.evaluate(text, results=JSON, graph=turtle).content == expected.content


def test_a_worker_may_open_nothing_more(disk: EmbeddedStore) -> None:
    disk.evaluate("ASK {}", results=JSON)
    zygote = disk._pool._zygote.process.pid
    assert len(list(Path(f"/proc/{zygote}/task").iterdir())) == 1, "what forks has one thread"
    workers = [pid for pid in children(zygote) if runs(pid)]
    assert workers
    for pid in workers:
        limits = Path(f"/proc/{pid}/limits").read_text()
        (line,) = [line for line in limits.splitlines() if line.startswith("Max open files")]
        assert line.split()[3:5] == ["0", "0"]


def test_the_deadline_and_the_stack_hold(disk: EmbeddedStore) -> None:
    with pytest.raises(QueryTimeoutError):
        disk.evaluate(ENDLESS, results=JSON, timeout=0.2)
    deep = "SELECT * {" + "{" * 30_000 + "}" * 30_000 + "}"
    disk.evaluate("ASK {}", results=JSON)
    with contextlib.suppress(QueryTimeoutError, QueryCrashedError):
        disk.evaluate(deep, results=JSON)
    assert b"true" in disk.evaluate("ASK {}", results=JSON).content


def test_nothing_is_written_while_it_is_asked(disk: EmbeddedStore, release: Release) -> None:
    disk.evaluate("ASK {}", results=JSON)
    before = {path: path.stat().st_mtime_ns for path in (release.path / "store").rglob("*")}
    for text in TEXTS:
        disk.evaluate(text, results=JSON, graph=graph_format("turtle"))
    assert {path: path.stat().st_mtime_ns for path in (release.path / "store").rglob("*")} == before


def test_a_preparation_that_is_killed_leaves_no_store(release: Release, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    command = [sys.executable, "-m", "untoc_graph.store.disk", str(release.nquads), str(folder)]
    with subprocess.Popen(command) as making:
        assert eventually(lambda: any(tmp_path.iterdir()))
        making.kill()
    assert not folder.exists()
    assert subprocess.run(command, check=True).returncode == 0
    assert folder.is_dir()


def test_a_store_that_cannot_be_made_is_told_with_its_cure(release: Release, tmp_path: Path) -> None:
    shutil.copytree(release.path, tmp_path / "release", ignore=shutil.ignore_patterns("store"))
    broken = Release.open(tmp_path / "release")
    broken.nquads.unlink()
    with pytest.raises(DataError, match="UNTOC_STORAGE=memory"):
        from untoc_graph.store.disk import prepare

        prepare(broken)
    assert not (broken.path / "store").exists()
