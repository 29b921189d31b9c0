"""Whether the things that callers named are in the graph, and which they may have meant if one is not."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, Protocol

from rdflib import Literal, URIRef
from rdflib.namespace import RDFS, SKOS

from untoc_graph.errors import ParameterError
from untoc_graph.namespaces import BASE, UNTOC
from untoc_graph.sparql.parameters import read_term
from untoc_graph.sparql.term_text import query_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from untoc_graph.sparql.catalogue import CatalogueQuery
    from untoc_graph.sparql.parameters import Parameter, Value
    from untoc_graph.sparql.rows import Rows

__all__ = ["refuse_unknown_things"]

_SUGGESTIONS: Final = 3
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
    close = _nearest(said, _labels(parameter.type, select))
    hint = f"did you mean {_listed(close)}?" if close else f"it takes the key of {parameter.expected}"
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


def _nearest(said: str, labels: Iterable[tuple[str, str, str]]) -> list[tuple[str, str]]:
    likeness: dict[str, float] = {}
    shown: dict[str, str] = {}
    for key, label, other in labels:
        alike = max(_likeness(said, known) for known in (key, label, other))
        likeness[key] = max(alike, likeness.get(key, 0))
        shown.setdefault(key, label)
    ranked = sorted(likeness, key=lambda key: (-likeness[key], key))
    exact = [key for key in ranked if likeness[key] == 1]
    close = [key for key in ranked if likeness[key] > _LIKENESS]
    return [(key, shown[key]) for key in (exact or close)[:_SUGGESTIONS]]


def _likeness(said: str, known: str) -> float:
    """Return how alike two spellings are, from 0 to 1; a beginning counts more ("ROM" and "Romania")."""
    said, known = said.casefold(), known.casefold()
    ratio = SequenceMatcher(None, known, said).ratio()
    return (1 + ratio) / 2 if known.startswith(said) else ratio


def _listed(things: Sequence[tuple[str, str]]) -> str:
    shown = [f"{key} ({label})" if label else key for key, label in things]
    return " or ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
