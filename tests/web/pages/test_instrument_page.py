"""The page of an instrument: marked days, marks apart in the text, tables with names, and not too heavy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup

from tests.web.test_pages import BROWSER, Elements

if TYPE_CHECKING:
    from flask.testing import FlaskClient

COMPUTED = "The day is computed back from the entry into force."
INSTRUMENTS = ["untoc", "trafficking", "smuggling", "firearms"]
# It was 810,000 when each of its marks had its own note beside it.
MOST = 640_000


def page(client: FlaskClient, key: str) -> str:
    reply = client.get(f"/instrument/{key}.html", headers=BROWSER)
    assert reply.status_code == 200
    return str(reply.text)


def text_of(html: str) -> str:
    return " ".join(Markup(html).striptags().split())


def test_a_computed_day_of_deposit_is_said_to_be_one(law_client: FlaskClient) -> None:
    parties = page(law_client, "firearms").partition('id="parties"')[2].partition("</section>")[0]
    rows = {text_of(row.partition("</th>")[0]): row for row in parties.split("<tr>") if "/action/" in row}
    assert COMPUTED in rows["China"]
    assert COMPUTED in rows["Fiji"]
    assert COMPUTED not in rows["Brazil"]
    assert sum(COMPUTED in row for row in rows.values()) == 7


def test_marks_side_by_side_are_apart_in_the_text(law_client: FlaskClient) -> None:
    summaries = re.findall(r"<summary[^>]*>.*?</summary>", page(law_client, "untoc"), re.DOTALL)
    told = [text_of(each) for each in summaries if each.count('class="mark') > 1]
    assert any("shall, no duty" in each for each in told)
    assert any("1 declaration, 24 notifications" in each for each in told)
    side_by_side = r'<span class="mark[^>]*>[^<]*</span>\s*<span class="mark'
    assert not any(re.search(side_by_side, each) for each in summaries)


@pytest.mark.parametrize("key", INSTRUMENTS)
def test_each_table_is_named_by_what_stands_above_it(law_client: FlaskClient, key: str) -> None:
    elements = Elements(page(law_client, key))
    names = [each["id"] for tag in ("h3", "summary") for each in elements.named(tag) if each.get("id")]
    assert len(names) == len(set(names))
    tables = elements.named("table")
    assert len(tables) > 5
    assert {table.get("aria-labelledby") for table in tables} <= set(names)


def test_names_that_were_not_found_are_one_line_without_notes_of_the_curators(
    law_client: FlaskClient,
) -> None:
    facts = page(law_client, "untoc").partition('id="facts"')[2].partition("</section>")[0]
    assert facts.count("<dt>Not found</dt>") == 1
    line = facts.partition("<dt>Not found</dt>")[2].partition("</div>")[0]
    assert re.findall(r'href="/gap/[^"]+"><bdi[^>]*>([^<]+)<', line) == [
        "ECOLEX id",
        "InforMEA id",
        "Library of Congress (LCNAF)",
        "Wikidata QID",
    ]
    assert "odata-id" not in facts
    assert "<dt>To mind</dt>" not in facts
    assert "repo folder" not in facts
    # The depositary counted one party less than are bound, and why is said.
    assert facts.count("192 parties on 4 May 2024") == facts.count("Somalia joined later.") == 2


def test_the_slider_of_its_map_starts_with_the_first_act_under_it(law_client: FlaskClient) -> None:
    assert 'data-first="2001-07-11"' in page(law_client, "firearms")
    assert 'data-first="2000-12-12"' in page(law_client, "untoc")


def test_who_is_outside_is_so_by_the_lists_of_parties(law_client: FlaskClient) -> None:
    outside = page(law_client, "untoc").partition('id="outside"')[2].partition("</section>")[0]
    assert "the participant was not bound by <time" in outside


def test_the_note_of_a_number_is_there_once_and_each_mark_leads_to_the_list(law_client: FlaskClient) -> None:
    text = page(law_client, "untoc")
    marks = re.findall(r'<sup class="cite"><a href="#note-(\d+)"[^>]*>\d+</a>(<span class="tip")?', text)
    assert len(marks) > 500
    with_note = [number for number, tip in marks if tip]
    assert len(with_note) == len(set(with_note)) == len({number for number, _ in marks})
    assert len(text.encode()) < MOST


def test_a_kind_that_all_statements_of_an_article_share_is_in_its_heading_alone(
    law_client: FlaskClient,
) -> None:
    said = page(law_client, "untoc").partition('id="statements"')[2].partition("</section>")[0]
    folds = said.split("<details")[1:]
    assert folds
    for fold in folds:
        kinds = fold.partition("</summary>")[0].count('class="mark"')
        assert (">Kind<" in fold) == (kinds > 1)
