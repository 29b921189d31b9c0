"""Lists in a line are written as the language of the page writes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from untoc_graph.web.showing import comma, listed, semicolon

if TYPE_CHECKING:
    from flask.testing import FlaskClient

TEMPLATES = ROOT / "untoc_graph" / "web" / "templates"
# Between two links or names, and nothing else, stands what makes a list of them.
_LATIN = re.compile(r"</(?:a|bdi|span|code|time)>[,;] ?<")
_PLACES = (
    "/participant/ITA.html",
    "/participant/LTU.html",
    "/instrument/untoc.html",
    "/provision/untoc-16.html",
    "/crime/human-trafficking.html",
    "/statement/ARG-untoc-notification-mla-language.html",
    "/session/1.html",
    "/ontology.html",
    "/limits",
    "/compare?participant=ITA&participant=KEN&on=2020-01-01",
    "/cooperation?requesting=KEN&requested=ITA&on=2020-01-01",
)


@pytest.mark.parametrize("address", _PLACES)
@pytest.mark.parametrize("language", ["ar", "zh"])
def test_no_list_has_a_latin_comma_on_a_page_that_is_not(
    law_client: FlaskClient, address: str, language: str
) -> None:
    sign = "&" if "?" in address else "?"
    reply = law_client.get(f"{address}{sign}lang={language}", headers={"Accept": "text/html"})
    assert reply.status_code == 200
    assert not _LATIN.findall(reply.text)


def test_an_arabic_and_a_chinese_list_are_as_they_are_written_there(law_client: FlaskClient) -> None:
    arabic = law_client.get("/instrument/untoc.html?lang=ar").text
    assert "</a>\u060c <a" in arabic
    assert "</a>\u3001<a" in law_client.get("/instrument/untoc.html?lang=zh").text
    assert "</a>, <a" in law_client.get("/instrument/untoc.html?lang=fr").text


@pytest.mark.parametrize(
    ("language", "commas", "semicolons"),
    [("en", "a, b", "a; b"), ("ru", "a, b", "a; b"), ("ar", "a، b", "a؛ b"), ("zh", "a、b", "a；b")],  # noqa: RUF001
)
def test_separators_follow_the_language(
    law_client: FlaskClient, language: str, commas: str, semicolons: str
) -> None:
    with law_client.application.test_request_context(f"/?lang={language}"):
        assert listed("ab") == commas == comma().join("ab")
        assert listed("ab", ";") == semicolons == semicolon().join("ab")
        assert listed(["<b>"]) == "&lt;b&gt;"


def test_no_template_writes_a_separator_itself() -> None:
    own = re.compile(r"""["'][,;] ["'] if not loop\.last|%\}[,;] \{%|if not loop\.(?:first|last) %\}[,;] """)
    found = [
        f"{file.relative_to(TEMPLATES)}: {line.strip()[:120]}"
        for file in sorted(TEMPLATES.rglob("*.html"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if own.search(line)
    ]
    assert not found, "\n".join(found)
