"""What a footnote says gives a fact: as many sources as its grade tells, and each for what it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from untoc_graph import Graph
from untoc_graph.namespaces import BASE
from untoc_graph.views.views import Views

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from untoc_graph.views.evidence import Evidence

# Recalled facts name the source "unsourced", which is none; grades do not count it.
PARTICIPATIONS = """
PREFIX untoc: <https://w3id.org/untoc/ontology#>
SELECT ?fact WHERE { ?fact a untoc:Participation }
"""

GRADED = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX untoc: <https://w3id.org/untoc/ontology#>
PREFIX confidence: <https://w3id.org/untoc/confidence/>
PREFIX source: <https://w3id.org/untoc/source/>
SELECT ?fact (COUNT(DISTINCT ?source) AS ?sources) WHERE {
  ?fact untoc:confidence confidence:%s ; dcterms:source|untoc:corroboratedBy ?source
  FILTER(?source != source:unsourced)
} GROUP BY ?fact HAVING(COUNT(DISTINCT ?source) %s)
"""


@pytest.fixture(scope="module")
def views(full_release_built: Path) -> Iterator[Views]:
    with Graph.open(full_release_built) as graph:
        yield Views(graph, graph.desk)


def evidence(views: Views, fact: str) -> Evidence:
    return views.evidences.of([BASE + fact])[BASE + fact]


def keys(sources: tuple[object, ...]) -> set[str]:
    return {source.iri.rpartition("/")[2] for source in sources}  # type: ignore[attr-defined]


@pytest.mark.parametrize(("grade", "count"), [("sourced-one", "> 1"), ("sourced-two", "< 2")])
def test_as_many_sources_give_a_fact_as_its_grade_tells(views: Views, grade: str, count: str) -> None:
    assert views.reading.select(GRADED % (grade, ">= 1"))
    assert [row.fact for row in views.reading.select(GRADED % (grade, count))] == []


def test_sources_of_headings_are_no_sources_of_what_an_article_says(views: Views) -> None:
    found = evidence(views, "provision/untoc-16")
    assert (found.confidence, keys(found.sources)) == ("sourced-one", {"lawsmd-untoc"})
    assert keys(found.names) == {"ar-ley-25632", "fedlex-rs-0.311.54", "li-lgbl-2008-072"}


def test_a_copy_or_a_table_of_days_is_no_second_source_of_a_statement(views: Views) -> None:
    found = evidence(views, "statement/ZAF-firearms-reservation-dispute-settlement")
    assert (keys(found.sources), keys(found.beside)) == ({"ZMJ-FA"}, {"ZMJ-STATUS"})


def test_what_gives_the_day_is_told_apart_from_what_gives_the_existence(views: Views) -> None:
    found = evidence(views, "action/AND-trafficking-accession")
    assert (keys(found.sources), keys(found.existence)) == ({"nl-inview-12a-2024"}, {"at-matrix"})
    assert found.computed
    undated = evidence(views, "action/QAT-smuggling-accession")
    assert (keys(undated.sources), undated.existence) == ({"at-matrix", "at-20005710"}, ())
    assert not undated.computed


def test_a_fact_that_was_recalled_in_part_says_so(views: Views) -> None:
    found = evidence(views, "harm/public-health")
    assert (found.in_part, keys(found.sources)) == (True, {"linkedsdg-csi"})


def test_a_participation_has_the_grounds_of_its_acts(views: Views) -> None:
    found = evidence(views, "participation/AND-trafficking")
    assert found.derived
    assert found.computed
    assert keys(found.existence) == {"at-matrix"}


def test_the_day_from_which_an_instrument_binds_rests_on_the_consent_alone(views: Views) -> None:
    bound, consent = (
        evidence(views, fact) for fact in ("participation/CHN-firearms", "action/CHN-firearms-ratification")
    )
    signature = evidence(views, "action/CHN-firearms-signature")
    assert keys(signature.sources) - keys(consent.sources) - keys(consent.existence)
    assert (bound.confidence, bound.sources, bound.existence) == (
        consent.confidence,
        consent.sources,
        consent.existence,
    )
    assert bound.derived
    # Who has signed and no more is told by the signature.
    signed = evidence(views, "participation/IRN-untoc")
    assert signed.sources == evidence(views, "action/IRN-untoc-signature").sources
    assert signed.sources


def test_no_footnote_of_a_participation_contradicts_itself(views: Views) -> None:
    facts = [row.fact for row in views.reading.select(PARTICIPATIONS)]
    assert len(facts) > 600
    for fact, found in views.evidences.of(facts).items():
        if found.confidence == "sourced-one":
            assert len(found.sources) == 1, fact
