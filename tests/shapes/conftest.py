"""What the tests of the shapes share: the shapes as they are written, and findings to compare."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

import pyshacl
import pytest
from pyshacl.shape import Shape
from rdflib import Graph
from rdflib.extras.shacl import parse_shacl_path
from rdflib.namespace import SH
from rdflib.plugins.sparql import processor

from untoc_graph.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

    from rdflib.term import Node

    from untoc_graph.graph.report import Report

# What a finding is, apart from its message: focus node, path, component, severity, shape, constraint.
Finding: TypeAlias = tuple[str, str, str, str, str, str]


@pytest.fixture(scope="session")
def shapes() -> Graph:
    """All shapes as they are written."""
    graph = Graph(bind_namespaces="none")
    for path in sorted((Settings.from_env().ontology / "shapes").glob("*.ttl")):
        graph.parse(path)
    return graph


@pytest.fixture(scope="session")
def findings() -> Callable[[Report], set[Finding]]:
    """Gives the findings of a report of ours."""

    def of(report: Report) -> set[Finding]:
        return {
            (
                str(result.focus),
                "" if result.path is None else result.path.n3(),
                str(result.component),
                str(result.severity.iri),
                str(result.shape),
                str(result.constraint or ""),
            )
            for result in report.results
        }

    return of


@pytest.fixture(scope="session")
def findings_of_pyshacl(shapes) -> Callable[..., set[Finding]]:
    """Gives what pyshacl finds alone of a graph or of some of its nodes, asking each query once a node.

    rdflib keeps the queries that it has read meanwhile: pyshacl hands it the same text for each focus node.
    """

    @cache
    def translated(text: str) -> object:
        return processor.translateQuery(processor.parseQuery(text))

    def query(self, text, initBindings=None, initNs=None, base=None, DEBUG=False):  # noqa: N803
        return processor.evalQuery(self.graph, translated(text), initBindings, base)

    targets = Shape.focus_nodes

    def find(data: Graph, nodes: AbstractSet[Node] | None = None) -> set[Finding]:
        own = Graph(bind_namespaces="none")
        for triple in shapes:
            own.add(triple)  # pyshacl adds triples of its own
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(processor.SPARQLProcessor, "query", query)
            if nodes is not None:
                # Its own option `focus_nodes` leaves out values that a shape within a shape looks at, too.
                patch.setattr(Shape, "focus_nodes", lambda *args, **more: targets(*args, **more) & nodes)
            _, report, text = pyshacl.validate(data, shacl_graph=own)
        assert isinstance(report, Graph), text
        return {
            (
                str(report.value(node, SH.focusNode)),
                "" if path is None else parse_shacl_path(report, path).n3(),
                str(report.value(node, SH.sourceConstraintComponent)),
                str(report.value(node, SH.resultSeverity)),
                str(report.value(node, SH.sourceShape)),
                str(report.value(node, SH.sourceConstraint) or ""),
            )
            for node in report.objects(None, SH.result)
            for path in [report.value(node, SH.resultPath)]
        }

    return find
