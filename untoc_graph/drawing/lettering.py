"""Words in drawings: what a name says must not change how a drawing reads."""

from __future__ import annotations

from xml.sax.saxutils import escape

__all__ = ["lettering"]


def lettering(text: str) -> str:
    r"""Return a text for an element or a quoted attribute: in one line, without control characters.

    >>> lettering('Act of\n"consent" & <deposit>')
    'Act of &quot;consent&quot; &amp; &lt;deposit&gt;'
    """
    printable = "".join(each for each in text if each.isprintable() or each.isspace())
    return escape(" ".join(printable.split()), {'"': "&quot;"})
