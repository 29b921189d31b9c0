"""What facts without a name of their own are about, so that a page can call them by the names of that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rdflib import URIRef

from untoc_graph.namespaces import BASE
from untoc_graph.sparql.term_text import query_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from untoc_graph.views.reading import Reading

__all__ = ["read_about"]

# In the order in which the names are put together; what a fact has none of is left out.
_PROPERTIES: Final = (
    "untoc:participant",
    "untoc:actionKind",
    "untoc:instrument",
    "untoc:relatedInstrument",
    "untoc:organisation",
    "untoc:crimeType",
    "untoc:harm",
    "untoc:reviewCluster",
    "untoc:provision",
    "untoc:identifies",
    "untoc:identifierSystem",
    "owl:annotatedSource",
    "owl:annotatedTarget",
)
# The facts of these collections are records, which have no label.
_NAMELESS: Final = tuple(
    f"{BASE}{collection}/"
    for collection in (
        "action",
        "cluster-assignment",
        "conflict",
        "gap",
        "gazette",
        "harm-link",
        "identifier",
        "mapping",
        "membership",
        "participation",
        "related-participation",
    )
)


def read_about(reading: Reading, facts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the IRIs of what each fact without a name is about; facts with a name are left out.

    Raises:
        QueryError: the store did not answer.
    """
    nameless = sorted({fact for fact in facts if fact.startswith(_NAMELESS)})
    if not nameless:
        return {}
    listed = " ".join(query_text(URIRef(fact)) for fact in nameless)
    ranked = " ".join(f"({name} {rank})" for rank, name in enumerate(_PROPERTIES))
    found: dict[str, dict[str, None]] = {}
    for row in reading.select(
        f"""PREFIX owl: <http://www.w3.org/2002/07/owl#>
        PREFIX untoc: <https://w3id.org/untoc/ontology#>
        SELECT DISTINCT ?fact ?thing ?rank WHERE {{
          VALUES ?fact {{ {listed} }}
          VALUES (?property ?rank) {{ {ranked} }}
          ?fact ?property ?thing
        }} ORDER BY ?fact ?rank ?thing"""
    ):
        found.setdefault(str(row.fact), {})[str(row.thing)] = None
    return {fact: tuple(things) for fact, things in found.items()}
