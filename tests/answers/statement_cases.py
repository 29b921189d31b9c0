"""Cases on reservations, objections, declarations and territories that touch what is relied on."""

from __future__ import annotations

from tests.answers.expectations import ABSENT, Case, Question, has, lacks, mentions, only

STATEMENTS = (
    Case(
        "a reservation, and the objection between the two",
        Question("DEU", "AFG", "migrant-smuggling", "migrant-return", on="2024-06-01"),
        {
            "instruments[smuggling].since": "2017-03-04",
            "statements[*].statement": has("AFG-smuggling-reservation-18", "DEU-smuggling-objection-18"),
            "statements[*].participant": lacks("AUT", "FIN", "NLD", "ITA"),
            "statements[AFG-smuggling-reservation-18].touches": "provision",
            "statements[AFG-smuggling-reservation-18].kind": "reservation",
            "statements[DEU-smuggling-objection-18].kind": "objection",
            "statements[DEU-smuggling-objection-18].participant": "DEU",
            "statements[DEU-smuggling-objection-18].objects_to": "AFG-smuggling-reservation-18",
            "forms[migrant-return].touched_by": has("AFG-smuggling-reservation-18"),
            "forms[migrant-return].provisions": has("smuggling-18"),
        },
        "AFG-smuggling-reservation-18 of 2017-02-02; DEU-smuggling-objection-18 of 2017-03-21; smuggling "
        "18 on return",
    ),
    Case(
        "an objection on the day before it was made",
        Question("DEU", "AFG", "migrant-smuggling", "migrant-return", on="2017-03-20"),
        {
            "statements[*].statement": has("AFG-smuggling-reservation-18"),
            "statements[DEU-smuggling-objection-18]": ABSENT,
            "forms[migrant-return].touched_by": ["AFG-smuggling-reservation-18"],
        },
        "DEU-smuggling-objection-18 is of 2017-03-21; the Protocol is in force between the two since "
        "2017-03-04",
    ),
    Case(
        "objections of others are not between the two",
        Question("KEN", "AFG", "migrant-smuggling", "migrant-return", on="2024-06-01"),
        {
            "statements[*].statement": has("AFG-smuggling-reservation-18"),
            "statements<objection>": [],
            "forms[migrant-return].touched_by": ["AFG-smuggling-reservation-18"],
        },
        "twenty states object to AFG-smuggling-reservation-18, KEN is none of them",
    ),
    Case(
        "an objector who asks about another party's reservation",
        Question("AUT", "ITA", "migrant-smuggling", "migrant-return", on="2024-06-01"),
        {"statements<objection>": [], "forms[migrant-return].touched_by": []},
        "AUT- and ITA-smuggling-objection-18 are both addressed to AFG and say nothing between the two",
    ),
    Case(
        "territories left out at ratification",
        Question("KEN", "DNK", "money-laundering", "mla", on="2024-06-01"),
        {
            "statements[*].statement": has("DNK-untoc-territorial-application"),
            "statements[DNK-untoc-territorial-application].touches": "whole-instrument",
            "statements[DNK-untoc-territorial-application].kind": "territorial-application",
            "statements[DNK-untoc-territorial-application]": mentions("Greenland"),
            "channels.languages.entries[*].name": only("da", "sv", "no", "en", "fr", "de"),
        },
        "DNK-untoc-territorial-application-1 and -2: the Faroe Islands and Greenland are left out",
    ),
    Case(
        "a territory to which a Protocol was not extended",
        Question("AUS", "NZL", "human-trafficking", on="2024-06-01"),
        {
            "statements[*].statement": has(
                "NZL-untoc-territorial-application", "NZL-trafficking-territorial-application"
            ),
            "statements[NZL-trafficking-territorial-application]": mentions("Tokelau"),
        },
        "NZL-untoc- and NZL-trafficking-territorial-application: not to Tokelau",
    ),
    Case(
        "a Protocol that does not apply to a territory",
        Question("KEN", "CHN", "human-trafficking", on="2024-06-01"),
        {
            "statements[*].statement": has(
                "CHN-trafficking-territorial-application", "CHN-untoc-territorial-application-3"
            ),
            "statements[CHN-trafficking-territorial-application]": mentions("Hong Kong"),
            "dispute_settlement.clauses[trafficking].available": False,
            "dispute_settlement.clauses[untoc].available": False,
        },
        "CHN-trafficking-territorial-application excludes Hong Kong; CHN-untoc-territorial-application-3 "
        "extends the Convention to it; 15(3), 35(3)",
    ),
    Case(
        "a territory left out and taken in later: the exclusion is over",
        Question("KEN", "CHN", "human-trafficking", on="2006-09-27"),
        {
            "statements[CHN-untoc-territorial-application].standing": "withdrawn",
            "statements[CHN-untoc-territorial-application-3].standing": "standing",
        },
        "CHN-untoc-territorial-application-3 of 2006-09-27 takes in Hong Kong, which -application left out",
    ),
    Case(
        "a territory left out stays out until the day on which it is taken in",
        Question("KEN", "CHN", "human-trafficking", on="2006-09-26"),
        {
            "statements[CHN-untoc-territorial-application].standing": "standing",
            "statements[CHN-untoc-territorial-application-3]": ABSENT,
        },
        "CHN-untoc-territorial-application-3 is of 2006-09-27",
    ),
    Case(
        "an extension made after the day asked about",
        Question("ITA", "NLD", "migrant-smuggling", on="2024-06-12"),
        {
            "statements[*].statement": has("NLD-smuggling-territorial-application-2"),
            "statements[NLD-smuggling-territorial-application-3]": ABSENT,
        },
        "NLD-smuggling-territorial-application-3 (Curaçao) is of 2024-06-13",
    ),
    Case(
        "an extension on its day",
        Question("ITA", "NLD", "migrant-smuggling", on="2024-06-13"),
        {"statements[NLD-smuggling-territorial-application-3]": mentions("Curaçao")},
        "NLD-smuggling-territorial-application-3 extends the Protocol to Curaçao on 2024-06-13",
    ),
    Case(
        "a declaration limits application to what a state controls",
        Question("ROU", "MDA", "human-trafficking", on="2024-06-01"),
        {
            "statements[*].statement": has(
                "MDA-untoc-declaration-territorial", "MDA-trafficking-declaration-territorial"
            ),
            "statements[MDA-untoc-declaration-territorial].touches": "whole-instrument",
        },
        "MDA-untoc- and MDA-trafficking-declaration-territorial of 2005-09-16",
    ),
    Case(
        "a reservation on the verification of documents",
        Question("ITA", "GRC", "human-trafficking", "document-verification", on="2024-06-01"),
        {
            "forms[document-verification].touched_by": has("GRC-trafficking-reservation-13"),
            "statements[GRC-trafficking-reservation-13].touches": "provision",
            "statements[*].statement": lacks("GRC-untoc-reservation-16"),
        },
        "GRC-trafficking-reservation-13; document-verification rests on trafficking 13",
    ),
    Case(
        "a purpose of mutual assistance and a reservation on the whole article",
        Question("ITA", "GRC", "money-laundering", "mla-a", on="2024-06-01"),
        {
            "forms[mla-a].touched_by": has("GRC-untoc-reservation-18"),
            "statements[GRC-untoc-reservation-18].touches": "provision",
        },
        "mla-a rests on 18(3)(a); GRC-untoc-reservation-18 concerns article 18",
    ),
    Case(
        "a declaration on boarding",
        Question("ITA", "DNK", "migrant-smuggling", "registry-confirmation", on="2024-06-01"),
        {
            "forms[registry-confirmation].touched_by": has("DNK-smuggling-declaration-8-6"),
            "statements[DNK-smuggling-declaration-8-6].date": None,
        },
        "DNK-smuggling-declaration-8-6, without a day; the form rests on smuggling 8(2), (4), (6)",
    ),
    Case(
        "a reservation on the treaty basis of confiscation",
        Question("ITA", "UKR", "money-laundering", "confiscation", on="2024-06-01"),
        {
            "statements[*].statement": has("UKR-untoc-reservation-13-6"),
            "forms[confiscation].obligation": "mandatory",
            "forms[confiscation].provisions": has("untoc-13-1"),
            "statements[UKR-untoc-reservation-26-3]": ABSENT,
        },
        "confiscation requires a treaty basis by 13(6), on which UKR-untoc-reservation-13-6 stands; 26(3) "
        "is not relied on",
    ),
    Case(
        "a form that rests on two Protocols of which one binds both",
        Question("CHN", "THA", "human-trafficking", "nationality-verification", on="2024-06-01"),
        {
            "instruments[trafficking].since": "2013-11-16",
            "instruments[smuggling].in_force_between": False,
            "forms[nationality-verification].provisions": only("trafficking-8-3", "trafficking-8-4"),
        },
        "nationality-verification rests on trafficking 8(3), (4) and smuggling 18(3), (4); CHN has no row "
        "for smuggling, THA signed only",
    ),
)
