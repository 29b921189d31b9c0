"""A worker: forked with the release in its memory, fenced in, asked again and again until it is killed."""

from __future__ import annotations

import json
import os
import re
import resource
import socket
import threading
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from untoc_graph.errors import FederationError, ServiceRefusedError
from untoc_graph.store import wire
from untoc_graph.store.evaluation import Loaded, Query, evaluate
from untoc_graph.store.failure import Failure
from untoc_graph.store.lifeline import die_with

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Fence", "run"]

# With this stack no text of 64 KB overflowed the parser or the evaluator, however deep it was nested.
_STACK: Final = 1 << 30
# What the engine says of a function that is neither its own nor of SPARQL.
_UNKNOWN_FUNCTION: Final = re.compile(r"The custom function (<.*>) is not supported")
# A worker that once held this much more than at its start is replaced: memory seldom goes back.
_RETIRES_AT_KIB: Final = 64 * 1024


@dataclass(frozen=True)
class Fence:
    """What a worker may use.

    Attributes:
        memory: bytes of address space beyond what it has at the start.
        prefixes: prefixes for graphs that it writes, and for advice.
    """

    memory: int
    prefixes: Mapping[str, str]


def run(load: Callable[[], Loaded], sock: socket.socket, fence: Fence, parent: int) -> None:
    """Serve queries from `sock`; the caller has just been forked and must leave the process afterwards.

    Args:
        load: gives what to ask, once all that was inherited is closed.
        sock: this worker's end of its socket pair.
        fence: the limits.
        parent: process id of the zygote.
    """
    die_with(parent)
    own = _keep_only(sock)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    release = load()
    threading.stack_size(_STACK)
    thread = threading.Thread(target=_serve, args=(release, own, fence))
    thread.start()
    thread.join()


def _keep_only(sock: socket.socket) -> socket.socket:
    """Close all that was inherited, so that no worker holds a sibling's socket open; return the one kept."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    kept = os.dup2(sock.detach(), 3) if sock.fileno() != 3 else sock.detach()  # noqa: PLR2004  after the standard three
    os.closerange(kept + 1, os.sysconf("SC_OPEN_MAX"))
    return socket.socket(fileno=kept)


def _fence_in(fence: Fence) -> None:
    with open("/proc/self/statm", "rb") as statm:  # noqa: PTH123  the stack of this thread is part of it
        used = int(statm.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + fence.memory, used + fence.memory))
    # No file, no socket, no pipe from here on; what is open stays.
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _serve(release: Loaded, sock: socket.socket, fence: Fence) -> None:
    _fence_in(fence)
    at_start = _peak_kib()
    channel = wire.Channel(sock)
    while True:
        try:
            _, payload = channel.receive()
        except EOFError:
            return
        last = _answer(release, channel, Query(**json.loads(payload)), fence)
        # One write: each would wake the reader.
        grown = _peak_kib() - at_start > _RETIRES_AT_KIB
        channel.send(last, wire.frame(wire.END, wire.RETIRE if grown else b""))


def _answer(release: Loaded, channel: wire.Channel, query: Query, fence: Fence) -> bytes:
    failure: dict[str, Any]
    try:
        return evaluate(release, query, fence.prefixes, channel.send, partial(_call, channel))
    except Failure as found:
        failure = found.payload
    except MemoryError:
        failure = {"error": "QueryCrashedError", "message": "the query needed more memory than it may use"}
    except RuntimeError as error:
        unknown = _UNKNOWN_FUNCTION.match(str(error))
        failure = (
            {
                "error": "UnknownFunctionError",
                "message": f"the function {unknown[1]} is not known here; there are those of SPARQL 1.1, "
                "and the casts to xsd:boolean, integer, decimal, float, double, string, dateTime, date…",
            }
            if unknown
            else _failed(error)
        )
    except (OSError, ValueError) as error:
        failure = _failed(error)
    return wire.frame(wire.FAILED, failure)


def _failed(error: Exception) -> dict[str, Any]:
    return {"error": "QueryError", "message": f"the engine could not evaluate the query: {error}"}


def _call(channel: wire.Channel, endpoint: str, query: str) -> bytes:
    """Return what another endpoint answers; the process that asks us asks it, and decides whether it may."""
    channel.send(wire.frame(wire.CALL, {"endpoint": endpoint, "query": query}))
    kind, payload = channel.receive()
    if kind == wire.DATA:
        return payload
    said = json.loads(payload)
    refused = said["error"] == ServiceRefusedError.__name__
    raise (ServiceRefusedError if refused else FederationError)(said["message"])


def _peak_kib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
