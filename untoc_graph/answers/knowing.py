"""What is known of how a participant stood to an instrument on a day: a state, and its English words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from untoc_graph.answers.status import NO_LONGER, NOT_YET_SIGNED, SIGNED_ONLY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from untoc_graph.answers.comparison import StatusOf
    from untoc_graph.answers.status import Status

__all__ = ["STATE_WORDS", "State", "in_words", "state_of"]

State: TypeAlias = Literal[
    "party",
    "party-undated",
    "not-known",
    "signed-only",
    "signed-not-yet",
    "not-yet",
    "not-yet-signed",
    "ended",
    "no-act",
]

# Pages say the same in each language. What is "not bound" is never said without its ground: what is recorded.
STATE_WORDS: Final[Mapping[State, str]] = {
    "party": "party",
    "party-undated": "party",
    "not-known": "not known whether bound",
    "signed-only": "signed only",
    "signed-not-yet": "signed, not yet bound",
    "not-yet": "not yet bound",
    "not-yet-signed": "not yet signed",
    "ended": "no longer bound",
    "no-act": "no act recorded",
}


def state_of(status: Status | StatusOf) -> State:  # noqa: PLR0911  one a state
    """Return the state that a status tells: more than its public word, which is `none` of several."""
    if status.status == "party":
        return "party"
    if status.status == "party-undated":
        return "not-known" if status.bound is None else "party-undated"
    if status.iri is None:
        return "no-act"
    if status.because.startswith(NO_LONGER):
        return "ended"
    if status.because == NOT_YET_SIGNED:
        return "not-yet-signed"
    if status.because == SIGNED_ONLY:
        return "signed-only"
    return "signed-not-yet" if status.status == "signatory" else "not-yet"


def in_words(status: Status | StatusOf) -> str:
    """Return a status in a few words, as a cell of a table: `party since 2006-09-01`."""
    state = state_of(status)
    word = STATE_WORDS[state]
    if state == "party":
        return f"{word} since {status.since}"
    return f"{word} since a day that no source gives" if state == "party-undated" else word
