"""What validation found: results in a fixed order, as a SHACL report in RDF and as sentences for an editor.

The report has no blank nodes for results: each has an IRI minted from what it says, so that the same findings
give the same bytes. `sh:conforms` is false when there is a violation; warnings and infos do not fail (SHACL
1.0 lets any result fail; `pyshacl --allow-warnings` does as we do).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.extras.shacl import build_shacl_path
from rdflib.namespace import RDF, SH

from untoc_graph.namespaces import BASE, PREFIXES
from untoc_graph.rdf.engine import serialise
from untoc_graph.rdf.formats import graph_format
from untoc_graph.rdf.terms import as_quads, from_rdflib, prefixed_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rdflib.paths import Path
    from rdflib.term import Node

    from untoc_graph.rdf.engine import Quad

__all__ = ["REPORT", "Report", "Result", "Severity"]

REPORT: Final = URIRef(BASE + "report")

_TYPE: Final = f"<{RDF.type}>"
_OUR_IRI = re.compile(re.escape(BASE) + r"[A-Za-z0-9/#._-]*[A-Za-z0-9_-]")


class Severity(Enum):
    """How bad a result is: wrong, doubtful, could be richer."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"

    @property
    def iri(self) -> URIRef:
        """The IRI of the severity in SHACL."""
        return URIRef(str(SH) + self.value)

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


@dataclass(frozen=True)
class Result:
    """One finding.

    Attributes:
        severity: how bad it is.
        shape: IRI of the shape that found it.
        component: IRI of the constraint component, for example `sh:MinCountConstraintComponent`.
        constraint: IRI of the SPARQL constraint, or None for a core component.
        focus: the node that was looked at.
        path: the property (or path) from the focus node, or None where the node itself is meant.
        value: the value that is wrong, or None where a value is missing.
        messages: the sentences for the editor, in the languages that the shape gives.
        origin: the row that the focus node was read from, for example `actions.csv:118`; "" where unknown.
    """

    severity: Severity
    shape: URIRef
    component: URIRef
    constraint: URIRef | None
    focus: Node
    path: URIRef | Path | None
    value: Node | None
    messages: tuple[Literal, ...]
    origin: str = ""

    @property
    def message(self) -> str:
        """The sentence in English; in the first language there is, where English is missing."""
        english = (m for m in self.messages if (m.language or "en").startswith("en"))
        return str(next(english, next(iter(self.messages), "")))

    @property
    def iri(self) -> URIRef:
        """The name of the result: equal findings have equal names."""
        said = "\n".join([*map(str, self._key[:-1]), *map(_sort_text, self.messages)])
        return URIRef(f"{REPORT}#result-{sha256(said.encode()).hexdigest()[:16]}")

    @property
    def _key(self) -> tuple[int, str, str, str, str, str, str, str]:
        return (
            self.severity.rank,
            str(self.shape),
            str(self.constraint or ""),
            str(self.component),
            _sort_text(self.focus),
            _path_text(self.path),
            _sort_text(self.value),
            self.message,
        )


