"""What a page shows of the results of a query: columns that know what they hold, and as many rows as fit.

The results are read as they leave the store (TSV for rows and truths, N-Triples for graphs), a row a line:
what is beyond the page is counted and not kept, so a large result takes no memory.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from untoc_graph.errors import QueryError
from untoc_graph.namespaces import BASE
from untoc_graph.rdf.engine import parse, parse_rows
from untoc_graph.rdf.formats import graph_format, result_format
from untoc_graph.rdf.terms import parts_of, prefixed_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from untoc_graph.rdf.formats import Format
    from untoc_graph.rdf.terms import EngineTerm

__all__ = [
    "GRAPH",
    "MOST_ROWS",
    "ROWS",
    "Cell",
    "Column",
    "Kind",
    "ResultView",
    "column_title",
    "read_results",
]

# What the store is asked for when its answer goes to `read_results`.
ROWS: Final[Format] = result_format("tsv")
GRAPH: Final[Format] = graph_format("ntriples")

# More rows than this nobody reads on a page; more bytes make a page that a phone does not bear.
MOST_ROWS: Final = 500
_MOST_BYTES: Final = 400_000
_MOST_CHARACTERS: Final = 2_000
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS: Final = (
    "integer int long short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger "
    "unsignedInt unsignedLong unsignedShort unsignedByte"
)
_NUMBERS: Final = frozenset(_XSD + name for name in f"{_INTEGERS} decimal double float".split())
_DATES: Final = frozenset(_XSD + name for name in ("date", "dateTime", "gYear", "gYearMonth"))
# What a column that stands directly behind a thing says of it.
_NAMES: Final = frozenset({"name", "title", "label", "heading", "citation"})
_LABELS: Final = ("Label", "Name", "Title")
_TRIPLE: Final = ("subject", "predicate", "object")

Kind: TypeAlias = Literal["text", "number", "date", "thing", "link"]


@dataclass(frozen=True)
class Cell:
    """What stands at one place of the table.

    Attributes:
        text: what is read there: of an IRI its label or prefixed name, of a literal its text.
        iri: where it leads, "" where it is no IRI. What may be a link is for the page to decide.
        lang: language tag of the text, "".
        datatype: IRI of the datatype, "".
        cut: whether there is more of the text than a page shows.
        named: whether the text of an IRI is a name that the results have for it.
    """

    text: str
    iri: str = ""
    lang: str = ""
    datatype: str = ""
    cut: bool = False
    named: bool = False


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes:
        name: the variable.
        title: the variable in words: `notBefore` is "Not before".
        kind: what all its cells hold: "number", "date", "thing" (of this graph), "link" (any other IRI), or
            "text" for all else.
    """

    name: str
    title: str
    kind: Kind


@dataclass(frozen=True)
class ResultView:
    """The results of a query for a page.

    Attributes:
        kind: "rows", "truth" (of ASK) or "graph" (three columns).
        columns: as they are shown.
        rows: those that the page shows, a cell a column; None where nothing is bound.
        total: how many rows there are.
        truth: what ASK found.
    """

    kind: Literal["rows", "truth", "graph"]
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Cell | None, ...], ...] = ()
    total: int = 0
    truth: bool = False

    @property
    def more(self) -> int:
        """How many rows the page does not show."""
        return self.total - len(self.rows)

    @property
    def things(self) -> tuple[str, ...]:
        """The IRIs of the cells, each once."""
        return tuple(dict.fromkeys(cell.iri for row in self.rows for cell in row if cell and cell.iri))


def read_results(
    kind: str, pieces: Iterable[bytes], *, named: bool = False, most_rows: int = MOST_ROWS
) -> ResultView:
    r"""Return the view of a result.

    Args:
        kind: "select", "ask", "construct" or "describe", as the store says it.
        pieces: the document, in the format `ROWS` or `GRAPH`.
        named: whether a column of IRIs and the one with their names are to be one column of links.
        most_rows: how many rows are shown.

    Raises:
        QueryError: the pieces are not of that format, or end with an error of the query.

    >>> view = read_results("select", [b'?joined\t?n\n"2006-08-02"^^<http://www.w3.org/2001/XMLSchema#date>\t1\n'])
    >>> [(column.title, column.kind) for column in view.columns], view.rows[0][0].text
    ([('Joined', 'date'), ('N', 'number')], '2006-08-02')
    """
    try:
        if kind == "ask":
            return ResultView("truth", truth=b"".join(pieces).strip() == b"true")
        if kind == "select":
            kept, lines = _kept(pieces, most_rows + 1)
            names, terms = parse_rows(kept)
            view = _view("rows", names, terms, lines - 1)
            return _named(view) if named else view
        kept, lines = _kept(pieces, most_rows)
        triples = [(quad.subject, quad.predicate, quad.object) for quad in parse(kept, GRAPH)]
        return _view("graph", _TRIPLE, triples, lines)
    except SyntaxError as error:
        raise QueryError(f"the results cannot be read: {error}") from None


