"""Strangers at the addresses of linked data: no way to another host, to files, into headers or caches."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote_to_bytes

import pytest

from tests.web.linked_data import HOSTILE
from untoc_graph.linked.links import FORMATS

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.web.conftest import Server

ELSEWHERE = (
    "//evil.example",
    "//evil.example/participant/ITA",
    "/participant//evil.example",
    "/participant/%2f%2fevil.example",
    "/participant/%2Fevil.example",
    "/%5cevil.example",
    "/participant/%5c%5cevil.example",
    "/participant/%5cevil.example.ttl",
    "/participant/ITA%2f..%2f..%2f%2fevil.example",
    "/participant/@evil.example",
    "/participant/https:%2f%2fevil.example",
)
NOWHERE = (
    "/participant/..%2f..%2fetc%2fpasswd",
    "/participant/..%2fITA",
    "/participant/%2e%2e",
    "/participant/.ttl",
    "/participant/.",
    "/participant/%00",
    "/participant/ITA%00",
    "/participant/ITA%00.ttl",
    "/participant/ITA%20",
    "/participant/ita",
    "/participant/ITA;x",
    "/participant/ITA.ttl/",
    "/participant/ITA.TTL",
    "/participant/ITA%0d%0aSet-Cookie:%20x=1",
    "/participant/ITA>%20%7d%20",
    "/participant/%3Cscript%3E",
    "/participant/%ff%fe",
    "/participant/%ed%a0%80",
    "/participant/%d0%86TA",
    "/participant/%e2%80%aeATI",
    "/participant/" + "A" * 5_000,
    "/participant/" + "A." * 2_000 + "ttl",
    "/participants/ITA",
    "/shapes/x",
    "/ontology.exe",
)
UNREADABLE = ("0", "-1", "01", "1e3", "x", "1 ", "", "9999999", "\u0661", "1%00", "1\r\nX-Evil: 1")


@pytest.mark.parametrize("path", ELSEWHERE)
@pytest.mark.parametrize("accept", ["*/*", "text/html"])
def test_nothing_leads_to_another_host(linked: FlaskClient, path: str, accept: str) -> None:
    # As a path: the client of the tests would take what follows two slashes for a host.
    before, _, rest = path.partition("?")
    reply = linked.open(
        environ_overrides={"PATH_INFO": _decoded(before), "QUERY_STRING": rest}, headers={"Accept": accept}
    )
    assert reply.status_code in {400, 404}
    assert "Location" not in reply.headers


def _decoded(path: str) -> str:
    return unquote_to_bytes(path).decode("latin-1")


@pytest.mark.parametrize("path", NOWHERE, ids=lambda path: path[:40])
def test_what_is_no_key_is_not_there(linked: FlaskClient, path: str) -> None:
    first, second = (linked.get(path, headers={"Accept": "application/json"}) for _ in range(2))
    assert first.status_code == second.status_code == 404
    assert first.data == second.data
    assert len(first.data) < 8_000
    assert "Location" not in first.headers


def test_composed_and_decomposed_keys_are_neither_there(linked: FlaskClient) -> None:
    for form in ("NFC", "NFD"):
        key = quote(unicodedata.normalize(form, "ÎTA"))
        assert linked.get(f"/participant/{key}").status_code == 404
        assert linked.get(f"/participant/{key}.ttl").status_code == 404


@pytest.mark.parametrize("number", UNREADABLE)
def test_a_page_that_is_no_number_is_refused(linked: FlaskClient, number: str) -> None:
    for path, name in (
        ("/participant/ITA", "in"),
        ("/participant/ITA.ttl", "in"),
        ("/participant/ITA.html", "in"),
        ("/participant/", "page"),
        ("/participant", "page"),
        ("/participant.html", "page"),
    ):
        reply = linked.get(path, query_string={name: number})
        assert reply.status_code == 400, path
        assert "Location" not in reply.headers
        assert "X-Evil" not in reply.headers


def fixed(reply: TestResponse) -> dict[str, str]:
    """Return the headers that do not tell the time."""
    return {name: value for name, value in reply.headers.items() if name != "Date"}


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"X-Forwarded-Host": "evil.example"},
        {"X-Forwarded-Proto": "javascript"},
        {"X-Forwarded-Prefix": "//evil.example"},
        {"Forwarded": "host=evil.example;proto=https"},
        {"X-Original-URL": "//evil.example/"},
        {"X-Rewrite-URL": "//evil.example/"},
        {"Referer": "https://evil.example/"},
        {"Origin": "https://evil.example"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_no_header_of_a_request_comes_back_in_a_reply(linked: FlaskClient, headers: dict[str, str]) -> None:
    paths = (
        "/participant/ITA",
        "/participant/ITA?lang=fr",
        "/participant",
        "/participant/",
        "/action.html?page=2",
        "/ontology/0.1.0",
        "/participant/ROM",
        *(f"/participant/ITA.{fmt.extension}" for fmt in FORMATS),
        "/context.jsonld",
        "/openapi.json",
    )
    for path in paths:
        evil = linked.get(path, headers=headers)
        # The same whoever asks: a cache that was filled by one gives others nothing of theirs.
        plain = linked.get(path)
        assert evil.status_code == plain.status_code
        assert evil.data == plain.data
        assert fixed(evil) == fixed(plain), path
        assert b"evil" not in evil.data
        assert "evil" not in str(evil.headers)


def test_forms_are_kept_apart(linked: FlaskClient) -> None:
    """Whoever comes first does not decide what the next one gets."""
    accepted = ("text/turtle", "application/ld+json", "text/html", "application/json", "text/plain")
    first = {accept: linked.get("/action/", headers={"Accept": accept}) for accept in accepted}
    for accept in reversed(accepted):
        again = linked.get("/action/", headers={"Accept": accept})
        assert again.mimetype == accept
        assert again.data == first[accept].data
    assert len({reply.headers["ETag"] for reply in first.values()}) == len(accepted)
    pages = {
        language: linked.get("/participant/ITA.html", headers={"Accept-Language": language})
        for language in ("en", "fr", "ar")
    }
    for language, page in pages.items():
        assert page.headers["Content-Language"] == language
        assert f'<html lang="{language}"' in page.get_data(as_text=True)


def test_a_language_is_one_of_those_there_are(linked: FlaskClient) -> None:
    for said in ("xx", "fr%0d%0aX-Evil:1", "//evil.example", '"><script>', "fr&in=2"):
        reply = linked.get("/participant/ITA", query_string={"lang": said}, headers={"Accept": "text/html"})
        assert reply.headers["Location"] == "/participant/ITA.html"


def test_accept_headers_of_all_kinds_get_an_answer(linked: FlaskClient) -> None:
    for said in (
        "text/turtle;q=x",
        ",,,",
        ";",
        "*/*;q=0",
        "a" * 9_000,
        "text/turtle;q=1.0.0",
        "\xff",
        "text",
    ):
        for path in ("/participant/ITA", "/participant/", "/ontology"):
            reply = linked.get(path, headers={"Accept": said})
            assert reply.status_code in {200, 303, 406}, said
            assert "\n" not in str(reply.headers.get("Link", ""))


def test_markup_in_a_name_stays_text(linked: FlaskClient) -> None:
    for path in ("/participant/ROU.html", "/participant.html", "/participant/ROM"):
        page = linked.get(path, headers={"Accept": "text/html"}).get_data(as_text=True)
        assert "<img src=x" not in page
    said = json.loads(linked.get("/participant/ROU.jsonld").data)["@graph"][0]
    assert HOSTILE in said["prefLabel"]["en"]
    turtle = linked.get("/participant/ROU.ttl")
    assert turtle.headers["Content-Type"] == "text/turtle; charset=utf-8"
    assert HOSTILE.replace('"', '\\"') in turtle.get_data(as_text=True)


def test_a_server_answers_strange_targets_and_goes_on(server: Server, unharmed: None) -> None:
    for target in (
        b"//evil.example/participant/ITA",
        b"/participant/..%2f..%2fetc%2fpasswd",
        b"/participant/%00",
        b"/participant/ITA%0d%0aX-Evil:%201",
        b"/participant//",
        b"/%5c%5cevil.example/",
        b"http://evil.example/participant/ITA",
    ):
        sent = b"GET " + target + b" HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
        head = server.exchange(sent).partition(b"\r\n\r\n")[0].lower()
        assert head.split(b" ", 2)[1] in {b"400", b"404", b"303"}
        assert b"evil" not in head
