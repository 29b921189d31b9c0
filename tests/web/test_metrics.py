"""`/metrics` tells Prometheus what happened: replies by outcome, how long they took, workers, the cache."""

from __future__ import annotations

import http.client
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.web.processes import eventually
from untoc_graph.settings import Settings
from untoc_graph.store.release import Release
from untoc_graph.web import create_app
from untoc_graph.web.counters import route_of
from untoc_graph.web.service import EXTENSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from flask.testing import FlaskClient

    from tests.web.conftest import Server

Sample = tuple[str, tuple[tuple[str, str], ...]]


def samples(text: str) -> dict[Sample, float]:
    """Return the value of each sample by its name and labels, read as Prometheus reads them."""
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def value(found: dict[Sample, float], name: str, **labels: str) -> float:
    return found.get((name, tuple(sorted(labels.items()))), 0.0)


def replies(found: dict[Sample, float], route: str, outcome: str) -> float:
    return value(found, "untoc_replies_total", route=route, outcome=outcome)


@pytest.fixture(scope="module")
def counted(start: Callable[..., AbstractContextManager[Server]]) -> Iterator[Server]:
    with start(
        workers=1, queue=1, query_timeout=1, queue_timeout=0.2, result_bytes=200_000, worker_memory=128
    ) as own:
        yield own


def scraped(server: Server) -> dict[Sample, float]:
    return samples(server.send("GET", "/metrics").body.decode())


def test_it_is_what_prometheus_reads(counted: Server) -> None:
    reply = counted.send("GET", "/metrics")
    assert reply.status == 200
    assert reply.headers["Content-Type"].startswith("text/plain; version=")
    assert reply.headers["Cache-Control"] == "no-store"
    families = {family.name: family for family in text_string_to_metric_families(reply.body.decode())}
    assert {
        "untoc_replies",
        "untoc_reply_seconds",
        "untoc_release_info",
        "untoc_release_triples",
        "untoc_queries_running",
        "untoc_queries_waiting",
        "untoc_workers_started",
        "untoc_workers_ended",
        "untoc_cache_hits",
        "untoc_cache_misses",
        "untoc_cache_bytes",
        "untoc_cache_replies",
    } <= set(families)
    assert all(family.documentation for family in families.values())


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("SELECT (1 AS ?first) {}", "ok"),
        ("ASK {", "query-syntax"),
        ("DROP ALL", "update-refused"),
        ("ASK { SERVICE <http://x/> {} }", "service-refused"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "result-too-large"),
        ("", "bad-request"),
    ],
)
def test_each_outcome_is_counted_by_its_name(counted: Server, text: str, outcome: str) -> None:
    before = scraped(counted)
    counted.ask(text)
    counted.send("GET", f"/sparql?query={quote(text + ' # by GET')}")
    after = scraped(counted)
    assert replies(after, "sparql", outcome) >= replies(before, "sparql", outcome) + (1 if text == "" else 2)
    assert value(after, "untoc_reply_seconds_count", route="sparql") == (
        value(before, "untoc_reply_seconds_count", route="sparql") + 2
    )


def test_kept_and_conditional_replies_are_told_apart(counted: Server) -> None:
    path = f"/sparql?query={quote('SELECT (2 AS ?second) {}')}"
    before = scraped(counted)
    tag = counted.send("GET", path).headers["ETag"] or ""
    counted.send("GET", path)
    counted.send("HEAD", path)
    counted.send("GET", path, headers={"If-None-Match": tag})
    after = scraped(counted)
    assert replies(after, "sparql", "ok") == replies(before, "sparql", "ok") + 1
    assert replies(after, "sparql", "kept") == replies(before, "sparql", "kept") + 2
    assert replies(after, "sparql", "not-modified") == replies(before, "sparql", "not-modified") + 1
    assert value(after, "untoc_cache_hits_total") == value(before, "untoc_cache_hits_total") + 3
    assert value(after, "untoc_cache_replies") == value(before, "untoc_cache_replies") + 1
    assert value(after, "untoc_cache_bytes") > value(before, "untoc_cache_bytes")


