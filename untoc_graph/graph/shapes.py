"""Shapes made ready for validation: checked, every shape named, constraints in SPARQL apart from the rest.

Two rewrites keep what SHACL means and make pyshacl fast enough to be the gate of every build:

- the constraints in SPARQL are taken out; `graph/set_constraints.py` tells how they are asked;
- the property shapes of a node shape get its targets, in place of the link `sh:property`. pyshacl then looks
  at all focus nodes of a property shape together, not at each with a fresh start: 1.0 s instead of 6.0 s for
  96 000 triples and 84 property shapes. `sh:closed` needs the links and gets their paths as a list instead.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SH

from untoc_graph.errors import RuleError, nearest
from untoc_graph.graph.report import Severity
from untoc_graph.graph.set_constraints import SetQuery, as_set_query
from untoc_graph.namespaces import PREFIXES
from untoc_graph.rdf.terms import prefixed_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib.term import Node

__all__ = ["TARGETS", "Constraint", "Shapes", "prepare"]

# Named graph in which the validator lists the focus nodes of each shape, as `shape sh:targetNode focus`.
TARGETS: Final = "urn:untoc:targets"

_TARGET_KINDS: Final = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
_SHAPE_EXPECTING: Final = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape)
_SHAPE_LISTS: Final = (SH["and"], SH["or"], SH.xone)
_NOT_TREATED: Final = (SH.target, SH.rule, SH.js, SH.expression, SH.ask)
_SEVERITIES: Final = {severity.iri: severity for severity in Severity}
_PLACEHOLDER: Final = re.compile(r"\{[?$](\w+)\}")
_SH: Final = str(SH)


@dataclass(frozen=True)
class Constraint:
    """A constraint in SPARQL, ready to be asked once for all focus nodes.

    Attributes:
        shape: the node shape that it belongs to.
        iri: its own name.
        severity: how bad a result is.
        messages: sentences, with placeholders such as `{?value}`.
        query: the query over all focus nodes.
        prefixes: what the query's prefixes stand for.
    """

    shape: URIRef
    iri: URIRef
    severity: Severity
    messages: tuple[Literal, ...]
    query: SetQuery
    prefixes: dict[str, str]


@dataclass(frozen=True)
class Shapes:
    """Shapes ready for `validate`; make them with `prepare`.

    Attributes:
        core: what pyshacl is given.
        constraints: the constraints in SPARQL, sorted.
        count: how many node shapes have a target.
    """

    core: Graph
    constraints: tuple[Constraint, ...]
    count: int

    def severity(self, shape: Node) -> Severity:
        """Return the severity of a shape; a violation where it names none."""
        return _severity(self.core, shape)


def prepare(shapes: Graph) -> Shapes:
    """Return the shapes of a graph, which itself is left as it is.

    Raises:
        RuleError: a term of SHACL is misspelt or not treated here, a shape with a target has no name, or a
            constraint in SPARQL lies outside the subset of `graph/set_constraints.py`.
    """
    graph = Graph(bind_namespaces="none")
    for triple in shapes:
        graph.add(triple)
    _refuse_mistakes(graph)
    _name_blank_shapes(graph)
    targeted = _targeted(graph)
    for shape in graph.subjects(SH.severity):
        _severity(graph, shape)
    constraints = _take_constraints(graph, targeted)
    _lift_property_shapes(graph, targeted)
    return Shapes(graph, constraints, len(targeted))


def _refuse_mistakes(graph: Graph) -> None:
    """Refuse what pyshacl would pass over in silence, such as misspelt terms, or tell without its place."""
    known = [str(name).removeprefix(_SH) for name in dir(SH)]
    for term in sorted({term for triple in graph for term in triple if isinstance(term, URIRef)}):
        if term.startswith(_SH) and term not in SH:
            close = nearest(term.removeprefix(_SH), known)
            hint = "; did you mean " + " or ".join(f"sh:{name}" for name in close) + "?" if close else ""
            raise RuleError(f"{prefixed_name(term)} is not a term of SHACL{hint}")
        if term in _NOT_TREATED and (None, term, None) in graph:
            owner = _owner(graph, next(graph.subjects(term)))
            raise RuleError(f"{owner}: {prefixed_name(term)} is not treated by this validator")
    for parent, prop in graph.subject_objects(SH.property):
        if len(list(graph.objects(prop, SH.path))) != 1:
            raise RuleError(f"{_owner(graph, parent)}: each sh:property needs exactly one sh:path")
    for shape in graph.subjects(RDF.type, SH.NodeShape):
        if {RDFS.Class, OWL.Class} & set(graph.objects(shape, RDF.type)):
            raise RuleError(f"{_owner(graph, shape)}: a class is no shape; name it with sh:targetClass")


def _name_blank_shapes(graph: Graph) -> None:
    """Give property shapes and constraints without a name one made of their owner's: `shape:Consent-date`."""
    for kind in _TARGET_KINDS:
        if any(isinstance(shape, BNode) for shape in graph.subjects(kind)):
            raise RuleError("a shape with a target has no name; give it one such as shape:Consent")
    owners = {s for link in (SH.property, SH.sparql) for s in graph.subjects(link) if isinstance(s, URIRef)}
    waiting = deque(sorted(owners))
    while waiting:
        owner = waiting.popleft()
        blank = {
            child: _stem(graph, child, link)
            for link in (SH.property, SH.sparql)
            for child in graph.objects(owner, link)
            if isinstance(child, BNode)
        }
        for child in sorted(blank, key=lambda node: (blank[node], _description(graph, node))):
            name = _unused(graph, f"{owner}-{blank[child]}")
            _rename(graph, child, name)
            waiting.append(name)


