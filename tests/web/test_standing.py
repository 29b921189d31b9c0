"""`/status`, `/compare`, `/matrix` and `/network`: the same answers in every format, and clear refusals."""

from __future__ import annotations

import csv
import io
import threading
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from tests.web.test_attacks_display import MARKUP, Scripts
from tests.web.test_cooperation import cells, problem, schema
from tests.web.test_limits import Cells
from tests.web.test_pages import BROWSER, Elements
from untoc_graph.settings import Settings
from untoc_graph.web import answering, create_app
from untoc_graph.web.service import EXTENSION
from untoc_graph.web.showing import days

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

ROUTES = {
    "/status?participant=ITA&on=2010-01-01": "StatusReply",
    "/compare?participant=ITA&participant=KEN&participant=EU&on=2010-01-01": "Comparison",
    "/matrix?on=2010-01-01": "Matrix",
    "/network?on=2010-01-01": "Network",
}
ELEVEN = "&".join(
    f"participant={key}"
    for key in ("ITA", "KEN", "FRA", "DEU", "USA", "CHN", "IND", "BRA", "ZAF", "JPN", "ROU")
)
JSON = {"Accept": "application/json"}
CSV = {"Accept": "text/csv"}
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def rows(reply: TestResponse) -> list[dict[str, str]]:
    assert reply.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(reply.text, newline="")))


@pytest.mark.parametrize(("address", "name"), ROUTES.items())
def test_the_json_is_as_the_description_says(law_client: FlaskClient, address: str, name: str) -> None:
    reply = law_client.get(address, headers=JSON)
    assert (reply.status_code, reply.mimetype) == (200, "application/json")
    assert [error.message for error in schema(name).iter_errors(reply.get_json())] == []
    assert reply.get_json()["on"] == "2010-01-01"


@pytest.mark.parametrize("address", ROUTES)
def test_a_client_that_has_it_is_told_so(law_client: FlaskClient, address: str) -> None:
    tags = set()
    for accept in ("application/json", "text/csv"):
        first = law_client.get(address, headers={"Accept": accept})
        held = {"Accept": accept, "If-None-Match": first.headers["ETag"]}
        assert law_client.get(address, headers=held).status_code == 304
        tags.add(first.headers["ETag"])
        assert first.headers["Vary"] in {"Accept", "Accept, Accept-Language"}
    assert len(tags) == 2
    assert law_client.get(address.replace("2010", "2011"), headers=CSV).headers["ETag"] not in tags


def test_status_on_a_day_is_the_same_in_every_format(law_client: FlaskClient) -> None:
    address = "/status?participant=ITA&on=2010-01-01"
    said = law_client.get(address, headers=JSON).get_json()
    assert [each["status"] for each in said["instruments"]] == ["party"] * 4
    assert {each["since"] for each in said["instruments"]} == {"2006-09-01"}
    for row, each in zip(rows(law_client.get(address, headers=CSV)), said["instruments"], strict=True):
        assert (row["instrument"], row["status"], row["bound"]) == (
            each["instrument"]["key"],
            "party",
            "true",
        )
    shown = law_client.get(address, headers=BROWSER)
    assert "Italy on 2010-01-01" in cells(shown)
    assert cells(shown).count("since 2006-09-01") == 4
    assert cells(shown).count("two or more") == 4
    before = law_client.get("/status?participant=ITA&on=2004-01-01", headers=JSON).get_json()
    assert {each["status"] for each in before["instruments"]} == {"signatory"}


def test_an_act_without_a_sourced_day_is_not_shown_as_none(law_client: FlaskClient) -> None:
    shown = law_client.get("/status?participant=MHL&on=2024-06-01", headers=BROWSER)
    page = Cells(shown.text).rows[1:]
    # Act, signature, consent: acceded to one without a sourced day, and never to the other.
    assert page[1][2:5] == ["accession", "no signature recorded", "day not known"]
    assert page[2][2:5] == ["", "no signature recorded", "no consent recorded"]


def test_a_comparison_says_what_bound_all(law_client: FlaskClient) -> None:
    address = "/compare?participant=ITA&participant=KEN&participant=EU&on=2024-06-01"
    said = law_client.get(address, headers=JSON).get_json()
    assert [each["key"] for each in said["participants"]] == ["ITA", "KEN", "EU"]
    convention = said["instruments"][0]
    assert (convention["in_force_between"], convention["since"]) == (True, "2006-09-01")
    shown = law_client.get(address, headers=BROWSER)
    table = Cells(shown.text).rows
    assert [row[0] for row in table[1:]] == ["Italy", "Kenya", "European Union", "Between all of them"]
    assert table[-1][1].strip() == "in force since 2006-09-01"
    assert len(rows(law_client.get(address, headers=CSV))) == 12


