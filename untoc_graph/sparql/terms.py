"""RDF terms as text: for a SPARQL query, for a query file, and for a reader.

rdflib's own `n3()` is not used for texts: it leaves the quotes open when a text has a line break and ends in
a backslash and a quotation mark.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from untoc_graph.namespaces import PREFIXES

__all__ = ["Term", "prefixed", "query_text", "written_as"]

Term: TypeAlias = URIRef | Literal

_BY_LENGTH = sorted(((iri, prefix) for prefix, iri in PREFIXES.items()), key=lambda pair: -len(pair[0]))
_LOCAL_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")


def query_text(term: Term) -> str:
    r"""Return the term as SPARQL reads it back, whatever its characters.

    >>> query_text(Literal('a "b"'))
    '"a \\"b\\""'
    """
    if isinstance(term, URIRef):
        return term.n3()
    return _quoted(term) + ("" if _is_plain(term) else f"^^<{term.datatype}>")


def written_as(term: Term) -> str:
    """Return the term as a query file writes it: prefixed names, plain numbers, `"2024-06-01"^^xsd:date`.

    >>> written_as(Literal("2024-06-01", datatype=XSD.date))
    '"2024-06-01"^^xsd:date'
    """
    if isinstance(term, URIRef):
        return prefixed(term) or term.n3()
    if term.datatype == XSD.integer:
        return str(term)
    return _quoted(term) + ("" if _is_plain(term) else f"^^{prefixed(URIRef(term.datatype or ''))}")


def prefixed(iri: str) -> str | None:
    """Return the prefixed name of an IRI with one of our prefixes, None where it has none.

    >>> prefixed("https://w3id.org/untoc/participant/ITA")
    'participant:ITA'
    """
    for namespace, prefix in _BY_LENGTH:
        if iri.startswith(namespace) and _LOCAL_NAME.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return None


def _is_plain(literal: Literal) -> bool:
    return literal.datatype in {None, XSD.string}


def _quoted(literal: Literal) -> str:
    text = str(literal)
    for character, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        text = text.replace(character, escape)
    # SPARQL 1.1 §19.2 decodes \uXXXX before it reads the string, so a doubled backslash does not protect a u
    # that follows; engines differ. Written as a code point, the u is no escape to any of them.
    text = re.sub(r"\\\\([uU])", lambda found: f"\\\\\\U{ord(found[1]):08X}", text)
    return f'"{text}"'
