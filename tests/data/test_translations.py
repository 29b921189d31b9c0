"""The translations of names: whole for each language, in its letters, none beside a sourced name."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest
from rdflib import SKOS, Graph

from untoc_graph.graph.rows.translations import TRANSLATED
from untoc_graph.namespaces import BASE

ROOT = Path(__file__).parents[2]
LANGUAGES = ("ar", "es", "fr", "ru", "zh")
LETTERS = {"ar": "[\u0600-\u06ff]", "ru": "[\u0400-\u04ff]", "zh": "[\u4e00-\u9fff]"}
# Names that are the same in every language.
ABBREVIATIONS = re.compile(r"[A-Z0-9 ]+")


def rows() -> list[dict[str, str]]:
    with (ROOT / "data/translations.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_concept_has_a_name(full_release_built: Path, language: str) -> None:
    names: dict[str, set[str]] = defaultdict(set)
    graph = Graph()
    for file in (full_release_built / "graphs").glob("*.ttl"):
        if file.stem not in {"mappings-wikidata", "derived", "memberships", "related-participation"}:
            graph.parse(file)
    for thing, label in graph.subject_objects(SKOS.prefLabel):
        names[str(thing)].add(label.language or "")
    starts = tuple(f"{BASE}{collection}/" for collection in TRANSLATED)
    found = {thing for thing in names if thing.startswith(starts)}
    assert len(found) > 500
    assert not sorted(thing for thing in found if language not in names[thing])


def test_no_two_rows_name_a_thing_in_one_language() -> None:
    keys = [(row["thing"], row["lang"]) for row in rows()]
    assert len(keys) == len(set(keys))


def test_letters_are_those_of_the_language() -> None:
    wrong = [
        row
        for row in rows()
        if row["lang"] in LETTERS
        and not re.search(LETTERS[row["lang"]], row["label"])
        and not ABBREVIATIONS.fullmatch(row["label"])
    ]
    assert not wrong
    assert not [
        row
        for row in rows()
        if row["lang"] in {"es", "fr"} and re.search("[\u0400-\u06ff\u4e00-\u9fff]", row["label"])
    ]


def test_names_hold_no_blanks_at_their_ends() -> None:
    assert not [row for row in rows() if row["label"] != " ".join(row["label"].split())]