def test_the_matrix_has_everyone(law_client: FlaskClient) -> None:
    said = law_client.get("/matrix?on=2024-06-01", headers=JSON).get_json()
    table = rows(law_client.get("/matrix?on=2024-06-01", headers=CSV))
    shown = law_client.get("/matrix?on=2024-06-01", headers=BROWSER)
    assert len(said["participants"]) == len(table) > 190
    page = Cells(shown.text).rows[1:]
    assert sorted(row[0] for row in page) == sorted(each["name"] for each in said["participants"])
    # People look for a name; programs get them by key.
    assert [row[0] for row in page][:4] == ["Afghanistan", "Albania", "Algeria", "Andorra"]
    assert said["participants"] == sorted(said["participants"], key=lambda each: each["key"])
    unknown = sum(
        status["bound"] is None for each in said["participants"] for status in each["instruments"].values()
    )
    assert shown.text.count('<span class="mark unknown">') == unknown
    links = [link["href"] or "" for link in Elements(shown.text).named("a")]
    assert "/participant/ITA.html" in links
    assert "/network?on=2024-06-01" in links


def test_the_network_is_the_same_in_every_format(law_client: FlaskClient) -> None:
    address = "/network?on=2004-01-01"
    said = law_client.get(address, headers=JSON).get_json()
    table = rows(law_client.get(address, headers=CSV))
    graph = law_client.get(address, headers={"Accept": "application/graphml+xml"})
    assert graph.mimetype == "application/graphml+xml"
    drawn = ET.fromstring(graph.data)
    assert len(said["edges"]) == len(table) == len(list(drawn.iter(f"{GRAPHML}edge"))) > 100
    assert len(list(drawn.iter(f"{GRAPHML}node"))) == len(said["participants"])
    assert law_client.get(address).mimetype == "text/csv"


def test_a_long_reply_is_sent_in_pieces(law_client: FlaskClient) -> None:
    reply = law_client.get("/network?on=2024-06-01", buffered=False)
    assert "Content-Length" not in reply.headers
    assert len(reply.data) > 1 << 20
    assert reply.data.endswith(b"\r\n")


