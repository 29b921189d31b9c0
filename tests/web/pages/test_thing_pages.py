"""The page of a thing that has none of its own kind, over the full release: concepts, and facts in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def page(client: FlaskClient, address: str) -> str:
    reply = client.get(f"{address}?lang=en")
    assert reply.status_code == 200, address
    return reply.text.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize(
    "concept",
    [
        "value/accepts",
        "obligation/mixed",
        "status/party",
        "confidence/sourced-one",
        "subject/other",
        "modality/shall",
        "date-basis/recorded",
    ],
)
def test_the_page_of_a_concept_speaks_in_words(law_client: FlaskClient, concept: str) -> None:
    text = page(law_client, f"/{concept}.html")
    assert text.count("<h1>") == 1
    assert 'class="lead"' in text
    assert "in the scheme" in text
    assert f"<code>https://w3id.org/untoc/{concept}</code>" in text
    # Neither names of properties nor what only holds the schema together.
    for raw in ("skos:", "rdf:", "sh:", "/shapes.html#"):
        assert raw not in text, raw


def test_the_page_of_a_concept_counts_and_pages_what_uses_it(law_client: FlaskClient) -> None:
    text = page(law_client, "/status/party.html")
    assert 'What uses it <span class="hint">2,365</span>' in text
    assert ">Page 1 of 12<" in text
    assert law_client.get("/status/party.html?in=12").status_code == 200
    assert law_client.get("/status/party.html?in=13").status_code == 404


@pytest.mark.parametrize("thing", ["/scheme/agreements", "/identifier/untoc-nl-bwb", "/iccs/07031"])
def test_what_others_name_is_called_in_words(law_client: FlaskClient, thing: str) -> None:
    text = page(law_client, f"{thing}.html")
    assert '<bdi dir="auto">skos:' not in text
    assert '<bdi dir="auto">owl:' not in text
