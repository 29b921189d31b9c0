"""What is like what: how many letters may be wrong in a text of so many, and what still is another name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from untoc_graph.search.folding import folded_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["beginnings", "forms_like", "is_abbreviation", "is_like", "letters_wrong", "words_like"]

# Letters that may be wrong in a form of so many.
_WRONG: Final = ((4, 1), (8, 2), (14, 3))
_SHORTEST: Final = 3
# In Chinese three letters are a long name.
_IDEOGRAPHS: Final = "\u3400"
# A longer word may begin with what is like a word of so many: "traffik".
_SHORTEST_BEGUN: Final = 7


def letters_wrong(form: str) -> int:
    """Return how many letters may be wrong in a form.

    >>> letters_wrong("chad"), letters_wrong("venezuela"), letters_wrong("it")
    (1, 2, 0)
    """
    if len(form) == _SHORTEST and form < _IDEOGRAPHS:
        return 1
    return max((wrong for length, wrong in _WRONG if len(form) >= length), default=0)


def forms_like(whole: str, forms: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield the forms of names that are like a text, with how many letters are wrong."""
    allowed, digits = letters_wrong(whole), _digits(whole)
    if allowed:
        for form, wrong, _ in process.extract_iter(whole, forms, scorer=OSA.distance, score_cutoff=allowed):
            # Two short names are not alike because three letters fit; and article 9 is not like 99.
            if wrong <= letters_wrong(form) and _digits(form) == digits:
                yield form, int(wrong)


def is_like(words: Sequence[str], name: str) -> bool:
    """Tell whether each word is like its counterpart in a name, and not only the whole.

    >>> is_like(("republic", "of", "ireland"), "Republic of Poland"), is_like(("itlay",), "Italy")
    (False, True)
    """
    others = folded_words(name)
    return len(others) != len(words) or all(
        OSA.distance(word, other) <= max(1, letters_wrong(other))
        for word, other in zip(words, others, strict=True)
    )


def is_abbreviation(name: str) -> bool:
    """Tell whether a name is an abbreviation of so few letters that it is right, or another one.

    >>> is_abbreviation("KSA"), is_abbreviation("Oman")
    (True, False)
    """
    return len(name) <= _SHORTEST and name.isupper()


def beginnings(words: Sequence[str], length: int) -> tuple[str, ...]:
    """Return what sorted words begin with that are longer, each once.

    >>> beginnings(["traffic", "trafficking", "tragic"], 6)
    ('traffi',)
    """
    return tuple(dict.fromkeys(word[:length] for word in words if len(word) > length))


def words_like(
    word: str, words: Sequence[str], begun: Callable[[int], Sequence[str]] | None = None
) -> dict[str, int]:
    """Return those of sorted words that are like this one or begin with what is, with the letters wrong.

    Args:
        word: what was typed.
        words: those that there are, sorted.
        begun: gives `beginnings` of the words where they are kept.

    >>> words_like("traffik", ["tariff", "traffic", "trafficking"])
    {'traffic': 1, 'trafficking': 1}
    """
    allowed = letters_wrong(word)
    near = {
        form: int(wrong)
        for form, wrong, _ in process.extract_iter(word, words, scorer=OSA.distance, score_cutoff=allowed)
        if wrong <= letters_wrong(form)
    }
    if len(word) >= _SHORTEST_BEGUN:
        # One letter more or less, as it may have been left out or doubled.
        for length in range(len(word) - 1, len(word) + 2):
            found = process.extract_iter(
                word,
                begun(length) if begun else beginnings(words, length),
                scorer=OSA.distance,
                score_cutoff=1,
            )
            for begin, wrong, _ in found:
                for form in words[bisect_left(words, begin) : bisect_right(words, begin + "\U0010ffff")]:
                    if len(form) > length:
                        near[form] = min(int(wrong), near.get(form, int(wrong)))
    return near


def _digits(form: str) -> str:
    return "".join(filter(str.isdecimal, form))
