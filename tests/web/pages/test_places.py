"""Pages of participants and instruments, over the full release."""

from __future__ import annotations

import gzip
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from untoc_graph.web.language import LANGUAGES
from untoc_graph.web.service import EXTENSION

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from untoc_graph.views.views import Views

INSTRUMENTS = ("untoc", "trafficking", "smuggling", "firearms")
NOT_KNOWN = 'class="mark unknown"'


def views_of(client: FlaskClient) -> Views:
    views: Views = client.application.extensions[EXTENSION].open().views
    return views


def page(client: FlaskClient, address: str, language: str = "en") -> str:
    reply = client.get(f"{address}.html?lang={language}")
    assert reply.status_code == 200, address
    return reply.get_data(as_text=True)


def text_of(html: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))).strip()


def section(html: str, name: str) -> str:
    start = html.index(f'<section id="{name}"')
    return html[start : html.index("</section>", start)]


def heading(html: str) -> str:
    (found,) = re.findall(r"<h1>(.*?)</h1>", html, re.DOTALL)
    return text_of(str(found))


def test_each_participant_has_a_page_named_in_the_language_of_the_page(law_client: FlaskClient) -> None:
    views = views_of(law_client)
    keys = sorted(views.desk.reader.names.participants)
    assert len(keys) == 198
    languages = tuple(LANGUAGES)
    for number, key in enumerate(keys):
        language = languages[number % len(languages)]
        iri = f"https://w3id.org/untoc/participant/{key}"
        html = page(law_client, f"/participant/{key}", language)
        assert heading(html) == views.labels.of([iri], language)[iri].text, key
        assert f'<html lang="{language}" dir="{LANGUAGES[language].direction}">' in html
        assert not re.search('<a [^>]*href="https://w3id.org/untoc/', html), key


def test_an_unknown_participant_has_no_page(law_client: FlaskClient) -> None:
    assert law_client.get("/participant/XXX.html").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["/participant/NLD", "/participant/EU", "/instrument/smuggling"])
def test_each_kind_is_shown_in_each_language(law_client: FlaskClient, address: str, language: str) -> None:
    html = page(law_client, address, language)
    assert html.count("<h1>") == 1
    assert 'id="note-1"' in html
    assert " style=" not in html
    assert "<style" not in html
    assert not re.search(r"<[^>]+ on[a-z]+=", html)
    assert "None" not in text_of(html)


@pytest.mark.parametrize("key", ["CHN", "NLD", "AZE"])
def test_a_page_with_many_facts_is_light(law_client: FlaskClient, key: str) -> None:
    assert len(gzip.compress(page(law_client, f"/participant/{key}").encode())) < 40_000


@pytest.mark.parametrize("key", INSTRUMENTS)
def test_an_instrument_with_its_map_is_light_enough(law_client: FlaskClient, key: str) -> None:
    assert len(gzip.compress(page(law_client, f"/instrument/{key}").encode())) < 120_000


def test_what_binds_is_told_with_the_acts_their_days_and_sources(law_client: FlaskClient) -> None:
    told = section(page(law_client, "/participant/ITA"), "bound")
    row = told[told.index('href="/instrument/untoc.html') :]
    row = row[: row.index("</tr>")]
    for day in ("2000-12-12", "2006-08-02", "2006-09-01"):
        assert f'<time datetime="{day}">' in row
    assert row.count('class="cite"') >= 3


def test_a_day_that_no_source_gives_is_told_as_not_known_with_its_bounds(law_client: FlaskClient) -> None:
    told = section(page(law_client, "/participant/SOM"), "bound")
    assert NOT_KNOWN in told
    assert 'class="open"' in told
    assert "between" in text_of(told)


def test_a_disagreement_is_told_where_the_act_is_and_among_what_is_not_known(law_client: FlaskClient) -> None:
    html = page(law_client, "/participant/MDA")
    for name in ("bound", "missing"):
        assert "likely a slip" in section(html, name)


def test_who_has_done_nothing_is_not_said_to_have_refused(law_client: FlaskClient) -> None:
    html = page(law_client, "/participant/TUV")
    assert "Our sources have neither a signature" in text_of(html)
    assert "no act recorded" in section(html, "bound")


def test_what_was_not_notified_is_marked_as_not_known(law_client: FlaskClient) -> None:
    told = section(page(law_client, "/participant/ITA"), "notified")
    row = told[told.index("/provision/untoc-18-13.html") :]
    row = row[: row.index("</tr>")]
    assert NOT_KNOWN in row
    assert "not notified in our sources" in row


def test_the_list_says_what_the_drawing_shows(law_client: FlaskClient) -> None:
    told = section(page(law_client, "/participant/LTU"), "bound")
    drawn = re.findall(r'<svg class="act [a-z-]+"[^>]*><title>(.*?)</title>', told)
    listed = re.findall(r"<li><time[^>]*>.*?</time>.*?</span> (.*?)</li>", told, re.DOTALL)
    assert sorted(map(text_of, drawn)) == sorted(map(text_of, listed))
    assert drawn


