"""The editor of queries in a real browser: typing, completing, running, stopping, by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

# What would take weeks, and runs until its time is over.
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"

BROKEN = "SELECT * {\n  ?s ?p ]\n}"


def written(page: Page) -> str:
    text: str = page.evaluate("document.querySelector('textarea[name=query]').value")
    return text


def empty(page: Page, address: str = "/editor") -> None:
    """Open the editor, with its terms at hand and nothing in it."""
    with page.expect_response("**/editor/terms.json*"):
        page.goto(address)
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")


def offered(page: Page) -> list[str]:
    options = page.locator(".cm-tooltip-autocomplete li")
    expect(options.first).to_be_visible()
    # Offers that have only just come are not yet taken, lest who types a line break takes one.
    page.wait_for_timeout(150)
    return [option.inner_text() for option in options.all()]


@pytest.mark.parametrize(
    ("typed", "name", "label"),
    [
        ("ASK { ?s a Stat", "untoc:State", "State"),
        ("ASK { ?s untoc:partyT", "untoc:partyTo", "party to"),
        ("ASK { ?s ?p Ital", "participant:ITA", "Italy"),
        ("ASK { ?s ?p participant:ita", "participant:ITA", "Italy"),
        ("ASK { ?s ?p cote d'iv", "participant:CIV", "Côte d'Ivoire"),
        ("ASK { ?s ?p organized crime conv", "instrument:untoc", "Organized Crime Convention"),
        ("ASK { ?s ?p provision:untoc-16-5", "provision:untoc-16-5", "Article 16(5)"),
    ],
)
def test_terms_are_completed_by_name_and_by_label(page: Page, typed: str, name: str, label: str) -> None:
    empty(page)
    page.keyboard.type(typed)
    first = offered(page)[0]
    assert first.startswith(name)
    assert label in first
    page.keyboard.press("Enter")
    prefix = name.partition(":")[0]
    text = written(page)
    assert text.startswith(f"PREFIX {prefix}: <https://w3id.org/untoc/")
    assert f" {name}" in text


def test_a_prefix_that_is_declared_is_not_declared_again(page: Page) -> None:
    empty(page)
    page.keyboard.type("ASK { ?s a untoc:Stat")
    offered(page)
    page.keyboard.press("Enter")
    page.keyboard.type(" ; untoc:partyT")
    offered(page)
    page.keyboard.press("Enter")
    assert written(page).count("PREFIX untoc:") == 1
    assert "untoc:State ; untoc:partyTo" in written(page)


def test_labels_are_those_of_the_language(page: Page) -> None:
    empty(page, "/editor?lang=fr")
    page.keyboard.type("ASK { ?s ?p Allem")
    assert offered(page)[0].startswith("participant:DEU")


def test_a_query_is_written_and_run_by_keyboard_alone(page: Page) -> None:
    page.goto("/editor")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "editor-place":
            break
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT ?s { ?s a <https://w3id.org/untoc/ontology#Session> ", delay=1)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/editor?query=*")
    expect(page.locator("table.results a").first).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "results"


@pytest.mark.parametrize("by", ["keys", "button"])
def test_an_empty_editor_says_that_there_is_nothing_to_run(page: Page, by: str) -> None:
    empty(page)
    told = page.get_by_role("alert").filter(has_text="Write a query first.")
    expect(told).to_have_count(0)
    if by == "keys":
        page.keyboard.press("Control+Enter")
    else:
        page.get_by_role("button", name="Run", exact=True).click()
    expect(told).to_be_visible()
    expect(page.locator(".waiting")).to_be_hidden()
    # The cursor is back where the query goes.
    page.keyboard.type("ASK {")
    assert written(page) == "ASK {}"
    expect(told).to_have_count(0)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#results")).to_be_focused()


def test_typing_over_a_selection_keeps_the_policy_and_closes_brackets(page: Page) -> None:
    page.goto("/editor")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("x")
    assert written(page) == "x"
    page.keyboard.press("Control+a")
    page.keyboard.type("{")
    assert written(page) == "{x}"


def test_tab_leaves_the_editor(page: Page) -> None:
    empty(page)
    page.keyboard.type("ASK {} ")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"


def test_a_mistake_is_marked_in_the_text_until_it_is_mended(page: Page) -> None:
    page.goto(f"/editor?{urlencode({'query': BROKEN})}")
    expect(page.locator(".cm-mistake")).to_have_text("]")
    expect(page.locator(".cm-mistaken")).to_have_text("  ?s ?p ]")
    page.locator(".cm-mistaken").click()
    page.keyboard.press("End")
    page.keyboard.press("Backspace")
    page.keyboard.type("?o")
    expect(page.locator(".cm-mistake")).to_have_count(0)
    page.keyboard.press("Control+Enter")
    expect(page.locator("table.results")).to_be_visible()


def test_a_query_that_runs_tells_how_long_and_can_be_stopped(page: Page) -> None:
    page.goto("/editor")
    # While a page is left, the browser answers nobody from outside: what it shows is written down inside.
    page.evaluate(
        """(slow) => {
          window.seen = [];
          const form = document.querySelector("form.query");
          const waiting = form.querySelector(".waiting");
          form.elements.query.value = slow;
          setTimeout(() => form.requestSubmit(), 20);
          setTimeout(() => window.seen.push(waiting.hidden, waiting.textContent), 1500);
          setTimeout(() => waiting.querySelector("button").click(), 1600);
          setTimeout(() => window.seen.push(waiting.textContent), 1700);
        }""",
        SLOW,
    )
    page.wait_for_timeout(2_500)
    hidden, running, stopped = page.evaluate("window.seen")
    assert hidden is False
    assert "seconds so far: 1" in running
    assert "Stopped" in stopped
    assert page.url.endswith("/editor")


def test_results_of_states_have_a_map_and_the_table_sorts(page: Page) -> None:
    page.goto("/editor?name=party-counts")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.locator("table.results")).to_be_visible()
    states = "SELECT ?state { ?state a <https://w3id.org/untoc/ontology#State> } ORDER BY ?state"
    page.goto(f"/editor?{urlencode({'query': states})}")
    assert page.locator("svg.map, figure.drawn svg").count() >= 1
    page.locator("table.results th button").first.click()
    assert page.locator("table.results th").first.get_attribute("aria-sort") == "ascending"


def test_a_query_too_long_for_an_address_is_sent_in_the_body(page: Page) -> None:
    page.goto("/editor")
    page.evaluate(
        "document.querySelector('textarea[name=query]').value = `# ${'x'.repeat(9000)}\\nASK { ?s ?p ?o }`"
    )
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.locator(".truth")).to_be_visible()
    assert page.url.endswith("/editor")


def test_it_works_without_scripts(watched: Callable[..., Any]) -> None:
    with watched(javascript=False) as page:
        page.goto("/editor")
        page.locator("textarea").fill("SELECT * { ?s ?p")
        page.get_by_role("button", name="Run", exact=True).click()
        assert "Line 1, column 17" in page.locator(".problem").inner_text()
        page.locator("textarea").fill("ASK { ?s ?p ?o }")
        page.get_by_role("button", name="Run without an address").click()
        assert page.locator(".truth").is_visible()


def test_arabic_pages_keep_queries_left_to_right(page: Page) -> None:
    empty(page, "/editor?lang=ar")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator(".cm-content").evaluate("each => getComputedStyle(each).direction") == "ltr"
    page.keyboard.type("ASK { ?s ?p participant:ITA")
    assert "إيطاليا" in offered(page)[0]
