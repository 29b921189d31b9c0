"""The process that loads the release once and forks workers from it: `python -m untoc_graph.store.zygote FD`.

It has one thread, since a fork of a process with several may copy a lock that nobody will ever open. It
talks over the socket FD: first a QUERY frame with its configuration, answered by READY or FAILED; then each
byte that comes with a socket asks for a worker at the other end of that socket, answered by a byte with a
pidfd, by which the worker can be killed without ever hitting a process that got the same number later. The
end of the socket ends the zygote.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from untoc_graph.store import wire
from untoc_graph.store.disk import opened
from untoc_graph.store.evaluation import Loaded
from untoc_graph.store.worker import Fence, run

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["main"]


def main(descriptor: int) -> None:
    """Serve requests for workers until the other end of the socket closes."""
    control = socket.socket(fileno=descriptor)
    channel = wire.Channel(control)
    try:
        _, payload = channel.receive()
        config = json.loads(payload)
        try:
            load = _loader(config)
        except (OSError, SyntaxError) as error:
            channel.send(wire.frame(wire.FAILED, {"message": str(error)}))
            return
        # Collected objects would be written to after the fork, and each write copies a page.
        gc.collect()
        gc.freeze()
        signal.signal(signal.SIGCHLD, _reap)
        channel.send(wire.frame(wire.READY, b""))
        _fork_on_demand(control, load, Fence(config["memory"], config["prefixes"]))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _loader(config: dict[str, Any]) -> Callable[[], Loaded]:
    """Return what gives a worker its release: the one in memory here, or its own view of the one on disk."""
    if config["storage"] == "disk":
        return partial(opened, Path(config["place"]))
    release = Loaded.from_nquads(Path(config["place"]).read_bytes())
    return lambda: release


def _fork_on_demand(control: socket.socket, load: Callable[[], Loaded], fence: Fence) -> None:
    zygote = os.getpid()
    while True:
        asked, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not asked:
            return
        # A worker that dies at once must not be reaped before its pidfd is open.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
            try:
                run(load, socket.socket(fileno=descriptors[0]), fence, zygote)
            finally:
                os._exit(0)
        pidfd = os.pidfd_open(pid)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        os.close(descriptors[0])
        socket.send_fds(control, [b"w"], [pidfd])
        os.close(pidfd)


def _reap(*_: object) -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return


if __name__ == "__main__":
    main(int(sys.argv[1]))
