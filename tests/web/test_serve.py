"""`untoc serve` starts with one line, stops without a trace, and says what it cannot do."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from tests.web.processes import all_gone, family

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.web.conftest import Server


def serve(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "untoc_graph.cli", "serve", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_behind(
    start: Callable[..., AbstractContextManager[Server]], endless: str, number: signal.Signals
) -> None:
    with start(query_timeout=60) as running:
        assert running.ask("ASK {}").status == 200
        # One query is running when the end comes.
        with socket.create_connection(("127.0.0.1", running.port)) as asking:
            asking.sendall(f"GET /sparql?query={quote(endless)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            time.sleep(0.3)
            pids = family(running.process.pid)
            assert len(pids) >= 2
            begun = time.monotonic()
            running.process.send_signal(number)
            assert running.process.wait(10) == (-9 if number == signal.SIGKILL else 0)
        assert time.monotonic() - begun < 5
        assert all_gone(pids)
        assert running.process.stderr is not None
        assert "Traceback" not in running.process.stderr.read()


def test_the_address_and_the_release_are_said_on_stderr(
    start: Callable[..., AbstractContextManager[Server]],
) -> None:
    with start() as running:
        assert running.send("GET", "/").status == 200
        assert running.port > 0


def test_a_missing_release_is_one_line_and_exit_2(tmp_path: Path) -> None:
    done = serve("--port", "0", "--build", str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"untoc: no release at {tmp_path}; make one with `untoc build`\n"


def test_a_port_in_use_is_one_line_and_exit_1(served_build: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = serve("--port", str(port), "--build", str(served_build))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"untoc: cannot listen on 127.0.0.1 port {port}: Address already in use; choose another with --port\n"
    )


@pytest.mark.parametrize("host", ["no-such-host.invalid", "203.0.113.1"])
def test_an_address_that_is_not_here_is_one_line_and_exit_1(served_build: Path, host: str) -> None:
    done = serve("--host", host, "--port", "0", "--build", str(served_build))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"untoc: cannot listen on {host} port 0: ")
    assert done.stderr.endswith("; choose another with --host\n")


def test_a_host_may_be_named(start: Callable[..., AbstractContextManager[Server]]) -> None:
    with start(host="localhost") as running:
        assert running.address == f"http://localhost:{running.port}/"
        assert urlopen(f"{running.address}health/ready", timeout=30).status == 200


def test_a_cut_release_is_one_line_and_exit_1(tmp_path: Path, served_build: Path) -> None:
    for name in ("untoc.nq", "manifest.json"):
        (tmp_path / name).write_bytes((served_build / "current" / name).read_bytes())
    with (tmp_path / "untoc.nq").open("r+b") as file:
        file.truncate(100)
    done = serve("--port", "0", "--build", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "untoc.nq is cut or changed" in done.stderr


def test_a_port_that_is_none_is_called_wrongly() -> None:
    assert serve("--port", "70000").returncode == 2


def test_help_names_every_option() -> None:
    done = serve("--help")
    assert done.returncode == 0
    for option in ("--host", "--port", "--build"):
        assert option in done.stdout
