"""RDF terms as text: for a SPARQL query, whatever their characters, and as a query file writes them.

rdflib's own `n3()` is not used for texts: it leaves the quotes open when a text has a line break and ends in
a backslash and a quotation mark.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from untoc_graph.rdf.terms import prefixed_name

__all__ = ["Term", "query_text", "written_as"]

Term: TypeAlias = URIRef | Literal


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
        return prefixed_name(term)
    if term.datatype == XSD.integer:
        return str(term)
    return _quoted(term) + ("" if _is_plain(term) else f"^^{prefixed_name(term.datatype or '')}")


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
