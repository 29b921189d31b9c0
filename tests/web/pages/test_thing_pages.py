"""The page of a thing that has none of its own kind, over the full release: concepts, and facts in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from untoc_graph.views.said import bare

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def page(client: FlaskClient, address: str) -> str:
    reply = client.get(f"{address}?lang=en", headers={"Accept": "text/html"})
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


@pytest.mark.parametrize(
    "thing",
    ["/scheme/agreements", "/identifier/untoc-nl-bwb", "/iccs/07031", "/mapping/crime-bribery-iccs-07031"],
)
def test_what_others_name_is_called_in_words(law_client: FlaskClient, thing: str) -> None:
    text = page(law_client, f"{thing}.html")
    assert '<bdi dir="auto">skos:' not in text
    assert '<bdi dir="auto">owl:' not in text


def test_a_disagreement_names_both_days_and_both_sources(law_client: FlaskClient) -> None:
    text = page(law_client, "/conflict/AGO-trafficking-accession-whatconvention-317.html")
    kept, _, other = text.partition('id="kept"')[2].partition('id="other"')
    assert "2014-09-19" in kept
    assert "/source/nl-inview-12a-2024.html" in kept
    assert "2014-09-09" in other
    assert "/source/whatconvention-317.html" in other
    assert "computed back from entry into force" in other
    assert "/participant/AGO.html" in text
    assert "/instrument/trafficking.html" in text


def test_a_disagreement_on_the_kind_of_act_names_both_kinds(law_client: FlaskClient) -> None:
    text = page(law_client, "/conflict/EU-firearms-approval-at-4-2015.html")
    kept, _, other = text.partition('id="kept"')[2].partition('id="other"')
    assert "<dd>Approval</dd>" in kept
    assert "Acceptance" in other


def test_lists_tell_apart_what_is_called_alike_by_whose_it_is(law_client: FlaskClient) -> None:
    text = page(law_client, "/authority/")
    assert "Attorney General (Botswana)" in text
    assert "Attorney General (New Zealand)" in text
    assert "BWA-untoc-notification-central-authority-1</bdi>" not in text
    single = law_client.get("/authority/NZL-untoc-notification-central-authority-1.html?lang=en").text
    assert "<title>Attorney General (New Zealand)" in single


def test_lists_call_disagreements_and_gaps_by_name_and_in_its_order(law_client: FlaskClient) -> None:
    text = page(law_client, "/conflict/")
    assert "Bhutan" in text
    assert ">BTN-untoc-accession-bt-mfa-2023<" not in text
    gaps = page(law_client, "/gap/").partition('<ul class="columns">')[2].partition("</ul>")[0]
    shown = [re.sub("<[^>]*>", "", line).strip() for line in gaps.split("<li>")[1:]]
    assert shown == sorted(shown, key=bare)


def test_a_named_graph_calls_its_examples_by_name(law_client: FlaskClient) -> None:
    text = page(law_client, "/graph/actions.html")
    assert ">action/AFG-smuggling-accession<" not in text
    assert "Afghanistan" in text


def test_facts_of_a_source_are_in_the_order_of_the_names_of_whose_they_are(law_client: FlaskClient) -> None:
    listed = (
        page(law_client, "/source/at-matrix.html").partition('<ul class="columns">')[2].partition("</ul>")[0]
    )
    shown = [re.sub("<[^>]*>", "", line).partition(",")[0] for line in listed.split("<li>")[1:]]
    assert shown == sorted(shown, key=bare)
    assert shown.index("Albania") < shown.index("Angola")


def test_what_uses_a_concept_is_in_the_order_of_names(law_client: FlaskClient) -> None:
    uses = page(law_client, "/value/accepts.html").partition('<ul class="columns">')[2].partition("</ul>")[0]
    shown = [re.sub("<[^>]*>", "", line) for line in uses.split("<li>")[1:]]
    assert len(shown) == 25
    assert shown == sorted(shown, key=bare)


def test_a_name_of_two_languages_keeps_their_directions_apart(law_client: FlaskClient) -> None:
    listed = law_client.get("/authority/?lang=ar", headers={"Accept": "text/html"}).text
    assert "\u2068Attorney General\u2069 (\u2068نيوزيلندا\u2069)" in listed  # noqa: RUF001
