"""`docs/law.md` says what data and code do: its tables of data equal the data, the rows of others are run."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SKOS

from untoc_graph.answers.disputes import dispute_settlement
from untoc_graph.answers.dossier import Dossier, Gap, Participation, RelatedStatus, Statement
from untoc_graph.answers.extradition import extradition
from untoc_graph.answers.findings import OffencePath
from untoc_graph.answers.forms import forms_offered
from untoc_graph.answers.law import Form
from untoc_graph.answers.pair import Pair
from untoc_graph.answers.reading import Reader
from untoc_graph.answers.related import bound_by
from untoc_graph.answers.standing import standing_on
from untoc_graph.answers.status import status_on
from untoc_graph.namespaces import UNTOC

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import URIRef

    from untoc_graph import Graph as Release
    from untoc_graph.answers.law import Law

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "law.md").read_text(encoding="utf-8")
TRUTH = {"yes": True, "no": False, "not known": None}
ON = date(2024, 6, 1)
NAMES = {
    "trafficking": "Trafficking Protocol ",
    "smuggling": "Smuggling Protocol ",
    "firearms": "Firearms Protocol ",
}
POSITIONS = ("accepts", "declines", "conditional", "unclear", "not-applicable", "not-notified")


def table(*header: str) -> list[tuple[str, ...]]:
    """Return the rows of the one table of the page with this header."""
    head = f"| {' | '.join(header)} |\n|{'---|' * len(header)}\n"
    assert PAGE.count(head) == 1, header
    rows = PAGE.split(head)[1].split("\n\n")[0].strip().split("\n")
    cells = [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows]
    assert all(len(row) == len(header) for row in cells), header
    assert len(set(cells)) == len(cells), "a row stands twice"
    return cells


def keys(text: str) -> set[str]:
    return set(re.findall(r"`([a-z0-9-]+)`", text))


def key(node: object) -> str:
    return str(node).rpartition("/")[2]


def cited(provision: str) -> str:
    """Return how the page cites a provision: `Trafficking Protocol 1(3)`."""
    instrument, article, *parts = provision.split("-")
    return f"{NAMES.get(instrument, '')}{article}{''.join(f'({part})' for part in parts)}"


def day(text: str) -> date | None:
    return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None


@pytest.fixture(scope="module")
def schemes() -> Graph:
    graph = Graph()
    for name in ("law", "cooperation-forms"):
        graph.parse(ROOT / "ontology" / "schemes" / f"{name}.ttl")
    return graph


@pytest.fixture(scope="module")
def law(full_graph: Release) -> Law:
    return Reader(full_graph).law


def provisions_of(graph: Graph, node: URIRef) -> set[str]:
    return {cited(key(provision)) for provision in graph.objects(node, UNTOC.legalBasis)}


def listed(text: str) -> set[str]:
    return set() if text == "-" else set(text.split(", "))


def participation(instrument: str, **known: object) -> Participation:
    """Return a participation in which nothing happened but what is given."""
    return Participation(f"AAA-{instrument}", instrument, **known)


def bound(*instruments: str) -> dict[str, Participation]:
    """Return participations that bind since 2010."""
    return {each: participation(each, by="accession", in_force_from=date(2010, 1, 1)) for each in instruments}


def side(name: str, **known: object) -> Dossier:
    """Return a state of which only what is given is known."""
    nothing = Dossier("participant", name, name, True, {}, (), {}, ())
    return replace(nothing, **known)


def statement(maker: str, subject: str, value: str | None, provision: str) -> Statement:
    """Return a declaration that stands."""
    return Statement(
        f"{maker}-{subject}",
        participant=maker,
        instrument=provision.partition("-")[0],
        kind="declaration",
        provisions=(provision,),
        subject=subject,
        value=value,
        languages=(),
        authorities=(),
        territories=(),
        territory=None,
        date=date(2010, 1, 1),
        gist="It says so.",
        objects_to=None,
        withdrawn_by=None,
        withdrawn_on=None,
        confidence="sourced-one",
        reading="high",
        sources=(),
    )


def test_conditions_by_path_and_form_are_those_of_the_data(schemes: Graph) -> None:
    told = {
        (of, condition)
        for name, conditions in table("path or form", "conditions")
        for of in keys(name)
        for condition in keys(conditions)
    }
    held = {(key(of), key(condition)) for condition, of in schemes.subject_objects(UNTOC.conditionOf)}
    assert told == held


def test_conditions_rest_on_the_provisions_and_say_the_words_of_the_data(schemes: Graph) -> None:
    told = {
        (*keys(name), frozenset(listed(provisions)), sentence)
        for name, provisions, sentence in table("condition", "provisions", "what must be shown")
    }
    held = {
        (
            key(condition),
            frozenset(provisions_of(schemes, condition)),
            str(schemes.value(condition, SKOS.definition)),
        )
        for condition in schemes.subjects(RDF.type, UNTOC.Condition)
    }
    assert told == held


CONSEQUENCES = ("requested", "requesting", "consequence", "provisions", "what follows")


def test_consequences_are_those_of_the_data(schemes: Graph) -> None:
    told = {
        (requested, requesting, *keys(name), frozenset(listed(provisions)), sentence)
        for requested, requesting, name, provisions, sentence in table(*CONSEQUENCES)
    }
    held = {
        (
            key(schemes.value(node, UNTOC.requestedSays)),
            key(schemes.value(node, UNTOC.requestingSays) or "/anything"),
            key(node),
            frozenset(provisions_of(schemes, node)),
            str(schemes.value(node, SKOS.definition)),
        )
        for node in schemes.subjects(RDF.type, UNTOC.Consequence)
    }
    assert told == held


@pytest.mark.parametrize("requesting", POSITIONS)
@pytest.mark.parametrize("requested", POSITIONS)
def test_article_16_5_gives_the_consequence_of_the_table(law: Law, requested: str, requesting: str) -> None:
    rows = {(one, other): row for one, other, *row in table(*CONSEQUENCES)}
    name, provisions, sentence = rows.get((requested, requesting)) or rows[requested, "anything"]

    def says(maker: str, value: str) -> Dossier:
        said = statement(maker, "extradition-legal-basis", value, "untoc-16-5-a")
        return side(
            maker,
            participations=bound("untoc"),
            statements=() if value == "not-notified" else (said,),
        )

    found = extradition(Pair(law, says("AAA", requesting), says("BBB", requested), ON))
    assert {fact for fact in found.facts if "/consequence/" in fact} == {
        f"https://w3id.org/untoc/consequence/{each}" for each in keys(name)
    }
    assert {cited(each.key) for each in found.provisions} == listed(provisions)
    follows = sentence.format(requested="BBB", requesting="AAA")
    # The terms of a condition are known only in words, which stand behind.
    terms = " What BBB notified, in short: " if requested == "conditional" else ""
    assert found.consequence.startswith(f"{follows}{terms}")
    assert terms or found.consequence == follows


STATUSES = table(
    "rule",
    "signed",
    "consent",
    "bound from",
    "earliest",
    "latest",
    "bound until",
    "asked on",
    "status",
    "bound",
)


@pytest.mark.parametrize("row", STATUSES, ids=lambda row: row[0])
def test_status_on_a_day_is_that_of_the_table(row: tuple[str, ...]) -> None:
    _, signed, consent, start, earliest, latest, until, on, status, expected = row
    known = participation(
        "untoc",
        signed=signed != "no",
        signed_on=day(signed),
        by=None if consent == "no" else consent,
        in_force_from=day(start),
        not_before=day(earliest),
        not_after=day(latest),
        in_force_until=day(until),
    )
    found = status_on(known, date.fromisoformat(on))
    assert (found.status, found.bound) == (status, TRUTH[expected])
    assert found.by == (consent if status.startswith("party") else None)
    if signed == consent == "no":
        assert status_on(None, date.fromisoformat(on)).status == status


FORMS = table("path", "of", "provisions that count", "form is")


@pytest.mark.parametrize("row", FORMS, ids=lambda row: row[0] + "-" + row[1])
def test_a_form_counts_by_the_provisions_of_the_table(law: Law, row: tuple[str, ...]) -> None:
    path, of, provisions, verdict = row
    kind, _, doubt = path.partition(", ")
    every = {each: law.instruments[each].entry_provision for each in law.instruments}
    form = Form(
        "cooperation",
        "anything",
        "Anything",
        provisions=tuple(every.values()),
        obligation="optional",
        requires=(),
        wider=("anything",),
        confined_to=None,
        needs_state=True,
    )
    pair = Pair(law, *(side(name, participations=bound(*every)) for name in ("AAA", "BBB")), ON)
    given = OffencePath(
        sentence="",
        provisions=(),
        facts=(),
        kind=kind,
        standing="not-known" if doubt else "established",
        instrument=law.instruments[of] if of in every else law.related[of],
        crimes=(),
        since=None,
        conditions=(),
    )
    offered = forms_offered(pair, [form], [given], [])
    counted = {each.instrument for found in offered for each in found.provisions}
    assert counted == (set() if provisions == "none" else set(provisions.split(", ")))
    told = {True: "open", None: "not known to be open"}
    assert [told[found.available] for found in offered] == ([] if verdict == "not listed" else [verdict])


def test_the_table_of_forms_has_every_path() -> None:
    kinds = {row[0].partition(",")[0] for row in FORMS}
    assert kinds == {"convention-offence", "protocol-offence", "serious-crime", "related-instrument"}


DISPUTES = table("in force between the two", "one said", "the other said", "clause")


def on_the_clause(maker: str, said: str, instrument: str, clause: str) -> dict[str, object]:
    """Return what a dossier holds of a participant that said this on the dispute clause."""
    if said == "nothing":
        return {}
    if said == "gap":
        return {"gaps": (Gap("AAA", "statement", instrument, "Its text"),)}
    word, *withdrawn = said.split(", ")
    value = {"opted out": "not-bound", "arbitration only": "arbitration-only", "accepts": "accepts"}[word]
    made = statement(maker, "dispute-settlement", value, clause)
    for each in withdrawn:
        on = {
            "withdrawn by the day": ON,
            "withdrawn later": ON + timedelta(days=1),
            "withdrawn on a day that no source gives": None,
        }[each]
        made = replace(made, withdrawn_by="withdrawal", withdrawn_on=on)
    return {"statements": (made,)}


@pytest.mark.parametrize("instrument", ["untoc", "trafficking", "smuggling", "firearms"])
@pytest.mark.parametrize("row", DISPUTES, ids=" / ".join)
def test_the_dispute_clause_is_open_as_in_the_table(law: Law, row: tuple[str, ...], instrument: str) -> None:
    in_force, one, other, clause = row
    provision = law.instruments[instrument].dispute_clause
    status = {
        "yes": bound("untoc", instrument),
        "no": {},
        "not known": {instrument: participation(instrument, by="accession")},
    }[in_force]
    for first, second in ((one, other), (other, one)):
        sides = (
            side("AAA", participations=status, **on_the_clause("AAA", first, instrument, provision)),
            side(
                "BBB",
                participations=bound("untoc", instrument),
                **on_the_clause("BBB", second, instrument, provision),
            ),
        )
        (found,) = (
            each
            for each in dispute_settlement(Pair(law, *sides, ON)).clauses
            if each.instrument.key == instrument
        )
        verdict = {True: "open", False: "not open", None: "not known"}[found.available]
        if " is open for arbitration only: " in found.sentence:
            verdict = "open for arbitration only"
        assert verdict == clause, found.sentence


STANDINGS = table("made", "withdrawn", "asked on", "standing")


@pytest.mark.parametrize("row", STANDINGS, ids=" / ".join)
def test_a_statement_stands_as_in_the_table(row: tuple[str, ...]) -> None:
    made, withdrawn, asked, expected = row
    as_of = date(2026, 11, 24)
    on = {"the data": as_of, "the day before the data": as_of - timedelta(days=1)}.get(asked) or day(asked)
    said = replace(
        statement("AAA", "other", None, "untoc-35-2"),
        date=day(made),
        withdrawn_by=None if withdrawn == "no" else "withdrawal",
        withdrawn_on=day(withdrawn),
    )
    assert on is not None
    assert (standing_on(said, on, as_of) or "not made yet") == expected


LISTS = table(
    "listed as", "consented on", "list complete", "save this participant", "list of", "asked on", "bound"
)


@pytest.mark.parametrize("row", LISTS, ids=" / ".join)
def test_another_treaty_binds_as_in_the_table(law: Law, row: tuple[str, ...]) -> None:
    status, since, complete, saved, as_of, on, expected = row
    treaty = replace(
        next(iter(law.related.values())),
        absence=complete,
        unknown_for=("AAA",) if saved == "yes" else (),
        as_of="" if as_of == "-" else as_of,
    )
    row_of_list = RelatedStatus("AAA-x", treaty.key, status, day(since), None, "")
    asked = side("AAA", related={} if status == "nothing" else {treaty.key: row_of_list})
    assert bound_by(treaty, asked, date.fromisoformat(on)) is TRUTH[expected]


def test_forms_that_need_a_state_are_those_of_the_data(schemes: Graph) -> None:
    def paragraph(begin: str) -> set[str]:
        assert PAGE.count(begin) == 1
        return keys(PAGE.split(begin)[1].split("\n\n")[1])

    def forms(*, needing: bool) -> Iterator[str]:
        for form in schemes.subjects(RDF.type, UNTOC.CooperationForm):
            if bool(schemes.value(form, UNTOC.needsState)) is needing:
                yield key(form)

    assert paragraph("Forms that only a state can give,") == set(forms(needing=True))
    assert paragraph("Forms that an organization may give too:") == set(forms(needing=False))


def test_the_page_cites_provisions_that_exist(law: Law) -> None:
    citations = {cited(provision) for provision in law.provisions}
    told = {
        citation
        for header in (("condition", "provisions", "what must be shown"), CONSEQUENCES)
        for row in table(*header)
        for citation in listed(row[header.index("provisions")])
    }
    running = set(re.findall(r"(?:(?:Trafficking|Smuggling|Firearms) Protocol )?\d+(?:\(\w+\))+", PAGE))
    assert told | running <= citations
    assert len(running) > 20
