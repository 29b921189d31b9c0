"""The graph as files to download: one document a format, plain and compressed, the same bytes every time.

Formats that keep graphs hold every quad; the others hold each triple once, whichever graphs state it.
"""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING, Final

from untoc_graph.namespaces import PREFIXES
from untoc_graph.rdf.engine import Quad, serialise, sort_quads
from untoc_graph.rdf.formats import GRAPH_FORMATS, Format

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

__all__ = ["DOWNLOADS", "compress", "document", "write_dumps"]

# The names below `download/`, each of which also exists with `.gz` at its end.
DOWNLOADS: Final = tuple(f"untoc.{fmt.extension}" for fmt in GRAPH_FORMATS)

_PREFIX_LINES: Final = re.compile(rb"(?:@prefix [^\n]*\n)+")
_PREFIX: Final = re.compile(rb"[a-z][a-z-]*(?=:)")
# No text has a line break of its own: they are written as \n.
_SUBJECT_END: Final = re.compile(rb" \.\n(?=[^\n])")
_TYPE: Final = f"<{PREFIXES['rdf']}type>"


def document(quads: Iterable[Quad], fmt: Format) -> bytes:
    """Return the sorted document of the quads, with each subject once (once a graph, where those are kept).

    The class of a thing comes first, as Turtle is read. The same quads give the same bytes in any order.
    """
    return _written(_ORDERS[_order_name(fmt)](quads), fmt)


def compress(content: bytes) -> bytes:
    """Return `content` as gzip without name and time, so that the same content gives the same bytes."""
    return gzip.compress(content, compresslevel=6, mtime=0)


def write_dumps(release: Path, quads: Iterable[Quad]) -> tuple[Path, ...]:
    """Write `download/untoc.*` of a release directory, plain and compressed, and return the files written.

    Raises:
        OSError: a file cannot be written.
    """
    folder = release / "download"
    folder.mkdir(parents=True, exist_ok=True)
    quads = list(quads)
    # Sorting costs more than writing: each order once, not once a format.
    ordered = {order: sort(quads) for order, sort in _ORDERS.items()}
    written = []
    for name, fmt in zip(DOWNLOADS, GRAPH_FORMATS, strict=True):
        content = _written(ordered[_order_name(fmt)], fmt)
        for path, data in ((folder / name, content), (folder / f"{name}.gz", compress(content))):
            path.write_bytes(data)
            written.append(path)
    return tuple(written)


def _written(quads: list[Quad], fmt: Format) -> bytes:
    """Return the document; Turtle and TriG with the prefixes they use from a to z, Turtle with air in it.

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


def _order_name(fmt: Format) -> str:
    if fmt.name == "nquads":
        return "release"
    return "subject" if fmt.carries == "triples" else "graph"


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
