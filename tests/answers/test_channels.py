"""Sentences on channels call languages by their names."""

from __future__ import annotations

import csv
from pathlib import Path

from untoc_graph.answers.channels import LANGUAGES

STATEMENTS = Path(__file__).parents[2] / "data" / "statements.csv"


def test_every_language_of_the_statements_has_a_name():
    with STATEMENTS.open(encoding="utf-8", newline="") as lines:
        tags = {tag for row in csv.DictReader(lines) for tag in row["languages"].split(";") if tag}
    missing = sorted(tags - set(LANGUAGES))
    assert len(tags) > 20
    assert not missing, f"say in LANGUAGES of untoc_graph/answers/channels.py what {missing} are called"
