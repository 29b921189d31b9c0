"""The translations of names: whole for each language, in its letters, none beside a sourced name."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest
from rdflib.namespace import SKOS

from untoc_graph.graph.rows.translations import LANGUAGES, TRANSLATED
from untoc_graph.namespaces import BASE

ROOT = Path(__file__).parents[2]
LETTERS = {"ar": "[\u0600-\u06ff]", "ru": "[\u0400-\u04ff]", "zh": "[\u4e00-\u9fff]"}
# The name of a site, which has no other.
WRITTEN_ALIKE = {"identifier-system:whatconvention"}


def rows() -> list[dict[str, str]]:
    with (ROOT / "data/translations.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


# What has English names only: texts of sources and offices, citations, sentences, and codes.
ENGLISH_ONLY = {"authority", "decision", "former-name", "iccs", "provision", "rule", "source"}
# What has names in all six languages from sources or in the ontology.
NAMED_ELSEWHERE = {"action-kind", "participant", "scheme"}


@pytest.fixture(scope="module")
def names(full_release_built: Path) -> dict[str, set[str]]:
    """The languages in which each thing of a release has a preferred name."""
    line = re.compile(f'^<{BASE}(\\S+/\\S+)> <{SKOS.prefLabel}> ".*"@(\\S+) <')
    found: dict[str, set[str]] = defaultdict(set)
    with (full_release_built / "untoc.nq").open(encoding="utf-8") as quads:
        for quad in quads:
            if match := line.match(quad):
                found[match[1]].add(match[2])
    return found


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_every_thing_that_can_be_translated_has_a_name(names: dict[str, set[str]], language: str) -> None:
    collections = {*TRANSLATED, *NAMED_ELSEWHERE}
    assert not sorted(
        thing
        for thing, languages in names.items()
        if thing.partition("/")[0] in collections and language not in languages
    )


def test_every_collection_of_things_with_names_is_translated_or_told_why_not(
    names: dict[str, set[str]],
) -> None:
    found = {thing.partition("/")[0] for thing in names}
    assert found == {*TRANSLATED, *NAMED_ELSEWHERE, *ENGLISH_ONLY}


def test_no_two_rows_name_a_thing_in_one_language() -> None:
    keys = [(row["thing"], row["lang"]) for row in rows()]
    assert len(keys) == len(set(keys))


def test_letters_are_those_of_the_language() -> None:
    wrong = [
        row
        for row in rows()
        if row["lang"] in LETTERS
        and not re.search(LETTERS[row["lang"]], row["label"])
        and row["thing"] not in WRITTEN_ALIKE
    ]
    assert not wrong
    assert not [
        row
        for row in rows()
        if row["lang"] in {"es", "fr"} and re.search("[\u0400-\u06ff\u4e00-\u9fff]", row["label"])
    ]


def test_names_hold_no_blanks_at_their_ends() -> None:
    assert not [row for row in rows() if row["label"] != " ".join(row["label"].split())]
