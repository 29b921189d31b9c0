"""Provisions as lawyers cite them, in six languages: "art. 16(5) UNTOC", "16, paragraph 5", "第十六条"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from untoc_graph.search.folding import folded_words

__all__ = ["Citation", "read_citation", "steps_of"]

# Words that stand beside numbers and name no instrument, as `folded_words` gives them.
_FILLERS: Final = frozenset(
    word
    for text in (
        "article articles art arts para paras paragraph paragraphs subparagraph section of the to and §",
        "article articles alinéa paragraphe paragraphes de la du des le",
        "artículo artículos párrafo párrafos inciso apartado del el los",
        "Artikel Absatz Abs",
        "статья статьи статье ст пункт пункта п подпункт",
        "المادة مادة الفقرة فقرة من",
    )
    for word in folded_words(text)
)
_CHINESE_MARKS: Final = re.compile(r"[第条條款項项]")
_CHINESE_NUMBER: Final = re.compile(r"第([一二三四五六七八九十]{1,4})[条條款项項]")
_CHINESE_DIGITS: Final = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
# A letter or a small Roman number: the steps below a paragraph.
_STEP: Final = re.compile(r"\d{1,2}|[a-z]|[ivx]{1,4}")
_NUMBER: Final = re.compile(r"\d{1,2}")
# "16.5" and "16-5" are read as 16(5); "10/1" is a resolution of the Conference.
_NO_CITATION: Final = re.compile(r"\d\s*/\s*\d")
# A number glued to its abbreviation: "art16".
_GLUED: Final = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_]{2})")


@dataclass(frozen=True)
class Citation:
    """What a citation names.

    Attributes:
        steps: the number of the provision, step by step: ("16", "5").
        instrument: the words that are left, which must name an instrument; none where it is left open.
    """

    steps: tuple[str, ...]
    instrument: tuple[str, ...]


def read_citation(text: str) -> Citation | None:
    """Return what a text cites, None where it is no citation.

    >>> read_citation("Art. 5 (1)(a) TIP Protocol")
    Citation(steps=('5', '1', 'a'), instrument=('tip', 'protocol'))
    >>> read_citation("第十六条"), read_citation("resolution 10/1")
    (Citation(steps=('16',), instrument=()), None)
    """
    if _NO_CITATION.search(text):
        return None
    text = _CHINESE_NUMBER.sub(lambda match: f" {_chinese(match[1])} ", text)
    words = folded_words(_GLUED.sub(" ", _CHINESE_MARKS.sub(" ", text)))
    steps: list[str] = []
    others: list[str] = []
    for place, word in enumerate(words):
        # The first number begins; "a" is a step only where it follows one.
        follows = bool(steps) and (not others or _in_brackets(text, word))
        if (_NUMBER if not steps else _STEP).fullmatch(word) and (not steps or follows):
            steps.append(word)
        elif word not in _FILLERS or (word in {"a", "i"} and place):
            others.append(word)
    return Citation(tuple(steps), tuple(others)) if steps else None


def steps_of(number: str) -> tuple[str, ...]:
    """Return the steps of a provision's number.

    >>> steps_of("5(1)(a)(i)")
    ('5', '1', 'a', 'i')
    """
    return folded_words(number)


def _in_brackets(text: str, word: str) -> bool:
    return re.search(rf"\(\s*{re.escape(word)}\s*\)", text, re.IGNORECASE) is not None


def _chinese(said: str) -> int:
    """Return a number below a hundred.

    >>> _chinese("十六"), _chinese("三十"), _chinese("四十一")
    (16, 30, 41)
    """
    tens, ten, ones = said.partition("十")
    if not ten:
        return _CHINESE_DIGITS.get(said[0], 0)
    return 10 * _CHINESE_DIGITS.get(tens, 1) + _CHINESE_DIGITS.get(ones, 0)