def test_workers_that_end_are_counted_by_reason(counted: Server, endless: str) -> None:
    before = scraped(counted)
    assert counted.ask(endless).status == 503
    doubling = " ".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(40))
    assert (
        counted.ask(f'SELECT (STRLEN(?v40) AS ?n) {{ BIND("xxxxxxxxxxxxxxxx" AS ?v0) {doubling} }}').status
        == 503
    )
    after = scraped(counted)
    for reason, outcome in (("timeout", "query-timeout"), ("crash", "query-crashed")):
        name = "untoc_workers_ended_total"
        assert value(after, name, reason=reason) == value(before, name, reason=reason) + 1
        assert replies(after, "sparql", outcome) == replies(before, "sparql", outcome) + 1
    started = value(before, "untoc_workers_started_total") + 2
    assert eventually(lambda: value(scraped(counted), "untoc_workers_started_total") >= started)


def test_a_reply_that_breaks_off_is_counted(
    start: Callable[..., AbstractContextManager[Server]],
) -> None:
    text = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
    with start(workers=1, hold_bytes=10_000, result_bytes=20_000_000) as own:
        with pytest.raises(http.client.IncompleteRead):
            own.ask(text)
        assert replies(scraped(own), "sparql", "broken") == 1


def test_what_runs_and_waits_is_seen(counted: Server, endless: str) -> None:
    with counted.connect() as asking:
        asking.sendall(f"GET /sparql?query={quote(endless)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert eventually(lambda: value(scraped(counted), "untoc_queries_running") == 1, 1)
    assert eventually(lambda: value(scraped(counted), "untoc_queries_running") == 0)


def test_nobody_can_make_new_labels(counted: Server) -> None:
    before = {name for name, _ in scraped(counted)}
    for path in (
        "/wp-login.php",
        "/%22%7D",
        "/x/y/z",
        "/graph/nothing",
        "/download/nothing",
        "/sparql/x",
        "//sparql",
    ):
        counted.send("GET", path)
    labels = {dict(labels).get("route") for _, labels in scraped(counted)} - {None}
    assert labels <= {
        "sparql", "page", "graph-store", "download", "health", "metrics", "limits", "openapi", "other",
    }  # fmt: skip
    assert {name for name, _ in scraped(counted)} == before


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/", "page"),
        ("", "page"),
        ("/sparql", "sparql"),
        ("/sparql/", "sparql"),
        ("/graph-store", "graph-store"),
        ("/graph/actions", "graph-store"),
        ("/participant/ITA.ttl", "linked-data"),
        ("/action/", "linked-data"),
        ("/ontology", "linked-data"),
        ("/download/untoc.ttl", "download"),
        ("/static/style.css", "page"),
        ("/health/live", "health"),
        ("/openapi.json", "openapi"),
        ("/limits", "limits"),
        ("/x\nuntoc 1", "other"),
    ],
)
def test_the_label_of_a_path(path: str, label: str) -> None:
    assert route_of(path) == label


def test_without_a_release_it_still_answers(tmp_path: Path) -> None:
    client: FlaskClient = create_app(Settings(build=tmp_path)).test_client()
    client.get("/sparql?query=ASK%7B%7D")
    found = samples(client.get("/metrics").text)
    assert replies(found, "sparql", "no-release") == 1
    assert "untoc_release_triples" not in {name for name, _ in found}


def test_the_release_is_named(counted: Server, served_build: Path) -> None:
    release = Release.open(served_build)
    found = scraped(counted)
    assert value(found, "untoc_release_info", release=release.id) == 1
    assert value(found, "untoc_release_triples") == release.triples


def test_each_application_counts_for_itself(served_build: Path) -> None:
    apps = [create_app(Settings(build=served_build, workers=1)) for _ in range(2)]
    try:
        apps[0].test_client().get("/health/live")
        other = samples(apps[1].test_client().get("/metrics").text)
        assert replies(other, "health", "ok") == 0
    finally:
        for app in apps:
            app.extensions[EXTENSION].close()
