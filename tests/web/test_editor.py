"""The editor of queries as its page: what it shows of a query, under which limits, and without any script."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from tests.web.test_pages import Elements
from untoc_graph.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.web.conftest import Server

STATES = "SELECT ?state ?name { ?state a <https://w3id.org/untoc/ontology#State> ; "
STATES += '<http://www.w3.org/2000/01/rdf-schema#label> ?name . FILTER(LANG(?name) = "en") } ORDER BY ?name'
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</textarea><script>alert(1)</script>",
    '"><b onclick="alert(1)">',
    "{{ 7 * 7 }} {% raw %}",
    "\u202egnp.exe\u202c",
    "]]> --> </pre></mark>\n<style>*{display:none}</style>",
]
BROKEN = "SELECT * {\n  ?s ?p ]\n}"


def editor(client: FlaskClient, query: str, **more: str) -> TestResponse:
    return client.get("/editor", query_string={"query": query, **more})


def text_of(reply: TestResponse) -> str:
    """The text of the form, as a browser would send it."""
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", reply.text, re.DOTALL)
    assert found
    return unescape(found[1])


def test_it_begins_with_a_query_that_runs(client: FlaskClient) -> None:
    reply = client.get("/editor")
    assert reply.status_code == 200
    assert 'id="results"' not in reply.text
    ran = editor(client, text_of(reply))
    assert ran.status_code == 200
    assert 'id="results"' in ran.text


def test_its_form_works_without_scripts(client: FlaskClient) -> None:
    page = Elements(client.get("/editor?lang=fr").text)
    (form,) = [each for each in page.named("form") if each.get("class") == "query"]
    (area,) = page.named("textarea")
    assert (form["action"], form["method"], area["name"]) == ("/editor", "get", "query")
    assert {"name": "lang", "value": "fr"}.items() <= next(
        each for each in page.named("input") if each["name"] == "lang" and each["type"] == "hidden"
    ).items()
    assert "post" in {each.get("formmethod") for each in page.named("button")}


def test_results_are_a_table_with_links_on_this_host(client: FlaskClient) -> None:
    reply = editor(client, STATES)
    assert reply.status_code == 200
    assert re.search(r'<a href="/participant/ITA(?:\.html)?">', reply.text)
    assert ">Italy</bdi>" in reply.text
    assert text_of(reply) == STATES


def test_the_truth_and_a_graph_are_shown_too(client: FlaskClient) -> None:
    assert 'class="truth"' in editor(client, "ASK { ?s ?p ?o }").text
    described = editor(client, "DESCRIBE <https://w3id.org/untoc/participant/ITA>")
    assert described.status_code == 200
    assert ">Subject<" in described.text


@pytest.mark.parametrize(
    ("query", "formats"),
    [
        (
            STATES,
            {
                "csv": "text/csv",
                "tsv": "text/tab-separated-values",
                "json": "application/sparql-results+json",
            },
        ),
        ("CONSTRUCT WHERE { ?s a ?c }", {"turtle": "text/turtle", "jsonld": "application/ld+json"}),
        ("ASK {}", {"json": "application/sparql-results+json", "xml": "application/sparql-results+xml"}),
    ],
)
def test_each_download_gives_its_format(client: FlaskClient, query: str, formats: dict[str, str]) -> None:
    page = Elements(editor(client, query).text)
    links = [each["href"] for each in page.named("a") if "download" in each]
    found = {parse_qs(urlsplit(str(link)).query)["format"][0]: str(link) for link in links}
    assert set(formats) <= set(found)
    for name, link in found.items():
        reply = client.get(link)
        assert reply.status_code == 200
        assert parse_qs(urlsplit(link).query)["query"] == [query]
        assert reply.mimetype == formats.get(name, reply.mimetype)


def test_the_address_of_a_query_shows_the_same_results(client: FlaskClient) -> None:
    posted = client.post("/editor", data={"query": STATES.replace(" ORDER", "\r\nORDER")})
    (address,) = re.findall(r'href="(/editor\?query=[^"]*)"', posted.text)
    assert "%0D" not in address
    again = client.get(address.replace("&amp;", "&"))
    assert (posted.status_code, again.status_code) == (200, 200)
    assert posted.text.count("<tr>") == again.text.count("<tr>") > 3


def test_a_mistake_is_shown_in_its_line(client: FlaskClient) -> None:
    reply = editor(client, BROKEN)
    assert reply.status_code == 400
    assert "Line 2, column 9:" in reply.text
    assert '<span class="number">2</span>   ?s ?p <mark>]</mark></pre>' in reply.text
    (area,) = Elements(reply.text).named("textarea")
    assert (area["data-line"], area["data-column"]) == ("2", "9")
    assert text_of(reply) == BROKEN


def test_a_mistake_behind_line_breaks_of_a_form_is_at_the_same_place(client: FlaskClient) -> None:
    reply = client.post("/editor", data={"query": BROKEN.replace("\n", "\r\n")})
    assert reply.status_code == 400
    assert "Line 2, column 9:" in reply.text


@pytest.mark.parametrize(
    ("asked", "status", "slug"),
    [
        ({"query": "INSERT DATA { <a:a> <a:b> 1 }"}, 403, "only reads"),
        ({"update": "CLEAR ALL"}, 403, "only reads"),
        ({"query": "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}, 403, "refused"),
        ({"query": " "}, 400, "missing or empty"),
        ({"query": "SELECT (<http://x/f>(1) AS ?x) {}"}, 400, "function"),
        ({"name": "party-count"}, 404, "party-count"),
    ],
)
def test_what_is_refused_is_a_page_that_says_why(
    client: FlaskClient, asked: dict[str, str], status: int, slug: str
) -> None:
    for reply in (client.get("/editor", query_string=asked), client.post("/editor", data=asked)):
        if reply.request.method == "POST" and "name" in asked:
            continue
        assert reply.status_code == status
        assert reply.mimetype == "text/html"
        assert slug in reply.text
        assert reply.headers["Cache-Control"] == "no-store"


def test_a_body_of_another_kind_is_refused(client: FlaskClient) -> None:
    reply = client.post("/editor", data="ASK {}", content_type="text/plain")
    assert reply.status_code == 415


def test_a_query_of_the_catalogue_is_shown_and_not_run(client: FlaskClient) -> None:
    page = Elements(client.get("/editor").text)
    (link,) = [each["href"] for each in page.named("a") if "name=party-counts-by-group" in str(each["href"])]
    reply = client.get(str(link))
    assert reply.status_code == 200
    assert text_of(reply).startswith("# How many parties has each instrument, by UN regional group")
    assert "VALUES ?on {" in text_of(reply)
    assert "# param" not in text_of(reply)
    assert 'id="results"' not in reply.text


def test_a_query_too_long_for_an_address_is_downloaded_by_a_form(client: FlaskClient) -> None:
    long = f"# {'x' * 9_000}\n{STATES}"
    reply = client.post("/editor", data={"query": long})
    assert reply.status_code == 200
    page = Elements(reply.text)
    assert not [each for each in page.named("a") if "download" in each]
    assert not re.search(r'href="/editor\?query=', reply.text)
    assert {"csv", "json"} <= {
        each.get("value") for each in page.named("button") if each.get("name") == "format"
    }
    sent = client.post("/sparql", data={"query": long, "format": "csv"})
    assert (sent.status_code, sent.mimetype) == (200, "text/csv")


def test_the_limits_are_told_beside_the_query(client: FlaskClient) -> None:
    page = client.get("/editor").text
    assert "Time that one query may run" in page
    assert 'href="/limits"' in page


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts(client: FlaskClient, text: str) -> None:
    written = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    for query in (f'SELECT ("{written}" AS ?x) (IRI("javascript:alert(1)") AS ?y) {{}}', text):
        reply = editor(client, query)
        assert reply.status_code in {200, 400}
        page = Elements(reply.text)
        assert all(each.get("src", "/static/").startswith("/static/") for each in page.named("script"))
        assert not page.named("img")
        assert not [each for each in page.named("a") if str(each.get("href", "")).startswith("javascript:")]
        assert not [
            name for _, each in page.found for name in each if name.startswith("on") or name == "style"
        ]


def test_a_client_that_has_the_page_is_told_so(client: FlaskClient) -> None:
    first = editor(client, STATES)
    again = client.get(
        "/editor", query_string={"query": STATES}, headers={"If-None-Match": first.headers["ETag"]}
    )
    assert (first.status_code, again.status_code) == (200, 304)


def test_terms_have_name_kind_label_and_meaning(client: FlaskClient) -> None:
    reply = client.get("/editor/terms.json")
    assert reply.status_code == 200
    assert reply.json
    assert reply.json["prefixes"] == PREFIXES
    terms = {name: rest for name, *rest in reply.json["terms"]}
    assert terms["untoc:participant"][0] == "property"
    assert terms["untoc:State"][0] == "class"
    again = client.get("/editor/terms.json", headers={"If-None-Match": reply.headers["ETag"]})
    assert again.status_code == 304


def test_terms_of_the_full_release_are_found_by_their_labels(law_client: FlaskClient) -> None:
    terms = {name: rest for name, *rest in law_client.get("/editor/terms.json?lang=fr").json["terms"]}  # type: ignore[index]
    assert terms["participant:ITA"] == ["thing", "Italie"]
    assert terms["untoc:State"][2]
    assert {"instrument:untoc", "provision:untoc-16", "crime:human-trafficking", "skos:prefLabel"} <= set(
        terms
    )
    assert not [name for name in terms if name.startswith(("source:", "action:", "statement:"))]


def test_a_query_of_a_page_is_limited_as_any_other(
    start: Callable[..., AbstractContextManager[Server]], endless: str
) -> None:
    with start(query_timeout=1, rate="3 per minute") as server:
        slow = server.send("GET", f"/editor?{urlencode({'query': endless})}")
        assert slow.status == 503
        assert b"The query took too" in slow.body or b"ended its process" in slow.body
        replies = [server.send("GET", f"/editor?{urlencode({'query': f'ASK {{}} # {n}'})}") for n in range(5)]
        assert [reply.status for reply in replies][-1] == 429
        assert int(replies[-1].headers["Retry-After"]) > 0
