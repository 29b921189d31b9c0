"""A release is the same bytes each time, is switched in at once, and never leaves something half-written."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from untoc_graph.graph.assembly import Assembly
from untoc_graph.graph.release import write_release
from untoc_graph.graph.report import Report
from untoc_graph.store.release import Release

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from untoc_graph.rdf.engine import Quad

REPORT = Report.of([], triples=0, shapes=0)


def part(assembly: Assembly, leave_out: int) -> Assembly:
    return Assembly(assembly.quads[leave_out:], assembly.origin, assembly.rows)


def test_the_release_is_named_after_its_checksum(small_assembly: Assembly, tmp_path: Path) -> None:
    folder = write_release(small_assembly, REPORT, tmp_path)
    checksum = hashlib.sha256((folder / "untoc.nq").read_bytes()).hexdigest()
    manifest = json.loads((folder / "manifest.json").read_text())
    assert folder.name == manifest["release"] == checksum[:12]
    assert manifest["sha256"] == checksum


def test_a_second_build_gives_the_same_bytes(small_assembly: Assembly, tmp_path: Path) -> None:
    shuffled = Assembly(tuple(reversed(small_assembly.quads)), small_assembly.origin, small_assembly.rows)
    first = write_release(small_assembly, REPORT, tmp_path / "a")
    second = write_release(shuffled, REPORT, tmp_path / "b")
    files = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(second) for path in second.rglob("*") if path.is_file())
    for name in files:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_current_is_the_newest_release(small_assembly: Assembly, tmp_path: Path) -> None:
    write_release(part(small_assembly, 1), REPORT, tmp_path)
    newest = write_release(small_assembly, REPORT, tmp_path)
    assert Release.open(tmp_path).path == newest.resolve()
    assert len(list((tmp_path / "releases").iterdir())) == 2


def test_the_manifest_counts_what_the_release_holds(small_assembly: Assembly, tmp_path: Path) -> None:
    folder = write_release(small_assembly, REPORT, tmp_path)
    release = Release.open(tmp_path)
    release.verify()
    assert release.triples == sum(graph.triples for graph in release.graphs.values())
    assert release.triples == (folder / "untoc.nq").read_bytes().count(b"\n")
    assert set(release.counts["parties"]) == {"untoc", "trafficking", "smuggling", "firearms"}
    for graph in release.graphs.values():
        assert graph.file.is_file()


def test_a_failed_build_leaves_the_former_release(small_assembly: Assembly, tmp_path: Path) -> None:
    former = write_release(part(small_assembly, 1), REPORT, tmp_path)

    def fail(_folder: Path, _quads: Sequence[Quad]) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        write_release(small_assembly, REPORT, tmp_path, fail)
    assert Release.open(tmp_path).path == former.resolve()
    assert [path.name for path in (tmp_path / "releases").iterdir()] == [former.name]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["current", "releases"]


def test_what_a_killed_build_left_is_cleaned(small_assembly: Assembly, tmp_path: Path) -> None:
    leftover = tmp_path / "releases" / ".unfinished-abc"
    leftover.mkdir(parents=True)
    (leftover / "untoc.nq").write_text("half")
    write_release(small_assembly, REPORT, tmp_path)
    assert not leftover.exists()
