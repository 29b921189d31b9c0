"""A release is found, read and compared with its checksum, or refused in one line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from untoc_graph.errors import DataError, MissingReleaseError
from untoc_graph.settings import Settings
from untoc_graph.store.embedded import EmbeddedStore
from untoc_graph.store.release import Release


@pytest.fixture
def build(small_build: Path, tmp_path: Path) -> Path:
    """A copy of the small build that a test may damage."""
    return Path(shutil.copytree(small_build, tmp_path / "build", symlinks=True))


def test_a_build_folder_opens_its_current_release(small_build: Path) -> None:
    release = Release.open(small_build)
    assert release.path == (small_build / "current").resolve()
    assert release.id == release.path.name == release.sha256[:12]
    assert release.triples == len(release.nquads.read_text().splitlines())
    assert release.triples == sum(graph.triples for graph in release.graphs.values())
    assert release.graphs["actions"].iri == "https://w3id.org/untoc/graph/actions"
    assert release.nquads.is_file()


def test_a_release_folder_opens_itself(small_build: Path) -> None:
    assert Release.open(small_build / "current") == Release.open(small_build)


def test_an_opened_release_stays_when_current_moves_on(build: Path) -> None:
    release = Release.open(build)
    (build / "current").unlink()
    release.verify()


@pytest.mark.parametrize("place", [".", "nowhere"])
def test_no_release_is_said_with_the_cure(tmp_path: Path, place: str) -> None:
    with pytest.raises(MissingReleaseError, match="make one with `untoc build`") as caught:
        Release.open(tmp_path / place)
    assert caught.value.exit_code == 2


def test_a_broken_link_is_a_missing_release(build: Path) -> None:
    shutil.rmtree(build / "releases")
    with pytest.raises(MissingReleaseError):
        Release.open(build)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"release": "a"}', '{"release": "a", "graphs": 3}', "\x00"]
)
def test_a_manifest_that_cannot_be_read_is_one_line(build: Path, text: str) -> None:
    (build / "current" / "manifest.json").write_text(text)
    with pytest.raises(DataError, match=r"manifest\.json cannot be read .*untoc build") as caught:
        Release.open(build)
    assert "\n" not in str(caught.value)


def test_a_manifest_without_a_field_names_it(build: Path) -> None:
    path = build / "current" / "manifest.json"
    said = json.loads(path.read_text())
    del said["triples"]
    path.write_text(json.dumps(said))
    with pytest.raises(DataError, match="'triples'"):
        Release.open(build)


def test_a_cut_file_is_refused_before_it_is_loaded(build: Path) -> None:
    release = Release.open(build)
    release.nquads.write_bytes(release.nquads.read_bytes()[:-40])
    with pytest.raises(DataError, match=r"untoc\.nq is cut or changed") as caught:
        EmbeddedStore(release, Settings())
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 1


def test_a_lost_file_is_refused(build: Path) -> None:
    release = Release.open(build)
    release.nquads.unlink()
    with pytest.raises(DataError, match=r"untoc\.nq cannot be read"):
        release.verify()
