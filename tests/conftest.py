"""A small release and a small catalogue on disk, for tests that ask from outside."""

from __future__ import annotations

import fcntl
import gc
import hashlib
import json
import os
import threading
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from untoc_graph.cli.build import build_release as publish
from untoc_graph.graph.assembly import assemble
from untoc_graph.graph.release import write_release as write_built_release
from untoc_graph.graph.report import Report
from untoc_graph.linked.dcat import write_catalogue
from untoc_graph.linked.publishing import published
from untoc_graph.namespaces import PREFIXES
from untoc_graph.rdf.engine import Quad, parse, quad_text, sort_quads
from untoc_graph.rdf.formats import graph_format
from untoc_graph.search.index import write_index
from untoc_graph.settings import Settings
from untoc_graph.sparql.endpoint import Endpoint
from untoc_graph.sparql.reply import Reply, Request
from untoc_graph.store.embedded import EmbeddedStore
from untoc_graph.store.release import Release

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).parents[1]

SMALL_GRAPH = """
graph:participants {
  participant:ITA a untoc:State ; rdfs:label "Italy"@en , "Italie"@fr ; untoc:population 59 .
  participant:ROU a untoc:State ; rdfs:label "Romania"@en , "Roumanie"@fr ; untoc:population 19 .
  participant:CZE a untoc:State ; rdfs:label "Czechia"@en ; skos:altLabel "Czech Republic"@en .
  participant:OMN a untoc:State ; rdfs:label "Oman"@en .
  former-name:CZE-1918 a untoc:FormerName ; untoc:participant participant:CZE ; skos:prefLabel "Bohemia"@en .
  instrument:untoc a untoc:Convention ; rdfs:label "Palermo Convention"@en .
}
graph:actions {
  action:ITA-untoc-ratification a untoc:Ratification ; untoc:participant participant:ITA ;
    untoc:instrument instrument:untoc ; untoc:date "2006-08-02"^^xsd:date .
  action:ROU-untoc-ratification a untoc:Ratification ; untoc:participant participant:ROU ;
    untoc:instrument instrument:untoc ; untoc:date "2002-12-04"^^xsd:date .
  participant:ITA a untoc:State .
}
"""

JOINED = """\
# title: When did these states join?
# description: One row a state that joined.
# question: 3
# asked by: L, J
# tags: status
# param who+: participant = participant:ITA participant:ROU -- the states
# param on: date = 2024-06-01 -- the day asked about
PREFIX participant: <https://w3id.org/untoc/participant/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX untoc: <https://w3id.org/untoc/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?who ?name ?date ?population WHERE {
  VALUES ?who { participant:ITA participant:ROU }
  VALUES ?on { "2024-06-01"^^xsd:date }
  ?action untoc:participant ?who ; untoc:date ?date .
  ?who rdfs:label ?name .
  OPTIONAL { ?who untoc:population ?population }
  FILTER(LANG(?name) = "en" && ?date <= ?on)
}
ORDER BY ?date
"""

AS_GRAPH = """\
# title: What is said about a state?
# description: Its statements as a graph.
# asked by: D
# tags: graph
# param who: participant = participant:ITA -- the state
PREFIX participant: <https://w3id.org/untoc/participant/>
CONSTRUCT { ?who ?p ?o } WHERE {
  VALUES ?who { participant:ITA }
  ?who ?p ?o
}
"""


# Graphs in memory are many small objects that live long: walking through them at the usual pace takes a fifth
# of the time of all tests.
gc.set_threshold(200_000, 50, 50)


def pytest_xdist_auto_num_workers() -> int:
    """Run one process more than there are processors: many tests wait for servers, browsers and limits."""
    return (os.cpu_count() or 1) + 1


def small_quads() -> list[Quad]:
    """Return the quads of the small release, sorted; one triple is in two graphs."""
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    return sort_quads(parse(prefixes + SMALL_GRAPH, graph_format("trig")))


