"""What programs look for first: catalogue, VoID, site map, robots.txt, llms.txt."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest
from rdflib import RDF, VOID, Graph, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, FOAF, PROV

from untoc_graph.linked.dcat import CATALOGUE, SPDX
from untoc_graph.linked.sitemap import sitemap_index
from untoc_graph.linked.void import DATASET
from untoc_graph.namespaces import BASE, PREFIXES
from untoc_graph.rdf.engine import parse
from untoc_graph.rdf.formats import GRAPH_FORMATS, Format
from untoc_graph.rdf.terms import as_graph
from untoc_graph.settings import Settings
from untoc_graph.web import catalogue as catalogue_routes
from untoc_graph.web import create_app
from untoc_graph.web.service import EXTENSION

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

DCAT = Namespace(PREFIXES["dcat"])
HERE = "http://127.0.0.1:8123/"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LANGUAGES = {"ar", "en", "es", "fr", "ru", "zh"}


@pytest.fixture(scope="module")
def said(published: FlaskClient) -> Graph:
    return Graph().parse(data=published.get("/catalogue.ttl").text, format="turtle")


def read(reply: TestResponse, fmt: Format) -> Graph:
    return as_graph(parse(reply.data, fmt))


def links(reply: TestResponse) -> set[tuple[str, str]]:
    return {(rel, target) for target, rel in re.findall(r'<([^>]*)>; rel="([^"]*)"', reply.headers["Link"])}


@pytest.mark.parametrize("path", ["/catalogue", "/.well-known/void"])
@pytest.mark.parametrize("fmt", GRAPH_FORMATS, ids=lambda fmt: fmt.name)
def test_each_format_says_the_same(published: FlaskClient, path: str, fmt: Format) -> None:
    first = Graph().parse(data=published.get(path).text, format="turtle")
    reply = published.get(path, headers={"Accept": fmt.media_type})
    assert reply.status_code == 200
    assert reply.mimetype == fmt.media_type
    assert reply.headers["Vary"] == "Accept, Accept-Language"
    assert isomorphic(read(reply, fmt), first)


@pytest.mark.parametrize("fmt", GRAPH_FORMATS, ids=lambda fmt: fmt.name)
def test_the_extension_names_the_format_whatever_is_accepted(published: FlaskClient, fmt: Format) -> None:
    reply = published.get(f"/catalogue.{fmt.extension}", headers={"Accept": "text/html"})
    assert (reply.status_code, reply.mimetype) == (200, fmt.media_type)


@pytest.mark.parametrize(
    ("path", "accept", "mimetype"),
    [
        ("/catalogue", "*/*", "text/turtle"),
        ("/catalogue", "text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("/catalogue", "application/rdf+xml;q=0.5, application/ld+json", "application/ld+json"),
        ("/.well-known/void", "*/*", "text/turtle"),
        ("/.well-known/void", "text/html", "text/turtle"),
        ("/robots.txt", "text/html", "text/plain"),
        ("/llms.txt", "*/*", "text/plain"),
        ("/sitemap.xml", "text/html", "application/xml"),
    ],
)
def test_a_client_gets_what_it_likes_best(
    published: FlaskClient, path: str, accept: str, mimetype: str
) -> None:
    reply = published.get(path, headers={"Accept": accept})
    assert (reply.status_code, reply.mimetype) == (200, mimetype)


@pytest.mark.parametrize("path", ["/catalogue", "/.well-known/void"])
def test_a_format_that_there_is_not_is_refused_with_those_there_are(
    published: FlaskClient, path: str
) -> None:
    reply = published.get(path, headers={"Accept": "image/png"})
    assert reply.status_code == 406
    assert reply.json is not None
    assert "text/turtle" in reply.json["available"]


@pytest.mark.parametrize("path", ["/catalogue.png", "/catalogue.", "/sitemap-2.xml", "/sitemap-0.xml"])
def test_what_is_not_there_is_not_found(published: FlaskClient, path: str) -> None:
    assert published.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/catalogue", "/catalogue.html", "/.well-known/void", "/sitemap.xml", "/robots.txt", "/llms.txt"]
)
def test_a_client_that_has_it_is_told_so(published: FlaskClient, path: str) -> None:
    first = published.get(path)
    again = published.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    head = published.head(path)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == str(len(first.data))
    assert published.get(path).data == first.data


@pytest.mark.parametrize("path", ["/catalogue", "/.well-known/void", "/robots.txt"])
def test_a_page_of_another_site_may_ask(published: FlaskClient, path: str) -> None:
    assert published.get(path).headers["Access-Control-Allow-Origin"] == "*"
    assert published.options(path).status_code == 204


def test_a_release_without_a_catalogue_says_so(client: FlaskClient) -> None:
    for path in ("/catalogue", "/.well-known/void"):
        reply = client.get(path)
        assert reply.status_code == 404
        assert "this release was built without" in reply.text


def test_every_file_is_catalogued_with_its_size_and_checksum(said: Graph, small_published: Path) -> None:
    files = {path.name: path.read_bytes() for path in (small_published / "download").iterdir()}
    found = {}
    for file in said.objects(DATASET, DCAT.distribution):
        name = str(said.value(file, DCTERMS.title))
        found[name] = file
        content = files[name]
        checksum = said.value(file, SPDX.checksum)
        assert said.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        assert str(said.value(checksum, SPDX.checksumValue)) == hashlib.sha256(content).hexdigest()
        assert int(str(said.value(file, DCAT.byteSize))) == len(content)
        assert said.value(file, DCAT.downloadURL) == URIRef(f"{BASE}download/{name}")
        assert (said.value(file, DCAT.compressFormat) is not None) == name.endswith(".gz")
        assert (file, DCTERMS.license, said.value(DATASET, DCTERMS.license)) in said
    assert set(found) == set(files)


def test_every_file_is_served_as_it_was_catalogued(published: FlaskClient, said: Graph) -> None:
    for file in said.objects(DATASET, DCAT.distribution):
        path = str(said.value(file, DCAT.downloadURL)).removeprefix(BASE[:-1])
        with published.get(path) as reply:
            sent = hashlib.sha256(reply.data).hexdigest()
        assert sent == str(said.value(said.value(file, SPDX.checksum), SPDX.checksumValue))
        media_type = str(said.value(file, DCAT.mediaType)).partition("/media-types/")[2]
        compressed = said.value(file, DCAT.compressFormat) is not None
        assert reply.mimetype == ("application/gzip" if compressed else media_type)


def test_the_numbers_of_the_catalogue_are_those_of_the_store(published: FlaskClient, said: Graph) -> None:
    counted = {
        VOID.triples: "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        VOID.classes: "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }",
        VOID.properties: "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    }
    for term, text in counted.items():
        reply = published.get("/sparql", query_string={"query": text}, headers={"Accept": "text/csv"})
        assert reply.text.split() == ["n", str(said.value(DATASET, term))]


def test_the_data_set_is_told_in_six_languages(said: Graph) -> None:
    for term in (DCTERMS.title, DCTERMS.description):
        assert {text.language for text in said.objects(DATASET, term)} == LANGUAGES
    assert {word.language for word in said.objects(DATASET, DCAT.keyword)} == {"en", "es", "fr"}


def test_the_catalogue_names_release_days_sources_and_publisher(said: Graph, small_published: Path) -> None:
    assert str(said.value(DATASET, DCAT.version)) == small_published.name
    assert str(said.value(DATASET, DCTERMS.modified)) == "2026-11-24"
    assert said.value(DATASET, DCTERMS.issued) is not None
    period = said.value(DATASET, DCTERMS.temporal)
    assert str(said.value(period, DCAT.endDate)) == "2026-05-28", "the day of the newest list of parties"
    sources = Graph().parse(small_published / "graphs" / "sources.ttl")
    assert set(said.objects(DATASET, PROV.wasDerivedFrom)) == set(
        sources.subjects(RDF.type, URIRef(f"{BASE}ontology#Source"))
    )
    publisher = said.value(DATASET, DCTERMS.publisher)
    assert (publisher, RDF.type, FOAF.Organization) in said
    assert not set(said.subjects(RDF.type, FOAF.Person))


def test_the_endpoint_is_a_service_of_the_catalogue(said: Graph) -> None:
    (service,) = said.objects(CATALOGUE, DCAT.service)
    assert (service, RDF.type, DCAT.DataService) in said
    assert set(said.objects(service, DCAT.servesDataset)) == {DATASET}
    assert str(said.value(service, DCAT.endpointURL)) == f"{BASE}sparql"
    assert said.value(service, DCAT.endpointDescription) is not None
    assert URIRef("https://www.w3.org/TR/sparql11-protocol/") in set(
        said.objects(service, DCTERMS.conformsTo)
    )


def test_addresses_of_ours_are_canonical_wherever_it_runs(published: FlaskClient) -> None:
    for path in ("/catalogue.nt", "/.well-known/void"):
        assert "127.0.0.1" not in published.get(path).text
    assert ("canonical", f"{BASE}catalogue.nt") in links(published.get("/catalogue.nt"))


def test_the_description_names_itself_and_is_the_graph_of_the_release(
    published: FlaskClient, small_published: Path
) -> None:
    said = Graph().parse(data=published.get("/.well-known/void").text, format="turtle")
    own = Graph().parse(small_published / "graphs" / "void.ttl")
    assert not set(own) - set(said)
    (description,) = said.subjects(RDF.type, VOID.DatasetDescription)
    assert said.value(description, FOAF.primaryTopic) == DATASET
    assert {text.language for text in said.objects(DATASET, DCTERMS.title)} == LANGUAGES


def test_the_page_is_in_the_language_of_the_reader(published: FlaskClient) -> None:
    reply = published.get("/catalogue.html?lang=ar")
    assert reply.headers["Content-Language"] == "ar"
    assert 'dir="rtl"' in reply.text
    assert "اتفاقية الأمم المتحدة" in reply.text


def test_the_page_shows_each_file_with_its_checksum(published: FlaskClient, said: Graph) -> None:
    page = published.get("/catalogue.html").text
    for checksum in said.objects(None, SPDX.checksumValue):
        assert str(checksum) in page


def test_the_site_map_lists_pages_that_are_there(published: FlaskClient) -> None:
    root = ET.fromstring(published.get("/sitemap.xml").data)
    assert root.tag == f"{SITEMAP}urlset"
    addresses = [element.text or "" for element in root.iter(f"{SITEMAP}loc")]
    assert len(addresses) == len(set(addresses))
    assert {element.text for element in root.iter(f"{SITEMAP}lastmod")} == {"2026-11-24"}
    assert f"{HERE}participant/ITA.html" in addresses
    kinds = {re.sub(r"/[^/]+$", "", address.removeprefix(HERE)): address for address in addresses}
    for address in kinds.values():
        assert address.startswith(HERE)
        reply = published.get(f"/{address.removeprefix(HERE)}", headers={"Accept": "text/html"})
        assert (reply.status_code, reply.mimetype) == (200, "text/html"), address


def test_the_site_map_leaves_out_what_was_withdrawn(published: FlaskClient) -> None:
    assert "firearms-deactivation" not in published.get("/sitemap.xml").text


def test_more_pages_than_a_file_may_list_are_in_several(
    published: FlaskClient, small_published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = re.findall("<loc>(.*?)</loc>", published.get("/sitemap.xml").text)
    monkeypatch.setattr(catalogue_routes, "parts", lambda addresses: [addresses[:100], addresses[100:]])
    app = create_app(Settings(build=small_published, workers=1, port=8123, rate="", cache_bytes=0))
    index = ET.fromstring(app.test_client().get("/sitemap.xml").data)
    assert index.tag == f"{SITEMAP}sitemapindex"
    found = []
    for element in index.iter(f"{SITEMAP}loc"):
        path = (element.text or "").removeprefix(HERE)
        found += re.findall("<loc>(.*?)</loc>", app.test_client().get(f"/{path}").text)
    assert found == whole
    app.extensions[EXTENSION].close()


def test_an_address_is_escaped_in_the_site_map() -> None:
    assert "<loc>http://here/?a=1&amp;b=%3C</loc>" in sitemap_index(["http://here/?a=1&b=%3C"], "")


def allowed(robots: str, path: str) -> bool:
    """Tell what RFC 9309 says: of the rules that match, the longest holds."""
    matching = []
    for verb, pattern in re.findall(r"^(Allow|Disallow): (\S+)$", robots, re.MULTILINE):
        if re.match(re.escape(pattern).replace(r"\*", ".*"), path):
            matching.append((len(pattern), verb == "Allow"))
    return max(matching, default=(0, True))[1]


def test_robots_may_read_pages_and_not_ask_queries(published: FlaskClient) -> None:
    robots = published.get("/robots.txt").text
    pages = ["/", "/participant/ITA.html", "/cooperation", "/cooperation/", "/cooperation/extradition.html"]
    pages += ["/queries/party-counts", "/map", "/llms.txt", "/static/style.css", "/download/untoc.ttl.gz"]
    assert [path for path in pages if not allowed(robots, path)] == []
    asked = ["/sparql?query=ASK%7B%7D", "/sparql/", "/graph-store?default", "/cooperation?requesting=KEN"]
    asked += ["/queries/bound-on-date?on=2010-01-01", "/network", "/search?q=a", "/metrics"]
    assert [path for path in asked if allowed(robots, path)] == []


def test_robots_that_know_no_wildcards_may_read_pages_too(published: FlaskClient) -> None:
    rules = RobotFileParser()
    rules.parse(published.get("/robots.txt").text.splitlines())
    for path in (
        "",
        "participant/ITA.html",
        "cooperation/extradition.html",
        "cooperation",
        "queries/party-counts",
    ):
        assert rules.can_fetch("any", f"{HERE}{path}"), path
    assert not rules.can_fetch("any", f"{HERE}sparql?query=ASK%7B%7D")
    assert rules.site_maps() == [f"{HERE}sitemap.xml"]


def test_the_text_for_language_models_has_the_form_of_its_convention(published: FlaskClient) -> None:
    text = published.get("/llms.txt").text
    lines = text.splitlines()
    assert re.fullmatch("# [^#].*", lines[0])
    assert next(line for line in lines[1:] if line).startswith("> ")
    assert [line for line in lines if line.startswith("# ")] == lines[:1]
    assert "\n\n\n" not in text
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    assert sections[-1].startswith("Optional")
    # Which day the release is of, and for which day it tells who is bound.
    assert "of 2026-11-24; participation is told as the lists of parties had it on 2026-05-28" in text
    assert "today if left out" not in text
    assert all(re.search(r"^- \[[^\]]+\]\(http[^)]+\)", section, re.MULTILINE) for section in sections)


def test_every_link_for_language_models_leads_somewhere(published: FlaskClient) -> None:
    text = published.get("/llms.txt").text
    found = re.findall(r"\]\(([^)]+)\)", text)
    assert len(found) > 50
    for address in found:
        assert address.startswith(HERE)
        path = address.removeprefix(HERE)
        if not path.startswith(("queries/", "cooperation", "matrix", "network", "download/")):
            assert published.get(f"/{path}").status_code == 200, path


def test_every_query_for_language_models_runs_and_finds_something(published: FlaskClient) -> None:
    queries = re.findall(r"^```sparql\n(.*?)^```", published.get("/llms.txt").text, re.DOTALL | re.MULTILINE)
    assert len(queries) == 2
    for query in queries:
        reply = published.get("/sparql", query_string={"query": query}, headers={"Accept": "text/csv"})
        assert reply.status_code == 200, reply.text
        assert len(reply.text.splitlines()) > 1


def test_every_question_is_named_for_language_models(published: FlaskClient) -> None:
    text = published.get("/llms.txt").text
    names = {path.stem for path in Settings().queries.glob("*.rq")}
    assert {name for name in names if f"/queries/{name})" not in text} == set()


def test_the_data_block_of_a_page_is_json_that_cannot_end_its_element(published: FlaskClient) -> None:
    for path in ("/catalogue.html", "/"):
        page = published.get(path, headers={"Accept": "text/html"}).text
        (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
        assert not set("<>&\u2028\u2029") & set(block)
        assert json.loads(block)["@type"] == "Dataset"
