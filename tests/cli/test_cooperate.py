"""`untoc cooperate` answers as text and as documents, and refuses in one line with exit 2."""

from __future__ import annotations

import json

import pytest

from untoc_graph.cli import main
from untoc_graph.rdf.engine import parse
from untoc_graph.rdf.formats import graph_format

ASKED = ("cooperate", "--requesting", "KEN", "--requested", "Italie", "--on", "2024-06-01")


@pytest.fixture
def untoc(small_release_built, monkeypatch, capfdbinary):
    """Run the command line; returns exit code, standard output and standard error."""
    monkeypatch.setenv("UNTOC_BUILD", str(small_release_built))
    monkeypatch.setenv("COLUMNS", "100")

    def run(*args: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(list(args))
        out, err = capfdbinary.readouterr()
        return int(left.value.code or 0), out.decode(), err.decode()

    return run


def test_the_text_has_each_section_with_its_provisions(untoc):
    code, out, err = untoc(*ASKED, "--crime", "human trafficking", "--form", "extradition")
    assert (code, err) == (0, "")
    assert out.startswith("Kenya asks Italy, 2024-06-01: Human trafficking, Extradition\n")
    titles = [
        "Instruments in force between the two",
        "Paths to an offence, the strongest first",
        "Forms of cooperation",
        "Extradition: article 16(5)",
        "Channels",
        "Statements that touch what is relied on",
        "Settlement of disputes",
        "Missing or doubtful",
    ]
    places = [out.index(f"\n{title}\n") for title in titles]
    assert places == sorted(places)
    assert "to show: Four years or more in the law of each state (2(b), 3(1)(b))" in out
    assert "not legal advice" in out
    assert max(map(len, out.splitlines())) <= 100


def test_a_day_that_is_left_out_is_that_of_the_data_and_a_later_one_is_said_to_be_later(untoc):
    _, out, _ = untoc(*ASKED[:-2])
    assert out.startswith("Kenya asks Italy, 2026-05-28\n\nOn 2026-05-28 Kenya and Italy were both bound by")
    _, out, _ = untoc(*ASKED[:-1], "2031-02-03")
    assert "\n\nAs far as the lists of parties of 2026-05-28 tell, on 2031-02-03 Kenya and Italy were" in out


def test_facts_are_shown_where_they_are_asked_for(untoc):
    _, plain, _ = untoc(*ASKED, "--form", "extradition")
    _, full, _ = untoc(*ASKED, "--form", "extradition", "--facts")
    fact = "<https://w3id.org/untoc/action/ITA-untoc-ratification>"
    assert fact not in plain
    assert fact in full


def test_a_former_name_is_answered_and_said(untoc):
    _, out, _ = untoc(
        "cooperate", "--requesting", "Swaziland", "--requested", "KEN", "--on", "2016-01-01", "--form", "mla"
    )
    assert "Swaziland was the name of Eswatini until 2018-04-18, so also on 2016-01-01." in out


def test_json_has_the_stable_names(untoc):
    code, out, _ = untoc(*ASKED, "--crime", "money-laundering", "--format", "json")
    assert code == 0
    answer = json.loads(out)
    assert list(answer) == [
        "requesting",
        "requested",
        "crime",
        "form",
        "on",
        "release",
        "data_as_of",
        "summary",
        "instruments",
        "paths",
        "forms",
        "extradition",
        "channels",
        "statements",
        "dispute_settlement",
        "missing",
        "disclaimer",
    ]
    assert answer["requested"]["key"] == "ITA"
    assert answer["requested"]["iri"] == "https://w3id.org/untoc/participant/ITA"
    assert answer["crime"]["key"] == "money-laundering"
    assert answer["form"] is None


def test_turtle_and_json_ld_are_one_graph(untoc):
    graphs = []
    for name in ("turtle", "jsonld"):
        code, out, _ = untoc(*ASKED, "--form", "extradition", "-f", name)
        assert code == 0
        graphs.append(set(parse(out.encode(), graph_format(name))))
    assert graphs[0] == graphs[1]
    assert len(graphs[0]) > 100


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--requesting", "ITA", "--requested", "Italy"), "Italy is named twice; cooperation is between"),
        (
            ("--requesting", "ITA", "--requested", "KEN", "--on", "2003-09-28"),
            "2003-09-28 is before 2003-09-29",
        ),
        (("--requesting", "ITA", "--requested", "KEN", "--on", "yesterday"), 'on "yesterday"'),
        (("--requesting", "Atlantis", "--requested", "KEN"), "Atlantis"),
        (("--requesting", "ITA", "--requested", "KEN", "--crime", "human-traficking"), "human-trafficking"),
        (("--requesting", "ITA", "--requested", "KEN", "--form", "extraditon"), "extradition"),
        (("--requesting", "ITA", "--requested", "KEN", "--format", "pdf"), 'unknown format "pdf"'),
        (
            ("--requesting", "EU", "--requested", "KEN", "--form", "extradition"),
            "European Union is an organization",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(untoc, arguments, sentence):
    code, out, err = untoc("cooperate", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("untoc: ")
    assert err.count("\n") == 1
    assert sentence in err
