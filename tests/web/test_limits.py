"""Every limit is told by the same number in three places, and what passes it gets the status that is told."""

from __future__ import annotations

import http.client
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from rdflib import RDF, SDO, Graph, Literal, URIRef

from untoc_graph.settings import Settings
from untoc_graph.sparql.limits import limits
from untoc_graph.sparql.reply import Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from flask.testing import FlaskClient

    from tests.web.conftest import Server

# Far from the defaults, so that a number that is not read from the settings is found.
NARROW: dict[str, object] = {
    "query_bytes": 2_000,
    "workers": 1,
    "queue": 1,
    "query_timeout": 0.7,
    "queue_timeout": 0.4,
    "worker_memory": 65,
    "result_rows": 101,
    "result_bytes": 50_001,
    "hold_bytes": 20_001,
    "service_timeout": 0.3,
    "service_bytes": 3_001,
}
ROWS = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT "
DOUBLED = " ".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(40))


class Cells(HTMLParser):
    """Collects the texts of table cells, row by row."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1][-1] += data


@pytest.fixture(scope="module")
def other_endpoint(serving: Any) -> Iterator[str]:
    """An endpoint that answers too much, or, asked for it, nothing for a while."""
    silent = threading.Event()

    def answer(request: Any) -> Reply:
        if b"slow" in request.body + request.query_string:
            silent.wait(5)
        return Reply(200, "application/sparql-results+json", b" " * 4_000)

    with serving(answer) as (url, _):
        yield url
        silent.set()


@pytest.fixture(scope="module")
def narrow(start: Callable[..., AbstractContextManager[Server]], other_endpoint: str) -> Iterator[Server]:
    with start(**NARROW, services=other_endpoint) as running:
        yield running


def told(server: Server, name: str) -> dict[str, Any]:
    said: dict[str, Any] = server.send("GET", "/limits").json()
    return dict(said[name])


def refused(server: Server, name: str, text: str, kind: str, **more: str) -> None:
    """Assert that a text gets the status that is told of a limit, with the problem of that kind."""
    reply = server.ask(text, more.pop("accept", "application/sparql-results+json"), **more)
    assert reply.status == told(server, name)["status"]
    assert reply.json()["type"] == f"https://w3id.org/untoc/problem/{kind}"
    assert (reply.headers["Retry-After"] is not None) is (reply.status in {429, 503})


# The same numbers in three places


def test_the_numbers_are_those_of_the_settings(narrow: Server, other_endpoint: str) -> None:
    said = narrow.send("GET", "/limits").json()
    for name, value in NARROW.items():
        assert said[name]["value"] == value, name
    assert said["services"]["value"] == [other_endpoint]
    assert said["rate"]["value"] is None
    for limit in said.values():
        assert limit["means"]
        assert limit["cure"]


def test_the_page_says_the_same(narrow: Server) -> None:
    said = narrow.send("GET", "/limits").json()
    page = narrow.send("GET", "/limits", headers={"Accept": "text/html"})
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    heads, *rows = Cells(page.body.decode()).rows
    assert len(heads) == 5
    shown = {row[0]: row for row in rows}
    assert set(shown) == set(said)
    for name, limit in said.items():
        _, value, means, status, cure = (cell.strip() for cell in shown[name])
        match limit["value"]:
            case None | []:
                assert value.startswith("nothing")
            case list() as several:
                assert value == ", ".join(several)
            case number_or_text:
                assert value.replace(",", "") == f"{number_or_text} {limit['unit']}".strip()
        assert (means, cure) == (limit["means"], limit["cure"])
        assert status == (str(limit["status"]) if limit["status"] else "")


def test_the_service_description_says_the_same(narrow: Server) -> None:
    said = narrow.send("GET", "/limits").json()
    described = narrow.send("GET", "/sparql", headers={"Accept": "application/n-triples"})
    graph = Graph().parse(data=described.body, format="nt")
    found: dict[str, list[Any]] = {}
    for place in graph.subjects(RDF.type, SDO.PropertyValue):
        name = str(graph.value(place, SDO.propertyID))
        found[name] = sorted(
            value.toPython() if isinstance(value, Literal) else value
            for value in graph.objects(place, SDO.value)
        )
        unit = graph.value(place, SDO.unitText)
        assert (str(unit) if unit else "") == said[name]["unit"]
    expected = {
        name: limit["value"] if isinstance(limit["value"], list) else [limit["value"]]
        for name, limit in said.items()
    }
    assert {name: [value for value in values if value is not None] for name, values in expected.items()} == {
        name: [float(value) if hasattr(value, "as_tuple") else value for value in values]
        for name, values in found.items()
    }
    assert (None, None, URIRef(f"{narrow.address}limits")) in graph


def test_every_setting_that_limits_is_told(client: FlaskClient) -> None:
    said = client.get("/limits").get_json()
    assert set(said) == {limit.name for limit in limits(Settings())}
    assert set(NARROW) | {"rate", "services", "spool_bytes"} == set(said)
    for name in said:
        assert hasattr(Settings(), name)


def test_the_document_can_be_kept_and_read_from_anywhere(client: FlaskClient) -> None:
    for accept, kind in [
        ("", "application/json"),
        ("text/html", "text/html"),
        ("image/png", "application/json"),
    ]:
        reply = client.get("/limits", headers={"Accept": accept})
        assert (reply.status_code, reply.mimetype) == (200, kind)
        assert reply.headers["Vary"] == "Accept"
        assert reply.headers["Access-Control-Allow-Origin"] == "*"
        again = client.get("/limits", headers={"Accept": accept, "If-None-Match": reply.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")


# Each is enforced


def test_query_bytes(narrow: Server) -> None:
    assert narrow.ask("ASK {}".ljust(2_000)).status == 200
    refused(narrow, "query_bytes", "ASK {}".ljust(2_001), "query-too-large")
    # Bytes, not characters.
    refused(narrow, "query_bytes", "ASK {} #" + "é" * 1_000, "query-too-large")


def test_result_rows(narrow: Server) -> None:
    for accept in (
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ):
        reply = narrow.ask(ROWS.replace("*", "?a") + "101", accept)
        assert reply.status == 200, accept
        refused(narrow, "result_rows", ROWS.replace("*", "?a") + "102", "result-too-large", accept=accept)


def test_result_rows_of_a_graph(narrow: Server) -> None:
    numbers = "VALUES ?x { 0 1 2 3 4 5 6 7 8 9 } VALUES ?y { 0 1 2 3 4 5 6 7 8 9 10 }"
    text = f"CONSTRUCT {{ <s> <p> ?n }} {{ {numbers} BIND(10 * ?y + ?x AS ?n) FILTER(?n < LIMIT) }}"
    for accept in ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"):
        assert narrow.ask(text.replace("LIMIT", "101"), accept).status == 200, accept
        refused(narrow, "result_rows", text.replace("LIMIT", "102"), "result-too-large", accept=accept)


def test_result_bytes(narrow: Server) -> None:
    text = f'SELECT ?v12 {{ BIND("xxxxxxxxxxxxxxxx" AS ?v0) {DOUBLED.partition(" BIND(CONCAT(?v12")[0]} }}'
    refused(narrow, "result_bytes", text, "result-too-large")
    assert narrow.ask(text.replace("?v12 {", "?v11 {")).status == 200


def test_hold_bytes(narrow: Server) -> None:
    assert told(narrow, "hold_bytes")["status"] is None
    text = 'SELECT ?v10 { BIND("xxxxxxxxxxxxxxxx" AS ?v0) ' + DOUBLED.partition(" BIND(CONCAT(?v10")[0]
    held, sent = narrow.ask(text + " }"), narrow.ask(text + " { VALUES ?n { 1 2 } } }")
    assert (held.status, sent.status) == (200, 200)
    assert held.headers["Content-Length"] is not None
    # The engine's pieces are larger than what is held, so this shows that a whole result says its length.
    assert len(held.body) < 20_001 < len(sent.body)


def test_query_timeout(narrow: Server, endless: str) -> None:
    for asked in ("", "9"):
        begun = time.monotonic()
        refused(narrow, "query_timeout", endless, "query-timeout", **({"timeout": asked} if asked else {}))
        assert 0.6 < time.monotonic() - begun < 1.5
    begun = time.monotonic()
    refused(narrow, "query_timeout", endless, "query-timeout", timeout="0.1")
    assert time.monotonic() - begun < 0.6


def test_worker_memory(narrow: Server) -> None:
    text = f'SELECT (STRLEN(?v40) AS ?n) {{ BIND("xxxxxxxxxxxxxxxx" AS ?v0) {DOUBLED} }}'
    refused(narrow, "worker_memory", text, "query-crashed")


def test_workers_queue_and_queue_timeout(narrow: Server, endless: str) -> None:
    with ThreadPoolExecutor(6) as threads:
        begun = time.monotonic()

        def ask(_: int) -> tuple[int, str, float]:
            reply = narrow.ask(endless)
            return reply.status, reply.json()["type"].rpartition("/")[2], time.monotonic() - begun

        answers = sorted(threads.map(ask, range(6)), key=lambda answer: answer[2])
    assert {status for status, _, _ in answers} == {
        told(narrow, name)["status"] for name in ("workers", "queue", "queue_timeout")
    }
    kinds = [kind for _, kind, _ in answers]
    # One runs and one waits, for less than the first takes; the others are refused at once.
    assert set(kinds) == {"busy", "query-timeout"}
    assert kinds.count("busy") >= 4
    assert answers[0][2] < 0.4
    assert answers[-1][2] < 3


def test_services(narrow: Server, other_endpoint: str) -> None:
    refused(narrow, "services", "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "service-refused")


def test_service_bytes(narrow: Server, other_endpoint: str) -> None:
    text = f"SELECT * {{ SERVICE <{other_endpoint}> {{ ?s ?p ?o }} }}"
    refused(narrow, "service_bytes", text, "federation-failed")


def test_service_timeout(narrow: Server, other_endpoint: str) -> None:
    begun = time.monotonic()
    refused(
        narrow,
        "service_timeout",
        f"SELECT * {{ SERVICE <{other_endpoint}> {{ ?s <http://slow/> ?o }} }}",
        "federation-failed",
    )
    assert 0.25 < time.monotonic() - begun < 1.5


def test_rate(start: Callable[..., AbstractContextManager[Server]]) -> None:
    with start(rate="2 per hour", workers=1) as own:
        assert told(own, "rate")["value"] == "2 per hour"
        assert [own.ask(f"SELECT ({number} AS ?n) {{}}").status for number in range(2)] == [200, 200]
        refused(own, "rate", "SELECT (3 AS ?n) {}", "rate-limited")


def test_no_limit_is_passed_by_a_cut_that_looks_whole(narrow: Server) -> None:
    for accept in ("application/sparql-results+json", "text/csv"):
        for limit in (102, 400):
            try:
                reply = narrow.ask(ROWS + str(limit), accept)
            except http.client.IncompleteRead:
                continue
            assert reply.status == 413


def test_the_limits_are_those_of_the_application(served_build: Path) -> None:
    from untoc_graph.web import create_app

    client = create_app(Settings(build=served_build, result_rows=7)).test_client()
    assert client.get("/limits").get_json()["result_rows"]["value"] == 7
