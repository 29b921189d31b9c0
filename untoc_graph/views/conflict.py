"""What a page shows of a disagreement of sources: the act as kept, and what another source says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from untoc_graph.answers.linked_rows import key_of
from untoc_graph.namespaces import mint
from untoc_graph.views.act import read_act
from untoc_graph.views.properties import read_properties

if TYPE_CHECKING:
    from untoc_graph.views.act import ActView, Contest
    from untoc_graph.views.views import Views

__all__ = ["ConflictView", "read_conflict"]


@dataclass(frozen=True)
class ConflictView:
    """A disagreement with all that its page shows.

    Attributes:
        iri: its IRI.
        act: the act as it was kept.
        other: what the other source says of it.
        kept_by: IRIs of the sources of the act as it was kept.
        said_by: IRIs of the sources that say otherwise.
    """

    iri: str
    act: ActView
    other: Contest
    kept_by: tuple[str, ...]
    said_by: tuple[str, ...]


def read_conflict(views: Views, key: str) -> ConflictView | None:
    """Return a disagreement, None where there is none with this key.

    Args:
        views: where to read.
        key: the last segment of its IRI.

    Raises:
        QueryError: the store did not answer.
    """
    iri = str(mint("conflict", key))
    known = read_properties(views.reading, iri)
    contested = known.iri("untoc:contests")
    act = read_act(views, key_of(contested)) if contested else None
    other = next((each for each in act.contests if each.iri == iri), None) if act else None
    if act is None or other is None:
        return None
    kept = read_properties(views.reading, act.iri)
    return ConflictView(
        iri=iri,
        act=act,
        other=other,
        kept_by=(*kept.iris("dcterms:source"), *act.corroborated),
        said_by=known.iris("dcterms:source"),
    )
