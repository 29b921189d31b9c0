"""The rules one by one, each test named after the provision that it holds, on dossiers made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from untoc_graph.answers.channels import channels
from untoc_graph.answers.disputes import dispute_settlement
from untoc_graph.answers.dossier import (
    Authority,
    Dossier,
    Gap,
    Participation,
    RelatedStatus,
    Statement,
)
from untoc_graph.answers.extradition import extradition
from untoc_graph.answers.forms import forms_offered
from untoc_graph.answers.pair import Pair
from untoc_graph.answers.paths import offence_paths
from untoc_graph.answers.reading import Reader
from untoc_graph.answers.statements import statements_touching
from untoc_graph.answers.status import status_on
from untoc_graph.answers.summary import summary

if TYPE_CHECKING:
    from untoc_graph.answers.law import Law
    from untoc_graph.api import Graph

ON = date(2024, 6, 1)
ALL = ("untoc", "trafficking", "smuggling", "firearms")


@pytest.fixture(scope="module")
def law(full_graph: Graph) -> Law:
    return Reader(full_graph).law


def bound(who: str, instrument: str, since: date = date(2010, 1, 1)) -> Participation:
    act = f"https://w3id.org/untoc/action/{who}-{instrument}-accession"
    return Participation(
        f"{who}-{instrument}",
        instrument=instrument,
        by="accession",
        act=act,
        consented_on=since,
        in_force_from=since,
        confidence="sourced-two",
        facts=(act,),
    )


def party(who: str, *instruments: str, statements: tuple[Statement, ...] = (), state: bool = True) -> Dossier:
    return Dossier(
        "participant",
        who,
        {"AAA": "Arcadia", "BBB": "Boeotia"}[who],
        is_state=state,
        participations={instrument: bound(who, instrument) for instrument in instruments or ALL},
        statements=statements,
        related={},
        gaps=(),
    )


def said(
    who: str, subject: str, provision: str | None, value: str | None = None, **more: object
) -> Statement:
    statement = Statement(
        f"{who}-{subject}",
        participant=who,
        instrument=provision.partition("-")[0] if provision else "untoc",
        kind="notification",
        provisions=(provision,) if provision else (),
        subject=subject,
        value=value,
        languages=(),
        authorities=(),
        territories=(),
        territory=None,
        date=None,
        gist="Says so.",
        objects_to=None,
        withdrawn_by=None,
        withdrawn_on=None,
        confidence="sourced-one",
        reading="high",
        sources=("AT-UNTOC",),
    )
    return replace(statement, **more)  # type: ignore[arg-type]


def pair(law: Law, one: Dossier | None = None, other: Dossier | None = None, on: date = ON) -> Pair:
    return Pair(law, one or party("AAA"), other or party("BBB"), on)


def kinds(between: Pair, crime: str) -> list[tuple[str, str, str]]:
    found = offence_paths(between, [between.law.crimes[crime]])
    return [(path.kind, path.instrument.key, path.standing) for path in found if path.instrument.key in ALL]


def forms(between: Pair, crime: str) -> set[str]:
    found = offence_paths(between, [between.law.crimes[crime]])
    offered = forms_offered(between, tuple(between.law.forms.values()), found, ())
    return {each.form.key for each in offered}


def test_article_2b_and_3_1_b_a_serious_crime_is_possible_and_no_more(law: Law) -> None:
    assert kinds(pair(law), "wildlife") == [("serious-crime", "untoc", "possible")]
    (path,) = [
        each for each in offence_paths(pair(law), [law.crimes["wildlife"]]) if each.kind == "serious-crime"
    ]
    assert [each.key for each in path.provisions] == ["untoc-2-b", "untoc-3-1-b"]
    assert {each.condition.key for each in path.conditions} == {
        "four-years-in-each-state",
        "organized-criminal-group",
        "transnational",
    }


@pytest.mark.parametrize(
    ("crime", "article"),
    [
        ("group-participation", "untoc-5-"),
        ("money-laundering", "untoc-6-"),
        ("corruption", "untoc-8-"),
        ("obstruction-of-justice", "untoc-23-"),
    ],
)
def test_article_3_1_a_the_offences_of_5_6_8_and_23_come_first(law: Law, crime: str, article: str) -> None:
    assert kinds(pair(law), crime)[0] == ("convention-offence", "untoc", "established")
    first = offence_paths(pair(law), [law.crimes[crime]])[0]
    assert any(each.key.startswith(article) for each in first.provisions)


@pytest.mark.parametrize(
    ("crime", "protocol"),
    [
        ("human-trafficking", "trafficking"),
        ("migrant-smuggling", "smuggling"),
        ("firearms-trafficking", "firearms"),
    ],
)
def test_article_1_3_of_a_protocol_needs_both_bound_by_it(law: Law, crime: str, protocol: str) -> None:
    assert kinds(pair(law), crime)[0] == ("protocol-offence", protocol, "established")
    without = party("BBB", *(each for each in ALL if each != protocol))
    assert kinds(pair(law, other=without), crime) == [("serious-crime", "untoc", "possible")]
    first = offence_paths(pair(law), [law.crimes[crime]])[0]
    assert f"{protocol}-1-3" in {each.key for each in first.provisions}


def test_article_1_2_of_a_protocol_brings_in_the_measures_of_the_convention(law: Law) -> None:
    assert {"extradition", "mla", "confiscation", "victim-repatriation"} <= forms(
        pair(law), "human-trafficking"
    )


def test_the_measures_of_a_protocol_are_for_its_own_offences(law: Law) -> None:
    assert "victim-repatriation" not in forms(pair(law), "migrant-smuggling")
    assert "migrant-return" not in forms(pair(law), "human-trafficking")
    assert "firearms-tracing" not in forms(pair(law), "money-laundering")


def test_article_7_on_laundering_is_for_laundering(law: Law) -> None:
    assert "aml" in forms(pair(law), "money-laundering")
    assert "aml" not in forms(pair(law), "wildlife")


def test_article_38_2_the_later_day_is_the_beginning_between_two(law: Law) -> None:
    later = replace(party("BBB"), participations={"untoc": bound("BBB", "untoc", date(2024, 6, 2))})
    assert pair(law, other=later).in_force("untoc") is False
    between = pair(law, other=later, on=date(2024, 6, 2)).between("untoc")
    assert (between.in_force_between, between.since) == (True, date(2024, 6, 2))


def test_article_38_a_consent_without_a_day_is_not_known_between_its_bounds() -> None:
    undated = replace(
        bound("AAA", "untoc"),
        consented_on=None,
        in_force_from=None,
        not_before=date(2017, 1, 31),
        not_after=date(2017, 10, 19),
    )
    found = [
        (status.status, status.bound)
        for day in (date(2017, 1, 30), date(2017, 1, 31), date(2017, 10, 18), date(2017, 10, 19))
        for status in [status_on(undated, day)]
    ]
    assert found == [
        ("none", False),
        ("party-undated", None),
        ("party-undated", None),
        ("party-undated", True),
    ]


def test_article_40_a_denunciation_ends_what_bound() -> None:
    left = replace(bound("AAA", "untoc"), in_force_until=date(2020, 1, 1))
    assert status_on(left, date(2019, 12, 31)).bound is True
    assert status_on(left, date(2020, 1, 1)).bound is False


@pytest.mark.parametrize(
    ("requested", "requesting", "consequence", "provisions"),
    [
        ("accepts", None, "may rest on article 16(4)", {"untoc-16-4", "untoc-16-5-a"}),
        ("declines", "accepts", "deemed included (16(3))", {"untoc-16-3", "untoc-16-5-a", "untoc-16-5-b"}),
        ("conditional", None, "Read the notification", {"untoc-16-4", "untoc-16-5-a"}),
        ("conditional", "accepts", "which takes the Convention as legal basis, offers it", {"untoc-16-4"}),
        ("conditional", "declines", "does not offer it", {"untoc-16-4"}),
        ("unclear", None, "does not say plainly", {"untoc-16-5-a"}),
        ("not-applicable", None, "extraditable under article 16(6)", {"untoc-16-6", "untoc-16-7"}),
        (None, None, "which is not a refusal", {"untoc-16-4", "untoc-16-6"}),
    ],
)
def test_article_16_5_what_follows_from_what_each_said(
    law: Law, requested: str | None, requesting: str | None, consequence: str, provisions: set[str]
) -> None:
    def side(who: str, value: str | None) -> Dossier:
        word = said(who, "extradition-legal-basis", "untoc-16-5", value)
        return party(who, statements=(word,) if value else ())

    found = extradition(pair(law, side("AAA", requesting), side("BBB", requested)))
    assert (found.requested_16_5, found.requesting_16_5) == (
        requested or "not-notified",
        requesting or "not-notified",
    )
    assert consequence in found.consequence
    assert "{" not in found.consequence
    assert provisions <= {each.key for each in found.provisions}
    assert ("https://w3id.org/untoc/statement/BBB-extradition-legal-basis" in found.facts) is bool(requested)


@pytest.mark.parametrize(
    ("gist", "requesting", "open_question"),
    [
        ("Takes the Convention as a legal basis on reciprocity.", None, True),
        ("Takes the Convention as a legal basis on reciprocity.", "declines", False),
        ("Takes the Convention as a legal basis, but never for its own nationals.", None, False),
    ],
)
def test_article_16_5_the_terms_of_a_condition_are_named(
    law: Law, gist: str, requesting: str | None, open_question: bool
) -> None:
    on_terms = said("BBB", "extradition-legal-basis", "untoc-16-5", "conditional", gist=gist)
    word = said("AAA", "extradition-legal-basis", "untoc-16-5", requesting)
    asks = party("AAA", statements=(word,) if requesting else ())
    found = extradition(pair(law, asks, party("BBB", statements=(on_terms,)))).consequence
    assert f"What Boeotia notified, in short: {gist}" in found
    unknown = "Whether Arcadia would do the same is not notified in our sources."
    assert (unknown in found) is open_question


def test_article_16_5_what_follows_if_it_was_in_force_is_one_sentence(law: Law) -> None:
    undated = replace(
        bound("BBB", "untoc"),
        consented_on=None,
        in_force_from=None,
        not_before=ON,
        not_after=date(2030, 1, 1),
    )
    other = replace(party("BBB"), participations={"untoc": undated})
    assert "if it was: our sources have no notification" in extradition(pair(law, other=other)).consequence


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("joint-investigation", "a duty to consider"),
        ("transfer-proceedings", "a duty to consider"),
        ("information-analysis", "a duty to consider"),
        ("enforcement-foreign-sentence", "a duty to consider"),
        ("legal-person-records", "an option"),
        ("witness-relocation", "in part a duty and in part an option"),
        ("controlled-delivery", "in part a duty and in part an option"),
    ],
)
def test_articles_that_say_shall_consider_set_a_duty_to_consider(law: Law, form: str, words: str) -> None:
    between = pair(law)
    found = offence_paths(between, [law.crimes["human-trafficking"]])
    (offered,) = forms_offered(between, (law.forms[form],), found, ())
    assert offered.sentence.endswith(f" is {words}.")
    told = summary(between, law.crimes["human-trafficking"], law.forms[form], found, (offered,), None)
    short = words.replace("in part a duty and in part an option", "part duty, part option")
    assert f": {short}." in told


def test_article_16_does_not_apply_where_the_convention_binds_only_one(law: Law) -> None:
    outside = replace(party("BBB"), participations={})
    assert extradition(pair(law, other=outside)).consequence.startswith("Article 16 does not apply")


def test_article_18_13_and_14_say_whom_to_write_to_and_in_which_language(law: Law) -> None:
    ministry = Authority("authority", "BBB-1", "Ministry of Justice")
    words = (
        said("BBB", "central-authority", "untoc-18-13", authorities=(ministry,)),
        said("BBB", "mla-language", "untoc-18-14", languages=("el", "en")),
    )
    found = channels(pair(law, other=party("BBB", statements=words)))
    assert [each.name for each in found.central_authority.entries] == ["Ministry of Justice"]
    assert [each.name for each in found.languages.entries] == ["el", "en"]
    nothing = channels(pair(law))
    assert nothing.central_authority.status == "not-in-our-sources"
    assert "does not mean that there is none" in nothing.central_authority.sentence


def test_article_8_6_and_13_2_apply_only_under_their_protocols(law: Law) -> None:
    found = channels(pair(law, other=party("BBB", "untoc", "trafficking")))
    assert (found.boarding_authority.status, found.firearms_contact.status) == (
        "not-applicable",
        "not-applicable",
    )


@pytest.mark.parametrize(
    ("value", "available"), [("not-bound", False), ("arbitration-only", True), ("accepts", True)]
)
def test_article_35_3_an_opt_out_of_either_closes_the_clause(law: Law, value: str, available: bool) -> None:
    word = said("AAA", "dispute-settlement", "untoc-35-2", value, kind="reservation")
    for one, other in ((word, None), (None, word)):
        between = pair(
            law,
            party("AAA", statements=(one,) if one else ()),
            party("BBB", statements=(replace(other, participant="BBB"),) if other else ()),
        )
        assert dispute_settlement(between).available is available


def test_article_35_4_a_withdrawal_counts_from_its_day(law: Law) -> None:
    word = said(
        "AAA",
        "dispute-settlement",
        "untoc-35-2",
        "not-bound",
        withdrawn_by="AAA-withdrawal",
        withdrawn_on=date(2024, 6, 1),
    )
    one = party("AAA", statements=(word,))
    assert dispute_settlement(pair(law, one, on=date(2024, 5, 31))).available is False
    assert dispute_settlement(pair(law, one, on=date(2024, 6, 1))).available is True
    undated = party("AAA", statements=(replace(word, withdrawn_on=None),))
    assert dispute_settlement(pair(law, undated)).available is None
    assert dispute_settlement(pair(law, undated, on=law.as_of)).available is True


def test_article_35_3_a_text_that_was_not_found_may_be_an_opt_out(law: Law) -> None:
    gap = Gap("AAA-untoc", "statement", "untoc", "Text not found")
    assert dispute_settlement(pair(law, replace(party("AAA"), gaps=(gap,)))).available is None


def test_article_36_3_an_organization_is_within_its_competence(law: Law) -> None:
    union = party("BBB", state=False)
    offered = forms_offered(
        pair(law, other=union),
        tuple(law.forms.values()),
        offence_paths(pair(law, other=union), [law.crimes["money-laundering"]]),
        (),
    )
    assert offered
    assert {each.available for each in offered} == {None}
    assert not any(each.form.needs_state for each in offered)
    assert all("within the limits of its competence (2(j), 36(3))" in each.sentence for each in offered)


def test_an_objection_counts_only_to_a_statement_of_the_other(law: Law) -> None:
    reservation = said("BBB", "other", "smuggling-18", kind="reservation")
    objection = said(
        "AAA", "other", "smuggling-18", kind="objection", objects_to="BBB-other", key="AAA-objects"
    )
    elsewhere = replace(objection, key="AAA-elsewhere", objects_to="CCC-other")
    between = pair(
        law, party("AAA", statements=(objection, elsewhere)), party("BBB", statements=(reservation,))
    )
    found = {each.statement.key for each in statements_touching(between, {"smuggling-18"})}
    assert found == {"AAA-objects", "BBB-other"}


@pytest.mark.parametrize(
    ("treaty", "on", "standing"),
    [
        ("uncac", date(2024, 6, 1), "absent"),
        ("uncac", date(2026, 6, 1), "not-known"),
        ("att", date(2014, 7, 1), "not-known"),
        ("att", date(2013, 4, 1), "absent"),
    ],
)
def test_absence_from_a_list_is_a_no_only_where_it_is_complete_and_up_to_its_day(
    law: Law, treaty: str, on: date, standing: str
) -> None:
    crime = "corruption" if treaty == "uncac" else "firearms-trafficking"
    listed = RelatedStatus(f"AAA-{treaty}", treaty, "party", date(2005, 12, 14), None, "")
    one = replace(party("AAA"), related={treaty: listed})
    found = {
        path.instrument.key: path.standing
        for path in offence_paths(pair(law, one, on=on), [law.crimes[crime]])
    }
    assert found.get(treaty, "absent") == standing


def test_article_4_of_a_protocol_is_the_scope_of_its_own_offences(law: Law) -> None:
    first = offence_paths(pair(law), [law.crimes["human-trafficking"]])[0]
    assert {each.condition.key for each in first.conditions} == {
        "established-in-domestic-law",
        "scope-of-trafficking",
    }


def test_article_3a_of_the_trafficking_protocol_reaches_slavery_only_as_a_purpose(law: Law) -> None:
    first = offence_paths(pair(law), [law.crimes["slavery"]])[0]
    assert "purpose-of-exploitation" in {each.condition.key for each in first.conditions}


def test_article_6_1_of_the_smuggling_protocol_asks_for_a_benefit(law: Law) -> None:
    first = offence_paths(pair(law), [law.crimes["document-fraud"]])[0]
    assert {"benefit", "to-enable-smuggling"} <= {each.condition.key for each in first.conditions}


@pytest.mark.parametrize("in_force", [True, False])
def test_article_16_3_deems_offences_included_only_under_the_convention(law: Law, in_force: bool) -> None:
    def listed(who: str) -> dict[str, RelatedStatus]:
        treaty = "coe-extradition"
        return {treaty: RelatedStatus(f"{who}-{treaty}", treaty, "party", date(1990, 1, 1), None, "")}

    sides = [replace(party(who), related=listed(who)) for who in ("AAA", "BBB")]
    if not in_force:
        sides[1] = replace(sides[1], participations={})
    (treaty,) = extradition(pair(law, *sides)).other_treaties
    assert treaty.in_force_between is True
    assert ("(16(3))" in treaty.sentence) is in_force


def test_article_16_4_taken_away_by_a_reservation_is_said_beside_the_consequence(law: Law) -> None:
    word = said("BBB", "other", "untoc-16-4", kind="reservation", gist="Not bound by that clause.")
    found = extradition(pair(law, other=party("BBB", statements=(word,))))
    assert (
        "But see the reservation of Boeotia on article 16(4): Not bound by that clause." in found.consequence
    )
    assert "https://w3id.org/untoc/statement/BBB-other" in found.facts


def test_article_18_13_names_a_channel_and_no_limit(law: Law) -> None:
    word = said("BBB", "central-authority", "untoc-18-13")
    between = pair(law, other=party("BBB", statements=(word,)))
    assert statements_touching(between, {"untoc-18-13"}) == ()


def test_article_35_3_is_said_of_the_clause_or_of_the_article(law: Law) -> None:
    word = said("AAA", "dispute-settlement", "untoc-35", "not-bound", kind="reservation")
    assert dispute_settlement(pair(law, party("AAA", statements=(word,)))).available is False


def test_article_16_5_nothing_is_said_before_the_consent(law: Law) -> None:
    word = said("BBB", "extradition-legal-basis", "untoc-16-5", "accepts")
    later = replace(
        party("BBB", statements=(word,)), participations={"untoc": bound("BBB", "untoc", date(2025, 1, 1))}
    )
    assert extradition(pair(law, other=later)).requested_16_5 == "not-notified"


def test_article_34_of_the_statute_of_the_court_leaves_arbitration_to_organizations(law: Law) -> None:
    found = dispute_settlement(pair(law, other=party("BBB", state=False)))
    assert found.available is True
    assert all("arbitration only" in clause.sentence for clause in found.clauses)
