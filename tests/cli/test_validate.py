"""`untoc validate`: exit codes, forms, and one line for each thing called wrongly."""

from __future__ import annotations

import io
import json
import sys

import pytest

from untoc_graph.cli import main

SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <https://w3id.org/untoc/shapes#> .
@prefix untoc: <https://w3id.org/untoc/ontology#> .
shape:Consent a sh:NodeShape ; sh:targetClass untoc:Consent ;
  sh:property [ sh:path untoc:date ; sh:maxCount 1 ; sh:message "One act has one day."@en ] .
shape:ConsentDated a sh:NodeShape ; sh:targetClass untoc:Consent ; sh:severity sh:Warning ;
  sh:sparql [ sh:message "{$this} has no day; look for the notice."@en ;
    sh:select "SELECT $this WHERE { FILTER NOT EXISTS { $this untoc:date ?day } }" ] .
"""
ONTOLOGY = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix untoc: <https://w3id.org/untoc/ontology#> .
untoc:Ratification rdfs:subClassOf untoc:Consent .
"""
PREFIXES = """
@prefix action: <https://w3id.org/untoc/action/> .
@prefix untoc: <https://w3id.org/untoc/ontology#> .
"""
RIGHT = PREFIXES + "action:ITA-untoc-ratification a untoc:Ratification ; untoc:date 1 ."
DOUBTFUL = PREFIXES + "action:ITA-untoc-ratification a untoc:Ratification ."
WRONG = PREFIXES + "action:ITA-untoc-ratification a untoc:Ratification ; untoc:date 1, 2 ."


@pytest.fixture
def ontology(tmp_path):
    folder = tmp_path / "ontology"
    (folder / "shapes").mkdir(parents=True)
    (folder / "shapes" / "consent.ttl").write_text(SHAPES)
    (folder / "untoc.ttl").write_text(ONTOLOGY)
    return folder


