"""Each state of knowledge follows from the acts and the day; none of them claims what no source says."""

from __future__ import annotations

from datetime import date

import pytest

from untoc_graph.answers.dossier import Participation
from untoc_graph.views.known import Known, known_on

SIGNED, DEPOSITED, IN_FORCE, ENDED = (date(year, 1, 1) for year in (2001, 2005, 2006, 2010))
FIRST, LAST = date(2015, 2, 1), date(2017, 10, 19)


def acts(**said: object) -> Participation:
    return Participation("XXX-untoc", "untoc", **said)  # type: ignore[arg-type]


CONSENTED = acts(by="accession", consented_on=DEPOSITED, in_force_from=IN_FORCE)
RATIFIED = acts(
    signed=True, signed_on=SIGNED, by="ratification", consented_on=DEPOSITED, in_force_from=IN_FORCE
)
UNDATED = acts(by="accession", not_before=FIRST, not_after=LAST)
SIGNATORY = acts(signed=True, signed_on=SIGNED)
LEFT = acts(by="accession", consented_on=DEPOSITED, in_force_from=IN_FORCE, in_force_until=ENDED)


@pytest.mark.parametrize(
    ("participation", "on", "expected"),
    [
        (None, IN_FORCE, Known("no-act")),
        (CONSENTED, IN_FORCE, Known("party", IN_FORCE)),
        (CONSENTED, DEPOSITED, Known("not-yet", IN_FORCE)),
        (CONSENTED, SIGNED, Known("not-yet", IN_FORCE)),
        (RATIFIED, DEPOSITED, Known("signed-not-yet", IN_FORCE)),
        (SIGNATORY, DEPOSITED, Known("signed-only")),
        (SIGNATORY, date(2000, 1, 1), Known("not-yet-signed")),
        (UNDATED, date(2015, 1, 31), Known("not-yet", None, FIRST, LAST)),
        (UNDATED, FIRST, Known("not-known", None, FIRST, LAST)),
        (UNDATED, date(2017, 10, 18), Known("not-known", None, FIRST, LAST)),
        (UNDATED, LAST, Known("party-undated", None, FIRST, LAST)),
        (LEFT, date(2009, 12, 31), Known("party", IN_FORCE)),
        (LEFT, ENDED, Known("ended", ENDED)),
    ],
)
def test_the_state_of_a_day(participation: Participation | None, on: date, expected: Known) -> None:
    assert known_on(participation, on) == expected
