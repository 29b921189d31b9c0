"""Whatever a value is, a processor reads from our JSON the triples that were written."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS

from untoc_graph.linked.context import CONTEXT, make_context
from untoc_graph.linked.jsonld import json_document
from untoc_graph.namespaces import PREFIXES, UNTOC, mint
from untoc_graph.rdf.engine import parse
from untoc_graph.rdf.formats import graph_format
from untoc_graph.rdf.terms import as_quads

ITALY = mint("participant", "ITA")
CONTEXT_OF_TEST = make_context(
    {
        str(UNTOC["partyTo"]): (True, set()),
        str(UNTOC["date"]): (False, {str(XSD.date)}),
        str(UNTOC["listed"]): (False, {str(XSD.boolean)}),
        str(UNTOC["count"]): (False, {str(XSD.integer)}),
        str(UNTOC["name"]): (False, {str(RDF.langString)}),
        str(UNTOC["code"]): (False, {str(XSD.string)}),
        str(UNTOC["other"]): (False, set()),
    },
    [str(UNTOC["date"]), str(UNTOC["count"])],
    [str(UNTOC["State"])],
)
PROPERTIES = [
    *(UNTOC[name] for name in ("partyTo", "date", "listed", "count", "name", "code", "other", "unknown")),
    SKOS.prefLabel,
    DCTERMS.source,
    URIRef("https://example.org/elsewhere#property"),
]
VALUES = [
    mint("instrument", "untoc"),
    URIRef("urn:x:y"),
    URIRef("https://w3id.org/untoc/ontology#State"),
    Literal("Italie", lang="fr"),
    Literal("Italia", lang="fr"),
    Literal("意大利", lang="zh"),
    Literal(""),
    Literal('"@id": <b>'),
    Literal("https://w3id.org/untoc/participant/ITA"),
    Literal("skos:prefLabel"),
    Literal("true", datatype=XSD.boolean),
    Literal("1", datatype=XSD.boolean),
    Literal("7", datatype=XSD.integer),
    Literal("-7", datatype=XSD.integer),
    Literal("007", datatype=XSD.integer, normalize=False),
    Literal("9" * 40, datatype=XSD.integer),
    Literal("1.50", datatype=XSD.decimal, normalize=False),
    Literal("2024-01-02", datatype=XSD.date),
    Literal("2024", datatype=XSD.gYear),
    Literal("380", datatype=UNTOC["m49"]),
]


def written(graph: Graph) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(json_document(as_quads(graph), CONTEXT_OF_TEST, str(ITALY)))
    return said


def read(said: dict[str, Any]) -> set[str]:
    assert said["@context"] == CONTEXT
    said = {**said, "@context": json.loads(CONTEXT_OF_TEST.document())["@context"]}
    return {str(quad.triple) for quad in parse(json.dumps(said), graph_format("jsonld"))}


@given(
    st.lists(
        st.tuples(
            st.sampled_from([ITALY, mint("participant", "ROU")]),
            st.sampled_from([*PROPERTIES, RDF.type]),
            st.sampled_from(VALUES),
        ),
        min_size=1,
    )
)
def test_all_triples_come_back(triples: list[tuple[URIRef, URIRef, Any]]) -> None:
    graph = Graph(bind_namespaces="none")
    for subject, predicate, value in triples:
        if predicate != RDF.type or isinstance(value, URIRef):
            graph.add((subject, predicate, value))
    assert read(written(graph)) == {str(quad.triple) for quad in as_quads(graph)}


def test_the_thing_comes_first_and_the_bytes_stay() -> None:
    graph = Graph(bind_namespaces="none")
    for key in ("AAA", "ITA", "ZZZ"):
        graph.add((mint("participant", key), SKOS.prefLabel, Literal(key, lang="en")))
    quads = list(as_quads(graph))
    first = json_document(quads, CONTEXT_OF_TEST, str(ITALY))
    assert json_document(reversed(quads), CONTEXT_OF_TEST, str(ITALY)) == first
    assert [node["id"].rpartition("/")[2] for node in json.loads(first)["@graph"]] == ["ITA", "AAA", "ZZZ"]


def test_values_look_as_json_has_them() -> None:
    graph = Graph(bind_namespaces="none")
    graph.add((ITALY, RDF.type, UNTOC["State"]))
    graph.add((ITALY, RDF.type, SKOS.Concept))
    graph.add((ITALY, UNTOC["count"], Literal(7)))
    graph.add((ITALY, UNTOC["listed"], Literal("true", datatype=XSD.boolean)))
    graph.add((ITALY, UNTOC["other"], Literal("1.5", datatype=XSD.decimal)))
    graph.add((ITALY, SKOS.prefLabel, Literal("Italy", lang="en")))
    (node,) = written(graph)["@graph"]
    assert node == {
        "id": str(ITALY),
        "type": ["skos:Concept", "State"],
        "count": 7,
        "listed": [True],
        "other": [{"@value": "1.5", "@type": f"{PREFIXES['xsd']}decimal"}],
        "prefLabel": {"en": "Italy"},
    }
