"""The search finds by any name, says by which, leads to pages here, and takes whatever is typed as a text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from tests.web.test_pages import Elements

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def page(client: FlaskClient, text: str, **more: str) -> TestResponse:
    return client.get("/search", query_string={"q": text, **more}, headers=BROWSER)


def said(client: FlaskClient, text: str, **more: str) -> Any:
    reply = client.get("/search.json", query_string={"q": text, **more})
    assert (reply.status_code, reply.mimetype) == (200, "application/json")
    return reply.json


def links(reply: TestResponse) -> list[str]:
    main = reply.text.partition("<main")[2].partition("</main>")[0]
    return [str(link["href"]) for link in Elements(main).named("a")]


def test_a_former_name_leads_to_the_participant_and_says_so(law_client: FlaskClient) -> None:
    reply = page(law_client, "Zaire")
    assert reply.status_code == 200
    assert links(reply)[0] == "/participant/COD.html"
    assert 'former name: <bdi dir="auto">Zaïre</bdi>' in reply.text
    assert "/cooperation?requested=COD" in links(reply)
    # Once: the big link stands for it.
    assert links(reply).count("/participant/COD.html") == 1


def test_things_are_grouped_by_kind_the_kind_of_the_best_hit_first(law_client: FlaskClient) -> None:
    reply = page(law_client, "money laundering")
    sections = [each["id"] for each in Elements(reply.text).named("section")]
    assert sections[0] == "kind-crime"
    assert "kind-provision" in sections
    contents = [link for link in links(reply) if link.startswith("#")]
    assert contents == [f"#{section}" for section in sections]


def test_a_long_group_is_paged(law_client: FlaskClient) -> None:
    first = page(law_client, "article 16")
    assert "/search?q=article+16&kind=provision" in links(first)
    one, two = page(law_client, "16", kind="provision"), page(law_client, "16", kind="provision", page="2")
    found = [link for reply in (one, two) for link in links(reply) if link.startswith("/provision/")]
    assert found[:2] == ["/provision/untoc-16.html", "/provision/trafficking-16.html"]
    assert len(found) == len(set(found)) == said(law_client, "16", kind="provision")["total"]
    assert 'rel="next"' in one.text
    assert 'rel="prev"' in two.text
    assert 'rel="next"' not in two.text


def test_the_kinds_are_counted_as_the_pages_show_them(law_client: FlaskClient) -> None:
    total = said(law_client, "trafficking")["total"]
    counts = Elements(page(law_client, "trafficking").text).named("section")
    by_kind = [said(law_client, "trafficking", kind=str(each["id"])[5:])["total"] for each in counts]
    assert sum(by_kind) == total


def test_a_provision_is_shown_by_number_heading_and_instrument(law_client: FlaskClient) -> None:
    (hit, *_) = said(law_client, "art. 16 UNTOC")["hits"]
    assert hit["title"] == "Article 16: Extradition"
    assert hit["within"]["text"] == "Organized Crime Convention"
    assert hit["address"] == "/provision/untoc-16.html"
    assert 'Article <bdi dir="ltr">16(5)</bdi>' in page(law_client, "16(5)").text


def test_labels_and_links_keep_the_language(law_client: FlaskClient) -> None:
    (hit, *_) = said(law_client, "Italy", lang="fr")["hits"]
    assert (hit["title"], hit["address"]) == ("Italie", "/participant/ITA.html?lang=fr")
    assert "Italy" in hit["why"]
    reply = law_client.get("/search.json?q=Italy", headers={"Accept-Language": "es"})
    assert reply.json is not None
    assert (reply.json["hits"][0]["title"], reply.headers["Content-Language"]) == ("Italia", "es")
    arabic = page(law_client, "Italy", lang="ar")
    assert '<html lang="ar" dir="rtl">' in arabic.text


def test_json_is_there_for_whoever_likes_it_best(law_client: FlaskClient) -> None:
    reply = law_client.get("/search?q=Oman", headers={"Accept": "application/json"})
    assert reply.mimetype == "application/json"
    assert reply.headers["Vary"] == "Accept, Accept-Language"
    assert reply.json == said(law_client, "Oman")
    assert law_client.get("/search?q=Oman").mimetype == "text/html"


def test_suggestions_are_few_and_can_be_more(law_client: FlaskClient) -> None:
    assert len(said(law_client, "a")["hits"]) == 8
    twenty = said(law_client, "a", limit="20")["hits"]
    assert len(twenty) == 20
    assert said(law_client, "a", limit="10", page="2")["hits"] == twenty[10:]


def test_nothing_found_says_so_and_shows_what_can_be_asked(law_client: FlaskClient) -> None:
    reply = page(law_client, "xyzzy")
    assert reply.status_code == 200
    assert "Nothing here is called so" in reply.text
    assert "/search?q=Zaire" in links(reply)
    assert said(law_client, "xyzzy")["hits"] == []


def test_some_of_the_words_are_told_as_such(law_client: FlaskClient) -> None:
    assert "Nothing has all of these words" in page(law_client, "italy extradition").text
    assert said(law_client, "italy extradition")["partial"] is True


def test_without_a_text_the_page_asks(client: FlaskClient) -> None:
    for address in ("/search", "/search?q=", "/search?q=%20&lang=fr"):
        reply = client.get(address, headers=BROWSER)
        assert reply.status_code == 200
        assert len(Elements(reply.text).named("h1")) == 1
    assert said(client, "")["hits"] == []


def test_a_release_without_index_and_law_is_searched(client: FlaskClient) -> None:
    assert links(page(client, "Bohemia"))[0] == "/participant/CZE.html"
    assert [hit["title"] for hit in said(client, "palermo")["hits"]] == ["Palermo Convention"]


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=alert(1)>",
        "\"'><script>alert(1)</script>",
        "{{ 7 * 7 }}",
        "%(number)s %s %",
        "\u202eylatI",
        "\x00\x01",
        "x" * 10_000,
        "' OR 1=1; NEAR(a b) \" * AND",
    ],
)
def test_whatever_is_typed_stays_a_text(law_client: FlaskClient, text: str) -> None:
    reply = page(law_client, text)
    assert reply.status_code == 200
    elements = Elements(reply.text)
    assert not elements.named("img")
    assert [script for script in elements.named("script") if "src" not in script] == []
    assert "49" not in reply.text.partition("<h1>")[2].partition("</h1>")[0]
    # The links to the other languages repeat it.
    assert len(reply.text) < 8 * len(text) + 10_000
    json.dumps(said(law_client, text))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("q=a&kind=nothing", "there is no kind"),
        ("q=a&page=0", "page"),
        ("q=a&page=-1", "page"),
        ("q=a&page=1e3", "page"),
        ("q=a&page=1001", "page"),
        ("q=a&limit=51", "limit"),
        ("q=a&limit=٣", "limit"),
        ("q=a&q=b", "more than once"),
        ("q=a&kin=x", "did you mean kind"),
    ],
)
def test_what_is_not_understood_is_refused_in_the_form_asked_for(
    client: FlaskClient, query: str, told: str
) -> None:
    reply = client.get(f"/search?{query}", headers=BROWSER)
    assert (reply.status_code, reply.mimetype) == (400, "text/html")
    assert told in reply.text
    problem = client.get(f"/search.json?{query}")
    assert (problem.status_code, problem.mimetype) == (400, "application/problem+json")
    assert told in problem.json["detail"]


def test_a_client_that_has_the_page_gets_no_second_one(law_client: FlaskClient) -> None:
    first = page(law_client, "Oman")
    tag = first.headers["ETag"]
    assert first.headers["Cache-Control"] == "public, no-cache"
    again = law_client.get("/search?q=Oman", headers={**BROWSER, "If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    for other in ({"Accept-Language": "fr"}, {"Accept": "application/json"}):
        reply = law_client.get("/search?q=Oman", headers={**BROWSER, **other, "If-None-Match": tag})
        assert reply.status_code == 200
        assert reply.headers["ETag"] != tag


def test_head_has_the_headers_of_get(law_client: FlaskClient) -> None:
    for address in ("/search?q=Oman", "/search.json?q=Oman", "/opensearch.xml"):
        got, head = law_client.get(address), law_client.head(address)
        assert head.data == b""
        assert head.headers["ETag"] == got.headers["ETag"]
        assert head.headers["Content-Length"] == str(len(got.data))


def test_browsers_can_add_the_search(client: FlaskClient) -> None:
    reply = client.get("/opensearch.xml")
    assert reply.mimetype == "application/opensearchdescription+xml"
    root = ET.fromstring(reply.data)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert root.tag == f"{space}OpenSearchDescription"
    name, url = root.find(f"{space}ShortName"), root.find(f"{space}Url")
    assert name is not None
    assert name.text is not None
    assert len(name.text) <= 16
    assert url is not None
    assert url.attrib["template"] == "http://127.0.0.1:8123/search?q={searchTerms}"
    assert 'href="/opensearch.xml"' in client.get("/search").text


def test_every_address_of_a_hit_is_a_path_here(law_client: FlaskClient) -> None:
    for text in ("a", "16", "trafficking", "party", "10/1", "ministry"):
        for hit in said(law_client, text, limit="50")["hits"]:
            assert hit["address"].startswith("/")
            assert not hit["address"].startswith("//")
            assert hit["kindName"]


def test_a_search_word_of_the_project_is_told_as_such(law_client: FlaskClient) -> None:
    (hit, *_) = said(law_client, "cigarettes")["hits"]
    assert (hit["kindName"], hit["matched"]["field"]) == ("Crime type", "word")
    assert hit["why"] == "search word of this project: cigarettes"
    shown = page(law_client, "England").text
    assert 'search word of this project: <bdi dir="auto">England</bdi>' in shown
