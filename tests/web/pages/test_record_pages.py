"""Pages of statements, sources, acts, the Conference, groups and harms, over the full release."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from untoc_graph.web.language import LANGUAGES
from untoc_graph.web.pages.things import PAGES
from untoc_graph.web.service import EXTENSION

if TYPE_CHECKING:
    from flask.testing import FlaskClient

COLLECTIONS = (
    "action",
    "body",
    "decision",
    "harm",
    "organisation",
    "participation",
    "region",
    "review",
    "session",
    "source",
    "statement",
)


def page(client: FlaskClient, address: str, language: str = "en") -> str:
    reply = client.get(f"{address}.html?lang={language}")
    assert reply.status_code == 200, address
    return reply.get_data(as_text=True)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_each_thing_has_a_page_with_one_heading(law_client: FlaskClient, collection: str) -> None:
    assert collection in PAGES
    reading = law_client.application.extensions[EXTENSION].open().views.reading
    rows = reading.select(
        f"""SELECT DISTINCT ?thing {{
          ?thing a ?class
          FILTER(STRSTARTS(STR(?thing), "https://w3id.org/untoc/{collection}/"))
        }} ORDER BY ?thing"""
    )
    languages = tuple(LANGUAGES)
    # Of those that are many and alike, one in seven.
    step = 7 if len(rows) > 200 else 1
    for number, row in enumerate(rows[::step]):
        language = languages[number % len(languages)]
        text = page(law_client, "/" + row.thing.removeprefix("https://w3id.org/untoc/"), language)
        assert text.count("<h1>") == 1, row.thing
        assert " style=" not in text


def test_a_statement_says_that_it_is_in_our_words_and_how_sure_we_are(law_client: FlaskClient) -> None:
    text = page(law_client, "/statement/ARG-untoc-notification-extradition-legal-basis")
    assert "in our words" in text
    assert "probable, not certain" in text
    assert "no day in our sources" in text
    assert 'href="/consequence/conditional.html' in text


def test_a_withdrawn_statement_is_marked(law_client: FlaskClient) -> None:
    text = page(law_client, "/statement/MMR-untoc-reservation-16")
    assert '<p class="doubt">Withdrawn, on a day that no source gives' in text


def test_acts_are_called_by_who_did_what(law_client: FlaskClient) -> None:
    text = page(law_client, "/source/at-111-2008")
    start = text.index('href="/action/MNE-untoc-succession.html')
    assert "Montenegro" in text[start : start + 300]
    assert ">action/" not in text


def test_only_web_addresses_of_sources_are_links(law_client: FlaskClient) -> None:
    assert 'href="https://ask.un.org/faq/14521"' in page(law_client, "/source/ASKUN")
    assert 'href="github:' not in page(law_client, "/source/AKVO")


def test_a_session_without_decisions_in_our_data_is_not_said_to_have_adopted_none(
    law_client: FlaskClient,
) -> None:
    text = page(law_client, "/session/13")
    assert "not collected" in text
    assert "no source gives the day" in text


def test_a_group_counts_who_is_bound_and_names_who_is_not(law_client: FlaskClient) -> None:
    text = page(law_client, "/organisation/ASEAN")
    assert "6 of 11" in text
    assert "Viet Nam" in text


def test_each_objection_names_who_objects_and_the_day(law_client: FlaskClient) -> None:
    text = page(law_client, "/statement/AFG-smuggling-reservation-18")
    listed = text.partition('id="objections"')[2].partition("</section>")[0]
    lines = listed.split("<li>")[1:]
    assert len(lines) == 20
    assert all('href="/participant/' in line for line in lines)
    assert '<time datetime="2017-08-18">' in next(line for line in lines if ">Austria<" in line)
    # By name, not by code: Spain is ESP.
    called = [re.search(r"/participant/\w+\.html[^>]*>(?:<bdi[^>]*>)?([^<]+)", line)[1] for line in lines]
    assert called == sorted(called)
    assert called.index("Spain") > called.index("Estonia")


def test_a_list_of_gaps_says_what_is_missing(law_client: FlaskClient) -> None:
    reply = law_client.get("/gap/?lang=en", headers={"Accept": "text/html"})
    assert "Dutch database marks an objection to its declaration" in reply.get_data(as_text=True)


def test_what_is_not_recorded_of_a_participation_is_not_said_not_to_be(law_client: FlaskClient) -> None:
    text = page(law_client, "/participation/FJI-untoc")
    assert "no signature recorded" in text
    text = page(law_client, "/participation/IRN-untoc")
    assert "no consent recorded" in text


@pytest.mark.parametrize("address", ["/body/cop", "/session/12"])
def test_a_note_is_headed_as_one_and_names_no_column(law_client: FlaskClient, address: str) -> None:
    text = page(law_client, address)
    assert "<dt>Note</dt>" in text
    assert "established_by" not in text


def test_a_page_of_any_kind_calls_all_by_names(law_client: FlaskClient) -> None:
    text = page(law_client, "/gap/AZE-firearms")
    assert "Azerbaijan \u2013 Firearms Protocol" in text.partition("<h1>")[2].partition("</h1>")[0]
    text = page(law_client, "/related-instrument/cites")
    assert ">related-participation/" not in text
    assert ">http://www.w3.org/" not in text
    assert "Participation in a related instrument \u2013 Algeria" in text


def test_the_court_is_said_to_act_under_the_clauses_on_disputes(law_client: FlaskClient) -> None:
    for text in (page(law_client, "/provision/untoc-35-2"), page(law_client, "/provision/untoc-18-13")):
        assert "Bodies that act under it" in text
        assert "Bodies that it establishes" not in text
    text = page(law_client, "/body/icj")
    assert "<dt>Acts under</dt>" in text
    assert "Established by" not in text
    text = page(law_client, "/body/cop")
    assert "<dt>Established by</dt>" in text
    assert "Acts under" not in text
