"""`untoc build`: from tables and ontology to a validated release, or to one line that says what is wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from untoc_graph.errors import InvalidGraphError
from untoc_graph.graph.assembly import Assembly, assemble
from untoc_graph.graph.release import write_release
from untoc_graph.graph.report import Report, Severity
from untoc_graph.graph.validation import read_shapes, validate
from untoc_graph.linked.publishing import published, write_documents
from untoc_graph.search.index import write_index
from untoc_graph.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from untoc_graph.rdf.engine import Quad

__all__ = ["command"]


@click.command("build")
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the tables.")
@click.option("--ontology", type=click.Path(path_type=Path), help="Folder of ontology, rules and shapes.")
@click.option("--build", type=click.Path(path_type=Path), help="Folder of the releases.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def command(data: Path | None, ontology: Path | None, build: Path | None, *, quiet: bool) -> None:
    """Build the graph, validate it, and make it the current release.

    Prints the folder of the release. Nothing changes when a table, a rule or a shape is broken.
    """
    settings = Settings.from_env()
    settings = replace(
        settings,
        data=data or settings.data,
        ontology=ontology or settings.ontology,
        build=build or settings.build,
    )
    click.echo(build_release(settings, Console(stderr=True, quiet=quiet)))


def build_release(settings: Settings, console: Console) -> Path:
    """Build, validate and write a release with a progress bar on `console`, and return its folder.

    Raises:
        UntocError: a source is broken, or the graph breaks a shape; the former release stays.
    """
    bar = Progress(
        TextColumn("{task.description:32}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    )
    with bar:
        task = bar.add_task("reading", total=None)
        begun = 0

        def progress(name: str, steps: int) -> None:
            nonlocal begun
            # Two steps more than reading has: validating and writing.
            bar.update(task, description=name, completed=begun, total=steps + 2)
            begun += 1

        assembly = assemble(settings, progress)
        assembly = replace(assembly, quads=published(assembly.quads, settings.queries))
        bar.update(task, description="validating", completed=begun)
        report = check(assembly, settings)
        bar.update(task, description="writing", completed=begun + 1)
        folder = write_release(assembly, report, settings.build, _write_more)
        bar.update(task, description="done", completed=begun + 2)
    counts = report.text().splitlines()[-1]
    rows = sum(assembly.rows.values())
    console.print(
        f"{len(assembly.quads):,} triples from {rows:,} rows; {counts}", highlight=False, soft_wrap=True
    )
    return folder


def _write_more(folder: Path, quads: Sequence[Quad]) -> None:
    """Write what a release holds besides its graph: the files to download, and the index of names."""
    write_documents(folder, quads)
    write_index(folder, quads)


def check(assembly: Assembly, settings: Settings) -> Report:
    """Return the report of the shapes on the graph.

    Raises:
        InvalidGraphError: a shape is violated; the message is the readable report.
    """
    report = validate(assembly.quads, read_shapes(settings.ontology / "shapes"), origin=assembly.origin)
    if not report.conforms:
        # What stops the build, alone: `untoc validate` tells the doubts as well.
        wrong = [result for result in report.results if result.severity is Severity.VIOLATION]
        raise InvalidGraphError(Report.of(wrong, report.triples, report.shapes).text())
    return report
