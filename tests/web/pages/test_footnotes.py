"""What pages say of sources, of days and of duties, over the full release."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def page(client: FlaskClient, address: str) -> str:
    reply = client.get(f"{address}.html?lang=en")
    assert reply.status_code == 200, address
    return reply.get_data(as_text=True)


def notes(html: str) -> list[str]:
    """Return the texts of the footnotes in the list at the end."""
    found = re.findall(r'<li id="note-\d+">(.*?)\n</ul></li>', html, flags=re.DOTALL)
    return [unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", note))).strip() for note in found]


def test_a_note_tells_what_gives_the_day_from_what_gives_only_the_existence(law_client: FlaskClient) -> None:
    html = page(law_client, "/action/AND-trafficking-accession")
    (note,) = (note for note in notes(html) if "Only that it took place:" in note)
    day, _, existence = note.partition("Only that it took place:")
    assert "One source gives the fact. The day is computed back from the entry into force." in day
    assert "The entry into force: Trafficking Protocol, parties and entry-into-force dates" in day
    assert "Vertragsparteien" in existence
    assert "Vertragsparteien" not in day
    tips = re.findall(r'<span class="tip"[^>]*>(.*?)</span></sup>', html, flags=re.DOTALL)
    assert any("The entry into force:" in tip and "Only that it took place:" in tip for tip in tips)
    recorded = page(law_client, "/action/AND-untoc-ratification")
    assert any("The day: " in note and "Only that it took place:" in note for note in notes(recorded))


@pytest.mark.parametrize("key", ["untoc-16", "trafficking-3", "firearms-15"])
def test_one_source_is_one_source(law_client: FlaskClient, key: str) -> None:
    for note in notes(page(law_client, f"/provision/{key}")):
        if "One source gives the fact." in note:
            of_the_fact = note.partition("Only its names")[0]
            assert of_the_fact.count("as of") <= 1, note


@pytest.mark.parametrize("key", ["untoc-35-2", "trafficking-15-2", "smuggling-20-2", "firearms-16-2"])
def test_nobody_is_asked_to_opt_out(law_client: FlaskClient, key: str) -> None:
    html = page(law_client, f"/provision/{key}")
    assert "Nobody is asked." in html
    assert "are asked" not in html
    assert "no reservation in our sources" in html
    assert f"/provision/{key[:-1]}3.html" in html


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("untoc-16-5", "asks only those for which its condition holds"),
        ("untoc-5-3", "asks only those for which its condition holds"),
        ("untoc-18-13", "participants that the instrument binds are asked"),
    ],
)
def test_who_is_asked_depends_on_the_clause(law_client: FlaskClient, key: str, told: str) -> None:
    html = page(law_client, f"/provision/{key}")
    assert told in html
    assert "is neither a yes nor a no" in html


@pytest.mark.parametrize(
    ("key", "mark"),
    [
        ("untoc-31-3", "duty to try"),
        ("untoc-16-17", "duty to try"),
        ("untoc-6-2-a", "duty to try"),
        ("trafficking-7-1", "duty to consider"),
        ("smuggling-8-5", "part duty, part option"),
        ("untoc-5-1", "duty"),
    ],
)
def test_a_duty_to_try_is_no_option(law_client: FlaskClient, key: str, mark: str) -> None:
    html = page(law_client, f"/provision/{key}")
    assert re.search(r'<span class="mark duty-\w+">([^<]*)</span>', html)[1] == mark


@pytest.mark.parametrize(
    ("form", "mark"),
    [
        ("joint-investigation", "duty to consider"),
        ("transfer-proceedings", "duty to consider"),
        ("legal-person-records", "option"),
        ("witness-relocation", "part duty, part option"),
    ],
)
def test_a_form_that_rests_on_shall_consider_is_a_duty_to_consider(
    law_client: FlaskClient, form: str, mark: str
) -> None:
    own = page(law_client, f"/cooperation/{form}")
    assert re.search(r'<span class="mark duty-\w+">([^<]*)</span>', own)[1] == mark
    question = f"/cooperation?requesting=KEN&requested=ITA&form={form}&lang=en"
    asked = law_client.get(question, headers={"Accept": "text/html"})
    cells = re.findall(r'<td data-label="Duty or option">([^<]*)</td>', asked.get_data(as_text=True))
    assert cells == [mark]


@pytest.mark.parametrize(
    ("requested", "on", "words"),
    [
        ("IRN", "2024-06-01", ["signed only", *["no act recorded"] * 3]),
        ("FJI", "2017-06-01", [*["not known whether bound"] * 3, "not yet bound"]),
    ],
)
def test_an_answer_says_of_each_of_the_two_what_all_pages_say(
    law_client: FlaskClient, requested: str, on: str, words: list[str]
) -> None:
    question = f"/cooperation?requesting=KEN&requested={requested}&on={on}&lang=en"
    html = law_client.get(question, headers={"Accept": "text/html"}).get_data(as_text=True)
    table = html.partition('aria-labelledby="in-force"')[2].partition("</table>")[0]
    cells = re.findall(r'<td data-label="[^"]*"><span class="mark \w+">([^<]*)</span>', table)
    assert cells[2::3] == words
    assert "not a party" not in table


def test_tables_of_provisions_have_names(law_client: FlaskClient) -> None:
    html = page(law_client, "/provision/untoc-16")
    tables = re.findall(r"<table[^>]*>", html)
    assert len(tables) > 1
    for table in tables:
        named = re.search(r'aria-labelledby="([^"]+)"', table)
        assert named, table
        assert f'id="{named[1]}"' in html, table


def test_every_page_says_of_which_day_its_lists_and_its_release_are(law_client: FlaskClient) -> None:
    for address in ("/participant/ITA", "/instrument/untoc", "/crime/human-trafficking"):
        html = page(law_client, address)
        assert "Participation is told as the lists of parties had it on 2026-05-28." in html
        assert re.search(r"Release \w+ of 2026-11-24", html)
