"""What holds of every answer, whoever asks and whatever the graph lacks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from untoc_graph.answers.cooperation import Cooperation, cooperation
from untoc_graph.answers.dossier import Dossier, Gap, Participation, RelatedStatus, Statement
from untoc_graph.answers.reading import Reader

if TYPE_CHECKING:
    from untoc_graph.answers.law import Law
    from untoc_graph.api import Graph

BEGIN, AS_OF = date(2003, 9, 29), date(2026, 11, 24)
INSTRUMENTS = ("untoc", "trafficking", "smuggling", "firearms")
DAYS = st.dates(date(2000, 12, 12), date(2027, 12, 31))
ON = st.dates(BEGIN, date(2027, 12, 31))
# Nothing is kept between runs, and a busy machine is no failure.
ALWAYS = settings(max_examples=200, deadline=None, database=None)
VALUES = ("accepts", "declines", "conditional", "unclear", "not-applicable")
ABOUT = (
    ("extradition-legal-basis", "untoc-16-5", VALUES),
    ("dispute-settlement", "untoc-35-2", ("not-bound", "arbitration-only", "accepts")),
    ("other", "smuggling-18", (None,)),
    ("other", None, (None,)),
    ("central-authority", "untoc-18-13", (None,)),
)


@pytest.fixture(scope="module")
def law(full_graph: Graph) -> Law:
    return Reader(full_graph).law


@st.composite
def participations(draw: st.DrawFn, who: str, instrument: str) -> Participation | None:
    kind = draw(st.sampled_from(("none", "signed", "dated", "undated")))
    if kind == "none":
        return None
    signed = kind == "signed" or draw(st.booleans())
    first, last = sorted((draw(DAYS), draw(DAYS)))
    consented = kind in {"dated", "undated"}
    return Participation(
        f"{who}-{instrument}",
        instrument=instrument,
        signed=signed,
        signed_on=draw(st.none() | DAYS) if signed else None,
        by="accession" if consented else None,
        act=f"https://w3id.org/untoc/action/{who}-{instrument}-accession" if consented else None,
        consented_on=first if kind == "dated" else None,
        in_force_from=first if kind == "dated" else None,
        not_before=first if kind == "undated" else None,
        not_after=last if kind == "undated" else None,
        confidence="sourced-one" if consented else "",
        facts=(f"https://w3id.org/untoc/action/{who}-{instrument}",),
    )


@st.composite
def statements(draw: st.DrawFn, who: str, number: int) -> Statement:
    subject, provision, values = draw(st.sampled_from(ABOUT))
    instrument = provision.partition("-")[0] if provision else draw(st.sampled_from(INSTRUMENTS))
    withdrawn = draw(st.booleans())
    return Statement(
        f"{who}-{number}",
        participant=who,
        instrument=instrument,
        kind=draw(st.sampled_from(("reservation", "declaration", "notification"))),
        provisions=(provision,) if provision else (),
        subject=subject,
        value=draw(st.sampled_from(values)),
        languages=(),
        authorities=(),
        territories=(),
        territory=draw(st.none() | st.just("Aruba")),
        date=draw(st.none() | DAYS),
        gist="Says so.",
        objects_to=None,
        withdrawn_by=f"{who}-{number}-withdrawal" if withdrawn else None,
        withdrawn_on=draw(st.none() | DAYS) if withdrawn else None,
        confidence="sourced-one",
        reading=draw(st.sampled_from(("high", "medium", "low"))),
        sources=("AT-UNTOC",),
    )


@st.composite
def dossiers(draw: st.DrawFn, who: str) -> Dossier:
    related = st.builds(
        lambda treaty, day, status: RelatedStatus(f"{who}-{treaty}", treaty, status, day, None, ""),
        st.sampled_from(("uncac", "1988", "att", "coe-extradition")),
        st.none() | DAYS,
        st.sampled_from(("party", "signatory")),
    )
    bound = {instrument: draw(participations(who, instrument)) for instrument in INSTRUMENTS}
    return Dossier(
        "participant",
        who,
        {"AAA": "Arcadia", "BBB": "Boeotia"}[who],
        is_state=draw(st.sampled_from((True, True, True, False))),
        participations={key: found for key, found in bound.items() if found is not None},
        statements=tuple(draw(statements(who, number)) for number in range(draw(st.integers(0, 4)))),
        related={row.related: row for row in draw(st.lists(related, max_size=4))},
        gaps=tuple(
            Gap(f"{who}-{instrument}", "statement", instrument, "Text not found")
            for instrument in draw(st.sets(st.sampled_from(INSTRUMENTS), max_size=1))
        ),
    )


CRIMES = st.sampled_from((None, "human-trafficking", "money-laundering", "migrant-smuggling", "wildlife"))
FORMS = st.sampled_from((None, "extradition", "mla", "migrant-return", "training"))
QUESTION = (dossiers("AAA"), dossiers("BBB"), CRIMES, FORMS, ON)


def answered(
    law: Law, one: Dossier, other: Dossier, crime: str | None, form: str | None, on: date
) -> Cooperation:
    if form is not None and law.forms[form].needs_state:
        assume(one.is_state and other.is_state)
    return cooperation(
        law, one, other, law.crimes[crime] if crime else None, law.forms[form] if form else None, on
    )


def bindings(answer: Cooperation) -> dict[str, bool | None]:
    return {each.instrument.key: each.in_force_between for each in answer.instruments}


@given(*QUESTION)
@ALWAYS
def test_instruments_are_in_force_both_ways_alike(
    law: Law, one: Dossier, other: Dossier, crime: str | None, form: str | None, on: date
) -> None:
    there, back = answered(law, one, other, crime, form, on), answered(law, other, one, crime, form, on)
    assert bindings(there) == bindings(back)
    assert [each.since for each in there.instruments] == [each.since for each in back.instruments]
    assert [(path.kind, path.standing, path.instrument) for path in there.paths] == [
        (path.kind, path.standing, path.instrument) for path in back.paths
    ]
    assert [(clause.instrument, clause.available) for clause in there.dispute_settlement.clauses] == [
        (clause.instrument, clause.available) for clause in back.dispute_settlement.clauses
    ]


@given(*QUESTION)
@ALWAYS
def test_each_statement_rests_on_facts_or_provisions_and_each_form_on_a_provision(
    law: Law, one: Dossier, other: Dossier, crime: str | None, form: str | None, on: date
) -> None:
    answer = answered(law, one, other, crime, form, on)
    for section, finding in answer.findings():
        assert finding.sentence.endswith("."), (section, finding.sentence)
        assert finding.facts, (section, finding.sentence)
    for offered in answer.forms:
        assert offered.provisions
        for provision in offered.provisions:
            assert bindings(answer)[provision.instrument] is not False
            if offered.available:
                assert bindings(answer)[provision.instrument] is True


@given(*QUESTION)
@ALWAYS
def test_no_instrument_is_in_force_before_the_days_of_both(
    law: Law, one: Dossier, other: Dossier, crime: str | None, form: str | None, on: date
) -> None:
    for each in answered(law, one, other, crime, form, on).instruments:
        for side in (one, other):
            participation = side.participations.get(each.instrument.key)
            if each.in_force_between:
                assert participation is not None
                since = participation.in_force_from or participation.not_after
                assert since is not None
                assert since <= on
                assert each.since is None or participation.in_force_from is None or each.since >= since


@given(*QUESTION, st.integers(1, 5000))
@ALWAYS
def test_an_earlier_day_never_adds_an_instrument_or_makes_one_certain(
    law: Law, one: Dossier, other: Dossier, crime: str | None, form: str | None, on: date, days: int
) -> None:
    earlier = on - timedelta(days=days)
    assume(earlier >= BEGIN)
    now = bindings(answered(law, one, other, crime, form, on))
    before = bindings(answered(law, one, other, crime, form, earlier))
    order = {False: 0, None: 1, True: 2}
    assert all(order[before[key]] <= order[now[key]] for key in INSTRUMENTS)


@given(*QUESTION, st.data())
@ALWAYS
def test_removing_a_fact_never_turns_not_known_into_no(
    law: Law, one: Dossier, other: Dossier, crime: str | None, form: str | None, on: date, data: st.DataObject
) -> None:
    """Save the consent itself, whose absence means not bound: its rows reconcile with the depositary."""
    full = answered(law, one, other, crime, form, on)
    less = data.draw(st.sampled_from(list(with_one_fact_less(one))))
    poorer = answered(law, less, other, crime, form, on)
    for key, known in bindings(full).items():
        assert not (known is None and bindings(poorer)[key] is False), key
    for clause, now in zip(full.dispute_settlement.clauses, poorer.dispute_settlement.clauses, strict=True):
        assert not (clause.available is None and now.available is False)
    unknown = {path.instrument.key for path in full.paths if path.standing == "not-known"}
    assert unknown <= {path.instrument.key for path in poorer.paths}
    if full.extradition is not None and poorer.extradition is not None:
        assert poorer.extradition.requesting_16_5 in {
            full.extradition.requesting_16_5,
            "not-notified",
            *(each.value for each in one.statements),
        }
        if full.extradition.requesting_16_5 == "not-notified":
            assert poorer.extradition.requesting_16_5 == "not-notified"


def with_one_fact_less(dossier: Dossier) -> list[Dossier]:
    """Return the dossier with one statement, row, gap or day less each; never without a consent.

    The day of a statement stays: one without counts as made with the consent, which is when 16(5)(a) and
    35(3) want it.
    """
    poorer = [dossier]
    poorer.extend(
        replace(dossier, statements=dossier.statements[:number] + dossier.statements[number + 1 :])
        for number in range(len(dossier.statements))
    )
    for treaty, row in dossier.related.items():
        others = {key: other for key, other in dossier.related.items() if key != treaty}
        poorer.append(replace(dossier, related={**others, treaty: replace(row, date=None)}))
        # A list of which absence means something is complete by what its source says.
        if treaty in {"att", "coe-extradition"}:
            poorer.append(replace(dossier, related=others))
    poorer.extend(
        replace(dossier, gaps=dossier.gaps[:number] + dossier.gaps[number + 1 :])
        for number in range(len(dossier.gaps))
    )
    for instrument, participation in dossier.participations.items():
        if participation.in_force_from is not None:
            dateless_consent = replace(
                participation,
                consented_on=None,
                in_force_from=None,
                not_before=BEGIN,
                not_after=AS_OF,
                confidence="existence-only",
            )
            poorer.append(
                replace(dossier, participations={**dossier.participations, instrument: dateless_consent})
            )
    return poorer
