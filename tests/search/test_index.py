"""The index is a file of the release, the same for the same graph; where it is missing, the graph is read."""

from __future__ import annotations

import json
import random
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.conftest import small_quads
from untoc_graph.errors import DataError
from untoc_graph.search.collecting import collect
from untoc_graph.search.index import FILE, open_index, write_index
from untoc_graph.search.ranking import Searching

if TYPE_CHECKING:
    from pathlib import Path


def test_the_file_is_the_same_for_the_same_quads_in_any_order(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    quads = small_quads()
    first = write_index(tmp_path, quads).read_bytes()
    random.Random(5).shuffle(quads)
    assert write_index(tmp_path / "other", quads).read_bytes() == first


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    quads = small_quads()
    write_index(tmp_path, quads)
    index, entries = open_index(tmp_path), collect(quads)
    assert (index.things, index.names) == (entries.things, entries.names)
    assert len(index.things) == 5


def test_a_release_without_the_file_is_searched_all_the_same(small_build: Path) -> None:
    folder = small_build / "current"
    assert not (folder / FILE).exists()
    searching = Searching(folder.resolve())
    assert [hit.label for hit in searching.find("Italie").hits] == ["Italy"]
    assert [hit.name.field for hit in searching.find("bohemia").hits] == ["former"]


def test_a_file_of_another_form_is_not_read(tmp_path: Path, small_build: Path) -> None:
    shutil.copy(small_build / "current" / "untoc.nq", tmp_path)
    (tmp_path / FILE).write_text(json.dumps({"version": 0, "things": [], "names": []}))
    assert Searching(tmp_path).find("Oman").hits


@pytest.mark.parametrize("content", ["", "{", "[]", '{"version": 1, "things": [[1]], "names": []}'])
def test_a_broken_file_is_told_and_not_guessed_around(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content)
    with pytest.raises(DataError, match="run `untoc build` again"):
        open_index(tmp_path)


def test_a_folder_without_graph_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"untoc\.nq"):
        open_index(tmp_path)
