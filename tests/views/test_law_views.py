"""What pages of law show, read from the full release."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from untoc_graph import Graph
from untoc_graph.namespaces import BASE
from untoc_graph.views.crime import read_crime
from untoc_graph.views.form import read_form
from untoc_graph.views.offence import read_offence
from untoc_graph.views.provision import ProvisionView, read_provision
from untoc_graph.views.said import Said, by_kind
from untoc_graph.views.views import Views

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from untoc_graph.views.hierarchies import Branch


@pytest.fixture(scope="module")
def views(full_release_built: Path) -> Iterator[Views]:
    with Graph.open(full_release_built) as graph:
        yield Views(graph, graph.desk)


def provision(views: Views, key: str) -> ProvisionView:
    found = read_provision(views, key, "en")
    assert found is not None
    return found


def said(key: str, participant: str, kind: str = "reservation") -> Said:
    return Said(
        iri=f"{BASE}statement/{key}",
        participant=f"{BASE}participant/{participant}",
        kind=kind,
        subject=f"{BASE}subject/other",
        value=None,
        territory=None,
        date=None,
        gist="",
        reading="high",
        objects_to=None,
        withdraws=None,
        withdrawn_by=None,
        withdrawn_on=None,
        provisions=(),
    )


def test_every_party_answered_or_is_silent(views: Views) -> None:
    (question,) = provision(views, "untoc-16-5").questions
    answered = {who for answer in question.answers for who in answer.participants}
    assert answered.isdisjoint(question.silent)
    assert len(question.silent) + len(answered) >= question.parties
    assert len(question.silent) > question.parties / 2
    assert {answer.value for answer in question.answers} >= {
        f"{BASE}value/{key}" for key in ("accepts", "declines", "conditional")
    }


def test_what_was_withdrawn_or_said_for_a_territory_is_no_answer(views: Views) -> None:
    view = provision(views, "untoc-35-2")
    (question,) = view.questions
    counted = {who for answer in question.answers for who in answer.participants}
    withdrawn = [
        each for kind in view.statements for each in kind.statements if each.withdrawn_by is not None
    ]
    assert withdrawn
    assert counted.isdisjoint(each.participant for each in withdrawn)
    of_territories = [each for kind in provision(views, "untoc-16-5").statements for each in kind.statements]
    assert any(each.territory is not None and not each.answers for each in of_territories)


def test_languages_are_counted_by_language(views: Views) -> None:
    (question,) = provision(views, "untoc-18-14").questions
    languages = {answer.language: len(answer.participants) for answer in question.answers}
    assert languages["en"] > languages["fr"] > languages["hy"] > 0
    assert all(answer.value is None for answer in question.answers)


def test_a_paragraph_shows_what_was_said_on_the_whole_article(views: Views) -> None:
    on = {
        key
        for kind in provision(views, "untoc-16-5").statements
        for each in kind.statements
        for key in each.provisions
    }
    assert on == {"untoc-16", "untoc-16-5"}


def test_an_article_asks_what_its_paragraphs_ask(views: Views) -> None:
    asked = {question.provision for question in provision(views, "untoc-18").questions}
    assert asked == {"untoc-18-13", "untoc-18-14"}


def test_what_rests_on_a_provision_names_where(views: Views) -> None:
    view = provision(views, "untoc-5")
    offences = {each.iri.rpartition("/")[2]: each for each in view.offences}
    assert offences["untoc-5-1-a-i"].provisions == ("untoc-5-1-a-i",)
    assert offences["untoc-5-1-a-i"].duty == f"{BASE}duty/mandatory-alternative"
    assert [each.iri for each in view.clusters] == [f"{BASE}review/cluster-1"]
    assert ("extradition", ("untoc-16",)) in [
        (form.key, keys) for form, keys in provision(views, "untoc-16-5").forms
    ]


def test_the_clause_on_disputes_is_told_apart_from_the_way_out_of_it(views: Views) -> None:
    assert provision(views, "untoc-35-2").roles == ("dispute-clause",)
    assert provision(views, "untoc-35-3").roles == ("dispute-opt-out",)
    assert provision(views, "untoc-38").roles == ("entry-into-force",)
    assert provision(views, "untoc-16").roles == ()


def test_an_address_that_no_source_has_is_not_made_up(views: Views) -> None:
    known, unknown = (provision(views, key).depositary for key in ("trafficking-3", "smuggling-3"))
    assert known is not None
    assert str(known.address).startswith("https://treaties.un.org/")
    assert unknown is not None
    assert (unknown.number, unknown.address) == ("XVIII-12-b", None)


def test_an_offence_has_its_elements_in_their_order(views: Views) -> None:
    view = read_offence(views, "untoc-5-1-a-i", "en")
    assert view is not None
    assert [name for name, _ in view.elements] == ["conduct", "means", "mentalElement", "purpose"]
    assert [each.key for each in view.provisions] == ["untoc-5-1-a-i"]
    assert [each.key for each in view.crimes] == ["group-participation"]
    assert {iri.rpartition("/")[2] for iri, _ in view.beside} == {"untoc-5-1-a-ii", "untoc-5-1-b"}


def test_a_protocol_offence_takes_the_conditions_of_its_own_protocol(views: Views) -> None:
    view = read_crime(views, "slavery")
    assert view is not None
    protocol, serious = view.paths
    assert (protocol.kind, protocol.instrument.key) == ("protocol-offence", "trafficking")
    conditions = {each.key for each in protocol.conditions}
    assert conditions == {"established-in-domestic-law", "scope-of-trafficking", "purpose-of-exploitation"}
    assert "trafficking-1-3" in {each.key for each in protocol.provisions}
    assert (serious.kind, serious.coverages) == ("serious-crime", ())
    assert 0 < protocol.parties < serious.parties


def test_a_crime_without_protocol_rests_on_the_four_years(views: Views) -> None:
    view = read_crime(views, "cybercrime")
    assert view is not None
    (path,) = view.paths
    assert path.kind == "emerging"
    assert [each.key for each in path.provisions] == ["untoc-2-b", "untoc-3-1-b"]
    assert "four-years-in-each-state" in {each.key for each in path.conditions}


def test_matches_say_their_kind_and_scheme_the_closest_first(views: Views) -> None:
    view = read_crime(views, "human-trafficking")
    assert view is not None
    assert {(each.scheme, each.kind) for each in view.matches} >= {
        ("iccs", "exactMatch"),
        ("eurovoc", "exactMatch"),
        ("unbis", "exactMatch"),
        ("topic", "exactMatch"),
    }
    kinds = ["exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"]
    for key in views.desk.reader.law.crimes:
        crime = read_crime(views, key)
        assert crime is not None
        places = [kinds.index(each.kind) for each in crime.matches]
        assert places == sorted(places)


def test_a_form_has_what_it_needs_and_serves(views: Views) -> None:
    view = read_form(views, "extradition")
    assert view is not None
    assert view.form.needs_state
    assert [each.key for each in view.provisions] == ["untoc-16"]
    assert {each.key for each in view.conditions} == {"dual-criminality", "group-and-person-present"}
    assert "coe-extradition" in {each.key for each in view.treaties}
    assert view.crime_count == sum(each.size for each in view.crimes)
    confined = read_form(views, "aml")
    assert confined is not None
    assert confined.confined_to is not None
    assert confined.confined_to.key == "money-laundering"


def test_each_form_for_a_crime_has_the_crime_among_those_it_serves(views: Views) -> None:
    crime = read_crime(views, "migrant-smuggling")
    assert crime is not None

    def counting(tree: tuple[Branch, ...]) -> list[str]:
        return [key for each in tree for key in ([each.thing.key] * each.counts + counting(each.below))]

    forms = counting(crime.forms)
    assert len(forms) == crime.form_count
    for key in forms:
        form = read_form(views, key)
        assert form is not None
        assert "migrant-smuggling" in counting(form.crimes)


def test_what_is_not_in_the_graph_is_none(views: Views) -> None:
    assert read_provision(views, "untoc-99", "en") is None
    assert read_offence(views, "untoc-99", "en") is None
    assert read_crime(views, "nothing") is None
    assert read_form(views, "nothing") is None


def test_statements_go_by_kind_and_by_the_names_of_who_made_them() -> None:
    statements = [said("b", "CIV"), said("a", "AUT", "objection"), said("c", "CHE"), said("d", "CIV")]
    names = {f"{BASE}participant/{key}": name for key, name in (("CIV", "a"), ("CHE", "b"), ("AUT", "c"))}
    kinds = by_kind(statements, names)
    assert [(kind.kind, kind.participants) for kind in kinds] == [("reservation", 2), ("objection", 1)]
    assert [each.iri.rpartition("/")[2] for each in kinds[0].statements] == ["b", "d", "c"]


@pytest.mark.parametrize(
    ("key", "body"),
    [
        ("untoc-35-2", "icj"),
        ("untoc-18-13", "interpol-channel"),
        ("untoc-41", "depositary"),
        ("untoc-33", "secretariat"),
        ("untoc-31-6", "prevention-authority"),
    ],
)
def test_a_provision_does_not_establish_a_body_that_it_only_names(views: Views, key: str, body: str) -> None:
    view = provision(views, key)
    assert f"{BASE}body/{body}" in {each.iri for each in view.acting}
    assert view.bodies == ()
    assert view.rests


def test_a_provision_establishes_the_conference(views: Views) -> None:
    view = provision(views, "untoc-32")
    assert [each.iri for each in view.bodies] == [f"{BASE}body/cop"]
    assert view.acting == ()
