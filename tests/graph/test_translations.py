"""A translation names a thing in a language in which no source names it, and says no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import SKOS

from untoc_graph.errors import TableError
from untoc_graph.graph.assembly import Assembly, assemble
from untoc_graph.graph.rows.translations import LANGUAGES, Translation
from untoc_graph.graph.tables import read_rows
from untoc_graph.namespaces import BASE, graph_iri
from untoc_graph.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = {"crime": frozenset({"bribery"}), "participant": frozenset({"ITA"})}


def rows(folder: Path, *lines: str) -> list[Translation]:
    (folder / "translations.csv").write_text("\n".join(["thing,lang,label", *lines]) + "\n", encoding="utf-8")
    return [line.row for line in read_rows(Translation, folder, KNOWN)]


def test_a_translation_is_the_preferred_name(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, "crime:bribery,es,Soborno")
    assert list(row.triples()) == [
        (URIRef(f"{BASE}crime/bribery"), SKOS.prefLabel, Literal("Soborno", lang="es"))
    ]


@pytest.mark.parametrize(
    ("line", "column", "told"),
    [
        ("crime:bribary,es,Soborno", "thing", 'did you mean "bribery"'),
        ("participant:ITA,es,Italia", "thing", "the prefix is not one of"),
        ("crime:bribery,en,Bribery", "lang", "not one of ar, es, fr, ru, zh"),
        ("crime:bribery,de,Bestechung", "lang", "not one of ar, es, fr, ru, zh"),
        ("crime:bribery,es,", "label", "label is empty"),
    ],
)
def test_what_cannot_be_translated_is_refused(tmp_path: Path, line: str, column: str, told: str) -> None:
    with pytest.raises(TableError, match=told) as refused:
        rows(tmp_path, line)
    assert (refused.value.table, refused.value.line, refused.value.column) == ("translations.csv", 2, column)


@pytest.mark.parametrize("label", ["Traite humaine", "traite des êtres humains"])
def test_a_name_that_a_source_gives_wins(tables: Path, label: str) -> None:
    """Whether it is spelt otherwise or alike: the sourced French name stands in concept_labels.csv."""
    path = tables / "translations.csv"
    before = "crime:human-trafficking,ru,Торговля людьми\n"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(before, f"crime:human-trafficking,fr,{label}\n"), encoding="utf-8")
    line = text[: text.index(before)].count("\n") + 1
    with pytest.raises(TableError, match="crime:human-trafficking has a name in this language") as refused:
        assemble(Settings(data=tables))
    assert (refused.value.table, refused.value.line, refused.value.value) == ("translations.csv", line, "fr")


def test_translations_have_a_graph_of_their_own(small_assembly: Assembly) -> None:
    named = graph_iri("translations")
    said = [quad for quad in small_assembly.quads if quad.graph_name.value == str(named)]
    assert {quad.predicate.value for quad in said} == {str(SKOS.prefLabel)}
    assert {quad.object.language for quad in said} <= set(LANGUAGES)
    assert len(said) == small_assembly.rows["translations.csv"]