def _stem(graph: Graph, child: Node, link: URIRef) -> str:
    if link == SH.sparql:
        return "sparql"
    path = graph.value(child, SH.path)
    return re.split(r"[#/]", path)[-1] if isinstance(path, URIRef) else "path"


def _unused(graph: Graph, wanted: str) -> URIRef:
    name, number = URIRef(wanted), 1
    while (name, None, None) in graph:
        number += 1
        name = URIRef(f"{wanted}-{number}")
    return name


def _rename(graph: Graph, node: BNode, name: URIRef) -> None:
    for _, p, o in list(graph.triples((node, None, None))):
        graph.remove((node, p, o))
        graph.add((name, p, o))
    for s, p, _ in list(graph.triples((None, None, node))):
        graph.remove((s, p, node))
        graph.add((s, p, name))


def _description(graph: Graph, node: Node) -> str:
    """Return what a blank node says, the same however it is labelled: the order among siblings."""
    if not isinstance(node, BNode):
        return node.n3() if isinstance(node, URIRef | Literal) else str(node)
    said = (f"{p} {_description(graph, o)}" for p, o in graph.predicate_objects(node))
    return "[" + "; ".join(sorted(said)) + "]"


def _targeted(graph: Graph) -> list[URIRef]:
    """Return the node shapes that have a target and are in force, sorted."""
    shapes = {shape for kind in _TARGET_KINDS for shape in graph.subjects(kind) if isinstance(shape, URIRef)}
    return sorted(
        shape
        for shape in shapes
        if (shape, SH.path, None) not in graph and not _is_true(graph, shape, SH.deactivated)
    )


def _referenced(graph: Graph) -> set[Node]:
    """Return the shapes that other shapes apply to nodes of their choice."""
    shapes = {shape for link in _SHAPE_EXPECTING for shape in graph.objects(None, link)}
    for link in _SHAPE_LISTS:
        for head in graph.objects(None, link):
            shapes.update(graph.items(head))
    return shapes


def _take_constraints(graph: Graph, targeted: Iterable[URIRef]) -> tuple[Constraint, ...]:
    referenced, with_target = _referenced(graph), set(targeted)
    constraints = []
    for shape, node in sorted(graph.subject_objects(SH.sparql), key=str):
        name = prefixed_name(str(shape))
        graph.remove((shape, SH.sparql, node))
        if _is_true(graph, shape, SH.deactivated) or _is_true(graph, node, SH.deactivated):
            continue
        if (shape, SH.path, None) in graph or isinstance(shape, BNode):
            raise RuleError(f"{name}: sh:sparql belongs to a node shape with a name, not to a property shape")
        if shape in referenced:
            raise RuleError(f"{name}: a shape with sh:sparql may not be named by another shape; split it")
        if shape not in with_target:
            raise RuleError(f"{name}: a shape with sh:sparql needs a target of its own")
        constraints.append(_constraint(graph, shape, node, name))
    return tuple(constraints)


