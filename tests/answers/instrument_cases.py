"""Cases on what is in force between two participants, and since when."""

from __future__ import annotations

from tests.answers.expectations import ABSENT, Case, Question, has, lacks, mentions, only, other_than

INSTRUMENTS = (
    Case(
        "all four bind both",
        Question("KEN", "ITA", "human-trafficking", "extradition", on="2024-06-01"),
        {
            "requesting": "KEN",
            "requested": "ITA",
            "crime": "human-trafficking",
            "form": "extradition",
            "instruments[*].instrument": ["untoc", "trafficking", "smuggling", "firearms"],
            "instruments[*].in_force_between": [True, True, True, True],
            "instruments[*].since": ["2006-09-01", "2006-09-01", "2006-09-01", "2006-09-01"],
            "instruments[untoc].requesting.status": "party",
            "instruments[untoc].requesting.by": "accession",
            "instruments[untoc].requesting.since": "2004-07-16",
            "instruments[untoc].requested.by": "ratification",
            "instruments[untoc].requested.since": "2006-09-01",
            "instruments[firearms].requesting.since": "2005-07-03",
            "paths[0].kind": "protocol-offence",
            "paths[0].standing": "established",
            "forms[*].form": has("extradition"),
            "extradition.requested_16_5": "not-notified",
            "extradition.requesting_16_5": "not-notified",
            "extradition.consequence": mentions("16(4)", "16(6)"),
            "channels.central_authority.status": "not-in-our-sources",
            "channels.languages.status": "not-in-our-sources",
            "dispute_settlement.available": True,
            "missing[*].kind": has("no-notification", "bilateral-treaties"),
        },
        "KEN acceded 2004-06-16 (Protocols 2005-01-05, firearms not before 2005-07-03), ITA ratified all "
        "2006-08-02: 38(2); neither has a row for 16(5), 18(13), 18(14) or 35(3)",
    ),
    Case(
        "the day before the second is bound",
        Question("KEN", "ITA", "money-laundering", on="2006-08-31"),
        {
            "instruments[*].in_force_between": [False, False, False, False],
            "instruments[*].since": [None, None, None, None],
            "instruments[untoc].requesting.status": "party",
            "instruments[untoc].requested.status": "signatory",
            "paths[convention-offence]": ABSENT,
            "paths[serious-crime]": ABSENT,
            "forms": [],
        },
        "ITA-untoc-ratification 2006-08-02 takes effect on the thirtieth day, 2006-09-01 (38(2)); until "
        "then ITA has signed",
    ),
    Case(
        "the very day on which the second is bound",
        Question("KEN", "ITA", "money-laundering", on="2006-09-01"),
        {
            "instruments[*].in_force_between": [True, True, True, True],
            "instruments[untoc].since": "2006-09-01",
            "paths[convention-offence].standing": "established",
            "paths[convention-offence].since": "2006-09-01",
        },
        "ITA-untoc-ratification 2006-08-02 and thirty days (38(2)); KEN bound since 2004-07-16",
    ),
    Case(
        "each instrument begins with the later side",
        Question("DEU", "KEN", "firearms-trafficking", on="2024-06-01"),
        {
            "instruments[untoc].since": "2006-07-14",
            "instruments[trafficking].since": "2006-07-14",
            "instruments[firearms].since": "2021-11-13",
            "instruments[firearms].requesting.since": "2021-11-13",
            "instruments[firearms].requested.since": "2005-07-03",
            "paths[protocol-offence].instrument": "firearms",
            "paths[protocol-offence].since": "2021-11-13",
            "missing<one-source>": mentions("DEU-firearms"),
        },
        "DEU ratified untoc 2006-06-14 and firearms 2021-10-14 (sourced-one); KEN acceded before: untoc "
        "38(2), firearms 18(2)",
    ),
    Case(
        "the Firearms Protocol on the eve of its entry into force for one",
        Question("DEU", "KEN", "firearms-trafficking", on="2021-11-12"),
        {
            "instruments[firearms].in_force_between": False,
            "instruments[firearms].requesting.status": "signatory",
            "instruments[firearms].requested.status": "party",
            "paths[protocol-offence]": ABSENT,
            "paths[serious-crime].standing": "possible",
            "forms[firearms-tracing]": ABSENT,
            "forms[mla]": other_than(ABSENT),
        },
        "DEU-firearms-ratification 2021-10-14 binds from 2021-11-13 (firearms 18(2)); the Convention "
        "binds both, so 2(b) and 3(1)(b)",
    ),
    Case(
        "general entry into force of the Convention",
        Question("ALB", "LTU", on="2003-09-29"),
        {
            "instruments[untoc].in_force_between": True,
            "instruments[untoc].since": "2003-09-29",
            "instruments[trafficking].in_force_between": False,
            "instruments[smuggling].in_force_between": False,
            "instruments[firearms].in_force_between": False,
            "crime": None,
            "form": None,
        },
        "ALB 2002-08-21 and LTU 2002-05-09 deposited before 38(1) took effect on 2003-09-29; trafficking "
        "17(1): 2003-12-25",
    ),
    Case(
        "general entry into force of the Trafficking Protocol",
        Question("ALB", "ROU", "human-trafficking", on="2003-12-25"),
        {
            "instruments[trafficking].in_force_between": True,
            "instruments[trafficking].since": "2003-12-25",
            "instruments[smuggling].in_force_between": False,
            "paths[protocol-offence].standing": "established",
        },
        "ALB 2002-08-21 and ROU 2002-12-04 deposited both before trafficking 17(1) took effect on "
        "2003-12-25; smuggling 22(1): 2004-01-28",
    ),
    Case(
        "successor state on the day of succession",
        Question("ALB", "MNE", "money-laundering", on="2006-06-03"),
        {
            "instruments[untoc].in_force_between": True,
            "instruments[untoc].since": "2006-06-03",
            "instruments[untoc].requested.status": "party",
            "instruments[untoc].requested.by": "succession",
            "instruments[untoc].requested.since": "2006-06-03",
            "instruments[trafficking].in_force_between": True,
            "paths[convention-offence].standing": "established",
        },
        "MNE-untoc-succession: notice 2006-10-23, effective 2006-06-03, the day of succession; ALB since "
        "2003-09-29",
    ),
    Case(
        "successor state on the day before",
        Question("ALB", "MNE", "money-laundering", on="2006-06-02"),
        {
            "instruments[*].in_force_between": [False, False, False, False],
            "instruments[untoc].requested.status": "none",
            "instruments[untoc].requesting.status": "party",
            "forms": [],
        },
        "MNE-untoc-succession is effective 2006-06-03; before that day it was no participant of its own",
    ),
    Case(
        "successor state and a later party",
        Question("MNE", "ITA", "migrant-smuggling", on="2006-10-01"),
        {
            "instruments[untoc].since": "2006-09-01",
            "instruments[smuggling].since": "2006-09-01",
            "instruments[smuggling].requesting.since": "2006-06-03",
        },
        "MNE bound since 2006-06-03 though its notice is of 2006-10-23, ITA since 2006-09-01: the later "
        "day counts",
    ),
    Case(
        "party without a date, before it can have been bound",
        Question("PLW", "KEN", "money-laundering", on="2018-11-01"),
        {
            "instruments[untoc].in_force_between": False,
            "instruments[untoc].requesting.status": "none",
            "instruments[smuggling].in_force_between": False,
            "paths[convention-offence]": ABSENT,
            "forms": [],
        },
        "PLW-untoc-accession not before 2018-10-19, so bound not before 2018-11-18 (38(2)); it never signed",
    ),
    Case(
        "party without a date, while it may have been bound",
        Question("PLW", "KEN", "money-laundering", on="2019-06-01"),
        {
            "instruments[untoc].in_force_between": None,
            "instruments[untoc].since": None,
            "instruments[untoc].requesting.status": "party-undated",
            "instruments[untoc].requesting.since": None,
            "instruments[untoc].requested.status": "party",
            "paths[convention-offence].standing": "not-known",
            "missing<no-date>": mentions("PLW-untoc"),
        },
        "PLW-untoc-accession lies between 2018-10-19 and 2019-12-31, so entry into force between "
        "2018-11-18 and 2020-01-30",
    ),
    Case(
        "party without a date, after it must have been bound",
        Question("PLW", "KEN", "money-laundering", on="2020-06-01"),
        {
            "instruments[untoc].in_force_between": True,
            "instruments[untoc].since": None,
            "instruments[untoc].requesting.status": "party-undated",
            "instruments[untoc].requesting.since": None,
            "instruments[untoc].requesting.by": "accession",
            "instruments[trafficking].in_force_between": True,
            "paths[convention-offence].standing": "established",
            "missing<no-date>": mentions("PLW-untoc"),
        },
        "PLW-untoc-accession not after 2019-12-31, so bound not after 2020-01-30 (38(2)); the day itself "
        "no source gives",
    ),
    Case(
        "party without a date to one instrument and with one to another",
        Question("ITA", "SOM", "migrant-smuggling", on="2026-02-01"),
        {
            "instruments[untoc].in_force_between": True,
            "instruments[untoc].since": None,
            "instruments[untoc].requested.status": "party-undated",
            "instruments[smuggling].in_force_between": True,
            "instruments[smuggling].since": "2025-04-24",
            "instruments[smuggling].requested.status": "party",
            "paths[protocol-offence].since": "2025-04-24",
            "dispute_settlement.clauses[smuggling].available": False,
        },
        "SOM-smuggling-accession 2025-03-25 (smuggling 22(2)); SOM-untoc-accession only between "
        "2024-11-23 and 2025-03-25; SOM-smuggling-reservation-dispute-settlement under 20(3)",
    ),
    Case(
        "party without a date, joined by one that came after it for certain",
        Question("PRK", "BTN", "money-laundering", on="2024-06-01"),
        {
            "instruments[untoc].in_force_between": True,
            "instruments[untoc].since": "2023-03-22",
            "instruments[untoc].requesting.status": "party-undated",
            "instruments[trafficking].in_force_between": False,
            "dispute_settlement.clauses[untoc].available": False,
        },
        "PRK-untoc-accession not after 2016-06-30, so bound not after 2016-07-30; BTN bound since "
        "2023-03-22, later on any reading",
    ),
    Case(
        "protocol of an undated party in its interval",
        Question("KEN", "UGA", "human-trafficking", on="2022-06-01"),
        {
            "instruments[untoc].in_force_between": True,
            "instruments[untoc].since": "2005-04-08",
            "instruments[trafficking].in_force_between": None,
            "instruments[trafficking].requested.status": "party-undated",
            "paths[protocol-offence].standing": "not-known",
            "paths[serious-crime].standing": "possible",
        },
        "UGA-trafficking-ratification between 2020-10-01 and 2024-04-20 (17(2)); UGA-untoc-ratification "
        "2005-03-09: 3(1)(b) stays open",
    ),
    Case(
        "signatory only",
        Question("KEN", "COG", "human-trafficking", on="2024-06-01"),
        {
            "instruments[*].in_force_between": [False, False, False, False],
            "instruments[untoc].requested.status": "signatory",
            "instruments[trafficking].requested.status": "signatory",
            "instruments[firearms].requested.status": "none",
            "instruments[untoc].requested.by": None,
            "instruments[untoc].requested.since": None,
            "paths[protocol-offence]": ABSENT,
            "paths[serious-crime]": ABSENT,
            "forms": [],
            "channels.central_authority.status": "not-applicable",
        },
        "COG signed untoc, trafficking and smuggling on 2000-12-14 and has no row of consent: 36(3), 38(2)",
    ),
    Case(
        "signatory of the Convention, nothing of the Protocols",
        Question("IRN", "KEN", "money-laundering", "mla", on="2024-06-01"),
        {
            "instruments[untoc].requesting.status": "signatory",
            "instruments[untoc].requested.status": "party",
            "instruments[trafficking].requesting.status": "none",
            "instruments[untoc].in_force_between": False,
            "forms[mla]": ABSENT,
        },
        "IRN-untoc-signature and no row of consent; no row at all for the Protocols",
    ),
    Case(
        "no party and no signatory",
        Question("AUS", "PNG", "corruption", on="2024-06-01"),
        {
            "instruments[*].requested.status": ["none", "none", "none", "none"],
            "instruments[*].in_force_between": [False, False, False, False],
            "paths[*].kind": only("related-instrument"),
            "paths[related-instrument:uncac].standing": "established",
            "paths[convention-offence]": ABSENT,
            "forms[extradition]": ABSENT,
        },
        "PNG has no row in actions.csv; AUS-uncac 2005-12-07 and PNG-uncac 2007-07-16: only the "
        "Convention against Corruption binds both",
    ),
    Case(
        "no common Protocol",
        Question("VAT", "NIU", "human-trafficking", on="2024-06-01"),
        {
            "instruments[*].in_force_between": [True, False, False, False],
            "instruments[untoc].since": "2012-08-15",
            "paths[protocol-offence]": ABSENT,
            "paths[serious-crime].standing": "possible",
            "forms[*].form": lacks("victim-repatriation", "migrant-return", "firearms-tracing", "boarding"),
            "forms[mla]": other_than(ABSENT),
            "forms[extradition]": other_than(ABSENT),
            "channels.boarding_authority.status": "not-applicable",
            "channels.firearms_contact.status": "not-applicable",
        },
        "VAT (accession 2012-01-25) and NIU (2012-07-16) have rows for the Convention only; trafficking "
        "1(3) reaches its parties only",
    ),
    Case(
        "the European Union as a party",
        Question("KEN", "EU", "human-trafficking", on="2024-06-01"),
        {
            "requested": "EU",
            "instruments[untoc].since": "2004-07-16",
            "instruments[untoc].requested.by": "approval",
            "instruments[untoc].requested.since": "2004-06-20",
            "instruments[trafficking].since": "2006-10-06",
            "instruments[firearms].since": "2014-04-20",
            "forms[*].form": lacks(
                "extradition", "mla", "transfer-sentenced", "joint-investigation", "confiscation"
            ),
            "forms[training]": other_than(ABSENT),
            "extradition": None,
            "dispute_settlement.clauses[untoc].available": True,
            "dispute_settlement.clauses[untoc].because": mentions("arbitration"),
            "statements[*].statement": has("EU-untoc-declaration-competence"),
        },
        "EU approved untoc 2004-05-21, trafficking 2006-09-06, firearms 2014-03-21; it has no courts that "
        "extradite; EU-untoc-declaration-dispute-settlement leaves arbitration under 35(2); competence "
        "36(3)",
    ),
    Case(
        "the European Union before it was bound by a Protocol",
        Question("KEN", "EU", "firearms-trafficking", on="2014-04-19"),
        {
            "instruments[firearms].in_force_between": False,
            "instruments[firearms].requested.status": "signatory",
            "instruments[smuggling].in_force_between": True,
            "paths[protocol-offence]": ABSENT,
        },
        "EU-firearms-approval 2014-03-21 binds from 2014-04-20 (firearms 18(2)); EU signed 2002-01-16",
    ),
    Case(
        "a former name on a day when it was the name",
        Question("Swaziland", "KEN", on="2010-01-01"),
        {
            "requesting": "SWZ",
            "requesting.note": mentions("Swaziland", "2018-04-18"),
            "instruments[untoc].requesting.status": "signatory",
            "instruments[untoc].in_force_between": False,
        },
        "SWZ-1968-09-24: Swaziland until 2018-04-18; SWZ signed 2000-12-14 and ratified only 2012-09-24",
    ),
)
