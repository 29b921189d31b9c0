"""The front page says what this is, shows the numbers, and asks without any script."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from untoc_graph.settings import Settings
from untoc_graph.store.release import Release
from untoc_graph.web import create_app
from untoc_graph.web.pages.home import EXAMPLE
from untoc_graph.web.service import EXTENSION

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


def test_the_page_shows_the_numbers_of_the_release(client: FlaskClient, served_build: Path) -> None:
    page = client.get("/", headers=BROWSER)
    release = Release.open(served_build)
    assert page.status_code == 200
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert release.id in page.text
    assert f"{release.triples:,}" in page.text
    for graph in release.graphs.values():
        assert graph.iri in page.text


def test_its_form_asks_the_endpoint_and_the_example_runs(client: FlaskClient) -> None:
    elements = Elements(client.get("/").text)
    (form,) = elements.named("form")
    (area,) = elements.named("textarea")
    assert (form["method"], form["action"], area["name"]) == ("post", "/sparql", "query")
    answer = client.post(
        "/sparql",
        data=urlencode({"query": EXAMPLE}),
        content_type="application/x-www-form-urlencoded",
        headers=BROWSER,
    )
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")


def test_its_links_lead_somewhere(client: FlaskClient, law_client: FlaskClient) -> None:
    elements = Elements(client.get("/").text)
    local = [link["href"] for link in elements.named("a") if link["href"].startswith("/")]
    assert len(local) == 18
    of_law = {"/cooperation", "/status", "/compare", "/matrix"}
    assert of_law < set(local)
    for address in [*local, *(link["href"] for link in elements.named("link"))]:
        # The small release has files to download, and no law.
        with (law_client if address in of_law else client).get(address, headers=BROWSER) as sent:
            assert sent.status_code == 200


def test_it_has_no_script_and_may_load_only_its_style(client: FlaskClient) -> None:
    page = client.get("/")
    assert "<script" not in page.text
    assert "style=" not in page.text
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self';")
    assert "unsafe" not in policy


def test_it_can_be_read_without_sight(client: FlaskClient) -> None:
    elements = Elements(client.get("/").text)
    assert elements.named("html")[0]["lang"] == "en"
    assert {label["for"] for label in elements.named("label")} == {
        area["id"] for area in elements.named("textarea")
    }


def test_the_address_on_the_page_is_that_of_the_settings(client: FlaskClient) -> None:
    page = client.get("/", headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
    assert "http://127.0.0.1:8123/sparql" in page.text
    assert "evil" not in page.text


def test_the_counts_of_the_manifest_are_shown_without_the_rows_of_tables(
    tmp_path: Path, served_build: Path
) -> None:
    (tmp_path / "untoc.nq").write_bytes((served_build / "current" / "untoc.nq").read_bytes())
    said = json.loads((served_build / "current" / "manifest.json").read_text())
    said["counts"] = {"parties": {"untoc": 1234}, "parties_without_date": 35, "rows": {"actions.csv": 77}}
    (tmp_path / "manifest.json").write_text(json.dumps(said))
    app = create_app(Settings(build=tmp_path))
    try:
        page = app.test_client().get("/").text
    finally:
        app.extensions[EXTENSION].close()
    assert "parties: untoc" in page
    assert "1,234" in page
    assert "parties without date" in page
    assert "actions.csv" not in page
