"""A named graph at its IRI: its triples for programs, a page that says what it holds for people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.web.linked_data import LINKS
from untoc_graph.namespaces import BASE
from untoc_graph.rdf.engine import parse
from untoc_graph.rdf.formats import GRAPH_FORMATS
from untoc_graph.web.service import EXTENSION

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from untoc_graph.rdf.formats import Format

VARY = "Accept, Accept-Language"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def test_a_browser_is_led_to_the_page_of_a_graph(linked: FlaskClient) -> None:
    sent = linked.get("/graph/actions?lang=fr", headers=BROWSER)
    assert (sent.status_code, sent.headers["Location"]) == (303, "/graph/actions.html?lang=fr")
    assert sent.headers["Vary"].startswith(VARY)
    page = linked.get("/graph/actions.html")
    assert (page.status_code, page.mimetype) == (200, "text/html")
    # Acts, each with a class, a participant and a day.
    assert f"{3 * LINKS:,} triples." in page.text
    counts = re.findall(r'<code class="hint">(.*?)</code></th><td data-label="Things">(.*?)</td>', page.text)
    assert counts == [("untoc:Ratification", str(LINKS))]
    assert 'href="/action/a-0.html"' in page.text
    for fmt in GRAPH_FORMATS[:4]:
        assert f'href="/graph/actions.{fmt.extension}"' in page.text


@pytest.mark.parametrize("fmt", GRAPH_FORMATS, ids=lambda fmt: fmt.name)
def test_a_graph_is_the_same_in_every_format(linked: FlaskClient, fmt: Format) -> None:
    by_accept = linked.get("/graph/actions", headers={"Accept": fmt.media_type})
    by_name = linked.get(f"/graph/actions.{fmt.extension}", headers={"Accept": "image/png"})
    assert (by_accept.status_code, by_accept.mimetype) == (200, fmt.media_type)
    assert (by_name.status_code, by_name.mimetype) == (200, fmt.media_type)
    plain = linked.get("/graph/actions", headers={"Accept": "application/n-triples"}).data
    said = {str(quad.triple) for quad in parse(by_name.data, fmt, BASE)}
    assert said == {str(quad.triple) for quad in parse(plain, GRAPH_FORMATS[1])}
    again = linked.get(f"/graph/actions.{fmt.extension}", headers={"Accept": "image/png"})
    assert again.headers["Link"] == by_name.headers["Link"]
    assert f'<{BASE}graph/actions.{fmt.extension}>; rel="canonical"' in again.headers["Link"]
    assert '</graph/actions.html>; rel="alternate"; type="text/html"' in again.headers["Link"]


def test_whoever_takes_anything_gets_the_triples(linked: FlaskClient) -> None:
    for accept in ({}, {"Accept": "*/*"}, {"Accept": "text/turtle, text/html;q=0.5"}):
        sent = linked.get("/graph/actions", headers=accept)
        assert (sent.status_code, sent.mimetype) == (200, "text/turtle")
        assert sent.headers["Vary"].startswith(VARY)


def test_a_graph_that_is_not_there_is_told_as_was_asked(linked: FlaskClient) -> None:
    for accept, mimetype in (
        (BROWSER["Accept"], "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/json", "application/problem+json"),
    ):
        sent = linked.get("/graph/none", headers={"Accept": accept})
        assert (sent.status_code, sent.mimetype) == (404, mimetype)
    assert f"{BASE}graph/actions" in linked.get("/graph/none").get_json(force=True)["available"]


def test_a_page_may_ask_a_graph_first_and_write_none(linked: FlaskClient) -> None:
    for path in ("/graph/actions", "/graph/actions.html", "/graph/actions.ttl"):
        assert linked.options(path).headers["Allow"] == "GET, HEAD, OPTIONS"
        assert linked.put(path).status_code == 405
        assert linked.head(path).status_code == 200


def test_every_named_graph_of_a_release_has_a_page(published: FlaskClient) -> None:
    with published.application.extensions[EXTENSION].lease() as serving:
        names = list(serving.release.graphs)
    assert len(names) > 20
    for name in names:
        page = published.get(f"/graph/{name}.html")
        assert page.status_code == 200, name
        assert f"{BASE}graph/{name}" in page.text
