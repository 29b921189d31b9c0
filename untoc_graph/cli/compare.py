"""`untoc compare`: how two to ten participants stood to each instrument on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from untoc_graph.answers.knowing import in_words
from untoc_graph.cli.asker import asker_of
from untoc_graph.cli.on_a_day import TABLE_FORMATS, options, refuse_other_formats, write_reply

if TYPE_CHECKING:
    from pathlib import Path

    from untoc_graph.answers.comparison import Compared

__all__ = ["command"]

# As pages say it.
_BETWEEN: Final = {True: "since a day that no source gives", False: "not in force", None: "not known"}


@click.command("compare")
@click.argument("participants", nargs=-1, required=True, metavar="PARTICIPANT PARTICIPANT…")
@options(TABLE_FORMATS)
def command(
    participants: tuple[str, ...],
    on: str | None,
    format_: str,
    output: Path | None,
    build: Path | None,
    endpoint: str | None,
) -> None:
    """Set two to ten participants beside each other: where each stood to each instrument on a day.

    The last column says whether the instrument was in force between all of them, and since when: the last of
    their days. Participants are named as `untoc status` takes them.

    \b
    untoc compare ITA KEN
    untoc compare Italie Kenia EU --on 2010-01-01
    untoc compare ITA KEN USA --format csv
    """  # noqa: D301  \b is the sign by which click keeps the lines of a paragraph
    refuse_other_formats(format_, TABLE_FORMATS)
    with asker_of(build, endpoint) as asker:
        reply = asker.compare(*participants, on=on)
    columns = ("instrument", *(named.name for named in reply.participants), "in force between them")
    click.echo(f"on {reply.on}", err=True)
    write_reply(reply, format_, output, (columns, map(_row, reply.instruments)))


def _row(compared: Compared) -> tuple[str, ...]:
    return (compared.instrument.name, *map(in_words, compared.participants), _between(compared))


def _between(compared: Compared) -> str:
    if compared.since is not None:
        return f"since {compared.since}"
    return _BETWEEN[compared.in_force_between]
