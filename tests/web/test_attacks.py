"""Attacks that would have the server ask others, read files, write, or take a name for a query."""

from __future__ import annotations

import contextlib
import json
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.conftest import Server

pytestmark = pytest.mark.usefixtures("unharmed")

FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT: Final = {"Content-Type": "application/sparql-query"}
BROWSER: Final = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
GRAPH: Final = "https://w3id.org/untoc/graph/"
COUNT: Final = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
ROUTES: Final = (
    "/",
    "/sparql",
    "/graph-store",
    "/graph/actions",
    "/download/untoc.ttl",
    "/limits",
    "/health/ready",
    "/metrics",
)


def count(server: Server) -> str:
    return str(server.ask(COUNT).json()["results"]["bindings"][0]["n"]["value"])


# SSRF: no request makes the server ask another one


def spellings(port: int) -> list[str]:
    """Return the ways to write an address at which a listener waits, or that leads there."""
    hosts = [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "0.0.0.0",
        "[::ffff:127.0.0.1]",
    ]
    return [
        *(f"http://{host}:{port}/data.ttl" for host in hosts),
        f"https://127.0.0.1:{port}/data.ttl",
        f"ftp://127.0.0.1:{port}/data.ttl",
        f"http://user:word@127.0.0.1:{port}/",
        f"http://127.0.0.1:{port}",
        f"HTTP://LOCALHOST:{port}/data.jsonld?x=y#z",
        f"gopher://127.0.0.1:{port}/_GET",
    ]


