"""Writes a release: one immutable folder with the graph and its manifest, switched in by one atomic rename.

Nothing of a clock enters, so the same sources give the same bytes, and the name of a release is its checksum.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from untoc_graph import __version__
from untoc_graph.namespaces import BASE
from untoc_graph.rdf.documents import document
from untoc_graph.rdf.engine import Quad, quad_text, sort_quads
from untoc_graph.rdf.formats import graph_format
from untoc_graph.rdf.terms import iri_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from untoc_graph.graph.assembly import Assembly
    from untoc_graph.graph.report import Report

__all__ = ["CURRENT", "write_release"]

# The link in the build folder that names the release which is served.
CURRENT: Final = "current"

_UNFINISHED: Final = ".unfinished-"


def write_release(
    assembly: Assembly,
    report: Report,
    build: Path,
    add: Callable[[Path, Sequence[Quad]], object] = lambda _folder, _quads: None,
) -> Path:
    """Write a release, make it the current one, and return its folder.

    A release with the same content stays as it is. A failure leaves the former release in place and nothing
    half-written that anyone could open; what a killed build left is cleaned by the next.

    Args:
        assembly: the graph.
        report: what the shapes found in it, kept beside it.
        build: folder of releases, made if needed.
        add: writes further files into the folder of the release, given the sorted quads.

    Raises:
        OSError: the disk is full or the folder cannot be written.
    """
    releases = build / "releases"
    releases.mkdir(parents=True, exist_ok=True)
    for leftover in releases.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(leftover)
    quads = sort_quads(assembly.quads)
    content = b"".join(quad_text(quad).encode() + b"\n" for quad in quads)
    checksum = hashlib.sha256(content).hexdigest()
    final = releases / checksum[:12]
    if not (final / "manifest.json").is_file():
        unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=releases))
        try:
            (unfinished / "untoc.nq").write_bytes(content)
            graphs = _write_graphs(quads, unfinished / "graphs")
            (unfinished / "report.ttl").write_bytes(report.turtle())
            add(unfinished, quads)
            manifest = {
                "release": final.name,
                "version": __version__,
                "base": BASE,
                "sha256": checksum,
                "triples": len(quads),
                "graphs": graphs,
                "counts": {"rows": assembly.rows, **_counts(quads)},
            }
            # The manifest comes last: a folder without one is no release.
            text = json.dumps(manifest, indent=2, sort_keys=True) + "\n"
            (unfinished / "manifest.json").write_text(text, encoding="utf-8")
            unfinished.chmod(0o755)
            unfinished.rename(final)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
    _switch(build, final)
    return final


def _write_graphs(quads: Sequence[Quad], folder: Path) -> dict[str, dict[str, object]]:
    folder.mkdir()
    by_graph: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        by_graph[iri_of(quad.graph_name)].append(quad)
    described: dict[str, dict[str, object]] = {}
    for iri, members in sorted(by_graph.items()):
        name = iri.rsplit("/", 1)[-1]
        (folder / f"{name}.ttl").write_bytes(document(members, graph_format("turtle")))
        described[name] = {"iri": iri, "triples": len(members), "file": f"graphs/{name}.ttl"}
    return described


def _counts(quads: Sequence[Quad]) -> dict[str, object]:
    """Return the numbers that people ask first: parties and signatories by instrument, what is undated."""
    parties: dict[str, int] = defaultdict(int)
    signatories: dict[str, int] = defaultdict(int)
    undated = 0
    signatures = {quad.subject for quad in quads if iri_of(quad.object) == f"{BASE}ontology#Signature"}
    for quad in quads:
        predicate, target = quad.predicate.value, iri_of(quad.object).rsplit("/", 1)[-1]
        if predicate == f"{BASE}ontology#partyTo":
            parties[target] += 1
        elif predicate == f"{BASE}ontology#instrument" and quad.subject in signatures:
            signatories[target] += 1
        elif predicate == f"{BASE}ontology#participationStatus" and target == "party-undated":
            undated += 1
    return {"parties": dict(parties), "signatories": dict(signatories), "parties_without_date": undated}


def _switch(build: Path, final: Path) -> None:
    """Point `current` at the release: readers see the former or the new one, never none."""
    link = Path(tempfile.mkdtemp(prefix=".switch-", dir=build)) / CURRENT
    try:
        link.symlink_to(Path("releases") / final.name)
        link.replace(build / CURRENT)
    finally:
        link.unlink(missing_ok=True)
        link.parent.rmdir()
