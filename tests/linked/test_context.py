"""The context gives each term one name, and its values the kind that the ontology says."""

from __future__ import annotations

import json

from untoc_graph.linked.context import ANY, IRI, LANGUAGE, Context, make_context
from untoc_graph.namespaces import PREFIXES, UNTOC

XSD = PREFIXES["xsd"]


def made(**properties: tuple[bool, set[str]]) -> Context:
    return make_context(
        {str(UNTOC[name]): said for name, said in properties.items()},
        [str(UNTOC["date"])],
        [str(UNTOC["State"])],
    )


def test_the_range_says_what_values_are() -> None:
    context = made(
        partyTo=(True, set()),
        date=(False, {f"{XSD}date"}),
        formalName=(False, {f"{PREFIXES['rdf']}langString"}),
        asOf=(False, {f"{XSD}date", f"{XSD}gYear"}),
        note=(False, set()),
    )
    kinds = {term.name: term.kind for term in context.terms.values()}
    assert kinds["partyTo"] == IRI
    assert kinds["date"] == f"{XSD}date"
    assert kinds["formalName"] == LANGUAGE
    assert kinds["asOf"] == ANY


def test_what_may_have_several_values_is_a_list() -> None:
    said = json.loads(made(partyTo=(True, set()), date=(False, {f"{XSD}date"})).document())["@context"]
    assert said["partyTo"] == {"@id": "untoc:partyTo", "@type": "@id", "@container": "@set"}
    assert said["date"] == {"@id": "untoc:date", "@type": "xsd:date"}
    assert said["State"] == "untoc:State"


def test_a_name_of_ours_wins_over_one_of_another_vocabulary() -> None:
    context = made(source=(False, set()))
    assert context.terms[str(UNTOC["source"])].name == "source"
    assert f"{PREFIXES['dcterms']}source" not in context.terms
    names = [term.name for term in context.terms.values()]
    assert len(names) == len(set(names))


def test_no_name_is_a_prefix_too() -> None:
    context = made(time=(False, set()))
    said = json.loads(context.document())["@context"]
    assert said["untoc"] == str(UNTOC)
    prefixes = {name for name, value in said.items() if name in PREFIXES and value == PREFIXES[name]}
    assert not prefixes & {term.name for term in context.terms.values()}
