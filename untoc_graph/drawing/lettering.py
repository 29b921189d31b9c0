"""Words in drawings: what a name says must not change how a drawing reads."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape

__all__ = ["lettering", "printable"]

# Marks that say on which side a number among Arabic letters stands. What overrides directions is left out.
_SIDES: Final = frozenset({"\u200e", "\u200f"})


def lettering(text: str) -> str:
    r"""Return a text for an element or a quoted attribute: in one line, without control characters.

    >>> lettering('Act of\n"consent" & <deposit>')
    'Act of &quot;consent&quot; &amp; &lt;deposit&gt;'
    """
    return escape(printable(text), {'"': "&quot;"})


def printable(text: str) -> str:
    r"""Return a text in one line, without control characters.

    >>> printable("since\n2006\u202e")
    'since 2006'
    """
    kept = "".join(each for each in text if each.isprintable() or each.isspace() or each in _SIDES)
    return " ".join(kept.split())
