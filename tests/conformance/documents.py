"""Results and graphs as the standards write them, read without the engine, and compared.

A term is the text that N-Triples gives it, but for escapes: `<iri>`, `_:label`, `"form"@tag` or
`"form"^^<datatype>`. Comparison is by lexical form and datatype; only blank nodes may have other labels.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from xml.etree import ElementTree as ET

import pyoxigraph as ox

from untoc_graph.rdf.engine import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from untoc_graph.rdf.formats import Format

__all__ = ["Answer", "Row", "Table", "read_graph", "read_result_set", "read_table", "same"]

Row: TypeAlias = tuple[str | None, ...]
# Rows, the truth of ASK, or triples.
Answer: TypeAlias = "Table | bool | frozenset[Row]"

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_RS: Final = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_RESULTS: Final = "{http://www.w3.org/2005/sparql-results#}"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED: Final = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
_QUOTED: Final = re.compile(r'"((?:[^"\\\n\r]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?')
# The shorthands of Turtle, which TSV may use (SPARQL 1.1 Query Results CSV and TSV Formats, section 4).
_SHORTHANDS: Final = (
    (re.compile(r"[+-]?[0-9]+"), "integer"),
    (re.compile(r"[+-]?[0-9]*\.[0-9]+"), "decimal"),
    (re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+"), "double"),
    (re.compile(r"true|false"), "boolean"),
)


@dataclass(frozen=True)
class Table:
    """What SELECT returned.

    Attributes:
        variables: in the order of the head.
        rows: a term or None for each variable.
    """

    variables: tuple[str, ...]
    rows: tuple[Row, ...]

    def of(self, variables: Sequence[str]) -> Table:
        """Return the table with its columns in another order."""
        places = [self.variables.index(name) for name in variables]
        return Table(tuple(variables), tuple(tuple(row[place] for place in places) for row in self.rows))


def literal(form: str, datatype: str | None = None, tag: str | None = None) -> str:
    return f'"{form}"@{tag}' if tag else f'"{form}"^^<{datatype or _XSD + "string"}>'


def read_table(content: bytes, extension: str) -> Table | bool:
    """Return the table, or the truth of ASK, of a document: srx, srj, tsv or csv.

    The cells of CSV are bare text that tells no kind of term, but `_:` begins a blank node.
    """
    return {"srx": _read_xml, "srj": _read_json, "tsv": _read_tsv, "csv": _read_csv}[extension](content)


def _read_xml(content: bytes) -> Table | bool:
    root = ET.fromstring(content)
    assert root.tag == f"{_RESULTS}sparql"
    truth = root.find(f"{_RESULTS}boolean")
    if truth is not None:
        return _truth((truth.text or "").strip())
    names = tuple(item.attrib["name"] for item in root.iterfind(f"{_RESULTS}head/{_RESULTS}variable"))
    rows = []
    for result in root.iterfind(f"{_RESULTS}results/{_RESULTS}result"):
        found = {binding.attrib["name"]: _xml_term(binding[0]) for binding in result}
        assert set(found) <= set(names)
        rows.append(tuple(map(found.get, names)))
    return Table(names, tuple(rows))


def _xml_term(element: ET.Element) -> str:
    text = element.text or ""
    kind = element.tag.removeprefix(_RESULTS)
    if kind == "literal":
        return literal(text, element.get("datatype"), element.get(_LANG))
    return {"uri": f"<{text}>", "bnode": f"_:{text}"}[kind]


def _read_json(content: bytes) -> Table | bool:
    said = json.loads(content)
    if "boolean" in said:
        assert isinstance(said["boolean"], bool)
        return said["boolean"]
    names = tuple(said["head"]["vars"])
    rows = []
    for found in said["results"]["bindings"]:
        assert set(found) <= set(names)
        rows.append(tuple(_json_term(found[name]) if name in found else None for name in names))
    return Table(names, tuple(rows))


def _json_term(said: dict[str, Any]) -> str:
    value = said["value"]
    if said["type"] == "literal":
        return literal(value, said.get("datatype"), said.get("xml:lang"))
    return {"uri": f"<{value}>", "bnode": f"_:{value}"}[said["type"]]


def _read_tsv(content: bytes) -> Table:
    lines = content.decode().splitlines()
    names = lines[0].split("\t")
    assert all(name.startswith("?") for name in names)
    rows = [tuple(_tsv_term(cell) for cell in line.split("\t")) for line in lines[1:]]
    assert all(len(row) == len(names) for row in rows)
    return Table(tuple(name[1:] for name in names), tuple(rows))


def _tsv_term(cell: str) -> str | None:
    if not cell:
        return None
    if cell.startswith("_:") or (cell.startswith("<") and cell.endswith(">")):
        return cell
    quoted = _QUOTED.fullmatch(cell)
    if quoted:
        return literal(_ESCAPE.sub(_unescaped, quoted[1]), quoted[3], quoted[2])
    return next(literal(cell, _XSD + name) for pattern, name in _SHORTHANDS if pattern.fullmatch(cell))


def _unescaped(match: re.Match[str]) -> str:
    number = match[1] or match[2]
    return chr(int(number, 16)) if number else _ESCAPED.get(match[3], match[3])


def _read_csv(content: bytes) -> Table:
    names, *rows = csv.reader(io.StringIO(content.decode(), newline=""))
    assert all(len(row) == len(names) for row in rows)
    return Table(tuple(names), tuple(map(tuple, rows)))


def read_graph(content: bytes, fmt: Format, base: str | None = None) -> frozenset[Row]:
    """Return the triples of a document."""
    quads = parse(content, fmt, base_iri=base)
    return frozenset((_term(quad.subject), _term(quad.predicate), _term(quad.object)) for quad in quads)


def _term(term: object) -> str:
    if isinstance(term, ox.Literal):
        return literal(term.value, term.datatype.value, term.language)
    return str(term)


def read_result_set(triples: frozenset[Row]) -> Table | None:
    """Return the table that a graph describes in the result-set vocabulary, None where it describes none."""
    objects: dict[tuple[str, str], list[str]] = {}
    for s, p, o in triples:
        assert s is not None and p is not None and o is not None
        objects.setdefault((s, p.removeprefix(f"<{_RS}").removesuffix(">")), []).append(o)

    def plain(term: str) -> str:
        return term.partition("^^")[0].strip('"')

    names = sorted(
        plain(name) for (_, p), found in objects.items() if p == "resultVariable" for name in found
    )
    if not names:
        return None
    rows = []
    for solution in (node for (_, p), all_ in objects.items() if p == "solution" for node in all_):
        bindings = objects.get((solution, "binding"), [])
        values = {plain(objects[b, "variable"][0]): objects[b, "value"][0] for b in bindings}
        rows.append(tuple(map(values.get, names)))
    return Table(tuple(names), tuple(rows))


def _truth(text: str) -> bool:
    return {"true": True, "false": False}[text]


def same(found: Answer, expected: Answer, *, ordered: bool = False) -> bool:
    """Tell whether an answer is the expected one.

    Args:
        found: what came.
        expected: what the suite wants; of its columns the order does not matter.
        ordered: the order of rows matters.
    """
    if isinstance(found, Table) and isinstance(expected, Table):
        if sorted(found.variables) != sorted(expected.variables):
            return False
        ours, theirs = found.of(expected.variables).rows, expected.rows
        if ordered:
            ours, theirs = _numbered(ours), _numbered(theirs)
        return _isomorphic(ours, theirs)
    if isinstance(found, frozenset) and isinstance(expected, frozenset):
        return _isomorphic(found, expected)
    return isinstance(found, bool) and found is expected


def _numbered(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple((str(place), *row) for place, row in enumerate(rows))


def _isomorphic(found: Iterable[Row], expected: Iterable[Row]) -> bool:
    """Tell whether some renaming of blank nodes makes the two multisets of rows the same."""
    ours, theirs = Counter(found), Counter(expected)
    # Rows that say most in plain terms have the fewest partners, so they fix the labels early.
    open_rows = sorted((row for row in ours if _blank(row)), key=lambda row: (len(_blank(row)), str(row)))
    plain = Counter({row: count for row, count in ours.items() if not _blank(row)})
    partners = Counter({row: count for row, count in theirs.items() if _blank(row)})
    if plain != theirs - partners or len(open_rows) != len(partners):
        return False
    return _renamed(open_rows, ours, partners, {}, {})


def _blank(row: Row) -> list[str]:
    return [term for term in row if term is not None and term.startswith("_:")]


def _renamed(
    rows: list[Row], counts: Counter[Row], partners: Counter[Row], there: dict[str, str], back: dict[str, str]
) -> bool:
    if not rows:
        return True
    row, *rest = rows
    for partner in partners:
        pairs = _pairs(row, partner) if counts[row] == partners[partner] else None
        if pairs is None or any(there.get(a, b) != b or back.get(b, a) != a for a, b in pairs):
            continue
        others = Counter({other: count for other, count in partners.items() if other != partner})
        if _renamed(rest, counts, others, there | dict(pairs), back | {b: a for a, b in pairs}):
            return True
    return False


def _pairs(row: Row, partner: Row) -> set[tuple[str, str]] | None:
    """Return which label stands where which stands, None where other terms differ or a label meets two."""
    pairs = set()
    if len(row) != len(partner):
        return None
    for a, b in zip(row, partner, strict=True):
        if a is not None and b is not None and a.startswith("_:") and b.startswith("_:"):
            pairs.add((a, b))
        elif a != b:
            return None
    labels, names = {a for a, _ in pairs}, {b for _, b in pairs}
    return pairs if len(labels) == len(pairs) == len(names) else None