def column_title(variable: str) -> str:
    """Return the name of a variable in words.

    >>> column_title("notBefore"), column_title("un_member")
    ('Not before', 'Un member')
    """
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_+", " ", variable).strip()
    return words[:1].upper() + words[1:].lower() if words else variable


def _kept(pieces: Iterable[bytes], most_lines: int) -> tuple[bytes, int]:
    """Return the first lines, whole, as far as a page bears them, and how many lines there are in all."""
    kept, lines, full = bytearray(), 0, False
    for piece in pieces:
        lines += piece.count(b"\n")
        if not full:
            kept += piece
            full = lines > most_lines or len(kept) > _MOST_BYTES
    end = 0
    for _ in range(most_lines):
        following = kept.find(b"\n", end) + 1
        # The first line of a table is its head, without which nothing can be read.
        if not following or (end and following > _MOST_BYTES):
            break
        end = following
    return bytes(kept[:end]), lines


def _view(
    kind: Literal["rows", "graph"],
    names: Sequence[str],
    terms: Iterable[Sequence[EngineTerm | None]],
    total: int,
) -> ResultView:
    rows = tuple(tuple(None if term is None else _cell(term) for term in row) for row in terms)
    columns = tuple(
        Column(name, column_title(name), _kind(row[place] for row in rows))
        for place, name in enumerate(names)
    )
    return ResultView(kind, columns, rows, total)


def _cell(term: EngineTerm) -> Cell:
    sort, text, lang, datatype = parts_of(term)
    if sort == "iri":
        return Cell(prefixed_name(text) if text.startswith(BASE) else text, text)
    cut = len(text) > _MOST_CHARACTERS
    return Cell(text[:_MOST_CHARACTERS] if cut else text, "", lang, datatype, cut)


def _kind(cells: Iterator[Cell | None]) -> Kind:
    """Return what the cells of a column hold, where all that are bound hold the same."""
    kinds = {_kind_of(cell) for cell in cells if cell is not None}
    if kinds == {"thing", "link"}:
        return "link"
    return kinds.pop() if len(kinds) == 1 else "text"


def _kind_of(cell: Cell) -> Kind:
    if cell.iri:
        return "thing" if cell.iri.startswith(BASE) else "link"
    if cell.datatype in _NUMBERS:
        return "number"
    return "date" if cell.datatype in _DATES else "text"


def _named(view: ResultView) -> ResultView:
    """Return the view with each column of things and that of their names as one.

    They belong together where one follows the other, or where the name of one begins with that of the other
    (`harm`, `harmLabel`).
    """
    names = {column.name: place for place, column in enumerate(view.columns)}
    name_of: dict[int, int] = {}
    for place, column in enumerate(view.columns):
        if column.kind not in {"thing", "link"}:
            continue
        found = [names[column.name + label] for label in _LABELS if column.name + label in names]
        if not found and place + 1 < len(view.columns) and view.columns[place + 1].name in _NAMES:
            found = [place + 1]
        if found and view.columns[found[0]].kind == "text":
            name_of[place] = found[0]
    shown = [place for place in range(len(view.columns)) if place not in name_of.values()]
    rows = tuple(tuple(_with_name(row, place, name_of.get(place)) for place in shown) for row in view.rows)
    return replace(view, columns=tuple(view.columns[place] for place in shown), rows=rows)


def _with_name(row: Sequence[Cell | None], place: int, name: int | None) -> Cell | None:
    cell = row[place]
    if name is None:
        return cell
    said = row[name]
    if cell is None or said is None or not said.text.strip():
        return cell or said
    return replace(cell, text=said.text, lang=said.lang, cut=said.cut, named=True)
