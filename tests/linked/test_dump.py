"""The dumps are the same bytes each time and every format reads back to the same graph."""

from __future__ import annotations

import gzip
import random
import re

import pytest
import rdflib

from untoc_graph.linked.dump import DOWNLOADS, write_dumps
from untoc_graph.rdf.documents import document
from untoc_graph.rdf.engine import Quad, parse
from untoc_graph.rdf.formats import GRAPH_FORMATS, graph_format

NQUADS = r"""
<https://w3id.org/untoc/participant/ITA> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/untoc/ontology#State> <https://w3id.org/untoc/graph/participants> .
<https://w3id.org/untoc/participant/ITA> <http://www.w3.org/2000/01/rdf-schema#label> "Italie"@fr <https://w3id.org/untoc/graph/participants> .
<https://w3id.org/untoc/participant/ITA> <http://www.w3.org/2000/01/rdf-schema#label> "Italy"@en <https://w3id.org/untoc/graph/participants> .
<https://w3id.org/untoc/participant/ITA> <http://purl.org/dc/terms/source> <https://w3id.org/untoc/source/un-m49> <https://w3id.org/untoc/graph/participants> .
<https://w3id.org/untoc/action/ITA-untoc-ratification> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/untoc/ontology#Ratification> <https://w3id.org/untoc/graph/actions> .
<https://w3id.org/untoc/action/ITA-untoc-ratification> <https://w3id.org/untoc/ontology#participant> <https://w3id.org/untoc/participant/ITA> <https://w3id.org/untoc/graph/actions> .
<https://w3id.org/untoc/action/ITA-untoc-ratification> <https://w3id.org/untoc/ontology#date> "2006-08-02"^^<http://www.w3.org/2001/XMLSchema#date> <https://w3id.org/untoc/graph/actions> .
<https://w3id.org/untoc/action/ITA-untoc-ratification> <http://www.w3.org/2000/01/rdf-schema#comment> "a \"b\" \\ \n<c> & d" <https://w3id.org/untoc/graph/actions> .
<https://w3id.org/untoc/participant/ITA> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/untoc/ontology#State> <https://w3id.org/untoc/graph/derived> .
<https://w3id.org/untoc/participant/ITA> <https://w3id.org/untoc/ontology#partyTo> <https://w3id.org/untoc/instrument/untoc> <https://w3id.org/untoc/graph/derived> .
"""  # noqa: E501
QUADS, TRIPLES = 10, 9
RDFLIB = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml", "trig": "trig", "nq": "nquads"}


def quads() -> list[Quad]:
    return list(parse(NQUADS, graph_format("nquads")))


def test_every_download_is_written_plain_and_compressed(tmp_path):
    written = write_dumps(tmp_path, quads())
    assert [path.name for path in written[::2]] == list(DOWNLOADS)
    assert {path.name for path in (tmp_path / "download").iterdir()} == {
        f"untoc.{extension}{end}" for extension in RDFLIB for end in ("", ".gz")
    }


def test_two_writes_give_the_same_bytes_whatever_the_order(tmp_path):
    shuffled = quads()
    random.Random(2).shuffle(shuffled)
    first, second = write_dumps(tmp_path / "a", quads()), write_dumps(tmp_path / "b", shuffled)
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_the_compressed_file_holds_the_plain_one_without_name_and_time(tmp_path):
    for plain, packed in zip(*[iter(write_dumps(tmp_path, quads()))] * 2, strict=True):
        content = packed.read_bytes()
        assert gzip.decompress(content) == plain.read_bytes()
        flags, time = content[3], content[4:8]
        assert (flags, time) == (0, b"\0\0\0\0")


# rdflib 7.6 uses its own deprecated names when a Dataset parses.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning")
@pytest.mark.parametrize("fmt", GRAPH_FORMATS, ids=lambda fmt: fmt.name)
def test_rdflib_reads_back_every_statement(fmt):
    content = document(quads(), fmt)
    if fmt.carries == "triples":
        assert len(rdflib.Graph().parse(content, format=RDFLIB[fmt.extension])) == TRIPLES
        return
    dataset = rdflib.Dataset(default_union=False)
    dataset.parse(content, format=RDFLIB[fmt.extension])
    assert len(list(dataset.quads())) == QUADS
    assert {str(graph).rpartition("/")[2] for *_, graph in dataset.quads()} == {
        "participants",
        "actions",
        "derived",
    }


@pytest.mark.parametrize("fmt", GRAPH_FORMATS, ids=lambda fmt: fmt.name)
def test_every_format_holds_the_same_triples(fmt):
    read = {quad.triple for quad in parse(document(quads(), fmt), fmt)}
    assert read == {quad.triple for quad in quads()}


def test_turtle_names_each_subject_once_with_its_class_first():
    turtle = document(quads(), graph_format("turtle")).decode()
    subjects = re.findall(r"^(?!@prefix)(\S+) (.*)", turtle, re.MULTILINE)
    assert subjects == [
        ("action:ITA-untoc-ratification", "a untoc:Ratification ;"),
        ("participant:ITA", "a untoc:State ;"),
    ]


@pytest.mark.parametrize("name", ["turtle", "trig"])
def test_only_the_prefixes_that_are_used_stand_at_the_top_from_a_to_z(name):
    head = re.findall(r"^@prefix (\S+):", document(quads(), graph_format(name)).decode(), re.MULTILINE)
    used = ["action", "dcterms", "instrument", "participant", "rdfs", "source", "untoc", "xsd"]
    assert head == (sorted([*used, "graph"]) if name == "trig" else used)


def test_a_blank_line_parts_the_subjects_of_turtle():
    assert document(quads(), graph_format("turtle")).decode().count("\n\n") == 2


def test_a_dump_of_nothing_can_be_read():
    for fmt in GRAPH_FORMATS:
        assert list(parse(document([], fmt), fmt)) == []


def test_the_nquads_download_is_the_sorted_release_file():
    lines = document(quads(), graph_format("nquads")).decode().splitlines()
    assert lines == sorted(NQUADS.strip().splitlines(), key=lambda line: line.rsplit(" <", 1)[1] + line)
