"""The names of everything: the base IRI, the collections of things, and the prefixes that files may use.

`ontology/` and `queries/` must repeat the prefixes, since Turtle and SPARQL files stand on their own;
`tests/test_namespaces.py` guards those copies.
"""

from __future__ import annotations

import re
from typing import Final

from rdflib import URIRef
from rdflib.namespace import Namespace

__all__ = ["BASE", "COLLECTIONS", "PREFIXES", "UNTOC", "graph_iri", "mint", "provision_key"]

BASE: Final = "https://w3id.org/untoc/"
UNTOC: Final = Namespace(BASE + "ontology#")

# One segment after the collection, always: Turtle can then write `participant:ITA`.
COLLECTIONS: Final = (
    "absence",
    "action",
    "action-kind",
    "agreement",
    "answer",
    "authority",
    "body",
    "body-kind",
    "cluster-assignment",
    "condition",
    "confidence",
    "conflict",
    "consequence",
    "cooperation",
    "coverage",
    "crime",
    "dataset",
    "date-basis",
    "decision",
    "decision-kind",
    "duty",
    "former-name",
    "gap",
    "gap-kind",
    "gazette",
    "graph",
    "harm",
    "harm-link",
    "iccs",
    "identifier",
    "identifier-system",
    "instrument",
    "link-basis",
    "mapping",
    "membership",
    "membership-status",
    "modality",
    "obligation",
    "offence",
    "organisation",
    "participant",
    "participant-kind",
    "participation",
    "path",
    "provision",
    "query",
    "reading",
    "region",
    "regional-group",
    "related-instrument",
    "related-participation",
    "review",
    "review-kind",
    "rule",
    "scheme",
    "session",
    "source",
    "statement",
    "status",
    "subject",
    "theme",
    "topic",
    "value",
)

PREFIXES: Final[dict[str, str]] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "wgs": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "untoc": str(UNTOC),
    "shape": BASE + "shapes#",
    **{collection: f"{BASE}{collection}/" for collection in COLLECTIONS},
}

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def mint(collection: str, key: str) -> URIRef:
    """Return the IRI of a thing: base, collection, key.

    Raises:
        ValueError: the collection is not one of ours, or the key is not a single clean segment.

    >>> mint("participant", "ITA")
    rdflib.term.URIRef('https://w3id.org/untoc/participant/ITA')
    """
    if collection not in COLLECTIONS:
        raise ValueError(f'"{collection}" is not a collection of this graph')
    if not _KEY.fullmatch(key):
        raise ValueError(f'"{key}" cannot be the last segment of an IRI')
    return URIRef(f"{BASE}{collection}/{key}")


def graph_iri(name: str) -> URIRef:
    """Return the IRI of a named graph.

    >>> graph_iri("actions")
    rdflib.term.URIRef('https://w3id.org/untoc/graph/actions')
    """
    return mint("graph", name)


def provision_key(reference: str) -> str:
    """Return the key of a provision from the way lawyers cite it.

    >>> provision_key("untoc:5(1)(a)(i)")
    'untoc-5-1-a-i'
    """
    instrument, _, number = reference.partition(":")
    return f"{instrument}-" + re.sub(r"[()]+", "-", number).strip("-")
