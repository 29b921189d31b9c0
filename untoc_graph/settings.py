"""Where things are and what the service allows, in one frozen object read from `UNTOC_…` variables."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from untoc_graph.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Settings"]

_PACKAGE = Path(__file__).resolve().parent

# What the text of a variable is read as, by the type of the default.
_KINDS: tuple[type[Path | int | float | str], ...] = (Path, int, float, str)


def _sources() -> Path:
    """Return the folder that holds data/, ontology/ and queries/: the checkout, or the copy in a wheel."""
    bundled = _PACKAGE / "_sources"
    return bundled if bundled.is_dir() else _PACKAGE.parent


@dataclass(frozen=True)
class Settings:
    """All settings with their defaults; `Settings.from_env()` reads `UNTOC_` + the upper-case name.

    Attributes:
        data: folder of the tables.
        ontology: folder of the ontology, schemes, shapes and rules.
        queries: folder of the `.rq` files.
        build: folder that holds the releases and the link `current`.
        host: address to listen on.
        port: TCP port to listen on.
        public_url: address under which the world sees the service; empty: host and port.
        workers: processes that evaluate queries.
        queue: queries that may wait for a worker; one more is refused at once.
        query_timeout: seconds that one query may run.
        queue_timeout: seconds that a query may wait for a worker.
        query_bytes: largest query text in bytes.
        result_bytes: largest result in bytes.
        worker_memory: MiB that a worker may use beyond the release.
    """

    data: Path = _sources() / "data"
    ontology: Path = _sources() / "ontology"
    queries: Path = _sources() / "queries"
    build: Path = Path("build")
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    workers: int = 2
    queue: int = 8
    query_timeout: float = 10.0
    queue_timeout: float = 5.0
    query_bytes: int = 65_536
    result_bytes: int = 64 * 1024 * 1024
    worker_memory: int = 512

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Return the settings that the environment asks for, the defaults elsewhere.

        Raises:
            CallError: a value cannot be read as the type of its setting.

        >>> Settings.from_env({"UNTOC_PORT": "8080"}).port
        8080
        """
        given: dict[str, Path | str | int | float] = {}
        for field in fields(cls):
            text = environ.get("UNTOC_" + field.name.upper())
            if text is None:
                continue
            kind = next(kind for kind in _KINDS if isinstance(field.default, kind))
            try:
                given[field.name] = kind(text)
            except ValueError:
                wanted = "a whole number" if kind is int else "a number"
                raise CallError(f'UNTOC_{field.name.upper()} "{text}" is not {wanted}') from None
            # No limit here means "none", and a port may be any free one.
            if kind in {int, float} and float(text) <= 0 and field.name != "port":
                raise CallError(f'UNTOC_{field.name.upper()} "{text}" is not more than 0')
        return cls(**given)  # type: ignore[arg-type]
