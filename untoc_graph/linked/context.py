"""The JSON-LD context of our documents: a name for each term of the ontology, and what its values are.

Generated from the ontology and the shapes of a release, so that it never says anything else than they do.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from untoc_graph.namespaces import BASE, COLLECTIONS, PREFIXES, UNTOC
from untoc_graph.rdf.terms import prefixed_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from untoc_graph.linked.asking import Ask

__all__ = ["ANY", "CONTEXT", "IRI", "LANGUAGE", "Context", "Term", "make_context", "read_context"]

# The canonical address of the context, which documents name.
CONTEXT: Final = f"{BASE}context.jsonld"

_XSD: Final = PREFIXES["xsd"]
_LANG_STRING: Final = f"{PREFIXES['rdf']}langString"
# The kinds of values that are no datatype.
IRI: Final = "iri"
LANGUAGE: Final = "language"
ANY: Final = "any"

# Names of other vocabularies that our documents use, by what their values are there.
_FOREIGN: Final = {
    LANGUAGE: (
        "dcterms:description dcterms:title rdfs:comment rdfs:label skos:altLabel skos:definition skos:note "
        "skos:prefLabel skos:scopeNote"
    ),
    IRI: (
        "dcterms:hasPart dcterms:isPartOf dcterms:isReplacedBy dcterms:license dcterms:source "
        "foaf:primaryTopic hydra:first hydra:last hydra:member hydra:next hydra:previous hydra:view "
        "owl:annotatedProperty owl:annotatedSource owl:annotatedTarget owl:sameAs prov:hadPrimarySource "
        "prov:wasDerivedFrom rdfs:domain rdfs:isDefinedBy rdfs:range rdfs:seeAlso rdfs:subClassOf "
        "rdfs:subPropertyOf skos:broadMatch skos:broader skos:closeMatch skos:exactMatch "
        "skos:hasTopConcept skos:inScheme skos:narrowMatch skos:narrower skos:related skos:relatedMatch "
        "skos:topConceptOf void:inDataset void:property void:propertyPartition"
    ),
    ANY: (
        "dcterms:contributor dcterms:creator dcterms:identifier dcterms:publisher hydra:totalItems "
        "owl:deprecated owl:versionInfo schema:url skos:notation void:triples"
    ),
    f"{_XSD}date": "dcterms:created dcterms:issued dcterms:modified",
    f"{_XSD}decimal": "wgs:lat wgs:long",
}
# Those of which a thing has one at most, by their definition or by what our documents say.
_SINGLE: Final = frozenset(
    {
        "dcterms:created",
        "dcterms:issued",
        "dcterms:license",
        "dcterms:modified",
        "foaf:primaryTopic",
        "hydra:first",
        "hydra:last",
        "hydra:next",
        "hydra:previous",
        "hydra:totalItems",
        "hydra:view",
        "owl:annotatedProperty",
        "owl:annotatedSource",
        "owl:annotatedTarget",
        "owl:deprecated",
        "void:inDataset",
        "void:property",
        "void:triples",
        "wgs:lat",
        "wgs:long",
    }
)
# The vocabularies: collections have none, since `participant` is a property here.
_PREFIXES: Final = tuple(sorted(set(PREFIXES) - set(COLLECTIONS) - {"shape"}))


@dataclass(frozen=True)
class Term:
    """A property under its short name.

    Attributes:
        name: the name in JSON.
        iri: the property.
        kind: "iri", "language" (texts by language), "any", or the IRI of a datatype.
        single: whether a thing has one value at most; others are always lists.
    """

    name: str
    iri: str
    kind: str
    single: bool

    @property
    def definition(self) -> str | dict[str, str]:
        """What the context says of it."""
        said = {"@id": prefixed_name(self.iri)}
        if self.kind == LANGUAGE:
            return {**said, "@container": "@language"}
        if self.kind == IRI:
            said["@type"] = "@id"
        elif self.kind not in {ANY, f"{_XSD}string"}:
            said["@type"] = prefixed_name(self.kind)
        if not self.single:
            said["@container"] = "@set"
        return said if len(said) > 1 else said["@id"]


@dataclass(frozen=True)
class Context:
    """The names under which documents say things.

    Attributes:
        terms: the properties by their IRIs.
        classes: the names of classes by their IRIs.
    """

    terms: Mapping[str, Term]
    classes: Mapping[str, str]

    def short(self, iri: str) -> str:
        """Return an IRI with one of the prefixes of the context, or as it is."""
        name = prefixed_name(iri)
        return iri if name.startswith("<") or name.partition(":")[0] not in _PREFIXES else name

    def document(self) -> bytes:
        """Return the context as a document."""
        said: dict[str, Any] = {"@version": 1.1, "id": "@id", "type": "@type"}
        said.update((prefix, PREFIXES[prefix]) for prefix in _PREFIXES)
        named = [(term.name, term.definition) for term in self.terms.values()]
        named += [(name, prefixed_name(iri)) for iri, name in self.classes.items()]
        said.update(sorted(named))
        return (json.dumps({"@context": said}, ensure_ascii=False, indent=2) + "\n").encode()


def read_context(ask: Ask) -> Context:
    """Return the context of the release that is asked; raises QueryError."""
    ranges: defaultdict[str, set[str]] = defaultdict(set)
    kinds: dict[str, str] = {}
    classes = []
    for iri, kind, value in ask.select(_TERMS):
        if kind == f"{PREFIXES['owl']}Class":
            classes.append(iri)
            continue
        kinds[iri] = kind
        if value:
            ranges[iri].add(value)
    single = {path for (path,) in ask.select(_LIMITED)} - {path for (path,) in ask.select(_SEVERAL)}
    return make_context(
        {iri: (kind.endswith("ObjectProperty"), ranges[iri]) for iri, kind in kinds.items()}, single, classes
    )


def make_context(
    properties: Mapping[str, tuple[bool, set[str]]], single: Iterable[str], classes: Iterable[str]
) -> Context:
    """Return the context of an ontology.

    Args:
        properties: by IRI, whether the values are things, and the ranges.
        single: properties of which no thing may have two values.
        classes: the classes.
    """
    ones = set(single)
    terms = {
        iri: Term(_local(iri), iri, _kind(of_things, ranges), iri in ones)
        for iri, (of_things, ranges) in sorted(properties.items())
    }
    taken = {term.name for term in terms.values()} | set(_PREFIXES)
    for kind, names in _FOREIGN.items():
        for name in names.split():
            prefix, _, local = name.partition(":")
            if local not in taken:
                iri = PREFIXES[prefix] + local
                terms[iri] = Term(local, iri, kind, name in _SINGLE)
    taken |= {term.name for term in terms.values()}
    return Context(terms, {iri: _local(iri) for iri in sorted(classes) if _local(iri) not in taken})


def _kind(of_things: bool, ranges: set[str]) -> str:
    if of_things:
        return IRI
    if ranges == {_LANG_STRING}:
        return LANGUAGE
    (only,) = ranges if len(ranges) == 1 else ("",)
    return only if only.startswith(_XSD) else ANY


def _local(iri: str) -> str:
    return iri.removeprefix(str(UNTOC))


_TERMS: Final = f"""\
SELECT DISTINCT ?term ?kind ?range WHERE {{
  VALUES ?kind {{ owl:Class owl:ObjectProperty owl:DatatypeProperty }}
  ?term a ?kind
  OPTIONAL {{ ?term rdfs:range ?range }}
  FILTER(STRSTARTS(STR(?term), "{UNTOC}"))
}} ORDER BY ?term ?range"""
# What some shape allows once, and nothing in the release has twice: a shape that does not count may be about
# something else.
_LIMITED: Final = "SELECT DISTINCT ?path WHERE { ?shape sh:path ?path ; sh:maxCount 1 FILTER(isIRI(?path)) }"
_SEVERAL: Final = """\
SELECT DISTINCT ?path WHERE {
  { SELECT ?path (COUNT(DISTINCT ?value) AS ?number) WHERE { ?thing ?path ?value } GROUP BY ?thing ?path }
  FILTER(?number > 1)
}"""
