"""`untoc status`, `compare`, `matrix` and `network` answer for a day, and refuse in one line with exit 2."""

from __future__ import annotations

import csv
import io
import json
import re

import networkx as nx
import pytest

from untoc_graph.cli import main


@pytest.fixture
def untoc(small_release_built, monkeypatch, capfdbinary):
    """Run the command line; returns exit code, standard output and standard error."""
    monkeypatch.setenv("UNTOC_BUILD", str(small_release_built))

    def run(*args: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(list(args))
        out, err = capfdbinary.readouterr()
        return int(left.value.code or 0), out.decode(), err.decode()

    return run


def test_status_is_a_table_and_what_to_mind_is_on_standard_error(untoc):
    code, out, err = untoc("status", "Swaziland", "--on", "2010-01-01")
    assert code == 0
    header, _, first, *rest = out.splitlines()
    assert " ".join(header.split()) == ("instrument status since by signed consented confidence because")
    assert first.startswith("Organized Crime Convention ")
    assert first.endswith("bound only from 2012-10-24")
    assert len(rest) == 3
    assert err == (
        "Eswatini (SWZ) on 2010-01-01\n"
        "Swaziland was the name of Eswatini until 2018-04-18, so also on 2010-01-01.\n"
    )


def test_status_as_json_and_csv(untoc):
    code, out, _ = untoc("status", "Italie", "--on", "2024-06-01", "-f", "json")
    assert code == 0
    document = json.loads(out)
    assert (document["participant"]["key"], document["participant"]["asked_as"]) == ("ITA", "Italie")
    assert [each["since"] for each in document["instruments"]] == ["2006-09-01"] * 4
    _, out, _ = untoc("status", "Italie", "--on", "2024-06-01", "-f", "csv")
    assert [row["since"] for row in csv.DictReader(io.StringIO(out))] == ["2006-09-01"] * 4


def test_compare_sets_participants_beside_each_other(untoc):
    code, out, err = untoc("compare", "KEN", "FJI", "IRN", "--on", "2017-06-01")
    assert (code, err) == (0, "on 2017-06-01\n")
    header, _, convention, *_ = out.splitlines()
    assert header.split("   ")[-1].strip() == "in force between them"
    assert "party since 2004-07-16" in convention
    assert "not known whether bound" in convention
    assert "signed only" in convention
    assert convention.endswith("not in force")


@pytest.mark.parametrize(
    ("who", "on", "words"),
    [
        ("IRN", "2024-06-01", ["signed only", "no act recorded", "no act recorded", "no act recorded"]),
        ("ITA", "2004-06-01", ["signed, not yet bound"] * 4),
        ("FJI", "2017-06-01", ["not known whether bound"] * 3 + ["not yet bound"]),
    ],
)
def test_tables_for_people_have_the_words_of_the_pages(untoc, who, on, words):
    rows = untoc("status", who, "--on", on)[1].splitlines()[2:]
    assert [re.split(r"\s{2,}", row)[1] for row in rows] == words
    _, out, _ = untoc("status", who, "--on", on, "-f", "csv")
    public = {"party", "party-undated", "signatory", "none"}
    assert {row["status"] for row in csv.DictReader(io.StringIO(out))} <= public
    compared = untoc("compare", who, "KEN", "--on", on)[1].splitlines()[2:]
    assert [re.split(r"\s{2,}", row)[1] for row in compared] == words


@pytest.mark.parametrize(
    ("names", "on", "end"),
    [
        (("KEN", "ITA"), "2024-06-01", "since 2006-09-01"),
        (("KEN", "FJI"), "2017-06-01", "not known"),
        (("KEN", "FJI"), "2024-06-01", "since a day that no source gives"),
    ],
)
def test_compare_says_whether_an_instrument_is_in_force_between_them(untoc, names, on, end):
    assert untoc("compare", *names, "--on", on)[1].splitlines()[2].endswith(f"   {end}")


def test_matrix_lists_every_participant(untoc):
    code, out, err = untoc("matrix", "--on", "2024-06-01")
    assert (code, err) == (0, "28 participants on 2024-06-01\n")
    header = out.splitlines()[0]
    assert " ".join(header.split()) == "participant name untoc trafficking smuggling firearms"
    assert len(out.splitlines()) == 30
    assert len(json.loads(untoc("matrix", "--on", "2024-06-01", "-f", "json")[1])["participants"]) == 28


def test_network_is_an_edge_list_or_graphml(untoc, tmp_path):
    code, out, err = untoc("network", "--on", "2003-12-31")
    edges = list(csv.DictReader(io.StringIO(out)))
    assert (code, err) == (0, f"{len(edges)} edges on 2003-12-31, of which 0 not known\n")
    assert list(edges[0]) == ["participant", "other", "instrument", "in_force", "since"]
    assert {edge["instrument"] for edge in edges} == {"untoc", "trafficking"}
    file = tmp_path / "network.graphml"
    code, out, _ = untoc("network", "--on", "2003-12-31", "-f", "graphml", "-o", str(file))
    assert (code, out) == (0, "")
    assert nx.read_graphml(file, force_multigraph=True).number_of_edges() == len(edges)


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("status", "Serbia & Montenegro"), '"Serbia & Montenegro" may be MNE (Montenegro) or SRB (Serbia)'),
        (("status", "Itali"), '"Itali": the graph knows no such participant; did you mean ITA (Italy), '),
        (("status", "ITA", "--on", "2001-01-01"), "2001-01-01 is before 2003-09-29"),
        (("status", "ITA", "--on", "soon"), 'on "soon": not a date of the form YYYY-MM-DD'),
        (("status", "ITA", "-f", "xml"), 'unknown format "xml"; there is table, json, csv'),
        (("compare", "ITA", "Italy"), "Italy is named twice"),
        (("compare", "ITA"), "a comparison is of 2 to 10 participants, not of 1"),
        (("network", "-f", "json"), 'unknown format "json"; there is csv, graphml'),
        (("matrix", "--on", "2002-01-01"), "2002-01-01 is before 2003-09-29"),
    ],
)
def test_what_is_asked_wrongly_is_refused_in_one_line(untoc, args, sentence):
    code, out, err = untoc(*args)
    assert (code, out) == (2, "")
    assert err.startswith(f"untoc: {sentence}")
    assert err.count("\n") == 1


@pytest.mark.parametrize("command", ["status", "compare", "matrix", "network"])
def test_help_shows_how(untoc, command):
    code, out, _ = untoc(command, "--help")
    assert code == 0
    assert f"  untoc {command}" in out
