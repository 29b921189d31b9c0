"""The map tells of any day who was bound, in a drawing and in words; what it cannot answer it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tests.web.test_pages import Elements
from untoc_graph.web.language import LANGUAGES
from untoc_graph.web.service import EXTENSION

if TYPE_CHECKING:
    from flask.testing import FlaskClient

SVG = "{http://www.w3.org/2000/svg}"


def page(client: FlaskClient, **asked: str) -> str:
    reply = client.get("/map", query_string=asked, headers={"Accept": "text/html"})
    assert (reply.status_code, reply.mimetype) == (200, "text/html")
    return str(reply.text)


def counts(text: str) -> dict[str, int]:
    return {kind: int(said) for kind, said in re.findall(r'<strong data-count="(\w+)">(\d+)</strong>', text)}


def test_a_day_is_drawn_as_the_matrix_of_that_day_says(law_client: FlaskClient) -> None:
    matrix = law_client.get("/matrix?on=2010-01-01", headers={"Accept": "application/json"}).json
    assert matrix is not None
    text = page(law_client, instrument="firearms", on="2010-01-01")
    assert counts(text) == {"bound": 79, "signatory": 23, "unknown": 0, "none": 96}
    states = {
        each["data-state"]: each["class"] for each in Elements(text).named("a") if each.get("data-state")
    }
    # The European Union has no shape; it is in the lists.
    assert len(states) == len(matrix["participants"]) - 1
    members = [each["data-member"] for each in Elements(text).named("li") if each.get("data-member")]
    assert len(members) == len(set(members)) == len(matrix["participants"])
    assert set(members) - set(states) == {"EU"}
    assert states["ITA"] == "bound"
    assert states["CHN"] == "signatory"
    assert states["USA"] == "none"


def test_what_a_state_is_stands_in_words_beside_the_colour(law_client: FlaskClient) -> None:
    text = page(law_client, on="2010-01-01")
    assert "<title>Italy: party (since 2006-09-01)</title>" in text
    assert "<title>Japan: signed, not yet bound (bound only from 2017-08-10)</title>" in text
    assert "<title>Iran (Islamic Republic of): signed only</title>" in text
    assert "<title>Fiji: not yet bound (bound from a day between 2017-" in text
    assert "<title>Papua New Guinea: no act recorded</title>" in text


def test_the_links_of_the_map_are_in_the_lists_too_for_who_has_no_pointer(law_client: FlaskClient) -> None:
    links = Elements(page(law_client)).named("a")
    drawn = {each["href"] for each in links if each.get("data-state")}
    listed = {each["href"] for each in links if each.get("tabindex") != "-1"}
    assert len(drawn) == 197
    assert drawn <= listed


def test_the_map_says_what_it_does_not_say(law_client: FlaskClient) -> None:
    text = page(law_client)
    assert "do not imply official endorsement or acceptance by the United Nations" in text
    for part in ("Jammu and Kashmir", "Abyei", "Malvinas", "1244 (1999)", "Taiwan"):
        assert part in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_map_with_the_names_of_states(law_client: FlaskClient, language: str) -> None:
    text = page(law_client, on="2010-01-01", lang=language)
    assert f'<html lang="{language}"' in text
    assert f'href="/participant/ITA.html?lang={language}"' in text
    assert ("<title>Italy" in text) == (language == "en")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"on": "1999-01-01"}, "is before 2000-12-12, the day of the first act"),
        ({"on": "yesterday"}, "it takes a date such as"),
        ({"instrument": "palermo"}, "there is untoc, trafficking, smuggling, firearms"),
        ({"instrment": "untoc"}, "did you mean instrument?"),
    ],
)
def test_what_cannot_be_answered_is_said_on_the_page_that_asks(
    law_client: FlaskClient, asked: dict[str, str], says: str
) -> None:
    reply = law_client.get("/map", query_string=asked)
    assert reply.status_code == 400
    assert says in reply.text
    assert Elements(reply.text).named("form")
    refused = law_client.get("/map.json", query_string=asked)
    assert (refused.status_code, refused.mimetype) == (400, "application/problem+json")


@pytest.mark.parametrize(
    ("instrument", "key", "on"),
    [
        ("untoc", "FJI", "2017-06-15"),
        ("trafficking", "UGA", "2021-06-01"),
        ("smuggling", "QAT", "2025-01-01"),
    ],
)
def test_a_consent_that_may_be_later_is_not_said_to_have_been_given(
    law_client: FlaskClient, instrument: str, key: str, on: str
) -> None:
    text = page(law_client, instrument=instrument, on=on)
    (listed,) = re.findall(rf'<li data-member="{key}">(.*?)</li>', text)
    assert "no source gives the day of its consent; bound from a day between" in listed
    assert listed in text.partition('data-list="unknown"')[2].partition("</ul>")[0]
    assert ": not known whether bound (no source gives the day of its consent;" in text
    assert "onsented; not known" not in text


def test_a_map_starts_with_the_first_act_under_its_instrument(law_client: FlaskClient) -> None:
    text = page(law_client, instrument="firearms", on="2001-07-11")
    assert 'data-first="2001-07-11"' in text
    assert counts(text) == {"bound": 0, "signatory": 2, "unknown": 0, "none": 196}
    # There is no matrix of a day on which the Convention bound nobody.
    assert 'data-matrix="2003-09-29" hidden' in text
    assert 'data-matrix="2003-09-29" hidden' not in page(law_client, on="2003-09-29")
    refused = law_client.get("/map?instrument=firearms&on=2001-07-10")
    assert refused.status_code == 400


def test_without_a_day_it_is_the_day_of_the_data(law_client: FlaskClient) -> None:
    text = page(law_client)
    assert "The day is after the date of the data" not in text
    said = law_client.get("/map.json").json
    assert said is not None
    assert f"data-day>{said['to']}<" in text


def test_that_a_state_is_not_bound_is_said_with_its_ground(law_client: FlaskClient) -> None:
    text = page(law_client, on="2010-01-01")
    said = " ".join(re.sub("<[^>]*>", "", text.partition('id="lists"')[2].partition("<details")[0]).split())
    reading = law_client.application.extensions[EXTENSION].open().views.reading
    (source,) = reading.select(
        """PREFIX untoc: <https://w3id.org/untoc/ontology#> PREFIX dcterms: <http://purl.org/dc/terms/>
        SELECT DISTINCT ?source ?title ?day {
          ?entry a untoc:GazetteEntry ; dcterms:source ?source ; untoc:asOf ?day .
          ?source dcterms:title ?title
        }"""
    )
    # The list is that of the gazette; the depositary was read two years before it.
    assert source.title.startswith("Austrian consolidated treaty page")
    assert f'href="/source/{source.source.rpartition("/")[2]}.html"' in text
    assert (
        f"the participant was not bound by {source.day}: the data agree with the list of parties in the "
        "consolidated law of Austria of that day, and with the depositary\u2019s counts of 2024-04-20 to "
        "2024-05-04."
    ) in said


def test_a_day_on_which_nobody_was_bound_is_said_in_words(law_client: FlaskClient) -> None:
    text = page(law_client, on="2003-06-01")
    assert "On 2003-06-01 no participant was a party." in text
    assert "0 participants" not in text


def test_hostile_parameters_stay_text(law_client: FlaskClient) -> None:
    for name in ("on", "instrument", "lang", "<img src=x onerror=alert(1)>"):
        reply = law_client.get("/map", query_string={name: '"><img src=x onerror=alert(1)>'})
        assert "<img" not in reply.text


def test_a_day_after_the_data_is_told_to_be_one(law_client: FlaskClient) -> None:
    late = page(law_client, on="2090-01-01")
    legend = late.partition("<figcaption>")[2].partition("</figcaption>")[0]
    assert "Not bound, no signature recorded" in legend
    assert "The day is after the date of the data" in legend
    assert "The day is after the date of the data" in late.partition('<form class="question')[0]
    drawn = law_client.get("/map.svg?on=2090-01-01").text
    assert "The day is after the date" in drawn
    assert "The day is after the date of the data" not in page(law_client, on="2010-01-01")


def test_the_drawing_alone_has_its_legend_and_its_notes_and_loads_nothing(law_client: FlaskClient) -> None:
    reply = law_client.get("/map.svg?instrument=firearms&on=2010-01-01")
    assert (reply.status_code, reply.mimetype) == (200, "image/svg+xml")
    root = ET.fromstring(reply.data)
    said = " ".join(each.text or "" for each in root.iter(f"{SVG}text"))
    assert "Firearms Protocol: parties on 2010-01-01" in said
    assert "Party: 79" in said
    assert "acceptance by the United Nations" in said
    assert {each.tag.removeprefix(SVG) for each in root.iter()}.isdisjoint({"a", "style", "script", "image"})


def test_the_turns_lead_to_the_map_of_each_day(law_client: FlaskClient) -> None:
    reply = law_client.get("/map.json?instrument=firearms")
    said = reply.json
    assert said is not None
    assert (said["from"], said["participants"]["ITA"]["name"]) == ("2001-07-11", "Italy")
    text = page(law_client, instrument="firearms", on="2010-01-01")
    for state in Elements(text).named("a"):
        key = state.get("data-state")
        if key:
            turns = said["participants"][key]["turns"]
            then = [turn for turn in turns if turn["day"] <= "2010-01-01"][-1]
            assert then["standing"] == state["class"]


def test_a_client_that_has_the_map_is_told_so_and_another_language_is_another_map(
    law_client: FlaskClient,
) -> None:
    for address in ("/map?on=2010-01-01", "/map.svg?on=2010-01-01", "/map.json"):
        reply = law_client.get(address)
        tag = reply.headers["ETag"]
        assert "Accept-Language" in reply.headers["Vary"]
        assert law_client.get(address, headers={"If-None-Match": tag}).status_code == 304
        french = law_client.get(address, headers={"Accept-Language": "fr", "If-None-Match": tag})
        assert (french.status_code, french.headers["Content-Language"]) == (200, "fr")


def test_a_release_without_law_has_no_map(client: FlaskClient) -> None:
    reply = client.get("/map", headers={"Accept": "text/html"})
    assert reply.status_code == 503
    assert "Traceback" not in reply.text
