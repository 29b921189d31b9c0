"""The endpoint over real HTTP: what crosses the wire, and that no query harms the web process."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from tests.web.conftest import Server

SELECT = "SELECT ?s { ?s a <https://w3id.org/untoc/ontology#State> } ORDER BY ?s LIMIT 1"
DIRECT = {"Content-Type": "application/sparql-query"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def alive(server: Server) -> None:
    """The next small query is answered within a second, by the same process."""
    begun = time.monotonic()
    assert server.ask("ASK {}").json()["boolean"] is True
    assert time.monotonic() - begun < 1.0
    assert server.process.poll() is None


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_get_form_post_and_direct_post_give_the_same(server: Server, path: str) -> None:
    replies = [
        server.send("GET", f"{path}?query={quote(SELECT)}"),
        server.send("POST", path, f"query={quote(SELECT)}".encode(), FORM),
        server.send("POST", path, SELECT.encode(), DIRECT),
    ]
    assert [reply.status for reply in replies] == [200, 200, 200]
    assert len({reply.body for reply in replies}) == 1


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.2, application/json;q=0.3", "application/json"),
    ],
)
def test_the_negotiated_type_is_the_one_that_is_sent(server: Server, accept: str, content_type: str) -> None:
    reply = server.ask(SELECT, accept)
    assert (reply.status, reply.headers["Content-Type"], reply.headers["Vary"]) == (
        200,
        content_type,
        "Accept",
    )


def test_a_browser_is_never_told_not_acceptable(server: Server) -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    for text in (SELECT, "ASK {}", "CONSTRUCT { <s> <p> 1 } {}"):
        assert server.ask(text, accept).status == 200


def test_not_acceptable_is_a_problem_with_the_list(server: Server) -> None:
    reply = server.ask(SELECT, "image/png")
    assert (reply.status, reply.headers["Content-Type"]) == (406, "application/problem+json")
    assert "text/csv" in reply.json()["available"]["SELECT and ASK"]


def test_head_has_the_headers_of_get_and_no_body(server: Server) -> None:
    path = f"/sparql?query={quote(SELECT)}"
    head, get = server.send("HEAD", path), server.send("GET", path)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Length"] == get.headers["Content-Length"] == str(len(get.body))
    assert head.headers["Content-Type"] == get.headers["Content-Type"]


def test_a_preflight_is_answered(server: Server) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    reply = server.send("OPTIONS", "/sparql", headers=asked)
    assert (reply.status, reply.body) == (204, b"")
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in reply.headers["Access-Control-Allow-Methods"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_methods_that_write_are_not_allowed(server: Server, method: str) -> None:
    reply = server.send(method, f"/sparql?query={quote('ASK {}')}")
    assert (reply.status, reply.headers["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "statuses"),
    [
        ("POST", "/sparql", b"update=CLEAR+ALL", FORM, {403}),
        ("POST", "/sparql", b"CLEAR ALL", {"Content-Type": "application/sparql-update"}, {403}),
        ("POST", "/sparql", b"query=CLEAR+ALL", FORM, {403}),
        ("GET", "/sparql?update=CLEAR%20ALL", None, {}, {403}),
        ("POST", "/sparql", b"ASK {}", {"Content-Type": "text/plain"}, {415}),
        ("POST", "/sparql", b"ASK {}", {}, {415}),
        ("POST", "/sparql", b"ASK {}", {"Content-Type": "application/sparql-query; charset=UTF-16"}, {415}),
        ("POST", "/sparql", b"\x1f\x8b", {**DIRECT, "Content-Encoding": "gzip"}, {415}),
        ("POST", "/sparql", b"ASK {} #" + b"x" * 70_000, DIRECT, {413}),
        ("POST", "/sparql", b"ASK {} #" + b"x" * 300_000, DIRECT, {413}),
        ("GET", "/sparql?query=ASK%20%7B", None, {}, {400}),
        ("GET", "/sparql?query=ASK%20%7B%7D&query=ASK%20%7B%7D", None, {}, {400}),
        ("GET", "/sparql?query=%FF", None, {}, {400}),
        ("GET", "/sparql?query=%0d%0aX-Bad:%201", None, {}, {400}),
        ("GET", "/sparql?query=ASK%20%7B%7D&default-graph-uri=%0d%0aX", None, {}, {400}),
    ],
)
def test_what_is_no_query_is_refused_with_a_problem(
    server: Server, method: str, path: str, body: bytes | None, headers: dict[str, str], statuses: set[int]
) -> None:
    reply = server.send(method, path, body, headers)
    assert reply.status in statuses
    assert reply.headers["Content-Type"] == "application/problem+json"
    assert reply.json()["type"].startswith("https://w3id.org/untoc/problem/")
    assert "X-Bad" not in reply.headers
    alive(server)


def test_the_service_description_names_the_address_of_the_settings_not_of_the_request(server: Server) -> None:
    hostile = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Accept": "text/turtle"}
    reply = server.send("GET", "/sparql", headers=hostile)
    assert reply.status == 200
    assert f"<{server.address}sparql>".encode() in reply.body
    assert b"evil" not in reply.body


def test_every_reply_forbids_sniffing_and_hides_the_server(server: Server) -> None:
    for reply in (server.ask(SELECT, "text/csv"), server.ask("ASK {"), server.send("GET", "/nothing")):
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert reply.headers["Content-Security-Policy"].startswith("default-src 'none';")
        assert reply.headers["Server"] == "untoc"
