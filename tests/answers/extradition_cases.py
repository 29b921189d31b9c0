"""Cases on extradition: each value under article 16(5), and what touches the article."""

from __future__ import annotations

from tests.answers.expectations import ABSENT, Case, Question, has, lacks, mentions, other_than

EXTRADITION = (
    Case(
        "the requested state accepts",
        Question("KEN", "ROU", "money-laundering", "extradition", on="2024-06-01"),
        {
            "extradition.requested_16_5": "accepts",
            "extradition.requesting_16_5": "not-notified",
            "extradition.consequence": mentions("16(4)"),
            "extradition.facts": mentions("ROU-untoc-notification-extradition-legal-basis"),
            "forms[extradition].provisions": has("untoc-16"),
            "forms[extradition].obligation": "mixed",
            "forms[extradition].conditions[*].condition": has("dual-criminality", "group-and-person-present"),
            "forms[mla]": ABSENT,
            "missing[*].kind": has("bilateral-treaties"),
        },
        "ROU-untoc-notification-extradition-legal-basis: accepts, 16(5)(a), so 16(4); KEN has no row",
    ),
    Case(
        "the requested state declines",
        Question("ITA", "USA", "money-laundering", "extradition", on="2024-06-01"),
        {
            "extradition.requested_16_5": "declines",
            "extradition.requesting_16_5": "not-notified",
            "extradition.consequence": mentions("16(3)"),
            "statements[*].statement": has("USA-untoc-reservation"),
            "statements[USA-untoc-reservation].touches": "whole-instrument",
            "dispute_settlement.clauses[untoc].available": False,
        },
        "USA-untoc-notification-extradition-legal-basis: will not apply 16(4), so a treaty is needed "
        "(16(3), 16(5)(b)); USA-untoc-reservation on its federal structure; 35(3)",
    ),
    Case(
        "both decline",
        Question("USA", "SGP", "money-laundering", "extradition", on="2024-06-01"),
        {
            "extradition.requested_16_5": "declines",
            "extradition.requesting_16_5": "declines",
            "extradition.consequence": mentions("16(3)"),
        },
        "SGP- and USA-untoc-notification-extradition-legal-basis: declines",
    ),
    Case(
        "conditional on reciprocity, which the requesting state offers",
        Question("ROU", "RUS", "money-laundering", "extradition", on="2011-06-01"),
        {
            "extradition.requested_16_5": "conditional",
            "extradition.requesting_16_5": "accepts",
            "extradition.consequence": mentions("16(4)", "reciprocity", "offers it"),
            "extradition.other_treaties": mentions("coe-extradition"),
        },
        "RUS: conditional on reciprocity, ROU: accepts; ROU-coe-extradition 1997-09-10 and "
        "RUS-coe-extradition 1999-12-10",
    ),
    Case(
        "conditional on reciprocity, which the requesting state does not offer",
        Question("SGP", "RUS", "money-laundering", "extradition", on="2024-06-01"),
        {
            "extradition.requested_16_5": "conditional",
            "extradition.requesting_16_5": "declines",
            "extradition.consequence": mentions("16(4)", "reciprocity", "does not offer it"),
        },
        "RUS: conditional on reciprocity, SGP: declines (16(5)(a))",
    ),
    Case(
        "conditional on reciprocity, of which the requesting state said nothing",
        Question("ITA", "BHS", "money-laundering", "extradition", on="2024-06-01"),
        {
            "extradition.requested_16_5": "conditional",
            "extradition.requesting_16_5": "not-notified",
            "extradition.consequence": mentions("16(4)"),
            "missing<no-notification>": mentions("ITA"),
        },
        "BHS: on reciprocity with parties that do the same; ITA has no row under 16(5): whether it does "
        "is not known",
    ),
    Case(
        "conditional by a notification that was read with doubt",
        Question("ROU", "MDA", "money-laundering", "extradition", on="2024-06-01"),
        {
            "extradition.requested_16_5": "conditional",
            "missing<low-reading>": mentions("MDA-untoc-notification-extradition-legal-basis"),
        },
        "MDA-untoc-notification-extradition-legal-basis: conditional, reading low (the German text looks "
        "garbled)",
    ),
    Case(
        "the notification is not plain",
        Question("KEN", "VCT", "money-laundering", "extradition", on="2024-06-01"),
        {"extradition.requested_16_5": "unclear", "extradition.consequence": mentions("16(4)", "16(5)")},
        "VCT-untoc-notification-extradition-legal-basis describes an act without a yes or no",
    ),
    Case(
        "the law of the requested state needs no treaty",
        Question("KEN", "AUS", "money-laundering", "extradition", on="2024-06-01"),
        {
            "extradition.requested_16_5": "not-applicable",
            "extradition.consequence": mentions("16(6)"),
            "channels.central_authority.status": "notified",
            "channels.languages.status": "not-in-our-sources",
        },
        "AUS-untoc-notification-extradition-legal-basis: no treaty dependence, so 16(6); AUS has a row "
        "under 18(13), none under 18(14)",
    ),
    Case(
        "the requesting state accepts, the requested one is silent",
        Question("ROU", "ITA", "money-laundering", "extradition", on="2024-06-01"),
        {
            "extradition.requested_16_5": "not-notified",
            "extradition.requesting_16_5": "accepts",
            "extradition.consequence": mentions("16(4)", "16(6)"),
            "extradition.other_treaties": mentions("coe-extradition"),
            "missing<no-notification>": mentions("ITA"),
        },
        "ITA has no row under 16(5), which is no refusal; ROU- and ITA-coe-extradition 1997-09-10, "
        "1963-08-06",
    ),
    Case(
        "notifications made for a territory stand apart from that of the state",
        Question("KEN", "NLD", "money-laundering", "extradition", on="2006-06-01"),
        {
            "extradition.requested_16_5": "accepts",
            "extradition.facts": mentions("NLD-untoc-notification-extradition-legal-basis-2"),
            "extradition.facts[0]": other_than(ABSENT),
            "statements[*].statement": lacks(
                "NLD-untoc-notification-extradition-legal-basis",
                "NLD-untoc-notification-extradition-legal-basis-3",
            ),
            "channels.central_authority.entries[*].territory": [None],
        },
        "the row -2 is of the Kingdom; Aruba's is of 2007-01-18 and that of the Netherlands Antilles of "
        "2010-09-09, both after the day",
    ),
    Case(
        "a reservation on the legal basis itself",
        Question("KEN", "BTN", "money-laundering", "extradition", on="2024-06-01"),
        {
            "extradition.requested_16_5": "not-notified",
            "forms[extradition].touched_by": has("BTN-untoc-reservation-16-4"),
            "statements[BTN-untoc-reservation-16-4].touches": "provision",
            "statements[BTN-untoc-reservation-16-4].kind": "reservation",
            "statements[BTN-untoc-reservation-16-4].date": "2023-02-20",
            "missing<conflict>": mentions("BTN-untoc"),
        },
        "BTN-untoc-reservation-16-4: not bound by 16(4), on which 16 relies; BTN-untoc-accession-bt-mfa-2023 "
        "gives another day",
    ),
    Case(
        "a withdrawn reservation on extradition",
        Question("KEN", "MMR", "money-laundering", "extradition", on="2024-06-01"),
        {
            "forms[extradition].touched_by": lacks("MMR-untoc-reservation-16"),
            "extradition.requested_16_5": "not-notified",
            "dispute_settlement.clauses[untoc].available": False,
        },
        "MMR-untoc-withdrawal-16 (Austrian notice of 2012) takes MMR-untoc-reservation-16 back; the "
        "reservation under 35(3) stands",
    ),
    Case(
        "a reservation on extradition as a whole",
        Question("ALB", "GRC", "money-laundering", "extradition", on="2024-06-01"),
        {
            "forms[extradition].touched_by": has("GRC-untoc-reservation-16"),
            "statements[GRC-untoc-reservation-16].touches": "provision",
            "statements[GRC-untoc-reservation-16].participant": "GRC",
            "statements[GRC-untoc-reservation-16].standing": "standing",
            "statements[*].statement": lacks("GRC-untoc-reservation-18"),
        },
        "GRC-untoc-reservation-16 of 2011-01-11 concerns article 16; that on article 18 is not relied on "
        "for extradition",
    ),
    Case(
        "a prosecution in the place of extradition is asked for",
        Question("KEN", "SLV", "money-laundering", "extradite-or-prosecute", on="2024-06-01"),
        {
            "extradition.requested_16_5": "declines",
            "forms[extradite-or-prosecute].obligation": "mandatory",
            "forms[extradite-or-prosecute].provisions": has("untoc-16-10", "untoc-15-3"),
            "statements[SLV-untoc-declaration-16].touches": "provision",
        },
        "untoc 16(10), 15(3); SLV-untoc-declaration-16 on nationals concerns the whole of article 16",
    ),
)
