"""What the tests of the shapes share: the shapes as they are written, and findings to compare."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

import pyshacl
import pytest
from rdflib import Graph
from rdflib.extras.shacl import parse_shacl_path
from rdflib.namespace import SH
from rdflib.plugins.sparql import processor

from untoc_graph.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

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
def findings_of_pyshacl(shapes) -> Callable[[Graph], set[Finding]]:
    """Gives what pyshacl finds alone, asking each query once a focus node.

    rdflib keeps the queries that it has read meanwhile: pyshacl hands it the same text for each focus node.
    """

    @cache
    def translated(text: str) -> object:
        return processor.translateQuery(processor.parseQuery(text))

    def query(self, text, initBindings=None, initNs=None, base=None, DEBUG=False):  # noqa: N803
        return processor.evalQuery(self.graph, translated(text), initBindings, base)

    def find(data: Graph) -> set[Finding]:
        own = Graph(bind_namespaces="none")
        for triple in shapes:
            own.add(triple)  # pyshacl adds triples of its own
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(processor.SPARQLProcessor, "query", query)
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