@pytest.fixture
def run(ontology, tmp_path, capfdbinary, monkeypatch):
    """Call `untoc validate` in an empty folder; gives exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)

    def call(*args: str, ontology=ontology) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(["validate", "--ontology", str(ontology), *args])
        told = capfdbinary.readouterr()
        return int(left.value.code or 0), told.out.decode(), told.err.decode()

    return call


@pytest.mark.parametrize(
    ("content", "code", "counts"),
    [
        (RIGHT, 0, "0 violations, 0 warnings, 0 infos (3 triples, 2 shapes)"),
        (DOUBTFUL, 0, "0 violations, 1 warning, 0 infos (2 triples, 2 shapes)"),
        (WRONG, 1, "1 violation, 0 warnings, 0 infos (4 triples, 2 shapes)"),
    ],
)
def test_a_violation_fails_and_a_warning_does_not(run, tmp_path, content, code, counts):
    (tmp_path / "mine.ttl").write_text(content)
    assert run("mine.ttl")[0] == code
    assert run("mine.ttl")[1].splitlines()[-1] == counts
    assert run("mine.ttl")[2] == ""


def test_of_files_only_the_nodes_are_told_that_they_describe(run, ontology, tmp_path):
    (ontology / "own.ttl").write_text(WRONG.replace("ITA-", "FRA-"))
    (tmp_path / "mine.ttl").write_text(DOUBTFUL)
    code, told, _ = run("mine.ttl")
    assert code == 0
    assert "action:ITA-untoc-ratification" in told
    assert "FRA-" not in told


def test_files_are_taken_together_and_in_any_rdf_format(run, tmp_path):
    act = "<https://w3id.org/untoc/action/ITA-untoc-ratification>"
    (tmp_path / "a.nt").write_text(f'{act} <https://w3id.org/untoc/ontology#date> "1" .\n')
    (tmp_path / "b.nq").write_text(f'{act} <https://w3id.org/untoc/ontology#date> "2" <urn:g> .\n')
    (tmp_path / "c.trig").write_text(
        PREFIXES + "<urn:h> { action:ITA-untoc-ratification a untoc:Ratification }"
    )
    code, out, _ = run("a.nt", "b.nq", "c.trig")
    assert code == 1
    assert "action:ITA-untoc-ratification untoc:date\n    One act has one day." in out
    assert run("a.nt", "c.trig")[0] == 0


def test_standard_input_is_read(run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WRONG.encode())))
    assert run("-")[0] == 1


@pytest.mark.parametrize("name", ["turtle", "json"])
def test_the_standard_report_goes_to_stdout_or_to_a_file(run, tmp_path, name):
    (tmp_path / "mine.ttl").write_text(WRONG)
    code, out, _ = run("mine.ttl", "--format", name)
    assert code == 1
    assert "ValidationReport" in out
    assert run("mine.ttl", "--format", name, "-o", "report.txt")[:2] == (1, "")
    assert (tmp_path / "report.txt").read_text() == out


def test_tables_are_validated_where_no_file_is_named_and_findings_name_their_row(run, ontology, monkeypatch):
    """The real tables, with the two shapes above: every undated consent is told with its line."""
    from untoc_graph.settings import Settings

    for path in Settings().ontology.rglob("*"):
        copy = ontology / path.relative_to(Settings().ontology)
        if path.is_dir():
            copy.mkdir(exist_ok=True)
        elif copy.parent.name != "shapes":
            copy.write_bytes(path.read_bytes())
    code, out, err = run("--format", "json")
    assert (code, err) == (0, "")
    results = [node for node in json.loads(out)["@graph"] if node["@type"] == "sh:ValidationResult"]
    assert results
    for result in results:
        table, line = result["origin"].split(":")
        row = (Settings().data / table).read_text().splitlines()[int(line) - 1]
        participant, instrument, _ = result["sh:focusNode"].rpartition("/")[2].split("-")
        assert participant in row
        assert instrument in row


def test_a_release_is_validated_when_its_folder_is_named(run, small_build):
    code, out, _ = run("--build", str(small_build))
    assert code == 0
    assert "shapes)" in out
    assert run("--build", str(small_build), "mine.ttl")[0] == 2


@pytest.mark.parametrize(
    ("args", "code", "line"),
    [
        (["none.ttl"], 2, "untoc: no file none.ttl"),
        (["folder.ttl"], 2, "untoc: cannot read folder.ttl: Is a directory"),
        (["mine.xlsx"], 2, 'untoc: unknown format ".xlsx"; there is .ttl, .nt, .jsonld, .rdf, .trig, .nq'),
        (["mine"], 2, 'untoc: unknown format "mine"; there is .ttl, .nt, .jsonld, .rdf, .trig, .nq'),
        (["mine.ttl", "--format", "html"], 2, 'untoc: unknown format "html"; there is text, turtle, json'),
        (["cut.ttl"], 1, "untoc: cut.ttl:2:"),
        (["--build", "nowhere"], 2, "untoc: no release at nowhere; make one with `untoc build`"),
        (
            ["--build", "nowhere", "mine.ttl"],
            2,
            "untoc: --build names what to validate; leave out FILE and --data",
        ),
    ],
)
def test_what_is_called_wrongly_is_told_in_one_line(run, tmp_path, args, code, line):
    (tmp_path / "folder.ttl").mkdir()
    (tmp_path / "mine.ttl").write_text(RIGHT)
    (tmp_path / "cut.ttl").write_text('<urn:a> <urn:p> 1 .\n<urn:a> <urn:p> "cut')
    given, out, err = run(*args)
    assert (given, out) == (code, "")
    assert err.startswith(line)
    assert err.count("\n") == 1


def test_a_mistake_in_a_shape_is_told_in_one_line(run, ontology, tmp_path):
    (tmp_path / "mine.ttl").write_text(RIGHT)
    (ontology / "shapes" / "other.ttl").write_text(SHAPES.replace("maxCount", "maxCuont"))
    assert run("mine.ttl") == (
        1,
        "",
        "untoc: sh:maxCuont is not a term of SHACL; did you mean sh:maxCount or sh:minCount?\n",
    )
    (ontology / "shapes" / "other.ttl").write_text(SHAPES[:-40])
    code, _, err = run("mine.ttl")
    assert code == 1
    assert "other.ttl:" in err
    assert err.count("\n") == 1


def test_a_missing_ontology_is_told(run, tmp_path):
    (tmp_path / "mine.ttl").write_text(RIGHT)
    code, _, err = run("mine.ttl", ontology=tmp_path / "nowhere")
    assert code == 1
    assert err == f"untoc: no Turtle file in {tmp_path}/nowhere\n"
