"""`/health/live` says that the process answers, `/health/ready` that a query would be answered."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.web.processes import children, eventually
from untoc_graph.settings import Settings
from untoc_graph.store.release import Release
from untoc_graph.web import create_app
from untoc_graph.web.service import EXTENSION

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from flask.testing import FlaskClient

    from tests.web.conftest import Server


def test_both_say_yes_and_are_never_kept(client: FlaskClient, served_build: Path) -> None:
    live, ready = client.get("/health/live"), client.get("/health/ready")
    assert (live.status_code, live.get_json()) == (200, {"status": "live"})
    assert ready.status_code == 200
    assert ready.get_json() == {"status": "ready", "release": Release.open(served_build).id}
    assert live.headers["Cache-Control"] == ready.headers["Cache-Control"] == "no-store"
    assert client.head("/health/ready").status_code == 200


def test_without_a_release_it_lives_and_is_not_ready(tmp_path: Path) -> None:
    client = create_app(Settings(build=tmp_path)).test_client()
    assert client.get("/health/live").status_code == 200
    ready = client.get("/health/ready")
    assert ready.status_code == 503
    assert ready.get_json()["status"] == "not ready"
    assert "untoc build" in ready.get_json()["detail"]


def test_to_live_needs_no_release(served_build: Path) -> None:
    app = create_app(Settings(build=served_build))
    assert app.test_client().get("/health/live").status_code == 200
    assert app.extensions[EXTENSION].serving is None


def test_a_service_that_is_stopped_is_not_ready(served_build: Path) -> None:
    app = create_app(Settings(build=served_build, workers=1))
    client = app.test_client()
    assert client.get("/health/ready").status_code == 200
    app.extensions[EXTENSION].close()
    assert client.get("/health/ready").status_code != 200
    assert client.get("/health/live").status_code == 200


def test_busy_workers_are_no_reason_to_send_clients_away(
    start: Callable[..., AbstractContextManager[Server]], endless: str
) -> None:
    with (
        start(workers=1, queue=1, query_timeout=3, queue_timeout=0.3) as own,
        ThreadPoolExecutor(3) as threads,
    ):
        slow = [threads.submit(own.ask, endless) for _ in range(3)]
        time.sleep(0.2)
        begun = time.monotonic()
        ready = own.send("GET", "/health/ready")
        assert time.monotonic() - begun < 2
        assert (ready.status, ready.json()["status"]) == (200, "busy")
        assert own.send("GET", "/health/live").status == 200
        assert {future.result().status for future in slow} == {503}


@pytest.mark.parametrize("which", ["worker", "zygote"])
def test_it_is_ready_again_after_its_processes_were_killed(
    start: Callable[..., AbstractContextManager[Server]], which: str
) -> None:
    with start(workers=1) as own:
        assert own.send("GET", "/health/ready").json()["status"] == "ready"
        (zygote,) = children(own.web_process)
        os.kill(zygote if which == "zygote" else children(zygote)[0], signal.SIGKILL)
        assert eventually(lambda: own.send("GET", "/health/ready").json()["status"] == "ready")


def test_it_is_ready_again_after_the_web_process_was_killed(
    start: Callable[..., AbstractContextManager[Server]],
) -> None:
    with start(workers=1) as own:
        before = own.web_process
        os.kill(before, signal.SIGKILL)

        def ready() -> bool:
            try:
                return own.send("GET", "/health/ready").status == 200
            except OSError:
                return False

        assert eventually(ready, 20)
        assert own.web_process != before
