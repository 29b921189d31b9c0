"""Each page of a thing that schema.org has a word for says of it what the graph says, as data."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.linked_data import HOSTILE
from untoc_graph.namespaces import BASE

if TYPE_CHECKING:
    from flask.testing import FlaskClient

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def block(client: FlaskClient, path: str) -> Any:
    reply = client.get(path)
    assert reply.status_code == 200, path
    (found,) = BLOCK.findall(reply.text.partition("</head>")[0])
    return json.loads(found)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (
            "instrument/untoc",
            {
                "@type": "Legislation",
                "legislationType": "treaty",
                "legislationDate": "2000-11-15",
                "legislationDateOfApplicability": "2003-09-29",
                "legislationIdentifier": "2225 UNTS 209",
            },
        ),
        ("provision/untoc-16-5", {"@type": "Legislation", "isPartOf": {"@id": f"{BASE}provision/untoc-16"}}),
        ("participant/ITA", {"@type": "Country", "name": "Italy"}),
        ("participant/EU", {"@type": "Organization"}),
        (
            "crime/human-trafficking",
            {"@type": "DefinedTerm", "inDefinedTermSet": {"@id": f"{BASE}scheme/crime-types"}},
        ),
        (
            "session/12",
            {
                "@type": "Event",
                "startDate": "2024-10-14",
                "endDate": "2024-10-18",
                "location": {"@type": "Place", "name": "Vienna"},
            },
        ),
    ],
)
def test_a_page_says_what_the_graph_says(law_client: FlaskClient, path: str, said: dict[str, Any]) -> None:
    found = block(law_client, f"/{path}.html")
    assert found["@id"] == f"{BASE}{path}"
    assert {name: found.get(name) for name in said} == said


def test_the_same_resource_elsewhere_is_named(law_client: FlaskClient) -> None:
    assert "http://www.wikidata.org/entity/Q38" in block(law_client, "/participant/ITA.html")["sameAs"]


def test_categories_that_stand_in_for_others_are_not_the_same_elsewhere(law_client: FlaskClient) -> None:
    assert not any(
        iri.startswith(BASE) for iri in block(law_client, "/crime/human-trafficking.html")["sameAs"]
    )


def test_names_are_in_the_language_of_the_page(law_client: FlaskClient) -> None:
    assert block(law_client, "/participant/ITA.html?lang=fr")["name"] == "Italie"
    french = block(law_client, "/instrument/untoc.html?lang=fr")
    assert (french["inLanguage"], french["alternateName"]) == (
        "fr",
        "Convention contre la criminalité organisée",
    )


def test_what_schema_org_has_no_word_for_has_no_block(law_client: FlaskClient) -> None:
    reply = law_client.get("/action/ITA-untoc-ratification.html")
    assert reply.status_code == 200
    assert not BLOCK.search(reply.text)


def test_a_hostile_name_ends_no_block(linked: FlaskClient) -> None:
    page = linked.get("/participant/ROU.html").text
    (found,) = BLOCK.findall(page)
    assert json.loads(found)["name"] in {"Romania", HOSTILE}
    assert page.count("<script") == len(re.findall("<script[^>]*>[^<]*</script>", page))
