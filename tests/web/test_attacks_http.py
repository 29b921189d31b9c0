"""Attacks on HTTP: headers in values, replies kept for others, paths that lead elsewhere, tricky bodies."""

from __future__ import annotations

import contextlib
import gzip
import socket
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import pytest

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


def head_and_body(raw: bytes) -> tuple[bytes, bytes]:
    head, _, body = raw.partition(b"\r\n\r\n")
    return head, body


# Header injection

INJECTION: Final = "%0d%0aX-Injected:%20yes%0d%0a%0d%0a<b>"


@pytest.mark.parametrize(
    "target",
    [
        f"/{INJECTION}",
        f"/graph/{INJECTION}",
        f"/download/{INJECTION}",
        f"/static/{INJECTION}",
        f"/?{INJECTION}",
        f"/sparql?{INJECTION}",
        f"/sparql?query={INJECTION}",
        f"/sparql?query=ASK%7B%7D&default-graph-uri={INJECTION}",
        f"/sparql?query=ASK%7B%7D&named-graph-uri={INJECTION}",
        f"/sparql?query=ASK%7B%7D&timeout={INJECTION}",
        f"/sparql?query=ASK%7B%7D&{INJECTION}=1",
        f"/sparql?update={INJECTION}",
        f"/graph-store?graph={INJECTION}",
        f"/graph-store?default={INJECTION}",
        f"/graph-store?default&{INJECTION}",
        f"/limits?{INJECTION}",
        "/sparql?query=SELECT%20(1%20AS%20?x%0d%0aX-Injected:yes)%7B%7D",
        f"/sparql?query=SELECT%20('{INJECTION}'%20AS%20?x)%7B%7D",
    ],
)
def test_header_injection_by_a_target_is_refused_or_text(server: Server, target: str) -> None:
    for extra in ("", "Accept: text/html\r\n"):
        raw = server.exchange(
            f"GET {target} HTTP/1.1\r\nHost: x\r\n{extra}Connection: close\r\n\r\n".encode()
        )
        head, _ = head_and_body(raw)
        assert b"x-injected" not in head.lower()
        assert head.count(b"HTTP/1.1 ") == 1
        assert int(head.split(b" ", 2)[1]) in {200, 400, 403, 404, 406}


@pytest.mark.parametrize(
    "name",
    [
        "Accept",
        "Content-Type",
        "If-None-Match",
        "If-Modified-Since",
        "X-Forwarded-For",
        "Host",
        "Origin",
        "Range",
        "Cookie",
    ],
)
@pytest.mark.parametrize(
    "value",
    [b"a\rX-Injected: yes", b"a\nX-Injected: yes", b"a\x00b", b"\xff\xfe", b"a\tb", b"x" * 10_000, b"\x7f"],
)
def test_header_injection_by_a_header_is_refused_or_text(server: Server, name: str, value: bytes) -> None:
    for target in (b"/sparql?query=ASK%7B%7D", b"/download/untoc.ttl", b"/nothing"):
        raw = server.exchange(
            b"GET %b HTTP/1.1\r\nHost: x\r\n%b: %b\r\nConnection: close\r\n\r\n"
            % (target, name.encode(), value)
        )
        head, body = head_and_body(raw)
        assert int(head.split(b" ", 2)[1]) < 500
        # A bare newline ends a line for a lenient reader: then it is a header of the request, and no more.
        assert b"x-injected" not in head.lower()
        assert b"X-Injected" not in body


# Cache poisoning


def test_cache_poisoning_by_another_format_has_another_tag_and_body(server: Server) -> None:
    path = f"/sparql?query={quote('SELECT (1 AS ?poison) {}')}"
    seen: dict[str, tuple[str | None, bytes]] = {}
    for _ in range(2):
        for accept in (
            "application/sparql-results+json",
            "text/csv",
            "application/sparql-results+xml",
            "application/json",
        ):
            reply = server.send("GET", path, headers={"Accept": accept})
            assert (reply.headers["Content-Type"] or "").partition(";")[0] == accept
            assert reply.headers["Vary"] == "Accept"
            assert seen.setdefault(accept, (reply.headers["ETag"], reply.body)) == (
                reply.headers["ETag"],
                reply.body,
            )
        refused = server.send("GET", path, headers={"Accept": "image/png"})
        assert (refused.status, refused.headers["ETag"]) == (406, None)
    assert len({tag for tag, _ in seen.values()}) == 4
    assert len({body for _, body in seen.values()}) == 3


@pytest.mark.parametrize(
    "header",
    [
        "Host",
        "X-Forwarded-Host",
        "X-Forwarded-Proto",
        "X-Forwarded-Prefix",
        "X-Forwarded-Port",
        "X-Original-URL",
        "X-Rewrite-URL",
        "Forwarded",
        "X-Host",
        "Base-Url",
    ],
)
def test_cache_poisoning_by_a_header_that_is_not_told_leaves_no_mark(server: Server, header: str) -> None:
    value = "host=poison.example" if header == "Forwarded" else "poison.example"
    paths = [
        "/",
        "/sparql",
        f"/sparql?query={quote(f'ASK {{}} # {header}')}",
        "/limits",
        "/nothing",
        "/graph-store?default",
        "//",
    ]
    for path in paths:
        first = server.send("GET", path, headers={header: value, "Accept": "*/*"})
        assert b"poison" not in first.body
        assert "poison" not in str(first.headers.items())
        clean = server.send("GET", path, headers={"Accept": "*/*"})
        assert (clean.status, clean.body) == (first.status, first.body)


