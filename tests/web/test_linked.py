"""Every IRI answers: things, documents, collections, vocabularies, in each format, to each Accept header."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.web.linked_data import LINKS, Document, triples
from untoc_graph.linked.links import FORMATS
from untoc_graph.namespaces import BASE, COLLECTIONS
from untoc_graph.rdf.engine import parse
from untoc_graph.rdf.formats import GRAPH_FORMATS
from untoc_graph.sparql.negotiation import content_type

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from untoc_graph.rdf.formats import Format

VARY = "Accept, Accept-Language"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
# Accept header, and the extension of what comes.
ACCEPTED = (
    ("", "ttl"),
    ("*/*", "ttl"),
    ("text/turtle", "ttl"),
    ("application/x-turtle", "ttl"),
    ("text/*", "ttl"),
    ("application/n-triples", "nt"),
    ("text/plain", "nt"),
    ("application/ld+json", "jsonld"),
    ("application/json", "jsonld"),
    ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "jsonld"),
    ("application/rdf+xml", "rdf"),
    ("application/xml", "rdf"),
    ("application/trig", "trig"),
    ("application/n-quads", "nq"),
    ("text/turtle;q=0.4, application/rdf+xml;q=0.8, application/ld+json;q=0.6", "rdf"),
    ("text/turtle;q=0, application/n-triples", "nt"),
    ("application/sparql-results+json, application/ld+json;q=0.1", "jsonld"),
    ("text/html", "html"),
    (BROWSER, "html"),
    ("application/xhtml+xml", "html"),
    ("text/html;q=0.5, text/turtle", "ttl"),
)
DOCUMENTS = (
    Document("thing", "/participant/ITA", "/participant/ITA", 303),
    Document("scheme", "/scheme/harms", "/scheme/harms", 303),
    Document("thing of a collection that is a question too", "/status/party", "/status/party", 303),
    Document("collection", "/participant", "/participant/"),
    Document("collection of several pages", "/action", "/action/"),
    Document("collection that is a question too", "/cooperation", "/cooperation/"),
    Document("ontology", "/ontology", "/ontology"),
    Document("shapes", "/shapes", "/shapes"),
)
TYPES = {fmt.extension: fmt for fmt in FORMATS}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.kind)
@pytest.mark.parametrize(("accept", "extension"), ACCEPTED)
def test_each_accept_header_gets_its_format(
    linked: FlaskClient, document: Document, accept: str, extension: str
) -> None:
    reply = linked.get(document.address, headers={"Accept": accept} if accept else {})
    assert reply.status_code == document.status
    # Pages are compressed for who takes that.
    assert reply.headers["Vary"].removesuffix(", Accept-Encoding") == VARY
    form = f"{document.stem}.{extension}"
    if document.status == 303:
        assert reply.headers["Location"] == form
        reply = linked.get(form, headers={"Accept": "image/png"})
        assert reply.headers["Content-Type"] == content_type(TYPES[extension].media_type)
    else:
        assert reply.headers["Content-Location"] == form
    assert reply.status_code == 200
    assert reply.mimetype in {TYPES[extension].media_type, *TYPES[extension].aliases}
    if extension != "html":
        assert triples(linked, reply)
    else:
        assert reply.data.startswith(b"<!doctype html>")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.kind)
def test_every_format_says_the_same(linked: FlaskClient, document: Document) -> None:
    said = {
        fmt.name: triples(linked, linked.get(f"{document.stem}.{fmt.extension}")) for fmt in GRAPH_FORMATS
    }
    assert len(said["turtle"]) > 1
    assert all(each == said["turtle"] for each in said.values())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.kind)
def test_what_nobody_offers_is_refused_by_name(linked: FlaskClient, document: Document) -> None:
    reply = linked.get(document.address, headers={"Accept": "image/png"})
    assert (reply.status_code, reply.mimetype, reply.headers["Vary"]) == (
        406,
        "application/problem+json",
        VARY,
    )
    assert "text/turtle" in reply.get_json(force=True)["available"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.kind)
@pytest.mark.parametrize("extension", [fmt.extension for fmt in FORMATS])
def test_a_document_has_its_headers(linked: FlaskClient, document: Document, extension: str) -> None:
    path = f"{document.stem}.{extension}"
    reply = linked.get(path)
    links = reply.headers["Link"].split(", <")
    assert f'<{BASE}{path[1:]}>; rel="canonical"' in links[0]
    others = {each for each in links if 'rel="alternate"' in each}
    assert others == {
        f'{document.stem}.{each}>; rel="alternate"; type="{TYPES[each].media_type}"'
        for each in TYPES.keys() - {extension}
    }
    assert any('rel="describedby"' in each for each in links)
    assert any('creativecommons.org/licenses/by/4.0/>; rel="license"' in each for each in links)
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert reply.headers["Cache-Control"] == "public, no-cache"
    assert ("Last-Modified" in reply.headers) == (extension != "html")
    tag = reply.headers["ETag"]
    again = linked.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert again.headers["Vary"] == VARY
    if document.status == 303:
        assert f'<{BASE}{document.stem[1:]}>; rel="describes"' in reply.headers["Link"]
        assert f'<{BASE}{document.stem[1:]}>; rel="cite-as"' in reply.headers["Link"]
    head = linked.head(path)
    assert (head.status_code, head.data, head.headers["Link"]) == (200, b"", reply.headers["Link"])
    assert linked.get(path).data == reply.data


def test_each_form_has_a_tag_of_its_own(linked: FlaskClient) -> None:
    tags = {linked.get(f"/participant/ITA.{fmt.extension}").headers["ETag"] for fmt in FORMATS}
    tags |= {linked.get("/participant/ITA.html?lang=fr").headers["ETag"]}
    tags |= {linked.get("/participant/ITA.ttl?in=2").headers["ETag"]}
    assert len(tags) == len(FORMATS) + 2


@pytest.mark.parametrize(
    "path", ["/participant/ITA", "/participant/ITA.ttl", "/participant/", "/ontology", "/context.jsonld"]
)
def test_a_page_elsewhere_may_ask_first(linked: FlaskClient, path: str) -> None:
    reply = linked.options(path)
    assert (reply.status_code, reply.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    refused = linked.post(path)
    assert (refused.status_code, refused.mimetype) == (405, "application/problem+json")


def test_a_thing_leads_on_with_links(linked: FlaskClient) -> None:
    reply = linked.get("/participant/ITA")
    link = reply.headers["Link"]
    assert f'<{BASE}participant/ITA>; rel="canonical"' in link
    for fmt in FORMATS:
        assert f'</participant/ITA.{fmt.extension}>; rel="describedby"; type="{fmt.media_type}"' in link
    assert f'<{BASE}ontology#State>; rel="type"' in link
    assert '</participant/>; rel="collection"' in link
    assert reply.data == b"/participant/ITA.ttl\n"


def test_a_redirection_keeps_the_language_and_the_page(linked: FlaskClient) -> None:
    reply = linked.get("/participant/ITA?lang=fr&in=2&utm=x", headers={"Accept": BROWSER})
    assert reply.headers["Location"] == "/participant/ITA.html?in=2&lang=fr"
    assert linked.get("/participant?page=1&lang=evil").headers["Location"] == "/participant/"


def test_a_description_is_concise_and_names_what_it_points_to(linked: FlaskClient) -> None:
    said = triples(linked, linked.get("/participant/ITA.nt"))

    def holds(subject: str, predicate: str, object_: str) -> bool:
        return f"<{BASE}{subject}> <{predicate}> {object_}" in said

    skos, void = "http://www.w3.org/2004/02/skos/core#", "http://rdfs.org/ns/void#"
    assert holds("participant/ITA", f"{skos}prefLabel", '"Italie"@fr')
    # The names of what it points to, classes too.
    assert holds("instrument/untoc", f"{skos}prefLabel", '"Convention"@en')
    assert holds("ontology#State", "http://www.w3.org/2000/01/rdf-schema#label", '"État"@fr')
    # Annotations of what is said of it.
    assert holds(
        "mapping/ITA-Q38",
        "http://www.w3.org/2002/07/owl#annotatedTarget",
        "<http://www.wikidata.org/entity/Q38>",
    )
    # The document itself.
    assert holds(
        "participant/ITA#document", "http://xmlns.com/foaf/0.1/primaryTopic", f"<{BASE}participant/ITA>"
    )
    assert holds("participant/ITA#document", f"{void}inDataset", f"<{BASE}dataset/untoc>")
    number = "http://www.w3.org/2001/XMLSchema#integer"
    assert holds("participant/ITA#incoming-untoc-participant", f"{void}triples", f'"{LINKS}"^^<{number}>')
    assert holds("participant/ITA#incoming", f"{void}triples", f'"{LINKS + 1}"^^<{number}>')
    # Nothing of what others say of themselves.
    assert not any(each.startswith(f"<{BASE}action/a-1> <{BASE}ontology#date>") for each in said)


def test_links_to_a_thing_come_by_the_page_and_all_of_them(linked: FlaskClient) -> None:
    path: str | None = "/participant/ITA.nt"
    found: set[str] = set()
    pages = 0
    while path:
        reply = linked.get(path)
        pages += 1
        found |= {each for each in triples(linked, reply) if f"<{BASE}ontology#participant>" in each}
        links = reply.headers["Link"].split(", ")
        path = next((each[1 : each.index(">")] for each in links if 'rel="next"' in each), None)
        assert any('rel="prev"' in each for each in links) == (pages > 1)
    assert pages == 3
    assert len([each for each in found if each.startswith(f"<{BASE}action/")]) == LINKS
    assert linked.get("/participant/ITA.nt?in=4").status_code == 404


@pytest.mark.parametrize("extension", [fmt.extension for fmt in FORMATS])
def test_every_form_of_a_document_has_the_same_pages(linked: FlaskClient, extension: str) -> None:
    for stem, last in (("/participant/ITA", 3), ("/participant/ROU", 1), ("/harm/lives", 1)):
        for number in range(1, last + 1):
            assert linked.get(f"{stem}.{extension}?in={number}").status_code == 200
        there = f"the last is page {last}" if last > 1 else "there is but one"
        for number in (last + 1, 999_999):
            reply = linked.get(f"{stem}.{extension}?in={number}")
            assert reply.status_code == 404
            detail = f"there is no page {number} of {stem}; {there}"
            assert detail in reply.text
    assert "the last is page 3" in linked.get(f"/action.{extension}?page=4").text


def test_a_page_of_links_has_those_of_the_same_page_elsewhere(linked: FlaskClient) -> None:
    seen = 0
    for number in (1, 2, 3):
        page = linked.get(f"/participant/ITA.html?in={number}").text.partition('id="in"')[2]
        listed = re.findall(r'<li><a href="/(.*?).html"', page.partition("</dl>")[0])
        said = triples(linked, linked.get(f"/participant/ITA.nt?in={number}"))
        pointing = {each.split(">")[0].removeprefix(f"<{BASE}") for each in said if each.endswith("ITA>")}
        assert set(listed) <= pointing
        seen += len(listed)
    # The acts, and the note on its match.
    assert seen == LINKS + 1
    # What has a page of its kind shows that, and not what points to it, where no page is named.
    assert 'id="in"' not in linked.get("/instrument/untoc.html").text


def test_pages_of_a_list_have_titles_of_their_own(linked: FlaskClient) -> None:
    first, second = (
        re.findall(
            "<title>(.*?)</title>", linked.get(f"/action/?page={number}", headers={"Accept": BROWSER}).text
        )
        for number in (1, 2)
    )
    assert first == ["Acts of participants - UNTOC Graph"]
    assert second == ["Acts of participants - Page 2 of 3 - UNTOC Graph"]


def test_a_collection_comes_by_the_page_and_whole(linked: FlaskClient) -> None:
    path: str | None = "/action/"
    found: list[str] = []
    member = "<http://www.w3.org/ns/hydra/core#member>"
    while path:
        reply = linked.get(path, headers={"Accept": "application/n-triples"})
        found += [each for each in triples(linked, reply) if member in each]
        links = reply.headers["Link"].split(", ")
        path = next((each[1 : each.index(">")] for each in links if 'rel="next"' in each), None)
    assert len(found) == len(set(found)) == LINKS
    assert linked.get("/action.ttl?page=2").headers["Link"].count('/action.ttl?page=3>; rel="next"') == 1
    assert linked.get("/action/?page=4").status_code == 404


def test_the_same_page_in_html_lists_the_same_things(linked: FlaskClient) -> None:
    page = linked.get("/action.html?page=3").get_data(as_text=True)
    assert page.count('href="/action/a-') == LINKS - 400
    assert 'rel="prev" href="/action/?page=2"' in page


def test_a_path_without_the_slash_leads_to_the_collection(linked: FlaskClient) -> None:
    reply = linked.get("/participant?page=1")
    assert (reply.status_code, reply.headers["Location"]) == (308, "/participant/")
    # Questions of law keep their addresses.
    for path in ("/status", "/cooperation"):
        assert linked.get(path, headers={"Accept": "application/json"}).status_code == 400


def test_a_part_of_a_thing_is_described_with_it(linked: FlaskClient) -> None:
    assert any("untoc#part>" in each for each in triples(linked, linked.get("/dataset/untoc.ttl")))


def test_the_version_of_the_ontology_leads_to_it(linked: FlaskClient) -> None:
    reply = linked.get("/ontology/0.1.0")
    assert (reply.status_code, reply.headers["Location"]) == (303, "/ontology")
    assert linked.get("/ontology/9.9.9").status_code == 404


def test_the_ontology_is_told_with_its_alignments(linked: FlaskClient) -> None:
    said = triples(linked, linked.get("/ontology"))
    assert any("http://www.w3.org/ns/prov#Agent" in each for each in said)
    assert f'<{BASE}ontology>; rel="canonical"' in linked.get("/ontology").headers["Link"]


@pytest.mark.parametrize("path", ["/answer/", "/answer/x", "/answer/x.ttl"])
def test_answers_are_said_to_be_made_elsewhere(linked: FlaskClient, path: str) -> None:
    reply = linked.get(path)
    assert reply.status_code == 404
    assert "/cooperation" in reply.text


@pytest.mark.parametrize("path", ["/participant/ROM", "/participant/ROM.ttl", "/participant/ROM.html"])
def test_what_was_withdrawn_names_what_replaces_it(linked: FlaskClient, path: str) -> None:
    reply = linked.get(path, headers={"Accept": "application/json"})
    assert (reply.status_code, reply.mimetype, reply.headers["Vary"]) == (
        410,
        "application/problem+json",
        VARY,
    )
    problem = reply.get_json(force=True)
    assert problem["available"] == [f"{BASE}participant/ROU"]
    assert f"{BASE}participant/ROU" in problem["detail"]
    assert reply.headers["Link"] == '</participant/ROU>; rel="successor-version"'
    page = linked.get(path, headers={"Accept": BROWSER})
    assert (page.status_code, page.mimetype) == (410, "text/html")
    assert 'href="/participant/ROU.html"' in page.get_data(as_text=True)


def test_what_was_withdrawn_without_replacement_says_so(linked: FlaskClient) -> None:
    reply = linked.get("/participant/XXX")
    assert (reply.status_code, reply.get_json(force=True)["available"]) == (410, [])
    assert "Link" not in reply.headers
    listed = triples(linked, linked.get("/participant.nt"))
    assert not any("ROM" in each or "XXX" in each for each in listed)


def test_what_is_not_there_is_told_to_programs_and_people(linked: FlaskClient) -> None:
    for path in (
        "/participant/ITB",
        "/participant/ITB.ttl",
        "/graph/none",
        "/iccs/",
        "/participant/ITA.ttl.ttl",
    ):
        for asked, sent in (("text/turtle", "text/turtle"), ("image/png", "application/problem+json")):
            reply = linked.get(path, headers={"Accept": asked})
            assert (reply.status_code, reply.mimetype) == (404, sent), path
    page = linked.get("/participant/ITB", headers={"Accept": BROWSER})
    assert (page.status_code, page.mimetype) == (404, "text/html")


def test_each_collection_has_a_route_and_none_hides_another(linked: FlaskClient) -> None:
    for name in COLLECTIONS:
        assert linked.get(f"/{name}/").status_code in {200, 404}
    rules = {str(rule) for rule in linked.application.url_map.iter_rules()}
    # The forms of a collection stand at the top, where no other route may have such a name.
    assert not {f"/{name}.{fmt.extension}" for name in COLLECTIONS for fmt in FORMATS} & rules


def test_json_reads_naturally(linked: FlaskClient) -> None:
    thing = json.loads(linked.get("/participant/ITA.jsonld").data)["@graph"][0]
    assert thing["id"] == f"{BASE}participant/ITA"
    assert thing["type"] == ["State"]
    assert thing["prefLabel"]["fr"] == "Italie"
    assert thing["altLabel"]["de"] == ["Italia", "Italien"]
    assert thing["partyTo"] == [f"{BASE}instrument/untoc"]
    assert thing["leastDeveloped"] == [False]
    assert thing["lat"] == "41.9"
    action = json.loads(linked.get("/action/a-1.jsonld").data)["@graph"][0]
    # The shapes allow one.
    assert (action["participant"], action["date"]) == (f"{BASE}participant/ITA", "2003-01-02")


@pytest.mark.parametrize("fmt", GRAPH_FORMATS, ids=lambda fmt: fmt.name)
def test_what_is_not_there_is_told_in_the_format_that_was_asked(linked: FlaskClient, fmt: Format) -> None:
    http, terms = "http://www.w3.org/2011/http#", "http://purl.org/dc/terms/"
    for path, status in (("/participant/NOBODY", 404), ("/participant/ROM", 410)):
        for reply in (
            linked.get(path, headers={"Accept": fmt.media_type}),
            linked.get(f"{path}.{fmt.extension}"),
        ):
            assert (reply.status_code, reply.mimetype) == (status, fmt.media_type)
            said = {str(quad.triple) for quad in parse(reply.data, fmt, BASE)}
            number = f'"{status}"^^<http://www.w3.org/2001/XMLSchema#int>'
            assert any(f"<{http}statusCodeValue> {number}" in each for each in said)
            slug = "gone" if status == 410 else "not-found"
            assert any(f"<{terms}type> <{BASE}problem/{slug}>" in each for each in said)
            replaced = f"<{BASE}participant/ROM> <{terms}isReplacedBy> <{BASE}participant/ROU>"
            assert any(replaced in each for each in said) == (status == 410)
            assert reply.headers["Vary"] == VARY
            assert reply.headers["Cache-Control"] == "no-store"
    reply = linked.get("/participant/NOBODY", headers={"Accept": "application/json"})
    assert (reply.status_code, reply.mimetype) == (404, "application/problem+json")
