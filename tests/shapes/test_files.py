"""The files of shapes: each tells what to do, is used, and allows what the schemes hold."""

from __future__ import annotations

import re

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, SH, SKOS

from untoc_graph.graph.validation import read_ontology
from untoc_graph.namespaces import BASE, PREFIXES
from untoc_graph.rdf.terms import as_graph
from untoc_graph.settings import Settings

# What the two states can have said on the legal basis for extradition is a part of what statements can say.
NOT_16_5 = {
    "value/act-not-required",
    "value/aggravating-circumstance",
    "value/arbitration-only",
    "value/initial-declaration",
    "value/none-designated",
    "value/not-bound",
    "value/pending",
    "value/requires-act",
    "value/requires-both",
    "value/requires-group",
    "value/requires-neither",
    "value/unspecified",
    "value/updated-declaration",
}

# Concepts of a scheme that a shape leaves out on purpose. Whoever adds a concept to a scheme adds it to the
# list of the shape as well, or here with a reason.
LEFT_OUT = {
    # Used in answers only: how another treaty covers a crime is not for the Convention to say.
    "Coverage-path": {"path/related-instrument"},
    "CrimeType-path": {"path/related-instrument"},
    # An answer calls an emerging crime what the law calls it: a serious crime.
    "Finding-path": {"path/emerging"},
    # Used in answers only: nobody says that it has not notified.
    "Statement-value": {"value/not-notified"},
    "Consequence-requestedSays": NOT_16_5,
    "Consequence-requestingSays": NOT_16_5,
    "Finding-requestedSays": NOT_16_5,
    "Finding-requestingSays": NOT_16_5,
    # Without a sourced date is a status that only our own rules give.
    "RelatedParticipation-participationStatus": {"status/party-undated"},
    # The depositary prints a day for each signature.
    "Signature-dateBasis": {"date-basis/computed-from-entry-into-force", "date-basis/not-sourced"},
    # The one that is looked for.
    "UnsourcedConfidence": {
        "confidence/disputed",
        "confidence/existence-only",
        "confidence/sourced-one",
        "confidence/sourced-two",
    },
}

DECLARED = URIRef(PREFIXES["shape"] + "prefixes")


def local(node: object) -> str:
    return str(node).removeprefix(PREFIXES["shape"])


def test_each_shape_and_constraint_tells_the_editor_what_to_do_in_an_english_sentence(shapes):
    telling = {
        *shapes.subjects(RDF.type, SH.PropertyShape),
        *shapes.subjects(RDF.type, SH.SPARQLConstraint),
        *shapes.subjects(SH.pattern),
    }
    for shape in telling:
        (message,) = shapes.objects(shape, SH.message)
        assert isinstance(message, Literal)
        assert message.language == "en", local(shape)
        assert re.fullmatch(r"[A-Z{].{20,}\.", message), f"{local(shape)}: {message}"


def test_shapes_and_constraints_are_all_used_and_named_after_an_owner(shapes):
    for link, kind in ((SH.property, SH.PropertyShape), (SH.sparql, SH.SPARQLConstraint)):
        linked = set(shapes.objects(None, link))
        assert linked == set(shapes.subjects(RDF.type, kind))
        for child in linked:
            owners = {local(owner) for owner in shapes.subjects(link, child)}
            assert local(child).rpartition("-")[0] in owners, local(child)


def test_the_targets_are_classes_so_that_queries_have_few_nodes_to_look_at(shapes):
    for kind in (SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf):
        assert not set(shapes.subjects(kind))


def test_prefixes_that_queries_use_are_declared_and_no_others(shapes):
    declared = {
        str(shapes.value(node, SH.prefix)): str(shapes.value(node, SH.namespace))
        for node in shapes.objects(DECLARED, SH.declare)
    }
    assert declared == {prefix: PREFIXES[prefix] for prefix in declared}
    used = set()
    for constraint, select in shapes.subject_objects(SH.select):
        assert (constraint, SH.prefixes, DECLARED) in shapes
        bare = re.sub(r'"[^"\n]*"|<[^<>]*>', "", select)
        used |= set(re.findall(r"(?<![\w-])([a-z][\w-]*):\w", bare))
    assert used == set(declared)


def test_lists_of_allowed_concepts_are_those_of_their_scheme(shapes):
    ontology = as_graph(read_ontology(Settings.from_env().ontology))
    compared = set()
    for shape, head in shapes.subject_objects(SH["in"]):
        listed = set(shapes.items(head))
        schemes = {scheme for concept in listed for scheme in ontology.objects(concept, SKOS.inScheme)}
        if schemes:
            (scheme,) = schemes
            differing = set(ontology.subjects(SKOS.inScheme, scheme)) ^ listed
            left_out = {str(concept).removeprefix(BASE) for concept in differing}
            assert left_out == LEFT_OUT.get(local(shape), set()), local(shape)
            compared.add(scheme)
    assert len(compared) > 15
