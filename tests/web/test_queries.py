"""`/queries/`: each question in every format says what the endpoint says, and takes only what it declares."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode
from xml.etree import ElementTree as ET

import pytest

from tests.web.test_pages import BROWSER, Elements
from untoc_graph.linked.queries_graph import query_quads
from untoc_graph.rdf.engine import parse, parse_rows
from untoc_graph.rdf.formats import GRAPH_FORMATS
from untoc_graph.rdf.terms import as_graph, parts_of
from untoc_graph.settings import Settings
from untoc_graph.sparql.catalogue import Catalogue, bind
from untoc_graph.web import create_app
from untoc_graph.web.queries import OWN_PARAMETERS
from untoc_graph.web.service import EXTENSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

FOLDER: Final = Path(__file__).parents[2] / "queries"
CATALOGUE: Final = Catalogue.read(FOLDER)
NAMES: Final = sorted(CATALOGUE)
ON: Final = "/queries/bound-on-date"
EXTENSIONS: Final = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "srj": "application/sparql-results+json",
    "srx": "application/sparql-results+xml",
}
HEADER: Final = "# title: Is it so?\n# description: What is found.\n# asked by: D\n# tags: quality\n"
# What must not get out of the place where a value stands.
INJECTIONS: Final = [
    "ITA> } UNION { ?s ?p ?o",
    '> } "',
    '" } #',
    "ITA\\",
    "ITA\nROU",
    "}# ",
    "ITA }",
    "javascript:alert(1)",
    "https://w3id.org/untoc/participant/ITA> . ?s ?p ?o . <x:",
    "https://example.org/participant/ITA",
    "participant:../../etc/passwd",
    "<script>alert(1)</script>",
    "\u202eATI",
    "\x00",
]
HOSTILE: Final = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "</td></table><form action=//evil>",
    "{{7*7}}",
    "\u202eevil",
]


@pytest.fixture(scope="module")
def own(small_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """An application over the small release with questions of our own."""
    folder = tmp_path_factory.mktemp("own")
    values = "\n".join(f"    ({json.dumps(text, ensure_ascii=False)})" for text in HOSTILE)
    numbers = " ".join(map(str, range(40)))
    files = {
        "said": HEADER
        + '# param said: string = x -- a text\nSELECT ?said WHERE {\n  VALUES ?said { "x" }\n}',
        "joined": HEADER
        + "# param who+: participant = participant:ITA participant:ROU -- the states\n"
        + "PREFIX participant: <https://w3id.org/untoc/participant/>\n"
        + "SELECT ?who ?name WHERE {\n  VALUES ?who { participant:ITA participant:ROU }\n"
        + "  ?who <http://www.w3.org/2000/01/rdf-schema#label> ?name\n} ORDER BY ?who ?name",
        "hostile": HEADER
        + f"SELECT ?text ?bad ?worse ?mail WHERE {{\n  VALUES (?text) {{\n{values}\n  }}\n"
        + "  BIND(<javascript:alert(1)> AS ?bad) BIND(<data:text/html,x> AS ?worse)\n"
        + "  BIND(<mailto:x@example.org> AS ?mail)\n}",
        "formulas": HEADER + 'SELECT ?text ?n WHERE { BIND("=1+1" AS ?text) BIND(-5 AS ?n) }',
        "many": HEADER
        + f"SELECT ?a ?b WHERE {{\n  VALUES (?a) {{\n   {' '.join(f'({n})' for n in numbers.split())} }}\n"
        + f"  VALUES (?b) {{\n   {' '.join(f'({n})' for n in numbers.split())} }}\n}} ORDER BY ?a ?b",
        "is-it": HEADER + "ASK { ?s ?p ?o }",
        "as-graph": HEADER + "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "now": HEADER + "SELECT (NOW() AS ?now) {}",
        "endless": HEADER
        + "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o . ?p ?q ?r . "
        + "?s ?t ?u . ?v ?w ?x }",
    }
    for name, text in files.items():
        (folder / f"{name}.rq").write_text(text, encoding="utf-8")
    app = create_app(Settings(build=small_build, queries=folder, workers=1, port=8123, query_timeout=1.0))
    yield app.test_client()
    app.extensions[EXTENSION].close()


class Body(HTMLParser):
    """What would run, load or lead elsewhere in the main part of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: list[str] = []
        self.feed(page.partition("<main")[2].partition("</main>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "img", "iframe", "object", "embed", "base"}:
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.found.append(f"{tag} {name}")
            if name in {"href", "src", "action"}:
                self.links.append(value or "")


def rows_of(extension: str, content: bytes) -> list[list[str]]:
    """Return the texts of the rows of a result, sorted, since rows may come in any order of equals."""
    text = content.decode()
    match extension:
        case "csv":
            rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
        case "tsv":
            rows = [[parts_of(term)[1] if term else "" for term in row] for row in parse_rows(content)[1]]
        case "srj":
            said = json.loads(text)
            names = said["head"]["vars"]
            rows = [
                [row[name]["value"] if name in row else "" for name in names]
                for row in said["results"]["bindings"]
            ]
        case _:
            space = "{http://www.w3.org/2005/sparql-results#}"
            root = ET.fromstring(text)
            names = [each.attrib["name"] for each in root.iter(f"{space}variable")]
            rows = []
            for result in root.iter(f"{space}result"):
                found = {each.attrib["name"]: "".join(each.itertext()) for each in result}
                rows.append([found.get(name, "") for name in names])
    return sorted(rows)


def problem(reply: TestResponse, status: int = 400, kind: str = "bad-question") -> str:
    assert reply.mimetype == "application/problem+json"
    said = reply.get_json(force=True)
    assert (reply.status_code, said["status"]) == (status, status)
    assert said["type"] == f"https://w3id.org/untoc/problem/{kind}"
    return str(said["detail"])


# Every question, every format


@pytest.mark.parametrize("name", NAMES)
def test_each_format_of_a_question_has_the_rows_of_the_endpoint(law_client: FlaskClient, name: str) -> None:
    asked = law_client.get(
        "/sparql", query_string={"query": CATALOGUE[name].text}, headers={"Accept": EXTENSIONS["srj"]}
    )
    expected = rows_of("srj", asked.data)
    for extension, media_type in EXTENSIONS.items():
        reply = law_client.get(f"/queries/{name}.{extension}")
        assert (reply.status_code, reply.mimetype) == (200, media_type)
        assert reply.headers["Content-Disposition"] == f'attachment; filename="{name}.{extension}"'
        assert rows_of(extension, reply.data) == expected, extension
    page = law_client.get(f"/queries/{name}", headers=BROWSER)
    assert page.status_code == 200
    body = Body(page.text)
    assert body.found == []
    shown = len(Elements(page.text.partition("<tbody>")[2]).named("tr"))
    assert shown == len(expected) or (shown < len(expected) and "more row" in page.text)
    assert law_client.get(f"/queries/{name}.rq").text == CATALOGUE[name].text


def test_there_are_questions() -> None:
    assert len(NAMES) > 35


@pytest.mark.parametrize("media_type", sorted(EXTENSIONS.values()))
def test_the_format_is_that_of_accept(law_client: FlaskClient, media_type: str) -> None:
    reply = law_client.get(ON, headers={"Accept": media_type})
    assert (reply.status_code, reply.mimetype) == (200, media_type)
    assert reply.headers["Vary"] == "Accept, Accept-Language"
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert "Content-Disposition" not in reply.headers


def test_whoever_takes_anything_gets_json_and_a_browser_gets_a_page(law_client: FlaskClient) -> None:
    assert law_client.get(ON).mimetype == EXTENSIONS["srj"]
    assert law_client.get(ON, headers={"Accept": "*/*"}).mimetype == EXTENSIONS["srj"]
    assert law_client.get(ON, headers=BROWSER).mimetype == "text/html"
    assert law_client.get(f"{ON}.html").mimetype == "text/html"


def test_a_format_that_is_not_offered_is_told_with_those_that_are(law_client: FlaskClient) -> None:
    reply = law_client.get(ON, headers={"Accept": "image/png"})
    problem(reply, 406, "not-acceptable")
    assert "text/csv" in reply.get_json(force=True)["available"]


@pytest.mark.parametrize("fmt", GRAPH_FORMATS, ids=lambda fmt: fmt.name)
def test_a_question_may_have_a_graph_for_an_answer(own: FlaskClient, fmt: Any) -> None:
    reply = own.get(f"/queries/as-graph.{fmt.extension}")
    assert (reply.status_code, reply.mimetype) == (200, fmt.media_type)
    asked = own.get("/sparql", query_string={"query": "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"})
    turtle = next(each for each in GRAPH_FORMATS if each.name == "turtle")
    assert set(as_graph(parse(reply.data, fmt))) == set(as_graph(parse(asked.data, turtle)))
    assert own.get("/queries/as-graph", headers=BROWSER).status_code == 200
    assert own.get("/queries/as-graph.csv").status_code == 404


def test_a_question_may_have_yes_or_no_for_an_answer(own: FlaskClient) -> None:
    assert own.get("/queries/is-it.srj").json == {"head": {}, "boolean": True}
    assert "Yes" in own.get("/queries/is-it", headers=BROWSER).text


# Parameters


@pytest.mark.parametrize(("said", "meant"), [("json", "srj"), ("xml", "srx")])
def test_the_usual_names_of_formats_are_known(own: FlaskClient, said: str, meant: str) -> None:
    reply, same = own.get(f"/queries/is-it.{said}"), own.get(f"/queries/is-it.{meant}")
    assert (reply.status_code, reply.data) == (200, same.data)
    assert reply.content_type == same.content_type
    assert reply.headers["Content-Disposition"] == f'attachment; filename="is-it.{said}"'
    graph = own.get(f"/queries/as-graph.{said}")
    assert (
        graph.content_type
        == own.get(f"/queries/as-graph.{ {'json': 'jsonld', 'xml': 'rdf'}[said] }").content_type
    )
    assert f".{said}" in own.get("/queries/is-it.pdf").get_json(force=True)["detail"]


def test_values_are_bound_and_shown_and_stay_in_the_addresses(law_client: FlaskClient) -> None:
    asked = {"participant": "KEN", "on": "2010-01-01"}
    text = bind(CATALOGUE["bound-on-date"], asked)
    assert law_client.get(f"{ON}.rq", query_string=asked).text == text
    expected = law_client.get("/sparql", query_string={"query": text}, headers={"Accept": "text/csv"})
    assert law_client.get(f"{ON}.csv", query_string=asked).data == expected.data
    page = law_client.get(ON, query_string=asked, headers=BROWSER)
    fields = {
        each["name"]: each.get("value") for each in Elements(page.text).named("input") if "name" in each
    }
    assert (fields["participant"], fields["on"]) == ("KEN", "2010-01-01")
    links = Body(page.text).links
    for extension in (*EXTENSIONS, "rq"):
        assert f"/queries/bound-on-date.{extension}?participant=KEN&on=2010-01-01" in links
    (editor,) = [link for link in links if link.startswith("/editor")]
    assert editor == f"/editor?{urlencode({'query': text})}"


@pytest.mark.parametrize(
    "said",
    [
        "who=ITA&who=ROU",
        "who=ITA,ROU",
        "who=ITA,%20participant:ROU",
        "who=https://w3id.org/untoc/participant/ITA&who=ROU",
        "who=ITA,ROU,ITA&who=",
        "",
        "who=",
    ],
)
def test_a_list_is_given_by_commas_or_by_repeating(own: FlaskClient, said: str) -> None:
    reply = own.get(f"/queries/joined.csv?{said}")
    assert reply.status_code == 200
    assert len({row[0] for row in rows_of("csv", reply.data)}) == 2


def test_a_participant_may_be_called_by_a_name(law_client: FlaskClient) -> None:
    by_key = law_client.get(f"{ON}.csv?participant=CZE").data
    for name in ("Czechia", "cze", "Tchéquie", "Czech Republic", "CZ", "participant:CZE"):
        assert law_client.get(f"{ON}.csv", query_string={"participant": name}).data == by_key


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("participant=Itly", "ITA"),
        ("participant=ROM", "ROU"),
        ("partcipant=ITA", "did you mean participant"),
        ("on=2024-02-30", "no such day"),
        ("on=yesterday", "2024-06-01"),
        ("participant=ITA&participant=ROU", "takes one participant"),
        ("participant=ITA,ROU", ""),
        ("instrument=untoc", "instrument"),
        ("protect=maybe", "protect"),
        ("on=%ff", "UTF-8"),
    ],
)
def test_a_wrong_value_is_refused_with_what_is_near(law_client: FlaskClient, said: str, told: str) -> None:
    reply = law_client.get(f"{ON}.csv?{said}")
    kind = "bad-request" if "%ff" in said else "bad-question"
    assert told in problem(reply, kind=kind)
    page = law_client.get(f"{ON}?{said}", headers=BROWSER)
    assert (page.status_code, page.mimetype) == (400, "text/html")
    assert 'role="alert"' in page.text
    assert Body(page.text).found == []


