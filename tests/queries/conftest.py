"""The releases that the questions of the catalogue are asked of, and who answers: our engine or rdflib's."""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from untoc_graph import Graph
from untoc_graph.rdf.engine import parse
from untoc_graph.rdf.formats import graph_format, result_format
from untoc_graph.rdf.terms import as_graph
from untoc_graph.sparql.catalogue import Catalogue, bind

if TYPE_CHECKING:
    from collections.abc import Iterator

    import rdflib

ROOT = Path(__file__).parents[2]
_OUR_IRI = re.compile(r"^https://w3id\.org/untoc/[a-z-]+/")
EXPECTED = Path(__file__).parent / "expected"


def read_csv(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV document, each as a dictionary from column to text."""
    return list(csv.DictReader(io.StringIO(text)))


class Asked:
    """A release that questions of the catalogue are asked of, with answers as SPARQL CSV."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def csv(self, name: str, /, **values: object) -> str:
        """Return the answer to a question, with lines as a text file has them."""
        query = self.graph.catalogue[name]
        _, content = self.graph.document(self.graph.bind(query, values), result_format("csv"), None)
        return content.decode().replace("\r\n", "\n")

    def rows(self, name: str, /, **values: object) -> list[dict[str, str]]:
        """Return the answer to a question as rows of texts; what is unbound is the empty text."""
        return read_csv(self.csv(name, **values))

    def columns(self, name: str, columns: str, /, **values: object) -> list[tuple[str, ...]]:
        """Return some columns of the answer, with the keys of things in the place of their IRIs."""
        rows = self.rows(name, **values)
        return [tuple(_OUR_IRI.sub("", row[column]) for column in columns.split()) for row in rows]

    def agrees_with(self, file: str, name: str, /, **values: object) -> None:
        """Fail unless the answer is what `expected/{file}.csv` holds, row by row in its order."""
        expected = (EXPECTED / f"{file}.csv").read_text(encoding="utf-8")
        answer = self.csv(name, **values)
        assert answer.splitlines() == expected.splitlines()


class Portable:
    """The same questions, evaluated by rdflib over the union of the graphs, as another engine would."""

    def __init__(self, graph: rdflib.Graph, catalogue: Catalogue) -> None:
        self.graph = graph
        self.catalogue = catalogue

    def rows(self, name: str, /, **values: object) -> list[dict[str, str]]:
        """Return the answer to a question as rows of texts; what is unbound is the empty text."""
        content = self.graph.query(bind(self.catalogue[name], values)).serialize(format="csv")
        return read_csv(content.decode().replace("\r\n", "\n"))


class Tables:
    """The tables of a data folder as they stand, for answers that are found without the graph."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names = {
            row["participant"]: row["name"]
            for row in self["participant_names"]
            if row["kind"] == "un-short" and row["lang"] == "en"
        }

    @cache  # noqa: B019  the two folders live as long as the tests
    def __getitem__(self, name: str) -> list[dict[str, str]]:
        """Return the rows of `{name}.csv`."""
        return read_csv((self.folder / f"{name}.csv").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def small_tables() -> Tables:
    """The tables of the small data set."""
    return Tables(ROOT / "tests" / "small" / "data")


@pytest.fixture(scope="session")
def full_tables() -> Tables:
    """The tables of `data/`."""
    return Tables(ROOT / "data")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The catalogue of `queries/`."""
    return Catalogue.read(ROOT / "queries")


@pytest.fixture(scope="session")
def small(small_release_built: Path) -> Iterator[Asked]:
    """The small release, asked."""
    with Graph.open(small_release_built, queries=ROOT / "queries") as graph:
        yield Asked(graph)


@pytest.fixture(scope="session")
def full(full_release_built: Path) -> Iterator[Asked]:
    """The full release, asked."""
    with Graph.open(full_release_built, queries=ROOT / "queries") as graph:
        yield Asked(graph)


@pytest.fixture(scope="session")
def portable(small_release_built: Path, catalogue: Catalogue) -> Portable:
    """The small release in rdflib."""
    quads = parse((small_release_built / "untoc.nq").read_bytes(), graph_format("nquads"))
    return Portable(as_graph(quads), catalogue)
