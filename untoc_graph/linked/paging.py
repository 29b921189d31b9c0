"""One page of many: which there are, and how a reader gets from one to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import RDF, Graph, URIRef

from untoc_graph.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Paging"]

_HYDRA = PREFIXES["hydra"]


@dataclass(frozen=True)
class Paging:
    """A page of a list.

    Attributes:
        address: IRI of a page without its number.
        total: how many there are in all.
        size: how many a page has at most.
        page: which page, the first being 1.
    """

    address: str
    total: int
    size: int
    page: int

    @property
    def last(self) -> int:
        """The number of the last page; what is empty has one page all the same.

        >>> Paging("?page=", 401, 200, 1).last
        3
        """
        return max(1, -(-self.total // self.size))

    @property
    def exists(self) -> bool:
        """Whether there is such a page."""
        return 1 <= self.page <= self.last

    @property
    def start(self) -> int:
        """How many stand before this page."""
        return (self.page - 1) * self.size

    def others(self) -> Iterator[tuple[str, int]]:
        """Yield the relation and the number of each page to go to; none where there is but one.

        >>> list(Paging("?page=", 401, 200, 1).others())
        [('first', 1), ('last', 3), ('next', 2)]
        """
        if self.last == 1:
            return
        yield "first", 1
        yield "last", self.last
        if self.page < self.last:
            yield "next", self.page + 1
        if self.page > 1:
            yield "previous", self.page - 1

    def told_in(self, graph: Graph, whole: URIRef) -> Graph:
        """Return the graph with the page as a `hydra:PartialCollectionView` of the whole."""
        if self.last > 1:
            view = URIRef(f"{self.address}{self.page}")
            graph.add((whole, URIRef(f"{_HYDRA}view"), view))
            graph.add((view, RDF.type, URIRef(f"{_HYDRA}PartialCollectionView")))
            for relation, number in self.others():
                graph.add((view, URIRef(f"{_HYDRA}{relation}"), URIRef(f"{self.address}{number}")))
        return graph