@pytest.mark.parametrize("value", INJECTIONS)
@pytest.mark.parametrize("name", ["participant", "on"])
def test_a_value_cannot_change_the_query(law_client: FlaskClient, name: str, value: str) -> None:
    """It is refused, or understood as the name of a thing, whose IRI alone stands in the text."""
    asked = law_client.get(f"{ON}.rq", query_string={name: value})
    page = law_client.get(ON, query_string={name: value}, headers=BROWSER)
    assert page.status_code == asked.status_code
    assert Body(page.text).found == []
    if asked.status_code == 200:
        assert asked.text == bind(CATALOGUE["bound-on-date"], {name: "ITA"})
    else:
        problem(asked)


@pytest.mark.parametrize("value", [*INJECTIONS[:-1], *HOSTILE, "a,b", 'x"\\u0022 } #', "'''\"\"\"", " \t\n"])
def test_a_text_is_bound_as_a_text_whatever_it_says(own: FlaskClient, value: str) -> None:
    reply = own.get("/queries/said.srj", query_string={"said": value})
    said = "x" if not value.strip() else value.strip()
    assert [row["said"]["value"] for row in reply.json["results"]["bindings"]] == [said]
    page = own.get("/queries/said", query_string={"said": value}, headers=BROWSER)
    assert page.status_code == 200
    assert Body(page.text).found == []