def test_a_withdrawn_statement_says_so_and_that_its_day_is_not_known(law_client: FlaskClient) -> None:
    told = section(page(law_client, "/participant/MMR"), "statements")
    row = told[told.index('<tr class="withdrawn">') :]
    row = row[: row.index("</tr>")]
    assert "withdrawn" in text_of(row)
    assert NOT_KNOWN in row


def test_a_participant_leads_to_what_can_be_asked_of_it(law_client: FlaskClient) -> None:
    html = page(law_client, "/participant/KEN", "fr")
    for address in (
        "/cooperation?requested=KEN&amp;lang=fr",
        "/cooperation?requesting=KEN&amp;lang=fr",
        "/compare?participant=KEN&amp;lang=fr",
        "/participant/KEN.ttl",
    ):
        assert f'href="{address}"' in html, address


@pytest.mark.parametrize("key", INSTRUMENTS)
def test_those_who_are_not_drawn_are_named_beside_the_curve(law_client: FlaskClient, key: str) -> None:
    html = page(law_client, f"/instrument/{key}")
    views = views_of(law_client)
    law = views.desk.reader.law
    undated = [
        dossier.key
        for dossier in views.desk.reader.dossiers(views.desk.reader.names.participants)
        if (acts := dossier.participations.get(key)) and acts.by and acts.in_force_from is None
    ]
    assert undated
    figure = html[html.index('<figure class="growth">') : html.index("</figure>")]
    for each in undated:
        assert f'href="/participant/{each}.html?lang=en"' in figure
    assert f"in force on {law.instruments[key].in_force}" in figure


def test_each_article_leads_to_its_page_and_says_how_it_is_worded(law_client: FlaskClient) -> None:
    told = section(page(law_client, "/instrument/untoc"), "provisions")
    assert told.count('<details class="fold article"') == 41
    assert 'href="/provision/untoc-16-5-a.html' in told
    assert 'class="mark duty-mandatory">shall</span>' in told
    assert 'class="mark duty-mixed">shall consider</span>' in told


def test_the_map_of_another_day_needs_no_script(law_client: FlaskClient) -> None:
    told = section(page(law_client, "/instrument/firearms"), "on-the-map")
    assert '<form class="question map-day" method="get" action="/map">' in told
    assert 'name="instrument" value="firearms"' in told
    assert 'type="date"' in told


def test_an_instruments_downloads_are_there(law_client: FlaskClient) -> None:
    told = section(page(law_client, "/instrument/trafficking"), "download")
    addresses = re.findall(r'href="(/queries/[^"]+)"', told)
    assert len(addresses) >= 4
    for address in addresses:
        reply = law_client.get(unescape(address))
        assert (reply.status_code, reply.mimetype) == (200, "text/csv"), address


def test_all_that_points_to_a_thing_is_shown_on_pages_of_their_own(law_client: FlaskClient) -> None:
    first = page(law_client, "/instrument/smuggling")
    assert "/instrument/smuggling.html?in=1" in first
    found: list[str] = []
    address = "/instrument/smuggling.html?in=1"
    for _ in range(60):
        shown = law_client.get(address).get_data(as_text=True)
        rows = shown.partition('id="in"')[2].partition("</dl>")[0]
        found += re.findall(r'<li><a href="([^"]+)"', rows)
        following = re.search(r'rel="next" href="([^"]+)"', shown)
        if not following:
            break
        address = "/instrument/smuggling.html" + unescape(following[1]).partition("#")[0]
    asked = "SELECT (COUNT(DISTINCT *) AS ?n) { ?s ?p <https://w3id.org/untoc/instrument/smuggling> }"
    counted = law_client.get("/sparql", query_string={"query": asked}, headers={"Accept": "text/csv"})
    assert len(found) == int(counted.text.split()[1])


def test_the_day_of_a_consent_to_another_treaty_is_not_said_to_be_since_when_it_binds(
    law_client: FlaskClient,
) -> None:
    """Italy deposited its consent to the Rome Statute in 1999; nobody was bound by it before July 2002."""
    text = page(law_client, "/participant/ITA")
    related = text.partition('id="related"')[2].partition("</section>")[0]
    assert 'consented on <time datetime="1999-07-26">' in related
    assert "since <time" not in related


def test_a_participant_says_by_which_iri_it_is_cited(law_client: FlaskClient) -> None:
    assert "Identifier: <code>https://w3id.org/untoc/participant/PRK</code>" in page(
        law_client, "/participant/PRK"
    )


def test_who_is_on_no_list_of_parties_is_told_so_and_not_that_it_is_not_bound(
    law_client: FlaskClient,
) -> None:
    text = page(law_client, "/participant/PRK")
    assert text.count("no act of consent in the lists of parties") == 3
    assert ">not bound<" not in text
    assert "by none of its Protocols" not in text


def test_each_withdrawal_without_a_day_names_its_instrument(law_client: FlaskClient) -> None:
    text = page(law_client, "/participant/LTU")
    missing = text.partition('id="missing"')[2].partition("</section>")[0]
    lines = [line for line in missing.split("<li>") if "on which this was withdrawn" in line]
    assert len(lines) == 4
    for name in ("Organized Crime Convention", "Firearms Protocol"):
        assert sum(line.partition("No source")[0].count(name) for line in lines) == 1
