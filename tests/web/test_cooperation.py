"""`/cooperation` in every format: what is sent, kept, refused and shown."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from jsonschema_rs import Draft202012Validator
from rdflib import PROV, RDF, Graph, URIRef
from rdflib.compare import isomorphic

from tests.web.test_attacks_display import MARKUP, Scripts
from tests.web.test_pages import BROWSER, Elements
from untoc_graph.namespaces import UNTOC
from untoc_graph.rdf.engine import parse
from untoc_graph.rdf.formats import GRAPH_FORMATS
from untoc_graph.rdf.terms import as_graph
from untoc_graph.settings import Settings
from untoc_graph.web import create_app
from untoc_graph.web.cooperation import FORMATS
from untoc_graph.web.openapi import openapi_document
from untoc_graph.web.service import EXTENSION

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.web.conftest import Server

DOCS = Path(__file__).parents[2] / "docs"
ASKED = {
    "requesting": "KEN",
    "requested": "ITA",
    "crime": "human-trafficking",
    "form": "extradition",
    "on": "2024-06-01",
}


def ask(client: FlaskClient, accept: str = "", **changed: str) -> TestResponse:
    asked = {name: value for name, value in (ASKED | changed).items() if value != "-"}
    return client.get("/cooperation", query_string=asked, headers={"Accept": accept} if accept else {})


def page(client: FlaskClient, **changed: str) -> TestResponse:
    return ask(client, BROWSER["Accept"], **changed)


def problem(reply: TestResponse) -> str:
    assert reply.mimetype == "application/problem+json"
    said = reply.get_json(force=True)
    assert (said["status"], said["type"]) == (400, "https://w3id.org/untoc/problem/bad-question")
    assert reply.status_code == 400
    assert reply.headers["Vary"] in {"Accept", "Accept, Accept-Language"}
    return str(said["detail"])


def cells(reply: TestResponse) -> str:
    """Return the text of a page, its white space as one blank each."""
    return " ".join(re.sub(r"<[^>]+>", " ", reply.text).split())


def schema(name: str) -> Draft202012Validator:
    described = openapi_document("http://x/")
    return Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": described["components"]},
        validate_formats=True,
    )


# Formats


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        (BROWSER["Accept"], "text/html"),
        ("text/html;q=0.4, application/json;q=0.5", "application/json"),
        ("text/html;q=0.5, application/json;q=0.4", "text/html"),
        ("application/json;q=0, */*;q=0.1", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("text/turtle", "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/trig", "application/trig"),
        ("application/n-quads", "application/n-quads"),
    ],
)
def test_the_format_is_the_one_that_is_liked_best(law_client: FlaskClient, accept: str, kind: str) -> None:
    reply = ask(law_client, accept)
    assert (reply.status_code, reply.mimetype) == (200, kind)
    assert reply.headers["Vary"] in {"Accept", "Accept, Accept-Language"}
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert int(reply.headers["Content-Length"]) == len(reply.data)


def test_what_is_not_offered_is_refused_with_what_is(law_client: FlaskClient) -> None:
    reply = ask(law_client, "image/png")
    assert (reply.status_code, reply.mimetype) == (406, "application/problem+json")
    assert reply.get_json(force=True)["available"] == [fmt.media_type for fmt in FORMATS]


def test_the_json_says_what_was_asked_and_answers(law_client: FlaskClient) -> None:
    said = ask(law_client).get_json()
    assert [said[name]["key"] for name in ("requesting", "requested", "crime", "form")] == [
        "KEN",
        "ITA",
        "human-trafficking",
        "extradition",
    ]
    assert said["on"] == "2024-06-01"
    assert said["release"] == law_client.application.extensions[EXTENSION].release.id
    convention = said["instruments"][0]
    assert (convention["instrument"]["key"], convention["in_force_between"], convention["since"]) == (
        "untoc",
        True,
        "2006-09-01",
    )
    assert said["extradition"]["requested_16_5"] == "not-notified"
    assert "not legal advice" in said["disclaimer"]


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"crime": "-", "form": "-"},
        {"requested": "USA", "crime": "money-laundering", "form": "-"},
        {"requesting": "Swaziland", "requested": "ZAF", "on": "2010-06-01"},
        {"requesting": "EU", "form": "-", "crime": "-"},
        {"requesting": "IRN", "requested": "USA", "crime": "cocaine", "form": "mla"},
        {"requested": "NLD", "crime": "-", "form": "mla"},
    ],
)
def test_the_json_is_as_the_description_says(law_client: FlaskClient, changed: dict[str, str]) -> None:
    reply = ask(law_client, **changed)
    assert reply.status_code == 200
    assert [error.message for error in schema("Cooperation").iter_errors(reply.get_json())] == []


def test_every_graph_is_the_same_and_says_what_it_was_derived_from(law_client: FlaskClient) -> None:
    turtle = Graph().parse(data=ask(law_client, "text/turtle").data, format="turtle")
    (answer,) = turtle.subjects(RDF.type, UNTOC.Answer)
    assert turtle.value(answer, UNTOC.requested) == URIRef("https://w3id.org/untoc/participant/ITA")
    findings = set(turtle.subjects(RDF.type, UNTOC.Finding))
    assert findings
    for finding in findings:
        assert list(turtle.objects(finding, PROV.wasDerivedFrom)), finding
    for fmt in GRAPH_FORMATS:
        read = as_graph(parse(ask(law_client, fmt.media_type).data, fmt))
        assert isomorphic(read, turtle), fmt.name


# Keeping


@pytest.mark.parametrize("accept", ["application/json", "text/html", "text/turtle"])
def test_a_client_that_has_the_answer_is_told_so(law_client: FlaskClient, accept: str) -> None:
    first = ask(law_client, accept)
    tag = first.headers["ETag"]
    assert re.fullmatch(r'"\w+"', tag)
    assert first.headers["Cache-Control"] == "public, no-cache"
    for held in (
        {"If-None-Match": tag},
        {"If-None-Match": f'"other", {tag}'},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        again = law_client.get("/cooperation", query_string=ASKED, headers={"Accept": accept, **held})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == tag
    assert (
        law_client.get(
            "/cooperation", query_string=ASKED, headers={"Accept": accept, "If-None-Match": '"other"'}
        ).status_code
        == 200
    )


def test_each_question_and_format_has_a_tag_of_its_own(law_client: FlaskClient) -> None:
    replies = [
        ask(law_client, accept, **changed)
        for accept in ("application/json", "text/html", "text/turtle")
        for changed in (
            {},
            {"form": "-"},
            {"crime": "-"},
            {"crime": "extradition", "form": "human-trafficking"},
            {"requesting": "ITA", "requested": "KEN"},
            {"on": "2024-06-02"},
        )
    ]
    tags = [reply.headers["ETag"] for reply in replies if reply.status_code == 200]
    assert len(tags) == 15
    assert len(set(tags)) == len(tags)


def test_the_order_of_the_parameters_makes_no_difference(law_client: FlaskClient) -> None:
    turned = dict(reversed(ASKED.items()))
    assert (
        law_client.get("/cooperation", query_string=turned).headers["ETag"] == ask(law_client).headers["ETag"]
    )


def test_without_a_day_it_is_that_of_the_data(law_client: FlaskClient) -> None:
    reply = ask(law_client, on="-")
    said = reply.get_json()
    assert said["on"] == said["data_as_of"]
    assert said["summary"].startswith(f"On {said['on']} ")
    assert "after-data" not in {each["kind"] for each in said["missing"]}
    assert "Last-Modified" in reply.headers
    assert reply.headers["ETag"] == ask(law_client, on="").headers["ETag"]
    assert reply.headers["ETag"] != ask(law_client, on="2024-06-01").headers["ETag"]
    form = law_client.get("/cooperation", headers=BROWSER).text
    assert "the day of the data if left out" in form
    assert "today" not in form


@pytest.mark.parametrize("accept", ["application/json", "text/html", "text/turtle"])
def test_of_a_day_after_the_data_the_first_sentence_says_so(law_client: FlaskClient, accept: str) -> None:
    said = cells(ask(law_client, accept, on="2031-02-03"))
    assert (
        "As far as the lists of parties of 2026-05-28 tell, on 2031-02-03 Kenya and Italy were both" in said
    )
    assert "On 2031-02-03 Kenya" not in said


def test_an_answer_on_a_day_is_made_once(law_client: FlaskClient) -> None:
    cache = law_client.application.extensions[EXTENSION].open().cache

    def hits(**changed: str) -> int:
        before = cache.hits
        first, again = ask(law_client, **changed), ask(law_client, **changed)
        assert (first.status_code, first.data, first.headers["ETag"]) == (
            200,
            again.data,
            again.headers["ETag"],
        )
        return int(cache.hits - before)

    assert hits(on="2019-02-03") == 1
    # Without a day it is the same tomorrow.
    assert hits(on="-", form="mla") == 1


def test_head_has_the_headers_of_get_and_no_body(law_client: FlaskClient) -> None:
    reply = law_client.head("/cooperation", query_string=ASKED)
    assert (reply.status_code, reply.data) == (200, b"")
    for name in ("ETag", "Content-Length", "Content-Type", "Last-Modified"):
        assert reply.headers[name] == ask(law_client).headers[name]


def test_other_methods_are_told_what_there_is(law_client: FlaskClient) -> None:
    asked = law_client.options("/cooperation")
    assert (asked.status_code, asked.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert asked.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        refused = law_client.open("/cooperation", method=method, query_string=ASKED)
        assert refused.status_code == 405
        assert set(refused.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


# Refusals


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"requesting": ""}, "requesting (who asks) must be given"),
        ({"requesting": "", "requested": " "}, "requesting (who asks) and requested (who is asked)"),
        ({"requested": "Itly"}, "ITA (Italy)"),
        ({"crime": "human-traficking"}, "human-trafficking (Human trafficking)"),
        ({"form": "extraditon"}, "extradition (Extradition)"),
        ({"requested": "Kenya"}, "named twice"),
        ({"on": "2003-09-28"}, "2003-09-29"),
        ({"on": "yesterday"}, "2024-06-01"),
        ({"requested": "EU"}, "organization"),
        ({"requestd": "ITA"}, "did you mean requested?"),
        ({"zzz": "1"}, "there is requesting, requested, crime, form, on"),
        ({"format": "json"}, "unknown parameter"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused_in_a_sentence(
    law_client: FlaskClient, changed: dict[str, str], said: str
) -> None:
    assert said in problem(ask(law_client, **changed))
    for accept in ("text/turtle", "application/ld+json"):
        assert said in problem(ask(law_client, accept, **changed))
    shown = page(law_client, **changed)
    assert (shown.status_code, shown.mimetype) == (400, "text/html")
    (sentence,) = re.findall(r'<p class="refusal"[^>]*>(.*?)</p>', shown.text, re.DOTALL)
    assert said in sentence
    assert "<form" in shown.text
    assert "ETag" not in shown.headers
    assert shown.headers["Cache-Control"] == "no-store"


def test_a_parameter_is_given_once(law_client: FlaskClient) -> None:
    twice = urlencode([*ASKED.items(), ("requested", "FRA")])
    assert "requested is given 2 times" in problem(law_client.get(f"/cooperation?{twice}"))


@pytest.mark.parametrize("escaped", ["%FF", "%ED%A0%80", "%C0%80"])
def test_what_is_no_text_is_refused(law_client: FlaskClient, escaped: str) -> None:
    for headers in ({}, BROWSER):
        reply = law_client.get(f"/cooperation?requesting={escaped}&requested=ITA", headers=headers)
        assert reply.status_code == 400
        assert b"UTF-8" in reply.data


def test_a_release_without_law_says_so(client: FlaskClient) -> None:
    reply = ask(client)
    assert reply.status_code == 503
    assert reply.get_json(force=True)["type"] == "https://w3id.org/untoc/problem/broken-release"
    assert page(client).status_code == 503


def test_answers_count_as_queries(full_release_built: Path) -> None:
    app = create_app(Settings(build=full_release_built, workers=1, rate="2 per hour"))
    try:
        client = app.test_client()
        first = ask(client)
        assert [ask(client, on=f"2020-01-0{day}").status_code for day in (1, 2)] == [200, 429]
        # What the client has already costs nothing.
        held = {"If-None-Match": first.headers["ETag"]}
        assert client.get("/cooperation", query_string=ASKED, headers=held).status_code == 304
        refused = page(client, on="2020-01-03")
        assert (refused.status_code, refused.mimetype) == (429, "text/html")
        assert int(refused.headers["Retry-After"]) > 0
    finally:
        app.extensions[EXTENSION].close()


# The page


def test_without_a_question_the_page_asks_for_one(law_client: FlaskClient) -> None:
    reply = law_client.get("/cooperation", headers=BROWSER)
    assert (reply.status_code, reply.mimetype) == (200, "text/html")
    assert "must be given" not in reply.text
    assert "must be given" in problem(law_client.get("/cooperation"))


@pytest.mark.parametrize("asked", ["requested=ITA", "requesting=ITA&crime=human-trafficking"])
def test_a_link_may_name_one_side_and_leave_the_other_to_the_reader(
    law_client: FlaskClient, asked: str
) -> None:
    shown = law_client.get(f"/cooperation?{asked}", headers=BROWSER)
    assert shown.status_code == 200
    assert 'value="ITA"' in shown.text
    assert "must be given" not in shown.text
    # A form that was sent names both, also the field that was left empty.
    sent = law_client.get("/cooperation?requesting=&requested=ITA", headers=BROWSER)
    assert sent.status_code == 400
    assert "requesting (who asks) must be given" in sent.text
    assert law_client.get(f"/cooperation?{asked}").status_code == 400


@pytest.mark.parametrize("chosen", ["crime=human-trafficking", "form=extradition"])
def test_a_link_may_choose_the_crime_or_the_form_beforehand(law_client: FlaskClient, chosen: str) -> None:
    reply = law_client.get(f"/cooperation?{chosen}", headers=BROWSER)
    assert reply.status_code == 200
    text = reply.get_data(as_text=True)
    assert f'<option value="{chosen.partition("=")[2]}" selected>' in text
    assert 'class="refusal"' not in text
    assert law_client.get(f"/cooperation?{chosen}").status_code == 400


def test_the_form_asks_what_can_be_asked(law_client: FlaskClient) -> None:
    elements = Elements(law_client.get("/cooperation", headers=BROWSER).text)
    find, form = elements.named("form")
    assert (find["action"], form["method"], form["action"]) == ("/search", "get", "/cooperation")
    fields = [*elements.named("input"), *elements.named("select")]
    assert {field["name"] for field in fields} == {"q", *ASKED}
    assert {label["for"] for label in elements.named("label")} == {field["id"] for field in fields}
    values = [option["value"] for option in elements.named("option")]
    graph = law_client.application.extensions[EXTENSION].open().desk.reader
    assert set(graph.law.crimes) <= set(values)
    assert set(graph.law.forms) <= set(values)
    assert set(graph.names.of_participants.values()) <= set(values)
    assert len(values) == len(graph.law.crimes) + len(graph.law.forms) + len(graph.names.participants) + 2


def test_every_name_that_the_form_offers_is_understood(law_client: FlaskClient) -> None:
    desk = law_client.application.extensions[EXTENSION].open().desk
    for key, name in desk.reader.names.of_participants.items():
        assert desk.reader.names.participant(name, desk.day("2024-06-01")).key == key


@pytest.mark.parametrize(
    "changed",
    [{}, {"crime": "-", "form": "-"}, {"requested": "USA"}, {"requesting": "EU", "crime": "-", "form": "-"}],
)
def test_the_page_says_all_that_the_json_says(law_client: FlaskClient, changed: dict[str, str]) -> None:
    import html

    said, shown = ask(law_client, **changed).get_json(), page(law_client, **changed)
    text = html.unescape(shown.text)

    def sentences(part: Any) -> list[str]:
        if isinstance(part, dict):
            own = [part["sentence"]] if "sentence" in part else []
            return own + [each for value in part.values() for each in sentences(value)]
        return [each for value in part for each in sentences(value)] if isinstance(part, list) else []

    for section in ("instruments", "paths", "forms", "dispute_settlement", "missing"):
        found = [each for each in sentences(said[section]) if "condition" not in each]
        assert found
        for sentence in found:
            assert sentence in text, section
    assert said["summary"] in text
    assert said["disclaimer"] in text
    assert said["release"] in text
    assert f"{len(said['missing'])} points are missing or doubtful" in text
    for statement in said["statements"]:
        assert f'id="statement-{statement["statement"]["key"]}"' in text
        assert statement["gist"] in text
    if said["extradition"]:
        assert said["extradition"]["consequence"] in text


def test_what_is_not_known_has_another_mark_than_no(law_client: FlaskClient) -> None:
    shown = page(law_client)
    marks = re.findall(r'<span class="mark (\w+)">([^<]+)</span>', shown.text)
    words: dict[str, set[str]] = {}
    for kind, word in marks:
        words.setdefault(kind, set()).add(word)
    assert "not known" in words["unknown"]
    assert "not notified" in words["unknown"]
    for kind, said in words.items():
        assert kind == "unknown" or not {"not known", "not notified", "not in our sources"} & said


def test_each_fact_links_to_what_the_graph_says_of_it(law_client: FlaskClient) -> None:
    links = [link["href"] or "" for link in Elements(page(law_client).text).named("a")]
    described = sorted(
        {
            href
            for href in links
            if re.fullmatch(r"/(?:action|statement|participation|source)/[^/]+\.html", href)
        }
    )
    facts = {fact for each in ask(law_client).get_json()["instruments"] for fact in each["facts"]}
    assert len(described) > len(facts) > 5
    for href in described[:10]:
        reply = law_client.get(href.replace(".html", ".ttl"))
        assert reply.status_code == 200
        assert len(Graph().parse(data=reply.data, format="turtle")) > 0
    inner = {href for href in links if href.startswith("#")}
    ids = {attributes.get("id") for _, attributes in Elements(page(law_client).text).found}
    assert {href.removeprefix("#") for href in inner} <= ids


def test_what_an_answer_rests_on_is_called_by_its_name(law_client: FlaskClient) -> None:
    text = page(law_client, crime="-", form="-").text
    assert "Signature \u2013 Italy \u2013 Organized Crime Convention" in text
    assert "Coverage \u2013 Human trafficking \u2013 Trafficking in Persons Protocol" in text
    for raw in ("participation", "action", "coverage", "statement", "source", "related-participation"):
        assert f"<code>{raw}/" not in text
    assert "declaratory" not in text
    french = page(law_client, lang="fr").text
    assert "Italie \u2013 " in french


def test_channels_name_languages_and_each_statement_once(law_client: FlaskClient) -> None:
    asked = {"requested": "CHN", "crime": "-", "form": "-"}
    shown = page(law_client, **asked)
    (channels,) = re.findall(r'<section id="channels">.*?</section>', shown.text, re.DOTALL)
    text = " ".join(re.sub(r"<[^>]+>", "", channels).split())
    assert "English; Chinese, for Hong Kong; 2006-09-27; Chinese or English for Hong Kong.;" in text
    assert "Chinese; day not sourced; Chinese only for the mainland.;" in text
    for gist in ("Chinese or English for Hong Kong.", "Chinese only for the mainland."):
        assert channels.count(gist) == 1
    (statement,) = re.findall(
        r'<article class="finding" id="statement-CHN-untoc-notification-16">.*?</article>',
        shown.text,
        re.DOTALL,
    )
    assert statement.count("Names the bodies handling extradition or surrender.") == 1
    assert '"/statement/CHN-untoc-notification-16.html"' in statement
    assert "anglais; chinois" in page(law_client, lang="fr", **asked).text.replace("</bdi>", "").replace(
        '<bdi dir="auto">', ""
    )


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            {"requesting": "UGA", "requested": "KEN", "on": "2021-01-01"},
            "1 other treaty on what is asked about: 1 binds both",
        ),
        (
            {"requesting": "PRK", "requested": "CHN", "crime": "money-laundering", "on": "2026-05-28"},
            "3 other treaties on what is asked about: 1 binds both, "
            "of 2 it is not known whether they bind both",
        ),
        (
            {"requesting": "PRK", "requested": "CHN", "crime": "cybercrime", "on": "2012-05-28"},
            "1 other treaty on what is asked about: of 1 it is not known whether it binds both",
        ),
    ],
)
def test_other_treaties_are_counted_by_what_is_known(
    law_client: FlaskClient, asked: dict[str, str], told: str
) -> None:
    text = page(law_client, **asked).text
    assert re.findall(r"<summary>(\d+ other treat.*?)</summary>", text) == [told]


def test_paper_has_once_what_an_answer_rests_on(law_client: FlaskClient) -> None:
    """On the screen each basis is whole; in print `again` is left out."""
    text = page(law_client, crime="-", form="-").text
    lines = re.findall(r'<li( class="again")?><a href="(/participation/ITA-untoc[^"]*)"', text)
    assert len(lines) > 10
    assert [again for again, _ in lines].count("") == 1


def test_what_was_asked_by_another_name_is_said(law_client: FlaskClient) -> None:
    shown = page(law_client, requesting="Swaziland", requested="ZAF", on="2010-06-01")
    assert "Eswatini asks South Africa" in cells(shown)
    assert "Swaziland was the name of Eswatini until 2018-04-18, so also on 2010-06-01." in cells(shown)
    said = ask(law_client, requesting="Swaziland", requested="ZAF", on="2010-06-01").get_json()
    assert (said["requesting"]["key"], said["requesting"]["asked_as"]) == ("SWZ", "Swaziland")


def test_the_page_needs_no_script_and_its_lists_are_folded(law_client: FlaskClient) -> None:
    shown = page(law_client, crime="-", form="-")
    assert Scripts(shown.text).found == []
    elements = Elements(shown.text)
    assert elements.named("details")
    ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    policy = shown.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")


@pytest.mark.parametrize("text", MARKUP)
def test_markup_in_a_parameter_is_text(law_client: FlaskClient, text: str) -> None:
    for changed in ({name: text} for name in ASKED):
        shown = page(law_client, **changed)
        assert (shown.status_code, shown.mimetype) == (400, "text/html")
        # In the field that it came from it is a text like any other.
        assert set(Scripts(shown.text).found) <= {f"input value={text}"}
        assert "7*7" not in text or "49" not in shown.text.partition("<main>")[2].partition("<form")[0]
        assert "Traceback" not in shown.text
    name = urlencode([*ASKED.items(), (text, "1")])
    assert Scripts(law_client.get(f"/cooperation?{name}", headers=BROWSER).text).found == []


@pytest.mark.parametrize(
    "text", ["x" * 20_000, "\x00", "\r\nSet-Cookie: a=b", "\u202eevil", "ß" * 500, "; DROP"]
)
def test_odd_parameters_are_refused(law_client: FlaskClient, text: str) -> None:
    for name in ASKED:
        reply = ask(law_client, **{name: text})
        detail = problem(reply)
        assert len(detail) < 500
        assert "Set-Cookie" not in reply.headers


# As a server


def test_a_server_answers_from_its_threads(full_release_built: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from tests.web.conftest import serving

    with serving(full_release_built, workers=1) as server:

        def asked(day: int) -> tuple[int, str]:
            query = urlencode(ASKED | {"on": f"2020-01-{day:02}"})
            reply = server.send("GET", f"/cooperation?{query}")
            return reply.status, json.loads(reply.body)["on"]

        with ThreadPoolExecutor(8) as threads:
            assert list(threads.map(asked, range(1, 17))) == [
                (200, f"2020-01-{day:02}") for day in range(1, 17)
            ]
        assert _documented(server) == 7


def _documented(server: Server) -> int:
    """Ask each line of curl in the documentation, and return how many there are."""
    lines = re.findall(r"^    curl (.+)$", (DOCS / "cooperation.md").read_text(), re.MULTILINE)
    for line in lines:
        *options, address = shlex.split(line)
        accept = options[1].removeprefix("Accept: ") if options else "application/json"
        reply = server.send("GET", address.removeprefix("http://127.0.0.1:8000"), headers={"Accept": accept})
        assert reply.status == 200, line
        assert (reply.headers["Content-Type"] or "").partition(";")[0] == accept
    return len(lines)
