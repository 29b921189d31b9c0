"""Each shape finds in its fixtures what it is for and nothing else, in our gate as in pyshacl alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SH

from untoc_graph.graph.validation import read_ontology, read_shapes, validate
from untoc_graph.namespaces import PREFIXES, UNTOC
from untoc_graph.rdf.terms import as_graph
from untoc_graph.settings import Settings

if TYPE_CHECKING:
    from rdflib.term import Node

    from untoc_graph.graph.report import Report

FOLDER = Path(__file__).parent
ONTOLOGY = Settings.from_env().ontology

# What the shapes look at in the ontology. Its concepts are left out of the fixtures: they rest on sources,
# provisions and offences of the tables, and to look at each of them again would take most of the time.
# The whole ontology is looked at in the full graph.
LOOKED_AT = (RDFS.subClassOf, UNTOC.asOf, UNTOC.classOfAct)

_TERM = re.compile(r"<([^<>]+)>|([\w-]+):([\w.-]+)")


@dataclass(frozen=True)
class Fixture:
    """A file that breaks a constraint of a shape.

    Attributes:
        shape: local name of the node shape, which is the name of the folder.
        constraint: local name of what it breaks: a property shape, a constraint in SPARQL, or the node shape.
    """

    shape: str
    constraint: str

    def graph(self) -> Graph:
        """Return the valid graph of the shape with the changes of the file."""
        path = FOLDER / self.shape / f"{self.constraint}.ttl"
        graph = valid(self.shape)
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                subject, *predicate = (_iri(word) for word in line.removeprefix("# without: ").split())
                pattern = (subject, predicate[0] if predicate else None, None)
                assert pattern in graph, f"{path}: nothing there to take out: {line}"
                graph.remove(pattern)
        return graph.parse(path)

    def subjects(self) -> set[Node]:
        """Return what the file and the valid example speak of."""
        names = ("valid", self.constraint)
        return {
            node for name in names for node in Graph().parse(FOLDER / self.shape / f"{name}.ttl").subjects()
        }


def _iri(word: str) -> URIRef:
    match = _TERM.fullmatch(word)
    assert match is not None, word
    return URIRef(match[1] or PREFIXES[match[2]] + match[3])


INVALID = [
    Fixture(path.parent.name, path.stem) for path in sorted(FOLDER.glob("*/*.ttl")) if path.stem != "valid"
]
VALID = sorted(path.parent.name for path in FOLDER.glob("*/valid.ttl"))


@cache
def _common() -> Graph:
    graph = Graph(bind_namespaces="none")
    for triple in as_graph(read_ontology(ONTOLOGY)):
        if triple[1] in LOOKED_AT:
            graph.add(triple)
    return graph.parse(FOLDER / "common.ttl")


def common() -> Graph:
    """Return a fresh graph of the world that all fixtures share."""
    graph = Graph(bind_namespaces="none")
    for triple in _common():
        graph.add(triple)
    return graph


def valid(shape: str) -> Graph:
    """Return the common graph with the valid example of a shape."""
    return common().parse(FOLDER / shape / "valid.ttl")


@cache
def _shapes():
    return read_shapes(ONTOLOGY / "shapes")


def found(of: Fixture | str) -> Report:
    """Return what all shapes find in an invalid example, or in the valid example of a shape."""
    return validate(valid(of) if isinstance(of, str) else of.graph(), _shapes())


def local(node: Node | None) -> str:
    """Return the name of a shape without its namespace."""
    return str(node).removeprefix(PREFIXES["shape"])


def shape_iri(name: str) -> URIRef:
    return URIRef(PREFIXES["shape"] + name)


def looked_at(shape: URIRef, shapes: Graph, data: Graph) -> set[Node]:
    """Return the focus nodes of a shape, all of which have classes for targets."""
    classes = {
        below
        for target in shapes.objects(shape, SH.targetClass)
        for below in data.transitive_subjects(RDFS.subClassOf, target)
    }
    return {node for class_ in classes for node in data.subjects(RDF.type, class_)}


def test_the_common_world_is_valid():
    assert not validate(common(), _shapes()).results


@pytest.mark.parametrize("shape", VALID)
def test_a_valid_example_gives_nothing_and_has_what_the_shape_looks_at(shape, shapes):
    assert not found(shape).results, found(shape).text()
    example = Graph().parse(FOLDER / shape / "valid.ttl")
    assert looked_at(shape_iri(shape), shapes, valid(shape)) & set(example.subjects())


# What a file does not speak of is the common world, which pyshacl looks at once: to do so again for each file
# would take most of the time.
@pytest.mark.parametrize("fixture", INVALID, ids=lambda fixture: fixture.constraint)
def test_an_invalid_example_breaks_only_the_constraint_that_it_is_named_after(
    fixture, shapes, findings, findings_of_pyshacl
):
    report = found(fixture)
    broken = {(r.focus, r.constraint or r.shape, r.severity.iri) for r in report.results}
    assert len(broken) == 1, report.text()
    focus, constraint, severity = broken.pop()
    assert local(constraint) == fixture.constraint, report.text()
    declares = shapes.value(None, SH.sparql, constraint) or constraint
    assert severity == shapes.value(declares, SH.severity, default=SH.Violation)
    assert findings_of_pyshacl(fixture.graph(), fixture.subjects() | {focus}) == findings(report)


def test_pyshacl_alone_finds_nothing_in_the_common_world(findings_of_pyshacl):
    assert not findings_of_pyshacl(common())


def test_every_node_shape_has_a_valid_and_an_invalid_example(shapes):
    names = sorted({local(shape) for shape in shapes.subjects(SH.targetClass)})
    assert names == VALID
    assert names == sorted({fixture.shape for fixture in INVALID})


def test_every_constraint_in_sparql_has_an_invalid_example(shapes):
    constraints = {local(constraint) for constraint in shapes.objects(None, SH.sparql)}
    assert constraints <= {fixture.constraint for fixture in INVALID}


def test_a_fixture_stands_with_the_shape_that_it_breaks(shapes):
    for fixture in INVALID:
        shape = shape_iri(fixture.shape)
        own = {shape, *shapes.objects(shape, SH.property), *shapes.objects(shape, SH.sparql)}
        assert shape_iri(fixture.constraint) in own, f"{fixture.shape}/{fixture.constraint}.ttl"


def test_no_statement_says_that_its_maker_has_not_notified():
    """`value:not-notified` is for answers: what an answer may say of a silence is not a value to be read."""
    graph = valid("Statement")
    (statement,) = graph.subjects(UNTOC.value, URIRef(PREFIXES["value"] + "not-bound"))
    graph.set((statement, UNTOC.value, URIRef(PREFIXES["value"] + "not-notified")))
    broken = {local(result.constraint or result.shape) for result in validate(graph, _shapes()).results}
    assert broken == {"Statement-fit", "Statement-value"}
