"""Names and searches made comparable: case, accents, width, punctuation and articles make no difference."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["LONGEST", "folded_words", "squeezed", "stem_of"]

# What is longer than any name is cut before anything is done with it.
LONGEST: Final = 200

# "People's" is one word: by a word "s" of its own it would answer to "S. Korea".
_POSSESSIVE: Final = re.compile(r"(?<=\w)['’]s\b")  # noqa: RUF001
_WORD: Final = re.compile(r"[^\W_]+")
# Letters that Unicode does not decompose, though people write them as these; `str.casefold` does ß itself.
_LETTERS: Final = str.maketrans(
    {
        "ı": "i",  # noqa: RUF001  meant, as those below
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ʻ": None,  # noqa: RUF001
        "ʼ": None,  # noqa: RUF001
        "’": " ",  # noqa: RUF001
        # Arabic: forms of one letter that are written for each other, and the stroke that only stretches.
        "ة": "ه",  # noqa: RUF001
        "ى": "ي",
        "ـ": None,
    }
)
_ARABIC_ARTICLE: Final = "ال"
# Shorter, the first two letters are likelier part of the word.
_ARABIC_SHORTEST: Final = 5
# Endings that words of one stem differ by, the longer first; what is left must still say something.
_ENDINGS: Final = ("ings", "ies", "ers", "ing", "ors", "ed", "er", "es", "or", "s", "y")
_SHORTEST_STEM: Final = 4
_ARTICLES: Final = frozenset({"the", "la", "le", "les", "l", "el", "los", "las", "der", "die", "das"})
_AND: Final = frozenset({"and", "et", "y", "und", "и"})


def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of a text in the form in which they are compared.

    Compatibility decomposition (NFKD, Unicode Standard Annex 15) makes full-width digits and Latin letters
    plain; marks are dropped; digits of every script become those of ASCII; the Arabic article is left out.

    >>> folded_words("Côte d'Ivoire"), folded_words("TÜRKİYE"), folded_words("المادة ١٦")
    (('cote', 'd', 'ivoire'), ('turkiye',), ('ماده', '16'))
    """
    plain = _POSSESSIVE.sub("s", text.casefold())
    plain = unicodedata.normalize("NFKD", plain).translate(_LETTERS)
    plain = "".join(_digit(each) for each in plain if not unicodedata.combining(each)).casefold()
    return tuple(_without_article(word) for word in _WORD.findall(plain))


def squeezed(words: tuple[str, ...]) -> str:
    """Return words as one, so that spaces make no difference; two numbers stay apart.

    An article in front and the word "and", which many write as `&`, are left out.

    >>> squeezed(("the", "trinidad", "and", "tobago")), squeezed(("10", "1"))
    ('trinidadtobago', '10-1')
    """
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    words = tuple(word for word in words if word not in _AND) or words
    said = ""
    for word in words:
        said += "-" + word if said[-1:].isdecimal() and word[:1].isdecimal() else word
    return said


def stem_of(word: str) -> str:
    """Return with what words begin that differ from this by their ending only, as English words do.

    >>> stem_of("traffickers"), stem_of("deliveries"), stem_of("drugs"), stem_of("gas")
    ('traffick', 'deliver', 'drug', 'gas')
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def _digit(letter: str) -> str:
    return str(unicodedata.decimal(letter)) if letter > "\x7f" and letter.isdecimal() else letter


def _without_article(word: str) -> str:
    if len(word) >= _ARABIC_SHORTEST and word.startswith(_ARABIC_ARTICLE):
        return word[len(_ARABIC_ARTICLE) :]
    return word
