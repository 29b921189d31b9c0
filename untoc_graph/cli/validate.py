"""`untoc validate`: what the shapes find in the tables, in a release or in a file, with the rows to mend."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from untoc_graph.cli.output import output_option, write_output
from untoc_graph.errors import CallError, UnknownFormatError
from untoc_graph.graph.assembly import assemble
from untoc_graph.graph.validation import read_ontology, read_quads, read_shapes, validate
from untoc_graph.rdf.formats import GRAPH_FORMATS, Format, graph_format
from untoc_graph.rdf.terms import from_rdflib
from untoc_graph.settings import Settings
from untoc_graph.store.release import Release

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from untoc_graph.graph.report import Report
    from untoc_graph.rdf.engine import Quad

__all__ = ["command"]

_FORMATS = ("text", "turtle", "json")


@click.command("validate")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, allow_dash=True), metavar="[FILE]...")
@click.option("--build", type=click.Path(path_type=Path), metavar="DIR", help="Validate the release in DIR.")
@click.option("--data", type=click.Path(path_type=Path), metavar="DIR", help="Folder of the tables.")
@click.option(
    "--ontology", type=click.Path(path_type=Path), metavar="DIR", help="Folder of ontology, rules and shapes."
)
@click.option(
    "-f", "--format", "format_", default="text", metavar="FORMAT", help="text (the default), turtle or json."
)
@output_option
def command(
    files: tuple[Path, ...],
    build: Path | None,
    data: Path | None,
    ontology: Path | None,
    format_: str,
    output: Path | None,
) -> int:
    """Check the graph against the shapes and say what to mend.

    Without a FILE the graph is put together from the tables and the ontology, and each finding names its row.
    FILEs are RDF (.ttl, .nt, .nq, .trig, .jsonld, .rdf; - is TriG or Turtle on standard input), taken as one
    graph with the ontology; told is what is found of the nodes that they describe. What they refer to belongs
    among them: add build/current/untoc.nq. turtle and json write the SHACL report; json is JSON-LD with the
    rows besides.

    Exit code: 0 when there is no violation, whatever warnings there are; 1 when there is one.

    \b
    untoc validate
    untoc validate --format turtle -o report.ttl
    untoc validate mine.ttl build/current/untoc.nq
    """  # noqa: D301  \b is the sign by which click keeps the lines of a paragraph
    if format_ not in _FORMATS:
        raise UnknownFormatError(format_, _FORMATS)
    if build is not None and (files or data is not None):
        raise CallError("--build names what to validate; leave out FILE and --data")
    settings = Settings.from_env()
    settings = replace(settings, data=data or settings.data, ontology=ontology or settings.ontology)
    quads, origin, described = _graph(settings, build, files)
    report = validate(quads, read_shapes(settings.ontology / "shapes"), origin=origin)
    if described is not None:
        # Without the tables the ontology names sources and provisions that are not there.
        results = tuple(r for r in report.results if from_rdflib(r.focus) in described)
        report = replace(report, results=results)
    write_output(_document(report, format_), output)
    return 0 if report.conforms else 1


def _graph(
    settings: Settings, build: Path | None, files: Iterable[Path]
) -> tuple[Iterable[Quad], Mapping[str, str], frozenset[object] | None]:
    """Return what to validate, the rows that nodes were read from, and the nodes to tell of (None: all)."""
    if files:
        # Read before the ontology, so that a wrong name is told at once.
        given = [quad for file in files for quad in _read(file)]
        described = frozenset(quad.subject for quad in given)
        return [*read_ontology(settings.ontology), *given], {}, described
    if build is not None:
        release = Release.open(build)
        release.verify()
        return read_quads(release.nquads.read_bytes(), graph_format("nquads"), str(release.nquads)), {}, None
    assembly = assemble(settings)
    return assembly.quads, assembly.origin, None


def _read(file: Path) -> list[Quad]:
    if str(file) == "-":
        return read_quads(sys.stdin.buffer.read(), graph_format("trig"), "standard input")
    fmt = _format_of(file)
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        raise CallError(f"no file {file}") from None
    except OSError as error:
        raise CallError(f"cannot read {file}: {error.strerror}") from None
    return read_quads(content, fmt, str(file))


def _format_of(file: Path) -> Format:
    extension = file.suffix.removeprefix(".")
    if extension not in {fmt.extension for fmt in GRAPH_FORMATS}:
        known = [f".{fmt.extension}" for fmt in GRAPH_FORMATS]
        raise UnknownFormatError(file.suffix or file.name, known)
    return graph_format(extension)


def _document(report: Report, name: str) -> bytes:
    match name:
        case "turtle":
            return report.turtle()
        case "json":
            return report.json()
        case _:
            return report.text().encode()
