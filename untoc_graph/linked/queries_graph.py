"""The questions of the catalogue as RDF: what each asks, who asks it, its SPARQL text and its parameters.

A question is an `sh:SPARQLExecutable`, as collections of examples for SPARQL endpoints have them. Its text is
the whole file, which declares its own prefixes and runs as it stands; `sh:prefixes` says the same for those
who look there. A parameter is an `sh:Parameter`: the last part of its path is the variable, and the name by
which `/queries/{name}` takes a value. https://www.w3.org/TR/shacl/#sparql-constraints
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from rdflib import RDF, RDFS, SH, SKOS, XSD, Literal, Namespace, URIRef

from untoc_graph.errors import DataError
from untoc_graph.namespaces import BASE, PREFIXES, graph_iri, mint
from untoc_graph.rdf.engine import Quad
from untoc_graph.rdf.terms import from_rdflib
from untoc_graph.sparql.query_header import ASKERS
from untoc_graph.sparql.term_text import written_as
from untoc_graph.store.tokens import declared_prefixes, operation_word, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from untoc_graph.sparql.catalogue import CatalogueQuery
    from untoc_graph.sparql.parameters import Parameter

__all__ = ["ENDPOINT", "QUERIES", "QUERIES_GRAPH", "query_quads"]

QUERIES_GRAPH: Final = graph_iri("queries")
ENDPOINT: Final = URIRef(f"{BASE}sparql")
# What is no question itself has its name in the list of questions: `…/queries#prefixes`.
QUERIES: Final = Namespace(f"{BASE}queries#")

_SCHEMA: Final = Namespace(PREFIXES["schema"])
# https://github.com/sib-swiss/sparql-examples has a word for what SHACL has none.
_EXAMPLES: Final = Namespace("https://purl.expasy.org/sparql-examples/ontology#")
# Class of a question and property of its text, by the first word of the text after the prologue.
_FORMS: Final = {
    "select": (SH.SPARQLSelectExecutable, SH.select),
    "ask": (SH.SPARQLAskExecutable, SH.ask),
    "construct": (SH.SPARQLConstructExecutable, SH.construct),
    "describe": (SH.SPARQLExecutable, _EXAMPLES.describe),
}
_DATATYPES: Final = {"date": XSD.date, "year": XSD.integer, "integer": XSD.integer, "string": XSD.string}

Statement: TypeAlias = tuple[URIRef, URIRef, URIRef | Literal]


def query_quads(catalogue: Mapping[str, CatalogueQuery]) -> Iterator[Quad]:
    """Yield the graph of the questions, each quad once.

    Raises:
        DataError: the text of a question is no query.
        TableError: the header of a question is wrong.
    """
    graph = from_rdflib(QUERIES_GRAPH)
    questions = list(catalogue.values())
    statements = [*_prefixes(questions), *_askers(questions)]
    for question in questions:
        statements += _question(question)
    for subject, predicate, target in dict.fromkeys(statements):
        yield Quad(from_rdflib(subject), from_rdflib(predicate), from_rdflib(target), graph)


def _question(question: CatalogueQuery) -> Iterator[Statement]:
    iri = mint("query", question.name)
    word = operation_word(question.text)
    if word not in _FORMS:
        raise DataError(f'queries/{question.name}.rq begins with "{word}", which is no query')
    kind, text = _FORMS[word]
    yield iri, RDF.type, SH.SPARQLExecutable
    yield iri, RDF.type, kind
    yield iri, text, Literal(question.text)
    yield iri, SH.prefixes, QUERIES.prefixes
    yield iri, RDFS.label, Literal(question.title, lang="en")
    yield iri, RDFS.comment, Literal(question.description, lang="en")
    yield iri, RDFS.seeAlso, URIRef(f"{BASE}queries/{question.name}")
    yield iri, _SCHEMA.target, ENDPOINT
    for number in question.questions:
        yield iri, _SCHEMA.position, Literal(str(number), datatype=XSD.integer)
    for tag in question.tags:
        yield iri, _SCHEMA.keywords, Literal(tag, lang="en")
    for letter in question.asked_by:
        yield iri, _SCHEMA.audience, _asker(letter)
    for place, parameter in enumerate(question.parameters):
        yield iri, SH.parameter, _parameter_iri(question, parameter)
        yield from _parameter(_parameter_iri(question, parameter), parameter, place)


def _parameter(iri: URIRef, parameter: Parameter, place: int) -> Iterator[Statement]:
    yield iri, RDF.type, SH.Parameter
    yield iri, SH.path, QUERIES[parameter.name]
    yield iri, SH.name, Literal(parameter.name, lang="en")
    yield iri, SH.description, Literal(parameter.about, lang="en")
    yield iri, SH.order, Literal(str(place), datatype=XSD.integer)
    # What is not given has the value of the file.
    yield iri, SH.optional, Literal("true", datatype=XSD.boolean)
    if parameter.is_thing:
        yield iri, SH.nodeKind, SH.IRI
        yield iri, SH.pattern, Literal(f"^{BASE}{parameter.type}/")
    else:
        yield iri, SH.datatype, _DATATYPES[parameter.type]
    if not parameter.many:
        yield iri, SH.maxCount, Literal("1", datatype=XSD.integer)
        yield iri, SH.defaultValue, parameter.examples[0]
    for example in parameter.examples:
        yield iri, SKOS.example, Literal(written_as(example))


def _prefixes(questions: Iterable[CatalogueQuery]) -> Iterator[Statement]:
    for prefix in sorted(set().union(*(declared_prefixes(list(tokens(each.text))) for each in questions))):
        iri = QUERIES[f"prefix-{prefix}"]
        yield QUERIES.prefixes, SH.declare, iri
        yield iri, RDF.type, SH.PrefixDeclaration
        yield iri, SH.prefix, Literal(prefix)
        yield iri, SH.namespace, Literal(PREFIXES[prefix], datatype=XSD.anyURI)


def _askers(questions: Iterable[CatalogueQuery]) -> Iterator[Statement]:
    for letter in sorted({letter for question in questions for letter in question.asked_by}):
        yield _asker(letter), RDF.type, _SCHEMA.Audience
        yield _asker(letter), RDFS.label, Literal(ASKERS[letter], lang="en")
        yield _asker(letter), SKOS.notation, Literal(letter)


def _asker(letter: str) -> URIRef:
    return QUERIES[f"asker-{letter}"]


def _parameter_iri(question: CatalogueQuery, parameter: Parameter) -> URIRef:
    return QUERIES[f"{question.name}.{parameter.name}"]
