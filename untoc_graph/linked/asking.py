"""What linked data asks of a release: rows of plain texts and quads, with our prefixes declared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from untoc_graph.namespaces import PREFIXES
from untoc_graph.rdf.engine import Quad, parse, parse_rows
from untoc_graph.rdf.formats import graph_format, result_format
from untoc_graph.rdf.terms import parts_of

if TYPE_CHECKING:
    from untoc_graph.sparql.asking import Asker

__all__ = ["Ask"]

_TSV: Final = result_format("tsv")
_NTRIPLES: Final = graph_format("ntriples")
_PREFIX: Final = re.compile(r"\b([a-z][a-z-]*):(?=[A-Za-z])")


class Ask:
    """Asks a store in the shortest way; the texts are ours, and no stranger's words are in them."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def select(self, text: str) -> list[tuple[str, ...]]:
        """Return the rows of a SELECT as texts, "" where nothing is bound; raises QueryError."""
        _, content = self._asker.document(_declared(text), _TSV, None)
        return [
            tuple("" if term is None else parts_of(term)[1] for term in row) for row in parse_rows(content)[1]
        ]

    def construct(self, text: str) -> set[Quad]:
        """Return the triples of a CONSTRUCT, each as a quad of the default graph; raises QueryError."""
        _, content = self._asker.document(_declared(text), None, _NTRIPLES)
        return set(parse(content, _NTRIPLES))


def _declared(text: str) -> str:
    used = sorted(set(_PREFIX.findall(text)) & set(PREFIXES))
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in used) + text
