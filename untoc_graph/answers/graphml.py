"""The network of instruments in force as GraphML, for programs that draw and measure networks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from untoc_graph.answers.tables import truth

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from untoc_graph.answers.network import Edge, MatrixRow

__all__ = ["graphml"]

# Written as text: fifty thousand edges take a tree of XML seconds, and a server answers one at a time.
_HEAD: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns \
http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
  <key id="d0" for="node" attr.name="name" attr.type="string"/>
  <key id="d1" for="node" attr.name="kind" attr.type="string"/>
  <key id="d2" for="edge" attr.name="instrument" attr.type="string"/>
  <key id="d3" for="edge" attr.name="in_force" attr.type="string"/>
  <key id="d4" for="edge" attr.name="since" attr.type="string"/>
  <graph edgedefault="undirected">
"""
_FOOT: Final = "  </graph>\n</graphml>\n"


def graphml(participants: Sequence[MatrixRow], edges: Iterable[Edge]) -> str:
    """Return an undirected multigraph: a node a participant, an edge a pair and instrument.

    Nodes have name and kind (state or organization); edges have instrument, in_force (true or not-known) and,
    where it is known, since. http://graphml.graphdrawing.org/specification.html

    Args:
        participants: all of them, also those without an edge.
        edges: in the order in which they are written.
    """
    return "".join((_HEAD, *_nodes(participants), *_edges(edges), _FOOT))


def _nodes(participants: Iterable[MatrixRow]) -> Iterator[str]:
    for row in participants:
        yield (
            f"    <node id={quoteattr(row.participant.key)}>\n"
            f'      <data key="d0">{escape(row.participant.name)}</data>\n'
            f'      <data key="d1">{escape(row.kind)}</data>\n'
            "    </node>\n"
        )


def _edges(edges: Iterable[Edge]) -> Iterator[str]:
    for edge in edges:
        one, other, instrument = map(escape, (edge.participant.key, edge.other.key, edge.instrument.key))
        since = "" if edge.since is None else f'      <data key="d4">{edge.since.isoformat()}</data>\n'
        # Its id must be one of its own in the whole document. Keys have no quotation marks.
        yield (
            f'    <edge source="{one}" target="{other}" id="{one}-{other}-{instrument}">\n'
            f'      <data key="d2">{instrument}</data>\n'
            f'      <data key="d3">{truth(edge.in_force)}</data>\n'
            f"{since}"
            "    </edge>\n"
        )
