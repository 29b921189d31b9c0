"""Things that a release had and that are gone: their IRIs tell what to use, and are never used again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rdflib import Literal
from rdflib.namespace import DCTERMS, OWL, SKOS

from untoc_graph.graph import cells
from untoc_graph.graph.triples import describe, english, value
from untoc_graph.namespaces import mint

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from rdflib import URIRef

    from untoc_graph.graph.triples import Triple

__all__ = ["Withdrawn"]


@dataclass(frozen=True)
class Withdrawn:
    """A thing that was withdrawn; its key is never used again, so no table has it any more."""

    TABLE: ClassVar[str] = "withdrawn.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = ""

    thing: tuple[str, str] = cells.withdrawn()
    replaced_by: tuple[tuple[str, str], ...] = cells.things(required=False)
    since: dt.date = cells.date()
    reason: str = cells.text()
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return what was withdrawn."""
        return mint(*self.thing)

    def triples(self) -> Iterator[Triple]:
        """Yield that it is deprecated, since when and why, and what replaces it."""
        yield self.node(), OWL.deprecated, Literal(True)
        yield from describe(self.node(), source=self.source)
        for successor in self.replaced_by:
            yield self.node(), DCTERMS.isReplacedBy, mint(*successor)
        since, reason = value(self.since), english(self.reason)
        assert since is not None and reason is not None  # noqa: S101  required cells
        yield self.node(), DCTERMS.date, since
        yield self.node(), SKOS.historyNote, reason