def test_one_large_answer_is_made_at_a_time(
    full_release_built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "_ALONE", threading.Lock())
    app = create_app(Settings(build=full_release_built, workers=1, queue_timeout=0.2))
    try:
        client = app.test_client()
        with answering._ALONE:
            refused = client.get("/network?on=2004-01-01")
            assert (refused.status_code, client.get("/matrix?on=2004-01-01").status_code) == (503, 200)
        assert refused.get_json(force=True)["type"] == "https://w3id.org/untoc/problem/busy"
        assert int(refused.headers["Retry-After"]) > 0
        assert client.get("/network?on=2004-01-01").status_code == 200
    finally:
        app.extensions[EXTENSION].close()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/status", "participant (whose status) must be given"),
        ("/status?participant=Itly", "ITA (Italy)"),
        ("/status?participant=ITA&participant=KEN", "participant is given 2 times"),
        ("/status?participant=ITA&on=2003-01-01", "2003-09-29"),
        ("/status?state=ITA", "there is participant, on"),
        ("/compare?participant=ITA", "2 to 10"),
        ("/compare?participant=ITA&participant=Italie", "named twice"),
        (f"/compare?{ELEVEN}", "not of 11"),
        ("/matrix?participant=ITA", "there is on"),
        ("/matrix?on=2024-13-01", "2024-06-01"),
        ("/network?on=1999-01-01", "2003-09-29"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(
    law_client: FlaskClient, address: str, said: str
) -> None:
    assert said in problem(law_client.get(address, headers=JSON))
    if not address.startswith("/network"):
        shown = law_client.get(address, headers=BROWSER)
        asks = address in {"/status", "/compare?participant=ITA"}
        assert (shown.status_code, shown.mimetype) == (200 if asks else 400, "text/html")
        assert asks or said in shown.text
        assert "<form" in shown.text


@pytest.mark.parametrize("text", MARKUP)
def test_markup_in_a_parameter_is_text(law_client: FlaskClient, text: str) -> None:
    asked: list[tuple[str, Any]] = [
        ("/status", {"participant": text}),
        ("/compare", {"participant": [text, "ITA"]}),
        ("/matrix", {"on": text}),
        ("/matrix", {text: "1"}),
    ]
    for path, query in asked:
        shown = law_client.get(path, query_string=query, headers=BROWSER)
        assert (shown.status_code, shown.mimetype) == (400, "text/html")
        # In the field that it came from it is a text like any other.
        assert set(Scripts(shown.text).found) <= {f"input value={text}"}


@pytest.mark.parametrize("path", ["/status", "/compare", "/matrix"])
def test_the_pages_can_be_read_without_sight(law_client: FlaskClient, path: str) -> None:
    elements = Elements(law_client.get(path, headers=BROWSER).text)
    fields = [field["id"] for field in elements.named("input")]
    assert fields
    assert {label["for"] for label in elements.named("label")} == set(fields)
    assert len(elements.named("h1")) == 1
    assert elements.named("html")[0]["lang"] == "en"


@pytest.mark.parametrize("path", ["/status", "/compare", "/matrix", "/network"])
def test_other_methods_are_told_what_there_is(law_client: FlaskClient, path: str) -> None:
    asked = law_client.options(path)
    assert (asked.status_code, asked.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert law_client.post(path).status_code == 405


def test_one_state_of_knowledge_has_one_wording_on_every_page(law_client: FlaskClient) -> None:
    # Its consent to the Convention was given on some day of that time, as far as anybody's source goes.
    day = "2017-06-15"
    unknown = "not known whether bound no source gives the day of its consent; bound from a day between"
    status = Cells(law_client.get(f"/status?participant=FJI&on={day}", headers=BROWSER).text).rows
    assert status[1][1].startswith(unknown)
    compared = law_client.get(f"/compare?participant=FJI&participant=PNG&on={day}", headers=BROWSER)
    fiji, other = Cells(compared.text).rows[1:3]
    assert fiji[1].startswith(unknown)
    # Firearms: it consented later; the other has never done anything.
    assert fiji[4] == "not yet bound bound only from 2017-10-19"
    assert other[1] == "no act recorded"
    matrix = Cells(law_client.get(f"/matrix?on={day}", headers=BROWSER).text).rows
    told = {row[0]: [cell.strip() for cell in row[1:]] for row in matrix}
    assert told["Fiji"] == [each.strip() for each in fiji[1:]]
    assert told["Papua New Guinea"] == [each.strip() for each in other[1:]]
    for page in ("/status?participant=FJI", "/compare?participant=FJI&participant=PNG", "/matrix?"):
        shown = law_client.get(f"{page}&on={day}", headers=BROWSER).text
        assert ">no<" not in shown
        assert "the participant was not bound by <time" in shown


def test_an_act_after_the_day_says_so_and_an_empty_cell_says_what_it_means(law_client: FlaskClient) -> None:
    shown = law_client.get("/status?participant=FJI&on=2017-06-01", headers=BROWSER)
    firearms = Cells(shown.text).rows[4]
    assert firearms[1] == "not yet bound bound only from 2017-10-19"
    assert firearms[3] == "no signature recorded"
    assert firearms[4].startswith("2017-09-19 That is after the day asked about.")
    assert "The day is computed back from the entry into force." in firearms[4]
    # Which sources: by number, and named at the end of the page.
    assert firearms[5].startswith("one")
    assert 'id="notes"' in shown.text
    recorded = law_client.get("/status?participant=ITA&on=2024-06-01", headers=BROWSER).text
    assert "after the day asked about" not in recorded
    assert "computed back" not in recorded


@pytest.mark.parametrize(
    "path", ["/status?participant=ITA", "/compare?participant=ITA&participant=KEN", "/matrix"]
)
def test_a_day_that_is_left_out_is_that_of_the_data(law_client: FlaskClient, path: str) -> None:
    said = law_client.get(path, headers=JSON)
    assert said.get_json()["on"] == said.get_json()["data_as_of"]
    # It is the same tomorrow.
    assert "Last-Modified" in said.headers
    assert "is after the date of the data" not in law_client.get(path, headers=BROWSER).text


def test_the_form_of_a_comparison_shows_names_and_takes_ten(law_client: FlaskClient) -> None:
    def fields(path: str) -> list[str | None]:
        found = Elements(law_client.get(path, headers=BROWSER).text).named("input")
        return [field.get("value") for field in found if field.get("name") == "participant"]

    assert fields("/compare?participant=ITA&participant=NGA")[:3] == ["Italy", "Nigeria", ""]
    assert len(fields("/compare")) == 10
    french = fields("/compare?participant=ITA&participant=DEU&lang=fr")
    assert french[:2] == ["Italie", "Allemagne"]
    # What the fields show is understood.
    assert (
        law_client.get("/compare?participant=Italie&participant=Allemagne", headers=JSON).status_code == 200
    )


@pytest.mark.parametrize(
    "path", ["/status?participant=ITA", "/compare?participant=ITA&participant=KEN", "/matrix"]
)
def test_each_table_has_a_name(law_client: FlaskClient, path: str) -> None:
    elements = Elements(law_client.get(path, headers=BROWSER).text)
    headings = {each.get("id") for each in elements.named("h1")}
    tables = elements.named("table")
    assert tables
    assert all(table.get("aria-labelledby") in headings for table in tables)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "between 2017-01-31 and 2017-10-19",
            'between <time datetime="2017-01-31">2017-01-31</time>'
            ' and <time datetime="2017-10-19">2017-10-19</time>',
        ),
        ("<b> 12017-01-31 & 2017", "&lt;b&gt; 12017-01-31 &amp; 2017"),
    ],
)
def test_days_in_a_text_are_marked_and_nothing_else_is(text: str, shown: str) -> None:
    assert days(text) == shown


def test_what_a_status_rests_on_has_names(law_client: FlaskClient) -> None:
    page = law_client.get("/status?participant=ITA&on=2020-01-01", headers=BROWSER).text
    assert "Signature – Italy – Organized Crime Convention" in page
    assert ">action/ITA" not in page
