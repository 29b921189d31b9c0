"""`server:app` runs under any WSGI server; here under that of the standard library, with its validator."""

from __future__ import annotations

import importlib
import json
import threading
from typing import TYPE_CHECKING
from urllib.parse import quote
from urllib.request import urlopen
from wsgiref.simple_server import WSGIRequestHandler, make_server
from wsgiref.validate import validator

import pytest

import server as module
from untoc_graph.web.service import EXTENSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(small_build: Path) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UNTOC_BUILD", str(small_build))
        patch.setenv("UNTOC_HOLD_BYTES", "20000")
        app = importlib.reload(module).app
    # The validator refuses what PEP 3333 does not allow.
    with make_server("127.0.0.1", 0, validator(app), handler_class=Quiet) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()
        thread.join()
    app.extensions[EXTENSION].close()


def select(address: str, text: str) -> list[dict[str, object]]:
    with urlopen(f"{address}/sparql?query={quote(text)}", timeout=30) as reply:
        rows = json.load(reply)["results"]["bindings"]
    assert isinstance(rows, list)
    return rows


def test_queries_are_answered_whole_and_again_from_what_is_kept(address: str) -> None:
    text = "SELECT ?s { ?s a ?class } ORDER BY ?s LIMIT 3"
    assert len(select(address, text)) == 3
    assert select(address, text) == select(address, text)


def test_a_large_result_is_streamed_to_its_end(address: str) -> None:
    ((counted,),) = (row.values() for row in select(address, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))
    assert isinstance(counted, dict)
    rows = select(address, "SELECT ?s ?p ?o { ?s ?p ?o }")
    assert len(rows) == int(counted["value"])


@pytest.mark.parametrize("path", ["/", "/limits", "/metrics", "/health/ready", "/graph-store?default"])
def test_every_other_route_is_answered_too(address: str, path: str) -> None:
    with urlopen(address + path, timeout=30) as reply:
        assert reply.status == 200
        assert reply.read()
