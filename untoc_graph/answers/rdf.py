"""An answer as a graph: each statement with the facts it was derived from and the provisions it rests on."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, XSD

from untoc_graph.answers.findings import (
    Channel,
    Clause,
    Extradition,
    FormOffered,
    InstrumentBetween,
    Missing,
    OffencePath,
    OtherTreaty,
    StatementTouching,
)
from untoc_graph.namespaces import PREFIXES, UNTOC, mint
from untoc_graph.rdf.documents import document
from untoc_graph.rdf.terms import as_quads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

    from untoc_graph.answers.cooperation import Cooperation
    from untoc_graph.answers.findings import Finding
    from untoc_graph.rdf.formats import Format

__all__ = ["answer_document", "answer_graph", "answer_iri"]


def answer_document(answer: Cooperation, fmt: Format) -> bytes:
    """Return the answer in an RDF format; the same answer gives the same bytes."""
    return document(as_quads(answer_graph(answer)), fmt)


def answer_graph(answer: Cooperation) -> Graph:
    """Return the answer as a graph without blank nodes: an `untoc:Answer` with an `untoc:Finding` a part."""
    graph = Graph(bind_namespaces="none")
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    whole = answer_iri(answer)
    pair = answer.pair
    graph.add((whole, RDF.type, UNTOC.Answer))
    graph.add((whole, UNTOC.requesting, URIRef(pair.requesting.iri)))
    graph.add((whole, UNTOC.requested, URIRef(pair.requested.iri)))
    if answer.crime is not None:
        graph.add((whole, UNTOC.crimeType, URIRef(answer.crime.iri)))
    if answer.form is not None:
        graph.add((whole, UNTOC.cooperationForm, URIRef(answer.form.iri)))
    graph.add((whole, UNTOC.onDate, Literal(pair.on.isoformat(), datatype=XSD.date)))
    if answer.release is not None:
        graph.add((whole, UNTOC.release, Literal(answer.release)))
    graph.add((whole, DCTERMS.description, Literal(answer.summary, lang="en")))
    for number, (section, finding) in enumerate(answer.findings(), 1):
        part = URIRef(f"{whole}_{number}")
        graph.add((whole, DCTERMS.hasPart, part))
        graph.add((part, DCTERMS.isPartOf, whole))
        for property_, value in _described(section, finding):
            graph.add((part, property_, value))
    return graph


def answer_iri(answer: Cooperation) -> URIRef:
    """Return the IRI of an answer: who, whom, what, in which way, and on which day."""
    crime = answer.crime.key if answer.crime else "all"
    form = answer.form.key if answer.form else "all"
    pair = answer.pair
    return mint("answer", f"{pair.requesting.key}_{pair.requested.key}_{crime}_{form}_{pair.on}")


def _described(section: str, finding: Finding) -> Iterator[tuple[URIRef, Node]]:
    yield RDF.type, UNTOC.Finding
    yield UNTOC.section, Literal(section)
    yield DCTERMS.description, Literal(finding.sentence, lang="en")
    for fact in finding.facts:
        yield PROV.wasDerivedFrom, URIRef(fact)
    for provision in finding.provisions:
        yield UNTOC.legalBasis, URIRef(provision.iri)
    yield from _particulars(finding)


@singledispatch
def _particulars(finding: Finding) -> Iterator[tuple[URIRef, Node]]:  # noqa: ARG001  the rule for all others
    """Yield what a finding of a kind says besides its sentence, its facts and its provisions."""
    yield from ()


@_particulars.register(InstrumentBetween)
def _(finding: InstrumentBetween) -> Iterator[tuple[URIRef, Node]]:
    yield UNTOC.instrument, URIRef(finding.instrument.iri)
    yield from _truth(UNTOC.inForceBetween, holds=finding.in_force_between)
    if finding.since is not None:
        yield UNTOC.inForceFrom, Literal(finding.since.isoformat(), datatype=XSD.date)


@_particulars.register(OffencePath)
def _(finding: OffencePath) -> Iterator[tuple[URIRef, Node]]:
    yield UNTOC.path, mint("path", finding.kind)
    yield UNTOC.standing, Literal(finding.standing)
    for crime in finding.crimes:
        yield UNTOC.crimeType, URIRef(crime.iri)


@_particulars.register(FormOffered)
def _(finding: FormOffered) -> Iterator[tuple[URIRef, Node]]:
    yield UNTOC.cooperationForm, URIRef(finding.form.iri)
    yield UNTOC.obligation, mint("obligation", finding.obligation)
    yield from _truth(UNTOC.available, holds=finding.available)


@_particulars.register(Extradition)
def _(finding: Extradition) -> Iterator[tuple[URIRef, Node]]:
    yield UNTOC.requestedSays, mint("value", finding.requested_16_5)
    yield UNTOC.requestingSays, mint("value", finding.requesting_16_5)


@_particulars.register(OtherTreaty)
def _(finding: OtherTreaty) -> Iterator[tuple[URIRef, Node]]:
    yield UNTOC.relatedInstrument, URIRef(finding.treaty.iri)
    yield from _truth(UNTOC.inForceBetween, holds=finding.in_force_between)


@_particulars.register(StatementTouching)
def _(finding: StatementTouching) -> Iterator[tuple[URIRef, Node]]:
    yield UNTOC.participant, mint("participant", finding.participant)
    yield UNTOC.standing, Literal(finding.standing)
    yield UNTOC.instrument, mint("instrument", finding.instrument)


@_particulars.register(Clause)
def _(finding: Clause) -> Iterator[tuple[URIRef, Node]]:
    yield UNTOC.instrument, URIRef(finding.instrument.iri)
    yield from _truth(UNTOC.available, holds=finding.available)


@_particulars.register(Missing)
def _(finding: Missing) -> Iterator[tuple[URIRef, Node]]:
    yield UNTOC.missingKind, Literal(finding.kind)


@_particulars.register(Channel)
def _(finding: Channel) -> Iterator[tuple[URIRef, Node]]:
    yield RDFS.seeAlso, URIRef(finding.directory)


def _truth(property_: URIRef, *, holds: bool | None) -> Iterator[tuple[URIRef, Node]]:
    """Yield a statement of truth, none where it is not known: absence says so, and never a false one."""
    if holds is not None:
        yield property_, Literal("true" if holds else "false", datatype=XSD.boolean)
