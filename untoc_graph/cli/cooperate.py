"""`untoc cooperate`: how two states can cooperate on a crime, as text for people or as a document."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from untoc_graph.answers.rdf import answer_document
from untoc_graph.cli.answer_text import answer_lines
from untoc_graph.cli.asker import asker_of
from untoc_graph.cli.output import output_option, write_output
from untoc_graph.errors import UnknownFormatError
from untoc_graph.rdf.formats import GRAPH_FORMATS, graph_format

if TYPE_CHECKING:
    from untoc_graph.answers.cooperation import Cooperation

__all__ = ["command"]

_TEXT, _JSON = "text", "json"
_FORMATS: Final = (_TEXT, _JSON, *(fmt.name for fmt in GRAPH_FORMATS))
_NARROWEST, _WIDEST = 60, 100


@click.command("cooperate")
@click.option("--requesting", required=True, metavar="STATE", help="Who asks: a code or a name.")
@click.option("--requested", required=True, metavar="STATE", help="Who is asked.")
@click.option("--crime", metavar="CRIME", help="The crime type, such as human-trafficking; all if left out.")
@click.option("--form", metavar="FORM", help="The form of cooperation, such as extradition; all if left out.")
@click.option("--on", metavar="DATE", help="The day, such as 2024-06-01; that of the data if left out.")
@click.option(
    "-f", "--format", "format_", default=_TEXT, metavar="FORMAT", show_default=True, help=", ".join(_FORMATS)
)
@click.option("--facts", is_flag=True, help="Show the IRIs of the facts below each sentence.")
@output_option
@click.option(
    "--build", type=click.Path(path_type=Path), metavar="DIR", help="Build folder or release to ask."
)
@click.option("--endpoint", metavar="URL", help="Ask a running SPARQL endpoint, not a local release.")
def command(
    requesting: str,
    requested: str,
    crime: str | None,
    form: str | None,
    on: str | None,
    format_: str,
    facts: bool,
    output: Path | None,
    build: Path | None,
    endpoint: str | None,
) -> None:
    """Say how one state can ask another for cooperation: on what article, and what is not known.

    Names are forgiving: codes, names in the six UN languages, former names on their dates. Each sentence
    rests on facts of the graph (--facts shows them) and on the provisions in brackets. This is not legal
    advice.

    \b
    untoc cooperate --requesting KEN --requested ITA --crime human-trafficking --form extradition
    untoc cooperate --requesting Swaziland --requested ZAF --on 2010-06-01
    untoc cooperate --requesting Kenya --requested Italie --format json
    """  # noqa: D301  \b is the sign by which click keeps the lines of a paragraph
    if format_ not in _FORMATS and format_ not in {fmt.extension for fmt in GRAPH_FORMATS}:
        raise UnknownFormatError(format_, _FORMATS)
    if build and endpoint:
        raise click.UsageError("--build and --endpoint exclude each other: ask a release or an endpoint")
    with asker_of(build, endpoint) as asker:
        answer = asker.cooperate(requesting, requested, crime=crime, form=form, on=on)
    write_output(_written(answer, format_, facts=facts), output)


def _written(answer: Cooperation, format_: str, *, facts: bool) -> bytes:
    if format_ == _TEXT:
        width = min(_WIDEST, max(_NARROWEST, shutil.get_terminal_size((_WIDEST, 24)).columns))
        return "".join(f"{line}\n" for line in answer_lines(answer, width, facts=facts)).encode()
    if format_ == _JSON:
        return (json.dumps(answer.to_json(), indent=2, ensure_ascii=False) + "\n").encode()
    return answer_document(answer, graph_format(format_))
