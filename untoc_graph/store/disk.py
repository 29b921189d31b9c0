"""A release as stores on disk, which are asked without being held: `python -m … NQUADS FOLDER` makes them.

They are made once beside the release, by a process of their own: the engine starts threads for a store on
disk, and the process that forks workers must have none. Making them takes as much memory as holding the
release would; asking them does not.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from untoc_graph.errors import DataError
from untoc_graph.store.evaluation import Loaded
from untoc_graph.store.processes import own_module

if TYPE_CHECKING:
    from untoc_graph.store.release import Release

__all__ = ["main", "opened", "prepare"]

_PLAIN = "plain"
_WHOLE = "whole"


def prepare(release: Release) -> Path:
    """Return the folder with the stores of a release, made if it is not there yet.

    Raises:
        DataError: it cannot be made.
    """
    folder = release.path / "store"
    if not folder.is_dir():
        made = own_module("untoc_graph.store.disk", str(release.nquads), str(folder), stderr=subprocess.PIPE)
        _, said = made.communicate()
        if made.returncode:
            last = (said or b"").decode(errors="replace").strip().rpartition("\n")[2]
            raise DataError(
                f"{folder} cannot be made ({last}); make room, let this user write there, "
                "or serve from memory with UNTOC_STORAGE=memory"
            )
    return folder


def opened(folder: Path) -> Loaded:
    """Return the stores in the folder, which nothing writes to any more.

    Raises:
        OSError: they are not there or broken.
    """
    return Loaded(ox.Store.read_only(str(folder / _PLAIN)), ox.Store.read_only(str(folder / _WHOLE)))


def main(nquads: Path, folder: Path) -> None:
    """Make the stores; the folder appears when they are whole, and not at all otherwise."""
    making = Path(tempfile.mkdtemp(prefix=".store-", dir=folder.parent))
    try:
        plain, whole = ox.Store(str(making / _PLAIN)), ox.Store(str(making / _WHOLE))
        Loaded.fill(plain, whole, nquads.read_bytes())
        for store in (plain, whole):
            store.optimize()
            store.flush()
        # Closed before anything looks at them from elsewhere.
        del plain, whole, store
        making.chmod(0o755)
        try:
            os.rename(making, folder)  # noqa: PTH104  refuses to replace what another process has just made
        except OSError:
            if not folder.is_dir():
                raise
    finally:
        shutil.rmtree(making, ignore_errors=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