@dataclass(frozen=True)
class Report:
    """All findings, sorted by severity, shape, constraint, focus node, path and value.

    Attributes:
        results: the findings.
        triples: how many triples were looked at.
        shapes: how many shapes with a target looked at them.
    """

    results: tuple[Result, ...]
    triples: int = 0
    shapes: int = 0

    @classmethod
    def of(cls, results: Iterable[Result], triples: int, shapes: int) -> Report:
        """Return the report of the results, each once, in their order."""
        return cls(tuple(sorted(set(results), key=lambda result: result._key)), triples, shapes)

    @property
    def conforms(self) -> bool:
        """True when nothing is wrong; doubts and suggestions may be there."""
        return self.count(Severity.VIOLATION) == 0

    def count(self, severity: Severity) -> int:
        """Return how many results have that severity."""
        return sum(result.severity is severity for result in self.results)

    def graph(self) -> Graph:
        """Return the standard report as RDF; blank nodes are there only where the data has them."""
        graph = Graph(bind_namespaces="none")
        graph.add((REPORT, RDF.type, SH.ValidationReport))
        graph.add((REPORT, SH.conforms, Literal(self.conforms)))
        for result in self.results:
            node = result.iri
            graph.add((REPORT, SH.result, node))
            graph.add((node, RDF.type, SH.ValidationResult))
            graph.add((node, SH.resultSeverity, result.severity.iri))
            graph.add((node, SH.sourceShape, result.shape))
            graph.add((node, SH.sourceConstraintComponent, result.component))
            graph.add((node, SH.focusNode, result.focus))
            if result.constraint is not None:
                graph.add((node, SH.sourceConstraint, result.constraint))
            if result.path is not None:
                graph.add((node, SH.resultPath, _add_path(graph, result.path)))
            if result.value is not None:
                graph.add((node, SH.value, result.value))
            for message in result.messages:
                graph.add((node, SH.resultMessage, message))
        return graph

    def turtle(self) -> bytes:
        """Return the standard report as Turtle: the report first, then the results in their order."""
        graph = self.graph()
        places = {str(from_rdflib(node)): place for place, node in enumerate(self._nodes(graph))}

        def place(quad: Quad) -> tuple[int, bool, str, int, str]:
            subject, predicate, value = str(quad.subject), str(quad.predicate), str(quad.object)
            return places.get(subject, 0), predicate != _TYPE, predicate, places.get(value, 0), value

        terms = {term for triple in graph for term in triple}
        terms |= {term.datatype for term in terms if isinstance(term, Literal) and term.datatype}
        used = {prefixed_name(str(term)).partition(":")[0] for term in terms}
        prefixes = {prefix: PREFIXES[prefix] for prefix in used & set(PREFIXES)}
        return serialise(sorted(as_quads(graph), key=place), graph_format("turtle"), prefixes)

    def json(self) -> bytes:
        """Return the standard report as JSON-LD: one object a node, the report first, then the results.

        A result has a member `origin` besides (`actions.csv:118`), which its context keeps out of the RDF.
        """
        graph = self.graph()
        order = {node: place for place, node in enumerate(self._nodes(graph))}
        origins: dict[Node, str] = {result.iri: result.origin for result in self.results}
        document = {
            "@context": _CONTEXT,
            "@graph": [_json_object(graph, node, order, origins.get(node)) for node in order],
        }
        return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()

    def _nodes(self, graph: Graph) -> list[Node]:
        """Return what the report describes, once each, in the order of reading."""
        results = (result.iri for result in self.results)
        return list(dict.fromkeys([REPORT, *results, *sorted(graph.subjects(), key=str)]))

    def text(self, limit: int | None = 20) -> str:
        """Return the report for reading: by severity and shape, the counts last.

        Args:
            limit: most findings that are written out for one shape; None writes all.
        """
        lines: list[str] = []
        for (severity, shape), found in groupby(self.results, key=lambda r: (r.severity, r.shape)):
            results = list(found)
            lines += [f"{severity.value}: {_node_text(shape)}, {_counted(len(results), 'result')}"]
            for result in results[:limit]:
                lines += [f"  {_place(result)}", f"    {_compact(result.message)}"]
            more = len(results) - len(results[:limit])
            if more:
                lines += [f"  … and {more:,} more; `untoc validate --format turtle` writes all"]
            lines += [""]
        counts = Counter(result.severity for result in self.results)
        said = ", ".join(_counted(counts[severity], severity.value.lower()) for severity in Severity)
        asked = f"{_counted(self.triples, 'triple')}, {_counted(self.shapes, 'shape')}"
        return "\n".join([*lines, f"{said} ({asked})", ""])


# Members that may have several values are arrays always, so that readers need not look twice.
_CONTEXT: Final[dict[str, Any]] = {
    "sh": PREFIXES["sh"],
    "rdf": PREFIXES["rdf"],
    "sh:result": {"@type": "@id", "@container": "@set"},
    "sh:resultMessage": {"@container": "@set"},
    "sh:focusNode": {"@type": "@id"},
    "sh:resultPath": {"@type": "@id"},
    "sh:resultSeverity": {"@type": "@id"},
    "sh:sourceConstraint": {"@type": "@id"},
    "sh:sourceConstraintComponent": {"@type": "@id"},
    "sh:sourceShape": {"@type": "@id"},
    "origin": None,
}


