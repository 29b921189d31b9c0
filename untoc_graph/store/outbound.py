"""What another endpoint says to a query, asked by a process of its own, within limits of time and size."""

from __future__ import annotations

import json
import os
import socket
import time
from typing import TYPE_CHECKING, Final

from untoc_graph.errors import FederationError, ServiceRefusedError
from untoc_graph.store import wire
from untoc_graph.store.processes import own_module

if TYPE_CHECKING:
    from collections.abc import Callable

    from untoc_graph.settings import Settings

__all__ = ["ask"]

_MODULE: Final = "untoc_graph.store.remote"


def ask(
    endpoint: str,
    query: str,
    settings: Settings,
    deadline: float,
    gone: Callable[[], bool] | None = None,
) -> bytes:
    """Return the body of the answer, which claims to be SPARQL Query Results JSON and was not read.

    Args:
        endpoint: IRI of the endpoint.
        query: what to ask it.
        settings: `services`, `service_timeout`, `service_bytes`.
        deadline: on the monotonic clock; the time limit of one endpoint holds besides.
        gone: asked now and then; True ends the request.

    Raises:
        ServiceRefusedError: the endpoint is none of the settings.
        FederationError: it gave no answer, a wrong one, or one that is too large or too slow.
        wire.DeadlineError: the deadline passed.
        wire.GoneError: `gone` said True.
    """
    if endpoint not in settings.services:
        raise ServiceRefusedError(f"SERVICE <{endpoint}> is refused: it is not allowed here")
    end = min(deadline, time.monotonic() + settings.service_timeout)
    ours, theirs = socket.socketpair()
    channel = wire.Channel(ours)
    try:
        with theirs:
            process = own_module(_MODULE, str(theirs.fileno()), pass_fds=[theirs.fileno()])
        try:
            channel.send(
                wire.frame(
                    wire.QUERY,
                    {
                        "endpoint": endpoint,
                        "query": query,
                        "parent": os.getpid(),
                        "seconds": settings.service_timeout,
                        "limit": settings.service_bytes,
                    },
                )
            )
            return _received(channel, settings.service_bytes, end, gone)
        finally:
            process.kill()
            process.wait()
    except wire.DeadlineError:
        if end == deadline:
            raise
        raise FederationError(f"it gave no whole answer within {settings.service_timeout:g} s") from None
    except (EOFError, OSError) as error:
        raise FederationError("the process that asks it ended before it was done") from error
    finally:
        channel.close()


def _received(channel: wire.Channel, limit: int, deadline: float, gone: Callable[[], bool] | None) -> bytes:
    body = bytearray()
    while True:
        kind, payload = channel.receive(deadline, gone)
        if kind == wire.END:
            return bytes(body)
        if kind == wire.FAILED:
            raise FederationError(json.loads(payload)["message"])
        body += payload
        if len(body) > limit:
            raise FederationError(f"its answer is larger than {limit / (1 << 20):g} MiB")
