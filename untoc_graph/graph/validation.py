"""The gate: a graph and shapes in, a report out. pyshacl judges the core of SHACL, one query each the rest.

Why not pyshacl for everything: it asks the query of each `sh:sparql` once a focus node, which on 93 000
triples took 140 seconds instead of 8.6, and the same constraints as set queries took 26 milliseconds. The
tests hold the two against each other: same focus nodes, paths, values, components and severities.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Final

from pyshacl import Validator
from pyshacl.errors import ReportableRuntimeError
from pyshacl.graph_abstraction import DataGraph
from rdflib import Graph, Literal, URIRef
from rdflib.extras.shacl import parse_shacl_path
from rdflib.namespace import SH

from untoc_graph.errors import DataError, QuerySyntaxError, RuleError
from untoc_graph.graph.report import Report, Result
from untoc_graph.graph.shapes import TARGETS, Constraint, Shapes, prepare
from untoc_graph.rdf.engine import Quad, Store, evaluate_select, parse
from untoc_graph.rdf.formats import graph_format
from untoc_graph.rdf.terms import as_graph, as_quads, from_rdflib, to_rdflib

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from rdflib.term import Node

    from untoc_graph.rdf.formats import Format

__all__ = ["read_ontology", "read_quads", "read_shapes", "validate"]

# pyshacl's own sentences name the members of sets in an order that differs from run to run.
_SENTENCES: Final = {
    "ClassConstraintComponent": "The value is not an instance of the class that is needed.",
    "ClosedConstraintComponent": "The property does not belong here.",
    "DatatypeConstraintComponent": "The value does not have the datatype that is needed.",
    "HasValueConstraintComponent": "The value that is always needed is missing.",
    "InConstraintComponent": "The value is not one of those that are allowed.",
    "LanguageInConstraintComponent": "The language is not one of those that are allowed.",
    "MaxCountConstraintComponent": "There are too many values.",
    "MinCountConstraintComponent": "There are too few values.",
    "NodeKindConstraintComponent": "The value is not of the kind that is needed (IRI or literal).",
    "PatternConstraintComponent": "The value does not follow the pattern that is needed.",
    "UniqueLangConstraintComponent": "There are two values in one language.",
}


def validate(
    data: Graph | Iterable[Quad],
    shapes: Graph | Shapes,
    *,
    origin: Mapping[str, str] | None = None,
) -> Report:
    """Return what the shapes find in the data.

    Args:
        data: the graph (of quads, the union of their graphs), with the class hierarchy in it: nothing is
            inferred.
        shapes: the shapes, or what `prepare` made of them.
        origin: the row that a focus node was read from, by IRI, for example `actions.csv:118`.

    Raises:
        RuleError: a shape cannot be read or evaluated; the message names it.

    >>> shapes = Graph().parse(format="turtle", data='''
    ... @prefix sh: <http://www.w3.org/ns/shacl#> .
    ... <urn:shape> sh:targetSubjectsOf <urn:p> ; sh:property [ sh:path <urn:p> ; sh:maxCount 1 ] .''')
    >>> data = Graph().parse(format="turtle", data="<urn:a> <urn:p> 1, 2 .")
    >>> [str(result.focus) for result in validate(data, shapes).results]
    ['urn:a']
    """
    ready = shapes if isinstance(shapes, Shapes) else prepare(shapes)
    graph, quads = (data, as_quads(data)) if isinstance(data, Graph) else _both(data)
    rows = origin or {}
    validator = _validator(graph, ready)
    results = [*_core_results(validator, ready, rows), *_set_results(validator, quads, ready, rows)]
    return Report.of(results, triples=len(graph), shapes=ready.count)


def _both(quads: Iterable[Quad]) -> tuple[Graph, Iterable[Quad]]:
    kept = list(quads)
    return as_graph(kept), kept


def read_shapes(folder: Path) -> Shapes:
    """Return the shapes of all Turtle files in a folder, ready for `validate`.

    Raises:
        RuleError: there is no file, one is not Turtle, or `prepare` refuses a shape.
    """
    return prepare(as_graph(_read_turtle(folder.glob("*.ttl"), folder)))


def read_ontology(folder: Path) -> list[Quad]:
    """Return the triples of the ontology and its schemes, which tell the class hierarchy and the concepts.

    Raises:
        RuleError: there is no file, or one is not Turtle.
    """
    return _read_turtle([*folder.glob("*.ttl"), *folder.glob("schemes/*.ttl")], folder)


def read_quads(content: bytes, fmt: Format, name: str) -> list[Quad]:
    """Return the quads of a document.

    Raises:
        DataError: it is not of that format; the message says where, as `name:line:column`.
    """
    try:
        return list(parse(content, fmt))
    except SyntaxError as error:
        raise DataError(_syntax_message(name, error)) from None


def _read_turtle(paths: Iterable[Path], folder: Path) -> list[Quad]:
    quads: list[Quad] = []
    paths = sorted(paths)
    if not paths:
        raise RuleError(f"no Turtle file in {folder}")
    for path in paths:
        try:
            quads += parse(path.read_bytes(), graph_format("turtle"))
        except SyntaxError as error:
            raise RuleError(_syntax_message(str(path), error)) from None
    return quads


def _syntax_message(name: str, error: SyntaxError) -> str:
    # The engine says the place in its message too, in two ways.
    reason = re.sub(r"^Parser error at .*?: |^.*?at line \d+ .*?column.*?: ", "", str(error.msg))
    place = ":".join(str(number) for number in (error.lineno, error.offset) if number is not None)
    return " ".join(f"{name}:{place}: {reason}".split())


def _validator(graph: Graph, shapes: Shapes) -> Validator:
    # Its own logger reports on stderr what we say in a RuleError.
    silent = logging.Logger("pyshacl", level=logging.CRITICAL + 1)
    core = Graph(bind_namespaces="none")
    for triple in shapes.core:
        core.add(triple)  # pyshacl adds triples of its own
    try:
        return Validator(DataGraph.from_rdflib(graph), shacl_graph=core, options={"logger": silent})
    except ReportableRuntimeError as error:
        raise RuleError(_one_line(error)) from error


def _core_results(validator: Validator, shapes: Shapes, origin: Mapping[str, str]) -> Iterator[Result]:
    """Yield what pyshacl finds."""
    try:
        _, found, _ = validator.run()  # type: ignore[no-untyped-call]
    except ReportableRuntimeError as error:
        raise RuleError(_one_line(error)) from error
    for node in found.objects(None, SH.result):
        shape = _iri(found, node, SH.sourceShape)
        component = _iri(found, node, SH.sourceConstraintComponent)
        path = found.value(node, SH.resultPath)
        focus = found.value(node, SH.focusNode)
        constraint = found.value(node, SH.sourceConstraint)
        messages = [m for m in found.objects(node, SH.resultMessage) if isinstance(m, Literal)]
        if (shape, SH.message, None) not in shapes.core and str(component).startswith(str(SH)):
            messages = [Literal(_sentence(component), lang="en")]
        yield Result(
            severity=shapes.severity(shape),
            shape=shape,
            component=component,
            constraint=constraint if isinstance(constraint, URIRef) else None,
            focus=focus,
            path=None if path is None else parse_shacl_path(found, path),
            value=found.value(node, SH.value),
            messages=_sorted(messages),
            origin=origin.get(str(focus), ""),
        )


def _set_results(
    validator: Validator, quads: Iterable[Quad], shapes: Shapes, origin: Mapping[str, str]
) -> Iterator[Result]:
    """Yield what the constraints in SPARQL find, each asked once."""
    if not shapes.constraints:
        return
    store = Store()
    store.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    _add_targets(store, validator, {constraint.shape for constraint in shapes.constraints})
    for constraint in shapes.constraints:
        try:
            names, rows = evaluate_select(store, constraint.query.text, constraint.prefixes)
            for row in rows:
                bound = {n: to_rdflib(term) for n, term in zip(names, row, strict=True) if term is not None}
                yield _set_result(constraint, bound, origin)
        except QuerySyntaxError as error:
            place = "" if error.line is None else f", line {error.line}, column {error.column}"
            raise RuleError(f"{constraint.iri}: sh:select{place}: {error}") from None


def _add_targets(store: Store, validator: Validator, shapes: Iterable[URIRef]) -> None:
    """List the focus nodes of each shape in a graph of their own, where the set queries look them up."""
    listed = from_rdflib(SH.targetNode)
    graph = from_rdflib(URIRef(TARGETS))
    for iri in shapes:
        shape, name = validator.shacl_graph.lookup_shape_from_node(iri), from_rdflib(iri)
        nodes = shape.focus_nodes(validator.data_graph)  # type: ignore[no-untyped-call]
        store.extend(Quad(name, listed, from_rdflib(node), graph) for node in nodes)


def _set_result(constraint: Constraint, bound: Mapping[str, Node], origin: Mapping[str, str]) -> Result:
    focus, path = bound["this"], bound.get("path")
    # Where the query gives no ?value, it is the value node, which for a node shape is $this.
    bound = {"value": focus, **bound}
    return Result(
        severity=constraint.severity,
        shape=constraint.shape,
        component=SH.SPARQLConstraintComponent,
        constraint=constraint.iri,
        focus=focus,
        path=path if isinstance(path, URIRef) else None,
        value=bound["value"],
        messages=tuple(_filled(message, bound) for message in constraint.messages),
        origin=origin.get(str(focus), ""),
    )


def _filled(message: Literal, bound: Mapping[str, Node]) -> Literal:
    """Return the message with `{?name}` and `{$name}` replaced by what the row binds."""

    def value(match: re.Match[str]) -> str:
        return str(bound[match[1]]) if match[1] in bound else match[0]

    return Literal(re.sub(r"\{[?$](\w+)\}", value, str(message)), lang=message.language)


def _sentence(component: URIRef) -> str:
    name = str(component).removeprefix(str(SH))
    return _SENTENCES.get(name, f"The value does not satisfy sh:{name}.")


def _sorted(messages: Iterable[Literal]) -> tuple[Literal, ...]:
    return tuple(sorted(messages, key=lambda message: (message.language or "", str(message))))


def _iri(graph: Graph, node: Node, predicate: URIRef) -> URIRef:
    value = graph.value(node, predicate)
    return value if isinstance(value, URIRef) else URIRef(f"_:{value}")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
