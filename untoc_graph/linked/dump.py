"""The graph as files to download: one document a format, plain and compressed, the same bytes every time.

Formats that keep graphs hold every quad; the others hold each triple once, whichever graphs state it.
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Final

from untoc_graph.rdf.documents import in_order, order_of, written
from untoc_graph.rdf.formats import GRAPH_FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from untoc_graph.rdf.engine import Quad

__all__ = ["DOWNLOADS", "compress", "write_dumps"]

# The names below `download/`, each of which also exists with `.gz` at its end.
DOWNLOADS: Final = tuple(f"untoc.{fmt.extension}" for fmt in GRAPH_FORMATS)


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
    ordered = {order: in_order(quads, order) for order in dict.fromkeys(map(order_of, GRAPH_FORMATS))}
    files = []
    for name, fmt in zip(DOWNLOADS, GRAPH_FORMATS, strict=True):
        content = written(ordered[order_of(fmt)], fmt)
        for path, data in ((folder / name, content), (folder / f"{name}.gz", compress(content))):
            path.write_bytes(data)
            files.append(path)
    return tuple(files)
