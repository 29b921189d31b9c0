"""Puts the graph together: ontology, tables, mappings and what rules derive, each in its named graph."""

from __future__ import annotations

from collections import ChainMap
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from rdflib.namespace import SKOS

from untoc_graph.errors import RuleError, TableError
from untoc_graph.graph.mappings import read_mappings
from untoc_graph.graph.rows import TABLES
from untoc_graph.graph.rows.translations import Translation
from untoc_graph.graph.rules import derive, read_rules
from untoc_graph.graph.tables import check_bounds, read_bounds, read_keys, read_rows
from untoc_graph.namespaces import BASE, COLLECTIONS, PREFIXES, graph_iri
from untoc_graph.rdf.engine import Quad, Store, parse
from untoc_graph.rdf.formats import graph_format
from untoc_graph.rdf.terms import from_rdflib, iri_of, skolemise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from untoc_graph.graph.tables import Line
    from untoc_graph.graph.triples import Triple
    from untoc_graph.settings import Settings

__all__ = ["Assembly", "assemble"]

# Told the name of each step as it begins, and how many steps there are.
Progress: TypeAlias = "Callable[[str, int], None]"


@dataclass(frozen=True)
class Assembly:
    """The whole graph in memory.

    Attributes:
        quads: every quad, IRIs and literals only, in no order.
        origin: IRI of a node to the row that it was read from, for example `actions.csv:118`.
        rows: number of rows by table.
    """

    quads: tuple[Quad, ...]
    origin: dict[str, str]
    rows: dict[str, int]


def assemble(settings: Settings, progress: Progress = lambda _name, _count: None) -> Assembly:
    """Return the graph of `settings.data` and `settings.ontology`.

    Raises:
        TableError: a table or cell is not as it must be.
        BoundsError: a table has fewer or more rows than `bounds.csv` expects.
        RuleError: a Turtle file or rule cannot be read.
    """
    mapping_files = sorted((settings.data / "mappings").glob("*.sssom.tsv"))
    steps = 2 + len(TABLES) + len(mapping_files)
    progress("ontology", steps)
    _refuse_unknown_tables(settings.data)
    quads: list[Quad] = []
    for name, path in _turtle_files(settings.ontology):
        quads += _read_turtle(path, name)
    concepts = _keys_of(quads)
    tables = {table.COLLECTION: frozenset[str]() for table in TABLES if table.COLLECTION}
    for table in TABLES:
        if table.COLLECTION:
            tables[table.COLLECTION] |= read_keys(table, settings.data)
    known = ChainMap(tables, concepts)
    bounds = read_bounds(settings.data)
    origin: dict[str, str] = {}
    rows: dict[str, int] = {}
    for table in TABLES:
        progress(table.TABLE, steps)
        graph = table.TABLE.removesuffix(".csv").replace("_", "-")
        rows[table.TABLE] = 0
        for line in read_rows(table, settings.data, known):
            rows[table.TABLE] += 1
            origin.setdefault(str(line.row.node()), f"{table.TABLE}:{line.number}")
            quads += _in_graph(line.row.triples(), graph)
        check_bounds(table.TABLE, rows[table.TABLE], bounds)
    _refuse_doubled_names(read_rows(Translation, settings.data, known), quads)
    for path in mapping_files:
        progress(f"mappings/{path.name}", steps)
        mappings = read_mappings(path, known)
        check_bounds(mappings.table, len(mappings.rows), bounds)
        rows[mappings.table] = len(mappings.rows)
        for number, mapping in mappings.rows:
            origin.setdefault(str(mapping.node(number)), f"{mappings.table}:{number}")
            quads += _in_graph(mapping.triples(number), f"mappings-{mappings.name}")
    progress("rules", steps)
    rules = read_rules(settings.ontology / "rules")
    for rule in rules:
        quads += _in_graph(rule.triples(), "rules")
    quads = list(_without_repeated_labels(quads))
    store = Store()
    store.bulk_extend(quads)
    quads += derive(store, rules)
    return Assembly(tuple(dict.fromkeys(quads)), origin, rows)


