"""Where things are and what the service allows, in one frozen object read from `UNTOC_…` variables."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from untoc_graph.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Settings"]

_PACKAGE = Path(__file__).resolve().parent

# What the text of a variable is read as, by the type of the default (a bool is an int, so it comes first).
_KINDS: tuple[type[Path | bool | int | float | tuple[str, ...] | str], ...] = (
    Path,
    bool,
    int,
    float,
    tuple,
    str,
)
_TRUTHS = {
    "1": True,
    "yes": True,
    "true": True,
    "on": True,
    "0": False,
    "no": False,
    "false": False,
    "off": False,
}
# No limit here means "none"; a port may be any free one, and these may be nothing at all.
_MAY_BE_0 = frozenset({"port", "cache_bytes", "proxies"})
_MOST_PORTS = 65_535
_STORAGES = ("memory", "disk")


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
        proxies: reverse proxies in front, whose X-Forwarded-For is believed.
        storage: where the release is asked: "memory", or "disk" for a read-only store in files.
        workers: processes that evaluate queries, so as many at once.
        queue: queries that may wait for a worker; one more is refused at once.
        query_timeout: seconds that one query may run.
        queue_timeout: seconds that a query may wait for a worker.
        query_bytes: largest query text in bytes.
        result_rows: largest result in rows or triples.
        result_bytes: largest result in bytes.
        hold_bytes: bytes of a result that are held back until it is whole; a larger one leaves as it is made.
        spool_bytes: bytes of temporary files for all results that are on their way to clients.
        worker_memory: MiB that a worker may use beyond the release.
        rate: evaluated queries that one client may ask for in a span, "3000 per minute"; empty: any number.
        rate_storage: where they are counted: "memory://" of this process, or "redis://host:6379" for several.
        cache_bytes: bytes of finished replies that are kept; 0 keeps none.
        cache_entry_bytes: largest reply that is kept; a page may be four times as large.
        services: IRIs of the endpoints that SERVICE may ask; none: SERVICE is refused.
        service_timeout: seconds that one of them may take.
        service_bytes: bytes that one of them may answer.
        access_log: file of one JSON line a request; "-" is standard error, empty is none.
        log_addresses: write full addresses of clients to it, not only their networks.
    """

    data: Path = _sources() / "data"
    ontology: Path = _sources() / "ontology"
    queries: Path = _sources() / "queries"
    build: Path = Path("build")
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    proxies: int = 0
    storage: str = "memory"
    workers: int = 4
    queue: int = 16
    query_timeout: float = 10.0
    queue_timeout: float = 5.0
    query_bytes: int = 65_536
    result_rows: int = 1_000_000
    result_bytes: int = 64 * 1024 * 1024
    hold_bytes: int = 1024 * 1024
    spool_bytes: int = 1024 * 1024 * 1024
    worker_memory: int = 512
    rate: str = "3000 per minute"
    rate_storage: str = "memory://"
    cache_bytes: int = 64 * 1024 * 1024
    cache_entry_bytes: int = 256 * 1024
    services: tuple[str, ...] = ()
    service_timeout: float = 5.0
    service_bytes: int = 8 * 1024 * 1024
    access_log: str = ""
    log_addresses: bool = False

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Return the settings that the environment asks for, the defaults elsewhere.

        Raises:
            CallError: a value cannot be read as the type of its setting.

        >>> Settings.from_env({"UNTOC_PORT": "8080"}).port
        8080
        """
        given: dict[str, Any] = {}
        for field in fields(cls):
            text = environ.get("UNTOC_" + field.name.upper())
            if text is not None:
                given[field.name] = _read(field.name, field.default, text)
        return cls(**given)

    def __post_init__(self) -> None:
        """Refuse what no type forbids.

        Raises:
            CallError: a value is none of those that there are.
        """
        if not 0 <= self.port <= _MOST_PORTS:
            raise CallError(f'UNTOC_PORT "{self.port}" is no port; there are 0 to {_MOST_PORTS}')
        if self.public_url and urlsplit(self.public_url).scheme not in {"http", "https"}:
            raise CallError(f'UNTOC_PUBLIC_URL "{self.public_url}" does not begin with http:// or https://')
        if self.storage not in _STORAGES:
            raise CallError(f'UNTOC_STORAGE "{self.storage}" is not one of: {", ".join(_STORAGES)}')
        for service in self.services:
            if not _is_endpoint(service):
                raise CallError(f'UNTOC_SERVICES "{service}" is not the address of an HTTP endpoint')


def _is_endpoint(address: str) -> bool:
    """Tell whether this is a bare address; a name or password in it would stand in every query."""
    try:
        parts = urlsplit(address)
        return (
            parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and parts.port != 0
            and "@" not in parts.netloc
        )
    except ValueError:
        return False


def _read(name: str, default: object, text: str) -> Any:
    """Return the value of a setting, read as the kind that its default has."""
    kind = next(kind for kind in _KINDS if isinstance(default, kind))
    if kind is tuple:
        return tuple(text.replace(",", " ").split())
    if kind is bool:
        if text.casefold() not in _TRUTHS:
            raise CallError(f'UNTOC_{name.upper()} "{text}" is neither yes nor no')
        return _TRUTHS[text.casefold()]
    try:
        value = kind(text)
    except ValueError:
        wanted = "a whole number" if kind is int else "a number"
        raise CallError(f'UNTOC_{name.upper()} "{text}" is not {wanted}') from None
    if isinstance(value, int | float) and not (value >= 0 if name in _MAY_BE_0 else 0 < value < math.inf):
        raise CallError(f'UNTOC_{name.upper()} "{text}" is not a number above 0')
    return value
