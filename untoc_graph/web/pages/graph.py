"""The page of a named graph: what it holds, its sources, the ways to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from untoc_graph.linked.library import DATASET
from untoc_graph.views.composed import names_of
from untoc_graph.views.graph import read_graph
from untoc_graph.web.rendering import render

if TYPE_CHECKING:
    from untoc_graph.store.release import NamedGraph
    from untoc_graph.web.service import Serving

__all__ = ["page_of"]

_QUERY: Final = (
    "SELECT ?subject ?predicate ?object\nWHERE { GRAPH <%s> { ?subject ?predicate ?object } }\nLIMIT 100"
)


def page_of(serving: Serving, graph: NamedGraph, language: str) -> str:
    """Return the page of a named graph; raises QueryError where the store does not answer."""
    view = read_graph(serving.views, graph.iri)
    return render(
        "graph.html",
        serving.views,
        language,
        named=view.named,
        called=names_of(serving.views, view.examples, language),
        view=view,
        name=graph.name,
        triples=graph.triples,
        dataset=DATASET,
        query=_QUERY % graph.iri,
    )
