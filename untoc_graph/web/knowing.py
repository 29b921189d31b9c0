"""The words in which every page tells how a participant stood to an instrument, one for each state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from untoc_graph.web.language import later

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask_babel import LazyString

    from untoc_graph.views.known import Known, State

__all__ = ["STATES", "Told", "told"]

# The mark and the word of each state. What is "not bound" is never said without its ground: what is recorded.
STATES: Final[Mapping[State, tuple[str, LazyString]]] = {
    "party": ("yes", later("party")),
    "party-undated": ("yes", later("party")),
    "not-known": ("unknown", later("not known whether bound")),
    "signed-only": ("maybe", later("signed only")),
    "signed-not-yet": ("maybe", later("signed, not yet bound")),
    "not-yet": ("no", later("not yet bound")),
    "not-yet-signed": ("no", later("not yet signed")),
    "ended": ("no", later("no longer bound")),
    "no-act": ("no", later("no act recorded")),
}

_SINCE: Final[Mapping[State, LazyString]] = {
    "party": later("since %(day)s"),
    "ended": later("since %(day)s"),
}
_FROM: Final = later("bound only from %(day)s")
_BETWEEN: Final[Mapping[State, LazyString]] = {
    "party-undated": later("since a day between %(first)s and %(last)s"),
    "not-known": later(
        "no source gives the day of its consent; bound from a day between %(first)s and %(last)s"
    ),
}
_TO_COME: Final = later("bound from a day between %(first)s and %(last)s")
_UNDATED: Final[Mapping[State, LazyString]] = {
    "party-undated": later("since a day that no source gives"),
    "not-known": later("no source gives the day of its consent"),
}


@dataclass(frozen=True)
class Told:
    """A state in words.

    Attributes:
        mark: the class of its mark: yes, maybe, no, unknown.
        word: the state.
        detail: since when, or between which days; "" where there is nothing to add.
    """

    mark: str
    word: str
    detail: str

    def __str__(self) -> str:
        """Return it as it is said in a line."""
        return f"{self.word} ({self.detail})" if self.detail else self.word


def told(known: Known) -> Told:
    """Return a state in the language of the page."""
    mark, word = STATES[known.state]
    return Told(mark, str(word), _detail(known))


def _detail(known: Known) -> str:
    if known.since is not None:
        text = _SINCE.get(known.state, _FROM)
        return str(text) % {"day": known.since.isoformat()}
    if known.first is None or known.last is None:
        return str(_UNDATED.get(known.state, ""))
    text = _BETWEEN.get(known.state, _TO_COME)
    return str(text) % {"first": known.first.isoformat(), "last": known.last.isoformat()}
