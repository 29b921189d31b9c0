"""The description of the routes is whole, and it is true of what they give."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from untoc_graph.settings import Settings
from untoc_graph.web import create_app

if TYPE_CHECKING:
    from flask.testing import FlaskClient


@pytest.fixture(scope="module")
def document(client: FlaskClient) -> Any:
    reply = client.get("/openapi.json")
    assert (reply.status_code, reply.content_type) == (200, "application/json")
    return reply.json


def test_every_route_is_described_and_no_other(document: Any) -> None:
    routes = {
        re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(rule))
        for rule in create_app(Settings()).url_map.iter_rules()
    }
    assert set(document["paths"]) == routes


def test_every_reference_leads_somewhere(document: Any) -> None:
    def references(part: Any) -> set[str]:
        if isinstance(part, dict):
            own = {part["$ref"]} if "$ref" in part else set()
            return own.union(*map(references, part.values()))
        return set().union(*map(references, part)) if isinstance(part, list) else set()

    found = references(document)
    assert found
    for reference in found:
        there = document
        for step in reference.removeprefix("#/").split("/"):
            there = there[step]


def test_every_example_is_answered_as_described(document: Any, client: FlaskClient) -> None:
    for path in ("/sparql", "/sparql/"):
        (query,) = [each for each in document["paths"][path]["get"]["parameters"] if each["name"] == "query"]
        for media_type in document["paths"][path]["get"]["responses"]["200"]["content"]:
            reply = client.get(path, query_string={"query": query["example"]}, headers={"Accept": media_type})
            described = {"200", "406"}
            assert str(reply.status_code) in described
            assert reply.mimetype in {media_type, "application/problem+json"}


def test_it_names_the_address_of_the_settings(client: FlaskClient) -> None:
    reply = client.get("/openapi.json", headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
    assert reply.json is not None
    assert reply.json["servers"] == [{"url": "http://127.0.0.1:8123"}]


def test_a_client_that_has_it_is_told_so(client: FlaskClient) -> None:
    tag = client.get("/openapi.json").headers["ETag"]
    assert client.get("/openapi.json", headers={"If-None-Match": tag}).status_code == 304
