"""What a page shows of an instrument, read from the full release."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from untoc_graph import Graph
from untoc_graph.namespaces import BASE
from untoc_graph.views.instrument import InstrumentView, read_instrument
from untoc_graph.views.views import Views

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INSTRUMENTS = ("untoc", "trafficking", "smuggling", "firearms")


@pytest.fixture(scope="module")
def views(full_release_built: Path) -> Iterator[Views]:
    with Graph.open(full_release_built) as graph:
        yield Views(graph, graph.desk)


def instrument(views: Views, key: str) -> InstrumentView:
    found = read_instrument(views, key)
    assert found is not None
    return found


def test_what_is_no_instrument_has_no_view(views: Views) -> None:
    assert read_instrument(views, "uncac") is None


@pytest.mark.parametrize("key", INSTRUMENTS)
def test_everyone_is_party_signatory_or_outside_and_only_once(views: Views, key: str) -> None:
    who = instrument(views, key).accession
    kinds = (who.parties, who.signatories, who.members_outside, who.others_outside)
    assert sum(map(len, kinds)) == len(who.standers) == len(views.desk.reader.names.participants)
    assert len({each.iri for each in who.standers}) == len(who.standers)


@pytest.mark.parametrize("key", INSTRUMENTS)
def test_the_parties_are_those_of_the_matrix(views: Views, key: str) -> None:
    view = instrument(views, key)
    matrix = views.desk.matrix(view.accession.as_of)
    told = {
        f"{BASE}participant/{row.participant.key}"
        for row in matrix.rows
        for status in row.instruments
        if status.instrument.key == key and status.status in {"party", "party-undated"}
    }
    assert {each.iri for each in view.accession.parties} == told


@pytest.mark.parametrize("key", INSTRUMENTS)
def test_who_has_no_sourced_day_is_told_and_not_counted_by_the_day(views: Views, key: str) -> None:
    who = instrument(views, key).accession
    assert len(who.began) + len(who.undated) == len(who.parties)
    assert who.years[-1].bound == len(who.began)
    assert sum(each.joined for each in who.years) == len(who.began)


def test_nobody_is_bound_before_the_instrument_is_in_force(views: Views) -> None:
    for key in INSTRUMENTS:
        view = instrument(views, key)
        assert view.accession.began[0] >= view.instrument.in_force
        assert view.accession.deposits[0] < view.instrument.in_force


def test_groups_hold_all_and_those_without_one_come_last(views: Views) -> None:
    groups = instrument(views, "untoc").accession.groups
    assert [each.iri is None for each in groups] == [False] * 5 + [True]
    for group in groups:
        assert len(group.parties) + len(group.signatories) + len(group.outside) == len(group.members)


@pytest.mark.parametrize(("key", "articles"), [("untoc", 41), ("trafficking", 20), ("smuggling", 25)])
def test_the_table_of_contents_has_each_provision_once_in_order(
    views: Views, key: str, articles: int
) -> None:
    view = instrument(views, key)
    found = [article for chapter in view.chapters for article in chapter.articles]
    assert [article.provision.citation for article in found] == [
        str(number) for number in range(1, articles + 1)
    ]
    keys = [
        provision.key
        for article in found
        for provision in (article.provision, *(each.provision for each in article.paragraphs))
    ]
    law = views.desk.reader.law
    assert sorted(keys) == sorted(each for each in law.provisions if law.provisions[each].instrument == key)
    assert all(article.gist for article in found)


def test_paragraphs_say_how_deep_they_are(views: Views) -> None:
    articles = [article for chapter in instrument(views, "untoc").chapters for article in chapter.articles]
    depths = {each.provision.citation: each.depth for each in articles[15].paragraphs}
    assert (depths["16(5)"], depths["16(5)(a)"]) == (1, 2)


def test_an_instrument_without_parts_has_one_chapter_without_a_title(views: Views) -> None:
    assert [chapter.title for chapter in instrument(views, "untoc").chapters] == [""]
    assert len(instrument(views, "smuggling").chapters) == 4


def test_wordings_go_from_the_duty_to_none(views: Views) -> None:
    wordings = [key for key, _ in instrument(views, "untoc").modalities]
    assert wordings[0] == "shall"
    assert wordings[-1] == "declaratory"


def test_statements_under_it_are_all_there(views: Views) -> None:
    dossiers = views.desk.reader.dossiers(views.desk.reader.names.participants)
    for key in INSTRUMENTS:
        told = [each.iri for each in instrument(views, key).stated]
        made = [each.iri for dossier in dossiers for each in dossier.statements if each.instrument == key]
        assert sorted(told) == sorted(made)


def test_a_name_that_was_not_found_comes_last_and_has_no_system(views: Views) -> None:
    systems = [each.system is None for each in instrument(views, "untoc").identifiers]
    assert systems == sorted(systems)
    assert systems[-1]


def test_a_protocol_says_what_it_supplements(views: Views) -> None:
    assert instrument(views, "firearms").supplements == f"{BASE}instrument/untoc"
    assert instrument(views, "untoc").supplements is None


def test_the_first_signature_is_told_with_an_act_of_that_day(views: Views) -> None:
    view = instrument(views, "untoc")
    assert view.first_signed == "2000-12-12"
    assert view.first_signature is not None
    assert view.first_signature.endswith("-untoc-signature")