def test_no_question_has_a_parameter_that_the_address_needs_itself() -> None:
    names = {parameter.name for question in CATALOGUE.values() for parameter in question.parameters}
    assert names.isdisjoint({*OWN_PARAMETERS, "query", "format"})


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("bound-on-dat", "bound-on-date"),
        ("zzz", "/queries/ lists all"),
        ("bound-on-date.exe", ".csv"),
        ("bound-on-date.", ".csv"),
        ("..%2f..%2fetc%2fpasswd", ""),
        ("%00", ""),
        ("x" * 3000, ""),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_a_question_that_is_not_there_is_told_with_those_near(
    law_client: FlaskClient, name: str, told: str
) -> None:
    assert told in problem(law_client.get(f"/queries/{name}"), 404, "not-found")
    page = law_client.get(f"/queries/{name}", headers=BROWSER)
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert Body(page.text).found == []


# What pages show


def test_hostile_texts_stay_texts_and_hostile_addresses_are_no_links(own: FlaskClient) -> None:
    page = own.get("/queries/hostile", headers=BROWSER)
    assert page.status_code == 200
    body = Body(page.text)
    assert body.found == []
    assert not [link for link in body.links if link.lower().startswith(("javascript:", "data:", "//"))]
    assert "mailto:x@example.org" in body.links
    assert "javascript:alert(1)" in page.text
    assert "{{7*7}}" in page.text
    # The letter that turns the direction round is kept within its cell.
    assert re.search(r'<bdi dir="auto"[^>]*>\u202eevil</bdi>', page.text)


