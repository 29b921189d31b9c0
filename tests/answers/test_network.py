"""The network of instruments in force: counted from the tables, and what must hold on every day."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from untoc_graph.answers.dossier import Dossier, Participation
from untoc_graph.answers.graphml import graphml
from untoc_graph.answers.law import Instrument, Law, Thing
from untoc_graph.answers.network import matrix, network

ACTIONS = Path(__file__).parents[2] / "data" / "actions.csv"
AS_OF = "2026-05-28"


def parties() -> dict[str, set[str]]:
    """Return who has consented to each instrument; nobody has denounced one."""
    found: dict[str, set[str]] = {}
    with ACTIONS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["kind"] != "signature":
                found.setdefault(row["instrument"], set()).add(row["participant"])
    return found


def test_as_of_the_data_all_who_consented_are_linked(full_graph):
    edges = full_graph.network(AS_OF).edges
    expected = {
        (one, other, instrument)
        for instrument, keys in parties().items()
        for one, other in combinations(sorted(keys), 2)
    }
    assert {(edge.participant.key, edge.other.key, edge.instrument.key) for edge in edges} == expected
    assert len(edges) == len(expected)
    # 193, 185, 155 and 127 parties.
    assert Counter(edge.instrument.key for edge in edges) == {
        "untoc": 193 * 192 / 2,
        "trafficking": 185 * 184 / 2,
        "smuggling": 155 * 154 / 2,
        "firearms": 127 * 126 / 2,
    }


def test_on_the_first_day_the_convention_binds_those_of_article_38_1(full_graph):
    # Deposited until 2003-08-30, the thirtieth day before; those without a sourced day are later.
    with ACTIONS.open(encoding="utf-8") as file:
        first = sorted(
            row["participant"]
            for row in csv.DictReader(file)
            if row["kind"] != "signature"
            and row["instrument"] == "untoc"
            and "" < (row["effective"] or row["date"]) <= "2003-08-30"
        )
    edges = full_graph.network("2003-09-29").edges
    assert [(edge.participant.key, edge.other.key) for edge in edges] == list(combinations(first, 2))
    assert {edge.instrument.key for edge in edges} == {"untoc"}
    assert {edge.since for edge in edges} == {date(2003, 9, 29)}


def test_a_pair_has_the_later_of_the_two_days(full_graph):
    edges = {
        (edge.participant.key, edge.other.key, edge.instrument.key): edge
        for edge in full_graph.network("2024-06-01").edges
    }
    assert edges["ITA", "KEN", "untoc"].since == date(2006, 9, 1)
    assert edges["EU", "ITA", "firearms"].since == date(2014, 4, 20)
    assert edges["FJI", "ITA", "untoc"].since is None
    assert edges["FJI", "ITA", "untoc"].in_force is True
    assert ("ITA", "USA", "firearms") not in edges


def test_what_is_not_known_is_an_edge_that_says_so(full_graph):
    reply = full_graph.network("2017-06-01")
    unknown = {
        edge.other.key if edge.participant.key == "FJI" else edge.participant.key
        for edge in reply.edges
        if "FJI" in {edge.participant.key, edge.other.key} and edge.instrument.key == "untoc"
    }
    assert "ITA" in unknown
    assert "IRN" not in unknown
    assert all(
        edge.in_force is None and edge.since is None
        for edge in reply.edges
        if "FJI" in {edge.participant.key, edge.other.key}
    )
    rows = list(csv.DictReader(io.StringIO(reply.to_csv())))
    (row,) = [
        row
        for row in rows
        if (row["participant"], row["other"], row["instrument"]) == ("FJI", "ITA", "untoc")
    ]
    assert (row["in_force"], row["since"]) == ("not-known", "")


def test_graphml_reads_back_as_the_same_network(full_graph):
    reply = full_graph.network("2005-01-01")
    text = graphml(reply.participants, reply.edges)
    ids = [edge.get("id") for edge in ET.fromstring(text).iter() if edge.tag.endswith("}edge")]
    assert len(set(ids)) == len(ids) == len(reply.edges)
    read = nx.parse_graphml(text, force_multigraph=True)
    assert not read.is_directed()
    assert set(read) == {row.participant.key for row in reply.participants}
    assert read.nodes["EU"] == {"name": "European Union", "kind": "organization"}
    assert read.nodes["CIV"] == {"name": "Côte d'Ivoire", "kind": "state"}
    assert sorted(
        (*sorted(pair), data["instrument"], data["since"]) for *pair, data in read.edges(data=True)
    ) == (
        sorted(
            (edge.participant.key, edge.other.key, edge.instrument.key, str(edge.since))
            for edge in reply.edges
        )
    )


def test_graphml_says_what_a_library_for_networks_would_write(full_graph):
    reply = full_graph.network("2017-06-01")
    odd = Thing("participant", "ODD", 'A "name" <of> Côte & d\'Or')
    people = (*reply.participants, replace(reply.participants[0], participant=odd))
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    for row in people:
        graph.add_node(row.participant.key, name=row.participant.name, kind=row.kind)
    for edge in reply.edges:
        said = {
            "instrument": edge.instrument.key,
            "in_force": "not-known" if edge.in_force is None else "true",
        }
        since = {"since": edge.since.isoformat()} if edge.since else {}
        one, other = edge.participant.key, edge.other.key
        graph.add_edge(one, other, f"{one}-{other}-{edge.instrument.key}", **said, **since)
    theirs, ours = (
        nx.read_graphml(io.BytesIO(text.encode()), force_multigraph=True)
        for text in ("\n".join(nx.generate_graphml(graph)), graphml(people, reply.edges))
    )
    assert dict(ours.nodes(data=True)) == dict(theirs.nodes(data=True))
    assert list(ours.edges(keys=True, data=True)) == list(theirs.edges(keys=True, data=True))
    assert (ours.graph, ours.is_directed()) == (theirs.graph, theirs.is_directed())


def test_graphml_is_written_as_text_and_no_tree_is_built_for_it():
    loads = "import sys, untoc_graph.answers.graphml; sys.exit('networkx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loads], check=False, timeout=60).returncode == 0


def test_the_matrix_has_every_participant_and_instrument(full_graph):
    reply = full_graph.matrix("2024-06-01")
    assert len(reply.rows) == 198
    assert [instrument.key for instrument in reply.instruments] == [
        "untoc",
        "trafficking",
        "smuggling",
        "firearms",
    ]
    rows = {row["participant"]: row for row in csv.DictReader(io.StringIO(reply.to_csv()))}
    assert rows["IRN"] == {
        "participant": "IRN",
        "name": "Iran (Islamic Republic of)",
        "kind": "state",
        **dict.fromkeys(("trafficking", "smuggling", "firearms"), "none"),
        "untoc": "signatory",
        **{f"{key}_bound": "false" for key in ("untoc", "trafficking", "smuggling", "firearms")},
        **{f"{key}_since": "" for key in ("untoc", "trafficking", "smuggling", "firearms")},
    }
    document = {each["key"]: each for each in reply.to_json()["participants"]}
    assert document["EU"]["kind"] == "organization"
    assert document["ITA"]["instruments"]["untoc"] == {
        "status": "party",
        "bound": True,
        "since": "2006-09-01",
        "iri": "https://w3id.org/untoc/participation/ITA-untoc",
    }


INSTRUMENT = Instrument(
    "instrument",
    "untoc",
    "Convention",
    in_force=date(2003, 9, 29),
    dispute_clause="untoc-35-2",
    dispute_opt_out="untoc-35-3",
    entry_provision="untoc-38",
)
LAW = Law(
    as_of=date(2026, 1, 1),
    instruments={"untoc": INSTRUMENT},
    provisions={},
    crimes={},
    coverages={},
    forms={},
    related={},
    conditions=(),
    consequences=(),
)
DAYS = st.dates(date(2003, 9, 29), date(2026, 1, 1))


def dossier(key: str, participation: Participation | None) -> Dossier:
    return Dossier(
        "participant",
        key,
        key,
        is_state=True,
        participations={} if participation is None else {"untoc": participation},
        statements=(),
        related={},
        gaps=(),
    )


@st.composite
def participations(draw: st.DrawFn) -> Participation | None:
    """Draw a participation that nobody has denounced: dated, undated between two days, signed, or none."""
    kind = draw(st.sampled_from(["dated", "undated", "signed", "none"]))
    if kind == "none":
        return None
    plain = Participation(
        "X-untoc",
        instrument="untoc",
        signed=draw(st.booleans()) or kind == "signed",
    )
    if kind == "signed":
        return plain
    if kind == "dated":
        return replace(plain, by="accession", in_force_from=draw(DAYS))
    first = draw(DAYS)
    last = first + timedelta(draw(st.integers(0, 1000)))
    return replace(plain, by="accession", not_before=first, not_after=last)


WORLDS = st.lists(participations(), min_size=2, max_size=6)


def edges_on(world: list[Participation | None], on: date) -> dict[tuple[str, str], bool | None]:
    dossiers = [dossier(f"P{number}", each) for number, each in enumerate(world)]
    edges = list(network(matrix(LAW, dossiers, on)))
    found = {(edge.participant.key, edge.other.key): edge.in_force for edge in edges}
    assert len(found) == len(edges)
    assert all(edge.since is None or edge.since <= on for edge in edges)
    return found


@given(world=WORLDS, days=st.tuples(DAYS, DAYS))
def test_an_earlier_day_never_adds_an_edge_where_nothing_was_denounced(world, days):
    earlier, later = (edges_on(world, day) for day in sorted(days))
    assert set(earlier) <= set(later)
    assert {pair for pair, known in earlier.items() if known} <= {
        pair for pair, known in later.items() if known
    }


@given(world=WORLDS, on=DAYS)
def test_a_pair_has_one_edge_whoever_comes_first(world, on):
    turned = {
        tuple(sorted((f"P{len(world) - 1 - int(one[1:])}", f"P{len(world) - 1 - int(other[1:])}"))): known
        for (one, other), known in edges_on(world[::-1], on).items()
    }
    assert turned == edges_on(world, on)


@given(world=WORLDS, on=DAYS, gone=st.integers(0, 5))
def test_losing_a_day_never_turns_an_edge_into_none(world, on, gone):
    place = gone % len(world)
    known = world[place]
    assume(known is not None and known.in_force_from is not None)
    bounds = (known.in_force_from - timedelta(100), known.in_force_from + timedelta(100))
    lost = replace(known, in_force_from=None, not_before=bounds[0], not_after=bounds[1])
    assert set(edges_on(world, on)) <= set(edges_on([*world[:place], lost, *world[place + 1 :]], on))


@pytest.mark.parametrize("on", [date(2019, 12, 31), date(2020, 1, 1)])
def test_a_denounced_instrument_has_no_edge_from_the_day_of_its_end(on):
    bound = Participation(
        "X-untoc",
        instrument="untoc",
        signed=False,
        signed_on=None,
        by="accession",
        act=None,
        consented_on=None,
        in_force_from=date(2005, 1, 1),
        not_before=None,
        not_after=None,
        in_force_until=None,
        confidence="sourced-two",
        facts=(),
    )
    world = [bound, replace(bound, in_force_until=date(2020, 1, 1))]
    assert len(edges_on(world, on)) == (1 if on < date(2020, 1, 1) else 0)
