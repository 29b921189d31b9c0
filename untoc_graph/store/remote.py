"""One query sent to one other endpoint, by a process that does nothing else: `… store.remote FD`.

It talks over the socket FD: a QUERY frame says what to ask, DATA frames carry the body of the answer as it
comes, and END or FAILED is the last. No redirect is followed, no proxy of the environment is used, TLS is
verified, and nothing is unpacked. Whoever started it counts, and kills it when time is up; its own limits
are a second fence.
"""

from __future__ import annotations

import http.client
import json
import os
import resource
import socket
import ssl
import sys
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode, urlsplit

from untoc_graph import __version__
from untoc_graph.store import wire
from untoc_graph.store.lifeline import die_with

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["RESULTS", "main"]

RESULTS: Final = "application/sparql-results+json"
# Some endpoints send the same document under the name of its syntax.
_ACCEPTED: Final = frozenset({RESULTS, "application/json"})
_CHUNK: Final = 1 << 16
_MEMORY: Final = 256 << 20
_FILES: Final = 32
_REDIRECTS: Final = range(300, 400)
_SHOWN: Final = 200
# What may stand in a path or a query as it is; everything else is percent-encoded.
_SAFE: Final = "%/:=&?~+!$,;'@()*[]"


class _UnansweredError(Exception):
    """The endpoint gave no answer that can be used."""


def main(descriptor: int) -> None:
    """Carry out the one request that comes over the socket."""
    channel = wire.Channel(socket.socket(fileno=descriptor))
    try:
        _, payload = channel.receive()
        asked = json.loads(payload)
        _fence_in(asked["parent"], asked["seconds"])
        try:
            _request(asked, lambda piece: channel.send(wire.frame(wire.DATA, piece)))
        except _UnansweredError as error:
            channel.send(wire.frame(wire.FAILED, {"message": str(error)}))
        else:
            channel.send(wire.frame(wire.END, {}))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # nobody waits any more


def _fence_in(parent: int, seconds: float) -> None:
    die_with(parent)
    os.dup2(0, 2)  # the standard error of the server is not ours to write to
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES, _FILES))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 1))
    for limit in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE):
        resource.setrlimit(limit, (0, 0))


def _request(asked: dict[str, Any], passes: Callable[[bytes], None]) -> None:
    try:
        connection, target = _connection(asked["endpoint"], asked["seconds"])
        connection.request(
            "POST",
            target,
            urlencode({"query": asked["query"]}).encode(),
            {
                "Accept": RESULTS,
                "Accept-Encoding": "identity",
                "Connection": "close",
                "Content-Type": "application/x-www-form-urlencoded",
                "User-Agent": f"untoc-graph/{__version__}",
            },
        )
        answer = connection.getresponse()
    except TimeoutError:
        raise _UnansweredError("it did not answer in time") from None
    except OSError as error:
        raise _UnansweredError(f"it cannot be reached: {_said(error)}") from None
    except http.client.HTTPException as error:
        raise _UnansweredError(f"it does not speak HTTP: {_said(error)}") from None
    except ValueError as error:
        raise _UnansweredError(f"its address cannot be used: {_said(error)}") from None
    _check(answer)
    _pass_on(answer, asked["limit"], passes)


def _connection(endpoint: str, seconds: float) -> tuple[http.client.HTTPConnection, str]:
    parts = urlsplit(endpoint)
    if not parts.hostname:
        raise ValueError("it names no host")
    host = parts.hostname.encode("idna").decode()
    target = quote(parts.path or "/", safe=_SAFE) + (
        f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    )
    if parts.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, parts.port or 443, timeout=seconds, context=context), target
    return http.client.HTTPConnection(host, parts.port or 80, timeout=seconds), target


def _check(answer: http.client.HTTPResponse) -> None:
    if answer.status in _REDIRECTS:
        place = answer.headers.get("Location", "nowhere")[:_SHOWN]
        raise _UnansweredError(
            f'it answered {answer.status} and points to "{place}"; no redirect is followed'
        )
    if answer.status != http.client.OK:
        raise _UnansweredError(f"it answered {answer.status}")
    if answer.headers.get_content_type() not in _ACCEPTED:
        raise _UnansweredError(f"it answered in {answer.headers.get_content_type()}, not in {RESULTS}")
    packed = answer.headers.get("Content-Encoding", "identity").strip().casefold()
    if packed != "identity":
        raise _UnansweredError(f'it packed its answer ("{packed[:_SHOWN]}"), which nobody asked for')


def _pass_on(answer: http.client.HTTPResponse, limit: int, passes: Callable[[bytes], None]) -> None:
    left = limit
    try:
        while piece := answer.read1(_CHUNK):
            left -= len(piece)
            if left < 0:
                raise _UnansweredError(f"its answer is larger than {limit / (1 << 20):g} MiB")
            passes(piece)
    except TimeoutError:
        raise _UnansweredError("it stopped in the middle of its answer") from None
    except (OSError, http.client.HTTPException) as error:
        raise _UnansweredError(f"its answer broke off: {_said(error)}") from None
    if answer.length:
        raise _UnansweredError(f"its answer broke off: {answer.length} bytes are missing")


def _said(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__)[:_SHOWN]


if __name__ == "__main__":
    main(int(sys.argv[1]))
