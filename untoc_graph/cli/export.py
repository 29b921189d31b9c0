"""`untoc export`: the graph of a release, or some of its named graphs, as one RDF document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from untoc_graph.cli.output import output_option, write_output
from untoc_graph.errors import UnknownGraphError
from untoc_graph.linked.dump import compress
from untoc_graph.rdf.documents import document
from untoc_graph.rdf.engine import parse
from untoc_graph.rdf.formats import GRAPH_FORMATS, Format, graph_format
from untoc_graph.settings import Settings
from untoc_graph.store.release import Release

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["command"]


@click.command("export")
@click.option(
    "-g",
    "--graph",
    "graphs",
    multiple=True,
    metavar="NAME|IRI",
    help="Only this named graph, such as actions; again for several.",
)
@click.option(
    "-f",
    "--format",
    "format_",
    metavar="FORMAT",
    help=", ".join(fmt.name for fmt in GRAPH_FORMATS) + "; else what the name of FILE says, else turtle.",
)
@output_option
@click.option(
    "--build", type=click.Path(path_type=Path), metavar="DIR", help="Build folder or release to read."
)
def command(graphs: tuple[str, ...], format_: str | None, output: Path | None, build: Path | None) -> None:
    """Write the graph as RDF: sorted, grouped by subject, the same bytes every time.

    jsonld, trig and nquads say which named graph each fact is in; the other formats merge them. A FILE that
    ends in .gz is compressed.

    \b
    untoc export -o untoc.ttl
    untoc export --graph actions --graph derived --format ntriples
    untoc export -o untoc.trig.gz
    """  # noqa: D301  \b is the sign by which click keeps the lines of a paragraph
    fmt = _format(format_, output)
    release = Release.open(build or Settings.from_env().build)
    wanted = _wanted_graphs(graphs, release)
    quads = parse(release.nquads.read_bytes(), graph_format("nquads"))
    content = document((quad for quad in quads if str(quad.graph_name) in wanted), fmt)
    write_output(compress(content) if output and output.suffix == ".gz" else content, output)


def _format(name: str | None, output: Path | None) -> Format:
    if name is not None:
        return graph_format(name)
    suffixes = [suffix[1:] for suffix in output.suffixes if suffix != ".gz"] if output else []
    by_extension = {fmt.extension: fmt for fmt in GRAPH_FORMATS}
    return by_extension.get(suffixes[-1] if suffixes else "", graph_format("turtle"))


def _wanted_graphs(graphs: Iterable[str], release: Release) -> set[str]:
    """Return the graphs that were named by name or IRI, all where none was, each as `<IRI>`.

    Raises:
        UnknownGraphError: the release has no such graph.
    """
    by_name = {name: graph.iri for name, graph in release.graphs.items()}
    known = {**by_name, **{iri: iri for iri in by_name.values()}}
    for graph in graphs:
        if graph not in known:
            raise UnknownGraphError(graph, by_name)
    return {f"<{known[graph]}>" for graph in graphs} or {f"<{iri}>" for iri in by_name.values()}
