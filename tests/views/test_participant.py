"""What a page shows of a participant, read from the full release: the same as the answers on law say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from untoc_graph import Graph
from untoc_graph.namespaces import BASE
from untoc_graph.views.participant import ParticipantView, read_participant
from untoc_graph.views.views import Views

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from untoc_graph.views.binding import Binding
    from untoc_graph.views.stated import Notified, Stated
    from untoc_graph.views.unknown import Unknown


@pytest.fixture(scope="module")
def views(full_release_built: Path) -> Iterator[Views]:
    with Graph.open(full_release_built) as graph:
        yield Views(graph, graph.desk)


def participant(views: Views, key: str, language: str = "en") -> ParticipantView:
    found = read_participant(views, key, language)
    assert found is not None
    return found


def binding(view: ParticipantView, instrument: str) -> Binding:
    return next(each for each in view.bindings if each.instrument == f"{BASE}instrument/{instrument}")


def asked(view: ParticipantView, subject: str) -> Notified:
    return next(each for each in view.notified if each.subject == f"{BASE}subject/{subject}")


def unknown(view: ParticipantView, kind: str) -> list[Unknown]:
    return [each for each in view.unknown if each.kind == kind]


def stated(view: ParticipantView) -> list[Stated]:
    return [each for article in view.articles for each in article.stated]


def test_what_is_no_participant_has_no_view(views: Views) -> None:
    assert read_participant(views, "XXX", "en") is None


def test_the_status_is_that_of_the_answers(views: Views) -> None:
    as_of = views.desk.reader.law.as_of
    for key in ("ITA", "SOM", "COG", "TUV", "EU", "MNE"):
        view = participant(views, key)
        told = [(each.status, each.since) for each in views.desk.status(key, as_of).instruments]
        assert [(each.status, each.since if each.is_party else None) for each in view.bindings] == told


def test_each_instrument_is_told_also_where_nothing_was_done(views: Views) -> None:
    view = participant(views, "TUV")
    assert [each.status for each in view.bindings] == ["none"] * 4
    assert all(each.participation is None for each in view.bindings)


def test_acts_are_told_with_their_days(views: Views) -> None:
    convention = binding(participant(views, "ITA"), "untoc")
    assert (convention.signed_on, convention.consented_on, convention.since) == (
        date(2000, 12, 12),
        date(2006, 8, 2),
        date(2006, 9, 1),
    )
    assert convention.kind == f"{BASE}action-kind/ratification"
    assert convention.gazette is not None
    assert convention.gazette.notices == "III 111/2008"


def test_a_succession_says_from_when_it_counts(views: Views) -> None:
    convention = binding(participant(views, "MNE"), "untoc")
    assert (convention.consented_on, convention.effective_from) == (date(2006, 10, 23), "2006-06-03")


def test_a_computed_day_says_so_and_a_recorded_one_does_not(views: Views) -> None:
    bases = {
        each.basis for key in ("ITA", "CHE", "KEN", "GAB", "SOM") for each in participant(views, key).bindings
    }
    assert bases <= {None, f"{BASE}date-basis/computed-from-entry-into-force"}


def test_another_account_of_an_act_stands_beside_it_and_is_among_what_is_not_known(views: Views) -> None:
    view = participant(views, "MDA")
    (conflict,) = binding(view, "smuggling").conflicts
    assert (conflict.date, conflict.stated) == ("2006-02-28", f"{BASE}action-kind/accession")
    assert unknown(view, "conflict")[0].facts == (conflict.iri,)
    assert binding(view, "untoc").conflicts == ()


def test_a_day_that_no_source_gives_is_told_by_its_bounds(views: Views) -> None:
    view = participant(views, "SOM")
    convention = binding(view, "untoc")
    assert convention.status == "party-undated"
    assert convention.since is None
    found = next(each for each in unknown(view, "no-date") if each.instrument == convention.instrument)
    assert (found.first, found.last) == (convention.not_before, convention.not_after)
    assert found.first is not None


def test_statements_stand_by_article_and_none_is_lost(views: Views) -> None:
    for key in ("NLD", "CHN", "USA", "LTU"):
        view = participant(views, key)
        (dossier,) = views.desk.reader.dossiers([key])
        assert sorted(each.iri for each in stated(view)) == sorted(each.iri for each in dossier.statements)
        for article in view.articles:
            assert {f"{BASE}instrument/{each.statement.instrument}" for each in article.stated} == {
                article.instrument
            }


def test_a_statement_on_another_instruments_article_is_told_under_its_own_instrument(views: Views) -> None:
    (article,) = (
        each
        for each in participant(views, "USA").articles
        if each.article == f"{BASE}provision/untoc-6" and each.instrument == f"{BASE}instrument/smuggling"
    )
    assert [each.statement.key for each in article.stated] == ["USA-smuggling-declaration-6-2-b"]


def test_what_was_withdrawn_comes_after_what_stands_and_its_missing_day_is_told(views: Views) -> None:
    view = participant(views, "LTU")
    withdrawn = [each for each in stated(view) if each.standing == "withdrawn"]
    assert withdrawn
    assert all(each.withdrawal is not None for each in withdrawn)
    assert {fact for each in unknown(view, "undated-withdrawal") for fact in each.facts} == {
        each.withdrawal for each in withdrawn if each.statement.withdrawn_on is None
    }
    for article in view.articles:
        standings = [each.standing for each in article.stated]
        assert standings == sorted(standings)


def test_objections_stand_at_the_statement_that_they_are_to(views: Views) -> None:
    objected = [each for each in stated(participant(views, "AFG")) if each.objections]
    assert objected
    assert all(objection.objector != f"{BASE}participant/AFG" for objection in objected[0].objections)


def test_what_a_party_did_not_notify_is_not_known_and_not_a_no(views: Views) -> None:
    view = participant(views, "ITA")
    assert asked(view, "central-authority").status == "not-notified"
    (missing,) = unknown(view, "not-notified")
    assert f"{BASE}provision/untoc-18-13" in missing.things


def test_what_an_instrument_asks_does_not_apply_to_who_is_no_party(views: Views) -> None:
    view = participant(views, "TUV")
    assert {each.status for each in view.notified} == {"not-applicable"}
    assert unknown(view, "not-notified") == []


def test_extradition_is_not_asked_of_an_organization(views: Views) -> None:
    view = participant(views, "EU")
    assert not view.is_state
    assert asked(view, "extradition-legal-basis").status == "not-applicable"


def test_an_authority_of_the_whole_stands_before_those_of_territories(views: Views) -> None:
    territories = [
        each.statement.territory for each in asked(participant(views, "NLD"), "central-authority").stated
    ]
    assert territories == [None, "Aruba", "Netherlands Antilles"]


def test_the_channels_are_those_of_the_answer_on_cooperation(views: Views) -> None:
    for key in ("ITA", "NLD", "CHN", "KEN", "USA"):
        view = participant(views, key)
        other = "FRA"
        told = views.desk.cooperate(other, key, on=view.as_of).channels
        for subject, channel in (
            ("central-authority", told.central_authority),
            ("mla-language", told.languages),
            ("boarding-authority", told.boarding_authority),
            ("firearms-contact-point", told.firearms_contact),
        ):
            if channel.status != "not-applicable":
                expected = {"notified": "notified", "not-in-our-sources": "not-notified"}[channel.status]
                assert asked(view, subject).status == expected, (key, subject)


def test_a_text_that_was_not_found_is_named(views: Views) -> None:
    assert "2023" in unknown(participant(views, "BLR"), "text-not-found")[0].text


def test_neighbours_come_by_name_with_their_standing(views: Views) -> None:
    view = participant(views, "TUR")
    assert len(view.neighbours) > 5
    names = [views.labels.of([each.iri], "en")[each.iri].text for each in view.neighbours]
    assert names == sorted(names)
    iran = next(each for each in view.neighbours if each.iri.endswith("/IRN"))
    assert iran.standings[0].status == "signatory"
    assert all(len(each.standings) == len(view.bindings) for each in view.neighbours)


def test_an_island_has_no_neighbour_and_an_organization_has_members(views: Views) -> None:
    assert participant(views, "JPN").neighbours == ()
    assert len(participant(views, "EU").neighbours) == 27


def test_former_names_are_found_also_by_the_code_alone(views: Views) -> None:
    assert "Zaïre" in [str(each.name) for each in participant(views, "COD").former]


def test_a_treaty_whose_list_is_not_complete_is_not_known(views: Views) -> None:
    view = participant(views, "ITA")
    assert len(view.related) == len(views.desk.reader.law.related)
    (lists,) = unknown(view, "not-collected")
    assert set(lists.things) == {each.treaty for each in view.related if each.standing == "not-known"}
    assert {each.row is None for each in view.related if each.standing in {"party", "signatory"}} == {False}


def test_the_formal_name_is_in_the_language_of_the_page(views: Views) -> None:
    formal = participant(views, "ITA", "fr").formal
    assert formal is not None
    assert (str(formal), formal.language) == ("la République italienne", "fr")


def test_a_match_says_its_data_set_and_how_close_it_is(views: Views) -> None:
    matches = {(each.data_set, each.kind): each.target for each in participant(views, "ITA").matches}
    assert matches["wikidata", "exactMatch"] == "http://www.wikidata.org/entity/Q38"
