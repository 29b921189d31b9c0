"""The same RDF in the terms of rdflib and in those of the engine, and how a reader sees a term.

Lexical forms are kept as they were written ("01" stays "01"): validation must see what the sources say.
"""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias, overload

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import XSD

from untoc_graph.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib.term import Node

__all__ = [
    "EngineTerm",
    "as_graph",
    "as_quads",
    "from_rdflib",
    "iri_of",
    "parts_of",
    "prefixed_name",
    "skolemise",
    "to_rdflib",
]

EngineTerm: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_LONGEST_FIRST = sorted(PREFIXES.items(), key=lambda pair: -len(pair[1]))
_LOCAL_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")


def to_rdflib(term: EngineTerm) -> URIRef | BNode | Literal:
    """Return the term as rdflib has it.

    Raises:
        ValueError: a triple as a term, which RDF 1.1 and rdflib do not know.

    >>> to_rdflib(ox.Literal("01", datatype=ox.NamedNode(str(XSD.integer)))).n3()
    '"01"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.BlankNode():
            return BNode(term.value)
        case ox.Literal():
            if term.language is not None:
                return Literal(term.value, lang=term.language)
            datatype = term.datatype.value
            # rdflib keeps "x" and "x"^^xsd:string apart; RDF 1.1 and the engine do not.
            if datatype == str(XSD.string):
                return Literal(term.value)
            return Literal(term.value, datatype=URIRef(datatype), normalize=False)
        case _:
            raise ValueError(f"{term} is a triple used as a term")


@overload
def from_rdflib(node: URIRef) -> ox.NamedNode: ...


@overload
def from_rdflib(node: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal: ...


def from_rdflib(node: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """Return the term as the engine has it.

    Raises:
        ValueError: the node is no RDF term, or an IRI that the engine cannot read.

    >>> from_rdflib(Literal("bonjour", lang="fr"))
    <Literal value=bonjour language=fr>
    """
    match node:
        case URIRef():
            return ox.NamedNode(str(node))
        case BNode():
            return ox.BlankNode(str(node))
        case Literal():
            if node.language is not None:
                return ox.Literal(str(node), language=node.language)
            datatype = None if node.datatype is None else ox.NamedNode(str(node.datatype))
            return ox.Literal(str(node), datatype=datatype)
        case _:
            raise ValueError(f"{node!r} is not an RDF term")


def parts_of(term: EngineTerm) -> tuple[str, str, str, str]:
    """Return what a term is ("iri", "blank", "literal"), its text, its language tag and its datatype.

    >>> parts_of(ox.Literal("Italie", language="fr"))
    ('literal', 'Italie', 'fr', 'http://www.w3.org/1999/02/22-rdf-syntax-ns#langString')
    """
    match term:
        case ox.NamedNode():
            return "iri", term.value, "", ""
        case ox.BlankNode():
            return "blank", f"_:{term.value}", "", ""
        case ox.Literal():
            return "literal", term.value, term.language or "", term.datatype.value
        case _:
            return "literal", str(term), "", ""


def as_graph(quads: Iterable[ox.Quad]) -> Graph:
    """Return the triples of the quads as one rdflib graph: the union of their graphs."""
    graph = Graph(bind_namespaces="none")
    known: dict[EngineTerm, URIRef | BNode | Literal] = {}

    def rdflib_term(term: EngineTerm) -> URIRef | BNode | Literal:
        if term not in known:
            known[term] = to_rdflib(term)
        return known[term]

    with _quiet_about_lexical_forms():
        for quad in quads:
            graph.add((rdflib_term(quad.subject), rdflib_term(quad.predicate), rdflib_term(quad.object)))
    return graph


def as_quads(graph: Graph) -> Iterator[ox.Quad]:
    """Yield the triples of an rdflib graph as quads of the default graph."""
    known: dict[Node, ox.NamedNode | ox.BlankNode | ox.Literal] = {}

    def engine_term(node: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
        if node not in known:
            known[node] = from_rdflib(node)
        return known[node]

    for s, p, o in graph:
        # A triple of an rdflib graph has an IRI as its predicate and no literal as its subject.
        yield ox.Quad(engine_term(s), engine_term(p), engine_term(o))  # type: ignore[arg-type]


def prefixed_name(iri: str) -> str:
    """Return the prefixed name of an IRI with one of our prefixes, or the IRI in angle brackets.

    >>> prefixed_name("https://w3id.org/untoc/participant/ITA")
    'participant:ITA'
    """
    for prefix, namespace in _LONGEST_FIRST:
        if iri.startswith(namespace) and _LOCAL_NAME.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"


@contextmanager
def _quiet_about_lexical_forms() -> Iterator[None]:
    # rdflib logs a stack trace for a literal such as "2024-13-01"^^xsd:date; a shape says it better.
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def skolemise(quads: Iterable[ox.Quad], stem: str, graph: ox.NamedNode) -> list[ox.Quad]:
    """Return the quads in `graph`, each blank node replaced by an IRI: `stem` and its place of appearance.

    The standard calls this skolemisation (RDF 1.1 Concepts, section 3.5).
    """
    names: dict[ox.BlankNode, ox.NamedNode] = {}

    def named(term: EngineTerm) -> EngineTerm:
        if isinstance(term, ox.BlankNode):
            return names.setdefault(term, ox.NamedNode(f"{stem}{len(names) + 1}"))
        return term

    return [ox.Quad(named(q.subject), q.predicate, named(q.object), graph) for q in quads]  # type: ignore[arg-type]


def iri_of(term: EngineTerm | ox.DefaultGraph) -> str:
    """Return the IRI of a term, "" where it has none (a literal, a blank node, the default graph)."""
    return term.value if isinstance(term, ox.NamedNode) else ""
