"""What once let a stranger hold a worker, the event loop or the log for himself, and does no more."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.web.processes import eventually
from untoc_graph.sparql.caching import repeatable
from untoc_graph.web.rates import client_address, network

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.web.conftest import Server


def metric(server: Server, name: str) -> float:
    lines = server.send("GET", "/metrics").body.decode().splitlines()
    return next(float(line.rpartition(" ")[2]) for line in lines if line.startswith(name + " "))


def test_a_query_whose_request_is_refused_does_not_run_on(
    start: Callable[..., AbstractContextManager[Server]], endless: str
) -> None:
    with start(workers=1, query_timeout=60) as server:
        assert server.ask("ASK {}").status == 200
        reply = server.send("GET", f"/sparql?query={quote(endless)}", headers={"Host": "a..b"})
        assert reply.status == 400
        assert eventually(lambda: metric(server, "untoc_queries_running") == 0)
        assert server.ask("ASK { }").status == 200


def test_a_client_of_http_1_0_takes_no_part_for_the_whole(
    start: Callable[..., AbstractContextManager[Server]],
) -> None:
    text = quote("SELECT * { ?a ?b ?c . ?d ?e ?f }")
    with start(hold_bytes=1_000, result_bytes=50_000) as server:
        command = ["curl", "-s", "-w", "%{http_code}", "-o", os.devnull, "--http1.0"]
        done = subprocess.run(
            [*command, f"{server.address}sparql?query={text}"], capture_output=True, text=True, check=False
        )
        assert (done.stdout, done.returncode) == ("413", 0)
        few = subprocess.run(
            [*command, f"{server.address}sparql?query={text}%20LIMIT%2020"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (few.stdout, few.returncode) == ("200", 0)


def test_to_refuse_by_the_rate_ends_no_worker(start: Callable[..., AbstractContextManager[Server]]) -> None:
    with start(rate="3 per minute") as server:
        statuses = [server.ask(f"ASK {{}} # {number}").status for number in range(12)]
        assert statuses == [200] * 3 + [429] * 9
        assert metric(server, "untoc_workers_started_total") == 1


@pytest.mark.parametrize("piece", ["'\\'\\'\\'\\", '"\\"\\"\\"\\', "<a", "#\n'", "construct '"])
def test_to_look_at_a_text_takes_time_that_grows_with_it_and_no_faster(piece: str) -> None:
    def seconds(size: int) -> float:
        text = "construct " + piece * (size // len(piece))
        began = time.perf_counter()
        repeatable(text)
        return time.perf_counter() - began

    seconds(1_000)
    assert seconds(64_000) < 0.2, "some milliseconds are right, and many seconds were needed once"


def test_clients_of_ipv4_are_told_apart_on_a_socket_for_both() -> None:
    assert network("::ffff:192.0.2.77") == "192.0.2.0/24"
    assert network("192.0.2.77:5555") == network("192.0.2.78")
    assert network("[2001:db8::1]:443") == "2001:db8::/48"
    assert client_address("10.0.0.1", "192.0.2.7:5555", 1) == "192.0.2.7:5555"


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("PORT", "70000", 'UNTOC_PORT "70000" is no port'),
        ("RATE", "many", 'UNTOC_RATE "many" is no rate'),
        ("RATE_STORAGE", "foo://x", 'UNTOC_RATE_STORAGE "foo://x" cannot be used'),
        ("PUBLIC_URL", "foo", 'UNTOC_PUBLIC_URL "foo" does not begin with'),
        ("ACCESS_LOG", "/nowhere/log", 'UNTOC_ACCESS_LOG "/nowhere/log" cannot be written'),
        ("STORAGE", "tape", 'UNTOC_STORAGE "tape" is not one of'),
    ],
)
def test_a_setting_that_is_none_is_one_line_and_exit_2(
    served_build: Path, variable: str, value: str, said: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "untoc_graph.cli", "serve", "--build", str(served_build)],
        env={**os.environ, "UNTOC_PORT": "0", f"UNTOC_{variable}": value},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith(f"untoc: {said}")


def test_a_log_that_nobody_reads_stops_nobody(served_build: Path) -> None:
    environment = {**os.environ, "UNTOC_RATE": "", "UNTOC_PORT": "0"}
    command = [sys.executable, "-m", "untoc_graph.cli", "serve", "--build", str(served_build)]
    with subprocess.Popen(
        [*command, "--access-log", "-"], stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stderr is not None
        address = process.stderr.readline().decode().split(" at ")[1].split(" ")[0]
        try:
            # Some three times what a pipe holds.
            for number in range(1_200):
                done = subprocess_free_get(f"{address}health/live?{number}")
            assert done == 200
        finally:
            process.kill()


def subprocess_free_get(url: str) -> int:
    from urllib.request import urlopen

    with urlopen(url, timeout=10) as reply:
        reply.read()
        return int(reply.status)


def test_a_body_that_is_too_large_is_told_in_the_words_of_the_endpoint(server: Server) -> None:
    headers = {"Content-Type": "application/sparql-query"}
    reply = server.send("POST", "/sparql", b"x" * 300_000, headers)
    assert reply.status == 413
    assert reply.json()["type"].endswith("/query-too-large")
    assert reply.json()["limit"] == 65_536


def test_readiness_is_told_at_once_when_all_workers_have_work(
    start: Callable[..., AbstractContextManager[Server]], endless: str
) -> None:
    import threading

    with start(workers=1, query_timeout=3, queue_timeout=30) as server:
        busy = threading.Thread(target=server.ask, args=(endless,))
        busy.start()
        assert eventually(lambda: metric(server, "untoc_queries_running") == 1)
        began = time.monotonic()
        reply = server.send("GET", "/health/ready")
        assert (reply.status, reply.json()["status"]) == (200, "busy")
        assert time.monotonic() - began < 1.5
        busy.join()


def test_results_on_their_way_take_no_more_room_than_they_may(
    start: Callable[..., AbstractContextManager[Server]],
) -> None:
    with start(hold_bytes=1_000, spool_bytes=20_000) as server:
        reply = server.ask("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
        assert (reply.status, reply.json()["type"].rpartition("/")[2]) == (503, "busy")
        assert "UNTOC" not in reply.json()["detail"]
        assert server.ask("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20").status == 200
