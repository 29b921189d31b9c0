"""The whole graph, written in every format, is read back by rdflib as the same graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import rdflib

from untoc_graph.graph.assembly import assemble
from untoc_graph.linked.dump import write_dumps
from untoc_graph.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld", "trig": "trig", "nq": "nquads"}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, int]:
    """The folder of the downloads, and how many triples and quads they must hold."""
    quads = assemble(Settings()).quads
    folder = tmp_path_factory.mktemp("whole")
    write_dumps(folder, quads)
    return folder / "download", len({quad.triple for quad in quads}), len(quads)


# rdflib 7.6 uses its own deprecated names when a Dataset parses.
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.slow
@pytest.mark.parametrize("extension", FORMATS)
def test_rdflib_reads_back_as_many_triples_as_were_written(
    written: tuple[Path, int, int], extension: str
) -> None:
    folder, triples, quads = written
    if extension in {"jsonld", "trig", "nq"}:
        read = rdflib.Dataset()
        read.parse(folder / f"untoc.{extension}", format=FORMATS[extension])
        assert sum(len(graph) for graph in read.graphs()) == quads
    else:
        graph = rdflib.Graph()
        graph.parse(folder / f"untoc.{extension}", format=FORMATS[extension])
        assert len(graph) == triples
