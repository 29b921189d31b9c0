"""What the suites ask: a store in which every data file is a named graph, and a server over their graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from tests.conformance.exchanges import exchanges
from tests.conformance.suites import QUERY_SUITES, file_of, folder, iri_of_file
from tests.conftest import write_release
from tests.web.conftest import serving
from untoc_graph.rdf.engine import Quad, parse, sort_quads
from untoc_graph.rdf.formats import graph_format
from untoc_graph.settings import Settings
from untoc_graph.store.embedded import EmbeddedStore
from untoc_graph.store.release import Release

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.conftest import Server
    from untoc_graph.rdf.terms import EngineTerm


@pytest.fixture(scope="session")
def suite_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    build = write_release(tmp_path_factory.mktemp("suites") / "build", sort_quads(data_quads()))
    with EmbeddedStore(Release.open(build), Settings(workers=1)) as store:
        yield store


def data_quads() -> Iterator[Quad]:
    """Yield what the data files of the suites say, each in a graph with the IRI of the file."""
    known: dict[tuple[str, ox.BlankNode], ox.BlankNode] = {}

    def apart(iri: str, term: EngineTerm) -> EngineTerm:
        # A label is the same node only within one file.
        if isinstance(term, ox.BlankNode):
            return known.setdefault((iri, term), ox.BlankNode(f"n{len(known)}"))
        return term

    for suite in QUERY_SUITES:
        for path in sorted((folder() / suite).iterdir()):
            if path.suffix in {".ttl", ".rdf"} and path.stem != "manifest":
                iri = iri_of_file(path)
                fmt = graph_format(path.suffix[1:])
                for quad in parse(path.read_bytes(), fmt, base_iri=iri):
                    subject, object_ = apart(iri, quad.subject), apart(iri, quad.object)
                    yield Quad(subject, quad.predicate, object_, ox.NamedNode(iri))


@pytest.fixture(scope="session")
def protocol_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over the graphs that the tests of the protocol name, under the names that they use."""
    graphs = {graph for exchange in exchanges("protocol/manifest.ttl") for graph in exchange.graphs}
    quads = sort_quads(
        Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(iri))
        for iri, file in graphs
        for triple in parse(file_of(file).read_bytes(), graph_format("ntriples"))
    )
    build = write_release(tmp_path_factory.mktemp("protocol") / "build", quads)
    with serving(build, workers=1) as server:
        yield server
