"""The servers that are compared, each started on the same triples."""

from __future__ import annotations

import contextlib
import http.client
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from measuring.cases import ACCEPT
from measuring.processes import end, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from untoc_graph.store.release import Release

__all__ = ["Server", "ask", "graph_files", "ours", "oxigraph", "rdflib_endpoint", "running"]

_HOST: Final = "127.0.0.1"
_START: Final = 300.0
_BIN: Final = Path(sys.executable).parent
# More than any query of these needs; without it one of rdflib's joins could take the machine with it.
_PEER_MEMORY: Final = 8 << 30


@dataclass(frozen=True)
class Server:
    """A server that runs.

    Attributes:
        name: how it is called in reports.
        port: where it listens.
        path: of its endpoint.
        process: the one that was started.
        started: seconds until it answered.
    """

    name: str
    port: int
    path: str
    process: subprocess.Popen[bytes]
    started: float

    def target(self, text: str) -> str:
        """Return the path and the query part of a GET that asks this."""
        return f"{self.path}?query={quote(text, safe='')}"

    @property
    def address(self) -> str:
        """Scheme, host and port."""
        return f"http://{_HOST}:{self.port}"


def ask(server: Server, text: str, timeout: float = 60.0) -> bytes:
    """Return the document that answers one query.

    Raises:
        RuntimeError: the status is another than 200.
        OSError: there is no whole answer in time.
    """
    connection = http.client.HTTPConnection(_HOST, server.port, timeout=timeout)
    try:
        connection.request("GET", server.target(text), headers={"Accept": ACCEPT})
        reply = connection.getresponse()
        body = reply.read()
    except http.client.HTTPException as error:
        raise OSError(f"{server.name} broke off: {error!r}") from error
    finally:
        connection.close()
    if reply.status != http.HTTPStatus.OK:
        raise RuntimeError(f"{server.name} answers {reply.status}: {body[:300].decode(errors='replace')}")
    return body


@contextlib.contextmanager
def ours(build: Path, **settings: str) -> Iterator[Server]:
    """Run `untoc serve` as users do, without a rate limit: here one client sends everything."""
    environ = {f"UNTOC_{name.upper()}": value for name, value in {"rate": "", **settings}.items()}
    port = free_port()
    command = [sys.executable, "-m", "untoc_graph.cli", "serve", "--port", str(port), "--build", str(build)]
    with running("untoc serve", port, "/sparql", command, environ) as server:
        yield server


@contextlib.contextmanager
def oxigraph(name: str, content: Path, *, union: bool) -> Iterator[Server]:
    """Run `oxigraph serve-read-only` on a store of this file, made in a folder that goes with it."""
    program = _BIN / "oxigraph"
    if not program.exists():
        raise SystemExit("the oxigraph server is not installed here; run `make bench`")
    with tempfile.TemporaryDirectory() as folder:
        place = ["--location", str(Path(folder) / "store")]
        for step in (["load", *place, "--file", str(content)], ["optimize", *place]):
            subprocess.run([program, *step], check=True, capture_output=True, timeout=_START)
        port = free_port()
        command = [str(program), "serve-read-only", *place, "--bind", f"{_HOST}:{port}"]
        command += ["--union-default-graph"] if union else []
        with running(name, port, "/query", command) as server:
            yield server


@contextlib.contextmanager
def rdflib_endpoint(content: Path) -> Iterator[Server]:
    """Run rdflib-endpoint on a graph of this file."""
    port = free_port()
    program = Path(__file__).with_name("rdflib_app.py")
    command = [sys.executable, str(program), str(content), str(port), str(_PEER_MEMORY)]
    with running("rdflib-endpoint", port, "/", command) as server:
        yield server


def graph_files(release: Release, folder: Path) -> tuple[Path, Path]:
    """Return the release as a file of named graphs, and as a file with each triple once and no graph."""
    once = folder / "once.nt"
    content = release.nquads.read_bytes()
    triples = {line.rpartition(b" <")[0] + b" .\n" for line in content.splitlines()}
    once.write_bytes(b"".join(sorted(triples)))
    return release.nquads, once


@contextlib.contextmanager
def running(
    name: str, port: int, path: str, command: list[str], environ: dict[str, str] | None = None
) -> Iterator[Server]:
    """Run a command until it is stopped at the end of the block; what it started must have ended with it.

    Args:
        name: how it is called in reports.
        port: where it will listen.
        path: of its endpoint.
        command: its words.
        environ: beside the environment of this process.

    Raises:
        SystemExit: it does not answer.
    """
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            env={**os.environ, **(environ or {})},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
        try:
            server = Server(name, port, path, process, 0.0)
            while True:
                with contextlib.suppress(OSError, RuntimeError):
                    ask(server, "ASK {}", timeout=10)
                    break
                if process.poll() is not None or time.perf_counter() - began > _START:
                    said.seek(0)
                    raise SystemExit(f"{name} does not start: {said.read()[-2000:].decode(errors='replace')}")
                time.sleep(0.05)
            yield Server(name, port, path, process, time.perf_counter() - began)
        finally:
            left = end(process)
            if left:
                print(f"{name} left processes behind: {left}", file=sys.stderr)