def _refuse_unknown_tables(data: Path) -> None:
    """Refuse a table that nothing reads: its facts would be missing and nobody would be told."""
    known = {table.TABLE for table in TABLES} | {"bounds.csv"}
    for path in sorted(data.glob("*.csv")):
        if path.name not in known:
            raise TableError(path.name, 1, "", path.name, "nothing reads a table of this name", known)
    for path in sorted((data / "mappings").glob("*")):
        if not path.name.endswith(".sssom.tsv"):
            raise TableError(f"mappings/{path.name}", 1, "", "", "a table of mappings ends in .sssom.tsv")


def _turtle_files(ontology: Path) -> Iterator[tuple[str, Path]]:
    """Yield the Turtle files with the names of their graphs: shapes share one, other files have their own."""
    for path in sorted(ontology.glob("*.ttl")):
        yield {"untoc": "ontology"}.get(path.stem, path.stem), path
    for path in sorted((ontology / "schemes").glob("*.ttl")):
        yield path.stem, path
    for path in sorted((ontology / "shapes").glob("*.ttl")):
        yield "shapes", path


def _read_turtle(path: Path, name: str) -> list[Quad]:
    try:
        triples = list(parse(path.read_bytes(), graph_format("turtle")))
    except SyntaxError as error:
        raise RuleError(f"{path.name}:{error.lineno}:{error.offset}: {error}") from error
    # Lists of shapes are blank nodes in Turtle; named by file and order, they give the same bytes each time.
    return skolemise(triples, f"{BASE}shapes#{path.stem}-list-", from_rdflib(graph_iri(name)))


def _keys_of(quads: Iterable[Quad]) -> dict[str, frozenset[str]]:
    """Return the keys that the ontology's files define, by collection: crime types, concepts, kinds."""
    found: dict[str, set[str]] = {collection: set() for collection in COLLECTIONS}
    defining = f"{PREFIXES['rdf']}type"
    for quad in quads:
        subject = iri_of(quad.subject)
        if quad.predicate.value == defining and subject.startswith(BASE):
            collection, slash, key = subject[len(BASE) :].partition("/")
            if slash and collection in found:
                found[collection].add(key)
    return {collection: frozenset(keys) for collection, keys in found.items()}


def _without_repeated_labels(quads: list[Quad]) -> Iterator[Quad]:
    """Yield the quads without alternative labels that repeat the preferred one, which SKOS forbids (S13).

    Two authorities often write a name alike; the sources of both stay.
    """
    preferred = {(quad.subject, quad.object) for quad in quads if quad.predicate.value == str(SKOS.prefLabel)}
    for quad in quads:
        if quad.predicate.value != str(SKOS.altLabel) or (quad.subject, quad.object) not in preferred:
            yield quad


def _refuse_doubled_names(translations: Iterable[Line[Translation]], quads: Iterable[Quad]) -> None:
    """Refuse a translation of what has a name in that language elsewhere: that name has a source, and wins.

    Two names that are spelt alike would otherwise be one in the graph, and the translation pass for sourced.
    """
    own = from_rdflib(graph_iri("translations"))
    sourced = {
        (quad.subject, getattr(quad.object, "language", None))
        for quad in quads
        if quad.predicate.value == str(SKOS.prefLabel) and quad.graph_name != own
    }
    for line in translations:
        if (from_rdflib(line.row.node()), line.row.lang) in sourced:
            thing = ":".join(line.row.thing)
            raise TableError(
                Translation.TABLE,
                line.number,
                "lang",
                line.row.lang,
                f"{thing} has a name in this language from a source, which wins; take the translation out",
            )


def _in_graph(triples: Iterable[Triple], name: str) -> Iterator[Quad]:
    graph = from_rdflib(graph_iri(name))
    for subject, predicate, target in triples:
        yield Quad(from_rdflib(subject), from_rdflib(predicate), from_rdflib(target), graph)
