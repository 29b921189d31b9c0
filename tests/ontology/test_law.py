"""What the law says of the data: entry into force, and which crime type is which offence."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import RDF, Graph, URIRef

from untoc_graph.namespaces import UNTOC, mint

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
    asked = 0
    for crime in data.subjects(RDF.type, UNTOC.CrimeType):
        stated = set(data.objects(crime, UNTOC.correspondsToOffence))
        if data.value(crime, UNTOC.path) in BY_OFFENCE:
            asked += 1
            assert stated == set(offences_met(data, crime)), crime
            assert stated, f"{crime} corresponds to no offence"
        else:
            assert not stated, f"{crime} is reached as a serious crime and corresponds to an offence"
    assert asked == 18


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
