"""`untoc query`: a question of the catalogue, a file or a text, answered as a table or a document."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from rich.cells import cell_len

from untoc_graph.cli.asker import asker_of
from untoc_graph.cli.output import output_option, write_output
from untoc_graph.cli.table import Column, print_columns, row_columns, text_of_columns, word_columns
from untoc_graph.errors import CallError, ParameterError, QuerySyntaxError, UnknownFormatError, nearest
from untoc_graph.rdf.formats import GRAPH_FORMATS, RESULT_FORMATS, Format, graph_format, result_format
from untoc_graph.settings import Settings
from untoc_graph.sparql.catalogue import Catalogue, CatalogueQuery, bind, parse_query
from untoc_graph.sparql.rows import Rows, read_results

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


__all__ = ["command"]

_TABLE: Final = "table"
# The part of a long line that is shown round a mistake.
_BEFORE, _AFTER = 60, 40


@click.command("query")
@click.argument("question", required=False, metavar="NAME|FILE.rq|-")
@click.option(
    "-p",
    "--param",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    help="Give a parameter a value, such as participant=ITA; again, or with commas, for a list.",
)
@click.option(
    "-f",
    "--format",
    "format_",
    default=_TABLE,
    metavar="FORMAT",
    show_default=True,
    help="table, or " + ", ".join(f.name for f in (*RESULT_FORMATS, *GRAPH_FORMATS)) + ".",
)
@output_option
@click.option(
    "--build", type=click.Path(path_type=Path), metavar="DIR", help="Build folder or release to ask."
)
@click.option("--endpoint", metavar="URL", help="Ask a running SPARQL endpoint, not a local release.")
@click.option(
    "--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS", help="Stop after that."
)
@click.option("--list", "list_", is_flag=True, help="List the questions of the catalogue.")
@click.option(
    "-c", "--columns", metavar="NAME,…", help="Show only these columns of the table, in this order."
)
@click.option("--show", "--explain", "show", is_flag=True, help="Print the SPARQL text, do not ask it.")
def command(
    question: str | None,
    params: tuple[str, ...],
    format_: str,
    output: Path | None,
    build: Path | None,
    endpoint: str | None,
    timeout: float | None,
    list_: bool,
    columns: str | None,
    show: bool,
) -> None:
    """Answer a question: one of the catalogue by NAME, a SPARQL text in FILE.rq, or on standard input (-).

    A parameter that is not given has the example that the query file shows. The number of rows goes to
    standard error, so that the answer can be piped.

    \b
    untoc query --list
    untoc query party-counts
    untoc query party-counts --param instrument=smuggling --format csv
    echo 'SELECT (COUNT(*) AS ?facts) WHERE { ?s ?p ?o }' | untoc query -
    """  # noqa: D301  \b is the sign by which click keeps the lines of a paragraph
    if list_:
        _list(Catalogue.read(Settings.from_env().queries), output)
        return
    if question is None:
        raise click.UsageError("name a question, a file or -; `untoc query --list` shows the questions")
    results, graph = _formats(format_)
    catalogued, text = _read(question, with_values=bool(params))
    values = _values(params, catalogued)
    if show:
        shown = bind(catalogued, values) if catalogued else text
        write_output((shown.rstrip("\n") + "\n").encode(), output)
        return
    if columns and format_ != _TABLE:
        raise click.UsageError(
            "--columns is for tables; in other formats the SELECT says which columns there are"
        )
    with asker_of(build, endpoint, timeout) as asker:
        if catalogued:
            text = asker.bind(catalogued, values)
        try:
            given, content = asker.document(text, results, graph)
        except QuerySyntaxError as error:
            raise _with_place(error, text) from None
    if format_ == _TABLE and given.carries == "bindings":
        _show(read_results(content), columns.split(",") if columns else (), output)
        return
    if format_ not in {_TABLE, given.name, given.extension}:
        others = GRAPH_FORMATS if given in GRAPH_FORMATS else RESULT_FORMATS
        kind = "a graph" if given in GRAPH_FORMATS else "rows or a truth"
        raise CallError(f"the answer is {kind}, which {format_} does not hold; there is {_names(others)}")
    write_output(content, output)


def _formats(name: str) -> tuple[Format, Format]:
    """Return the format for rows and the one for graphs; which is needed is known when the query is read."""
    results, graph = result_format("json"), graph_format("turtle")
    known = {fmt.name: fmt for fmt in (*RESULT_FORMATS, *GRAPH_FORMATS)}
    known |= {fmt.extension: fmt for fmt in known.values()}
    if name == _TABLE:
        return results, graph
    if name not in known:
        raise UnknownFormatError(name, [_TABLE, *dict.fromkeys(fmt.name for fmt in known.values())])
    return (known[name], graph) if known[name] in RESULT_FORMATS else (results, known[name])


def _read(question: str, *, with_values: bool) -> tuple[CatalogueQuery | None, str]:
    """Return the question with its parameters, where it has any, and the text."""
    if question == "-":
        return None, _decoded(sys.stdin.buffer.read(), "standard input")
    if not question.endswith(".rq"):
        catalogued = Catalogue.read(Settings.from_env().queries)[question]
        return catalogued, catalogued.text
    path = Path(question)
    try:
        text = _decoded(path.read_bytes(), question)
    except OSError as error:
        raise CallError(f"cannot read {question}: {error.strerror}") from None
    # Any SPARQL file will do; only one that is given values must declare its parameters.
    return (parse_query(path.name, text) if with_values else None), text


def _decoded(content: bytes, place: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CallError(f"{place} is not UTF-8; SPARQL is always UTF-8") from None


def _values(params: Iterable[str], query: CatalogueQuery | None) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals or not name:
            raise ParameterError(f'--param "{param}" is not NAME=VALUE, such as participant=ITA')
        if query is None:
            raise ParameterError(f'"{name}" has no place to go: a text from standard input has no parameters')
        parameter = query.parameter(name)
        # A comma may be part of a text, never of a key, a date or a number.
        several = parameter.many and parameter.type != "string"
        values.setdefault(name, []).extend(value.split(",") if several else [value])
    return values


def _show(answer: Rows | bool, names: Sequence[str], output: Path | None) -> None:
    if isinstance(answer, bool):
        write_output(b"true\n" if answer else b"false\n", output)
        return
    columns = row_columns(answer)
    if names:
        there = {column.name: column for column in columns}
        for name in names:
            if name not in there:
                close = " or ".join(nearest(name, there))
                hint = f"did you mean {close}?" if close else "there is " + ", ".join(there)
                raise CallError(f'--columns "{name}": the answer has no such column; {hint}')
        columns = [there[name] for name in names]
    _write_table(columns, output)
    click.echo("1 row" if len(answer) == 1 else f"{len(answer)} rows", err=True)


def _list(catalogue: Catalogue, output: Path | None) -> None:
    rows = [
        (query.name, query.title, "; ".join(parameter.declaration for parameter in query.parameters))
        for query in catalogue.values()
    ]
    _write_table(word_columns(("name", "question", "parameters"), rows), output)


def _write_table(columns: list[Column], output: Path | None) -> None:
    if output is None:
        print_columns(columns)
    else:
        write_output(text_of_columns(columns).encode(), output)


def _with_place(error: QuerySyntaxError, text: str) -> QuerySyntaxError:
    """Return the error with its place in front and the line of the text below, a caret under the mistake."""
    if error.line is None:
        return error
    lines = text.split("\n")
    line = lines[error.line - 1] if error.line <= len(lines) else ""
    column = error.column or 1
    start = max(0, column - 1 - _BEFORE)
    shown = line[start : column - 1 + _AFTER].expandtabs(1).rstrip()
    caret = " " * cell_len(line[start : column - 1].expandtabs(1)) + "^"
    message = f"line {error.line}, column {column}: {error}\n  {shown}\n  {caret}"
    return QuerySyntaxError(message, error.line, error.column)


def _names(formats: Iterable[Format]) -> str:
    return ", ".join(fmt.name for fmt in formats)
