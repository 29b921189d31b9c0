"""Builds the graph twice in fresh processes and says where the time and the memory go.

    python benchmarks/build.py [--peer]

The second figure of a phase is its share of the whole. The peer of validation is pyshacl on its own, in the
same run (`--peer`; it may take minutes).
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyshacl
from rdflib import Graph

from untoc_graph.graph.assembly import assemble
from untoc_graph.graph.release import write_release
from untoc_graph.graph.validation import read_shapes, validate
from untoc_graph.linked.dump import write_dumps
from untoc_graph.rdf.terms import as_graph
from untoc_graph.settings import Settings

ROOT = Path(__file__).parents[1]


def one_build(folder: Path) -> dict[str, float | str | int]:
    """Build into `folder` in this process; seconds by phase, peak memory in MiB, checksum."""
    settings = Settings(data=ROOT / "data", ontology=ROOT / "ontology", build=folder)
    marks = [time.perf_counter()]
    assembly = assemble(settings)
    marks.append(time.perf_counter())
    report = validate(assembly.quads, read_shapes(settings.ontology / "shapes"), origin=assembly.origin)
    marks.append(time.perf_counter())
    release = write_release(assembly, report, folder, write_dumps)
    marks.append(time.perf_counter())
    phases = ("read, derive", "validate", "write")
    said: dict[str, float | str | int] = {
        name: after - before for name, before, after in zip(phases, marks, marks[1:], strict=False)
    }
    said["whole"] = marks[-1] - marks[0]
    said["peak MiB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    said["triples"] = len(assembly.quads)
    said["release"] = release.name
    return said


def peer() -> float:
    """Seconds that pyshacl takes for all shapes, constraints in SPARQL included, on the same graph."""
    settings = Settings(data=ROOT / "data", ontology=ROOT / "ontology")
    data = as_graph(assemble(settings).quads)
    shapes = Graph()
    for path in sorted((settings.ontology / "shapes").glob("*.ttl")):
        shapes.parse(path)
    begun = time.perf_counter()
    pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=False)
    return time.perf_counter() - begun


def main() -> None:
    """Run and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peer", action="store_true", help="also time pyshacl alone")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(one_build(arguments.one)))
        return
    with tempfile.TemporaryDirectory() as folder:
        runs = []
        for name in ("first", "second"):
            command = [sys.executable, __file__, "--one", str(Path(folder) / name)]
            runs.append(
                json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            )
    whole = runs[0]["whole"]
    print(f"{runs[0]['triples']:,} triples, release {runs[0]['release']}, peak {runs[0]['peak MiB']} MiB")
    for phase in ("read, derive", "validate", "write"):
        print(f"  {phase:14} {runs[0][phase]:6.1f} s  {runs[0][phase] / whole:4.0%}")
    print(f"  {'whole':14} {whole:6.1f} s")
    print("the same bytes again:", "yes" if runs[0]["release"] == runs[1]["release"] else "NO")
    if arguments.peer:
        seconds = peer()
        print(f"pyshacl alone: {seconds:.1f} s, {seconds / runs[0]['validate']:.0f} x our validation")


if __name__ == "__main__":
    main()
