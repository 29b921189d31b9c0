"""What a release describes: keys and their order, what was withdrawn, what a collection has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import write_release
from untoc_graph.linked.library import Library
from untoc_graph.namespaces import BASE, PREFIXES
from untoc_graph.rdf.engine import parse, sort_quads
from untoc_graph.rdf.formats import graph_format
from untoc_graph.settings import Settings
from untoc_graph.sparql.asking import StoreAsker
from untoc_graph.store.embedded import EmbeddedStore
from untoc_graph.store.release import Release

if TYPE_CHECKING:
    from collections.abc import Iterator

GRAPH = """
graph:all {
  untoc:Consent rdfs:subClassOf untoc:TreatyAction . untoc:Ratification rdfs:subClassOf untoc:Consent .
  untoc:Accession rdfs:subClassOf untoc:Consent . untoc:TreatyAction rdfs:subClassOf prov:Activity .
  untoc:Consent rdfs:label "Consent"@en .
  session:2 a untoc:Session . session:10 a untoc:Session . session:1 a untoc:Session .
  action:a a untoc:Ratification . action:b a untoc:Accession .
  harm:lives a skos:Concept ; skos:inScheme scheme:harms . scheme:harms a skos:ConceptScheme .
  <https://w3id.org/untoc/dataset/untoc#part> rdfs:label "Part"@en . dataset:untoc a dcat:Dataset .
  session:0 owl:deprecated true ; dcterms:isReplacedBy session:1 , session:2 .
  session:9 owl:deprecated false ; a untoc:Session .
  <https://w3id.org/untoc/nowhere/x> a untoc:Session . <https://example.org/session/3> a untoc:Session .
}
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    quads = sort_quads(parse(prefixes + GRAPH, graph_format("trig")))
    build = write_release(tmp_path_factory.mktemp("library") / "build", quads)
    with EmbeddedStore(Release.open(build), Settings(workers=1)) as store:
        yield Library(StoreAsker(store, Settings().queries))


def test_keys_are_in_the_order_of_their_numbers(library: Library) -> None:
    assert library.directory.keys["session"] == ("1", "2", "9", "10")


def test_only_what_stands_in_a_collection_has_a_key(library: Library) -> None:
    assert set(library.directory.keys) == {"session", "action", "harm", "scheme", "dataset"}
    assert library.directory.parts == {f"{BASE}dataset/untoc": (f"{BASE}dataset/untoc#part",)}


def test_what_was_withdrawn_is_no_key(library: Library) -> None:
    assert library.directory.withdrawn == {
        f"{BASE}session/0": (f"{BASE}session/1", f"{BASE}session/2"),
    }
    assert ("session", "0") not in library.directory.known


def test_a_collection_is_called_as_the_nearest_that_its_things_share(library: Library) -> None:
    assert library.directory.kinds == {
        "session": f"{BASE}ontology#Session",
        "action": f"{BASE}ontology#Consent",
        "harm": f"{BASE}scheme/harms",
    }
    listing = library.collection("action")
    assert listing is not None
    assert any(str(quad.object) == '"Consent"@en' for quad in listing.quads)


def test_a_release_without_licence_names_none(library: Library) -> None:
    assert library.licence == ""
    said = library.thing("session", "1")
    assert said is not None
    assert not any("license" in str(quad.predicate) for quad in said.quads)


def test_there_is_no_page_after_the_last(library: Library) -> None:
    assert library.thing("session", "1", 2) is None
    assert library.collection("session", 2) is None
    assert library.collection("participant") is None


def test_the_thing_is_written_first_in_every_format(library: Library) -> None:
    said = library.thing("session", "1")
    assert said is not None
    for name in ("turtle", "ntriples", "trig", "nquads"):
        written = library.write(said, graph_format(name)).decode()
        body = written.rpartition("@prefix")[2].partition("\n\n")[2] or written
        assert body.lstrip("\n").startswith(("session:1", f"<{BASE}session/1>"))
    assert library.write(said, graph_format("turtle")) == library.write(said, graph_format("turtle"))
