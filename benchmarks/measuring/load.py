"""A closed loop of clients: each sends its next request when it has the reply to the one before (wrk)."""

from __future__ import annotations

import json
import shutil
import subprocess
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from measuring.cases import ACCEPT
from measuring.processes import PeakMemory
from measuring.servers import ask

if TYPE_CHECKING:
    from measuring.cases import Mode
    from measuring.servers import Server

__all__ = ["Load", "require_wrk", "run"]

_SCRIPT: Final = Path(__file__).with_name("load.lua")
_TIMEOUT: Final = 60


@dataclass(frozen=True)
class Load:
    """What one run of a closed loop found.

    Attributes:
        rate: requests a second.
        median: milliseconds.
        p99: milliseconds.
        failed: replies with a status of 400 or more, broken or late transfers.
        size: bytes of a reply, headers with it.
        memory: most bytes that the server's processes held.
    """

    rate: float
    median: float
    p99: float
    failed: int
    size: float
    memory: int


def require_wrk() -> None:
    """End with the way to get it where wrk is missing."""
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is needed and not here; on Debian and Ubuntu: apt-get install wrk")


def run(server: Server, text: str, mode: Mode, clients: int, seconds: int) -> Load:
    """Return what so many clients get from a server in so many seconds."""
    # What an earlier load left unanswered is waited for.
    ask(server, "ASK {}", timeout=_TIMEOUT)
    word = uuid.uuid4().hex if mode == "cold" else ""
    command = ["wrk", "--threads", "1", "--connections", str(clients), "--duration", f"{seconds}s"]
    command += ["--timeout", f"{_TIMEOUT}s", "--script", str(_SCRIPT), server.address, "--"]
    command += [server.target(text), ACCEPT, word]
    with PeakMemory(server.process.pid) as peak:
        done = subprocess.run(
            command, check=True, capture_output=True, text=True, timeout=seconds + 2 * _TIMEOUT
        )
    said = json.loads(done.stdout.rpartition("\n{")[2].join(("{", "")))
    requests = said["requests"]
    return Load(
        rate=requests * 1e6 / said["microseconds"],
        median=said["p50"] / 1000,
        p99=said["p99"] / 1000,
        failed=said["bad_status"] + said["broken"] + said["late"],
        size=said["bytes"] / max(requests, 1),
        memory=peak.bytes,
    )
