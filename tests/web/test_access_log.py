"""The access log: a JSON object a line, without texts of queries and without whole addresses."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from untoc_graph.settings import Settings
from untoc_graph.web import create_app
from untoc_graph.web.access_log import query_hash
from untoc_graph.web.service import EXTENSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from flask.testing import FlaskClient

    from tests.web.conftest import Server

TEXT = "SELECT ?secret { ?secret a <https://w3id.org/untoc/ontology#State> }"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"


@contextmanager
def logged(build: Path, place: Path, **settings: Any) -> Iterator[FlaskClient]:
    app = create_app(Settings(build=build, workers=1, access_log=str(place), **settings))
    try:
        yield app.test_client()
    finally:
        app.extensions[EXTENSION].close()


def lines(place: Path) -> list[dict[str, Any]]:
    """Return the lines, once no more come: they are written beside the replies."""
    before = -1
    for _ in range(200):
        size = place.stat().st_size if place.exists() else 0
        if 0 < size == before:
            break
        before = size
        time.sleep(0.05)
    return [json.loads(line) for line in place.read_text(encoding="ascii").splitlines()]


def test_a_line_says_who_asked_what_and_what_came_of_it(served_build: Path, tmp_path: Path) -> None:
    place = tmp_path / "access.log"
    with logged(served_build, place) as client:
        client.get(f"/sparql?query={quote(TEXT)}", environ_overrides={"REMOTE_ADDR": "192.0.2.77"})
        (line,) = lines(place)
    assert set(line) == {"time", "client", "method", "path", "status", "outcome", "milliseconds", "query"}
    assert abs((datetime.now(UTC) - datetime.fromisoformat(line["time"])).total_seconds()) < 60
    assert (line["client"], line["method"], line["path"]) == ("192.0.2.0/24", "GET", "/sparql")
    assert (line["status"], line["outcome"]) == (200, "ok")
    assert 0 < line["milliseconds"] < 60_000
    assert len(line["query"]) == 16


def test_every_kind_of_reply_is_written_down(served_build: Path, tmp_path: Path) -> None:
    place = tmp_path / "access.log"
    path = f"/sparql?query={quote(TEXT)}"
    with logged(served_build, place) as client:
        tag = client.get(path).headers["ETag"]
        client.get(path)
        client.head(path)
        client.get(path, headers={"If-None-Match": tag})
        client.get("/sparql?query=ASK%7B")
        client.put("/sparql")
        client.get("/nothing")
        client.post("/")
        client.get("/")
        client.get("/health/live")
        found = [(line["method"], line["path"], line["status"], line["outcome"]) for line in lines(place)]
    assert found == [
        ("GET", "/sparql", 200, "ok"),
        ("GET", "/sparql", 200, "kept"),
        ("HEAD", "/sparql", 200, "kept"),
        ("GET", "/sparql", 304, "not-modified"),
        ("GET", "/sparql", 400, "query-syntax"),
        ("PUT", "/sparql", 405, "method-not-allowed"),
        ("GET", "/nothing", 404, "not-found"),
        ("POST", "/", 405, "method-not-allowed"),
        ("GET", "/", 200, "ok"),
        ("GET", "/health/live", 200, "ok"),
    ]


def test_the_running_server_writes_the_same(
    start: Callable[..., AbstractContextManager[Server]], tmp_path: Path, endless: str
) -> None:
    place = tmp_path / "access.log"
    with start(workers=1, access_log=place, query_timeout=0.5) as own:
        own.send("GET", f"/sparql?query={quote(TEXT)}")
        own.send("GET", f"/sparql?query={quote(TEXT)}")
        own.ask(TEXT)
        own.ask(endless)
        own.send("GET", "/")
        found = lines(place)
    assert [(line["status"], line["outcome"]) for line in found] == [
        (200, "ok"),
        (200, "kept"),
        (200, "ok"),
        (503, "query-timeout"),
        (200, "ok"),
    ]
    assert {line["client"] for line in found} == {"127.0.0.0/24"}
    assert len({line["query"] for line in found[:3]}) == 1
    assert found[3]["milliseconds"] > 300
    assert "query" not in found[4]


def test_a_dash_is_standard_error(start: Callable[..., AbstractContextManager[Server]]) -> None:
    with start(workers=1, access_log="-") as own:
        own.send("GET", "/health/live")
        assert own.process.stderr is not None
        assert json.loads(own.process.stderr.readline())["path"] == "/health/live"


def test_without_a_place_nothing_is_written(client: FlaskClient, capsys: pytest.CaptureFixture[str]) -> None:
    client.get("/health/live")
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "")


def test_neither_texts_nor_values_of_a_query_are_written(served_build: Path, tmp_path: Path) -> None:
    place = tmp_path / "access.log"
    with logged(served_build, place) as client:
        client.get(f"/sparql?query={quote(TEXT)}&default-graph-uri=http%3A%2F%2Fsecret%2F")
        client.post("/sparql", data=f"query={quote(TEXT)}", content_type=FORM)
        client.post("/sparql", data=TEXT, content_type=DIRECT)
        client.get(f"/graph-store?graph={quote('http://secret/')}", headers={"User-Agent": "secret"})
        assert len(lines(place)) == 4
    assert "secret" not in place.read_text()


@pytest.mark.parametrize(
    ("address", "network"),
    [("192.0.2.77", "192.0.2.0/24"), ("2001:db8:1:2::3", "2001:db8:1::/48"), ("nonsense", ""), ("", "")],
)
def test_a_client_is_its_network_unless_addresses_are_asked_for(
    served_build: Path, tmp_path: Path, address: str, network: str
) -> None:
    for whole, expected in ((False, network), (True, address)):
        place = tmp_path / f"{whole}.log"
        with logged(served_build, place, log_addresses=whole) as client:
            client.get("/health/live", environ_overrides={"REMOTE_ADDR": address})
            assert lines(place)[0]["client"] == expected


def test_the_client_behind_a_proxy_of_ours_is_the_one_that_it_names(
    served_build: Path, tmp_path: Path
) -> None:
    place = tmp_path / "access.log"
    with logged(served_build, place, proxies=1) as client:
        client.get("/health/live", headers={"X-Forwarded-For": "6.6.6.6, 198.51.100.9"})
        assert lines(place)[0]["client"] == "198.51.100.0/24"


@pytest.mark.parametrize(
    "path", ["/x%0a{%22forged%22:1}", "/x%22%7D%0d%0a", "/%e2%80%ae%00", "/%ff%fe", "/x%1b[31m"]
)
def test_no_path_can_forge_a_line(served_build: Path, tmp_path: Path, path: str) -> None:
    place = tmp_path / "access.log"
    with logged(served_build, place) as client:
        client.get(path)
        (line,) = lines(place)
    assert line["status"] == 404
    assert "\x1b" not in place.read_text()


def test_lines_of_many_at_once_do_not_mix(
    start: Callable[..., AbstractContextManager[Server]], tmp_path: Path
) -> None:
    place = tmp_path / "access.log"
    with start(access_log=place) as own, ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: own.send("GET", f"/{number}{'x' * 3_000}"), range(100)))
        found = lines(place)
    assert sorted(int(line["path"].strip("/x")) for line in found) == list(range(100))


def test_a_log_is_added_to(served_build: Path, tmp_path: Path) -> None:
    place = tmp_path / "access.log"
    for _ in range(2):
        with logged(served_build, place) as client:
            client.get("/health/live")
    assert len(lines(place)) == 2


def test_a_log_that_cannot_be_written_does_not_stop_the_service(
    served_build: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with logged(served_build, tmp_path / "nowhere" / "access.log") as client:
        for _ in range(3):
            assert client.get("/health/live").status_code == 200
        front: Any = client.application.wsgi_app
        front.log.flush()
    # Said, and not with every request.
    assert [record.message for record in caplog.records if "access log" in record.message] != []
    assert len(caplog.records) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_disk_that_is_full_does_not_stop_the_service(served_build: Path) -> None:
    with logged(served_build, Path("/dev/full")) as client:
        for _ in range(3):
            assert client.get("/health/live").status_code == 200


# The hash of a query


def test_equal_queries_have_one_hash_however_they_are_sent() -> None:
    text = "SELECT ('é+%41' AS ?x) {}"
    everyone = {
        query_hash(f"query={quote(text)}".encode(), b""),
        query_hash(f"timeout=3&query={quote(text)}&x=1".encode(), b""),
        query_hash(b"", f"query={quote(text)}".encode()),
        query_hash(b"", f"default-graph-uri=x&query={quote(text)}".encode()),
        query_hash(b"", text.encode()),
    }
    assert len(everyone) == 1
    assert query_hash(f"query={quote(text)}+".encode(), b"") not in everyone


@pytest.mark.parametrize("query_string", [b"", b"default", b"graph=http%3A%2F%2Fx%2F", b"query="])
def test_without_a_query_there_is_no_hash(query_string: bytes) -> None:
    assert query_hash(query_string, b"") is None


@pytest.mark.parametrize(
    "sent", [b"query=%FF", b"query=%", b"query=" + b"%" * 1_000, b"query=\xff", b"query=%ED%A0%80"]
)
def test_bytes_that_are_no_text_have_a_hash_all_the_same(sent: bytes) -> None:
    assert len(query_hash(sent, b"") or "") == 16
    assert len(query_hash(b"", sent) or "") == 16