def test_a_page_shows_a_part_of_many_rows_and_says_so(own: FlaskClient) -> None:
    page = own.get("/queries/many", headers=BROWSER)
    assert "1600 rows" in re.sub(r"(?<=\d)[,.\s](?=\d)", "", page.text)
    assert "1100 more rows are not on this page" in re.sub(r"(?<=\d)[,.\s](?=\d)", "", page.text)
    assert len(rows_of("csv", own.get("/queries/many.csv").data)) == 1600


def test_the_form_has_a_field_of_the_right_kind_for_each_parameter(law_client: FlaskClient) -> None:
    page = Elements(law_client.get(ON, headers=BROWSER).text)
    fields = {each["name"]: each for each in page.named("input") if each.get("name")}
    assert fields["on"]["type"] == "date"
    assert fields["participant"]["list"] == "names-participant"
    assert len(page.named("datalist")) == 1
    boxes = Elements(law_client.get("/queries/joining-around-sessions", headers=BROWSER).text).named("input")
    assert sum(each.get("type") == "checkbox" and "checked" in each for each in boxes) == 5
    (chosen,) = Elements(law_client.get("/queries/bound-today", headers=BROWSER).text).named("select")
    assert chosen["name"] == "instrument"
    year = Elements(law_client.get("/queries/joined-in-year", headers=BROWSER).text).named("input")
    assert [each["type"] for each in year if each.get("name") == "year"] == ["number"]


