"""Words for the properties of other vocabularies, which have no label in this graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from untoc_graph.rdf.terms import prefixed_name
from untoc_graph.web.language import later

if TYPE_CHECKING:
    from flask_babel import LazyString

__all__ = ["relation"]

# A pair says what it is the one way and the other way round.
_RELATIONS: Final[dict[str, tuple[LazyString, LazyString]]] = {
    "rdf:type": (later("is a"), later("has the kind")),
    "rdfs:subClassOf": (later("kind of"), later("has the kind below it")),
    "rdfs:subPropertyOf": (later("narrower property of"), later("has the narrower property")),
    "rdfs:domain": (later("is said of"), later("has the property")),
    "rdfs:range": (later("leads to"), later("is what the property leads to")),
    "rdfs:isDefinedBy": (later("defined by"), later("defines")),
    "rdfs:seeAlso": (later("see also"), later("seen from")),
    "skos:broader": (later("wider"), later("has below it")),
    "skos:narrower": (later("has below it"), later("wider")),
    "skos:related": (later("related"), later("related")),
    "skos:inScheme": (later("in the scheme"), later("holds")),
    "skos:topConceptOf": (later("at the top of"), later("has at the top")),
    "skos:hasTopConcept": (later("has at the top"), later("at the top of")),
    "skos:exactMatch": (later("the same elsewhere"), later("the same here")),
    "skos:closeMatch": (later("nearly the same elsewhere"), later("nearly the same here")),
    "skos:broadMatch": (later("wider elsewhere"), later("narrower here")),
    "skos:narrowMatch": (later("narrower elsewhere"), later("wider here")),
    "skos:relatedMatch": (later("related elsewhere"), later("related here")),
    "skos:notation": (later("Identifier"), later("Identifier")),
    "owl:annotatedSource": (later("what is matched"), later("Matches in other data")),
    "owl:annotatedProperty": (later("Kind of match"), later("Kind of match")),
    "owl:annotatedTarget": (later("matched with"), later("Matches in other data")),
    "dcterms:source": (later("source"), later("source of")),
    "dcterms:hasPart": (later("has part"), later("part of")),
    "dcterms:isPartOf": (later("part of"), later("has part")),
    "prov:wasDerivedFrom": (later("derived from"), later("from which was derived")),
    "prov:hadPrimarySource": (later("rests on"), later("on which rests")),
}


def relation(iri: str, incoming: bool = False) -> str:
    """Return what a property of another vocabulary says in words, "" where there are none.

    Args:
        iri: of the property.
        incoming: whether it is read from its value to what has it.
    """
    words = _RELATIONS.get(prefixed_name(iri))
    return str(words[incoming]) if words else ""
