"""`untoc query` answers questions as tables and documents, and refuses in one line with its exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys

import pytest

from untoc_graph.cli import main


@pytest.fixture
def untoc(small_build, small_queries, monkeypatch, capfdbinary):
    """Run the command line; returns exit code, standard output and standard error."""
    monkeypatch.setenv("UNTOC_QUERIES", str(small_queries))
    monkeypatch.setenv("UNTOC_BUILD", str(small_build))

    def run(*args: str, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as left:
            main(["query", *args])
        out, err = capfdbinary.readouterr()
        return int(left.value.code or 0), out.decode(), err.decode()

    return run


def test_a_question_is_answered_as_a_table(untoc):
    code, out, err = untoc("joined")
    assert (code, err) == (0, "2 rows\n")
    lines = out.splitlines()
    assert lines[0].split() == ["who", "name", "date", "population"]
    assert [line.split() for line in lines[2:]] == [
        ["participant:ROU", "Romania", "2002-12-04", "19"],
        ["participant:ITA", "Italy", "2006-08-02", "59"],
    ]


def test_numbers_stand_on_the_right(untoc):
    _, out, _ = untoc("-", stdin=b"SELECT ?n ?t { VALUES (?n ?t) { (5 'x') (1000 'y') } } ORDER BY ?n")
    assert [line[:4] for line in out.splitlines()[2:]] == ["   5", "1000"]


def test_a_table_outside_a_terminal_is_whole_and_plain(untoc):
    text = "word " * 200
    _, out, _ = untoc("-", stdin=f"SELECT ('{text}end' AS ?text) {{}}".encode())
    assert f"{text}end" in out
    assert "\x1b" not in out
    assert all(line == line.rstrip() for line in out.splitlines())


def test_a_label_cannot_command_the_terminal(untoc):
    _, out, _ = untoc("-", stdin=rb"SELECT ('\u001B[31m[bold]red\nnext' AS ?text) {}")
    assert out.splitlines()[2] == " [31m[bold]red next"


def test_language_tags_show_only_where_a_column_mixes_them(untoc):
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    query = f"SELECT ?l {{{{ <https://w3id.org/untoc/participant/ITA> <{label}> ?l {{}} }}}}"
    _, mixed, _ = untoc("-", stdin=query.format("").encode())
    assert sorted(mixed.split()[2:]) == ["@en", "@fr", "Italie", "Italy"]
    _, one, _ = untoc("-", stdin=query.format("FILTER(LANG(?l) = 'fr')").encode())
    assert one.split()[2:] == ["Italie"]


def test_an_answer_without_rows_still_names_its_columns(untoc):
    code, out, err = untoc("joined", "-p", "on=2001-01-01")
    assert (code, err) == (0, "0 rows\n")
    assert out.split()[:4] == ["who", "name", "date", "population"]


@pytest.mark.parametrize(
    "params",
    [
        ["--param", "who=ITA,ROU"],
        ["-p", "who=ITA", "-p", "who=participant:ROU"],
        ["-p", "who=https://w3id.org/untoc/participant/ROU,ITA"],
    ],
)
def test_a_list_is_given_by_commas_or_again(untoc, params):
    code, out, _ = untoc("joined", *params, "--format", "csv")
    assert code == 0
    rows = list(csv.reader(io.StringIO(out)))
    assert [row[1] for row in rows] == ["name", "Romania", "Italy"]


def test_documents_are_what_the_store_writes(untoc):
    assert json.loads(untoc("joined", "-f", "json")[1])["head"]["vars"] == [
        "who",
        "name",
        "date",
        "population",
    ]
    assert untoc("joined", "-f", "tsv")[1].startswith("?who\t?name")
    assert "<sparql" in untoc("joined", "-f", "xml")[1]
    assert untoc("joined", "-f", "csv")[2] == ""


def test_a_graph_is_turtle_unless_asked_otherwise(untoc):
    code, out, _ = untoc("as-graph", "-p", "who=ROU")
    assert code == 0
    assert "participant:ROU a untoc:State" in out
    assert untoc("as-graph", "-f", "ntriples")[1].count(" .\n") == 4
    assert untoc("as-graph", "-f", "jsonld")[1].startswith("[{")


def test_a_truth_is_one_word(untoc):
    assert untoc("-", stdin=b"ASK { ?s ?p ?o }") == (0, "true\n", "")
    assert untoc("-", stdin=b"ASK { ?s ?p 'no' }") == (0, "false\n", "")


def test_a_file_is_asked_as_it_stands_and_with_parameters(untoc, tmp_path, small_queries):
    plain = tmp_path / "My query.rq"
    plain.write_text("ASK {}", encoding="utf-8-sig")
    assert untoc(str(plain))[1] == "true\n"
    code, out, _ = untoc(str(small_queries / "joined.rq"), "-p", "who=ITA", "-f", "csv")
    assert (code, out.count("\r\n") or out.count("\n")) == (0, 2)


def test_the_list_has_name_question_and_parameters(untoc):
    code, out, _ = untoc("--list")
    assert code == 0
    assert "When did these states join?" in out
    assert "who+: participant = participant:ITA participant:ROU; on: date = 2024-06-01" in out
    assert [line.split()[0] for line in out.splitlines()[2:]] == ["as-graph", "joined"]


@pytest.mark.parametrize("option", ["--show", "--explain"])
def test_the_text_is_shown_with_its_values_and_without_a_release(untoc, tmp_path, monkeypatch, option):
    monkeypatch.setenv("UNTOC_BUILD", str(tmp_path / "none"))
    code, out, _ = untoc("joined", "-p", "who=ROU", option)
    assert code == 0
    assert "  VALUES ?who { <https://w3id.org/untoc/participant/ROU> }\n" in out
    assert '  VALUES ?on { "2024-06-01"^^xsd:date }\n' in out


def test_a_file_is_written_whole(untoc, tmp_path):
    target = tmp_path / "rows.txt"
    assert untoc("joined", "-o", str(target)) == (0, "", "2 rows\n")
    assert "participant:ROU   Romania" in target.read_text(encoding="utf-8")
    assert untoc("joined", "-f", "csv", "-o", str(target)) == (0, "", "")
    assert target.read_text(encoding="utf-8").startswith("who,name")
    assert list(tmp_path.iterdir()) == [target]


def test_a_syntax_error_shows_the_place(untoc):
    code, out, err = untoc("-", stdin=b"SELECT ?s\nWHERE { ?s ?p ?o } ORDR BY ?s\n")
    assert (code, out) == (2, "")
    lines = err.splitlines()
    assert lines[0].startswith("untoc: line 2, column 20: ")
    assert lines[1] == "  WHERE { ?s ?p ?o } ORDR BY ?s"
    assert lines[2] == "  " + " " * 19 + "^"


def test_a_syntax_error_in_a_long_line_is_shown_with_what_is_near(untoc):
    start = "SELECT * { VALUES ?x { " + "'é' " * 100
    _, _, err = untoc("-", stdin=f"{start} ] }} }}".encode())
    _, shown, caret = err.splitlines()
    assert len(shown) < 120
    assert shown[caret.index("^")] == "]"


REFUSED = [
    (["joind"], 'no query named "joind"; did you mean joined?'),
    (["joined", "-p", "who=ROM"], "did you mean ROU (Romania)"),
    (["joined", "-p", "who=Czech Republic"], "did you mean CZE (Czechia)?"),
    (["joined", "-p", "who"], '--param "who" is not NAME=VALUE'),
    (["joined", "-p", "whom=ITA"], "did you mean who?"),
    (["joined", "-p", "on=2024-13-01"], "no such day in the calendar; it takes a date such as 2024-06-01"),
    (["joined", "-p", "on=2024-01-01", "-p", "on=2024-01-02"], 'parameter "on" takes one date, not 2'),
    (["joined", "-f", "excel"], 'unknown format "excel"; there is table, json, xml, csv, tsv, turtle'),
    (["joined", "-f", "turtle"], "the answer is rows or a truth, which turtle does not hold; there is json"),
    (["as-graph", "-f", "csv"], "the answer is a graph, which csv does not hold; there is turtle"),
    (["none.rq"], "cannot read none.rq: No such file or directory"),
    (["-", "-p", "who=ITA"], "a text from standard input has no parameters"),
    (["joined", "--build", "nowhere"], "no release at nowhere; make one with `untoc build`"),
    (["joined", "--build", "x", "--endpoint", "http://x/"], "exclude each other"),
    (["joined", "--endpoint", "file:///etc/passwd"], "is no endpoint"),
    ([], "name a question, a file or -"),
    (["joined", "--timeout", "0"], "0.0 is not in the range x>0"),
    (["joined", "-o", "none/rows.csv"], "cannot write"),
]


@pytest.mark.parametrize(("args", "message"), REFUSED)
def test_a_wrong_call_is_one_clear_line_and_exit_2(untoc, args, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = untoc(*args, stdin=b"ASK {}")
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_a_running_endpoint_is_asked_like_a_release(untoc, small_endpoint, monkeypatch):
    local = untoc("joined", "-p", "who=ITA")
    monkeypatch.setenv("UNTOC_BUILD", "nowhere")
    assert untoc("joined", "-p", "who=ITA", "--endpoint", small_endpoint[0]) == local
    assert (
        "did you mean ROU (Romania)" in untoc("joined", "-p", "who=ROM", "--endpoint", small_endpoint[0])[2]
    )
    _, _, err = untoc("-", "--endpoint", small_endpoint[0], stdin=b"ASK {\n ? }")
    assert err.splitlines()[0].startswith("untoc: line 2, column 2: ")


def test_text_that_is_not_utf_8_is_refused(untoc):
    assert untoc("-", stdin=b"ASK { ?s ?p '\xe9' }")[0::2] == (
        2,
        "untoc: standard input is not UTF-8; SPARQL is always UTF-8\n",
    )


def test_a_query_that_is_stopped_leaves_with_1(untoc):
    cross = " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(9))
    text = f"SELECT (COUNT(*) AS ?n) WHERE {{ {cross} }}".encode()
    code, out, err = untoc("-", "--timeout", "0.3", stdin=text)
    assert (code, out) == (1, "")
    assert "ran longer than 0.3 s" in err


def test_in_a_terminal_the_table_is_folded_to_its_width(small_build, small_queries):
    text = "SELECT ('" + "word " * 40 + "end' AS ?text) {}"
    environment = {**os.environ, "UNTOC_BUILD": str(small_build), "COLUMNS": "60", "TERM": "xterm"}
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", "from untoc_graph.cli import main; main()", "query", "-"],
        input=text.encode(),
        stdout=theirs,
        stderr=subprocess.PIPE,
        env=environment,
        check=False,
    )
    os.close(theirs)
    shown = os.read(ours, 65_536).decode()
    os.close(ours)
    assert (done.returncode, done.stderr) == (0, b"1 row\n")
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown).splitlines()
    assert len(lines) > 4
    assert max(map(len, lines)) <= 60
    assert "end" in lines[-1]


def in_terminal(small_build: object, text: str, width: int) -> list[str]:
    environment = {**os.environ, "UNTOC_BUILD": str(small_build), "COLUMNS": str(width), "TERM": "xterm"}
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from untoc_graph.cli import main; main()", "query", "-"]
    subprocess.run(
        command, input=text.encode(), stdout=theirs, env=environment, check=True, stderr=subprocess.PIPE
    )
    os.close(theirs)
    shown = os.read(ours, 65_536).decode()
    os.close(ours)
    return shown.replace("\r\n", "\n").splitlines()


def test_in_a_terminal_many_columns_that_cannot_be_folded_are_records(small_build):
    columns = " ".join(f"('{'x' * 40}' AS ?c{n})" for n in range(4))
    lines = in_terminal(small_build, f"SELECT {columns} (?unbound AS ?empty) {{}}", 80)
    assert lines == ["─── 1", *(f"c{n}      {'x' * 40}" for n in range(4))]


def test_columns_chooses_and_orders(untoc):
    code, out, _ = untoc("-", "--columns", "b,a", stdin=b"SELECT (1 AS ?a) (2 AS ?b) (3 AS ?c) {}")
    assert code == 0
    assert [line.split() for line in out.splitlines()[::2]] == [["b", "a"], ["2", "1"]]


def test_an_unknown_column_gets_the_nearest(untoc):
    code, out, err = untoc("-", "--columns", "titel", stdin=b"SELECT (1 AS ?title) {}")
    assert (code, out) == (2, "")
    assert err == 'untoc: --columns "titel": the answer has no such column; did you mean title?\n'


def test_columns_of_other_formats_are_chosen_by_the_query(untoc):
    code, _, err = untoc("-", "--columns", "a", "--format", "csv", stdin=b"SELECT (1 AS ?a) {}")
    assert code == 2
    assert "--columns is for tables" in err
