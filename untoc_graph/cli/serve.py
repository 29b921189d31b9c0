"""`untoc serve`: the release over HTTP, on a production server."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import gc
import logging
import multiprocessing
import os
import resource
import signal
import socket
import threading
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from granian import Granian
from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels

from untoc_graph.errors import UntocError
from untoc_graph.settings import Settings
from untoc_graph.store.release import Release
from untoc_graph.web import create_app
from untoc_graph.web.access_log import AccessLog
from untoc_graph.web.bridge import Bridge
from untoc_graph.web.rates import Rates
from untoc_graph.web.service import EXTENSION

if TYPE_CHECKING:
    from types import FrameType

    from untoc_graph.web.service import Service

__all__ = ["command"]

# Within these a client must have sent its headers (milliseconds), and a stop must have ended (seconds).
_HEADERS: Final = 20_000
_STOP: Final = 10
# Connections that may be open at once: each takes a descriptor and some 20 KB. When there are as many, nobody
# else is let in before a slow one has run out of time, so there should be many more than a crowd needs.
_CONNECTIONS: Final = 8192
_OTHER_FILES: Final = 512
# Objects more than before, then times, after which the young, the older and all are looked at for garbage.
_COLLECT: Final = (10_000, 10, 10)
# <malloc.h>
_TRIM_THRESHOLD: Final = -1
_MMAP_THRESHOLD: Final = -3
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


@click.command
@click.option("--host", metavar="ADDRESS", help="Address to listen on.  [default: 127.0.0.1]")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 takes a free one.  [default: 8000]"
)
@click.option(
    "--build", metavar="DIR", type=click.Path(path_type=Path), help="Folder of releases.  [default: build]"
)
@click.option(
    "--workers", type=click.IntRange(1, 1024), help="Processes that evaluate queries.  [default: 4]"
)
@click.option(
    "--access-log",
    metavar="FILE",
    help="Write one JSON line a request; - is standard error.  [default: none]",
)
def command(
    host: str | None, port: int | None, build: Path | None, workers: int | None, access_log: str | None
) -> None:
    """Serve the current release: a SPARQL endpoint, graphs, downloads and a page, until Ctrl-C or SIGTERM.

    A release that is built meanwhile is served as soon as it is loaded. Other settings are UNTOC_…
    variables; options win over them.
    """
    given: dict[str, Any] = {
        "host": host,
        "port": port,
        "build": build,
        "workers": workers,
        "access_log": access_log,
    }
    settings = replace(
        Settings.from_env(), **{name: value for name, value in given.items() if value is not None}
    )
    # Said here, where it is one line: the web process could only end.
    Release.open(settings.build).verify()
    Rates(settings.rate, settings.rate_storage)
    AccessLog(settings).check()
    logging.basicConfig(format="untoc: %(message)s", level=logging.WARNING)
    with _reserve(settings.host, settings.port) as reserved:
        address, port, *_ = reserved.getsockname()
        _serve(replace(settings, port=port), address)


def _serve(settings: Settings, address: str) -> None:
    # The web process is forked, so it inherits the end of a pipe by which it learns that it is to stop, or
    # that this process is no more.
    multiprocessing.set_start_method("fork", force=True)
    reading, writing = os.pipe()
    server = Granian(
        "untoc",
        # A name would not be understood here.
        address=address,
        port=settings.port,
        interface=Interfaces.ASGI,
        loop=Loops.uvloop,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=_HEADERS),
        websockets=False,
        backpressure=_connections(),
        log_level=LogLevels.error,
        workers_kill_timeout=_STOP,
        respawn_failed_workers=True,
    )
    server.on_startup(partial(_stop_queries_first, writing))
    try:
        server.serve(target_loader=partial(_load, settings, reading, writing), wrap_loader=False)
    finally:
        os.close(reading)
        os.close(writing)


def _connections() -> int:
    """Return how many connections there may be, having asked for as many descriptors."""
    wanted = _CONNECTIONS + _OTHER_FILES
    soft, hard = (
        wanted if limit == resource.RLIM_INFINITY else limit
        for limit in resource.getrlimit(resource.RLIMIT_NOFILE)
    )
    if soft < wanted:
        soft = min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return max(min(_CONNECTIONS, soft - _OTHER_FILES), 64)


def _stop_queries_first(writing: int) -> None:
    """Before the server waits for its last replies, have the queries ended that would keep it waiting."""
    for number in _SIGNALS:
        then = signal.getsignal(number)

        def stop(signal_number: int, frame: FrameType | None, then: Any = then) -> None:
            with contextlib.suppress(BlockingIOError, BrokenPipeError):
                os.write(writing, b"s")
            then(signal_number, frame)

        signal.signal(number, stop)


def _load(settings: Settings, reading: int, writing: int) -> Bridge:
    os.close(writing)
    _give_memory_back()
    # To look at all that is kept of a release takes as long as to write two pages, and a large page makes so
    # many objects that by default it would be looked at for every fourth.
    gc.set_threshold(*_COLLECT)
    app = create_app(settings)
    service = app.extensions[EXTENSION]
    threading.Thread(target=_end_with, args=(reading, service), name="owner", daemon=True).start()
    return Bridge(app, _announce)


def _give_memory_back() -> None:
    """Have the C library return what is free; by itself it raises both thresholds with the largest object.

    After one large request every thread would keep some 13 MB.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:  # a C library other than that of GNU has no such call, and no such habit
        mallopt(_TRIM_THRESHOLD, 256 * 1024)
        mallopt(_MMAP_THRESHOLD, 1024 * 1024)


def _end_with(reading: int, service: Service) -> None:
    told = os.read(reading, 1)
    service.close()
    if not told:  # the pipe has no other end: the process that watches over this one was killed
        os._exit(1)


def _announce(service: Service) -> None:
    """Say where the service is, once it listens, which the server begins to do only after this."""
    threading.Thread(target=_say_when_heard, args=(service,), daemon=True).start()


def _say_when_heard(service: Service) -> None:
    settings, release = service.settings, service.release
    while True:
        with contextlib.suppress(ConnectionRefusedError):
            socket.create_connection((settings.host, settings.port), timeout=_STOP).close()
            break
        time.sleep(0.005)
    click.echo(
        f"Release {release.id} ({release.triples:,} triples) at {service.address} - stop with Ctrl-C",
        err=True,
    )


def _reserve(host: str, port: int) -> socket.socket:
    """Return a socket that holds the address without listening, once it is known to be free.

    The server listens with SO_REUSEPORT, by which two servers would share a port without a word.
    """
    try:
        family, *_, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family) as alone:
            alone.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            alone.bind(place)
            taken = alone.getsockname()
            alone.listen()
        reserved = socket.socket(family)
        reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        reserved.bind(taken)
    except OSError as error:
        # The socket module repeats the address in brackets.
        reason = (error.strerror or str(error)).partition(" (while")[0]
        option = "--port" if error.errno in {errno.EADDRINUSE, errno.EACCES} else "--host"
        raise UntocError(
            f"cannot listen on {host} port {port}: {reason}; choose another with {option}"
        ) from error
    return reserved
