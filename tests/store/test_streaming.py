"""A small answer is whole; a larger one comes as it is made, and its worker is free when it is made."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from untoc_graph.errors import QueryTimeoutError, ResultTooLargeError, ServerBusyError
from untoc_graph.rdf.formats import GRAPH_FORMATS, RESULT_FORMATS, Format, graph_format, result_format
from untoc_graph.settings import Settings
from untoc_graph.store.embedded import EmbeddedStore
from untoc_graph.store.interface import Stream, collect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from untoc_graph.store.release import Release

CSV, JSON = result_format("csv"), result_format("json")
SMALL = "SELECT ?s { ?s a <https://w3id.org/untoc/ontology#State> } ORDER BY ?s"
MANY = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
LARGE = f"SELECT ?a ?d {{ {MANY} }} LIMIT 60000"
GRAPH = (
    "CONSTRUCT { ?s <http://x/p> ?w, ?x, ?y, ?z } { "
    + " ".join(f"VALUES ?{name} {{ 0 1 2 3 4 5 6 7 8 9 }}" for name in "wxyz")
    + ' BIND(IRI(CONCAT("http://x/", STR(?w), STR(?x), STR(?y), STR(?z))) AS ?s) }'
)
# Rows that come for a long time, though not fast: the filter lets few of very many pass.
ITALY, ROMANIA = (
    "https://w3id.org/untoc/action/ITA-untoc-ratification",
    "https://w3id.org/untoc/participant/ROU",
)
TRICKLE = (
    f"SELECT ?a {{ {MANY} . ?m ?n ?o . ?p ?q ?r . ?s ?t ?u "
    "FILTER(CONCAT(STR(?a), STR(?d), STR(?g), STR(?j), SUBSTR(STR(?u), 1, 0)) = "
    f'"{ITALY}{ROMANIA}{ITALY}{ITALY}") }}'
)


@pytest.fixture(scope="module")
def one(small_release: Release) -> Iterator[EmbeddedStore]:
    """A store with one worker, so that a second query shows whether it is free."""
    with EmbeddedStore(
        small_release, Settings(workers=1, queue=1, query_timeout=20, queue_timeout=5)
    ) as store:
        yield store


def rest(stream: Stream) -> Iterator[bytes]:
    assert stream.rest is not None
    assert stream.whole is None
    return iter(stream.rest)


def close(stream: Stream) -> None:
    assert stream.rest is not None
    stream.rest.close()


def eventually(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 5
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def test_a_small_answer_is_whole(one: EmbeddedStore) -> None:
    stream = one.stream(SMALL, results=CSV)
    assert stream.rest is None
    assert stream.whole == one.evaluate(SMALL, results=CSV).content


@pytest.mark.parametrize("fmt", RESULT_FORMATS, ids=lambda fmt: fmt.name)
def test_a_large_result_comes_in_pieces_that_are_the_whole(one: EmbeddedStore, fmt: Format) -> None:
    stream = one.stream(LARGE, results=fmt)
    pieces = list(rest(stream))
    close(stream)
    assert len(pieces) > 10
    assert b"".join(pieces) == one.evaluate(LARGE, results=fmt).content


@pytest.mark.parametrize("fmt", GRAPH_FORMATS, ids=lambda fmt: fmt.name)
def test_a_large_graph_comes_in_pieces_that_are_the_whole(
    one: EmbeddedStore, small_release: Release, fmt: Format
) -> None:
    with EmbeddedStore(small_release, Settings(workers=1, hold_bytes=1_000)) as store:
        stream = store.stream(GRAPH, graph=fmt)
        assert (stream.kind, stream.format) == ("construct", fmt)
        pieces = list(rest(stream))
        close(stream)
    assert len(pieces) > 2
    assert b"".join(pieces) == one.evaluate(GRAPH, graph=fmt).content


def test_what_is_held_back_is_a_setting(small_release: Release) -> None:
    for hold, whole in ((1, False), (100_000, False), (100_000_000, True)):
        with EmbeddedStore(small_release, Settings(workers=1, hold_bytes=hold)) as store:
            stream = store.stream(LARGE, results=CSV)
            assert (stream.whole is not None) is whole
            assert len(collect(stream).content) > 1_000_000


def test_the_worker_is_free_as_soon_as_the_result_is_made(one: EmbeddedStore) -> None:
    unread = [one.stream(LARGE, results=CSV) for _ in range(3)]
    assert eventually(lambda: one.load.busy == 0)
    one.evaluate("ASK {}", results=JSON)
    assert len({b"".join(rest(stream)) for stream in unread}) == 1
    for stream in unread:
        close(stream)


def test_the_worker_is_free_at_once_when_the_reader_closes(one: EmbeddedStore) -> None:
    stream = one.stream(TRICKLE, results=CSV)
    pieces = rest(stream)
    assert next(pieces)
    assert one.load.busy == 1
    close(stream)
    assert eventually(lambda: one.load.busy == 0)
    assert one.load.ended["gone"] >= 1
    one.evaluate("ASK {}", results=JSON)


def test_a_limit_that_is_passed_later_is_raised_from_the_pieces(small_release: Release) -> None:
    settings = Settings(workers=1, hold_bytes=10_000, result_bytes=30_000_000, query_timeout=20)
    with EmbeddedStore(small_release, settings) as store:
        stream = store.stream(f"SELECT * {{ {MANY} }}", results=CSV)
        with pytest.raises(ResultTooLargeError, match="LIMIT"):
            list(rest(stream))
        close(stream)
        assert eventually(lambda: store.load.busy == 0)
        with pytest.raises(ResultTooLargeError):
            store.evaluate(f"SELECT * {{ {MANY} }}", results=CSV)


def test_time_that_runs_out_later_is_raised_from_the_pieces(one: EmbeddedStore) -> None:
    begun = time.monotonic()
    stream = one.stream(TRICKLE, results=CSV, timeout=1)
    pieces = rest(stream)
    assert next(pieces)
    with pytest.raises(QueryTimeoutError):
        list(pieces)
    assert 0.9 < time.monotonic() - begun < 3
    close(stream)
    one.evaluate("ASK {}", results=JSON)


def test_a_store_that_is_closed_ends_what_is_on_its_way(small_release: Release) -> None:
    store = EmbeddedStore(small_release, Settings(workers=1, query_timeout=60))
    stream = store.stream(TRICKLE, results=CSV)
    pieces = rest(stream)
    assert next(pieces)
    threading.Timer(0.1, store.close).start()
    with pytest.raises(ServerBusyError, match="stopping"):
        list(pieces)
    close(stream)


def test_results_at_once_do_not_mix(small_release: Release) -> None:
    texts = [f"SELECT ({number} AS ?n) ?a {{ {MANY} }} LIMIT 40000" for number in range(6)]
    with (
        EmbeddedStore(small_release, Settings(workers=2, hold_bytes=1_000)) as store,
        ThreadPoolExecutor(6) as threads,
    ):
        documents = threads.map(lambda text: store.evaluate(text, results=CSV).content, texts)
        for number, content in enumerate(documents):
            rows = content.decode().splitlines()[1:]
            assert len(rows) == 40_000
            assert all(row.startswith(f"{number},") for row in rows)


def test_no_room_for_a_temporary_file_frees_the_worker(
    one: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryFile", full)
    for _ in range(3):
        with pytest.raises(ServerBusyError, match="no room for a large result"):
            one.stream(LARGE, results=CSV)
    assert eventually(lambda: one.load.busy == 0)
    one.evaluate("ASK {}", results=JSON)


@pytest.mark.parametrize("filler", ["\x01", "é", "\N{GRINNING FACE}", '"', "\\"])
def test_a_text_that_grows_on_its_way_to_the_worker_is_read(one: EmbeddedStore, filler: str) -> None:
    text = "ASK {} # " + filler * (65_000 // len(filler.encode()))
    assert one.evaluate(text, results=JSON).content.endswith(b"true}")


def test_no_time_at_all_is_out_of_time_and_nothing_else(one: EmbeddedStore) -> None:
    text = "ASK {} # " + "\x01" * 60_000
    for _ in range(20):
        with pytest.raises(QueryTimeoutError):
            one.evaluate(text, results=JSON, timeout=1e-9)
    one.evaluate("ASK {}", results=JSON)


def test_a_result_leaves_no_file_behind(one: EmbeddedStore) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        collect(one.stream(LARGE, results=CSV))
        close(one.stream(LARGE, results=CSV))
    assert eventually(lambda: one.load.busy == 0)
    assert len(list(Path("/proc/self/fd").iterdir())) <= before + 1


def test_graphs_in_other_formats_are_named_by_their_format(one: EmbeddedStore) -> None:
    stream = one.stream("CONSTRUCT { <s> <p> 1 } {}", results=JSON, graph=graph_format("turtle"))
    assert (stream.kind, stream.format.name) == ("construct", "turtle")
