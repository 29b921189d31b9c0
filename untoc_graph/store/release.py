"""A release on disk: found, its manifest read, its checksum compared. `graph.release` writes one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from untoc_graph.errors import DataError, MissingReleaseError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["NamedGraph", "Release"]

_NQUADS: Final = "untoc.nq"


@dataclass(frozen=True)
class NamedGraph:
    """One named graph of a release.

    Attributes:
        name: last segment of the IRI.
        iri: the graph's IRI.
        triples: how many it holds.
        file: its Turtle file.
    """

    name: str
    iri: str
    triples: int
    file: Path


@dataclass(frozen=True)
class Release:
    """An immutable release of the graph.

    Attributes:
        id: first twelve hexadecimal digits of the checksum.
        path: the folder of this release (never the link `current`).
        version: version of the software that built it.
        sha256: checksum of `untoc.nq`.
        triples: number of quads.
        graphs: the named graphs by name.
        counts: numbers that the build recorded, by name.
        written: when the file that holds everything was written, in seconds since 1970.
    """

    id: str
    path: Path
    version: str
    sha256: str
    triples: int
    graphs: Mapping[str, NamedGraph]
    counts: Mapping[str, Any]
    written: float = 0.0

    @classmethod
    def open(cls, path: Path | str) -> Release:
        """Return the release in a build folder (where `current` points) or in a release folder.

        Raises:
            MissingReleaseError: there is none.
            DataError: the manifest cannot be read.
        """
        given = Path(path)
        folder = given / "current" if (given / "current").exists() else given
        manifest = folder / "manifest.json"
        if not manifest.is_file():
            raise MissingReleaseError(given)
        # `current` may point elsewhere a moment later; this release stays the one that was opened.
        folder = folder.resolve()
        try:
            said = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            return cls(
                id=str(said["release"]),
                path=folder,
                version=str(said["version"]),
                sha256=str(said["sha256"]),
                triples=int(said["triples"]),
                graphs={
                    name: NamedGraph(name, str(graph["iri"]), int(graph["triples"]), folder / graph["file"])
                    for name, graph in sorted(said["graphs"].items())
                },
                counts=dict(said["counts"]),
                written=(folder / _NQUADS).stat().st_mtime if (folder / _NQUADS).exists() else 0.0,
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            reason = f"no {error}" if isinstance(error, KeyError) else str(error)
            raise DataError(f"{manifest} cannot be read ({reason}); run `untoc build` again") from error

    @property
    def nquads(self) -> Path:
        """The file that holds everything."""
        return self.path / _NQUADS

    def verify(self) -> None:
        """Compare `untoc.nq` with the checksum in the manifest.

        Raises:
            DataError: the file is missing, cut or changed.
        """
        try:
            with self.nquads.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise DataError(
                f"{self.nquads} cannot be read ({error.strerror}); run `untoc build` again"
            ) from error
        if found != self.sha256:
            raise DataError(
                f"{self.nquads} is cut or changed (its sha256 begins {found[:12]}, not {self.sha256[:12]}); "
                "run `untoc build` again"
            )
