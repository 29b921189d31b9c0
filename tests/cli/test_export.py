"""`untoc export` writes the graph or some of its named graphs, and never spoils a file that was there."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import rdflib

from untoc_graph.cli import main
from untoc_graph.rdf.engine import parse
from untoc_graph.rdf.formats import GRAPH_FORMATS, graph_format


@pytest.fixture
def untoc(small_build, monkeypatch, capfdbinary):
    """Run the command line; returns exit code, standard output and standard error."""
    monkeypatch.setenv("UNTOC_BUILD", str(small_build))

    def run(*args: str) -> tuple[int, bytes, str]:
        with pytest.raises(SystemExit) as left:
            main(["export", *args])
        out, err = capfdbinary.readouterr()
        return int(left.value.code or 0), out, err.decode()

    return run


def released(build: Path) -> list:
    return list(parse((build / "current" / "untoc.nq").read_bytes(), graph_format("nquads")))


def test_everything_is_written_as_turtle(untoc, small_build):
    code, out, err = untoc()
    assert (code, err) == (0, "")
    assert b"participant:ITA a untoc:State ;" in out
    triples = {quad.triple for quad in released(small_build)}
    assert len(rdflib.Graph().parse(out, format="turtle")) == len(triples) < len(released(small_build))


@pytest.mark.parametrize("fmt", GRAPH_FORMATS, ids=lambda fmt: fmt.name)
def test_every_format_is_offered_by_name_and_by_extension(untoc, fmt, small_build):
    _, by_name, _ = untoc("--format", fmt.name)
    _, by_extension, _ = untoc("-f", fmt.extension)
    assert by_name == by_extension
    assert {q.triple for q in parse(by_name, fmt)} == {quad.triple for quad in released(small_build)}


def test_nquads_are_the_release_file(untoc, small_build):
    assert untoc("-f", "nquads")[1] == (small_build / "current" / "untoc.nq").read_bytes()


@pytest.mark.parametrize("graph", ["actions", "https://w3id.org/untoc/graph/actions"])
def test_one_graph_is_chosen_by_name_or_iri(untoc, graph, small_build):
    _, out, _ = untoc("--graph", graph, "-f", "nquads")
    graphs = {quad.graph_name.value for quad in parse(out, graph_format("nquads"))}
    assert graphs == {"https://w3id.org/untoc/graph/actions"}


def test_several_graphs_are_chosen_one_by_one(untoc):
    assert untoc("-g", "actions", "-g", "participants", "-f", "trig")[1] == untoc("-f", "trig")[1]


@pytest.mark.parametrize(
    ("name", "begin"),
    [
        ("a.nt", b"<https://"),
        ("a.trig", b"@prefix"),
        ("a.rdf", b"<?xml"),
        ("a.jsonld", b"["),
        ("a", b"@prefix"),
    ],
)
def test_the_name_of_the_file_says_the_format(untoc, tmp_path, name, begin):
    assert untoc("-o", str(tmp_path / name)) == (0, b"", "")
    assert (tmp_path / name).read_bytes().startswith(begin)


def test_a_format_that_is_named_wins_over_the_name_of_the_file(untoc, tmp_path):
    untoc("-o", str(tmp_path / "a.nt"), "-f", "turtle")
    assert (tmp_path / "a.nt").read_bytes() == untoc("-f", "turtle")[1]


def test_a_file_that_ends_in_gz_is_compressed(untoc, tmp_path):
    untoc("-o", str(tmp_path / "a.nq.gz"))
    assert gzip.decompress((tmp_path / "a.nq.gz").read_bytes()) == untoc("-f", "nquads")[1]


def test_a_dash_is_standard_output(untoc):
    assert untoc("-o", "-") == untoc()


def test_a_failure_leaves_the_former_file(untoc, tmp_path, monkeypatch):
    target = tmp_path / "a.ttl"
    target.write_text("former", encoding="utf-8")

    def full(self, content):
        with self.open("wb") as file:
            file.write(content[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    code, _, err = untoc("-o", str(target))
    assert (code, err) == (1, f"untoc: cannot write {target}: No space left on device\n")
    assert target.read_text(encoding="utf-8") == "former"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_is_followed_not_replaced(untoc, tmp_path):
    (tmp_path / "real.ttl").write_text("former", encoding="utf-8")
    (tmp_path / "link.ttl").symlink_to("real.ttl")
    untoc("-o", str(tmp_path / "link.ttl"))
    assert (tmp_path / "link.ttl").is_symlink()
    assert (tmp_path / "real.ttl").read_bytes() == untoc()[1]


def test_a_device_is_written_to_not_replaced(untoc):
    assert untoc("-o", "/dev/null") == (0, b"", "")
    assert Path("/dev/null").is_char_device()


REFUSED = [
    (["--graph", "acts"], 'no graph "acts" in the release; there is actions, participants'),
    (["--format", "turtel"], 'unknown format "turtel"; there is turtle, ntriples'),
    (["--format", "csv"], 'unknown format "csv"'),
    (["--build", "nowhere"], "no release at nowhere; make one with `untoc build`"),
    (["-o", "none/a.ttl"], "none/a.ttl: No such file or directory"),
    (["-o", "."], "is a folder; name a file in it"),
]


@pytest.mark.parametrize(("args", "message"), REFUSED)
def test_a_wrong_call_is_one_clear_line_and_exit_2(untoc, args, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = untoc(*args)
    assert (code, out) == (2, b"")
    assert message in err
    assert len(err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
