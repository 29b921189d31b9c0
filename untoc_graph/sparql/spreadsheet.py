"""CSV that a spreadsheet may open: text that it would run as a formula is marked as text.

SPARQL CSV stays as the standard says, since programs compare it; this is for people, who ask for it.
https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from untoc_graph.store.interface import Pieces

__all__ = ["Protected", "protected"]

# Without the mark at the beginning, spreadsheets take UTF-8 for what their country had before.
_MARK: Final = codecs.BOM_UTF8
_FORMULA: Final = re.compile(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_LINES: Final = 500
_LONGEST: Final = 1 << 30


def protected(pieces: Iterable[bytes]) -> Iterator[bytes]:
    r"""Yield a CSV document in which no cell begins a formula; numbers stay numbers.

    >>> b"".join(protected([b"name,n\r\n=cmd|x,-5\r\n"]))
    b"\xef\xbb\xbfname,n\r\n'=cmd|x,-5\r\n"
    """
    # The reader's own limit is for files of strangers; how large a result may be is for the store to say.
    csv.field_size_limit(max(_LONGEST, csv.field_size_limit()))
    yield _MARK
    written = io.StringIO()
    write = csv.writer(written, lineterminator="\r\n").writerow
    for count, row in enumerate(csv.reader(_lines(pieces)), start=1):
        write([_safe(cell) for cell in row])
        if count % _LINES == 0:
            yield written.getvalue().encode()
            written.seek(0)
            written.truncate()
    yield written.getvalue().encode()


class Protected:
    """Pieces of a CSV document as `protected` gives them; to close it closes where they come from."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        return protected(self._pieces)

    def close(self) -> None:
        """Give back what the pieces come from."""
        self._pieces.close()


def _safe(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def _lines(pieces: Iterable[bytes]) -> Iterator[str]:
    """Yield the lines with their ends, as the reader of CSV wants them; a piece may end in a character."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    rest = ""
    for piece in pieces:
        *whole, rest = re.split(r"(?<=\n)", rest + decoder.decode(piece))
        yield from whole
    if rest:
        yield rest
