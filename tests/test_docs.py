"""The documentation lists the settings, routes, problems and JSON names that there are, and no others."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from untoc_graph.settings import Settings
from untoc_graph.sparql.problem_kinds import PROBLEM_KINDS
from untoc_graph.web import cooperation, create_app
from untoc_graph.web.answer_schemas import SCHEMAS

DOCS = Path(__file__).parents[1] / "docs"
TEXT = (DOCS / "service.md").read_text(encoding="utf-8")
COOPERATION = (DOCS / "cooperation.md").read_text(encoding="utf-8")
# What every finding has, told once for all.
FINDING = {"sentence", "provisions", "facts"}


def test_every_setting_is_listed_with_its_default() -> None:
    rows = re.findall(r"^\| (`UNTOC_[^|]+) \|([^|]*)\|", TEXT, re.MULTILINE)
    listed = {
        name.removeprefix("UNTOC_").casefold(): default.strip()
        for names, default in rows
        for name in re.findall(r"`(UNTOC_\w+)`", names)
    }
    assert set(listed) == {field.name for field in fields(Settings)}
    for field in fields(Settings):
        default = field.default
        if field.name in {"data", "ontology", "queries"}:
            continue
        if isinstance(default, bool):
            expected = "yes" if default else "no"
        elif isinstance(default, tuple):
            expected = " ".join(default)
        else:
            expected = f"{default:g}" if isinstance(default, float) else str(default)
        assert listed[field.name] == expected, field.name


def test_every_route_is_listed() -> None:
    routes = {
        str(rule).rstrip("/") or "/"
        for rule in create_app(Settings()).url_map.iter_rules()
        if rule.endpoint != "static"
    }
    assert set(re.findall(r"^\| `(/[^`]*)` \|", TEXT, re.MULTILINE)) == routes


def test_every_problem_is_listed() -> None:
    told = set(re.findall(r"`([a-z]+(?:-[a-z]+)*)`", TEXT.split("| status |")[1].split("\n\n")[0]))
    # What nobody is left to read, and what would be a mistake of ours.
    silent = {"abandoned", "query-failed"}
    assert PROBLEM_KINDS.keys() - silent <= told


def names_in_table(heading: str) -> set[str]:
    section = COOPERATION.partition(f"### {heading}\n")[2].partition("\n#")[0]
    return set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))


@pytest.mark.parametrize("name", re.findall(r"^### (\w+)$", COOPERATION, re.MULTILINE))
def test_every_json_name_is_listed(name: str) -> None:
    properties = set(SCHEMAS[name]["properties"])
    assert names_in_table(name) == (properties - FINDING if properties >= FINDING else properties)


def test_the_tables_of_json_names_are_those_of_the_schema() -> None:
    told = set(re.findall(r"^### (\w+)$", COOPERATION, re.MULTILINE))
    assert len(told) == 10
    findings = {name for name, schema in SCHEMAS.items() if set(schema["properties"]) >= FINDING}
    # These three are told in the rows of what they are a part of.
    assert findings - told == {"Condition", "OtherTreaty", "Clause"}


def test_every_format_of_cooperation_is_listed() -> None:
    assert {fmt.media_type for fmt in cooperation.FORMATS} == set(
        re.findall(r"`((?:text|application)/[a-z+-]+)`", COOPERATION.split("By `Accept`")[1].split("\n\n")[0])
    )


def test_the_pictures_of_the_pages_are_there_and_light() -> None:
    text = (DOCS / "pages.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"screenshots/([\w-]+\.webp)", text))
    there = {path.name: path.stat().st_size for path in (DOCS / "screenshots").glob("*.webp")}
    assert shown <= set(there)
    # Each page is pictured wide and on a phone, by day and by night.
    pages = {name.split("-")[0] for name in there}
    kinds = ("wide-light", "wide-dark", "phone-light", "phone-dark")
    assert set(there) == {f"{page}-{kind}.webp" for page in pages for kind in kinds}
    assert pages <= {name.split("-")[0] for name in shown}
    assert sum(there.values()) < 3_000_000


def test_whoever_asks_for_a_picture_that_there_is_none_of_is_told() -> None:
    command = [sys.executable, str(DOCS / "screenshots" / "make.py"), "nothing"]
    asked = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert asked.returncode == 1
    assert "no such page: nothing; there are: home" in asked.stderr
    assert "Traceback" not in asked.stderr
