"""`/network`: every pair as data, and a page that is light though the pairs are many."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tests.web.test_cooperation import problem
from tests.web.test_limits import Cells
from tests.web.test_pages import BROWSER, Elements

if TYPE_CHECKING:
    from flask.testing import FlaskClient

LIGHT = 300_000
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_is_light_and_tells_of_all_who_were_bound(law_client: FlaskClient, language: str) -> None:
    reply = law_client.get(f"/network?on=2024-06-01&lang={language}", headers=BROWSER)
    assert (reply.status_code, reply.mimetype) == (200, "text/html")
    assert len(reply.data) < LIGHT
    said = law_client.get("/matrix?on=2024-06-01", headers={"Accept": "application/json"}).get_json()
    bound = {
        each["key"]
        for each in said["participants"]
        if any(status["bound"] is not False for status in each["instruments"].values())
    }
    links = {(link["href"] or "").partition("?")[0] for link in Elements(reply.text).named("a")}
    assert {f"/participant/{key}.html" for key in bound} <= links
    assert {"/network.csv", "/network.graphml", "/network.json"} <= links


def test_the_page_counts_the_pairs_that_the_data_has(law_client: FlaskClient) -> None:
    page = law_client.get("/network?on=2024-06-01", headers=BROWSER)
    table = law_client.get("/network.csv?on=2024-06-01", headers=BROWSER)
    edges = list(csv.DictReader(io.StringIO(table.text, newline="")))
    counted = {
        row[0]: (int(row[2].replace(",", "")), int(row[3].replace(",", "")))
        for row in Cells(page.text).rows[1:5]
    }
    in_force = {each["instrument"] for each in edges}
    assert len(counted) == len(in_force) == 4
    known = sum(pairs for pairs, _ in counted.values())
    doubtful = sum(pairs for _, pairs in counted.values())
    assert known + doubtful == len(edges)
    assert sum(each["in_force"] == "not-known" for each in edges) == doubtful > 0


def test_each_format_has_an_address_for_browsers(law_client: FlaskClient) -> None:
    for extension, media_type in (
        ("csv", "text/csv"),
        ("graphml", "application/graphml+xml"),
        ("json", "application/json"),
    ):
        own = law_client.get(f"/network.{extension}?on=2004-01-01", headers=BROWSER)
        assert (own.status_code, own.mimetype) == (200, media_type)
        asked = law_client.get("/network?on=2004-01-01", headers={"Accept": media_type})
        assert asked.data == own.data
    drawn = ET.fromstring(law_client.get("/network.graphml?on=2004-01-01").data)
    assert len(list(drawn.iter(f"{GRAPHML}edge"))) > 100


def test_the_document_has_an_edge_a_line(law_client: FlaskClient) -> None:
    reply = law_client.get("/network.json?on=2004-01-01")
    edges = [line for line in reply.text.splitlines() if line.startswith('    {"participant"')]
    assert json.loads(reply.text)["edges"] == [json.loads(line.rstrip(",")) for line in edges]
    table = list(csv.DictReader(io.StringIO(law_client.get("/network.csv?on=2004-01-01").text, newline="")))
    assert len(edges) == len(table) > 100
    assert reply.text.endswith("\n  ]\n}\n")


def test_the_page_refuses_in_words_and_keeps_the_form(law_client: FlaskClient) -> None:
    shown = law_client.get("/network?on=1999-01-01", headers=BROWSER)
    assert (shown.status_code, shown.mimetype) == (400, "text/html")
    assert 'role="alert"' in shown.text
    assert "<form" in shown.text
    assert "2003-09-29" in problem(law_client.get("/network.csv?on=1999-01-01"))


def test_before_anybody_was_bound_nobody_is_listed(law_client: FlaskClient) -> None:
    shown = law_client.get("/network?on=2003-09-29", headers=BROWSER)
    assert shown.text.count("Nobody was bound.") == 3


def test_the_page_can_be_read_without_sight(law_client: FlaskClient) -> None:
    elements = Elements(law_client.get("/network?on=2024-06-01", headers=BROWSER).text)
    assert len(elements.named("h1")) == 1
    assert elements.named("table")[0]["aria-labelledby"] == "network"
    fields = [field["id"] for field in elements.named("input")]
    assert {label["for"] for label in elements.named("label")} == set(fields)


@pytest.mark.parametrize("path", ["/network.csv", "/network.graphml", "/network.json"])
def test_other_methods_are_told_what_there_is(law_client: FlaskClient, path: str) -> None:
    asked = law_client.options(path)
    assert (asked.status_code, asked.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert law_client.post(path).status_code == 405
