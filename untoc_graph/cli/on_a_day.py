"""What the commands on participants and instruments share: their options, and how an answer is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from untoc_graph.cli.output import output_option, write_output
from untoc_graph.cli.table import print_columns, text_of_columns, word_columns
from untoc_graph.errors import UnknownFormatError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from untoc_graph.answers.replies import Reply

__all__ = ["TABLE_FORMATS", "options", "refuse_other_formats", "write_reply"]

TABLE_FORMATS: Final = ("table", "json", "csv")

Command = TypeVar("Command", bound="Callable[..., Any]")


def options(formats: Sequence[str]) -> Callable[[Command], Command]:
    """Return a decorator that gives a command the options on, format, output, build and endpoint.

    Args:
        formats: the names of the formats; the first is the default.
    """
    decorators = (
        click.option(
            "--on", metavar="DATE", help="The day, such as 2024-06-01; that of the data if left out."
        ),
        click.option(
            "-f",
            "--format",
            "format_",
            default=formats[0],
            metavar="FORMAT",
            show_default=True,
            help=", ".join(formats) + ".",
        ),
        output_option,
        click.option(
            "--build", type=click.Path(path_type=Path), metavar="DIR", help="Build folder or release to ask."
        ),
        click.option("--endpoint", metavar="URL", help="Ask a running SPARQL endpoint, not a local release."),
    )

    def decorate(command: Command) -> Command:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


def refuse_other_formats(format_: str, formats: Sequence[str]) -> None:
    """Return when the format is one of these.

    Raises:
        UnknownFormatError: it is not.
    """
    if format_ not in formats:
        raise UnknownFormatError(format_, formats)


def write_reply(
    reply: Reply,
    format_: str,
    output: Path | None,
    table: tuple[Sequence[str], Iterable[Sequence[str]]],
) -> None:
    """Write an answer in one of `TABLE_FORMATS`; what is to be minded goes to standard error.

    Args:
        reply: the answer.
        format_: table, json or csv.
        output: where it goes; None and `-` are standard output.
        table: names of the columns and the rows, as they are shown to people.
    """
    for note in reply.notes:
        click.echo(note, err=True)
    if format_ == "json":
        write_output((json.dumps(reply.to_json(), indent=2, ensure_ascii=False) + "\n").encode(), output)
    elif format_ == "csv":
        write_output(reply.to_csv().encode(), output)
    else:
        columns = word_columns(*table)
        if output is None:
            print_columns(columns)
        else:
            write_output(text_of_columns(columns).encode(), output)
