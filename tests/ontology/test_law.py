"""What the law says of the data: entry into force, and which crime type is which offence."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import RDF, Graph, URIRef

from untoc_graph.namespaces import BASE, UNTOC, mint

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
BY_OFFENCE = {mint("path", "convention-offence"), mint("path", "protocol-offence")}


def key(node: object) -> str:
    return str(node).rpartition("/")[2]


def meets(basis: URIRef, provision: URIRef) -> bool:
    """Whether a provision is the legal basis or a part of it: `untoc-5` holds `untoc-5-1-a-i`."""
    return provision == basis or str(provision).startswith(f"{basis}-")


def test_derived_entry_into_force_is_what_was_collected(data: Graph) -> None:
    """The days of the collected facts, found without our rules; empty where no deposit is sourced."""
    with (ROOT / "tests" / "expected" / "entry_into_force.csv").open(encoding="utf-8", newline="") as file:
        expected = {
            (row["participant"], row["instrument"]): row["in_force_from"] for row in csv.DictReader(file)
        }
    derived = {
        (key(data.value(node, UNTOC.participant)), key(data.value(node, UNTOC.instrument))): str(
            data.value(node, UNTOC.inForceFrom) or ""
        )
        for node in data.subjects(UNTOC.consentBy)
    }
    assert derived == expected
    assert list(expected.values()).count("") == 35


def test_a_participant_is_bound_from_one_day(data: Graph) -> None:
    for name in (UNTOC.inForceFrom, UNTOC.inForceNotBefore, UNTOC.inForceNotAfter, UNTOC.participationStatus):
        for node in set(data.subjects(name)):
            assert len(list(data.objects(node, name))) == 1, f"{node} {name}"


def offences_met(data: Graph, crime: URIRef) -> Iterator[URIRef]:
    """Yield the offences whose provisions the legal basis of a crime type holds."""
    for offence in data.subjects(RDF.type, UNTOC.Offence):
        provisions = list(data.objects(offence, UNTOC.criminalisedBy))
        if any(meets(basis, at) for basis in data.objects(crime, UNTOC.legalBasis) for at in provisions):
            yield offence


def test_crime_types_correspond_to_the_offences_that_their_provisions_hold(data: Graph) -> None:
    """One reached as a serious crime corresponds only to an offence that a state may leave out.

    Article 1(3) of the Firearms Protocol makes Convention offences of those of its article 5. Reactivation
    rests on article 9, which leaves the offence to each state: it corresponds to it, and has no path by it.
    """
    asked = 0
    left_to_states = {}
    for crime in data.subjects(RDF.type, UNTOC.CrimeType):
        stated = set(data.objects(crime, UNTOC.correspondsToOffence))
        if data.value(crime, UNTOC.path) in BY_OFFENCE:
            asked += 1
            assert stated == set(offences_met(data, crime)), crime
            assert stated, f"{crime} corresponds to no offence"
        elif stated:
            assert stated == set(offences_met(data, crime)), crime
            duties = {key(data.value(offence, UNTOC.criminalisationDuty)) for offence in stated}
            assert duties == {"optional-if-appropriate"}, f"{crime} is reached as a serious crime"
            left_to_states[key(crime)] = {key(offence) for offence in stated}
    assert asked == 17
    assert left_to_states == {"firearms-reactivation": {"fap-9"}}


def test_offences_of_protocols_are_paths_only_under_the_article_that_1_3_names(data: Graph) -> None:
    """Trafficking Protocol 1(3) and 5; Smuggling Protocol 1(3) and 6; Firearms Protocol 1(3) and 5."""
    established = {f"{BASE}provision/{name}" for name in ("trafficking-5", "smuggling-6", "firearms-5")}
    asked = 0
    for crime in data.subjects(UNTOC.path, mint("path", "protocol-offence")):
        for offence in data.objects(crime, UNTOC.correspondsToOffence):
            asked += 1
            assert any(
                meets(URIRef(article), provision)
                for article in established
                for provision in data.objects(offence, UNTOC.criminalisedBy)
            ), f"{crime} {offence}"
    assert asked > 10


def test_every_offence_but_serious_crime_itself_is_a_crime_type(data: Graph) -> None:
    met = set(data.objects(None, UNTOC.correspondsToOffence))
    assert set(data.subjects(RDF.type, UNTOC.Offence)) - met == {mint("offence", "untoc-serious-crime")}


def test_an_offence_is_created_by_provisions_of_its_instrument(data: Graph) -> None:
    for offence, instrument in data.subject_objects(UNTOC.instrument):
        if (offence, RDF.type, UNTOC.Offence) not in data:
            continue
        for provision in data.objects(offence, UNTOC.criminalisedBy):
            assert data.value(provision, UNTOC.instrument) == instrument, f"{offence} {provision}"


def test_parties_to_a_protocol_are_parties_to_the_convention(data: Graph) -> None:
    """Convention art. 37(2)."""
    convention = set(data.subjects(UNTOC.partyTo, mint("instrument", "untoc")))
    for protocol in data.subjects(RDF.type, UNTOC.Protocol):
        assert set(data.subjects(UNTOC.partyTo, protocol)) <= convention


def test_nobody_is_both_party_and_mere_signatory(data: Graph) -> None:
    assert not set(data.subject_objects(UNTOC.partyTo)) & set(data.subject_objects(UNTOC.signatoryTo))