def _constraint(graph: Graph, shape: Node, node: Node, name: str) -> Constraint:
    assert isinstance(shape, URIRef)  # noqa: S101  blank shapes were named or refused before
    assert isinstance(node, URIRef)  # noqa: S101
    selects = list(graph.objects(node, SH.select))
    if len(selects) != 1 or not isinstance(selects[0], Literal):
        raise RuleError(f"{name}: sh:sparql needs exactly one sh:select with a query")
    if (node, SH.severity, None) in graph:
        raise RuleError(f"{name}: sh:severity belongs to the shape; engines pass over it on a constraint")
    messages = _messages(graph, node) or _messages(graph, shape)
    if not messages:
        raise RuleError(f"{name}: sh:sparql needs sh:message, a sentence that tells the editor what to do")
    try:
        query = as_set_query(str(selects[0]), f"GRAPH <{TARGETS}> {{ <{shape}> <{SH.targetNode}> ?this }}")
    except RuleError as error:
        raise RuleError(f"{name}: sh:select: {error}") from None
    for message in messages:
        for variable in _PLACEHOLDER.findall(message):
            if variable not in {*query.variables, "value"}:
                raise RuleError(f"{name}: the message names ?{variable}, which sh:select does not give")
    return Constraint(shape, node, _severity(graph, shape), messages, query, _prefixes(graph, node))


def _messages(graph: Graph, node: Node) -> tuple[Literal, ...]:
    found = (message for message in graph.objects(node, SH.message) if isinstance(message, Literal))
    return tuple(sorted(found, key=lambda message: (message.language or "", str(message))))


def _severity(graph: Graph, shape: Node) -> Severity:
    given = graph.value(shape, SH.severity, default=SH.Violation)
    if not isinstance(given, URIRef) or given not in _SEVERITIES:
        raise RuleError(f"{_owner(graph, shape)}: sh:severity is sh:Violation, sh:Warning or sh:Info")
    return _SEVERITIES[given]


def _prefixes(graph: Graph, node: Node) -> dict[str, str]:
    """Return our prefixes, and over them those that the constraint names with sh:prefixes."""
    prefixes = dict(PREFIXES)
    for holder in sorted(graph.objects(node, SH.prefixes), key=str):
        for declaration in graph.objects(holder, SH.declare):
            prefix, namespace = graph.value(declaration, SH.prefix), graph.value(declaration, SH.namespace)
            if prefix is None or namespace is None:
                raise RuleError(f"{prefixed_name(str(holder))}: sh:declare needs sh:prefix and sh:namespace")
            prefixes[str(prefix)] = str(namespace)
    return prefixes


def _lift_property_shapes(graph: Graph, targeted: Iterable[URIRef]) -> None:
    referenced = _referenced(graph)
    for shape in targeted:
        properties = list(graph.objects(shape, SH.property))
        # Which siblings are disjoint is read from the links; a shape that others apply needs them as well.
        disjoint = any(_is_true(graph, p, SH.qualifiedValueShapesDisjoint) for p in properties)
        if shape in referenced or disjoint:
            continue
        if _is_true(graph, shape, SH.closed):
            _list_allowed_properties(graph, shape, properties)
        for prop in properties:
            graph.remove((shape, SH.property, prop))
            for kind in _TARGET_KINDS:
                for target in graph.objects(shape, kind):
                    graph.add((prop, kind, target))


def _list_allowed_properties(graph: Graph, shape: URIRef, properties: Iterable[Node]) -> None:
    paths = (graph.value(prop, SH.path) for prop in properties)
    allowed = [path for path in paths if isinstance(path, URIRef)]
    for head in graph.objects(shape, SH.ignoredProperties):
        allowed += [item for item in graph.items(head) if isinstance(item, URIRef)]
    members: list[Node] = [*dict.fromkeys(allowed)]
    graph.set((shape, SH.ignoredProperties, Collection(graph, BNode(), members).uri))


def _is_true(graph: Graph, node: Node, flag: URIRef) -> bool:
    value = graph.value(node, flag)
    return isinstance(value, Literal) and bool(value.value)


def _owner(graph: Graph, node: Node) -> str:
    """Return the name of the shape that a node belongs to, for messages."""
    seen: set[Node] = set()
    while isinstance(node, BNode) and node not in seen:
        seen.add(node)
        node = next(graph.subjects(None, node), node)
    return prefixed_name(str(node)) if isinstance(node, URIRef) else "a shape without a name"
