"""How alike names are, and the nearest to one that nobody knows."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["SUGGESTIONS", "likeness_of_all", "listed"]

# How many things a message offers in the place of one that nobody knows.
SUGGESTIONS: Final = 3
# Comparing takes time by the product of the lengths, and few names of things are longer.
_COMPARED: Final = 80


def likeness_of_all(said: str, spellings: Mapping[str, Iterable[str]]) -> dict[str, float]:
    """Return how alike each thing is to what was said, from 0 to 1, by its key, the nearest first.

    Args:
        said: what was looked for.
        spellings: key, label and other names of each thing.

    >>> list(likeness_of_all("ROM", {"OMN": ["Oman"], "ITA": ["Italy"], "ROU": ["Romania"]}))
    ['ROU', 'OMN', 'ITA']
    """
    said = said.casefold()[:_COMPARED]
    alike = {key: max(_likeness(said, known) for known in names) for key, names in spellings.items()}
    return {key: alike[key] for key in sorted(alike, key=lambda key: (-alike[key], key))}


def listed(things: Sequence[tuple[str, str]]) -> str:
    """Return keys with their labels, as a message lists them.

    >>> listed([("ITA", "Italy"), ("ROU", "Romania"), ("X", "")])
    'ITA (Italy), ROU (Romania) or X'
    """
    shown = [f"{key} ({label})" if label else key for key, label in things]
    return " or ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def _likeness(said: str, known: str) -> float:
    """Return how alike two spellings are, from 0 to 1; a beginning counts more ("ROM" and "Romania")."""
    known = known.casefold()
    ratio = SequenceMatcher(None, known, said).ratio()
    return (1 + ratio) / 2 if known.startswith(said) else ratio
