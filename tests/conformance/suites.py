"""The W3C suites: where they lie, and what their manifests say of each test.

The data is not part of the repository. `UNTOC_CONFORMANCE` names a folder that holds the repository
w3c/rdf-tests of GitHub as `w3c-rdf-tests`; what is read there is `sparql/sparql11`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection

from untoc_graph.rdf.engine import parse
from untoc_graph.rdf.formats import graph_format
from untoc_graph.rdf.terms import as_graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

__all__ = [
    "BASE",
    "HTTP_SUITES",
    "MF",
    "NOT_APPLICABLE",
    "QT",
    "QUERY_SUITES",
    "UPDATE_SUITES",
    "UT",
    "Case",
    "cases",
    "entries",
    "file_of",
    "folder",
    "iri_of_file",
    "manifest",
    "need_data",
    "text_of",
]

VARIABLE: Final = "UNTOC_CONFORMANCE"
WHERE: Final = (
    f"{VARIABLE} is not set: clone the repository w3c/rdf-tests of GitHub as w3c-rdf-tests into a folder and "
    "name that folder in it; the tests read w3c-rdf-tests/sparql/sparql11"
)
# Under this address the working group kept the suites; most manifests name their tests by it.
BASE: Final = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
MF: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT: Final = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")

QUERY_SUITES: Final = (
    "aggregates",
    "bind",
    "bindings",
    "cast",
    "construct",
    "csv-tsv-res",
    "exists",
    "functions",
    "grouping",
    "json-res",
    "negation",
    "project-expression",
    "property-path",
    "subquery",
    "syntax-fed",
    "syntax-query",
)
# Their texts are sent, and refused as updates or as mistakes; what they would change is not looked at.
UPDATE_SUITES: Final = (
    "add",
    "basic-update",
    "clear",
    "copy",
    "delete",
    "delete-data",
    "delete-insert",
    "delete-where",
    "drop",
    "move",
    "syntax-update-1",
    "syntax-update-2",
    "update-silent",
)
HTTP_SUITES: Final = ("graph-store-protocol", "protocol", "service-description")
NOT_APPLICABLE: Final = {
    "entailment": "asks under entailment regimes of RDF, RDFS, OWL, D and RIF; the endpoint offers Simple",
    "http-rdf-update": "deprecated by its own manifest in favour of graph-store-protocol",
    "service": "supposes endpoints; store/test_federation_suite.py has others: 4 answers, 3 refusals",
}


@dataclass(frozen=True)
class Case:
    """A test of a query or an update, or of its syntax, with IRIs for files.

    Attributes:
        name: folder and short name, `aggregates/agg01`.
        kind: the class of the test, `QueryEvaluationTest`.
        text: the file of the query or update.
        data: the files of the default graph.
        graphs: the files of the named graphs.
        result: the file of what is expected, or "".
    """

    name: str
    kind: str
    text: str
    data: tuple[str, ...] = ()
    graphs: tuple[str, ...] = ()
    result: str = ""


def need_data() -> None:
    """Skip the module that calls this, visibly, where nobody has said where the data is."""
    if not os.environ.get(VARIABLE):
        pytest.skip(WHERE, allow_module_level=True)


def folder() -> Path:
    """Return the folder of the suites for SPARQL 1.1; a variable that names another place is an error."""
    found = Path(os.environ[VARIABLE]) / "w3c-rdf-tests" / "sparql" / "sparql11"
    if not found.is_dir():
        pytest.fail(f"{VARIABLE} names a folder without w3c-rdf-tests/sparql/sparql11", pytrace=False)
    return found


def iri_of_file(path: Path) -> str:
    """Return the IRI under which a file of the suites is known."""
    return BASE + path.relative_to(folder()).as_posix()


def file_of(iri: str) -> Path:
    """Return the file with that IRI."""
    assert iri.startswith(BASE), iri
    return folder() / iri.removeprefix(BASE)


@cache
def manifest(name: str) -> Graph:
    """Return the graph of a manifest, for example `bind/manifest.ttl`."""
    content = (folder() / name).read_bytes()
    return as_graph(parse(content, graph_format("turtle"), base_iri=BASE + name))


def entries(name: str) -> Iterator[Node]:
    """Yield the tests that a manifest lists, in its order."""
    graph = manifest(name)
    yield from Collection(graph, graph.value(URIRef(BASE + name), MF.entries))


def text_of(case: Case) -> str:
    """Return the text to send: relative IRIs of the suites are meant relative to the file."""
    return f"BASE <{case.text}>\n" + file_of(case.text).read_text(encoding="utf-8")


def cases(suite: str) -> list[Case]:
    """Return the tests of a folder."""
    graph = manifest(f"{suite}/manifest.ttl")
    return [_case(graph, suite, entry) for entry in entries(f"{suite}/manifest.ttl")]


def _case(graph: Graph, suite: str, entry: Node) -> Case:
    action = graph.value(entry, MF.action)
    text = graph.value(action, QT.query) or graph.value(action, UT.request) or action
    result = graph.value(entry, MF.result)
    return Case(
        name=f"{suite}/{str(entry).rpartition('#')[2]}",
        kind=str(graph.value(entry, RDF.type)).rpartition("#")[2],
        text=str(text),
        data=tuple(map(str, graph.objects(action, QT.data))),
        graphs=tuple(map(str, graph.objects(action, QT.graphData))),
        result=str(result) if isinstance(result, URIRef) else "",
    )
