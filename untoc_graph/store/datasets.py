"""The dataset of a query, where the engine's own is not quite it: several default graphs are merged.

The default graph is the RDF merge of the graphs that FROM or the protocol names (SPARQL 1.1 Query, 13.2), so
a triple that stands in two of them is there once. The engine has it once for each, and counts it twice.
Where several are named, they are copied into a store of the query's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from untoc_graph.store.failure import Failure
from untoc_graph.store.tokens import declared_prefixes, prologue, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Dataset", "merged", "named_in"]

_OPENING = frozenset("({[")
_CLOSING = frozenset(")}]")


@dataclass(frozen=True)
class Dataset:
    """The graphs that a query is asked of, each once.

    Attributes:
        default: those that are merged into the default graph.
        named: those that GRAPH may see.
    """

    default: tuple[ox.NamedNode, ...]
    named: tuple[ox.NamedNode, ...]

    @classmethod
    def of(cls, default: Iterable[str], named: Iterable[str]) -> Dataset:
        """Return the dataset with these names.

        Raises:
            Failure: one is not an absolute IRI.
        """
        return cls(*(tuple(map(_graph_name, dict.fromkeys(names))) for names in (default, named)))


def named_in(text: str, base: str) -> Dataset:
    """Return what FROM and FROM NAMED of a query name.

    Raises:
        SyntaxError: a name cannot be read; the engine's error.

    >>> [node.value for node in named_in("ASK FROM <a> FROM NAMED <http://example.org/b> {}", "http://base/").default]
    ['http://base/a']
    """
    found = list(tokens(text))
    declared = declared_prefixes(found)
    names: dict[bool, list[str]] = {False: [], True: []}
    depth = 0
    expected = named = False
    for token in found:
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        if depth or token.kind not in {"word", "name", "iri"}:
            continue
        said = token.text
        # The engine needs no blanks: `FROMNAMEDex:g` is three words to it, unless that is a prefix.
        if token.kind != "iri" and token.prefix not in declared:
            if said[:4].casefold() == "from":
                expected, named, said = True, False, said[4:]
            if expected and said[:5].casefold() == "named":
                named, said = True, said[5:]
        if expected and said:
            names[named].append(said)
            expected = False
    before = prologue(found, base)
    return Dataset(
        *(tuple(_resolved(name, before, base) for name in dict.fromkeys(names[kind])) for kind in names)
    )


def merged(store: ox.Store, dataset: Dataset) -> ox.Store:
    """Return a store with the merge of the default graphs as its default graph, and the named ones."""
    made = ox.Store()
    for graph in dict.fromkeys(dataset.default):
        made.bulk_load(_written(store, graph), ox.RdfFormat.N_TRIPLES)
    for graph in dict.fromkeys(dataset.named):
        made.bulk_load(_written(store, graph), ox.RdfFormat.N_TRIPLES, to_graph=graph)
    return made


def _written(store: ox.Store, graph: ox.NamedNode) -> bytes:
    written = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph)
    assert written is not None  # noqa: S101  without a file to write to, it is returned
    return written


def _resolved(name: str, before: str, base: str) -> ox.NamedNode:
    solutions = ox.Store().query(f"{before}SELECT ({name} AS ?graph) {{}}", base_iri=base)
    assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101  it is a SELECT
    [[node]] = solutions
    assert isinstance(node, ox.NamedNode)  # noqa: S101  a name or an IRI stands there
    return node


def _graph_name(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError:
        raise Failure("QuerySyntaxError", f'the graph name "{iri}" is not an absolute IRI') from None
