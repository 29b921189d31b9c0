"""Where and why a text is not SPARQL: the first token that cannot stand where it stands.

The engine names the furthest place that any of its attempts reached, which is up to fourteen characters
after the mistake or at the end of the text, and lists character classes. So the text is cut after a token,
padded, and parsed again: what stands before the mistake can be read up to the padding, what includes it
cannot. The search halves, and the store is empty: nothing is evaluated.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import pyoxigraph as ox

from untoc_graph.errors import nearest
from untoc_graph.store.tokens import Token, declared_prefixes, operation, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Diagnosis", "diagnose", "mistake_in_update"]

# Longer than the longest keyword, by which the engine's attempts overshoot.
_PADDING: Final = " " * 64
# A character that continues nothing, so that no cut text is ever a whole query.
_STOP: Final = ">"
_PLACE: Final = re.compile(r"error at (\d+):(\d+): expected ")
# Among the expected tokens are sentences, such as "The SELECT contains a variable that is unbound".
_SENTENCE: Final = re.compile(r"[A-Z][A-Za-z]*(?: (?:_:)?[\w?']+){2,}")
# Each halving costs one more parse.
_LONGEST: Final = 16_384
_SHOWN: Final = 40
_QUOTES: Final = frozenset({"'", '"'})
# On an empty store it fails, so that nothing behind it is ever carried out.
_FAILS: Final = "DROP GRAPH <urn:nothing> ; "


class Diagnosis(NamedTuple):
    """What to tell the author of the text.

    Attributes:
        message: a sentence.
        line: 1-based line, or None.
        column: 1-based column in characters, or None.
    """

    message: str
    line: int | None
    column: int | None


def mistake_in_update(text: str, base: str) -> str | None:
    """Return what the engine says against a text that begins as an update, None where it is a correct one.

    A correct update is not carried out, so one that would take long or need much does neither.
    """
    begin = operation(text)
    at = begin.start if begin else 0
    said = None
    # The second attempt names the place in the text itself; what is wrong in both is carried out in neither.
    for attempt in (text[:at] + _FAILS + text[at:], text):
        try:
            ox.Store().update(attempt, base_iri=base)
        except SyntaxError as error:
            said = str(error)
        except (OSError, RuntimeError, ValueError):
            return None
        else:
            return None
    return said


def diagnose(
    text: str, said: str, base: str, prefixes: Mapping[str, str], *, update: bool = False
) -> Diagnosis:
    """Return where and why the engine refused a text.

    Args:
        text: the text that was refused.
        said: the engine's message.
        base: the base IRI that it was read with.
        prefixes: well-known prefixes, to mend one that is not declared.
        update: the text begins as an update, and was refused as one.
    """
    found = list(tokens(text)) if len(text) <= _LONGEST else []
    wrong = _first_wrong(text, found, base, update)
    if wrong is not None:
        return Diagnosis(_unfit(found, wrong, prefixes), *_place(text, found[wrong].start))
    sentence = _SENTENCE.search(said)
    if sentence:
        return Diagnosis(sentence.group()[0].lower() + sentence.group()[1:], *_reported(said))
    if found or not text.strip():
        what = "update" if update else "query"
        return Diagnosis(f"the text ends before the {what} does", *_place(text, len(text.rstrip())))
    return Diagnosis("this is not SPARQL 1.1", *_reported(said))


def _unfit(found: list[Token], wrong: int, prefixes: Mapping[str, str]) -> str:
    token = found[wrong]
    if token.kind == "name" and token.prefix not in declared_prefixes(found) and token.prefix != "_":
        return _undeclared(token.prefix, prefixes)
    if token.text in _QUOTES:
        return "the string that begins here does not end"
    shown = token.text if len(token.text) <= _SHOWN else token.text[:_SHOWN] + "…"
    if token.kind == "iri":
        return f"{shown} is not an IRI, or not expected here"
    after = f' after "{found[wrong - 1].text[:_SHOWN]}"' if wrong else ""
    return f'unexpected "{shown}"{after}'


def _first_wrong(text: str, found: list[Token], base: str, update: bool) -> int | None:
    # Behind a quotation mark that is never closed everything could still become a string.
    unclosed = next((place for place, token in enumerate(found) if token.text in _QUOTES), len(found))
    low, high = 0, unclosed
    while low < high:
        middle = (low + high) // 2
        if _can_begin(text[: found[middle].end], base, update):
            low = middle + 1
        else:
            high = middle
    return low if low < len(found) else None


def _can_begin(text: str, base: str, update: bool) -> bool:
    padded = text + _PADDING + _STOP + _PADDING
    store = ox.Store()
    try:
        (store.update if update else store.query)(padded, base_iri=base)
    except SyntaxError as error:
        line, column = _reported(str(error))
        stop_line, stop_column = _place(padded, len(text) + len(_PADDING))
        if line is None or column is None:
            return False
        # One past the stop is where the attempt to read an IRI from a lonely "<" ends.
        lonely = line == stop_line and column == stop_column + 1 and "IRI parsing failed" in str(error)
        return (line, column) >= (stop_line, stop_column) and not lonely
    return True


def _reported(said: str) -> tuple[int | None, int | None]:
    match = _PLACE.match(said)
    return (int(match[1]), int(match[2])) if match else (None, None)


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _undeclared(prefix: str, prefixes: Mapping[str, str]) -> str:
    if prefix in prefixes:
        return f'the prefix "{prefix}:" is not declared; add the line PREFIX {prefix}: <{prefixes[prefix]}>'
    close = nearest(prefix, prefixes)
    if not close:
        return f'the prefix "{prefix}:" is not declared; add a PREFIX line for it'
    hints = " or ".join(f'"{match}:" (PREFIX {match}: <{prefixes[match]}>)' for match in close)
    return f'the prefix "{prefix}:" is not declared; did you mean {hints}?'
