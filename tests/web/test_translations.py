"""The texts of the pages in the languages of the United Nations: whole, with their values, compiled."""

from __future__ import annotations

import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from untoc_graph.web import language as web_language

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message
    from flask.testing import FlaskClient

ROOT = Path(__file__).parents[2]
TEXTS = ROOT / "untoc_graph/web/translations"
LANGUAGES = sorted(file.parents[1].name for file in TEXTS.glob("*/LC_MESSAGES/messages.po"))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """All texts that modules and templates hold today."""
    file = tmp_path_factory.mktemp("texts") / "messages.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract"]
    options = ["--mapping-file", "pyproject.toml", "--keyword", "later", "--output", str(file), "."]
    subprocess.run([*command, *options], cwd=ROOT, check=True)
    with file.open("rb") as opened:
        return read_po(opened)


def catalogue(language: str) -> Catalog:
    with (TEXTS / language / "LC_MESSAGES/messages.po").open("rb") as opened:
        return read_po(opened, locale=language)


def texts(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def gettext(translated: Catalog, text: str) -> str:
    found = translated.get(text)
    assert found is not None
    return texts(found)[0]


def ids(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def test_each_language_of_the_united_nations_has_its_texts() -> None:
    assert {*LANGUAGES, "en"} == set(web_language.LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(template: Catalog, language: str) -> None:
    translated = catalogue(language)
    missing = [
        message.id
        for message in template
        if message.id and not ((found := translated.get(message.id)) and all(texts(found)))
    ]
    assert not missing, f"{len(missing)} texts; run `make texts` and translate them"
    assert not [message.id for message in translated if message.fuzzy and message.id]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_left_of_a_text_that_is_gone(template: Catalog, language: str) -> None:
    assert {str(message.id) for message in catalogue(language)} <= {str(message.id) for message in template}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_values_of_its_text(language: str) -> None:
    for message in catalogue(language):
        if not message.id:
            continue
        wanted = {value for each in ids(message) for value in re.findall(r"%\(\w+\)s", each)}
        for text in texts(message):
            found = set(re.findall(r"%\(\w+\)s", text))
            # A plural may say its number in a word: "one fact".
            optional = {"%(num)s"} if isinstance(message.id, tuple) else set()
            assert wanted - optional <= found <= wanted, text
            assert not re.search(r"%(?!\(\w+\)s|%)", text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_read_is_what_was_translated(language: str) -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogue(language))
    compiled.seek(0)
    with (TEXTS / language / "LC_MESSAGES/messages.mo").open("rb") as opened:
        committed = {str(message.id): message.string for message in read_mo(opened) if message.id}
    fresh = {str(message.id): message.string for message in read_mo(compiled) if message.id}
    assert committed == fresh, "run `make texts`"


def test_a_page_is_in_the_language_that_its_address_names(law_client: FlaskClient) -> None:
    for tag, language in web_language.LANGUAGES.items():
        page = law_client.get(f"/participant/ITA.html?lang={tag}").text
        assert f'<html lang="{tag}" dir="{language.direction}"' in page
        said = "Skip to the content" if tag == "en" else gettext(catalogue(tag), "Skip to the content")
        assert f">{said}</a>" in page
