"""Names as people write them, made comparable: case, accents, punctuation and articles make no difference."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["same_name", "words"]

_WORD: Final = re.compile(r"[^\W_]+")
# Articles and the word "and", in the languages in which the graph has names.
_ARTICLES: Final = frozenset({"the", "la", "le", "les", "l", "el", "los", "las", "der", "die", "das"})
_AND: Final = frozenset({"and", "et", "y", "und", "и"})


def words(name: str) -> tuple[str, ...]:
    """Return the words by which a name is compared: decomposed (NFKD), without marks, in folded case.

    An article in front and the word "and", which many write as `&`, are left out.

    >>> words("la République tchèque"), words("Trinidad & Tobago"), words("Côte d'Ivoire")
    (('republique', 'tcheque'), ('trinidad', 'tobago'), ('cote', 'd', 'ivoire'))
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    found = _WORD.findall("".join(each for each in plain if not unicodedata.combining(each)).casefold())
    if len(found) > 1 and found[0] in _ARTICLES:
        found = found[1:]
    return tuple(word for word in found if word not in _AND) or tuple(found)


def same_name(name: str) -> frozenset[str]:
    """Return the folded forms of a name; two names are the same where they have one in common.

    Spaces make no difference either, and what stands behind a comma or in brackets may stand in front.

    >>> sorted(same_name("Korea, Republic of"))
    ['korearepublicof', 'republicofkorea']
    """
    first, comma, last = name.replace("(", ",", 1).partition(",")
    forms = {"".join(words(name))}
    if comma:
        forms.add("".join(words(f"{last} {first}")))
    return frozenset(forms - {""})
