"""The front page of any release, also of one without law: what it is, and how it is framed."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from untoc_graph.store.release import Release
from untoc_graph.web.pages.home import EXAMPLE

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


class Elements(HTMLParser):
    """Collects start tags with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def test_the_page_names_the_release(client: FlaskClient, served_build: Path) -> None:
    page = client.get("/", headers=BROWSER)
    release = Release.open(served_build)
    assert page.status_code == 200
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert release.id in page.text
    assert f"{release.triples:,} triples" in page.text


def test_the_search_is_a_form_that_needs_no_script(client: FlaskClient) -> None:
    forms = Elements(client.get("/").text).named("form")
    # One in the frame, one on the page; each leads to the same.
    assert [(form["method"], form["action"], form["role"]) for form in forms] == [
        ("get", "/search", "search")
    ] * 2
    fields = [each for each in Elements(client.get("/").text).named("input") if each["type"] == "search"]
    assert [field["name"] for field in fields] == ["q", "q"]


def test_the_example_runs(client: FlaskClient) -> None:
    assert EXAMPLE.splitlines()[0] in client.get("/").text.replace("&lt;", "<").replace("&gt;", ">")
    answer = client.post(
        "/sparql",
        data=urlencode({"query": EXAMPLE}),
        content_type="application/x-www-form-urlencoded",
        headers=BROWSER,
    )
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")


def test_no_script_and_no_style_stands_in_the_page(client: FlaskClient) -> None:
    page = client.get("/")
    for script in Elements(page.text).named("script"):
        assert script["type"] == "application/ld+json" or str(script["src"]).startswith("/static/")
    assert "style=" not in page.text
    assert "<style" not in page.text
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_it_can_be_read_without_sight(client: FlaskClient) -> None:
    elements = Elements(client.get("/").text)
    assert elements.named("html")[0]["lang"] == "en"
    assert len(elements.named("h1")) == 1
    asked = {each["id"] for each in elements.named("input") if each["type"] != "hidden"}
    assert {label["for"] for label in elements.named("label")} == asked


def test_the_address_on_the_page_is_that_of_the_settings(client: FlaskClient) -> None:
    page = client.get("/", headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
    assert "http://127.0.0.1:8123/sparql" in page.text
    assert "evil" not in page.text


def test_a_release_without_law_has_neither_map_nor_numbers(client: FlaskClient) -> None:
    page = client.get("/").text
    assert "<svg" not in page
    assert 'id="numbers"' not in page
    assert "/download/untoc.ttl.gz" in page
