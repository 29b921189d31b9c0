"""Links to other datasets are refused when an identifier, a predicate or a subject is not as it must be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from untoc_graph.errors import TableError
from untoc_graph.graph.assembly import Assembly, assemble
from untoc_graph.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


def change(tables: Path, old: str, new: str) -> None:
    path = tables / "mappings" / "wikidata.sssom.tsv"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("wikidata:Q38\t", "wikidata:38\t", "identifiers of wikidata look like"),
        ("participant:ITA\t", "participant:ITX\t", "there is no such thing in this graph"),
        ("skos:exactMatch", "skos:exactmatch", "not a SKOS mapping property"),
        ("semapv:ManualMappingCuration", "semapv:Guess", "not a known justification"),
        ("CC;RIGOUR;INTERNACIA", "NOWHERE", 'no source has the key "NOWHERE"'),
        ("predicate_id", "predicate", "the columns must be"),
        ("#mapping_set_title", "#mapping_set_name", "lacks mapping_set_title"),
        ("wikidata:Q38\t", "wikidata:Q38", "cells where the header has"),
    ],
)
def test_a_mapping_that_is_wrong_is_refused_with_its_place(
    tables: Path, old: str, new: str, reason: str
) -> None:
    change(tables, old, new)
    with pytest.raises(TableError) as caught:
        assemble(Settings(data=tables))
    assert str(caught.value).startswith("mappings/wikidata.sssom.tsv:")
    assert reason in str(caught.value)


def test_a_cut_mapping_file_is_refused(tables: Path) -> None:
    path = tables / "mappings" / "wikidata.sssom.tsv"
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(TableError, match="is the file cut"):
        assemble(Settings(data=tables))


def test_a_mapping_is_a_link_and_a_node_that_says_why(real_assembly: Assembly) -> None:
    said = {
        str(quad.predicate) + str(quad.object)
        for quad in real_assembly.quads
        if "mapping/participant-ITA-wikidata-Q38>" in str(quad.subject)
    }
    assert any("annotatedTarget" in one and "Q38" in one for one in said)
    assert any("mapping_justification" in one and "ManualMappingCuration" in one for one in said)
    assert any("/source>" in one for one in said)
    link = [
        q
        for q in real_assembly.quads
        if "participant/ITA>" in str(q.subject) and "wikidata.org/entity/Q38" in str(q.object)
    ]
    assert [q.predicate.value.rsplit("#", 1)[-1] for q in link] == ["exactMatch"]


def test_states_with_two_items_elsewhere_are_close_and_not_exact(real_assembly: Assembly) -> None:
    for code in ("DNK", "NLD", "VAT"):
        links = [
            q
            for q in real_assembly.quads
            if f"participant/{code}>" in str(q.subject) and "wikidata.org" in str(q.object)
        ]
        assert [q.predicate.value.rsplit("#", 1)[-1] for q in links] == ["closeMatch"], code
