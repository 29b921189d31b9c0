"""A graph as JSON that reads naturally: the names and the kinds of values are those of the context.

What a name cannot say (a text where it has things) is said under the prefixed name of the property, which the
context does not define further. https://www.w3.org/TR/json-ld11/
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from untoc_graph.linked.context import ANY, CONTEXT, IRI, LANGUAGE
from untoc_graph.namespaces import PREFIXES
from untoc_graph.rdf.terms import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from untoc_graph.linked.context import Context, Term
    from untoc_graph.rdf.engine import Quad

__all__ = ["json_document"]

_TYPE: Final = f"{PREFIXES['rdf']}type"
_XSD: Final = PREFIXES["xsd"]
_STRING: Final = f"{_XSD}string"
_BOOLEAN: Final = {"true": True, "false": False}
# JSON numbers beyond are not exact for every reader (RFC 8259, 6).
_LARGEST: Final = 2**53

# What a term is, its text, its language, its datatype.
_Parts = tuple[str, str, str, str]


def json_document(quads: Iterable[Quad], context: Context, first: str = "") -> bytes:
    """Return the document of the quads, the thing that is asked for first; the same quads, the same bytes.

    Args:
        quads: triples without blank nodes; the names of their graphs are left out.
        context: which the document names and does not repeat.
        first: the IRI of the subject that comes first.
    """
    nodes: defaultdict[str, defaultdict[str, set[_Parts]]] = defaultdict(lambda: defaultdict(set))
    for quad in quads:
        nodes[parts_of(quad.subject)[1]][quad.predicate.value].add(parts_of(quad.object))
    ordered = sorted(nodes, key=lambda iri: (iri != first, iri))
    said = {"@context": CONTEXT, "@graph": [_node(iri, nodes[iri], context) for iri in ordered]}
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _node(iri: str, said: defaultdict[str, set[_Parts]], context: Context) -> dict[str, Any]:
    node: dict[str, Any] = {"id": iri}
    classes = sorted(value[1] for value in said.pop(_TYPE, ()))
    if classes:
        node["type"] = [context.classes.get(each) or context.short(each) for each in classes]
    rest: dict[str, Any] = {}
    for property_, values in said.items():
        term = context.terms.get(property_)
        fitting = sorted(value for value in values if term and _fits(value, term))
        if term and fitting:
            rest[term.name] = _values(fitting, term)
        others = sorted(values.difference(fitting))
        if others:
            rest[context.short(property_)] = [_whole(value) for value in others]
    return {**node, **dict(sorted(rest.items()))}


def _fits(value: _Parts, term: Term) -> bool:
    kind, _, language, datatype = value
    if term.kind == LANGUAGE:
        return bool(language)
    if term.kind == IRI:
        return kind == "iri"
    return term.kind in {ANY, datatype}


def _values(values: list[_Parts], term: Term) -> Any:
    if term.kind == LANGUAGE:
        texts: defaultdict[str, list[str]] = defaultdict(list)
        for _, text, language, _ in values:
            texts[language].append(text)
        return {language: each[0] if len(each) == 1 else each for language, each in sorted(texts.items())}
    if term.kind in {IRI, _STRING}:
        written: list[Any] = [text for _, text, _, _ in values]
    elif term.kind == ANY:
        written = [_whole(value) for value in values]
    else:
        written = [_native(text, datatype) for _, text, _, datatype in values]
    return written[0] if term.single and len(written) == 1 else written


def _whole(value: _Parts) -> Any:
    """Return a value that says itself what it is."""
    kind, text, language, datatype = value
    if kind != "literal":
        return {"id": text}
    if language:
        return {"@value": text, "@language": language}
    native = _native(text, datatype)
    if datatype == _STRING or not isinstance(native, str):
        return native
    return {"@value": text, "@type": datatype}


def _native(text: str, datatype: str) -> Any:
    """Return true, false and whole numbers as JSON has them, where they come back as they were written."""
    if datatype == f"{_XSD}boolean":
        return _BOOLEAN.get(text, text)
    if datatype == f"{_XSD}integer" and text.lstrip("-").isdigit() and len(text) < len(str(_LARGEST)):
        return int(text) if str(int(text)) == text else text
    return text
