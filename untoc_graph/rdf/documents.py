"""A graph as a document: each subject once, its class first, prefixes from a to z, the same bytes always."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from untoc_graph.namespaces import PREFIXES
from untoc_graph.rdf.engine import Quad, serialise, sort_quads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from untoc_graph.rdf.formats import Format

__all__ = ["document", "in_order", "order_of", "written"]

_PREFIX_LINES: Final = re.compile(rb"(?:@prefix [^\n]*\n)+")
_PREFIX: Final = re.compile(rb"[a-z][a-z-]*(?=:)")
# No text has a line break of its own: they are written as \n.
_SUBJECT_END: Final = re.compile(rb" \.\n(?=[^\n])")
_TYPE: Final = f"<{PREFIXES['rdf']}type>"


def document(quads: Iterable[Quad], fmt: Format) -> bytes:
    """Return the sorted document of the quads, with each subject once (once a graph, where those are kept).

    The class of a thing comes first, as Turtle is read. The same quads give the same bytes in any order.
    """
    return written(in_order(quads, order_of(fmt)), fmt)


def order_of(fmt: Format) -> str:
    """Return the name of the order that a format is written in; several formats share one."""
    if fmt.name == "nquads":
        return "release"
    return "subject" if fmt.carries == "triples" else "graph"


def in_order(quads: Iterable[Quad], order: str) -> list[Quad]:
    """Return the quads once each in an order that `order_of` named."""
    return _ORDERS[order](quads)


def written(quads: list[Quad], fmt: Format) -> bytes:
    """Return the document of quads in order; Turtle and TriG with the prefixes they use, from a to z.

    The engine writes all prefixes that it is given, in an order of its own.
    """
    content = serialise(quads, fmt)
    found = _PREFIX_LINES.match(content)
    if fmt.name not in {"turtle", "trig"} or not found:
        return content
    body = content[found.end() :]
    # What only looks like a prefixed name, inside a text, keeps a prefix that could go: no harm.
    used = set(_PREFIX.findall(body))
    head = sorted(line for line in found[0].splitlines(keepends=True) if line.split()[1][:-1] in used)
    if fmt.name == "turtle":
        body = _SUBJECT_END.sub(rb"\g<0>\n", body)
    return b"".join(head) + b"\n" + body


def _by_subject(quad: Quad) -> tuple[str, bool, str, str]:
    predicate = str(quad.predicate)
    return str(quad.subject), predicate != _TYPE, predicate, str(quad.object)


def _by_graph(quad: Quad) -> tuple[str, str, bool, str, str]:
    return str(quad.graph_name), *_by_subject(quad)


_ORDERS: Final[dict[str, Callable[[Iterable[Quad]], list[Quad]]]] = {
    "subject": lambda quads: sorted(set(quads), key=_by_subject),
    "graph": lambda quads: sorted(set(quads), key=_by_graph),
    # The order of the release file, so that the download is the same file.
    "release": sort_quads,
}
