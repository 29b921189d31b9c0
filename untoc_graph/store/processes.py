"""The processes that evaluate, as the asking process sees them: the zygote and the workers that it forks."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from untoc_graph.errors import DataError
from untoc_graph.namespaces import PREFIXES
from untoc_graph.store import wire

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Worker", "Zygote", "ZygoteLostError", "own_module"]

# Far above what is needed (4 ms for a fork); passing it means that the zygote is stopped or lost.
_FORK_DEADLINE: Final = 10.0


class ZygoteLostError(Exception):
    """The process that forks workers does not answer."""


class Worker:
    """A worker's socket, and the descriptor by which it can be killed."""

    def __init__(self, sock: socket.socket, pidfd: int) -> None:
        self._channel = wire.Channel(sock)
        self._pidfd = pidfd
        self._lock = threading.Lock()
        self._exit = select.poll()
        self._exit.register(pidfd, select.POLLIN)

    def alive(self) -> bool:
        """Tell whether the process still runs."""
        with self._lock:
            return self._pidfd >= 0 and not self._exit.poll(0)

    def send(self, kind: bytes, payload: bytes | dict[str, Any], deadline: float | None = None) -> None:
        """Send one frame; raises OSError where the process has gone."""
        self._channel.send(wire.frame(kind, payload), deadline=deadline)

    def receive(self, deadline: float, gone: Callable[[], bool] | None) -> tuple[bytes, bytes]:
        """Return the next frame; see `wire.Channel.receive`."""
        return self._channel.receive(deadline, gone)

    def receive_now(self) -> tuple[bytes, bytes] | None:
        """Return the next frame if all of it has come; see `wire.Channel.receive_now`."""
        return self._channel.receive_now()

    def fileno(self) -> int:
        """Return the descriptor of the socket."""
        return self._channel.sock.fileno()

    def kill(self) -> None:
        """End the process; a thread that waits for its answer sees the end of the socket."""
        with self._lock:
            if self._pidfd >= 0:
                with contextlib.suppress(ProcessLookupError):
                    signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)

    def discard(self) -> None:
        """End the process and give back its descriptors; only for the thread that holds this worker."""
        self.kill()
        with self._lock:
            if self._pidfd >= 0:
                os.close(self._pidfd)
                self._pidfd = -1
        self._channel.close()


class Zygote:
    """The process that holds the release and forks workers."""

    def __init__(self, config: dict[str, Any]) -> None:
        """Start it and wait until it has loaded.

        Args:
            config: what `zygote.main` reads; our prefixes are added.

        Raises:
            DataError: the release cannot be loaded.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = own_module(
                "untoc_graph.store.zygote", str(theirs.fileno()), pass_fds=[theirs.fileno()]
            )
        self._control = ours
        channel = wire.Channel(ours)
        place = config["place"]
        try:
            channel.send(wire.frame(wire.QUERY, {**config, "prefixes": PREFIXES}))
            kind, payload = channel.receive()
        except (EOFError, BrokenPipeError):
            self.close()
            raise DataError(f"the process that loads {place} ended before it was done") from None
        if kind != wire.READY:
            self.close()
            raise DataError(f"{place} cannot be loaded: {json.loads(payload)['message']}")

    def fork(self) -> Worker:
        """Return a new worker.

        Raises:
            ZygoteLostError: the process does not answer.
        """
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self._control.settimeout(_FORK_DEADLINE)
                socket.send_fds(self._control, [b"w"], [theirs.fileno()])
                said, descriptors, _, _ = socket.recv_fds(self._control, 1, 1)
        except OSError:
            said, descriptors = b"", []
        if not said or not descriptors:
            ours.close()
            raise ZygoteLostError
        os.set_inheritable(descriptors[0], False)
        return Worker(ours, descriptors[0])

    def close(self) -> None:
        """End the process; its workers are told by the kernel."""
        self._control.close()
        try:
            self.process.wait(1)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def own_module(
    name: str, *arguments: str, pass_fds: list[int] | None = None, stderr: int | None = None
) -> subprocess.Popen[bytes]:
    """Start a module of ours as a process of its own, which inherits `pass_fds` and no terminal."""
    package = Path(__file__).resolve().parents[2]
    paths = [str(package), *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.Popen(  # noqa: S603  our own interpreter and module
        [sys.executable, "-P", "-m", name, *arguments],
        pass_fds=pass_fds or [],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=stderr,
        # A Ctrl-C at the terminal is for the server, which then ends this process in good order.
        start_new_session=True,
        # One arena: each would take 64 MiB of the address space that a worker may use.
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "MALLOC_ARENA_MAX": "1"},
    )
