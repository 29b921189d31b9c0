"""`untoc network`: between whom each instrument was in force on a day, as an edge list or GraphML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from untoc_graph.answers.graphml import graphml
from untoc_graph.cli.asker import asker_of
from untoc_graph.cli.on_a_day import options, refuse_other_formats
from untoc_graph.cli.output import write_output

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["command"]

_FORMATS: Final = ("csv", "graphml")


@click.command("network")
@options(_FORMATS)
def command(
    on: str | None, format_: str, output: Path | None, build: Path | None, endpoint: str | None
) -> None:
    """List between whom each instrument was in force on a day: each pair once for each instrument.

    Since is the later of the two days; it is empty where no source gives one of them. Where it is not known
    whether one of the two was bound on the day, in_force is not-known. GraphML has all participants as nodes.

    \b
    untoc network -o network.csv
    untoc network --on 2006-12-31 --format graphml -o network.graphml
    """  # noqa: D301  \b is the sign by which click keeps the lines of a paragraph
    refuse_other_formats(format_, _FORMATS)
    with asker_of(build, endpoint) as asker:
        reply = asker.network(on)
    for note in reply.notes:
        click.echo(note, err=True)
    if format_ == "graphml":
        write_output(graphml(reply.participants, reply.edges).encode(), output)
    else:
        write_output(reply.to_csv().encode(), output)
    unknown = sum(edge.in_force is None for edge in reply.edges)
    click.echo(f"{len(reply.edges)} edges on {reply.on}, of which {unknown} not known", err=True)
