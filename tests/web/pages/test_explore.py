"""Every thing can be explored: what points to it and what it points to, counted, with a step to each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.test_pages import Elements

if TYPE_CHECKING:
    from flask.testing import FlaskClient

BASE = "https://w3id.org/untoc/"


def page(client: FlaskClient, thing: str, **more: str) -> str:
    reply = client.get("/explore", query_string={"thing": thing, **more})
    assert (reply.status_code, reply.mimetype) == (200, "text/html")
    return str(reply.text)


@pytest.mark.parametrize(
    "thing",
    [
        "participant/ITA",
        f"{BASE}participant/ITA",
        "instrument/untoc",
        "confidence/sourced-one",
        "participation/ITA-untoc",
        f"{BASE}ontology#State",
        "scheme/crime-types",
    ],
)
def test_whatever_is_a_thing_has_neighbours_drawn_and_listed(law_client: FlaskClient, thing: str) -> None:
    text = page(law_client, thing)
    links = Elements(text).named("a")
    drawn = {each["href"] for each in links if each.get("tabindex") == "-1" and each["href"].startswith("/")}
    listed = {each["href"] for each in links if each.get("tabindex") != "-1"}
    assert drawn
    assert drawn <= listed
    assert text.count("<h1>") == 1


def test_both_directions_are_counted(law_client: FlaskClient) -> None:
    text = page(law_client, "instrument/untoc")
    incoming, _, outgoing = text.partition('<h2 id="outgoing">')
    assert 'id="in-untoc-partyTo"' in incoming
    assert '<bdi dir="auto">party to</bdi> <span class="hint">193</span>' in incoming
    assert "and 181 more" in incoming
    assert 'id="out-dcterms-hasPart"' in outgoing
    assert 'has part <span class="hint">41</span>' in outgoing


def test_what_holds_both_ways_is_told_once(law_client: FlaskClient) -> None:
    text = page(law_client, "participant/ITA")
    assert 'id="out-untoc-neighbour"' in text
    assert 'id="in-untoc-neighbour"' not in text


def test_things_of_others_are_links_to_them(law_client: FlaskClient) -> None:
    links = Elements(page(law_client, "participant/ITA")).named("a")
    outside = [each for each in links if each["href"] == "http://www.wikidata.org/entity/Q38"]
    assert {each["rel"] for each in outside} == {"external"}


def test_what_there_is_more_of_leads_to_the_query_for_all(law_client: FlaskClient) -> None:
    links = Elements(page(law_client, "instrument/untoc")).named("a")
    assert [each for each in links if each["href"].startswith("/editor?query=SELECT")]


@pytest.mark.parametrize(
    ("thing", "status"),
    [
        ("participant/ZZZ", 404),
        ("Italy", 404),
        ("http://example.org/x", 400),
        ("javascript:alert(1)//://", 400),
        ("participant/>", 400),
        ("a b", 400),
        ("x" * 5000, 400),
        ("\ud800", 404),
        ('"><img src=x onerror=alert(1)>', 400),
    ],
)
def test_what_is_no_thing_is_refused_in_words(law_client: FlaskClient, thing: str, status: int) -> None:
    said = thing.encode("utf-8", "surrogatepass")
    reply = law_client.get("/explore", query_string={"thing": said})
    assert reply.status_code == status
    assert 'role="alert"' in reply.text
    assert "<img" not in reply.text


def test_without_a_thing_the_page_asks_for_one(law_client: FlaskClient) -> None:
    reply = law_client.get("/explore")
    assert reply.status_code == 200
    assert 'role="alert"' not in reply.text
    assert "/explore?thing=participant/ITA" in reply.text


def test_the_language_goes_along(law_client: FlaskClient) -> None:
    text = page(law_client, "participant/ITA", lang="ar")
    assert '<html lang="ar" dir="rtl">' in text
    steps = [each["href"] for each in Elements(text).named("a") if each["href"].startswith("/explore?thing=")]
    assert steps
    assert all(step.endswith("&lang=ar") or "lang=" in step for step in steps)


def test_a_client_that_has_it_is_told_so(law_client: FlaskClient) -> None:
    tag = law_client.get("/explore?thing=participant/ITA").headers["ETag"]
    reply = law_client.get("/explore?thing=participant/ITA", headers={"If-None-Match": tag})
    assert reply.status_code == 304
    other = law_client.get("/explore?thing=participant/FRA", headers={"If-None-Match": tag})
    assert other.status_code == 200


def test_what_has_no_name_of_its_own_is_called_by_its_kind_and_what_it_is_about(
    law_client: FlaskClient,
) -> None:
    text = page(law_client, "participant/ITA")
    drawing, _, lists = text.partition("</svg>")
    assert "Ratification – Italy – Firearms Protocol" in lists
    assert "Gazette entry – Italy – Organized Crime Convention" in lists
    # Beside Italy the drawing need not say Italy again.
    assert "Ratification – Firearms Protocol" in drawing
    for raw in ("action/ITA", "gazette/ITA", "participation/ITA"):
        assert f">{raw}" not in text
        assert f"\u2068{raw}" not in text
    french = page(law_client, "participant/ITA", lang="fr")
    assert "Ratification – Italie – " in french


@pytest.mark.parametrize(
    ("thing", "heading"),
    [
        ("action/ITA-firearms-ratification", "Ratification – Italy – Firearms Protocol"),
        ("conflict/CHE-firearms-accession-ch-sr", "Conflict of sources – Switzerland – Firearms Protocol"),
        ("membership/ITA-EU", "Membership – Italy – European Union"),
        ("coverage/extortion-untoc", "Coverage – Extortion – Organized Crime Convention"),
    ],
)
def test_a_fact_is_headed_by_its_name(law_client: FlaskClient, thing: str, heading: str) -> None:
    assert f'<h1>Around <bdi dir="auto">{heading}</bdi></h1>' in page(law_client, thing)


def test_things_of_others_are_called_by_their_system_and_number(law_client: FlaskClient) -> None:
    text = page(law_client, "participant/ITA")
    for name in ("Wikidata Q38", "UNBIS Thesaurus 1003446", "EuroVoc 1519", "GeoNames 3175395"):
        assert f'<bdi dir="auto">{name}</bdi>' in text
        assert f"\u2068{name}\u2069" in text
    assert ">http" not in text.replace(f"<code>{BASE}", "")
