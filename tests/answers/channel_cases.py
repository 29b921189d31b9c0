"""Cases on whom to write to, and in which language."""

from __future__ import annotations

from tests.answers.expectations import Case, Question, has, mentions, only, silent

CHANNELS = (
    Case(
        "one authority and one language",
        Question("KEN", "DEU", "migrant-smuggling", on="2024-06-01"),
        {
            "channels.central_authority.status": "notified",
            "channels.central_authority.entries[*].name": ["Federal Ministry of Justice"],
            "channels.central_authority.entries[*].statement": ["DEU-untoc-notification-central-authority"],
            "channels.central_authority.entries[*].date": [None],
            "channels.central_authority.provisions": has("untoc-18-13"),
            "channels.central_authority.directory": mentions("http"),
            "channels.languages.status": "notified",
            "channels.languages.entries[*].name": ["de"],
            "channels.languages.provisions": has("untoc-18-14"),
            "channels.boarding_authority.status": "notified",
            "channels.boarding_authority.entries[*].name": ["Federal Maritime and Hydrographic Agency"],
        },
        "DEU-untoc-notification-central-authority-1 (18(13)), -mla-language: de (18(14)), "
        "DEU-smuggling-notification-boarding-authority-1 (8(6))",
    ),
    Case(
        "several authorities and languages",
        Question("KEN", "ROU", "firearms-trafficking", on="2024-06-01"),
        {
            "channels.central_authority.entries": mentions(
                "Prosecutor's Office at the Supreme Court (pre-trial)",
                "Ministry of Justice (trial, sentence, extradition)",
            ),
            "channels.languages.entries[*].name": only("ro", "fr", "en"),
            "channels.firearms_contact.status": "notified",
            "channels.firearms_contact.provisions": has("firearms-13-2"),
        },
        "ROU-untoc-notification-central-authority-1 and -2; -mla-language: ro, fr, en; "
        "ROU-firearms-notification-firearms-contact-point",
    ),
    Case(
        "languages by territory",
        Question("KEN", "CHN", "money-laundering", "mla", on="2024-06-01"),
        {
            "channels.languages.entries[*].territory": has(None, "Hong Kong", "Macao"),
            "channels.languages.sentence": mentions(
                "Chinese; English (for Hong Kong); Chinese (for Hong Kong); Portuguese (for Macao)"
            ),
            "channels.languages.entries<CHN-untoc-notification-mla-language>.name": ["zh"],
            "channels.languages.entries<CHN-untoc-notification-mla-language-2>.name": only("zh", "en"),
            "channels.languages.entries<CHN-untoc-notification-mla-language-3>.name": only("zh", "pt"),
            "channels.central_authority.entries[*].territory": has(None, "Hong Kong", "Macao"),
        },
        "CHN-untoc-notification-mla-language: zh; -2 Hong Kong: zh, en (2006-09-27); -3 Macao: zh, pt "
        "(2003-09-23)",
    ),
    Case(
        "the language of a territory before it was notified",
        Question("KEN", "CHN", "money-laundering", "mla", on="2006-09-26"),
        {
            "channels.languages.entries[*].territory": only(None, "Macao", "Macao"),
            "channels.central_authority.entries[*].territory": has(None, "Macao"),
            "channels.central_authority.entries": silent("Hong Kong"),
        },
        "CHN-untoc-notification-mla-language-2 and -central-authority-2 for Hong Kong are of 2006-09-27",
    ),
    Case(
        "nothing in our sources",
        Question("ROU", "KEN", "migrant-smuggling", on="2024-06-01"),
        {
            "channels.central_authority.status": "not-in-our-sources",
            "channels.central_authority.entries": [],
            "channels.central_authority.directory": mentions("http"),
            "channels.languages.status": "not-in-our-sources",
            "channels.boarding_authority.status": "not-in-our-sources",
            "channels.firearms_contact.status": "not-in-our-sources",
            "missing<no-notification>": mentions("KEN"),
        },
        "KEN is bound by all four since 2005-07-03 and has no row in statements.csv",
    ),
    Case(
        "a notification on the day after which it counts",
        Question("ITA", "MNE", "money-laundering", "mla", on="2013-03-20"),
        {
            "channels.languages.status": "notified",
            "channels.languages.entries[*].name": only("en", "fr"),
            "channels.languages.entries[*].date": ["2013-03-20", "2013-03-20"],
            "channels.central_authority.status": "notified",
        },
        "MNE-untoc-notification-mla-language and -central-authority of 2013-03-20",
    ),
    Case(
        "a notification made after the day asked about",
        Question("ITA", "MNE", "money-laundering", "mla", on="2013-03-19"),
        {
            "channels.languages.status": "not-in-our-sources",
            "channels.central_authority.status": "not-in-our-sources",
        },
        "MNE-untoc-notification-mla-language and -central-authority are of 2013-03-20, a day later",
    ),
    Case(
        "a notification made under a Protocol counts between its parties",
        Question("KEN", "MWI", "human-trafficking", "mla", on="2024-06-01"),
        {
            "channels.central_authority.entries[*].statement": has(
                "MWI-untoc-notification-central-authority", "MWI-trafficking-notification-central-authority"
            ),
            "channels.languages.entries[*].name": has("en"),
            "dispute_settlement.clauses[trafficking].available": True,
        },
        "MWI named authorities under 18(13) for the Convention and, on 2005-03-17, for the Trafficking "
        "Protocol (1(2)); it accepts 15(2)",
    ),
    Case(
        "an authority with its day and its sources",
        Question("ITA", "FIN", "firearms-trafficking", on="2024-06-01"),
        {
            "channels.central_authority.entries[0].name": "Ministry of Justice",
            "channels.central_authority.entries[0].date": "2004-02-10",
            "channels.central_authority.entries[0].sources": has("AT-UNTOC", "fi-172-2004"),
            "channels.languages.entries[*].name": only("fi", "sv", "da", "no", "en", "fr", "de"),
            "channels.firearms_contact.entries[*].name": ["National Police Board"],
        },
        "FIN-untoc-notification-central-authority of 2004-02-10; "
        "FIN-firearms-notification-firearms-contact-point-1 (13(2))",
    ),
    Case(
        "a boarding authority where the Smuggling Protocol is not in force between the two",
        Question("VNM", "USA", "migrant-smuggling", on="2024-06-01"),
        {
            "instruments[smuggling].in_force_between": False,
            "channels.boarding_authority.status": "not-applicable",
            "channels.central_authority.status": "notified",
            "channels.languages.entries[*].name": ["en"],
        },
        "USA-smuggling-notification-boarding-authority serves parties to the Protocol; VNM has no row for "
        "smuggling",
    ),
    Case(
        "boarding authorities of a state and of its territory",
        Question("ITA", "NLD", "migrant-smuggling", "boarding", on="2024-06-01"),
        {
            "channels.boarding_authority.entries[*].territory": only(None, "Aruba"),
            "channels.boarding_authority.entries": mentions("Procurator General of Aruba"),
            "forms[boarding].obligation": "mixed",
            "forms[boarding].provisions": has("smuggling-8-2", "smuggling-8-7"),
        },
        "NLD-smuggling-notification-boarding-authority (Aruba, 2007-01-18) and -2 (Kingdom in Europe): "
        "smuggling 8(6)",
    ),
)
