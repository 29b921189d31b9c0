"""Answers on declarations, found a second time from the tables alone: no graph, no rules, no SPARQL."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest

INSTRUMENTS = ("untoc", "trafficking", "smuggling", "firearms")
GROUPS = {
    "african": "African States",
    "asia-pacific": "Asia-Pacific States",
    "eastern-european": "Eastern European States",
    "latin-american-and-caribbean": "Latin American and Caribbean States",
    "western-european-and-others": "Western European and other States",
    "": "No group",
}
NOT_NOTIFIED = "not notified in our sources"


def key_of(reference):
    """Return the key of a provision: untoc:16(5) is untoc-16-5."""
    instrument, _, number = reference.partition(":")
    return "-".join([instrument, *re.findall(r"\w+", number)])


def provisions_of(statement):
    return [key_of(reference) for reference in statement["provisions"].split(";") if reference]


class World:
    """What the tables say."""

    def __init__(self, asked, tables):
        self.asked, self.name = asked, tables.names
        self.statements = tables["statements"]
        self.gaps = [row for row in tables["gaps"] if row["participant"]]
        self.group = {row["participant"]: GROUPS[row["regional_group"]] for row in tables["participants"]}
        self.heading = {row["provision"]: row["heading"] for row in tables["articles"]}
        self.parties = {
            (row["participant"], row["instrument"]) for row in tables["actions"] if row["kind"] != "signature"
        }
        self.authorities = defaultdict(list)
        for row in tables["authorities"]:
            self.authorities[row["statement"]].append(row["name"])
        self.withdrawn_by = {row["withdraws"]: row for row in self.statements if row["withdraws"]}

    def missing(self, participant, instrument, kinds=("objection", "statement")):
        return [
            row["missing"]
            for row in self.gaps
            if (row["participant"], row["instrument"]) == (participant, instrument) and row["kind"] in kinds
        ]


@pytest.fixture(params=["small", "full"])
def world(request):
    return World(request.getfixturevalue(request.param), request.getfixturevalue(f"{request.param}_tables"))


def test_each_party_has_said_something_under_16_5_or_is_not_notified(world):
    expected = []
    for participant, name in sorted(world.name.items(), key=lambda item: item[1]):
        if (participant, "untoc") not in world.parties:
            continue
        said = [
            row
            for row in world.statements
            if row["participant"] == participant and row["subject"] == "extradition-legal-basis"
        ]
        for row in sorted(said, key=lambda row: (row["territory"], row["statement"])):
            assert provisions_of(row) == ["untoc-16-5"]
            expected.append(
                (
                    participant,
                    name,
                    row["territory"],
                    row["value"],
                    row["reading"].capitalize(),
                    row["date"],
                    row["gist"],
                    " ".join(sorted(row["source"].split(";"))),
                    row["statement"],
                )
            )
        if not said:
            expected.append((participant, name, "", NOT_NOTIFIED, "", "", "", "", ""))
    columns = "participant name territory answer reading date gist sources statement"
    assert world.asked.columns("extradition-basis", columns) == expected


def named(world, participant, provision, subject):
    """Return what a participant said under a provision: territory, authority or language, and the rest."""
    rows = []
    for row in world.statements:
        if (row["participant"], row["subject"]) != (participant, subject) or row["kind"] == "withdrawal":
            continue
        if provision not in provisions_of(row) or row["statement"] in world.withdrawn_by:
            continue
        listed = world.authorities[row["statement"]] + [tag for tag in row["languages"].split(";") if tag]
        rows += [
            (row["territory"], says, row["reading"].capitalize(), row["date"], row["statement"])
            for says in listed or [""]
        ]
    return sorted(rows, key=lambda row: (row[0], row[4], row[1])) or [("", NOT_NOTIFIED, "", "", "")]


@pytest.mark.parametrize("participant", ["CHN", "NLD", "IRL", "LTU", "UGA", "IRN"])
def test_authority_and_languages_for_legal_assistance(world, participant):
    expected = [
        (provision, *row)
        for provision, subject in [("untoc-18-13", "central-authority"), ("untoc-18-14", "mla-language")]
        for row in named(world, participant, provision, subject)
    ]
    columns = "provision territory says reading date statement"
    assert world.asked.columns("central-authority", columns, participant=participant) == expected


def test_contacts_at_sea_and_on_firearms(world):
    asked = ["NLD", "TUR", "USA", "CHE", "COG"]
    expected = []
    for participant in sorted(asked, key=world.name.get):
        for provision, subject in [
            ("firearms-13-2", "firearms-contact-point"),
            ("smuggling-8-6", "boarding-authority"),
        ]:
            for row in named(world, participant, provision, subject):
                bound = (participant, provision.partition("-")[0]) in world.parties
                outside = row[1] == NOT_NOTIFIED and not bound
                expected.append(
                    (participant, provision, "", "not a party", "", "", "")
                    if outside
                    else (participant, provision, *row)
                )
    columns = "participant provision territory says reading date statement"
    assert world.asked.columns("boarding-and-firearms-contacts", columns, participant=asked) == expected


@pytest.mark.parametrize(
    "provision", ["untoc-16", "untoc-16-5", "untoc-15-1-b", "untoc-35-2", "smuggling-18", "firearms-10-2-b"]
)
def test_statements_that_touch_a_provision_lie_on_its_line(world, provision):
    asked = ["AFG", "CHE", "GRC", "IRN", "ITA", "LTU", "MMR", "USA"]
    line = provision.split("-")
    expected = []
    for participant in sorted(asked, key=world.name.get):
        found = []
        for row in world.statements:
            if row["participant"] != participant or row["kind"] == "withdrawal":
                continue
            standing = "withdrawn" if row["statement"] in world.withdrawn_by else "standing"
            rest = (row["kind"].replace("-", " ").capitalize(), standing, row["date"])
            rest += (row["objects_to"], row["instrument"], row["statement"])
            for touched in provisions_of(row):
                parts = touched.split("-")
                if parts == line:
                    found.append(("the provision itself", touched, *rest))
                elif parts[: len(line)] == line:
                    found.append(("a part of it", touched, *rest))
                elif line[: len(parts)] == parts:
                    found.append(("the larger provision", touched, *rest))
            if (
                not row["provisions"]
                and row["kind"] in ("reservation", "declaration")
                and row["instrument"] == line[0]
            ):
                found.append(("no provision named", "", *rest))
        found.sort(key=lambda row: (row[1], row[4], row[7]))
        gap = next(iter(world.missing(participant, line[0])), "")
        expected += [(participant, *row, gap) for row in found or [("none in our sources", *[""] * 7)]]
    columns = "participant touches touched kind standing date objectsTo under statement gap"
    values = {"participant": asked, "provision": provision}
    assert world.asked.columns("statements-touching-provision", columns, **values) == expected


PAIRS = [
    ("LTU", "USA"),
    ("EU", "PSE"),
    ("ITA", "NLD"),
    ("LTU", "ITA"),
    ("CHN", "IRN"),
    ("EU", "AUT"),
    ("USA", "EU"),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_the_dispute_clause_needs_two_that_are_bound_and_no_opt_out_that_stands(world, one, other):
    clauses = {"untoc": "untoc-35-2", "trafficking": "trafficking-15-2"}
    clauses |= {"smuggling": "smuggling-20-2", "firearms": "firearms-16-2"}

    def side(participant, instrument):
        if (participant, instrument) not in world.parties:
            return "not a party"
        for row in world.statements:
            if (row["participant"], row["instrument"]) != (participant, instrument):
                continue
            if row["subject"] == "dispute-settlement" and row["value"]:
                if row["statement"] in world.withdrawn_by:
                    return "opted out, withdrawn"
                return {"not-bound": "opted out", "arbitration-only": "arbitration only"}.get(
                    row["value"], "accepts"
                )
        missing = world.missing(participant, instrument, kinds=("statement",))
        return f"not known: {missing[0]}" if missing else "no opt-out in our sources"

    expected = []
    for instrument, clause in clauses.items():
        sides = side(one, instrument), side(other, instrument)
        if {"not a party", "opted out"} & set(sides):
            available = "no"
        elif any(said.startswith("not known") for said in sides):
            available = "not known"
        else:
            available = "arbitration only" if "arbitration only" in sides else "yes"
        because = f"{world.name[one]}: {sides[0]}; {world.name[other]}: {sides[1]}"
        expected.append((instrument, clause, available, because))
    columns = "instrument clause available because"
    assert world.asked.columns("dispute-clause-between", columns, one=one, other=other) == expected


@pytest.mark.parametrize("participant", ["AFG", "EU", "IRN", "ITA", "PSE"])
def test_objections_and_what_is_known_to_be_missing(world, participant):
    owner = {row["statement"]: row["participant"] for row in world.statements}
    expected = [("", "", "", "", row["missing"]) for row in world.gaps if row["participant"] == participant]
    expected += sorted(
        (row["objects_to"], row["participant"], row["date"], row["statement"], "")
        for row in world.statements
        if row["objects_to"] and owner[row["objects_to"]] == participant
    )
    columns = "statement objector date objection gap"
    found = world.asked.columns("objections-to", columns, participant=participant)
    assert sorted(found) == sorted(expected)
    assert found == sorted(found, key=lambda row: (row[0], row[2], world.name.get(row[1], "")))


def test_those_who_never_notified_have_no_row_under_the_five_provisions(world):
    asked = {"untoc-5-3", "untoc-16-5", "untoc-18-13", "untoc-18-14", "untoc-31-6"}
    said = {row["participant"] for row in world.statements if asked & set(provisions_of(row))}
    silent = [who for who in world.name if (who, "untoc") in world.parties and who not in said]
    silent.sort(key=lambda who: (world.group[who], world.name[who]))
    expected = [(world.group[who], who, world.name[who], NOT_NOTIFIED) for who in silent]
    assert world.asked.columns("never-notified", "group participant name answer") == expected


def test_withdrawn_is_what_a_withdrawal_names(world):
    expected = []
    for instrument in INSTRUMENTS:
        rows = [
            (world.name[row["participant"]], row["statement"], row)
            for row in world.statements
            if row["instrument"] == instrument
            and row["statement"] in world.withdrawn_by
            and world.withdrawn_by[row["statement"]]["kind"] == "withdrawal"
        ]
        for name, statement, row in sorted(rows, key=lambda found: found[:2]):
            by = world.withdrawn_by[statement]
            kind = row["kind"].capitalize()
            expected.append((instrument, name, kind, row["date"], by["date"], statement, by["statement"]))
    columns = "instrument name kind made withdrawn statement withdrawal"
    assert world.asked.columns("withdrawn-reservations", columns) == expected


def test_reservations_are_counted_once_under_each_article(world):
    counted = defaultdict(Counter)
    for row in world.statements:
        if row["kind"] == "reservation":
            standing = "withdrawn" if row["statement"] in world.withdrawn_by else "standing"
            for article in {"-".join(part.split("-")[:2]) for part in provisions_of(row)} or {""}:
                counted[row["instrument"], article, world.group[row["participant"]]][standing] += 1
    expected = [
        (
            instrument,
            article,
            world.heading.get(article, ""),
            group,
            str(counts["standing"]),
            str(counts["withdrawn"]),
        )
        for (instrument, article, group), counts in sorted(
            counted.items(), key=lambda found: (INSTRUMENTS.index(found[0][0]), found[0][1:])
        )
    ]
    columns = "instrument article heading group standing withdrawn"
    assert world.asked.columns("reservations-by-provision-and-region", columns) == expected
