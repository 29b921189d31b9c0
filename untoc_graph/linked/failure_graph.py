"""A failure as RDF, for who asked for RDF: the reply that says it (W3C, HTTP Vocabulary in RDF 1.0)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS

from untoc_graph.namespaces import BASE
from untoc_graph.rdf.documents import document
from untoc_graph.rdf.terms import as_quads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from untoc_graph.rdf.formats import Format
    from untoc_graph.sparql.problem_kinds import ProblemKind

__all__ = ["failure_document"]

_HTTP: Final = Namespace("http://www.w3.org/2011/http#")
_PATH: Final = "/.-_~"


def failure_document(
    path: str, kind: ProblemKind, detail: str, fmt: Format, withdrawn: str = "", instead: Sequence[str] = ()
) -> bytes:
    """Return the document of a failure; the same one, the same bytes.

    Args:
        path: what was asked for, decoded.
        kind: of the problem.
        detail: what is wrong, in a sentence.
        fmt: how it is written.
        withdrawn: the IRI of the thing that was withdrawn, or "".
        instead: IRIs of what replaces that thing.
    """
    graph = Graph(bind_namespaces="none")
    said = URIRef(f"{BASE}{quote(path.removeprefix('/'), safe=_PATH, errors='replace')}#reply")
    graph.add((said, RDF.type, _HTTP.Response))
    graph.add((said, _HTTP.statusCodeValue, Literal(kind.status, datatype=XSD.int)))
    graph.add((said, RDFS.label, Literal(kind.title, "en")))
    graph.add((said, RDFS.comment, Literal(detail, "en")))
    graph.add((said, DCTERMS.type, URIRef(kind.iri)))
    if withdrawn:
        graph.add((URIRef(withdrawn), OWL.deprecated, Literal(True)))
        for each in instead:
            graph.add((URIRef(withdrawn), DCTERMS.isReplacedBy, URIRef(each)))
    return document(as_quads(graph), fmt)
