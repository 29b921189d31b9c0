"""Attacks on whoever reads a reply: markup, formulas, letters that look alike, what tells of the inside."""

from __future__ import annotations

import json
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import pytest

from untoc_graph.settings import Settings

if TYPE_CHECKING:
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


# XSS


class Scripts(HTMLParser):
    """Finds what would run or load in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        # Scripts of ours are files, and what is said to search engines is data that no browser runs.
        ours = (said.get("src") or "").startswith("/static/") and said.get("type") == "module"
        if tag == "script" and (ours or said == {"type": "application/ld+json"}):
            return
        if tag in {"script", "img", "svg", "iframe", "object", "embed", "base", "meta-refresh"}:
            self.found.append(tag)
        for name, value in attrs:
            if (
                name.startswith("on")
                or name == "style"
                or (value or "").strip().lower().startswith(("javascript:", "data:"))
            ):
                self.found.append(f"{tag} {name}={value}")


MARKUP: Final = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'-alert(1)-'",
    "javascript:alert(1)",
    "{{7*7}}",
    "{% import os %}",
    "</title><script>alert(1)</script>",
    "<!--",
    "\u202e<b>",
]


@pytest.mark.parametrize("text", MARKUP)
def test_xss_by_a_path_is_text_on_the_page(server: Server, text: str) -> None:
    for path in (
        f"/{quote(text, safe='')}",
        f"/download/{quote(text, safe='')}",
        f"/static/{quote(text, safe='')}",
        f"/?x={quote(text)}",
    ):
        page = server.send("GET", path, headers=BROWSER)
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        assert Scripts(page.body.decode()).found == []
        assert b"49" not in page.body.partition(b"<main>")[2] or "7*7" not in text
        policy = page.headers["Content-Security-Policy"] or ""
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


@pytest.mark.parametrize("text", MARKUP)
def test_xss_by_a_query_is_never_sent_as_html(server: Server, text: str) -> None:
    literal = json.dumps(text)
    queries = [
        f"SELECT ({literal} AS ?x) {{}}",
        f"SELECT (STRLANG({literal}, 'en') AS ?x) {{}}",
        f"SELECT (IRI(CONCAT('javascript:', ENCODE_FOR_URI({literal}))) AS ?x) {{}}",
        f"CONSTRUCT {{ <s> <p> {literal} }} {{}}",
        f"SELECT * {{ {text} }}",
        text,
    ]
    for query in queries:
        for accept in (BROWSER["Accept"], "text/html", "*/*", "text/html, */*;q=0.1", "image/png"):
            reply = server.ask(query, accept)
            assert reply.status in {200, 400, 406}
            kind = (reply.headers["Content-Type"] or "").partition(";")[0]
            assert kind in {
                "application/json",
                "application/sparql-results+json",
                "text/turtle",
                "application/problem+json",
            }
            assert reply.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["a<b", "é", "\N{GREEK SMALL LETTER ALPHA}", "x\u00b7y"])
def test_xss_by_the_name_of_a_variable_is_text(server: Server, name: str) -> None:
    reply = server.ask(f"SELECT (1 AS ?{name}) {{}}", "application/sparql-results+xml")
    assert reply.status in {200, 400}
    assert b"<b" not in reply.body.replace(b"<binding", b"").replace(b"<boolean", b"")


# Sniffing


@pytest.mark.parametrize(
    "accept",
    [
        "text/turtle",
        "application/n-triples",
        "application/ld+json",
        "application/rdf+xml",
        "application/trig",
        "application/n-quads",
    ],
)
def test_sniffing_a_graph_with_html_in_it_is_forbidden(server: Server, accept: str) -> None:
    text = "CONSTRUCT { <http://x/s> <http://x/p> '<html><script>alert(1)</script>' } {}"
    reply = server.ask(text, accept)
    assert reply.status == 200
    assert (reply.headers["Content-Type"] or "").partition(";")[0] == accept
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.headers["Content-Security-Policy"].startswith("default-src 'none';")


@pytest.mark.parametrize(
    "accept",
    [
        "text/csv",
        "text/tab-separated-values",
        "application/sparql-results+json",
        "application/sparql-results+xml",
    ],
)
def test_sniffing_a_table_with_html_in_it_is_forbidden(server: Server, accept: str) -> None:
    reply = server.ask("SELECT ('<html><script>alert(1)</script>' AS ?x) {}", accept)
    assert (reply.headers["Content-Type"] or "").partition(";")[0] == accept
    assert reply.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ROUTES)
def test_sniffing_is_forbidden_for_every_route_and_failure(server: Server, path: str) -> None:
    for method, asked in (
        ("GET", path),
        ("HEAD", path),
        ("OPTIONS", path),
        ("PUT", path),
        ("GET", path + "/nothing"),
    ):
        reply = server.send(method, asked)
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert reply.headers["Content-Security-Policy"]
        assert reply.headers["Referrer-Policy"] == "no-referrer"


def test_sniffing_a_download_is_forbidden_and_it_is_saved(server: Server) -> None:
    reply = server.send("GET", "/download/untoc.ttl")
    assert (reply.headers["Content-Disposition"] or "").startswith("attachment")
    assert reply.headers["X-Content-Type-Options"] == "nosniff"


# Spreadsheet formulas


@pytest.mark.parametrize(
    "formula", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", '=HYPERLINK("http://x/")', "\t=1"]
)
def test_spreadsheet_formulas_are_sent_as_the_standard_of_csv_says(server: Server, formula: str) -> None:
    import csv
    import io

    reply = server.ask(f"SELECT ({json.dumps(formula)} AS ?x) {{}}", "text/csv")
    assert list(csv.reader(io.StringIO(reply.body.decode(), newline=""))) == [["x"], [formula]]
    # It is a document for programs: nothing in it says that a spreadsheet should open it.
    assert reply.headers["Content-Disposition"] is None


# Unicode


@pytest.mark.parametrize(
    "text",
    [
        "é",
        unicodedata.normalize("NFD", "é"),
        "\u202eevil",
        "\u2066x\u2069",
        "аctions",  # noqa: RUF001  a Cyrillic letter, on purpose
        "actions\u200b",
        "ａctions",  # noqa: RUF001  a wide letter, on purpose
        "\ufeff",
        "\U0001f600",
        "ß" * 500,
        "İ",
        "\ufffe",
        "\x7f",
    ],
)
def test_unicode_that_looks_alike_is_another_name(server: Server, text: str) -> None:
    for path in (
        f"/graph/{quote(text)}",
        f"/download/{quote(text)}",
        f"/{quote(text)}",
        f"/graph-store?graph={quote(GRAPH + text)}",
    ):
        for headers in ({}, BROWSER):
            replies = [server.send("GET", path, headers=headers) for _ in range(2)]
            assert [reply.status for reply in replies] == [404, 404]
            assert replies[0].body == replies[1].body
    exact = server.ask(f"SELECT ({json.dumps(text, ensure_ascii=False)} AS ?x) {{}}")
    assert exact.json()["results"]["bindings"][0]["x"]["value"] == text


@pytest.mark.parametrize("escaped", ["%ED%A0%80", "%FF", "%C0%80", "%F4%90%80%80", "%E2%82", "%80"])
def test_unicode_that_is_none_is_refused(server: Server, escaped: str) -> None:
    for path in (
        f"/sparql?query={escaped}",
        f"/sparql?query=ASK%7B%7D&default-graph-uri={escaped}",
        f"/graph-store?graph={escaped}",
        f"/sparql?{escaped}=1",
    ):
        reply = server.send("GET", path)
        assert (reply.status, reply.slug) == (400, "bad-request"), path
    for path in (f"/graph/{escaped}", f"/{escaped}", f"/download/{escaped}"):
        assert server.send("GET", path).status == 404
    assert server.send("POST", "/sparql", f"query={escaped}".encode(), FORM).status == 400
    for text in (
        "SELECT ('\\uD800' AS ?x) {}",
        "SELECT ('\\U00110000' AS ?x) {}",
        "ASK { <http://x/\\uDFFF> ?p ?o }",
    ):
        assert server.ask(text).slug == "query-syntax"


# Debug leak


def test_debug_leaks_are_nowhere(server: Server) -> None:
    asked = [
        ("GET", "/console"),
        ("GET", "/?__debugger__=yes&cmd=resource&f=debugger.js"),
        ("GET", "/sparql?__debugger__=yes&query=ASK%7B"),
        ("GET", "/server-status"),
        ("GET", "/.env"),
        ("GET", "/.git/config"),
        ("GET", "/static/..%2fapp.py"),
        ("GET", "/sparql?query=%00"),
        ("GET", "/sparql?query=SELECT%20*%20%7B%20?s%20unctoc:x%20?o%20%7D"),
        ("GET", "/sparql?query=ASK%7BFILTER(%3Chttp://x/f%3E(1))%7D"),
        ("PUT", "/sparql"),
        ("POST", "/"),
        ("TRACE", "/"),
        *(("GET", path) for path in ROUTES),
    ]
    root = str(Path(__file__).parents[2])
    secrets = [
        "Traceback",
        "werkzeug",
        "flask",
        "python",
        "granian",
        "site-packages",
        root,
        str(Settings().data),
    ]
    for method, path in asked:
        for headers in ({}, BROWSER, {"Cookie": "session=x", "Authorization": "Basic eDp5"}):
            reply = server.send(method, path, headers=headers)
            assert reply.status < 500
            said = str(reply.headers.items()) + reply.body.decode()
            for secret in secrets:
                assert secret.casefold() not in said.casefold(), (path, secret)
            assert reply.headers["Server"] == "untoc"
            assert reply.headers["Set-Cookie"] is None
            assert reply.headers["X-Powered-By"] is None