TEXTS: Final = (
    "ASK {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "ASK {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
    "ASK {{ servicesilent<{0}>{{}} }}",
    "PREFIX : <{0}> ASK {{ service:{{}} }}",
    "BASE <{0}> ASK {{ SERVICE <> {{}} }}",
    "ASK {{ BIND(<{0}> AS ?u) SERVICE ?u {{ ?s ?p ?o }} }}",
    "ASK {{ VALUES ?u {{ <{0}> }} SERVICE SILENT ?u {{ ?s ?p ?o }} }}",
    "ASK {{ FILTER EXISTS {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
    "ASK {{ {{ SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }} }}",
    "ASK {{ ?s ?p 1SERVICE<{0}>{{}} }}",
    "ASK {{ # comment\nSERVICE#>\n<{0}> {{ ?s ?p ?o }} }}",
    "CONSTRUCT WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "LOAD <{0}>",
    "LOAD SILENT <{0}> INTO GRAPH <http://x/>",
    "BASE <{0}> LOAD <>",
    "CLEAR ALL ; LOAD <{0}>",
    "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "ASK FROM <{0}> {{ ?s ?p ?o }}",
    "ASK FROM NAMED <{0}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "BASE <{0}> ASK FROM <> {{ ?s ?p ?o }}",
    "DESCRIBE <{0}>",
    "DESCRIBE <{0}> FROM <{0}>",
    "ASK {{ GRAPH <{0}> {{ ?s ?p ?o }} }}",
    "ASK {{ <{0}> <http://www.w3.org/2002/07/owl#imports> <{0}> }}",
)


def test_ssrf_in_every_spelling_of_a_query_reaches_nobody(server: Server) -> None:
    with listener() as (port, hits):
        for number, address in enumerate(spellings(port)):
            # Each text with some addresses, each address with some texts.
            for text in TEXTS[number % 3 :: 3]:
                reply = server.ask(text.format(address), "*/*")
                assert reply.status in {200, 400, 403}, text
                refused = "SERVICE" in text.upper() or "LOAD" in text.upper()
                # SILENT is no empty success.
                assert (reply.status != 200) is refused, text
                if refused:
                    assert reply.slug in {"service-refused", "update-refused", "query-syntax"}
                else:
                    assert b"true" not in reply.body
        assert hits() == 0


@pytest.mark.parametrize(
    "name",
    ["default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri", "graph", "target"],
)
def test_ssrf_by_the_dataset_of_the_protocol_reaches_nobody(server: Server, name: str) -> None:
    text = "ASK { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    with listener() as (port, hits):
        for address in spellings(port):
            sent = urlencode({"query": text, name: address})
            replies = [
                server.send("GET", f"/sparql?{sent}"),
                server.send("POST", "/sparql", sent.encode(), FORM),
                server.send("POST", f"/sparql?{urlencode({name: address})}", text.encode(), DIRECT),
            ]
            for reply in replies:
                # What is no IRI is refused, what is none of our graphs is empty.
                assert reply.status in {200, 400}
                if reply.status == 200 and name in {"default-graph-uri", "named-graph-uri"}:
                    assert reply.json()["boolean"] is False
            assert server.send("GET", f"/graph-store?{urlencode({'graph': address})}").status == 404
            assert (
                server.send(
                    "POST",
                    "/sparql",
                    urlencode({"update": f"LOAD <{address}>", name: address}).encode(),
                    FORM,
                ).status
                == 403
            )
        assert hits() == 0


def test_ssrf_by_documents_that_name_others_reaches_nobody(server: Server) -> None:
    with listener() as (port, hits):
        url = f"http://127.0.0.1:{port}/context.jsonld"
        documents = {
            "application/ld+json": json.dumps({"@context": url, "@id": url, "name": "x"}),
            "text/turtle": f"<> <http://www.w3.org/2002/07/owl#imports> <{url}> .",
            "application/rdf+xml": f'<!DOCTYPE r [<!ENTITY e SYSTEM "{url}">]><r>&e;</r>',
        }
        for media_type, document in documents.items():
            for method in ("PUT", "POST", "PATCH"):
                for path in (
                    f"/graph-store?graph={quote(GRAPH)}actions",
                    "/graph-store?default",
                    "/graph/actions",
                ):
                    reply = server.send(method, path, document.encode(), {"Content-Type": media_type})
                    assert (reply.status, reply.slug) == (405, "method-not-allowed")
            assert (
                server.send("POST", "/sparql", document.encode(), {"Content-Type": media_type}).status == 415
            )
        assert hits() == 0


def test_ssrf_by_headers_reaches_nobody(server: Server) -> None:
    with listener() as (port, hits):
        host = f"127.0.0.1:{port}"
        for name, value in {
            "Host": host,
            "X-Forwarded-Host": host,
            "Forwarded": f"host={host};proto=http",
            "Referer": f"http://{host}/",
            "Origin": f"http://{host}",
            "Accept": f'application/ld+json;profile="http://{host}/"',
            "Link": f'<http://{host}/>; rel="http://www.w3.org/ns/json-ld#context"',
            "X-Original-URL": f"http://{host}/",
        }.items():
            for path in ("/", "/sparql", "/sparql?query=CONSTRUCT%20WHERE%20%7B%7D", "/graph-store?default"):
                assert server.send("GET", path, headers={name: value}).status == 200
        raw = server.exchange(
            f"GET http://{host}/sparql HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
        )
        assert host.encode() not in raw
        raw = server.exchange(
            f"CONNECT {host} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
        )
        assert raw.startswith(b"HTTP/1.1 4")
        assert hits() == 0


@contextlib.contextmanager
def listener() -> Iterator[tuple[int, object]]:
    """Listen, and tell how many have come."""
    with socket.create_server(("127.0.0.1", 0), backlog=100) as waiting:
        waiting.settimeout(0.2)

        def hits() -> int:
            came = 0
            with contextlib.suppress(TimeoutError):
                while True:
                    waiting.accept()[0].close()
                    came += 1
            return came

        yield waiting.getsockname()[1], hits


def test_the_listener_of_these_tests_hears() -> None:
    with listener() as (port, hits):
        socket.create_connection(("127.0.0.1", port)).close()
        assert hits() == 1  # type: ignore[operator]


# Files


def test_files_are_never_read(server: Server, tmp_path: Path) -> None:
    canary = tmp_path / "canary.ttl"
    canary.write_text('<http://x/canary> <http://x/p> "sings-7411" .\n')
    for address in (
        f"file://{canary}",
        f"file://localhost{canary}",
        f"file:{canary}",
        str(canary),
        f"FILE://{canary}",
        "file:///etc/passwd",
        "/etc/passwd",
        "jar:file:///x!/y",
        "data:text/turtle,<a>%20<b>%20%22sings-7411%22",
    ):
        for text in TEXTS:
            body = server.ask(text.format(address), "*/*").body
            assert b"sings-" not in body.replace(address.encode(), b"")
            assert b"root:" not in body
        for path in (
            f"/sparql?{urlencode({'query': 'SELECT * { ?s ?p ?o }', 'default-graph-uri': address})}",
            f"/graph-store?{urlencode({'graph': address})}",
            f"/graph/{quote(address, safe='')}",
            f"/download/{quote(address, safe='')}",
            f"/static/{quote(address, safe='')}",
        ):
            reply = server.send("GET", path)
            assert b"sings-" not in reply.body.replace(address.encode(), b"")
            assert b"root:" not in reply.body


# Update by query


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a> <b> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP ALL",
        "LOAD <file:///etc/passwd>",
        "CREATE GRAPH <http://x/>",
        "ADD DEFAULT TO <http://x/>",
        "PREFIX a: <http://x/> # ASK {}\nINSERT DATA { a:a a:b 1 }",
        "WITH <http://x/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_update_by_query_is_refused_and_changes_nothing(server: Server, text: str) -> None:
    before = count(server)
    replies = [
        server.ask(text),
        server.send("GET", f"/sparql?{urlencode({'query': text})}"),
        server.send("GET", f"/sparql?{urlencode({'update': text})}"),
        server.send("POST", "/sparql", urlencode({"update": text}).encode(), FORM),
        server.send("POST", "/sparql", urlencode({"query": "ASK {}", "update": text}).encode(), FORM),
        server.send("POST", "/sparql", text.encode(), DIRECT),
        server.send("POST", "/sparql", text.encode(), {"Content-Type": "application/sparql-update"}),
    ]
    assert {(reply.status, reply.slug) for reply in replies} == {(403, "update-refused")}
    assert count(server) == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "POST"])
