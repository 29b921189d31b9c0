"""Cases on the path by which a crime is an offence for cooperation between two states."""

from __future__ import annotations

from tests.answers.expectations import ABSENT, Case, Question, has, lacks, mentions, other_than, silent

PATHS = (
    Case(
        "money laundering is a Convention offence",
        Question("KEN", "ITA", "money-laundering", on="2024-06-01"),
        {
            "paths[0].kind": "convention-offence",
            "paths[0].instrument": "untoc",
            "paths[0].standing": "established",
            "paths[0].since": "2006-09-01",
            "paths[0].provisions": has("untoc-3-1-a"),
            "paths[convention-offence]": mentions("untoc-6-1-a-i"),
            "paths[0].conditions[*].condition": has("transnational", "organized-criminal-group"),
            "paths[related-instrument:uncac].standing": "established",
            "paths[related-instrument:1988].standing": "established",
            "forms[aml]": other_than(ABSENT),
            "forms[victim-repatriation]": ABSENT,
            "forms[firearms-tracing]": ABSENT,
        },
        "untoc 3(1)(a) with 6(1); aml rests on 7(1)(b), 7(4), for laundering only; KEN-uncac 2003-12-09, "
        "ITA-uncac 2009-10-05; KEN-1988 1992-10-19, ITA-1988 1990-12-31",
    ),
    Case(
        "corruption before one side joined the Convention against Corruption",
        Question("KEN", "ITA", "corruption", on="2009-01-01"),
        {
            "paths[0].kind": "convention-offence",
            "paths[convention-offence]": mentions("untoc-8"),
            "paths[related-instrument:uncac]": ABSENT,
            "forms[aml]": ABSENT,
        },
        "untoc 8 with 3(1)(a); ITA-uncac is of 2009-10-05, the list is complete: on 2009-01-01 it did not "
        "bind Italy",
    ),
    Case(
        "another treaty before it was in force at all",
        Question("KEN", "ROU", "corruption", on="2005-12-01"),
        {"paths[convention-offence].standing": "established", "paths<related-instrument>": silent("uncac")},
        "KEN-uncac 2003-12-09 and ROU-uncac 2004-11-02 were deposited, but related_instruments.csv: uncac "
        "in force 2005-12-14",
    ),
    Case(
        "a Protocol that may have bound one of the two later",
        Question("UGA", "KEN", "human-trafficking", on="2021-01-01"),
        {
            "paths[protocol-offence].standing": "not-known",
            "paths[serious-crime].standing": "possible",
            "summary": mentions(
                "Human trafficking is covered at least as a serious crime, if the law of both",
                "; whether as an offence of the Trafficking in Persons Protocol is not known.",
            ),
        },
        "UGA-trafficking-ratification between 2020-10-01 and 2024-04-20, so bound between 2020-10-31 and "
        "2024-05-20; UGA-untoc-ratification 2005-03-09: 2(b) and 3(1)(b) are open, 1(3) perhaps",
    ),
    Case(
        "a serious crime, and a Protocol that bound one of the two from a day in 2017",
        Question("AUS", "FJI", "human-trafficking", on="2017-12-01"),
        {"summary": mentions("at least as a serious crime", "Trafficking in Persons Protocol is not known.")},
        "FJI-trafficking-accession between 2017-01-01 and 2017-12-31; FJI-untoc-accession by 2017-09-19",
    ),
    Case(
        "a serious crime where the Protocol certainly does not bind one of the two",
        Question("UGA", "KEN", "human-trafficking", on="2015-01-01"),
        {"paths[protocol-offence]": ABSENT, "summary": mentions("is covered only as a serious crime")},
        "UGA-trafficking-ratification is not before 2020-10-01",
    ),
    Case(
        "an offence that states need only consider",
        Question("KEN", "ITA", "corruption", on="2024-06-01"),
        {
            "summary": mentions(
                "Corruption is a Convention offence between them (8(1)(a), 8(1)(b)",
                "; under 8(2) only where both have chosen to make it one), where the conditions are shown.",
            )
        },
        "paragraphs.csv: untoc-8-1-a and -b shall, untoc-8-2 shall-consider",
    ),
    Case(
        "crimes and forms are common nouns inside a sentence",
        Question("PRK", "CHN", "drug-trafficking", "extradition", on="2016-07-20"),
        {"summary": mentions("Whether drug trafficking is an offence", "Whether extradition (16")},
        "PRK-untoc-accession: bound between 2016-07-16 and 2016-07-30, so on 2016-07-20 it is not known",
    ),
    Case(
        "a treaty of a region to which neither belongs",
        Question("PRK", "CHN", "human-trafficking", on="2026-05-28"),
        {
            "paths[related-instrument:coe-trafficking].standing": "not-known",
            "paths[related-instrument:coe-trafficking]": mentions(
                "organisation/COE", "which has neither, speaks up to 2023-12-31", "member of the Council of"
            ),
            "extradition.other_treaties": mentions("coe-extradition", "neither is a member of the Council"),
            "missing<not-collected>": silent("coe-trafficking"),
            "missing[*].about": has("rome"),
        },
        "coe-trafficking, coe-extradition: kept by the head of the Council of Europe, and nine in ten of "
        "those listed are members (memberships.csv: COE); PRK and CHN are neither listed nor members",
    ),
    Case(
        "a treaty of a region to which one of the two belongs",
        Question("PRK", "ITA", "human-trafficking", on="2026-05-28"),
        {
            "paths[related-instrument:coe-trafficking].standing": "not-known",
            "missing<not-collected>": mentions("coe-trafficking"),
        },
        "ITA-coe-trafficking; the list is of 2023: whether PRK joined since is not known",
    ),
    Case(
        "a treaty of a region that others join too",
        Question("PRK", "CHN", "cybercrime", on="2026-05-28"),
        {"missing<not-collected>": mentions("budapest")},
        "budapest: 24 of the 70 listed are no members of the Council of Europe",
    ),
    Case(
        "bribery under both Conventions",
        Question("KEN", "ROU", "bribery", on="2024-06-01"),
        {
            "paths[convention-offence]": mentions("untoc-8-1"),
            "paths[related-instrument:uncac].standing": "established",
            "paths[protocol-offence]": ABSENT,
        },
        "untoc 8(1)(a), (b); uncac lists bribery among its crimes: KEN-uncac 2003-12-09, ROU-uncac "
        "2004-11-02",
    ),
    Case(
        "participation in a criminal group",
        Question("ALB", "ZMB", "group-participation", on="2024-06-01"),
        {
            "paths[0].kind": "convention-offence",
            "paths<related-instrument>": [],
            "paths[0].standing": "established",
            "paths[0].since": "2005-05-24",
            "paths[0]": mentions("untoc-5-1"),
            "paths[0].provisions": has("untoc-3-1-a"),
        },
        "untoc 5(1) with 3(1)(a); ALB since 2003-09-29, ZMB acceded 2005-04-24; no related instrument "
        "lists the crime",
    ),
    Case(
        "obstruction of justice",
        Question("ALB", "ZMB", "obstruction-of-justice", "mla", on="2024-06-01"),
        {
            "paths[0].kind": "convention-offence",
            "paths<related-instrument>": [],
            "paths[0]": mentions("untoc-23-a", "untoc-23-b"),
            "forms[mla].obligation": "mandatory",
            "forms[mla].provisions": has("untoc-18"),
            "forms[mla].available": True,
            "extradition": None,
        },
        "untoc 23(a), (b) with 3(1)(a); mutual assistance is a duty (18(1)); the form asked for is not "
        "extradition",
    ),
    Case(
        "trafficking in persons by the Protocol",
        Question("ROU", "ITA", "human-trafficking", on="2023-06-01"),
        {
            "paths[0].kind": "protocol-offence",
            "paths[0].instrument": "trafficking",
            "paths[0].since": "2006-09-01",
            "paths[0].provisions": has("trafficking-1-3"),
            "paths[protocol-offence]": mentions("trafficking-5-1"),
            "paths[0].conditions[*].condition": has("scope-of-trafficking"),
            "paths[related-instrument:coe-trafficking].standing": "established",
            "forms[victim-repatriation].obligation": "mandatory",
            "forms[victim-repatriation].provisions": has("trafficking-8-1", "trafficking-8-2"),
            "forms[migrant-return]": ABSENT,
            "forms[aml]": ABSENT,
        },
        "trafficking 1(3), 4, 5(1): ROU since 2003-12-25, ITA since 2006-09-01; ROU-coe-trafficking "
        "2006-08-21, ITA-coe-trafficking 2010-11-29",
    ),
    Case(
        "smuggling of migrants by the Protocol",
        Question("ROU", "ITA", "migrant-smuggling", on="2024-06-01"),
        {
            "paths[protocol-offence].instrument": "smuggling",
            "paths[protocol-offence].standing": "established",
            "paths[protocol-offence].provisions": has("smuggling-1-3"),
            "paths[protocol-offence].conditions[*].condition": has("scope-of-smuggling"),
            "forms[*].form": has("migrant-return", "boarding", "registry-confirmation", "mla", "extradition"),
            "forms[victim-repatriation]": ABSENT,
            "channels.boarding_authority.status": "notified",
            "channels.boarding_authority.entries[*].date": ["2009-02-17"],
        },
        "smuggling 1(3), 4, 6: ROU since 2004-01-28, ITA since 2006-09-01; "
        "ITA-smuggling-notification-boarding-authority under 8(6)",
    ),
    Case(
        "false documents are an offence of the Smuggling Protocol",
        Question("ROU", "ITA", "document-fraud", on="2024-06-01"),
        {
            "paths[protocol-offence].instrument": "smuggling",
            "paths[protocol-offence]": mentions("smuggling-6-1-b"),
            "forms[document-verification]": other_than(ABSENT),
        },
        "smuggling 6(1)(b) with 3(c), by 1(3); smuggling 13 on the validity of documents",
    ),
    Case(
        "firearms by the Protocol, and by a treaty whose list is not complete",
        Question("ROU", "DEU", "firearms-trafficking", on="2024-06-01"),
        {
            "paths[protocol-offence].instrument": "firearms",
            "paths[protocol-offence].since": "2021-11-13",
            "paths[protocol-offence].provisions": has("firearms-1-3"),
            "paths[protocol-offence].conditions[*].condition": has("scope-of-firearms"),
            "paths[related-instrument:att].standing": "established",
            "forms[*].form": has("firearms-tracing", "firearms-licensing", "firearms-information"),
        },
        "firearms 1(3), 5(1): ROU since 2005-07-03, DEU since 2021-11-13; ROU-att and DEU-att, parties "
        "2014-04-02",
    ),
    Case(
        "absence from an incomplete list is not known",
        Question("KEN", "ZMB", "firearms-trafficking", on="2024-06-01"),
        {
            "paths[protocol-offence].standing": "established",
            "paths[related-instrument:att].standing": "not-known",
        },
        "related_instruments.csv: att in part, absence does not mean no party; KEN has no row",
    ),
    Case(
        "reactivation of firearms is not under article 5",
        Question("KEN", "ROU", "firearms-reactivation", on="2024-06-01"),
        {
            "paths[protocol-offence].standing": ABSENT,
            "paths[serious-crime].standing": "possible",
        },
        "firearms 1(3) makes Convention offences only of those established in accordance with article 5; "
        "fap-9 rests on article 9, where states establish offences if appropriate",
    ),
    Case(
        "Protocol crime where one has only signed",
        Question("AUT", "THA", "migrant-smuggling", on="2024-06-01"),
        {
            "instruments[smuggling].in_force_between": False,
            "instruments[smuggling].requested.status": "signatory",
            "paths[protocol-offence]": ABSENT,
            "paths[serious-crime].standing": "possible",
            "paths[serious-crime].provisions": has("untoc-2-b", "untoc-3-1-b"),
            "paths[serious-crime].conditions[*].condition": has(
                "four-years-in-each-state", "transnational", "organized-criminal-group"
            ),
            "forms[migrant-return]": ABSENT,
            "forms[boarding]": ABSENT,
            "channels.boarding_authority.status": "not-applicable",
            "missing[*].kind": has("domestic-law"),
        },
        "THA signed smuggling and did not ratify, so its 1(3) does not apply between the two; untoc binds "
        "both since 2013-11-16: 2(b), 3(1)(b)",
    ),
    Case(
        "Protocol crime where one is outside the Firearms Protocol",
        Question("ROU", "USA", "firearms-trafficking", on="2024-06-01"),
        {
            "instruments[firearms].requested.status": "none",
            "instruments[firearms].in_force_between": False,
            "paths[protocol-offence]": ABSENT,
            "paths[serious-crime].standing": "possible",
            "forms[*].form": lacks(
                "firearms-tracing", "firearms-licensing", "firearms-contact", "firearms-information"
            ),
            "channels.firearms_contact.status": "not-applicable",
        },
        "USA has no row for firearms; untoc since 2005-12-03 between the two: 2(b), 3(1)(b)",
    ),
    Case(
        "drugs are a serious crime and under the 1988 Convention",
        Question("KEN", "ITA", "drug-trafficking", on="2022-06-01"),
        {
            "paths[0].kind": "serious-crime",
            "paths[0].standing": "possible",
            "paths[0].provisions": has("untoc-2-b", "untoc-3-1-b"),
            "paths[convention-offence]": ABSENT,
            "paths[related-instrument:1988].standing": "established",
            "paths[related-instrument:1971].standing": "established",
            "missing[*].kind": has("domestic-law"),
        },
        "untoc 2(b), 3(1)(b); KEN-1988 1992-10-19 and ITA-1988 1990-12-31; KEN-1971 2000-10-18 and "
        "ITA-1971 1981-11-27",
    ),
    Case(
        "absence from a complete list, within its day",
        Question("KEN", "ITA", "human-trafficking", on="2023-06-01"),
        {"paths[0].kind": "protocol-offence", "paths<related-instrument>": silent("coe-trafficking")},
        "related_instruments.csv: coe-trafficking complete, as of 2023-12, absence means no party; KEN "
        "has no row",
    ),
    Case(
        "absence from a complete list, after its day",
        Question("KEN", "ITA", "human-trafficking", on="2024-06-01"),
        {"paths[related-instrument:coe-trafficking].standing": "not-known"},
        "coe-trafficking is known as of 2023-12; whether KEN joined between then and 2024-06-01 is not known",
    ),
    Case(
        "wildlife under CITES",
        Question("CHN", "KEN", "wildlife", on="2024-06-01"),
        {
            "paths[*].kind": ["serious-crime", "related-instrument"],
            "paths[related-instrument:cites].standing": "established",
            "paths[related-instrument:cites].conditions[*].condition": has("covered-by-related-instrument"),
        },
        "untoc 2(b), 3(1)(b); CHN-cites 1981-01-08, KEN-cites 1978-12-13; cites lists wildlife",
    ),
    Case(
        "one state that its list leaves open",
        Question("AUS", "NIU", "corruption", on="2024-06-01"),
        {
            "paths[convention-offence].standing": "established",
            "paths[related-instrument:uncac].standing": "not-known",
        },
        "related_instruments.csv: uncac lists all but Niue, absence means no party except for Niue; "
        "AUS-uncac 2005-12-07",
    ),
    Case(
        "another treaty without a date, on a day within its list",
        Question("ITA", "SOM", "corruption", on="2025-06-01"),
        {
            "instruments[untoc].in_force_between": True,
            "paths[convention-offence].standing": "established",
            "paths[related-instrument:uncac].standing": "not-known",
        },
        "SOM-uncac: a party as of 2025-12-31 without a date, so on 2025-06-01 not known; SOM-untoc bound "
        "not after 2025-04-24",
    ),
    Case(
        "another treaty without dates, after the day of its list",
        Question("ITA", "ROU", "cultural-property", on="2026-02-01"),
        {
            "paths[serious-crime].standing": "possible",
            "paths[related-instrument:unesco-1970].standing": "established",
        },
        "ITA-unesco-1970 and ROU-unesco-1970: parties as of 2025-12-31, the list gives no dates",
    ),
    Case(
        "not in a complete list of a treaty without dates",
        Question("ITA", "THA", "cultural-property", on="2024-06-01"),
        {"paths<related-instrument>": silent("unesco-1970"), "paths[serious-crime].standing": "possible"},
        "unesco-1970 is complete for 2025 and absence means no party; THA has no row",
    ),
    Case(
        "treaties whose parties were not collected",
        Question("KEN", "ITA", "piracy", on="2024-06-01"),
        {
            "paths[serious-crime].standing": "possible",
            "paths[related-instrument:sua].standing": "not-known",
            "paths[related-instrument:unclos].standing": "not-known",
            "missing<not-collected>": mentions("sua"),
        },
        "related_instruments.csv: sua and unclos list piracy, their participation is not collected: not "
        "known, never no",
    ),
    Case(
        "an emerging crime comes in as a serious crime",
        Question("ROU", "DEU", "cybercrime", on="2022-06-01"),
        {
            "paths[0].kind": "serious-crime",
            "paths[0].standing": "possible",
            "paths[related-instrument:budapest].standing": "established",
            "paths[related-instrument:cybercrime]": ABSENT,
        },
        "untoc 2(b), 3(1)(b); ROU-budapest 2004-05-12, DEU-budapest 2009-03-09; the 2024 convention was "
        "not adopted before 2024-12-24",
    ),
)
