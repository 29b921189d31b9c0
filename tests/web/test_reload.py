"""A new release is served as soon as it is loaded; who asks meanwhile notices nothing but new answers."""

from __future__ import annotations

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.conftest import small_quads, write_release
from tests.web.conftest import serving
from tests.web.processes import all_gone, children, eventually, family
from untoc_graph.rdf.engine import Quad, parse
from untoc_graph.rdf.formats import graph_format
from untoc_graph.store.release import Release

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.conftest import Server

COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
# So many rows that it takes some seconds to count them.
LONG = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m a ?o "
    "VALUES ?v { 1 2 } FILTER(?a != ?o) }"
)
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } LIMIT 40000"


class Builder:
    """A build folder whose releases grow."""

    def __init__(self, folder: Path) -> None:
        self.build = write_release(folder / "build", small_quads())
        self._elsewhere = folder / "elsewhere"
        self._made = 0

    def make(self, more: int) -> Path:
        """Return the folder of a release with so many triples more, which is not the current one yet."""
        text = "".join(f"<http://x/s{n}> <http://x/p> {n} <http://x/graph> .\n" for n in range(more))
        added = text.replace(" <http://x/graph> .", "").splitlines()
        graph = "<https://w3id.org/untoc/graph/more> { " + " . ".join(added) + " }"
        quads: list[Quad] = [*small_quads(), *parse(graph, graph_format("trig"))]
        self._made += 1
        made = write_release(self._elsewhere / str(self._made), quads) / "current"
        place = self.build / "releases" / made.resolve().name
        made.resolve().rename(place)
        return place

    def publish(self, place: Path) -> None:
        """Make a release the current one, as the build does: by a rename, in one step."""
        link = self.build / "following"
        link.symlink_to(Path("releases") / place.name)
        os.replace(link, self.build / "current")  # noqa: PTH105


@pytest.fixture
def builder(tmp_path: Path) -> Builder:
    return Builder(tmp_path)


@pytest.fixture
def running(builder: Builder) -> Iterator[Server]:
    with serving(
        builder.build, workers=2, query_timeout=30, queue_timeout=30, result_rows=10_000_000
    ) as server:
        yield server


def count(server: Server) -> int:
    reply = server.send("GET", f"/sparql?query={quote(COUNT)}")
    assert reply.status == 200
    return int(reply.json()["results"]["bindings"][0]["n"]["value"])


def serves(server: Server, release: Path) -> bool:
    return server.send("GET", "/health/ready").json()["release"] == release.name


def said(server: Server, line: str) -> bool:
    """Read what the server says until it says this."""
    assert server.process.stderr is not None
    return any(line in heard for heard in iter(server.process.stderr.readline, ""))


def test_a_new_release_is_served_without_one_failed_request(running: Server, builder: Builder) -> None:
    stop = threading.Event()

    def ask(number: int) -> list[int]:
        paths = [
            f"/sparql?query={quote(COUNT)}",
            f"/sparql?query={quote(COUNT + f' # {number}')}",
            "/",
            "/graph-store?default",
        ]
        statuses = []
        while not stop.is_set():
            statuses += [running.send("GET", path).status for path in paths]
            statuses.append(running.ask(COUNT).status)
        return statuses

    before = count(running)
    with ThreadPoolExecutor(3) as threads:
        asking = [threads.submit(ask, number) for number in range(3)]
        try:
            for more in (10, 20, 30):
                place = builder.make(more)
                builder.publish(place)
                assert eventually(lambda place=place: serves(running, place), 20)  # type: ignore[misc]
                assert count(running) == before + more
        finally:
            stop.set()
        statuses = [status for answered in asking for status in answered.result()]
    assert set(statuses) == {200}
    assert len(statuses) > 100
    # What belongs to the former releases has gone.
    assert eventually(lambda: len(children(running.web_process)) == 1, 20)


