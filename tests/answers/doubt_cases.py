"""Cases on the dispute clause, and on what is missing or doubtful."""

from __future__ import annotations

from tests.answers.expectations import ABSENT, Case, Question, has, mentions, only, other_than

DISPUTES = (
    Case(
        "the dispute clause is open",
        Question("KEN", "ITA", "money-laundering", "mla", on="2010-06-01"),
        {
            "dispute_settlement.available": True,
            "dispute_settlement.clauses[untoc].available": True,
            "dispute_settlement.clauses[untoc]": mentions("35(2)"),
        },
        "neither KEN nor ITA has a row on 35(2) or 35(3) and no gap: 35(2) is open",
    ),
    Case(
        "one opted out of every clause",
        Question("KEN", "USA", "human-trafficking", on="2024-06-01"),
        {
            "dispute_settlement.available": False,
            "dispute_settlement.clauses[untoc].available": False,
            "dispute_settlement.clauses[trafficking].available": False,
            "dispute_settlement.clauses[untoc]": mentions("USA-untoc-reservation-dispute-settlement"),
        },
        "USA-untoc-, -trafficking- and -smuggling-reservation-dispute-settlement: 35(3), 15(3), 20(3)",
    ),
    Case(
        "the text of a reservation was not found",
        Question("ROU", "FRA", "firearms-trafficking", on="2024-06-01"),
        {
            "dispute_settlement.clauses[firearms].available": None,
            "dispute_settlement.clauses[untoc].available": True,
            "missing<text-not-found>": mentions("FRA-firearms"),
        },
        "gaps.csv FRA-firearms: a reservation or declaration whose text is not known, so whether 16(2) is "
        "open is not known",
    ),
    Case(
        "an opt-out is enough, whatever a text that was not found says",
        Question("ZAF", "FRA", "firearms-trafficking", on="2024-06-01"),
        {"dispute_settlement.clauses[firearms].available": False},
        "ZAF-firearms-reservation-dispute-settlement under 16(3); FRA-firearms in gaps.csv changes nothing",
    ),
    Case(
        "an opt-out without a day",
        Question("KEN", "FJI", "human-trafficking", on="2024-06-01"),
        {
            "instruments[trafficking].in_force_between": True,
            "dispute_settlement.clauses[trafficking].available": False,
            "dispute_settlement.clauses[untoc].available": False,
        },
        "FJI-trafficking-reservation-dispute-settlement has no day; 15(3) allows it only at consent, so "
        "it stands since then",
    ),
    Case(
        "withdrawn opt-outs",
        Question("KEN", "LTU", "firearms-trafficking", on="2026-12-01"),
        {
            "dispute_settlement.available": True,
            "dispute_settlement.clauses[untoc].available": True,
            "dispute_settlement.clauses[firearms].available": True,
            "extradition.requested_16_5": "conditional",
        },
        "LTU-…-withdrawal-dispute-settlement (35(4), 16(4) of the Firearms Protocol), published in "
        "Austria in 2023 and 2025; deposit days not sourced",
    ),
    Case(
        "a withdrawal without a day leaves an early day not known",
        Question("KEN", "LTU", "money-laundering", "mla", on="2010-06-01"),
        {
            "dispute_settlement.clauses[untoc].available": None,
            "missing<no-date>": mentions("LTU-untoc-withdrawal"),
        },
        "LTU-untoc-reservation-dispute-settlement of 2002-05-09 was withdrawn on a day that no source "
        "gives: on 2010-06-01 not known",
    ),
)

MISSING = (
    Case(
        "sources disagree on a day",
        Question("ITA", "CHE", "firearms-trafficking", on="2024-06-01"),
        {
            "instruments[firearms].since": "2012-12-29",
            "missing<conflict>": mentions("CHE-firearms"),
            "statements[*].statement": has("CHE-firearms-reservation-10-3"),
            "channels.languages.entries[*].name": only("fr", "de", "it"),
        },
        "CHE-firearms-accession-ch-sr gives 2012-11-27 for 2012-11-29; 2012-11-29 and thirty days "
        "(firearms 18(2))",
    ),
    Case(
        "a day between those of two sources",
        Question("KEN", "AGO", "human-trafficking", on="2014-10-15"),
        {
            "instruments[trafficking].in_force_between": other_than(True),
            "missing<conflict>": mentions("AGO-trafficking"),
        },
        "AGO-trafficking-accession 2014-09-19 binds from 2014-10-19; whatconvention-317 has 2014-09-09, "
        "so 2014-10-09: doubtful on this day",
    ),
    Case(
        "a day from one source only",
        Question("KEN", "AFG", "human-trafficking", on="2024-06-01"),
        {
            "instruments[trafficking].since": "2014-09-13",
            "instruments[trafficking].requested.since": "2014-09-13",
            "missing<one-source>": mentions("AFG-trafficking"),
            "missing<conflict>": [],
        },
        "AFG-trafficking-accession 2014-08-14, sourced-one; no row in conflicts.csv for either",
    ),
    Case(
        "a day after the data",
        Question("KEN", "ITA", "money-laundering", on="2030-01-01"),
        {
            "instruments[untoc].since": "2006-09-01",
            "missing[*].kind": has("after-data"),
            "summary": mentions(
                "As far as the lists of parties of 2026-05-28 tell, on 2030-01-01 Kenya and Italy"
            ),
        },
        "the newest list (Austrian gazette) is of 2026: what happens after it is not known",
    ),
    Case(
        "a no of a day after the data",
        Question("VNM", "USA", "migrant-smuggling", on="2030-01-01"),
        {
            "instruments[smuggling].in_force_between": False,
            "instruments[smuggling].sentence": mentions(
                "was not in force between Viet Nam and United States of America on 2030-01-01, as far as the "
                "lists of parties of 2026-05-28 tell"
            ),
            "channels.boarding_authority.sentence": mentions("as far as the lists of parties of 2026-05-28"),
        },
        "VNM has no row for smuggling in actions.csv, which is of 2026-05-28: since then it is not known",
    ),
    Case(
        "what no treaty table can hold",
        Question("ROU", "ITA", "extortion", on="2024-06-01"),
        {
            "paths[*].kind": ["serious-crime"],
            "paths[0].standing": "possible",
            "missing[*].kind": has("domestic-law", "bilateral-treaties", "no-notification"),
            "forms[aml]": ABSENT,
            "forms[transfer-sentenced].obligation": "optional",
            "forms[joint-investigation].obligation": "mixed",
        },
        "extortion is no offence of the four: 2(b), 3(1)(b) depend on domestic law; ITA has no row under "
        "16(5), 18(13), 18(14)",
    ),
)