def test_labels_belong_to_fields_and_identities_stand_once(law_client: FlaskClient) -> None:
    for name in NAMES:
        page = Elements(law_client.get(f"/queries/{name}", headers=BROWSER).text)
        ids = [each["id"] for _, each in page.found if "id" in each]
        assert len(ids) == len(set(ids)), name
        for label in page.named("label"):
            assert "for" not in label or label["for"] in ids, name


def test_numbers_over_years_are_drawn_and_states_are_on_a_map(law_client: FlaskClient) -> None:
    assert 'class="chart lines"' in law_client.get("/queries/accession-series", headers=BROWSER).text
    assert 'class="chart bars"' in law_client.get("/queries/party-counts", headers=BROWSER).text
    states = law_client.get("/queries/extradition-basis", headers=BROWSER).text
    assert 'class="world"' in states
    assert "do not imply official endorsement" in states


def test_names_are_those_of_the_language_of_the_page(law_client: FlaskClient) -> None:
    page = law_client.get("/queries/bound-today?lang=fr", headers=BROWSER)
    assert page.headers["Content-Language"] == "fr"
    assert '<html lang="fr"' in page.text
    assert "Allemagne" in page.text
    assert '<bdi dir="auto" lang="en">Which participants are bound' in page.text


# Spreadsheets


def test_csv_is_as_the_standard_says_unless_a_spreadsheet_is_to_be_protected(own: FlaskClient) -> None:
    assert own.get("/queries/formulas.csv").data == b"text,n\r\n=1+1,-5\r\n"
    reply = own.get("/queries/formulas.csv?protect=1")
    assert reply.data == b"\xef\xbb\xbftext,n\r\n'=1+1,-5\r\n"
    assert reply.mimetype == "text/csv"
    assert reply.headers["ETag"] != own.get("/queries/formulas.csv").headers["ETag"]
    problem(own.get("/queries/formulas.srj?protect=1"))
    links = Body(own.get("/queries/formulas", headers=BROWSER).text).links
    assert "/queries/formulas.csv?protect=1" in links


# HTTP


@pytest.mark.parametrize(
    "path", [f"{ON}.csv?on=2010-01-01", f"{ON}.rq", f"{ON}.html", f"{ON}.csv?protect=1", "/queries/"]
)
def test_whoever_has_it_is_told_so_and_head_has_no_body(law_client: FlaskClient, path: str) -> None:
    first = law_client.get(path)
    again = law_client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    head = law_client.head(path)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == first.headers["Content-Length"]
    assert head.headers["Content-Type"] == first.headers["Content-Type"]
    assert law_client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_each_representation_has_its_own_tag(law_client: FlaskClient) -> None:
    replies = [
        law_client.get(f"{ON}.{extension}{said}")
        for extension in (*EXTENSIONS, "html", "rq")
        for said in ("", "?on=2010-01-01")
    ]
    assert len({reply.headers["ETag"] for reply in replies}) == len(replies)
    pages = [law_client.get(f"{ON}?lang={tag}", headers=BROWSER) for tag in ("en", "fr", "ar")]
    assert len({page.headers["ETag"] for page in pages}) == 3