def test_tags_dates_and_kept_replies_are_those_of_the_new_release(running: Server, builder: Builder) -> None:
    paths = [f"/sparql?query={quote(COUNT)}", "/graph-store?default", "/sparql", "/"]
    former = {path: running.send("GET", path) for path in paths}
    again = {path: running.send("GET", path) for path in paths}
    assert [again[path].body for path in paths] == [former[path].body for path in paths]
    place = builder.make(5)
    os.utime(place / "untoc.nq", (2_000_000_000, 2_000_000_000))
    builder.publish(place)
    assert eventually(lambda: serves(running, place), 20)
    for path in paths:
        now = running.send("GET", path)
        assert now.status == 200
        assert now.body != former[path].body, path
        assert now.headers["ETag"] is None or now.headers["ETag"] != former[path].headers["ETag"]
        if path != "/":
            assert now.headers["Last-Modified"] == "Wed, 18 May 2033 03:33:20 GMT"
            tag = former[path].headers["ETag"]
            assert running.send("GET", path, headers={"If-None-Match": tag}).status == 200
    assert place.name.encode() in running.send("GET", "/").body


def test_a_query_that_runs_meanwhile_is_finished_on_its_release(running: Server, builder: Builder) -> None:
    expected = running.ask(LONG).body
    # Both workers have work; one more waits for the first that comes free.
    with ThreadPoolExecutor(3) as threads:
        asked = [threads.submit(running.ask, f"{LONG} # {number}") for number in range(3)]
        time.sleep(0.2)
        place = builder.make(7)
        builder.publish(place)
        assert eventually(lambda: serves(running, place), 20)
        replies = [future.result() for future in asked]
    assert [reply.status for reply in replies] == [200] * 3
    assert replies[0].body == expected
    assert count(running) == Release.open(place).triples


def test_a_result_that_is_read_meanwhile_comes_whole(running: Server, builder: Builder) -> None:
    expected = running.ask(LARGE, "text/csv").body
    with running.connect(receive_buffer=4_096) as reader:
        target = f"/sparql?query={quote(LARGE + ' ')}"
        reader.sendall(f"GET {target} HTTP/1.0\r\nAccept: text/csv\r\n\r\n".encode())
        begun = reader.recv(1_000)
        place = builder.make(9)
        builder.publish(place)
        assert eventually(lambda: serves(running, place), 20)
        assert eventually(lambda: len(children(running.web_process)) == 1, 20)
        came = begun + b"".join(iter(lambda: reader.recv(1 << 16), b""))
    assert came.endswith(b"\r\n\r\n" + expected)


@pytest.mark.parametrize("damage", ["cut", "without a manifest", "unreadable", "gone"])
def test_a_release_that_cannot_be_read_is_told_and_the_old_one_stays(
    running: Server, builder: Builder, damage: str
) -> None:
    before = count(running)
    release = (builder.build / "current").resolve()
    broken = builder.make(3)
    match damage:
        case "cut":
            os.truncate(broken / "untoc.nq", 100)
        case "without a manifest":
            (broken / "manifest.json").unlink()
        case "unreadable":
            (broken / "manifest.json").write_text("{")
        case _:
            for file in broken.iterdir():
                file.unlink()
            broken.rmdir()
    builder.publish(broken)
    assert said(running, "the new release is not served: ")
    assert serves(running, release)
    assert count(running) == before
    # It is not tried again and again; and the next good one is served.
    good = builder.make(4)
    builder.publish(good)
    assert said(running, f"release {good.name} is served now")
    assert count(running) == before + 4


def test_a_return_to_the_former_release_is_a_new_release(running: Server, builder: Builder) -> None:
    first = (builder.build / "current").resolve()
    before = count(running)
    place = builder.make(6)
    builder.publish(place)
    assert eventually(lambda: serves(running, place), 20)
    builder.publish(first)
    assert eventually(lambda: serves(running, first), 20)
    assert count(running) == before


def test_a_server_that_is_stopped_while_it_loads_leaves_nothing(running: Server, builder: Builder) -> None:
    builder.publish(builder.make(20_000))
    assert eventually(lambda: len(children(running.web_process)) == 2, 20)
    pids = family(running.process.pid)
    running.process.terminate()
    assert running.process.wait(20) == 0
    assert all_gone(pids)
