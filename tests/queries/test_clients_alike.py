"""The questions over HTTP: SPARQLWrapper, the SPARQLStore of rdflib and curl get the same answers."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, POST, SPARQLWrapper

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "queries").glob("*.rq"))

Row = dict[str, URIRef | Literal]


@pytest.fixture(scope="module")
def endpoint(full_release_built: Path) -> Iterator[str]:
    """The endpoint of `untoc serve` on the full release."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["-m", "untoc_graph.cli", "serve", "--port", str(port), "--build", str(full_release_built)]
    with subprocess.Popen([sys.executable, *command], stderr=subprocess.PIPE) as server:
        url = f"http://127.0.0.1:{port}/sparql"
        try:
            for _ in range(300):
                try:
                    urllib.request.urlopen(f"{url}?query=ASK%7B%7D", timeout=10).close()
                    break
                except OSError:
                    assert server.poll() is None, server.stderr
                    time.sleep(0.1)
            yield url
        finally:
            server.terminate()
            server.communicate(timeout=30)


def term(said: dict[str, str]) -> URIRef | Literal:
    if said["type"] == "uri":
        return URIRef(said["value"])
    datatype = said.get("datatype")
    return Literal(
        said["value"],
        lang=said.get("xml:lang"),
        datatype=URIRef(datatype) if datatype else None,
        normalize=False,
    )


def rows(results: object) -> list[Row]:
    assert isinstance(results, dict)
    return [{name: term(said) for name, said in row.items()} for row in results["results"]["bindings"]]


def by_curl(endpoint: str, file: Path) -> list[Row]:
    curl = shutil.which("curl")
    assert curl, "curl is missing; .ci/run installs it"
    command = [curl, "-sS", "--fail-with-body", "-H", "Accept: application/sparql-results+json"]
    done = subprocess.run(
        [*command, "--data-urlencode", f"query@{file}", endpoint], capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return rows(json.loads(done.stdout))


def by_sparqlwrapper(endpoint: str, file: Path) -> list[Row]:
    wrapper = SPARQLWrapper(endpoint, returnFormat=JSON)
    wrapper.setMethod(POST)
    wrapper.setQuery(file.read_text(encoding="utf-8"))
    return rows(wrapper.query().convert())


def by_sparqlstore(endpoint: str, file: Path) -> list[Row]:
    graph = Graph(SPARQLStore(endpoint, method="POST", returnFormat="json"))
    found = graph.query(file.read_text(encoding="utf-8"))
    return [{str(name): value for name, value in row.asdict().items()} for row in found]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_three_clients_get_the_same_answer(endpoint: str, file: Path) -> None:
    answer = by_curl(endpoint, file)
    assert by_sparqlwrapper(endpoint, file) == answer
    assert by_sparqlstore(endpoint, file) == answer


def test_there_are_questions_to_ask() -> None:
    assert len(FILES) > 35
