"""`untoc serve`: the release over HTTP, on a production WSGI server."""

from __future__ import annotations

import signal
import socket
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click
from waitress.server import create_server

from untoc_graph.errors import UntocError
from untoc_graph.settings import Settings
from untoc_graph.store.release import Release
from untoc_graph.web import create_app
from untoc_graph.web.service import EXTENSION

__all__ = ["command"]


@click.command
@click.option("--host", metavar="ADDRESS", help="Address to listen on.  [default: 127.0.0.1]")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 takes a free one.  [default: 8000]"
)
@click.option(
    "--build", metavar="DIR", type=click.Path(path_type=Path), help="Folder of releases.  [default: build]"
)
def command(host: str | None, port: int | None, build: Path | None) -> None:
    """Serve the current release: a SPARQL endpoint, downloads and a page, until Ctrl-C or SIGTERM.

    Other settings are UNTOC_… variables; options win over them.
    """
    asked = Settings.from_env()
    settings = replace(
        asked,
        host=host or asked.host,
        port=asked.port if port is None else port,
        build=build or asked.build,
    )
    Release.open(settings.build)
    with _listen(settings.host, settings.port) as listening:
        settings = replace(settings, port=listening.getsockname()[1])
        app = create_app(settings)
        service = app.extensions[EXTENSION]

        def stop(*_: object) -> NoReturn:
            # Before the threads are waited for: those in a query then end at once.
            service.close()
            raise SystemExit(0)

        formerly = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            release = service.open().release
            server = create_server(
                app,
                sockets=[listening],
                # All that may be in the endpoint at once, and some for pages and downloads.
                threads=settings.workers + settings.queue + 8,
                # The default of 100 lets as many slow clients shut everybody out.
                connection_limit=1000,
                channel_timeout=20,
                # Without it nobody notices that a client has gone while its query runs.
                channel_request_lookahead=1,
                max_request_body_size=4 * settings.query_bytes + 65_536,
                ident=None,
            )
            click.echo(
                f"Release {release.id} ({release.triples:,} triples) at {service.address} - stop with Ctrl-C",
                err=True,
            )
            server.run()
            server.close()
        finally:
            service.close()
            for number, handler in formerly.items():
                signal.signal(number, handler)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        # The socket module repeats the address in brackets.
        reason = (error.strerror or str(error)).partition(" (while")[0]
        raise UntocError(
            f"cannot listen on {host} port {port}: {reason}; choose another with --port"
        ) from error
