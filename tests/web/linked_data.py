"""A small release with each kind of linked data: scheme, ontology, shapes, what was withdrawn, many links."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from untoc_graph.linked.context import CONTEXT
from untoc_graph.namespaces import BASE, PREFIXES
from untoc_graph.rdf.engine import parse, sort_quads
from untoc_graph.rdf.formats import GRAPH_FORMATS, graph_format

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from untoc_graph.rdf.engine import Quad

__all__ = ["HOSTILE", "LINKS", "Document", "linked_quads", "triples"]

# So many acts point to Italy.
LINKS = 450
# The text of the hostile label: markup, a quotation mark, marks that turn the direction of writing.
HOSTILE = '<img src=x onerror=alert(1)>"\u202e'

_GRAPH = """
graph:ontology {
  <https://w3id.org/untoc/ontology> a owl:Ontology ; dcterms:title "Ontology"@en ;
    owl:versionIRI <https://w3id.org/untoc/ontology/0.1.0> .
  untoc:State a owl:Class ; rdfs:subClassOf untoc:Participant ; rdfs:label "State"@en , "État"@fr .
  untoc:Participant a owl:Class ; rdfs:label "Participant"@en .
  untoc:Ratification a owl:Class ; rdfs:label "Ratification"@en .
  untoc:participant a owl:ObjectProperty ; rdfs:range untoc:Participant .
  untoc:partyTo a owl:ObjectProperty .
  untoc:date a owl:DatatypeProperty ; rdfs:range xsd:date .
  untoc:asOf a owl:DatatypeProperty .
  untoc:leastDeveloped a owl:DatatypeProperty ; rdfs:range xsd:boolean .
  untoc:formalName a owl:DatatypeProperty ; rdfs:range rdf:langString .
  untoc:number a owl:DatatypeProperty ; rdfs:range xsd:string .
}
graph:alignments { untoc:Participant rdfs:subClassOf prov:Agent . }
graph:shapes {
  shape:Action a sh:NodeShape ; sh:property shape:Action-participant , shape:Action-date .
  shape:Action-participant sh:path untoc:participant ; sh:maxCount 1 .
  shape:Action-date sh:path untoc:date ; sh:maxCount 1 .
}
graph:dataset {
  dataset:untoc a dcat:Dataset ; dcterms:license <https://creativecommons.org/licenses/by/4.0/> .
  <https://w3id.org/untoc/dataset/untoc#part> a void:Dataset ; void:triples 5 .
}
graph:kinds {
  scheme:harms a skos:ConceptScheme ; skos:prefLabel "Harms"@en .
  harm:lives a skos:Concept ; skos:inScheme scheme:harms ; skos:prefLabel "Lives"@en .
  status:party a skos:Concept ; skos:prefLabel "Party"@en .
  cooperation:extradition a skos:Concept ; skos:prefLabel "Extradition"@en .
}
graph:participants {
  participant:ITA a untoc:State ; skos:prefLabel "Italy"@en , "Italie"@fr , "إيطاليا"@ar ;
    skos:altLabel "Italien"@de , "Italia"@de ; untoc:partyTo instrument:untoc ; untoc:leastDeveloped false ;
    untoc:formalName "Italian Republic"@en ; untoc:asOf "2024"^^xsd:gYear , "2024-01-02"^^xsd:date , "then" ;
    untoc:population 59 ; wgs:lat "41.90"^^xsd:decimal ; untoc:number "1" ;
    skos:notation "380"^^untoc:m49 ; skos:exactMatch <http://www.wikidata.org/entity/Q38> .
  participant:ROU a untoc:State ; skos:prefLabel "Romania"@en , HOSTILE@en .
  instrument:untoc a untoc:Convention ; skos:prefLabel "Convention"@en .
  mapping:ITA-Q38 a owl:Axiom ; owl:annotatedSource participant:ITA ; owl:annotatedProperty skos:exactMatch ;
    owl:annotatedTarget <http://www.wikidata.org/entity/Q38> .
}
graph:withdrawn {
  participant:ROM owl:deprecated true ; dcterms:isReplacedBy participant:ROU .
  participant:XXX owl:deprecated true .
}
graph:actions { ACTIONS }
"""


@dataclass(frozen=True)
class Document:
    """A document that has one form a format.

    Attributes:
        kind: what it is, for the name of a test.
        stem: its path without an extension.
        address: the path that is negotiated.
        status: of the reply there.
    """

    kind: str
    stem: str
    address: str
    status: int = 200


def linked_quads() -> list[Quad]:
    """Return the quads of the release, sorted."""
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    actions = "\n".join(
        f"action:a-{number} a untoc:Ratification ; untoc:participant participant:ITA ; "
        f'untoc:date "2003-01-{1 + number % 28:02}"^^xsd:date .'
        for number in range(LINKS)
    )
    text = _GRAPH.replace("ACTIONS", actions).replace("HOSTILE", json.dumps(HOSTILE))
    return sort_quads(parse(prefixes + text, graph_format("trig")))


def triples(client: FlaskClient, reply: TestResponse) -> set[str]:
    """Return the triples of a reply in whichever format; JSON is read with the context of the service."""
    fmt = next(each for each in GRAPH_FORMATS if reply.mimetype in {each.media_type, *each.aliases})
    content = reply.data
    if fmt.name == "jsonld":
        said: dict[str, Any] = json.loads(content)
        assert said["@context"] == CONTEXT
        said["@context"] = client.get("/context.jsonld").get_json(force=True)["@context"]
        content = json.dumps(said).encode()
    read = [str(quad.triple) for quad in parse(content, fmt, BASE)]
    assert len(read) == len(set(read)), "a document says each triple once"
    assert not any("_:" in each for each in read), "no blank nodes"
    return set(read)
