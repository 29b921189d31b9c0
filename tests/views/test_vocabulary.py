"""The terms that the editor offers: those of the release, with labels in the language that is asked for."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from untoc_graph.namespaces import BASE, COLLECTIONS, PREFIXES
from untoc_graph.views.reading import Reading
from untoc_graph.views.reading import Term as Said
from untoc_graph.views.vocabulary import OFFERED, Term, Vocabulary, read_vocabulary


class Used(NamedTuple):
    term: str
    kind: str


class Named(NamedTuple):
    term: str
    kind: str | None
    label: Said
    definition: Said | None


class Rows:
    """Stands for a release whose rows are known."""

    def rows(self, name: str, /) -> list[Any]:
        if name == "terms-used":
            return [
                Used(PREFIXES["skos"] + "broader", "property"),
                Used("http://example.org/unknown", "property"),
                Used(PREFIXES["untoc"] + "State", "class"),
            ]
        return [
            Named(BASE + "participant/ITA", None, Said("Italie", "fr"), None),
            Named(BASE + "participant/ITA", None, Said("Italy", "en"), None),
            Named(BASE + "participant/ITA", None, Said("Italy again", "en"), None),
            Named(BASE + "source/untc", None, Said("A source", "en"), None),
            Named(
                PREFIXES["untoc"] + "State", "class", Said("State", "en"), Said("A sovereign state.", "en")
            ),
        ]


def vocabulary() -> Vocabulary:
    return read_vocabulary(cast("Reading", Rows()))


def test_terms_are_called_as_in_the_language_or_else_in_english() -> None:
    french = {term.name: term for term in vocabulary().terms("fr")}
    assert french["participant:ITA"] == Term("participant:ITA", "thing", "Italie")
    assert french["untoc:State"] == Term("untoc:State", "class", "State", "A sovereign state.")
    assert {term.name: term.label for term in vocabulary().terms("en")}["participant:ITA"] == "Italy"


def test_what_has_no_label_is_called_by_its_local_name() -> None:
    (broader,) = [term for term in vocabulary().terms("en") if term.name == "skos:broader"]
    assert broader == Term("skos:broader", "property", "broader")


def test_what_no_prefix_writes_and_what_says_a_single_fact_is_not_offered() -> None:
    assert [term.name for term in vocabulary().terms("en")] == [
        "participant:ITA",
        "skos:broader",
        "untoc:State",
    ]


def test_the_collections_that_are_offered_are_collections() -> None:
    assert set(COLLECTIONS) >= OFFERED
