"""What a release says of itself beside its facts: the questions it answers, and how much of what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from untoc_graph.linked.dcat import write_catalogue
from untoc_graph.linked.dump import write_dumps
from untoc_graph.linked.queries_graph import query_quads
from untoc_graph.linked.void import void_quads
from untoc_graph.sparql.catalogue import Catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from untoc_graph.rdf.engine import Quad

__all__ = ["published", "write_documents"]


def published(quads: Sequence[Quad], queries: Path) -> tuple[Quad, ...]:
    """Return the quads with the graphs that describe them, which are counted as well.

    Args:
        quads: the graph as it was put together.
        queries: folder of the questions.

    Raises:
        UntocError: a question cannot be read.
    """
    asked = (*quads, *query_quads(Catalogue.read(queries)))
    # The description comes last, since it counts all the others.
    return (*asked, *void_quads(asked))


def write_documents(release: Path, quads: Sequence[Quad]) -> None:
    """Write the downloads of a release directory and the catalogue that tells their sizes and checksums.

    Raises:
        OSError: a file cannot be written.
    """
    write_dumps(release, quads)
    write_catalogue(release, quads)
