"""Whether the things that callers named are in the graph, and which they may have meant if one is not."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, Protocol

from rdflib import Literal, URIRef
from rdflib.namespace import RDFS, SKOS

from untoc_graph.errors import ParameterError
from untoc_graph.namespaces import BASE, UNTOC
from untoc_graph.sparql.likeness import SUGGESTIONS, likeness_of_all, listed
from untoc_graph.sparql.parameters import read_term
from untoc_graph.sparql.term_text import query_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from untoc_graph.sparql.catalogue import CatalogueQuery
    from untoc_graph.sparql.parameters import Parameter, Value
    from untoc_graph.sparql.rows import Rows

__all__ = ["refuse_unknown_things"]

_LIKENESS: Final = 0.5


class _Select(Protocol):
    def __call__(self, text: str, /) -> Rows: ...


def refuse_unknown_things(
    query: CatalogueQuery, values: Mapping[str, Sequence[Value]], select: _Select
) -> None:
    """Return when each thing that `values` names is in the graph that `select` asks.

    Raises:
        ParameterError: one is not; the message has the nearest keys with their English labels.
    """
    named: dict[URIRef, tuple[Parameter, Value]] = {}
    for name, given in values.items():
        parameter = query.parameter(name)
        if not parameter.is_thing:
            continue
        for value in given:
            try:
                named[URIRef(read_term(parameter.type, value))] = (parameter, value)
            except ParameterError:
                # No key at all: perhaps a name ("Czech Republic"), perhaps nothing that a label is like.
                _refuse_if_like_a_label(parameter, value, select)
                parameter.terms(value)
    if not named:
        return
    listed = " ".join(map(query_text, named))
    found = select(f"SELECT DISTINCT ?thing WHERE {{ VALUES ?thing {{ {listed} }} ?thing a ?class }}")
    known = set(found.column("thing"))
    for thing, (parameter, value) in named.items():
        if thing not in known:
            raise _unknown(parameter, value, select)


def _refuse_if_like_a_label(parameter: Parameter, value: Value, select: _Select) -> None:
    if isinstance(value, str) and not isinstance(value, URIRef | Literal) and ":" not in value:
        error = _unknown(parameter, value, select)
        if "did you mean" in str(error):
            raise error


def _unknown(parameter: Parameter, value: Value, select: _Select) -> ParameterError:
    said = str(value).removeprefix(f"{BASE}{parameter.type}/").removeprefix(f"{parameter.type}:")
    spellings: dict[str, list[str]] = defaultdict(list)
    labels: dict[str, str] = {}
    for key, label, other in _labels(parameter.type, select):
        spellings[key] += (key, label, other)
        labels.setdefault(key, label)
    alike = likeness_of_all(said, spellings)
    exact = [key for key in alike if alike[key] == 1]
    near = exact or [key for key in alike if alike[key] > _LIKENESS]
    close = [(key, labels[key]) for key in near[:SUGGESTIONS]]
    hint = f"did you mean {listed(close)}?" if close else f"it takes the key of {parameter.expected}"
    shown = " ".join(said.split())[:80]
    return ParameterError(
        f'parameter "{parameter.name}" "{shown}": the graph knows no such {parameter.type}; {hint}'
    )


def _labels(collection: str, select: _Select) -> Sequence[tuple[str, str, str]]:
    """Return key, English label and another name, such as a former one, of each thing of a collection."""
    start = f"{BASE}{collection}/"
    rows = select(
        f"""SELECT DISTINCT ?thing ?label ?other WHERE {{
          {{ SELECT DISTINCT ?thing WHERE {{ ?thing a ?class FILTER(STRSTARTS(STR(?thing), "{start}")) }} }}
          OPTIONAL {{ ?thing <{RDFS.label}>|<{SKOS.prefLabel}> ?label FILTER(LANG(?label) IN ("", "en")) }}
          OPTIONAL {{
            {{ ?thing <{SKOS.altLabel}>|<{UNTOC.formalName}> ?other }} UNION
            {{ ?former a <{UNTOC.FormerName}> ; <{UNTOC.participant}> ?thing ; <{SKOS.prefLabel}> ?other }}
            FILTER(LANG(?other) IN ("", "en"))
          }}
        }} ORDER BY ?thing ?label ?other"""
    )
    return [(str(row.thing).removeprefix(start), str(row.label or ""), str(row.other or "")) for row in rows]
