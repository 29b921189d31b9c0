"""Links into the middle of a page lead to a part that is there, from things of each collection."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

import pytest

from tests.web.test_pages import Elements
from untoc_graph.namespaces import BASE
from untoc_graph.web.service import EXTENSION

if TYPE_CHECKING:
    from flask.testing import FlaskClient

# These have addresses of their own, or are documents.
ELSEWHERE = {"", "graph", "query", "problem"}


@pytest.fixture(scope="module")
def examples(law_client: FlaskClient) -> list[str]:
    """Return addresses of the first and the last thing of each collection, in lists of shapes and not."""
    reading = law_client.application.extensions[EXTENSION].open().views.reading
    listed = reading.select(
        f"""PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT (MIN(STR(?thing)) AS ?first) (MAX(STR(?thing)) AS ?last) ?collection {{
          {{ ?thing a ?kind }} UNION {{ ?list rdf:first ?thing }}
          FILTER(STRSTARTS(STR(?thing), "{BASE}") && !CONTAINS(STR(?thing), "#"))
          BIND(STRBEFORE(SUBSTR(STR(?thing), {len(BASE) + 1}), "/") AS ?collection)
          BIND(EXISTS {{ ?any rdf:first ?thing }} AS ?in_a_list)
        }} GROUP BY ?collection ?in_a_list ORDER BY ?collection"""
    )
    found = {str(iri) for row in listed if row.collection not in ELSEWHERE for iri in (row.first, row.last)}
    return sorted(f"/{iri.removeprefix(BASE)}.html" for iri in found | {f"{BASE}dataset/untoc"})


def test_links_into_pages_lead_to_a_part_that_is_there(law_client: FlaskClient, examples: list[str]) -> None:
    @cache
    def parts_of(address: str) -> frozenset[str]:
        reply = law_client.get(address)
        assert reply.status_code == 200, address
        return frozenset(found["id"] for _, found in Elements(reply.text).found if found.get("id"))

    assert len({address.split("/")[1] for address in examples}) > 40
    missing = set()
    for address in examples:
        reply = law_client.get(address)
        assert reply.status_code == 200, address
        for link in Elements(reply.text).named("a"):
            page, part = urldefrag(link.get("href") or "")
            if part and page.startswith("/") and unquote(part) not in parts_of(page):
                missing.add((address, link["href"]))
    assert missing == set()


def test_parts_of_the_data_set_have_names(law_client: FlaskClient) -> None:
    # What others have defined is called by its prefixed name, here as in the rows below.
    described = law_client.get("/dataset/untoc.html").text
    assert ">dcat:Dataset</bdi></a>" in described
    assert ">Wikidata – skos:exactMatch</bdi></a>" in described
    assert ">UNTOC Graph maintainers</bdi></a>" in described
    assert "graph/void#" not in described.partition("<main")[2].partition("</main>")[0]
