"""Pages of provisions, offences, crime types and forms of cooperation, over the full release."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from untoc_graph.views.said import bare
from untoc_graph.web.language import LANGUAGES
from untoc_graph.web.service import EXTENSION

if TYPE_CHECKING:
    from flask.testing import FlaskClient

EXAMPLES = (
    "/provision/untoc-16-5",
    "/provision/smuggling-3",
    "/offence/untoc-5-1-a-i",
    "/crime/human-trafficking",
    "/cooperation/extradition",
)
NOT_KNOWN = 'class="mark unknown"'


def page(client: FlaskClient, address: str, language: str = "en") -> str:
    reply = client.get(f"{address}.html?lang={language}")
    assert reply.status_code == 200, address
    assert reply.mimetype == "text/html"
    return reply.get_data(as_text=True)


@pytest.mark.parametrize("collection", ["provision", "offence", "crime", "cooperation"])
def test_each_thing_has_a_page_with_one_heading(law_client: FlaskClient, collection: str) -> None:
    reading = law_client.application.extensions[EXTENSION].open().views.reading
    classes = {
        "provision": "Provision",
        "offence": "Offence",
        "crime": "CrimeType",
        "cooperation": "CooperationForm",
    }
    rows = reading.select(
        f"""PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT DISTINCT ?thing {{
          ?class rdfs:subClassOf* <https://w3id.org/untoc/ontology#{classes[collection]}> .
          ?thing a ?class
        }}"""
    )
    keys = [row.thing.rpartition("/")[2] for row in rows]
    languages = tuple(LANGUAGES)
    assert keys
    for number, key in enumerate(keys):
        language = languages[number % len(languages)]
        text = page(law_client, f"/{collection}/{key}", language)
        assert text.count("<h1>") == 1, key
        assert f'<html lang="{language}" dir="{LANGUAGES[language].direction}">' in text
        assert not re.search('<a [^>]*href="https://w3id.org/untoc/', text), key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", EXAMPLES)
def test_each_kind_is_shown_in_each_language(law_client: FlaskClient, address: str, language: str) -> None:
    text = page(law_client, address, language)
    assert text.count("<h1>") == 1
    assert 'class="cite"' in text
    assert 'id="note-1"' in text


@pytest.mark.parametrize("address", EXAMPLES)
def test_pages_have_no_style_and_no_script_of_their_own(law_client: FlaskClient, address: str) -> None:
    text = page(law_client, address)
    assert " style=" not in text
    assert "<style" not in text
    assert not re.search(r" on[a-z]+=", text)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_languages_accepted_by_as_many_stand_in_the_order_of_their_names(
    law_client: FlaskClient, language: str
) -> None:
    text = page(law_client, "/provision/untoc-18-14", language)
    rows = re.findall(r'<tr><th scope="row">([^<]*)</th>\s*<td data-label="[^"]*">(\d+)</td>', text)
    ranked = [(-int(count), bare(said)) for said, count in rows]
    assert len({count for count, _ in ranked}) < len(ranked) > 10
    assert ranked == sorted(ranked)


def test_a_provision_says_that_the_words_of_the_treaty_are_elsewhere(law_client: FlaskClient) -> None:
    known = page(law_client, "/provision/untoc-16-5")
    assert "the words of the treaty are not in our data" in known
    assert 'href="https://treaties.un.org/' in known
    unknown = page(law_client, "/provision/smuggling-3")
    assert "treaties.un.org" not in re.sub(r'<section class="notes".*', "", unknown, flags=re.DOTALL)
    assert "XVIII-12-b" in unknown


def test_who_did_not_answer_is_counted_as_not_known(law_client: FlaskClient) -> None:
    text = page(law_client, "/provision/untoc-16-5")
    row = text[text.index('<tr class="silent">') :]
    row = row[: row.index("</tr>")]
    assert NOT_KNOWN in row
    assert "no answer in our sources" in row
    assert row.count('href="/participant/') > 100


def test_an_article_counts_answers_and_links_to_who_gave_them(law_client: FlaskClient) -> None:
    text = page(law_client, "/provision/untoc-16")
    section = text[text.index('<section id="answers-untoc-16-5') :]
    section = section[: section.index("</section>")]
    assert 'href="/provision/untoc-16-5.html' in section
    assert "/participant/" not in section


def test_withdrawn_statements_are_marked(law_client: FlaskClient) -> None:
    text = page(law_client, "/provision/untoc-16")
    assert 'class="withdrawn"' in text
    assert "withdrawn, on a day that no source gives" in text


def test_matches_say_how_close_they_are_and_which_are_missing(law_client: FlaskClient) -> None:
    text = page(law_client, "/crime/human-trafficking")
    section = text[text.index('<section id="matches">') :]
    section = section[: section.index("</section>")]
    assert "exact: the same" in section
    assert 'href="http://eurovoc.europa.eu/5933"' in section
    assert "Wikidata" in section


def test_a_crime_without_harms_in_our_sources_is_not_said_to_be_harmless(law_client: FlaskClient) -> None:
    text = page(law_client, "/crime/sports-corruption")
    section = text[text.index('<section id="harms">') :]
    section = section[: section.index("</section>")]
    assert NOT_KNOWN in section
    assert "not collected" in section


def test_crimes_and_forms_lead_to_the_question_on_them(law_client: FlaskClient) -> None:
    assert '"/cooperation?crime=human-trafficking&amp;lang=en"' in page(
        law_client, "/crime/human-trafficking"
    )
    assert '"/cooperation?form=extradition&amp;lang=en"' in page(law_client, "/cooperation/extradition")


def test_citations_read_from_left_to_right_in_arabic(law_client: FlaskClient) -> None:
    text = page(law_client, "/provision/untoc-16-5", "ar")
    assert '<bdi dir="ltr">16(5)</bdi>' in text


@pytest.mark.parametrize("address", EXAMPLES)
def test_an_unknown_key_has_no_page(law_client: FlaskClient, address: str) -> None:
    assert law_client.get(f"{address}-nothing.html").status_code == 404


OFFENCES = (
    "tip-5-1",
    "som-6-1-a",
    "fap-5-1-a",
    "fap-9",
    "untoc-5-1-a-i",
    "untoc-8-1-a",
    "untoc-serious-crime",
)


@pytest.mark.parametrize("key", OFFENCES)
def test_what_the_law_of_a_state_must_not_require_is_not_said_to_be_no_offence(
    law_client: FlaskClient, key: str
) -> None:
    """Article 34(2) makes the offence independent of transnationality; it takes no offence away."""
    text = page(law_client, f"/offence/{key}")
    assert "Domestic offence: no" not in text
    assert "In domestic law: " in text
    if key not in {"fap-9", "untoc-serious-crime"}:
        assert "must not require that it is transnational" in text


@pytest.mark.parametrize(
    ("crime", "treaty", "covers"),
    [
        ("human-trafficking", "coe-trafficking", True),
        ("human-trafficking", "refugees-1951", False),
        ("migrant-smuggling", "refugees-1951", False),
        ("migrant-smuggling", "consular", False),
        ("migrant-smuggling", "unclos", False),
        ("piracy", "unclos", True),
    ],
)
def test_a_treaty_that_a_protocol_only_leaves_untouched_does_not_cover_its_crime(
    law_client: FlaskClient, crime: str, treaty: str, covers: bool
) -> None:
    text = page(law_client, f"/crime/{crime}")
    assert (f'href="/related-instrument/{treaty}.html' in text) is covers
