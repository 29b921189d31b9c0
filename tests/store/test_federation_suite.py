"""The W3C tests of Federated Query, with endpoints on this machine in the place of those of the suite."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from tests.conformance.documents import read_table, same
from tests.conformance.suites import MF, QT, Case, cases, entries, file_of, manifest, need_data, text_of
from tests.conftest import write_release
from untoc_graph.errors import ServiceRefusedError
from untoc_graph.rdf.engine import Quad, parse, sort_quads
from untoc_graph.rdf.formats import graph_format, result_format
from untoc_graph.settings import Settings
from untoc_graph.sparql.endpoint import Endpoint
from untoc_graph.store.embedded import EmbeddedStore
from untoc_graph.store.release import Release

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from untoc_graph.sparql.reply import Reply, Request

need_data()

MANIFEST: Final = "service/manifest.ttl"
CASES: Final = {case.name.partition("/")[2]: case for case in cases("service")}
# No endpoint has this name anywhere.
INVALID: Final = "http://invalid.endpoint.org/sparql"
NOWHERE: Final = "http://example.org/no-such-graph"

# What our way of federating cannot do: in 3 and 6 the group of a SERVICE holds a SERVICE, which its endpoint
# would have to carry out; the endpoints of 5 are known only while the query is evaluated.
REFUSED: Final = {
    "service3": "may not call another",
    "service5": r"not the variable \?service",
    "service6": "may not call another",
}


def endpoints(name: str) -> dict[str, str]:
    """Return the endpoints of a test and the files that they serve."""
    graph = manifest(MANIFEST)
    entry = next(entry for entry in entries(MANIFEST) if str(entry).endswith(f"#{name}"))
    action = graph.value(entry, MF.action)
    return {
        str(graph.value(served, QT.endpoint)): str(graph.value(served, QT.data))
        for served in graph.objects(action, QT.serviceData)
    }


def data_quads() -> Iterator[Quad]:
    """Yield what the files of the suite say, each in a graph with the IRI of the file."""
    files = {file for case in CASES.values() for file in case.data}
    files |= {file for name in CASES for file in endpoints(name).values()}
    for number, file in enumerate(sorted(files)):
        for quad in parse(file_of(file).read_bytes(), graph_format("turtle"), base_iri=file):
            subject = quad.subject
            if isinstance(subject, ox.BlankNode):  # a label is the same node only within one file
                subject = ox.BlankNode(f"n{number}{subject.value}")
            yield Quad(subject, quad.predicate, quad.object, ox.NamedNode(file))


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return Release.open(write_release(tmp_path_factory.mktemp("service") / "build", sort_quads(data_quads())))


@pytest.fixture(scope="module")
def addresses(release: Release, serving) -> Iterator[dict[str, str]]:
    """The address of a SPARQL endpoint for each file that an endpoint of the suite serves, and a dead one."""
    with ExitStack() as stack:
        store = stack.enter_context(EmbeddedStore(release, Settings(workers=1)))
        endpoint = Endpoint(store, release, "http://127.0.0.1/sparql", 65_536)

        def serves(file: str) -> Callable[[Request], Reply]:
            dataset = b"&default-graph-uri=" + quote(file, safe="").encode()
            return lambda request: endpoint.answer(replace(request, body=request.body + dataset))

        files = sorted({file for name in CASES for file in endpoints(name).values()})
        found = {file: stack.enter_context(serving(serves(file)))[0] for file in files}
        with socket.create_server(("127.0.0.1", 0)) as listener:
            found[INVALID] = f"http://127.0.0.1:{listener.getsockname()[1]}/sparql"
        yield found


@pytest.fixture(scope="module")
def store(release: Release, addresses: dict[str, str]) -> Iterator[EmbeddedStore]:
    settings = Settings(workers=1, services=tuple(addresses.values()))
    with EmbeddedStore(release, settings) as opened:
        yield opened


def text(case: Case, name: str, addresses: dict[str, str]) -> str:
    """Return the query with addresses of this machine."""
    said = text_of(case)
    for iri, file in {**endpoints(name), INVALID: INVALID}.items():
        said = said.replace(f"<{iri}>", f"<{addresses[file]}>")
    return said


@pytest.mark.parametrize("name", sorted(CASES.keys() - REFUSED.keys()))
def test_the_answer_is_the_one_of_the_suite(
    store: EmbeddedStore, addresses: dict[str, str], name: str
) -> None:
    case = CASES[name]
    answer = store.evaluate(
        text(case, name, addresses), results=result_format("xml"), default_graphs=case.data or [NOWHERE]
    )
    assert same(read_table(answer.content, "srx"), read_table(file_of(case.result).read_bytes(), "srx"))


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_cannot_be_done_is_refused(store: EmbeddedStore, addresses: dict[str, str], name: str) -> None:
    with pytest.raises(ServiceRefusedError, match=REFUSED[name]):
        store.evaluate(text(CASES[name], name, addresses), results=result_format("xml"))


def test_the_suite_is_the_one_that_was_read() -> None:
    assert sorted(CASES) == [f"service{number}" for number in ("1", "2", "3", "4a", "5", "6", "7")]
