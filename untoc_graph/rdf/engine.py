"""The Oxigraph engine behind a few functions: parse, sort, serialise, evaluate. Nothing else imports it.

Serialisations are sorted, because the engine's own dump order differs from run to run.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from untoc_graph.errors import QuerySyntaxError
from untoc_graph.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from untoc_graph.rdf.formats import Format
    from untoc_graph.rdf.terms import EngineTerm

__all__ = [
    "Quad",
    "Store",
    "evaluate_construct",
    "evaluate_select",
    "parse",
    "parse_rows",
    "quad_text",
    "serialise",
    "sort_quads",
]

Quad = ox.Quad
Store = ox.Store

_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
}


def parse(content: bytes | str, fmt: Format, base_iri: str | None = None) -> Iterator[Quad]:
    """Yield the quads of a document; triples stand in the default graph.

    Raises:
        SyntaxError: the text is not of that format; `lineno` and `offset` say where.
    """
    return ox.parse(content, _FORMATS[fmt.name], base_iri=base_iri)


def parse_rows(content: bytes) -> tuple[tuple[str, ...], list[tuple[EngineTerm | None, ...]]]:
    r"""Return the variables and the rows of SPARQL 1.1 results in TSV; None where nothing is bound.

    Raises:
        SyntaxError: the text is not of that format.

    >>> parse_rows(b"?n\t?m\n5\t\n")[0]
    ('n', 'm')
    """
    read = ox.parse_query_results(content, ox.QueryResultsFormat.TSV)
    if not isinstance(read, ox.QuerySolutions):
        raise SyntaxError("these are no rows")  # noqa: TRY004  as any other text that has none
    return tuple(variable.value for variable in read.variables), [tuple(row) for row in read]


def quad_text(quad: Quad) -> str:
    """Return one line of N-Quads, without its line end: the sort key and the stored form."""
    return f"{quad} ."


def sort_quads(quads: Iterable[Quad]) -> list[Quad]:
    """Return the quads once each, ordered by graph, subject, predicate, object."""
    return sorted(
        set(quads), key=lambda q: (str(q.graph_name), str(q.subject), str(q.predicate), str(q.object))
    )


def serialise(quads: Iterable[Quad], fmt: Format, prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Return the document of the quads, in the order given, with the prefixes where the format has any.

    A format that carries triples drops the graph names; each triple is then written once.
    """
    used = dict(sorted(prefixes.items())) if fmt.name in {"turtle", "trig", "rdfxml", "jsonld"} else None
    statements: Iterable[Quad] | Iterable[ox.Triple] = quads
    if fmt.carries == "triples":
        statements = dict.fromkeys(quad.triple for quad in quads)
    content = ox.serialize(statements, format=_FORMATS[fmt.name], prefixes=used)
    assert content is not None  # noqa: S101  it is None only when written to a file
    return content


def evaluate_construct(store: Store, query: str) -> Iterator[ox.Triple]:
    """Yield the triples of a CONSTRUCT over the union of all graphs of `store`.

    Raises:
        QuerySyntaxError: the text is not a SPARQL CONSTRUCT query.
    """
    try:
        result = store.query(query, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise _syntax_error(error) from error
    if not isinstance(result, ox.QueryTriples):
        raise QuerySyntaxError("a CONSTRUCT query is needed here")
    yield from result


def evaluate_select(
    store: Store, query: str, prefixes: Mapping[str, str] | None = None
) -> tuple[tuple[str, ...], Iterator[tuple[EngineTerm | None, ...]]]:
    """Return the variables of a SELECT over the default graph of `store`, and its rows.

    Args:
        store: where to ask.
        query: the text.
        prefixes: prefixes that the text may use without declaring them.

    Raises:
        QuerySyntaxError: the text is not a SPARQL SELECT query.
    """
    try:
        result = store.query(query, prefixes=dict(prefixes or {}))
    except SyntaxError as error:
        raise _syntax_error(error) from error
    if not isinstance(result, ox.QuerySolutions):
        raise QuerySyntaxError("a SELECT query is needed here")
    names = tuple(variable.value for variable in result.variables)
    return names, (tuple(solution) for solution in result)


def _syntax_error(error: SyntaxError) -> QuerySyntaxError:
    """Return the error with its place; the engine's own list of what it expected runs over many lines."""
    place = re.search(r"at (\d+):(\d+)", str(error))
    line, column = (int(place[1]), int(place[2])) if place else (None, None)
    reason = "a prefix is not declared" if "Prefix not found" in str(error) else "this is not SPARQL"
    return QuerySyntaxError(reason, line, column)