def test_cache_poisoning_by_a_body_or_a_fragment_of_another_request_is_impossible(server: Server) -> None:
    path = f"/sparql?query={quote('SELECT (2 AS ?poison) {}')}"
    # A GET with a body is the GET.
    with_body = server.send("GET", path, b"query=SELECT+(3+AS+?poison)+{}", FORM)
    assert with_body.body == server.send("GET", path).body
    by_post = server.send("POST", path.partition("?")[0], b"query=SELECT+(4+AS+?poison)+%7B%7D", FORM)
    assert by_post.body != with_body.body
    assert server.send("GET", path).body == with_body.body
    # An error is not kept for those who ask rightly.
    assert server.send("GET", path + "&default-graph-uri=", headers={"Accept": "text/csv"}).status == 400
    assert server.send("GET", path, headers={"Accept": "text/csv"}).status == 200


def test_cache_poisoning_of_our_own_replies_by_paths_that_look_alike_is_impossible(server: Server) -> None:
    query = f"query={quote('SELECT (5 AS ?poison) {}')}"
    right = server.send("GET", f"/sparql?{query}")
    for path in (
        f"/sparql/?{query}",
        f"/sparql;x?{query}",
        f"/sparql%2f?{query}",
        f"/%73parql?{query}",
        f"/sparql/../sparql?{query}",
        f"/SPARQL?{query}",
    ):
        reply = server.send("GET", path)
        assert reply.body == right.body or reply.status == 404
    assert server.send("GET", f"/sparql?{query}").body == right.body


