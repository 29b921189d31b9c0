"""`untoc status`: how a participant stood to each instrument on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from untoc_graph.answers.knowing import STATE_WORDS, state_of
from untoc_graph.cli.asker import asker_of
from untoc_graph.cli.on_a_day import TABLE_FORMATS, options, refuse_other_formats, write_reply

if TYPE_CHECKING:
    from pathlib import Path

    from untoc_graph.answers.comparison import StatusOf

__all__ = ["command"]

_COLUMNS = ("instrument", "status", "since", "by", "signed", "consented", "confidence", "because")


@click.command("status")
@click.argument("participant")
@options(TABLE_FORMATS)
def command(
    participant: str,
    on: str | None,
    format_: str,
    output: Path | None,
    build: Path | None,
    endpoint: str | None,
) -> None:
    """Say where PARTICIPANT stood to each instrument on a day: party, signed only or no act recorded.

    PARTICIPANT is a code (ITA, IT, 380, EU) or a name in one of the six UN languages, also a former one. Days
    that no source gives are empty; whether it was bound is then not known between the first and the last day
    on which it can have become so. JSON and CSV have the status and the truth as values.

    \b
    untoc status ITA
    untoc status Swaziland --on 2010-01-01
    untoc status "Côte d'Ivoire" --format json
    """  # noqa: D301  \b is the sign by which click keeps the lines of a paragraph
    refuse_other_formats(format_, TABLE_FORMATS)
    with asker_of(build, endpoint) as asker:
        reply = asker.status(participant, on)
    click.echo(f"{reply.participant.name} ({reply.participant.key}) on {reply.on}", err=True)
    write_reply(reply, format_, output, (_COLUMNS, map(_row, reply.instruments)))


def _row(status: StatusOf) -> tuple[str, ...]:
    return (
        status.instrument.name,
        STATE_WORDS[state_of(status)],
        str(status.since or ""),
        status.by or "",
        str(status.signed_on or ""),
        str(status.consented_on or ""),
        status.confidence or "",
        status.because,
    )
