"""What holds for every file of `queries/`: named columns, one order, our prefixes, an answer at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from untoc_graph.namespaces import PREFIXES

FOLDER = Path(__file__).parents[2] / "queries"
NAMES = sorted(path.stem for path in FOLDER.glob("*.rq"))
# Of questions.md: 44 compares two releases, and a query sees one.
QUESTIONS = {*range(1, 44), 45}


def text_of(name):
    return (FOLDER / f"{name}.rq").read_text(encoding="utf-8")


def order_of(name):
    """Return the variables that the rows are ordered by, also those inside `STR()` and `xsd:integer()`."""
    node = prepareQuery(text_of(name)).algebra
    while node.name != "OrderBy":
        assert "p" in node, f"{name} has no ORDER BY"
        node = node.p
    inner = []
    for condition in node.expr:
        match condition.expr:
            case CompValue(name="Builtin_STR", arg=key):
                inner.append(key)
            case CompValue(name="Function", expr=[key]):
                inner.append(key)
            case key:
                inner.append(key)
    return [str(key) for key in inner if isinstance(key, Variable)]


@pytest.mark.parametrize("name", NAMES)
def test_the_columns_are_named(name):
    _, query = parseQuery(text_of(name))
    assert query.name == "SelectQuery"
    assert query.projection, "SELECT * hides what the answer is"


@pytest.mark.parametrize("name", NAMES)
def test_the_order_is_total(full, name):
    keys = order_of(name)
    shown = [str(variable) for variable in prepareQuery(text_of(name)).algebra.PV]
    hidden = [f"?{key}" for key in keys if key not in shown]
    # Keys that the answer does not show are asked for beside it.
    beside = " ".join([r"SELECT \1", *hidden, ""])
    text = re.sub(r"^SELECT (DISTINCT )?", beside, text_of(name), count=1, flags=re.MULTILINE)
    rows = full.graph.query(text)
    found = list(zip(*(rows.column(key) for key in keys), strict=True))
    assert len(set(found)) == len(rows)


@pytest.mark.parametrize("name", NAMES)
def test_prefixes_are_ours_sorted_and_used(name):
    text = text_of(name)
    declared = re.findall(r"^PREFIX ([\w-]+): <(.+)>$", text, re.MULTILINE)
    assert declared == sorted(declared)
    assert len(declared) == text.count("PREFIX ")
    body = re.sub(r"^(PREFIX|#).*$", "", text, flags=re.MULTILINE)
    for prefix, iri in declared:
        assert PREFIXES[prefix] == iri
        assert re.search(rf"(?<![\w-]){prefix}:", body), f"{prefix} is not used"


@pytest.mark.parametrize("name", NAMES)
def test_the_title_is_a_question_that_somebody_asks(catalogue, name):
    query = catalogue[name]
    assert query.title.endswith("?")
    assert query.questions
    assert set(query.questions) <= QUESTIONS
    assert query.asked_by
    assert query.tags


def test_every_question_is_answered(catalogue):
    assert {number for query in catalogue.values() for number in query.questions} == QUESTIONS


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_give_an_answer(full, name):
    rows = full.rows(name)
    assert rows or name == "facts-without-source"


HEAVIEST = {"treaty-network": {"instrument": "untoc", "year": 2026}}


@pytest.mark.parametrize("name", HEAVIEST)
def test_the_heaviest_values_are_answered_within_the_limits_of_the_service(full, name):
    assert full.csv(name, **HEAVIEST[name]).count("\n") > 10_000
