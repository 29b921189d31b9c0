"""What the documentation of linked data shows is what is answered."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask.testing import FlaskClient

TEXT = (Path(__file__).parents[2] / "docs" / "linked-data.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^(/\S+) +(\S.*?) {2,}(\d{3}) (\S+)$", TEXT, re.MULTILINE)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 15


@pytest.mark.parametrize(("path", "accept", "status", "answer"), EXAMPLES)
def test_an_example_is_answered_as_it_says(
    released: FlaskClient, path: str, accept: str, status: str, answer: str
) -> None:
    reply = released.get(path, headers={"Accept": accept})
    assert reply.status_code == int(status)
    assert (reply.headers["Location"] if status.startswith("3") else reply.mimetype) == answer


def test_the_json_is_that_of_the_release(released: FlaskClient) -> None:
    (shown,) = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)
    said = json.loads(released.get("/action/ITA-untoc-ratification.jsonld").data)
    assert json.loads(shown) == said["@graph"][0]


def test_the_turtle_is_that_of_the_release(released: FlaskClient) -> None:
    (shown,) = re.findall(r"```turtle\n(.*?)```", TEXT, re.DOTALL)
    said = released.get("/region/039.ttl").get_data(as_text=True)
    for statement in shown.strip().split("\n\n"):
        assert statement in said


def test_the_next_page_is_where_it_is_said_to_be(released: FlaskClient) -> None:
    path, following = "/instrument/untoc.ttl", "/instrument/untoc.ttl?in=2"
    assert f"`{path}` is `{following}`" in TEXT.replace("\n", " ")
    assert f'<{following}>; rel="next"' in released.get(path).headers["Link"]
