"""`docs/service.md` lists the settings, routes and problems that there are, no more and no fewer."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from untoc_graph.settings import Settings
from untoc_graph.sparql.problems import KINDS
from untoc_graph.web import create_app

TEXT = (Path(__file__).parents[1] / "docs" / "service.md").read_text(encoding="utf-8")


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
    assert {slug for slug, _ in KINDS.values()} - silent <= told