def test_a_page_is_not_kept_for_readers_of_another_language(law_client: FlaskClient) -> None:
    for tag in ("fr", "es", "en", "fr"):
        page = law_client.get("/queries/", headers={**BROWSER, "Accept-Language": tag})
        assert page.headers["Content-Language"] == tag
        assert f'<html lang="{tag}"' in page.text


def test_what_changes_each_time_has_no_tag(own: FlaskClient) -> None:
    reply = own.get("/queries/now.csv")
    assert "ETag" not in reply.headers
    assert reply.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", [ON, "/queries/", "/queries"])
def test_other_methods_are_refused_and_options_are_told(law_client: FlaskClient, path: str) -> None:
    assert law_client.post(path).status_code == 405
    if path != "/queries":
        options = law_client.options(path)
        assert options.status_code == 204
        assert options.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_links_lead_to_the_description_and_to_the_other_formats(law_client: FlaskClient) -> None:
    link = law_client.get(f"{ON}?participant=KEN", headers={"Accept": "text/csv"}).headers["Link"]
    assert '<https://w3id.org/untoc/query/bound-on-date>; rel="describedby"' in link
    assert '</queries/bound-on-date.srj?participant=KEN>; rel="alternate"' in link
    assert "bound-on-date.csv" not in link


def test_the_limits_of_the_endpoint_hold(own: FlaskClient) -> None:
    problem(own.get("/queries/endless.csv"), 503, "query-timeout")
    page = own.get("/queries/endless", headers=BROWSER)
    assert (page.status_code, page.mimetype) == (503, "text/html")
    assert "Retry-After" in page.headers


def test_who_asks_too_often_is_told(small_build: Path, small_queries: Path) -> None:
    app = create_app(Settings(build=small_build, queries=small_queries, workers=1, rate="3 per minute"))
    try:
        client = app.test_client()
        statuses = [
            client.get(f"/queries/joined.csv?on=20{year}-01-01").status_code for year in range(10, 20)
        ]
        assert statuses[0] == 200
        assert statuses[-1] == 429
        page = client.get("/queries/joined?on=2001-01-01", headers=BROWSER)
        assert (page.status_code, page.mimetype) == (429, "text/html")
    finally:
        app.extensions[EXTENSION].close()


# The list


def test_the_list_says_of_each_question_what_its_file_says(law_client: FlaskClient) -> None:
    reply = law_client.get("/queries/")
    assert (reply.status_code, reply.mimetype) == (200, "application/json")
    said = {each["name"]: each for each in reply.json["queries"]}
    assert sorted(said) == NAMES
    for name, question in CATALOGUE.items():
        described = said[name]
        assert (described["title"], described["description"]) == (question.title, question.description)
        assert [asker["key"] for asker in described["askedBy"]] == list(question.asked_by)
        assert [each["name"] for each in described["parameters"]] == [
            each.name for each in question.parameters
        ]
        for each in described["formats"]:
            assert law_client.get(each["href"], method="HEAD").mimetype == each["mediaType"]


@pytest.mark.parametrize("fmt", GRAPH_FORMATS, ids=lambda fmt: fmt.name)
def test_the_list_describes_what_it_names_in_every_format_of_graphs(
    law_client: FlaskClient, fmt: Any
) -> None:
    reply = law_client.get("/queries/", headers={"Accept": fmt.media_type})
    assert (reply.status_code, reply.mimetype) == (200, fmt.media_type)
    assert set(as_graph(parse(reply.data, fmt))) == set(as_graph(query_quads(CATALOGUE)))


def test_the_page_lists_every_question_once(law_client: FlaskClient) -> None:
    page = law_client.get("/queries/", headers=BROWSER)
    links = [link for link in Body(page.text).links if re.fullmatch(r"/queries/[a-z0-9-]+", link)]
    assert sorted(links) == [f"/queries/{name}" for name in NAMES]
    assert law_client.get("/queries/", headers={"Accept": "image/png"}).status_code == 406


def test_the_path_without_its_slash_leads_to_the_list_of_this_host(law_client: FlaskClient) -> None:
    reply = law_client.get("/queries?lang=fr", headers={"Host": "evil.example"})
    assert (reply.status_code, reply.headers["Location"]) == (308, "/queries/?lang=fr")
    assert quote(reply.headers["Location"], safe="/?=") == reply.headers["Location"]