def write_release(build: Path, quads: list[Quad]) -> Path:
    """Write a release of the quads with its manifest, point `current` at it and return the build folder."""
    content = "".join(quad_text(quad) + "\n" for quad in quads).encode()
    digest = hashlib.sha256(content).hexdigest()
    folder = build / "releases" / digest[:12]
    folder.mkdir(parents=True)
    (folder / "untoc.nq").write_bytes(content)
    counts = Counter(quad.graph_name.value for quad in quads)
    names = {iri.rpartition("/")[2]: iri for iri in sorted(counts)}
    graphs = {
        name: {"iri": iri, "triples": counts[iri], "file": f"graphs/{name}.ttl"}
        for name, iri in names.items()
    }
    manifest = {
        "release": digest[:12],
        "version": "0.1.0",
        "base": "https://w3id.org/untoc/",
        "sha256": digest,
        "triples": len(quads),
        "graphs": graphs,
        "counts": {},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (build / "current").symlink_to(Path("releases") / digest[:12])
    return build


@pytest.fixture(scope="session")
def small_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build folder that holds the small release."""
    return write_release(tmp_path_factory.mktemp("small") / "build", small_quads())


@pytest.fixture(scope="session")
def small_release(small_build: Path) -> Release:
    """The small release, opened."""
    return Release.open(small_build)


def build_release(data: Path, build: Path) -> Path:
    """Build a release of tables, unjudged, with catalogue and names but no files to download; its folder."""
    settings = replace(Settings(), data=data, ontology=ROOT / "ontology", build=build)
    assembly = assemble(settings)
    assembly = replace(assembly, quads=published(assembly.quads, settings.queries))
    return write_built_release(assembly, Report(()), build, write_small_files)


def write_small_files(folder: Path, quads: Sequence[Quad]) -> None:
    """Write what pages of a release read besides its graph."""
    write_catalogue(folder, quads)
    write_index(folder, quads)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Path]) -> Path:
    """Return what `make` makes in a new folder; one of the processes that run tests does, others wait."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    with folder.with_suffix(".lock").open("a+", encoding="utf-8") as made:
        fcntl.flock(made, fcntl.LOCK_EX)
        made.seek(0)
        if not (path := made.read()):
            path = str(make(folder))
            made.write(path)
    return Path(path)


@pytest.fixture(scope="session")
def full_release_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of `data/`, without downloads; nothing may write there."""
    return made_once(tmp_path_factory, "full-release", lambda build: build_release(ROOT / "data", build))


@pytest.fixture(scope="session")
def small_release_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of the small tables (28 participants), without downloads; nothing may write there."""
    data = ROOT / "tests" / "small" / "data"
    return made_once(tmp_path_factory, "small-release", lambda build: build_release(data, build))


@pytest.fixture(scope="session")
def small_published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a release of the small tables as `untoc build` makes it, with downloads and catalogue."""
    data = ROOT / "tests" / "small" / "data"

    def make(build: Path) -> Path:
        return publish(replace(Settings(), data=data, build=build), Console(quiet=True))

    return made_once(tmp_path_factory, "small-published", make)


@pytest.fixture(scope="session")
def small_queries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two questions: `joined` (rows) and `as-graph` (a graph)."""
    folder = tmp_path_factory.mktemp("queries")
    (folder / "joined.rq").write_text(JOINED, encoding="utf-8")
    (folder / "as-graph.rq").write_text(AS_GRAPH, encoding="utf-8")
    return folder


@contextmanager
def _serving(
    answer: Callable[[Request], Reply],
) -> Iterator[tuple[str, list[tuple[Request, dict[str, str]]]]]:
    """Serve `answer(request) -> Reply` on a free port; yields the address and the requests that came."""
    seen = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            request = Request(
                method=self.command,
                query_string=self.path.partition("?")[2].encode(),
                content_type=self.headers.get("Content-Type", ""),
                accept=self.headers.get("Accept", ""),
                body=body,
            )
            seen.append((request, dict(self.headers)))
            reply = answer(request)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            with suppress(BrokenPipeError):
                self.wfile.write(reply.body)

        do_POST = do_GET  # noqa: N815  the names are those of http.server

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql", seen
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def serving():
    """`with serving(answer) as (url, seen)`: a server on a free port for what the test makes it answer."""
    return _serving


@pytest.fixture(scope="session")
def small_endpoint(small_build):
    """The SPARQL endpoint of the small release: its address, and the requests that came."""
    release = Release.open(small_build)
    with (
        EmbeddedStore(release, Settings(workers=1)) as store,
        _serving(Endpoint(store, release, "http://127.0.0.1/sparql", 65_536).answer) as (url, seen),
    ):
        yield url, seen
