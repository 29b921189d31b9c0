"""Whom a command asks: a local release, or a running endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path

    from untoc_graph.answers.desk import Answering

__all__ = ["asker_of"]


def asker_of(build: Path | None, endpoint: str | None, timeout: float | None = None) -> Answering:
    """Return what answers: the endpoint where one is named, else the release of a build folder.

    Args:
        build: the folder, or one release; that of the settings if left out.
        endpoint: address of a SPARQL endpoint.
        timeout: seconds that a query may run.

    Raises:
        UsageError: both are named.
        CallError: the address is none, or there is no release.
        DataError: the release is cut or changed.
    """
    if build and endpoint:
        raise click.UsageError("--build and --endpoint exclude each other: ask a release or an endpoint")
    # Imported here: an endpoint needs no store, and a release no HTTP.
    if endpoint is not None:
        from untoc_graph.client import Client  # noqa: PLC0415

        return Client(endpoint, timeout=timeout) if timeout else Client(endpoint)
    from untoc_graph.api import Graph  # noqa: PLC0415

    return Graph.open(build, timeout=timeout)
