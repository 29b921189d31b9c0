"""The network of instruments in force as GraphML, for programs that draw and measure networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from untoc_graph.answers.tables import truth

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from untoc_graph.answers.network import Edge, MatrixRow

__all__ = ["graphml"]


def graphml(participants: Sequence[MatrixRow], edges: Iterable[Edge]) -> str:
    """Return an undirected multigraph: a node a participant, an edge a pair and instrument.

    Nodes have name and kind (state or organization); edges have instrument, in_force (true or not-known) and,
    where it is known, since. http://graphml.graphdrawing.org/specification.html

    Args:
        participants: all of them, also those without an edge.
        edges: in the order in which they are written.
    """
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    for row in participants:
        graph.add_node(row.participant.key, name=row.participant.name, kind=row.kind)
    for edge in edges:
        said = {"instrument": edge.instrument.key, "in_force": truth(edge.in_force)}
        if edge.since is not None:
            said["since"] = edge.since.isoformat()
        # Its key becomes the id of the edge, which must be one of its own in the whole document.
        key = f"{edge.participant.key}-{edge.other.key}-{edge.instrument.key}"
        graph.add_edge(edge.participant.key, edge.other.key, key, **said)
    return "\n".join(nx.generate_graphml(graph)) + "\n"
