"""A real server over the small release, with its downloads, and an application for tests without a socket."""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import pytest

from tests.conftest import write_release
from tests.web.linked_data import linked_quads
from tests.web.processes import children
from untoc_graph.linked.dump import write_dumps
from untoc_graph.rdf.engine import parse
from untoc_graph.rdf.formats import graph_format
from untoc_graph.settings import Settings
from untoc_graph.web import create_app
from untoc_graph.web.service import EXTENSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from flask.testing import FlaskClient


@dataclass(frozen=True)
class Reply:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def slug(self) -> str:
        """The kind of the problem that this is, which has all that a problem has."""
        assert self.headers["Content-Type"] == "application/problem+json"
        said = self.json()
        assert said["status"] == self.status
        assert said["title"]
        assert said["detail"]
        kind: str = said["type"]
        assert kind.startswith("https://w3id.org/untoc/problem/")
        return kind.rpartition("/")[2]


@dataclass(frozen=True)
class Server:
    """A running `untoc serve`."""

    process: subprocess.Popen[str]
    address: str

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    def send(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            return Reply(response.status, response.headers, response.read())
        finally:
            connection.close()

    def connect(self, receive_buffer: int = 0) -> socket.socket:
        """Return a connection for what no HTTP library would send; a small buffer makes a slow reader."""
        made = socket.socket()
        if receive_buffer:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        made.settimeout(30)
        made.connect(("127.0.0.1", self.port))
        return made

    def exchange(self, sent: bytes) -> bytes:
        """Return all that comes back until the connection is closed."""
        with self.connect() as connection:
            connection.sendall(sent)
            return b"".join(iter(lambda: connection.recv(1 << 16), b""))

    @property
    def web_process(self) -> int:
        """The process that speaks HTTP."""
        (pid,) = children(self.process.pid)
        return pid

    def ask(self, text: str, accept: str = "application/sparql-results+json", **more: str) -> Reply:
        return self.send(
            "POST",
            "/sparql",
            urlencode({"query": text, **more}).encode(),
            {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept},
        )


@contextmanager
def serving(build: Path, **settings: object) -> Iterator[Server]:
    """Run `untoc serve` on a free port."""
    # Tests ask faster than one client may; those of the limit set it.
    settings = {"rate": "", **settings}
    environment = {**os.environ, **{f"UNTOC_{name.upper()}": str(value) for name, value in settings.items()}}
    with subprocess.Popen(
        [sys.executable, "-m", "untoc_graph.cli", "serve", "--port", "0", "--build", str(build)],
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        assert process.stderr is not None
        try:
            said = process.stderr.readline()
            address = re.search(r"http://\S+", said)
            assert address, said + process.stderr.read()
            yield Server(process, address.group())
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="session")
def served_build(small_build: Path) -> Path:
    """The small build with its files to download."""
    release = (small_build / "current").resolve()
    if not (release / "download").is_dir():
        write_dumps(release, parse((release / "untoc.nq").read_bytes(), graph_format("nquads")))
    return small_build


@pytest.fixture(scope="session")
def start(served_build: Path) -> Callable[..., AbstractContextManager[Server]]:
    """Start a server of one's own, with settings of one's own."""
    return partial(serving, served_build)


@pytest.fixture(scope="session")
def endless() -> str:
    """Nine free patterns over some dozen triples: counting them would take weeks."""
    return "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(9)) + " }"


@pytest.fixture(scope="session")
def server(served_build: Path) -> Iterator[Server]:
    with serving(served_build, query_timeout=1, queue_timeout=2, result_bytes=200_000) as running:
        yield running


@pytest.fixture
def unharmed(server: Server) -> Iterator[None]:
    """Afterwards the same process answers the next small query within a second."""
    before = server.web_process
    yield
    begun = time.monotonic()
    assert server.ask("ASK {}").json()["boolean"] is True
    assert time.monotonic() - begun < 1.0
    assert server.web_process == before


@pytest.fixture(scope="session")
def client(served_build: Path) -> Iterator[FlaskClient]:
    app = create_app(Settings(build=served_build, workers=1, port=8123))
    yield app.test_client()
    app.extensions[EXTENSION].close()


@pytest.fixture(scope="session")
def law_client(full_release_built: Path) -> Iterator[FlaskClient]:
    """An application over the full release, which has the law that answers rest on."""
    app = create_app(Settings(build=full_release_built, workers=1, port=8123))
    yield app.test_client()
    app.extensions[EXTENSION].close()


@pytest.fixture(scope="session")
def published(small_published: Path) -> Iterator[FlaskClient]:
    """An application over the release of the small tables, with catalogue and downloads."""
    app = create_app(Settings(build=small_published, workers=1, port=8123, rate=""))
    yield app.test_client()
    app.extensions[EXTENSION].close()


@pytest.fixture(scope="session")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """An application over a release that has each kind of linked data."""
    build = write_release(tmp_path_factory.mktemp("linked") / "build", linked_quads())
    app = create_app(Settings(build=build, workers=1, port=8123, rate=""))
    yield app.test_client()
    app.extensions[EXTENSION].close()


@pytest.fixture(scope="session")
def released(full_release_built: Path) -> Iterator[FlaskClient]:
    """The same over the full release; here, too, tests ask faster than one client may."""
    app = create_app(Settings(build=full_release_built, workers=1, port=8123, rate=""))
    yield app.test_client()
    app.extensions[EXTENSION].close()
