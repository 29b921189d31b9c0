"""Bilateral cases, found by hand in the tables of `data/` and in the treaties, never in the answers.

A date of entry into force is the thirtieth day after deposit, or the general one where that is later
(Convention 2003-09-29, Trafficking 2003-12-25, Smuggling 2004-01-28, Firearms 2005-07-03). Each case names
the rows and the provisions that it rests on, so that a lawyer can follow it without the code. The day asked
about, where nothing hangs on it, is 2024-06-01.
"""

from __future__ import annotations

from tests.answers.channel_cases import CHANNELS
from tests.answers.doubt_cases import DISPUTES, MISSING
from tests.answers.extradition_cases import EXTRADITION
from tests.answers.instrument_cases import INSTRUMENTS
from tests.answers.path_cases import PATHS
from tests.answers.statement_cases import STATEMENTS

CASES = (*INSTRUMENTS, *PATHS, *EXTRADITION, *CHANNELS, *STATEMENTS, *DISPUTES, *MISSING)
