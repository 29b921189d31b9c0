"""What was withdrawn says so and what replaces it, and can never be there at the same time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, SKOS, XSD

from untoc_graph.errors import TableError
from untoc_graph.graph.rows.withdrawn import Withdrawn
from untoc_graph.graph.tables import read_rows
from untoc_graph.namespaces import BASE

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = {
    "crime": frozenset({"bribery", "human-trafficking"}),
    "offence": frozenset({"untoc-8-1"}),
    "source": frozenset({"untoc-graph"}),
}
HEADER = "thing,replaced_by,since,reason,source"
WITHDRAWN = "crime:corruption,crime:bribery;offence:untoc-8-1,2027-01-02,Renamed.,untoc-graph"


def rows(folder: Path, *lines: str) -> list[Withdrawn]:
    (folder / "withdrawn.csv").write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return [line.row for line in read_rows(Withdrawn, folder, KNOWN)]


def test_a_withdrawn_thing_says_since_when_why_and_what_replaces_it(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, WITHDRAWN)
    thing = URIRef(f"{BASE}crime/corruption")
    assert set(row.triples()) == {
        (thing, OWL.deprecated, Literal(True)),
        (thing, DCTERMS.isReplacedBy, URIRef(f"{BASE}crime/bribery")),
        (thing, DCTERMS.isReplacedBy, URIRef(f"{BASE}offence/untoc-8-1")),
        (thing, DCTERMS.date, Literal("2027-01-02", datatype=XSD.date)),
        (thing, SKOS.historyNote, Literal("Renamed.", lang="en")),
        (thing, DCTERMS.source, URIRef(f"{BASE}source/untoc-graph")),
    }


def test_a_thing_may_have_no_successor(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, "crime:corruption,,2027-01-02,Never covered.,untoc-graph")
    assert row.replaced_by == ()


def test_there_may_be_nothing_withdrawn(tmp_path: Path) -> None:
    assert rows(tmp_path) == []


@pytest.mark.parametrize(
    ("line", "column", "told"),
    [
        (WITHDRAWN.replace("crime:corruption", "crime:bribery"), "thing", "still there"),
        (WITHDRAWN.replace("crime:corruption", "crimes:corruption"), "thing", "collection:key"),
        (WITHDRAWN.replace("crime:corruption", "crime:cor/ruption"), "thing", "letters, digits"),
        (
            WITHDRAWN.replace("crime:bribery", "crime:bribary"),
            "replaced_by",
            'no crime has the key "bribary"',
        ),
        (WITHDRAWN.replace("crime:bribery", "bribery"), "replaced_by", "collection:key"),
        (WITHDRAWN.replace("2027-01-02", ""), "since", "is empty"),
        (WITHDRAWN.replace("Renamed.", ""), "reason", "is empty"),
        (WITHDRAWN.replace("untoc-graph", ""), "source", "is empty"),
    ],
)
def test_what_cannot_be_withdrawn_so_is_refused(tmp_path: Path, line: str, column: str, told: str) -> None:
    with pytest.raises(TableError, match=told) as caught:
        rows(tmp_path, line)
    assert (caught.value.line, caught.value.column) == (2, column)