@pytest.mark.parametrize(
    "path", ["/graph-store?default", f"/graph-store?graph={GRAPH}actions", "/graph/actions", "/graph-store"]
)
def test_update_of_a_graph_is_refused_and_changes_nothing(server: Server, method: str, path: str) -> None:
    before = count(server)
    reply = server.send(method, path, b"<a> <b> 1 .", {"Content-Type": "text/turtle"})
    assert (reply.status, reply.slug) == (405, "method-not-allowed")
    assert reply.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert count(server) == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "PROPFIND", "TRACE", "BREW"])
def test_update_by_other_methods_is_refused(server: Server, method: str) -> None:
    before = count(server)
    for path in ("/sparql", "/", "/download/untoc.ttl", "/limits"):
        assert server.send(method, path).status in {405, 501}
    # A method in disguise is the method that it is.
    disguised = server.send(
        "POST", "/sparql", b"query=ASK+%7B%7D", {**FORM, "X-HTTP-Method-Override": "DELETE"}
    )
    assert disguised.status == 200
    assert count(server) == before


# SPARQL injection: what names a graph is a name, whatever it holds

INJECTED: Final = [
    f"{GRAPH}actions> {{ ?s ?p ?o }} }} #",
    f"{GRAPH}actions>",
    f'{GRAPH}actions"',
    f"{GRAPH}actions' OR '1'='1",
    f"{GRAPH}actions\\u003E",
    f"{GRAPH}actions\\",
    f"{GRAPH}actions\n",
    f"{GRAPH}actions\r\nX: y",
    f"{GRAPH}actions\x00",
    f"{GRAPH}actions\t",
    f"{GRAPH}actions }}#",
    f"{GRAPH}actions {GRAPH}participants",
    f"<{GRAPH}actions>",
    f"{GRAPH}../graph/actions",
    f"{GRAPH}%61ctions",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "urn:x\u202egnp",
    "actions",
    "*",
    "?g",
    "$g",
    "_:b",
]


@pytest.mark.parametrize("value", INJECTED)
def test_sparql_injection_by_the_name_of_a_graph_finds_nothing(server: Server, value: str) -> None:
    everything = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    for name in ("default-graph-uri", "named-graph-uri"):
        reply = server.ask(everything, **{name: value})
        if reply.status == 200:
            assert reply.json()["results"]["bindings"][0]["n"]["value"] == "0"
        else:
            assert (reply.status, reply.slug) in {(400, "query-syntax"), (400, "bad-request")}
    indirect = server.send("GET", f"/graph-store?{urlencode({'graph': value})}")
    assert (indirect.status, indirect.slug) == (404, "no-such-graph")


@pytest.mark.parametrize("value", [part.removeprefix(GRAPH) for part in INJECTED if part != "actions"])
def test_sparql_injection_by_the_path_of_a_graph_finds_nothing(server: Server, value: str) -> None:
    reply = server.send("GET", f"/graph/{quote(value, safe='')}")
    if value == "%61ctions":  # which, escaped once more, is another name
        assert reply.status == 404
    assert (reply.status, reply.slug) in {(404, "no-such-graph"), (404, "not-found")}


# The table of attack classes, and what stands here and beside for each

CLASSES: Final = {
    "deep nesting, long chains": "deep_nesting",
    "expensive query": "expensive",
    "memory": "memory",
    "result flood": "result_flood",
    "concurrency": "concurrency",
    "SSRF": "ssrf",
    "files": "files",
    "update by query": "update",
    "SPARQL injection": "sparql_injection",
    "XSS": "xss",
    "sniffing": "sniffing",
    "spreadsheet formula": "spreadsheet",
    "header injection": "header_injection",
    "cache poisoning": "cache_poisoning",
    "open redirect": "open_redirect",
    "path traversal": "path_traversal",
    "body tricks": "body_tricks",
    "slow sockets": "slow_sockets",
    "unicode": "unicode",
    "debug leak": "debug_leak",
}


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_of_attacks_has_its_test(name: str) -> None:
    written = "".join(
        path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_attacks*.py")
    )
    assert any(f"def test_{article}{CLASSES[name]}" in written for article in ("", "a_", "an_"))