def _json_object(graph: Graph, node: Node, order: Mapping[Node, int], origin: str | None) -> dict[str, Any]:
    document: dict[str, Any] = {"@id": str(node)}
    for predicate in sorted(set(graph.predicates(node)), key=str):
        found = sorted(
            graph.objects(node, predicate), key=lambda value: (order.get(value, 0), _sort_text(value))
        )
        name = prefixed_name(str(predicate))
        if predicate == RDF.type:
            document["@type"] = _json_iri(found[0])
            continue
        as_iri = "@id" in _CONTEXT.get(name, {}).values()
        values = [_json_iri(v) if as_iri and not isinstance(v, Literal) else _json_term(v) for v in found]
        document[name] = values if "@container" in _CONTEXT.get(name, {}) else values[0]
    if origin:
        document["origin"] = origin
    return document


def _json_iri(node: Node) -> str:
    """Return an IRI where JSON-LD expects one: short where it is a term of SHACL."""
    if isinstance(node, BNode):
        return f"_:{node}"
    return prefixed_name(str(node)) if str(node).startswith(str(SH)) else str(node)


def _json_term(node: Node) -> dict[str, str] | bool:
    match node:
        case Literal(value=bool(value)):
            return value
        case Literal(language=str(language)):
            return {"@value": str(node), "@language": language}
        case Literal(datatype=URIRef() as datatype):
            return {"@value": str(node), "@type": str(datatype)}
        case Literal():
            return {"@value": str(node)}
        case _:
            return {"@id": _json_iri(node)}


def _add_path(graph: Graph, path: URIRef | Path) -> URIRef:
    """Add the description of a path to the graph and return its name: the property, or a minted IRI."""
    if isinstance(path, URIRef):
        return path
    root, described = build_shacl_path(path)
    assert described is not None  # noqa: S101  only a property has no description
    stem = f"{REPORT}#path-{sha256(_path_text(path).encode()).hexdigest()[:16]}"
    names: dict[Node, URIRef] = {}

    def named(node: Node) -> Node:
        if not isinstance(node, BNode):
            return node
        if node not in names:
            names[node] = URIRef(f"{stem}-{len(names)}" if names else stem)
            for predicate, value in sorted(described.predicate_objects(node)):
                graph.add((names[node], predicate, named(value)))
        return names[node]

    named(root)
    return names[root]


def _path_text(path: URIRef | Path | None) -> str:
    """Return the path as SPARQL writes it, with full IRIs."""
    return "" if path is None else path.n3()


def _sort_text(node: Node | None) -> str:
    # Not n3(): it may write numbers and texts in short forms that two terms share.
    match node:
        case None:
            return ""
        case Literal():
            return f'"{node}"@{node.language or ""}^^{node.datatype or ""}'
        case _:
            return str(node)


def _node_text(node: Node) -> str:
    """Return the term for reading, on one line."""
    match node:
        case Literal():
            text = json.dumps(str(node), ensure_ascii=False)
            if node.language:
                return f"{text}@{node.language}"
            return text if node.datatype is None else f"{text}^^{prefixed_name(str(node.datatype))}"
        case BNode():
            return f"_:{node}"
        case _:
            return prefixed_name(str(node))


def _place(result: Result) -> str:
    """Return one line that says where: focus node, its row, the path and the value."""
    parts = [_node_text(result.focus)]
    if result.origin:
        parts.append(f"({result.origin})")
    if result.path is not None:
        parts.append(re.sub(r"<([^<>]*)>", lambda match: prefixed_name(match[1]), _path_text(result.path)))
    if result.value is not None and result.value != result.focus:
        parts.append(("is " if result.path is not None else "") + _node_text(result.value))
    return " ".join(parts)


def _compact(message: str) -> str:
    """Return the message on one line with our IRIs as prefixed names, which editors know from the files."""
    return " ".join(_OUR_IRI.sub(lambda match: prefixed_name(match[0]), message).split())


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
