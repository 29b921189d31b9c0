"""One client may ask so often and no oftener; whoever it is, the others are not kept out."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from untoc_graph.errors import CallError, RateLimitedError
from untoc_graph.settings import Settings
from untoc_graph.web import create_app
from untoc_graph.web.rates import Rates, client_address, network
from untoc_graph.web.service import EXTENSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.web.conftest import Server


@contextmanager
def application(build: Path, **settings: object) -> Iterator[FlaskClient]:
    """An application in which three evaluated queries are allowed."""
    given = {"rate": "3 per hour", "workers": 1, "build": build, **settings}
    app = create_app(Settings(**given))  # type: ignore[arg-type]
    try:
        yield app.test_client()
    finally:
        app.extensions[EXTENSION].close()


def ask(client: FlaskClient, number: int, address: str = "192.0.2.1", **headers: str) -> TestResponse:
    """Ask something that nobody has asked before."""
    return client.get(
        f"/sparql?query={quote(f'SELECT ({number} AS ?n) {{}}')}",
        headers={name.replace("_", "-"): value for name, value in headers.items()},
        environ_overrides={"REMOTE_ADDR": address},
    )


def statuses(client: FlaskClient, *numbers: int, **options: str) -> list[int]:
    return [ask(client, number, **options).status_code for number in numbers]


# What a client is told


def test_one_query_too_many_is_told_when_to_come_back(served_build: Path) -> None:
    with application(served_build) as client:
        assert statuses(client, 1, 2, 3) == [200] * 3
        refused = ask(client, 4)
        said = refused.get_json(force=True)
        assert (refused.status_code, refused.mimetype) == (429, "application/problem+json")
        assert said["type"] == "https://w3id.org/untoc/problem/rate-limited"
        assert 0 < int(refused.headers["Retry-After"]) <= 3600
        assert said["retry_after"] == int(refused.headers["Retry-After"])
        assert "more than 3 queries" in said["detail"]
        assert refused.headers["Access-Control-Allow-Origin"] == "*"
        assert refused.headers["Vary"] == "Accept"
        assert refused.headers["Cache-Control"] == "no-store"


def test_the_running_server_refuses_too_and_answers_when_the_time_has_passed(
    start: Callable[..., AbstractContextManager[Server]],
) -> None:
    with start(rate="2 per 2 seconds", workers=1) as own:
        replies = [own.ask(f"SELECT ({number} AS ?n) {{}}") for number in range(6)]
        assert [reply.status for reply in replies[:2]] == [200, 200]
        assert 429 in {reply.status for reply in replies}
        refused = next(reply for reply in replies if reply.status == 429)
        assert 1 <= int(refused.headers["Retry-After"]) <= 2
        time.sleep(int(refused.headers["Retry-After"]) + 2)
        assert own.ask("SELECT (7 AS ?n) {}").status == 200


def test_a_graph_counts_as_a_query(served_build: Path) -> None:
    with application(served_build, rate="1 per hour") as client:
        assert ask(client, 1).status_code == 200
        for path in ("/graph-store?default", "/graph/actions"):
            refused = client.get(path, environ_overrides={"REMOTE_ADDR": "192.0.2.1"})
            assert refused.status_code == 429
            assert refused.get_json(force=True)["type"].endswith("/rate-limited")


def test_what_is_not_evaluated_is_not_counted(served_build: Path) -> None:
    with application(served_build) as client:
        kept = ask(client, 1)
        for _ in range(5):
            assert ask(client, 1).status_code == 200
            assert ask(client, 1, If_None_Match=kept.headers["ETag"]).status_code == 304
            assert client.get("/sparql").status_code == 200
            assert client.get("/").status_code == 200
            assert client.get("/health/ready").status_code == 200
            assert client.get("/sparql?quer=ASK").status_code == 400
            assert client.put("/sparql").status_code == 405
        assert statuses(client, 2, 3, 4) == [200, 200, 429]
        # What is kept is sent also to one who may ask no more.
        assert ask(client, 1).status_code == 200


def test_without_a_rate_everyone_may_ask(served_build: Path) -> None:
    with application(served_build, rate="") as client:
        assert set(statuses(client, *range(30))) == {200}


# Who is one client


def test_each_address_has_its_own_count(served_build: Path) -> None:
    with application(served_build) as client:
        assert statuses(client, 1, 2, 3, 4) == [200, 200, 200, 429]
        assert statuses(client, 5, 6, 7, 8, address="192.0.2.2") == [200, 200, 200, 429]


def test_a_network_of_ipv6_is_one_client(served_build: Path) -> None:
    with application(served_build) as client:
        inside = [ask(client, n, f"2001:db8:1:2:{n}::{n}").status_code for n in range(4)]
        assert inside == [200, 200, 200, 429]
        assert ask(client, 9, "2001:db8:1:3::1").status_code == 200


def test_who_says_to_be_another_is_not_believed(served_build: Path) -> None:
    with application(served_build) as client:
        forged = [ask(client, n, X_Forwarded_For=f"198.51.100.{n}").status_code for n in range(4)]
        assert forged == [200, 200, 200, 429]


def test_the_address_that_our_proxy_adds_is_believed_and_no_other(served_build: Path) -> None:
    with application(served_build, proxies=1) as client:
        forged = [
            ask(client, n, X_Forwarded_For=f"198.51.100.{n}, 203.0.113.5").status_code for n in range(4)
        ]
        assert forged == [200, 200, 200, 429]
        assert ask(client, 9, X_Forwarded_For="203.0.113.5, 203.0.113.6").status_code == 200


def test_no_other_spelling_of_the_header_passes_for_that_of_the_proxy(
    start: Callable[..., AbstractContextManager[Server]],
) -> None:
    with start(rate="3 per hour", workers=1, proxies=1) as own:
        found = []
        for number in range(5):
            path = f"/sparql?query={quote(f'SELECT ({number} AS ?n) {{}}')}"
            sent = f"X-Forwarded-For: 203.0.113.5\r\nX_Forwarded_For: 198.51.100.{number}\r\n"
            reply = own.exchange(
                f"GET {path} HTTP/1.1\r\nHost: x\r\n{sent}Connection: close\r\n\r\n".encode()
            )
            found.append(int(reply.split(b" ", 2)[1]))
        assert found == [200, 200, 200, 429, 429]


@pytest.mark.parametrize(
    ("forwarded", "proxies", "expected"),
    [
        ("", 0, "10.0.0.1"),
        ("192.0.2.1", 0, "10.0.0.1"),
        ("", 1, "10.0.0.1"),
        (" , ,", 1, "10.0.0.1"),
        ("192.0.2.1", 1, "192.0.2.1"),
        ("6.6.6.6, 192.0.2.1", 1, "192.0.2.1"),
        ("6.6.6.6, 192.0.2.1, 10.0.0.2", 2, "192.0.2.1"),
        ("192.0.2.1", 2, "192.0.2.1"),
        ("6.6.6.6,192.0.2.1 ,", 1, "192.0.2.1"),
    ],
)
def test_the_client_is_the_one_that_the_outermost_proxy_of_ours_saw(
    forwarded: str, proxies: int, expected: str
) -> None:
    assert client_address("10.0.0.1", forwarded, proxies) == expected


@pytest.mark.parametrize("address", ["", "x", "<script>", "256.1.1.1", "fe80::1%eth0", "1" * 5_000])
def test_an_address_that_is_none_is_counted_all_the_same(address: str) -> None:
    rates = Rates("1 per hour", "memory://")
    rates.admit(address)
    with pytest.raises(RateLimitedError):
        rates.admit(address)
    assert len(network(address)) < 50


# Where it is counted


@contextmanager
def redis_server(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("redis-server is not installed")
    pytest.importorskip("redis", reason="the Python library of Redis is not installed")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            for _ in range(200):
                try:
                    socket.create_connection(("127.0.0.1", port)).close()
                    break
                except ConnectionRefusedError:
                    time.sleep(0.05)
            yield f"redis://127.0.0.1:{port}", process
        finally:
            process.kill()


def test_several_processes_count_together_in_redis(served_build: Path, tmp_path: Path) -> None:
    with redis_server(tmp_path) as (address, _), application(served_build, rate_storage=address) as one:
        assert statuses(one, 1, 2) == [200, 200]
        with application(served_build, rate_storage=address) as other:
            assert statuses(other, 3, 4) == [200, 429]
        assert statuses(one, 5) == [429]


def test_the_running_server_counts_in_redis(
    start: Callable[..., AbstractContextManager[Server]], tmp_path: Path
) -> None:
    with (
        redis_server(tmp_path) as (address, _),
        start(rate="3 per hour", rate_storage=address, workers=1) as own,
    ):
        found = [own.ask(f"SELECT ({number} AS ?n) {{}}").status for number in range(4)]
        assert found == [200, 200, 200, 429]


def test_a_redis_that_is_down_does_not_stop_the_service(
    served_build: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        redis_server(tmp_path) as (address, process),
        application(served_build, rate_storage=address) as client,
    ):
        assert statuses(client, 1, 2, 3, 4) == [200, 200, 200, 429]
        process.kill()
        process.wait()
        begun = time.monotonic()
        assert statuses(client, 5, 6) == [200, 200]
        assert time.monotonic() - begun < 5
    assert any("rates are not counted" in record.message for record in caplog.records)


def test_a_redis_that_says_nothing_does_not_stop_the_service(served_build: Path) -> None:
    pytest.importorskip("redis", reason="the Python library of Redis is not installed")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"redis://127.0.0.1:{silent.getsockname()[1]}"
        with application(served_build, rate_storage=address) as client:
            begun = time.monotonic()
            assert statuses(client, 1) == [200]
            assert time.monotonic() - begun < 4


# Settings


@pytest.mark.parametrize("rate", ["fast", "3", "per minute", "3 per fortnight", "-1 per minute"])
def test_a_rate_that_is_none_is_refused_with_an_example(rate: str) -> None:
    with pytest.raises(CallError, match="3000 per minute"):
        Rates(rate, "memory://")


@pytest.mark.parametrize("storage", ["nonsense://x", "memory", ""])
def test_a_storage_that_is_none_is_refused(storage: str) -> None:
    with pytest.raises(CallError, match="UNTOC_RATE_STORAGE"):
        Rates("3 per minute", storage)