# Open redirect


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "//evil.example/",
        "//evil.example/%2e%2e",
        "/\\evil.example",
        "/%5cevil.example",
        "/%2f%2fevil.example",
        "///evil.example",
        "/sparql//",
        "/sparql//evil.example",
        "//sparql",
        "/download//untoc.ttl",
        "/download/",
        "/graph//actions",
        "/graph/actions/",
        "/graph",
        "/static//style.css",
        "/static",
        "/health",
        "/health/",
        "/limits/",
        "/./sparql",
        "/.//evil.example",
        "/sparql?next=http://evil.example/",
        "http://evil.example/",
        "http://evil.example//sparql",
        "/@evil.example",
        "/evil.example:80",
    ],
)
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "evil.example/..", "evil.example#"])
def test_open_redirect_never_leads_off_the_host(server: Server, target: str, host: str) -> None:
    raw = server.exchange(f"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    head, body = head_and_body(raw)
    assert int(head.split(b" ", 2)[1]) < 500
    locations = [
        line.partition(b":")[2].strip()
        for line in head.split(b"\r\n")
        if line.lower().startswith((b"location:", b"content-location:", b"refresh:"))
    ]
    for location in locations:
        assert location.startswith((b"/", server.address.encode()))
        assert not location.startswith((b"//", b"/\\"))
    assert b'href="http://evil' not in body


# Path traversal


@pytest.mark.parametrize(
    "name",
    [
        "../untoc.nq",
        "..%2funtoc.nq",
        "%2e%2e/manifest.json",
        "%2e%2e%2fmanifest.json",
        "..%252fmanifest.json",
        "..\\manifest.json",
        "..%5cmanifest.json",
        "....//manifest.json",
        "%c0%ae%c0%ae/manifest.json",
        "untoc.ttl%00",
        "untoc.ttl%00.html",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "C:%5cwindows%5cwin.ini",
        "x" * 5_000,
        "%00",
        ".",
        "..",
        "~root",
        "untoc.ttl/",
        "untoc.ttl/..",
        "untoc.nq.sha256",
        "con",
        "\u202euntoc.ttl",
    ],
)
@pytest.mark.parametrize("folder", ["/download/", "/static/", "/graph/", "/queries/", "/"])
def test_path_traversal_finds_nothing(server: Server, folder: str, name: str) -> None:
    target = folder + quote(name, safe="%/\\:~.")
    raw = server.exchange(f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    head, body = head_and_body(raw)
    assert head.split(b" ", 2)[1] in {b"404", b"414"} or (folder + name in {"/.", "/.."})
    for inside in (b"root:", b'"sha256"', b"untoc_graph", b"<https://w3id.org/untoc/participant"):
        assert inside not in body


def test_path_traversal_leaves_static_files_and_graphs_where_they_are(server: Server) -> None:
    assert server.send("GET", "/static/style.css").status == 200
    assert server.send("GET", "/graph/actions").status == 200


# Body tricks


def test_body_tricks_of_size_and_kind_are_refused(server: Server) -> None:
    bomb = gzip.compress(b"ASK {} #" + bytes(50_000_000))
    for headers, body, status in [
        ({**DIRECT, "Content-Encoding": "gzip"}, bomb, 415),
        ({**DIRECT, "Content-Encoding": "gzip, gzip"}, bomb, 415),
        ({**DIRECT, "Content-Encoding": "br"}, b"x", 415),
        ({**DIRECT, "Content-Encoding": "identity"}, b"ASK {}", 200),
        (DIRECT, bomb, 400),
        (DIRECT, b"ASK {} #" + b"x" * 70_000, 413),
        (DIRECT, b"ASK {} #" + b"x" * 300_000, 413),
        (FORM, b"query=" + b"%41" * 70_000, 413),
        (FORM, b"query=ASK+%7B%7D&x=" + b"x" * 300_000, 413),
        ({"Content-Type": "application/sparql-query; charset=UTF-16"}, "ASK {}".encode("utf-16"), 415),
        ({"Content-Type": "application/sparql-query; charset=utf-7"}, b"ASK {}", 415),
        ({"Content-Type": 'application/sparql-query; charset="utf-8"'}, b"ASK {}", 200),
        (DIRECT, b"ASK {} # \xff\xfe", 400),
        (DIRECT, b"\xef\xbb\xbfASK {}", 200),
        (DIRECT, b"", 400),
        (FORM, b"", 400),
        (FORM, b"query=ASK+%7B%7D&query=ASK+%7B%7D", 400),
        (FORM, b"&".join(b"x=%d" % n for n in range(10_000)), 400),
        (FORM, b"query=%FF%FE", 400),
        (FORM, b"query=ASK%20%7B%7D%00", 400),
        ({"Content-Type": "text/plain"}, b"ASK {}", 415),
        ({}, b"ASK {}", 415),
        ({"Content-Type": "application/json"}, b'{"query": "ASK {}"}', 415),
        ({"Content-Type": "application/xml"}, b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 415),
        ({"Content-Type": "x" * 5_000}, b"ASK {}", 415),
        ({"Content-Type": "multipart/form-data; boundary=b"}, parts(10_000), 413),
        ({"Content-Type": "multipart/form-data; boundary=b"}, parts(1_000), 415),
    ]:
        reply = server.send("POST", "/sparql", body, headers)
        assert reply.status == status, (headers, body[:50])
        if status != 200:
            assert reply.slug
    # Any other route takes no body at all.
    for path in ("/", "/limits", "/graph/actions", "/download/untoc.ttl", "/nothing"):
        assert server.send("POST", path, bomb, {"Content-Encoding": "gzip"}).status in {404, 405}


def parts(number: int) -> bytes:
    return (
        b"".join(b'--b\r\nContent-Disposition: form-data; name="x%d"\r\n\r\ny\r\n' % n for n in range(number))
        + b"--b--"
    )


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Length: 6\r\nContent-Length: 7\r\n", b"ASK {}"),
        ("Content-Length: 6, 7\r\n", b"ASK {}"),
        ("Content-Length: -1\r\n", b"ASK {}"),
        ("Content-Length: 0x6\r\n", b"ASK {}"),
        (
            "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n",
            b"0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n",
        ),
        (
            "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
            b"0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n",
        ),
        ("Transfer-Encoding: xchunked\r\n", b"ASK {}"),
        ("Transfer-Encoding: chunked, identity\r\n", b"6\r\nASK {}\r\n0\r\n\r\n"),
        ("Transfer-Encoding : chunked\r\n", b"6\r\nASK {}\r\n0\r\n\r\n"),
        ("Transfer-Encoding: chunked\r\n", b"ffffffffffffffff\r\nASK {}\r\n0\r\n\r\n"),
        ("Transfer-Encoding: chunked\r\n", b"-6\r\nASK {}\r\n0\r\n\r\n"),
        ("Transfer-Encoding: chunked\r\n", b'6;ext="' + b"x" * 20_000 + b'"\r\nASK {}\r\n0\r\n\r\n'),
    ],
)
def test_body_tricks_of_length_are_read_one_way_or_refused(server: Server, headers: str, body: bytes) -> None:
    with server.connect() as connection:
        connection.settimeout(3)
        kind = "Content-Type: application/sparql-query\r\n"
        connection.sendall(f"POST /sparql HTTP/1.1\r\nHost: x\r\n{kind}{headers}\r\n".encode() + body)
        connection.shutdown(socket.SHUT_WR)
        raw = b""
        with contextlib.suppress(TimeoutError, ConnectionResetError):
            while more := connection.recv(1 << 16):
                raw += more
    statuses = [int(line.split(b" ", 2)[1]) for line in raw.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")]
    assert all(status < 500 for status in statuses)
    # A second request that hides in the body of the first is answered only where RFC 9112, 6.3, says that
    # the first has ended before it, and the connection must then be closed or the request refused.
    assert len(statuses) <= 1 or statuses[1:] == [404]
