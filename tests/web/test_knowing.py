"""What is known of a day is said in words, one for each state."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, get_args

import pytest

from untoc_graph.answers.knowing import STATE_WORDS
from untoc_graph.views.known import Known, State
from untoc_graph.web.knowing import STATES, told

if TYPE_CHECKING:
    from flask.testing import FlaskClient

DAY, FIRST, LAST = date(2006, 9, 1), date(2017, 1, 31), date(2017, 10, 19)


def test_each_state_has_a_word_and_what_is_not_known_has_a_mark_of_its_own() -> None:
    assert set(STATES) == set(get_args(State))
    assert [state for state, (mark, _) in STATES.items() if mark == "unknown"] == ["not-known"]
    assert "no" not in {str(word) for _, word in STATES.values()}


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (Known("party", DAY), "party (since 2006-09-01)"),
        (
            Known("party-undated", None, FIRST, LAST),
            "party (since a day between 2017-01-31 and 2017-10-19)",
        ),
        (Known("party-undated"), "party (since a day that no source gives)"),
        (Known("not-known"), "not known whether bound (no source gives the day of its consent)"),
        (Known("signed-only"), "signed only"),
        (Known("signed-not-yet", DAY), "signed, not yet bound (bound only from 2006-09-01)"),
        (
            Known("not-yet", None, FIRST, LAST),
            "not yet bound (bound from a day between 2017-01-31 and 2017-10-19)",
        ),
        (Known("not-yet"), "not yet bound"),
        (Known("ended", DAY), "no longer bound (since 2006-09-01)"),
        (Known("no-act"), "no act recorded"),
    ],
)
def test_a_state_is_said_with_what_belongs_to_it(client: FlaskClient, known: Known, said: str) -> None:
    with client.application.test_request_context("/?lang=en"):
        assert str(told(known)) == said


def test_the_command_line_has_the_words_of_the_pages(client: FlaskClient) -> None:
    with client.application.test_request_context("/?lang=en"):
        assert {state: str(word) for state, (_, word) in STATES.items()} == STATE_WORDS
