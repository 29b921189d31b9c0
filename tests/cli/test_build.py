"""`untoc build` from outside: what it prints, what it leaves, how it ends."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from untoc_graph.store.release import Release

SMALL = Path(__file__).parents[1] / "small" / "data"


def untoc(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "untoc_graph.cli", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "data"))


def test_build_prints_the_folder_and_leaves_a_whole_release(tables: Path, tmp_path: Path) -> None:
    done = untoc("build", "--data", str(tables), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / done.stdout.strip()
    release = Release.open(tmp_path / "build")
    release.verify()
    assert release.path == folder.resolve()
    names = {path.name for path in (folder / "download").iterdir()}
    assert names == {
        f"untoc.{e}{gz}" for e in ("ttl", "nt", "jsonld", "rdf", "trig", "nq") for gz in ("", ".gz")
    }
    assert "0 violations" in done.stderr


def test_a_second_build_gives_the_same_checksum(tables: Path, tmp_path: Path) -> None:
    first = untoc("build", "--data", str(tables), "--build", "one", cwd=tmp_path).stdout.strip()
    second = untoc("build", "--data", str(tables), "--build", "two", cwd=tmp_path).stdout.strip()
    assert Path(first).name == Path(second).name
    for path in (tmp_path / first).rglob("*"):
        if path.is_file():
            other = tmp_path / second / path.relative_to(tmp_path / first)
            assert path.read_bytes() == other.read_bytes(), path.name


def test_a_wrong_cell_ends_the_build_with_one_line_and_keeps_the_former_release(
    tables: Path, tmp_path: Path
) -> None:
    untoc("build", "--data", str(tables), cwd=tmp_path)
    former = Release.open(tmp_path / "build").id
    path = tables / "actions.csv"
    path.write_text(path.read_text().replace(",ratification,", ",ratifcation,", 1), newline="")
    done = untoc("build", "--data", str(tables), "--quiet", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert 'kind "ratifcation": not one of' in done.stderr
    assert 'did you mean "ratification"?' in done.stderr
    assert Release.open(tmp_path / "build").id == former


def test_a_graph_that_breaks_the_law_is_not_released(tables: Path, tmp_path: Path) -> None:
    path = tables / "actions.csv"
    lines = [line for line in path.read_text().splitlines() if not line.startswith("KEN-untoc-accession")]
    path.write_text("\n".join(lines) + "\n", newline="")
    bounds = tables / "bounds.csv"
    rows = len(lines) - 1
    bounds.write_text(
        bounds.read_text().replace(f"actions.csv,{rows + 1},{rows + 1}", f"actions.csv,{rows},{rows}")
    )
    done = untoc("build", "--data", str(tables), "--quiet", cwd=tmp_path)
    assert done.returncode == 1
    assert "KEN" in done.stderr
    assert not (tmp_path / "build" / "current").exists()


def test_a_missing_folder_is_told_in_one_line(tmp_path: Path) -> None:
    done = untoc("build", "--data", "nowhere", "--quiet", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("untoc: actions.csv:1: the file is missing from nowhere")
    assert len(done.stderr.splitlines()) == 1


def test_an_unknown_command_gets_the_nearest(tmp_path: Path) -> None:
    done = untoc("biuld", cwd=tmp_path)
    assert done.returncode == 2
    assert 'no command "biuld"; did you mean build?' in done.stderr


def test_an_interrupted_build_leaves_nothing_half_written(tables: Path, tmp_path: Path) -> None:
    untoc("build", "--data", str(tables), cwd=tmp_path)
    former = Release.open(tmp_path / "build").id
    path = tables / "gaps.csv"
    path.write_text(path.read_text().replace("text not found", "text lost", 1), newline="")
    process = subprocess.Popen(
        [sys.executable, "-m", "untoc_graph.cli", "build", "--data", str(tables)],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    # Interrupt when the writing of files has begun, or as near to it as the machine allows.
    deadline = time.monotonic() + 60
    while not list((tmp_path / "build" / "releases").glob(".unfinished-*")) and time.monotonic() < deadline:
        if process.poll() is not None:
            break
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    releases = {path.name for path in (tmp_path / "build" / "releases").iterdir()}
    assert not [name for name in releases if name.startswith(".")]
    if process.returncode:
        assert process.returncode == 130, said
        assert releases == {former}
    assert Release.open(tmp_path / "build").id in releases
