"""What pages of statements, sources, acts, the Conference, groups and harms show, from the full release."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from untoc_graph import Graph
from untoc_graph.namespaces import BASE
from untoc_graph.views.about import read_about
from untoc_graph.views.act import read_act, read_participation
from untoc_graph.views.conference import read_body, read_decision, read_review, read_session
from untoc_graph.views.group import read_organisation, read_region
from untoc_graph.views.harm import read_harm
from untoc_graph.views.source import SHOWN, read_source
from untoc_graph.views.statement import read_statement
from untoc_graph.views.views import Views

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def views(full_release_built: Path) -> Iterator[Views]:
    with Graph.open(full_release_built) as graph:
        yield Views(graph, graph.desk)


def test_a_statement_on_extradition_tells_what_follows(views: Views) -> None:
    view = read_statement(views, "ARG-untoc-notification-extradition-legal-basis")
    assert view is not None
    assert view.value == f"{BASE}value/conditional"
    assert {each.key for each in view.consequences} == {
        "conditional",
        "conditional-accepts",
        "conditional-declines",
    }
    assert view.date is None
    assert view.iri not in view.beside


def test_a_statement_that_takes_no_position_has_no_consequence(views: Views) -> None:
    view = read_statement(views, "AND-untoc-notification-mla-language")
    assert view is not None
    assert view.consequences == ()
    assert view.languages == ("ca", "es", "fr")


def test_a_reservation_has_the_objections_to_it(views: Views) -> None:
    view = read_statement(views, "AFG-smuggling-reservation-18")
    assert view is not None
    (austrian,) = (each for each in view.objections if each.objector == f"{BASE}participant/AUT")
    assert (austrian.iri, austrian.date) == (f"{BASE}statement/AUT-smuggling-objection-18", "2017-08-18")
    objection = read_statement(views, "AUT-smuggling-objection-18")
    assert objection is not None
    assert objection.objects_to == view.iri


def test_a_withdrawn_statement_has_its_withdrawal(views: Views) -> None:
    view = read_statement(views, "MMR-untoc-reservation-16")
    assert view is not None
    assert view.withdrawn_by is not None
    withdrawal = read_statement(views, view.withdrawn_by.rpartition("/")[2])
    assert withdrawal is not None
    assert withdrawal.withdraws == view.iri
    assert view.withdrawn_on == withdrawal.date


def test_a_source_tells_what_it_only_names_and_beside_what_it_was_read(views: Views) -> None:
    headings = read_source(views, "li-lgbl-2008-072")
    assert headings is not None
    assert "provision" in {each.collection for each in headings.named}
    assert f"{BASE}provision/untoc-1" not in {fact for each in headings.given for fact in each.facts}
    table = read_source(views, "ZMJ-STATUS")
    assert table is not None
    assert [each.collection for each in table.beside] == ["statement"]


def test_a_source_counts_all_that_rests_on_it_and_names_the_first(views: Views) -> None:
    view = read_source(views, "INTERNACIA")
    assert view is not None
    (memberships,) = (each for each in view.given if each.collection == "membership")
    assert memberships.count > len(memberships.facts) == SHOWN
    assert all(fact in view.about for fact in memberships.facts)


def test_an_act_tells_which_sources_differ(views: Views) -> None:
    view = read_act(views, "AGO-trafficking-accession")
    assert view is not None
    (contest,) = view.contests
    assert contest.date != view.date
    assert view.participation == f"{BASE}participation/AGO-trafficking"
    assert not view.is_signature


def test_a_participation_names_the_provisions_of_its_own_instrument(views: Views) -> None:
    view = read_participation(views, "ITA-trafficking")
    assert view is not None
    assert view.status == "party"
    assert {kind.rpartition("/")[2] for _, kind in view.acts} == {"ratification", "signature"}
    provisions = {key for rule in view.rules for key in rule.provisions}
    assert provisions
    assert {key.partition("-")[0] for key in provisions} == {"trafficking"}


def test_sessions_stand_in_the_order_of_their_numbers(views: Views) -> None:
    view = read_session(views, "10")
    assert view is not None
    assert (view.previous, view.next) == ("9", "11")
    first = read_session(views, "1")
    assert first is not None
    assert first.previous is None


def test_a_resolution_has_the_bodies_that_it_established(views: Views) -> None:
    view = read_decision(views, "resolution-9-1")
    assert view is not None
    assert f"{BASE}body/review-mechanism" in view.bodies
    body = read_body(views, "review-mechanism")
    assert body is not None
    assert body.decisions == (view.iri,)


def test_a_body_has_the_provisions_that_it_acts_under_in_the_order_of_the_text(views: Views) -> None:
    view = read_body(views, "depositary")
    assert view is not None
    assert view.acts_under[0].key == "untoc-41"
    assert len(view.acts_under) == 4


def test_a_cluster_has_its_articles_each_with_the_fact_that_says_so(views: Views) -> None:
    view = read_review(views, "cluster-4")
    assert view is not None
    assert [each.key for each, _ in view.provisions][:2] == ["untoc-12", "untoc-13"]
    assert all(fact.startswith(f"{BASE}cluster-assignment/") for _, fact in view.provisions)
    phase = read_review(views, "phase-3")
    assert phase is not None
    assert (phase.kind, phase.provisions, phase.start) == ("phase", (), None)


def test_members_in_full_are_counted_apart_from_others(views: Views) -> None:
    view = read_organisation(views, "ASEAN")
    assert view is not None
    assert len(view.full) == 11
    assert view.bound("untoc") + len(view.outside("untoc")) == 11
    rows = views.reading.select(
        "SELECT DISTINCT ?of { ?membership <https://w3id.org/untoc/ontology#organisation> ?of }"
    )
    keys = [row.of.rpartition("/")[2] for row in rows]
    groups = [group for key in keys if (group := read_organisation(views, key))]
    apart = [group for group in groups if len(group.full) < len(group.members)]
    assert apart
    assert all(each.status is not None for group in apart for each in group.members if not each.is_full)


def test_a_region_counts_those_below_it(views: Views) -> None:
    europe, east = (read_region(views, key) for key in ("150", "151"))
    assert europe is not None
    assert east is not None
    assert east.above == europe.iri
    assert east.iri in europe.below
    assert {each.participant for each in east.members} < {each.participant for each in europe.members}


def test_a_harm_says_which_source_states_it_and_which_only_suggests_it(views: Views) -> None:
    view = read_harm(views, "lives")
    assert view is not None
    assert f"{BASE}crime/human-trafficking" in {each.crime for each in view.crimes}
    assert {each.basis.rpartition("/")[2] for each in view.crimes} <= {"stated", "inferred"}


def test_facts_without_a_name_are_called_by_what_they_are_about(views: Views) -> None:
    act, source = f"{BASE}action/ITA-untoc-ratification", f"{BASE}source/AT-SOM"
    about = read_about(views.reading, [act, source])
    assert about == {
        act: (
            f"{BASE}participant/ITA",
            f"{BASE}action-kind/ratification",
            f"{BASE}instrument/untoc",
        )
    }
    assert read_about(views.reading, [source]) == {}


def test_what_is_not_in_the_graph_is_none(views: Views) -> None:
    readers = (
        read_statement,
        read_source,
        read_act,
        read_participation,
        read_session,
        read_decision,
        read_body,
        read_review,
        read_organisation,
        read_region,
        read_harm,
    )
    assert [reader(views, "nothing") for reader in readers] == [None] * len(readers)


def test_a_body_that_a_provision_only_names_acts_under_it_and_is_not_established_by_it(views: Views) -> None:
    court = read_body(views, "icj")
    assert court is not None
    assert (court.provisions, court.decisions, court.basis) == ((), (), "")
    assert {each.key for each in court.acts_under} == {
        "untoc-35",
        "trafficking-15",
        "smuggling-20",
        "firearms-16",
    }
    conference = read_body(views, "cop")
    assert conference is not None
    assert [each.key for each in conference.provisions] == ["untoc-32"]
    assert conference.acts_under == ()
