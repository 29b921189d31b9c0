"""Answers on status, found a second time from the tables alone: no graph, no rules, no SPARQL."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest

DATASET = (Path(__file__).parents[2] / "ontology" / "dataset.ttl").read_text(encoding="utf-8")
TODAY = date.fromisoformat(re.search(r'untoc:asOf "([0-9-]+)"', DATASET)[1])

# In the order of their general entry into force: articles 38, 17, 22 and 18.
GENERAL = {
    "untoc": date(2003, 9, 29),
    "trafficking": date(2003, 12, 25),
    "smuggling": date(2004, 1, 28),
    "firearms": date(2005, 7, 3),
}
PROTOCOLS = ("trafficking", "smuggling", "firearms")
GROUPS = {
    "african": "African States",
    "asia-pacific": "Asia-Pacific States",
    "eastern-european": "Eastern European States",
    "latin-american-and-caribbean": "Latin American and Caribbean States",
    "western-european-and-others": "Western European and other States",
    "": "No group",
}
CONFIDENCE = {
    "sourced-two": "Two sources or more",
    "sourced-one": "One source",
    "existence-only": "Existence only",
    "disputed": "Disputed",
}


def day(text):
    return date.fromisoformat(text) if text else None


def text_of(value):
    return "" if value is None else str(value)


class Joined(NamedTuple):
    """A consent, and from when it binds: since, or a day from `first` to `last`."""

    row: dict
    since: date | None
    first: date | None
    last: date | None

    def bound(self, on):
        if self.since:
            return "yes" if self.since <= on else "no"
        return "yes" if self.last <= on else "not known" if self.first <= on else "no"


class World:
    """What the tables say, keyed by participant and instrument."""

    def __init__(self, asked, tables):
        self.asked, self.tables, self.name = asked, tables, tables.names
        self.participants = {row["participant"]: row for row in tables["participants"]}
        self.signed, self.consent = {}, {}
        self.listed = {
            (row["participant"], row["instrument"]): (day(row["as_of"]),) for row in tables["gazette"]
        }
        for row in tables["actions"]:
            key = row["participant"], row["instrument"]
            if row["kind"] == "signature":
                self.signed[key] = day(row["date"])
            else:
                self.consent[key] = self.joined(row)

    def joined(self, row):
        def thirtieth(text):
            return max(day(text) + timedelta(days=30), GENERAL[row["instrument"]])

        if row["effective"]:
            return Joined(row, day(row["effective"]), None, None)
        if row["date"]:
            return Joined(row, thirtieth(row["date"]), None, None)
        # Whom the list of parties names is bound by its day.
        last = min(
            (thirtieth(row["not_after"]), *self.listed.get((row["participant"], row["instrument"]), ()))
        )
        return Joined(row, None, thirtieth(row["not_before"]), last)

    def party(self, participant, instrument):
        return (participant, instrument) in self.consent

    def group(self, participant):
        return GROUPS[self.participants[participant]["regional_group"]]

    def outside(self, instrument):
        """Return what the questions say of a participant that an instrument does not bind."""

        def said(participant):
            signed = self.signed.get((participant, instrument))
            return ("signed only" if signed else "neither signed nor party", text_of(signed))

        return said


@pytest.fixture(params=["small", "full"])
def world(request):
    return World(request.getfixturevalue(request.param), request.getfixturevalue(f"{request.param}_tables"))


def test_counts_of_parties_are_those_of_the_consents(world):
    expected = []
    for instrument in GENERAL:
        consents = [found for (_, which), found in world.consent.items() if which == instrument]
        signers = [who for who, which in world.signed if which == instrument]
        undated = sum(found.since is None for found in consents)
        only = sum(not world.party(who, instrument) for who in signers)
        expected.append((instrument, str(len(consents)), str(undated), str(len(signers)), str(only)))
    expected.sort(key=lambda row: (-int(row[1]), row[0]))
    columns = "instrument parties undated signatures signedOnly"
    assert world.asked.columns("party-counts", columns) == expected


@pytest.mark.parametrize("instrument", GENERAL)
def test_the_bound_are_those_who_consented_from_the_thirtieth_day_or_the_general_date(world, instrument):
    consents = [found for (_, which), found in world.consent.items() if which == instrument]
    consents.sort(key=lambda found: (found.since or found.first, world.name[found.row["participant"]]))
    expected = [
        (
            row["participant"],
            world.name[row["participant"]],
            text_of(since),
            text_of(first),
            text_of(last),
            row["kind"].capitalize(),
            row["date"],
            CONFIDENCE[row["confidence"]],
            row["action"],
        )
        for row, since, first, last in consents
    ]
    columns = "participant name since notBefore notAfter by deposited confidence act"
    assert world.asked.columns("bound-today", columns, instrument=instrument) == expected


DAYS = ("2003-09-28", "2003-09-29", "2006-06-03", "2017-06-01", "2022-01-01", "2024-05-26", "2026-11-24")
ASKED = ("AFG", "EU", "FJI", "IRN", "ITA", "LKA", "MNE", "PSE", "SOM", "UGA")


@pytest.mark.parametrize("participant", ASKED)
def test_bound_on_a_day_is_yes_no_or_not_known(world, participant):
    for on in DAYS:
        expected = []
        for instrument in GENERAL:
            found = world.consent.get((participant, instrument))
            if not found:
                expected.append((instrument, "no", "", "", "", "", ""))
                continue
            row = found.row
            sources = {key for key in f"{row['source']};{row['corroborated_by']}".split(";") if key}
            expected.append(
                (
                    instrument,
                    found.bound(day(on)),
                    text_of(found.since),
                    text_of(found.first),
                    text_of(found.last),
                    " ".join(sorted(sources)),
                    row["action"],
                )
            )
        columns = "instrument bound since notBefore notAfter sources act"
        assert world.asked.columns("bound-on-date", columns, participant=participant, on=on) == expected, on


def test_what_other_sources_say_of_an_act_stands_beside_it(world):
    said = {}
    for row in world.tables["conflicts"]:
        text = f"{row['date']}: {row['note']}" if row["date"] else row["note"]
        said[row["action"]] = text
    assert len(said) == len(world.tables["conflicts"])
    acts = {found.row["action"]: found.row["participant"] for found in world.consent.values()}
    for participant in sorted({acts[action] for action in said}):
        rows = world.asked.columns("bound-on-date", "act confidence conflict", participant=participant)
        for action, confidence, conflict in rows:
            assert conflict == said.get(action, "")
            assert confidence != "Disputed" or conflict


def test_an_unbound_day_says_why(world):
    def because(participant, on):
        return [
            row[0] for row in world.asked.columns("bound-on-date", "because", participant=participant, on=on)
        ]

    undated, none = "day of consent not sourced", "no consent recorded"
    assert because("UGA", "2022-01-01") == ["in force", undated, undated, "in force"]
    assert because("UGA", "2024-05-26")[1:3] == ["in force by then at the latest"] * 2
    assert because("UGA", "2019-01-01")[1:3] == ["not yet in force"] * 2
    assert because("IRN", "2024-01-01") == ["signed only", none, none, none]
    assert because("IRN", "2000-12-11")[0] == none


@pytest.mark.parametrize("participant", ASKED)
def test_entry_into_force_comes_with_status_act_and_article(world, participant):
    articles = {"untoc": "untoc-38", "trafficking": "trafficking-17"}
    articles |= {"smuggling": "smuggling-22", "firearms": "firearms-18"}
    expected = []
    for instrument, article in articles.items():
        signed = text_of(world.signed.get((participant, instrument)))
        found = world.consent.get((participant, instrument))
        if not found:
            status = "Signatory" if signed else "Neither signed nor party"
            expected.append((instrument, status, "", "", "", "", "", signed, article, ""))
            continue
        row, since, first, last = found
        expected.append(
            (
                instrument,
                "Party" if since else "Party without a sourced date",
                *map(text_of, (since, first, last)),
                row["kind"].capitalize(),
                row["date"],
                signed,
                article,
                row["action"],
            )
        )
    columns = "instrument status since notBefore notAfter by deposited signed provision act"
    assert world.asked.columns("entry-into-force", columns, participant=participant) == expected


@pytest.mark.parametrize("on", DAYS)
def test_counts_by_group_tell_the_certain_from_the_possible(world, on):
    counted = {}
    for (participant, instrument), found in world.consent.items():
        counts = counted.setdefault((instrument, world.group(participant)), Counter())
        counts[found.bound(day(on))] += 1
    expected = [
        (instrument, group, str(counts["yes"]), str(counts["not known"]))
        for (instrument, group), counts in sorted(
            counted.items(), key=lambda item: (list(GENERAL).index(item[0][0]), item[0][1])
        )
    ]
    assert world.asked.columns("party-counts-by-group", "instrument group bound notKnown", on=on) == expected


def test_those_who_only_signed_come_with_whole_years(world):
    expected = []
    for instrument in GENERAL:
        only = [
            (signed, world.name[participant], participant)
            for (participant, which), signed in world.signed.items()
            if which == instrument and not world.party(participant, instrument)
        ]
        for signed, name, participant in sorted(only):
            years = TODAY.year - signed.year - ((TODAY.month, TODAY.day) < (signed.month, signed.day))
            expected.append((instrument, participant, name, str(signed), str(years)))
    columns = "instrument participant name signed years"
    assert world.asked.columns("signed-never-ratified", columns) == expected


def test_parties_outside_a_protocol(world):
    expected = [
        (protocol, participant, name, *world.outside(protocol)(participant))
        for protocol in PROTOCOLS
        for participant, name in sorted(world.name.items(), key=lambda item: item[1])
        if world.party(participant, "untoc") and not world.party(participant, protocol)
    ]
    columns = "protocol participant name standing signed"
    assert world.asked.columns("parties-outside-protocols", columns) == expected


@pytest.mark.parametrize("year", [2000, 2006, 2015, 2017, 2023])
def test_joined_in_a_year_is_by_deposit(world, year):
    expected = []
    for (participant, instrument), found in world.consent.items():
        row = found.row
        first, last = day(row["date"] or row["not_before"]), day(row["date"] or row["not_after"])
        if first.year <= year <= last.year:
            joined = "yes" if first.year == last.year else "not known"
            expected.append((list(GENERAL).index(instrument), joined, first, world.name[participant], row))
    expected.sort(key=lambda found: (found[0], found[1] != "yes", found[2], found[3]))
    columns = "instrument participant joined by deposited notBefore notAfter act"
    assert world.asked.columns("joined-in-year", columns, year=year) == [
        (
            row["instrument"],
            row["participant"],
            joined,
            row["kind"].capitalize(),
            row["date"],
            row["not_before"],
            row["not_after"],
            row["action"],
        )
        for _, joined, _, _, row in expected
    ]


def test_the_series_adds_up(world):
    rows = world.asked.columns("accession-series", "instrument year joined perhaps total")
    expected = []
    for instrument in GENERAL:
        spans = [
            (day(row["date"] or row["not_before"]).year, day(row["date"] or row["not_after"]).year)
            for (_, which), (row, *_) in world.consent.items()
            if which == instrument
        ]
        for year in range(2000, TODAY.year + 1):
            joined = sum(first == last == year for first, last in spans)
            perhaps = sum(first < last and first <= year <= last for first, last in spans)
            total = sum(last <= year for _, last in spans)
            expected.append((instrument, str(year), str(joined), str(perhaps), str(total)))
    assert rows == expected


def test_members_of_the_united_nations_outside(world):
    for instrument in GENERAL:
        expected = [
            (participant, name, *world.outside(instrument)(participant))
            for participant, name in sorted(world.name.items(), key=lambda item: item[1])
            if world.participants[participant]["kind"] == "un-member"
            and not world.party(participant, instrument)
        ]
        columns = "participant name standing signed"
        assert world.asked.columns("un-members-outside", columns, instrument=instrument) == expected


@pytest.mark.parametrize(("one", "other"), [("ITA", "JPN"), ("SOM", "KEN"), ("IRN", "COG"), ("EU", "LKA")])
def test_a_comparison_gives_the_day_from_which_both_are_bound(world, one, other):
    expected = []
    for instrument in GENERAL:
        sides = []
        for participant in (one, other):
            found = world.consent.get((participant, instrument))
            if found:
                status = "Party" if found.since else "Party without a sourced date"
                sides.append((status, found.row["kind"].capitalize(), text_of(found.since)))
            else:
                signed = (participant, instrument) in world.signed
                sides.append(("Signatory" if signed else "Neither signed nor party", "", ""))
        both = max(sides[0][2], sides[1][2]) if sides[0][2] and sides[1][2] else ""
        expected.append((instrument, *sides[0], *sides[1], both))
    columns = "instrument oneStatus oneBy oneSince otherStatus otherBy otherSince bothSince"
    assert world.asked.columns("compare-participants", columns, one=one, other=other) == expected


def test_quartiles_are_the_nearest_rank_of_the_days_from_signature_to_deposit(world):
    def rank(days, quarter):
        return sorted(days)[-(-len(days) * quarter // 4) - 1]

    expected = []
    for instrument in GENERAL:
        signers = [who for who, which in world.signed if which == instrument]
        for region in sorted({*GROUPS.values(), "All"}):
            of_region = [who for who in signers if region in ("All", world.group(who))]
            if region == "No group" or not of_region:
                continue
            found = [world.consent.get((who, instrument)) for who in of_region]
            days = [
                (day(joined.row["date"]) - world.signed[who, instrument]).days
                for who, joined in zip(of_region, found, strict=True)
                if joined and joined.row["date"]
            ]
            numbers = [""] * 6
            if days:
                numbers = [len(days), min(days), rank(days, 1), rank(days, 2), rank(days, 3), max(days)]
                assert rank(days, 2) == statistics.median_low(days)
            only = sum(joined is None for joined in found)
            undated = sum(joined is not None and not joined.row["date"] for joined in found)
            expected.append((instrument, region, *map(str, (*numbers, only, undated))))
    columns = "instrument region pairs lowest lowerQuartile median upperQuartile highest signedOnly undated"
    assert world.asked.columns("time-to-consent", columns) == expected


@pytest.mark.parametrize(
    ("instrument", "year"), [("firearms", 2004), ("firearms", 2006), ("smuggling", 2017), ("untoc", 2026)]
)
def test_the_network_joins_all_that_are_bound_at_the_end_of_the_year(world, instrument, year):
    bound = {
        participant: found.since
        for (participant, which), found in world.consent.items()
        if which == instrument and found.bound(date(year, 12, 31)) == "yes"
    }
    expected = [
        (one, world.name[one], other, world.name[other], str(max(bound[one], bound[other])))
        if bound[one] and bound[other]
        else (one, world.name[one], other, world.name[other], "")
        for one, other in combinations(sorted(bound), 2)
    ]
    columns = "one oneName other otherName since"
    assert world.asked.columns("treaty-network", columns, instrument=instrument, year=year) == expected


@pytest.mark.parametrize("on", DAYS)
def test_states_of_a_route_are_each_bound_or_not(world, on):
    route = ["SOM", "KEN", "UGA", "IRN", "TUR", "GRC", "ITA"]
    for instrument in ("smuggling", "trafficking"):
        expected = []
        for participant in sorted(route, key=world.name.get):
            found = world.consent.get((participant, instrument))
            signed = text_of(world.signed.get((participant, instrument)))
            if found:
                dates = map(text_of, found[1:])
                expected.append((participant, found.bound(day(on)), *dates, signed))
            else:
                expected.append((participant, "no", "", "", "", signed))
        columns = "participant bound since notBefore notAfter signed"
        values = {"route": route, "instrument": instrument, "on": on}
        assert world.asked.columns("route-states-bound", columns, **values) == expected


@pytest.mark.parametrize("participant", ["AFG", "CHN", "KEN", "TUR", "JPN"])
def test_neighbours_count_in_both_directions(world, participant):
    borders = [(row["participant"], row["neighbour"]) for row in world.tables["land_neighbours"]]
    near = {b for a, b in borders if a == participant} | {a for a, b in borders if b == participant}
    for instrument in ("firearms", "untoc"):
        expected = [
            (neighbour, *world.outside(instrument)(neighbour))
            for neighbour in sorted(near, key=world.name.get)
            if not world.party(neighbour, instrument)
        ]
        columns = "neighbour standing signed"
        values = {"participant": participant, "instrument": instrument}
        assert world.asked.columns("neighbours-not-bound", columns, **values) == expected


@pytest.mark.parametrize("organisation", ["EU", "AU", "COE", "COMMONWEALTH", "FATF"])
def test_members_outside_leave_out_former_members(world, organisation):
    members = {
        row["participant"]: row
        for row in world.tables["memberships"]
        if row["organisation"] == organisation and row["status"] != "former-member"
    }
    expected = [
        (
            instrument,
            participant,
            *world.outside(instrument)(participant),
            members[participant]["status"].replace("-", " ").capitalize(),
            members[participant]["agreement"].replace("-", " ").capitalize(),
        )
        for instrument in GENERAL
        for participant in sorted(members, key=world.name.get)
        if not world.party(participant, instrument)
    ]
    columns = "instrument participant standing signed membership agreement"
    assert world.asked.columns("organisation-members-outside", columns, organisation=organisation) == expected


@pytest.mark.parametrize("group", [key for key in GROUPS if key])
def test_ranks_count_those_who_joined_before(world, group):
    ends = {int(row["session"]): day(row["end"]) for row in world.tables["sessions"] if row["end"]}
    for instrument in GENERAL:
        joined = [
            (found.row, world.name[participant])
            for (participant, which), found in world.consent.items()
            if which == instrument and world.participants[participant]["regional_group"] == group
        ]
        expected = []
        for row, _ in sorted(joined, key=lambda found: (found[0]["date"], found[1])):
            if row["date"]:
                rank = 1 + sum(other["date"] < row["date"] for other, _ in joined if other["date"])
                over = [number for number, end in ends.items() if end <= day(row["date"])]
                expected.append(
                    (str(rank), row["participant"], row["date"], "", "", text_of(max(over, default=None)))
                )
        for row, _ in sorted(joined, key=lambda found: (found[0]["not_before"], found[1])):
            if not row["date"]:
                expected.append(("", row["participant"], "", row["not_before"], row["not_after"], ""))
        columns = "rank participant deposited notBefore notAfter session"
        values = {"group": group, "instrument": instrument}
        assert world.asked.columns("order-of-joining", columns, **values) == expected


@pytest.mark.parametrize("groups", [["african"], ["asia-pacific", "eastern-european"]])
def test_joining_is_counted_in_the_year_before_and_after_a_session(world, groups):
    days = [
        day(found.row["date"])
        for (participant, instrument), found in world.consent.items()
        if instrument == "untoc"
        and world.participants[participant]["regional_group"] in groups
        and found.row["date"]
    ]
    ends = sorted((day(row["end"]), row["session"]) for row in world.tables["sessions"] if row["end"])
    expected = []
    for end, session in ends:
        before = sum(timedelta(0) <= end - deposited < timedelta(days=365) for deposited in days)
        after = sum(timedelta(0) < deposited - end <= timedelta(days=365) for deposited in days)
        if days:
            expected.append((session, str(end), str(before), str(after)))
    columns = "session ended yearBefore yearAfter"
    assert world.asked.columns("joining-around-sessions", columns, group=groups) == expected
