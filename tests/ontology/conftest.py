"""The ontology's files as they stand, and the real graph that is built with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from untoc_graph.graph.assembly import Assembly, assemble
from untoc_graph.namespaces import graph_iri
from untoc_graph.rdf.terms import as_graph
from untoc_graph.settings import Settings

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "ontology"

# Graphs that say what words mean and what must hold, not what is known.
VOCABULARY = {str(graph_iri(name)) for name in ("alignments", "ontology", "shapes")}


@pytest.fixture(scope="session")
def ontology() -> Graph:
    """Classes and properties: `untoc.ttl`."""
    return Graph().parse(FOLDER / "untoc.ttl")


@pytest.fixture(scope="session")
def schemes() -> Graph:
    """The concepts of `schemes/*.ttl`, with the labels and matches that the tables add left out."""
    graph = Graph()
    for path in sorted((FOLDER / "schemes").glob("*.ttl")):
        graph.parse(path)
    return graph


@pytest.fixture(scope="session")
def assembly() -> Assembly:
    """The whole graph, built from `data/` and `ontology/`."""
    return assemble(Settings())


@pytest.fixture(scope="session")
def data(assembly: Assembly) -> Graph:
    """What the graph says besides ontology, alignments and shapes."""
    return as_graph(quad for quad in assembly.quads if quad.graph_name.value not in VOCABULARY)
