"""`untoc matrix`: how every participant stood to each instrument on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from untoc_graph.answers.knowing import in_words
from untoc_graph.cli.asker import asker_of
from untoc_graph.cli.on_a_day import TABLE_FORMATS, options, refuse_other_formats, write_reply

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["command"]


@click.command("matrix")
@options(TABLE_FORMATS)
def command(
    on: str | None, format_: str, output: Path | None, build: Path | None, endpoint: str | None
) -> None:
    """List every participant with its status to each instrument on a day, and since when it was bound.

    In CSV each instrument has three columns: status, bound (true, false or not-known) and since.

    \b
    untoc matrix --on 2010-12-31
    untoc matrix --format csv -o matrix.csv
    """  # noqa: D301  \b is the sign by which click keeps the lines of a paragraph
    refuse_other_formats(format_, TABLE_FORMATS)
    with asker_of(build, endpoint) as asker:
        reply = asker.matrix(on)
    columns = ("participant", "name", *(instrument.key for instrument in reply.instruments))
    rows = (
        (row.participant.key, row.participant.name, *map(in_words, row.instruments)) for row in reply.rows
    )
    click.echo(f"{len(reply.rows)} participants on {reply.on}", err=True)
    write_reply(reply, format_, output, (columns, rows))
