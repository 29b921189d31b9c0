"""`untoc cooperate`: how two states can cooperate on a crime, as text for people or as a document."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from untoc_graph.answers.findings import Finding
from untoc_graph.answers.rdf import answer_document
from untoc_graph.answers.summary import DISCLAIMER
from untoc_graph.cli.asker import asker_of
from untoc_graph.cli.output import output_option, write_output
from untoc_graph.errors import UnknownFormatError
from untoc_graph.rdf.formats import GRAPH_FORMATS, graph_format

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from untoc_graph.answers.cooperation import Cooperation

__all__ = ["command"]

_TEXT, _JSON = "text", "json"
_FORMATS: Final = (_TEXT, _JSON, *(fmt.name for fmt in GRAPH_FORMATS))
_NARROWEST, _WIDEST = 60, 100
_MARKS: Final = {True: "yes", False: "no", None: "?"}


@click.command("cooperate")
@click.option("--requesting", required=True, metavar="STATE", help="Who asks: a code or a name.")
@click.option("--requested", required=True, metavar="STATE", help="Who is asked.")
@click.option("--crime", metavar="CRIME", help="The crime type, such as human-trafficking; all if left out.")
@click.option("--form", metavar="FORM", help="The form of cooperation, such as extradition; all if left out.")
@click.option("--on", metavar="DATE", help="The day, such as 2024-06-01; today if left out.")
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
        return "".join(f"{line}\n" for line in _lines(answer, facts=facts)).encode()
    if format_ == _JSON:
        return (json.dumps(answer.to_json(), indent=2, ensure_ascii=False) + "\n").encode()
    return answer_document(answer, graph_format(format_))


def _lines(answer: Cooperation, *, facts: bool) -> Iterator[str]:
    width = min(_WIDEST, max(_NARROWEST, shutil.get_terminal_size((_WIDEST, 24)).columns))
    pair = answer.pair
    asked = ", ".join(each.name for each in (answer.crime, answer.form) if each is not None)
    yield f"{pair.requesting.name} asks {pair.requested.name}, {pair.on}{f': {asked}' if asked else ''}"
    yield ""
    for said in (*answer.notes, answer.summary):
        yield click.wrap_text(said, width)
    for title, findings in _sections(answer):
        yield ""
        yield title
        for mark, finding in findings:
            lead = f"  {mark:<4}" if mark else "  - "
            yield click.wrap_text(finding.sentence, width, lead, " " * len(lead))
            if facts:
                yield from (f"{' ' * len(lead)}<{fact}>" for fact in finding.facts)
    yield ""
    yield click.wrap_text(f"Release {answer.release or 'not told'}. {DISCLAIMER}", width)


def _sections(answer: Cooperation) -> Iterator[tuple[str, list[tuple[str, Finding]]]]:
    """Yield each section with its findings, which begin with yes, no or ? where they answer that."""
    yield (
        "Instruments in force between the two",
        [(_MARKS[each.in_force_between], each) for each in answer.instruments],
    )
    yield "Paths to an offence, the strongest first", _or_none(answer.paths)
    yield "Forms of cooperation", _or_none(answer.forms)
    if answer.extradition is not None:
        yield (
            "Extradition: article 16(5)",
            [
                ("", answer.extradition),
                *(("", each) for form in answer.forms for each in form.other_treaties),
            ],
        )
    channels = answer.channels
    yield (
        "Channels",
        [
            ("", channels.central_authority),
            ("", channels.languages),
            ("", channels.boarding_authority),
            ("", channels.firearms_contact),
        ],
    )
    yield "Statements that touch what is relied on", _or_none(answer.statements)
    yield (
        "Settlement of disputes",
        [(_MARKS[each.available], each) for each in answer.dispute_settlement.clauses],
    )
    yield "Missing or doubtful", _or_none(answer.missing)


def _or_none(findings: Sequence[Finding]) -> list[tuple[str, Finding]]:
    nothing = Finding(sentence="None that our sources have.", provisions=(), facts=())
    return [("", each) for each in findings or (nothing,)]
