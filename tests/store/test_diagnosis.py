"""A text that is not SPARQL is refused at the token that is wrong, with a sentence that helps."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from untoc_graph.errors import QuerySyntaxError, UpdateRefusedError
from untoc_graph.rdf.formats import RESULT_FORMATS

if TYPE_CHECKING:
    from untoc_graph.store.embedded import EmbeddedStore


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("SELECT *\nWHERE { ?s ?p 'é' . ?s ?p ]}", 2, 27, 'unexpected "]" after "?p"'),
        ("ASK { ?s ?p 'ééé' ]}", 1, 19, 'unexpected "]"'),
        ("SELECT * { ?s ?p ?o } LIMIT many", 1, 29, 'unexpected "many" after "LIMIT"'),
        ("SELEKT * { ?s ?p ?o }", 1, 1, 'unexpected "SELEKT"'),
        ("ASK {", 1, 6, "the text ends before the query does"),
        ("# only a comment", 1, 17, "not SPARQL"),
        ("SELECT ?x {?s ?p ?o} GROUP BY ?s", 1, 33, "the SELECT contains a variable that is unbound"),
        ("ASK { <http://x y> ?p ?o }", 1, 7, 'unexpected "<"'),
        ("ASK { ?a ?b ?c FILTER(?a < 1 ?b) }", 1, 30, 'unexpected "?b" after "1"'),
        ("ASK { ?s ?p 'open }", 1, 13, "the string that begins here does not end"),
        ("ASK { ] ?p 'open }", 1, 7, 'unexpected "]"'),
    ],
)
def test_the_place_is_the_first_token_that_cannot_stand_there(
    store: EmbeddedStore, text: str, line: int, column: int, says: str
) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        store.evaluate(text, results=RESULT_FORMATS[0])
    assert (caught.value.line, caught.value.column) == (line, column)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("prefix", "says"),
    [
        ("untco", 'did you mean "untoc:" (PREFIX untoc: <https://w3id.org/untoc/ontology#>)'),
        ("skos", "add the line PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"),
        ("qqqqq", "add a PREFIX line for it"),
    ],
)
def test_an_undeclared_prefix_is_named_with_the_line_to_add(
    store: EmbeddedStore, prefix: str, says: str
) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        store.evaluate(f"SELECT ?s\n{{ ?s {prefix}:partyTo ?o }}", results=RESULT_FORMATS[0])
    assert f'the prefix "{prefix}:" is not declared' in str(caught.value)
    assert says in str(caught.value)
    assert (caught.value.line, caught.value.column) == (2, 6)


def test_a_long_text_is_refused_at_the_place_that_the_engine_names(store: EmbeddedStore) -> None:
    with pytest.raises(QuerySyntaxError, match="not SPARQL") as caught:
        store.evaluate("ASK { " + "?s ?p ?o . " * 2_000 + "] }", results=RESULT_FORMATS[0])
    assert caught.value.line == 1


def test_a_mistake_in_a_long_text_is_found_quickly(store: EmbeddedStore) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        store.evaluate("ASK { " + "?s ?p ?o .\n" * 1_400 + "] }", results=RESULT_FORMATS[0])
    assert (caught.value.line, caught.value.column) == (1401, 1)


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("INSERT DATA {\n <a> <b> 1 ]}", 2, 12, 'unexpected "]" after "1"'),
        ("PREFIX ex: <http://x/> DELETE DATA { ex:a ex:b 1", 1, 49, "the text ends before the update does"),
        ("DELETE WHERE { ?s untco:partyTo ?o }", 1, 19, 'did you mean "untoc:"'),
        ("INSERT DATA { _:b <b> 1 } ; INSERT DATA { _:b <b> 2 }", None, None, "_:b cannot be shared"),
        ("CLEARANCE <a>", 1, 1, 'unexpected "CLEARANCE"'),
    ],
)
def test_an_update_that_is_none_is_a_mistake_with_its_place(
    store: EmbeddedStore, text: str, line: int | None, column: int | None, says: str
) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        store.evaluate(text, results=RESULT_FORMATS[0])
    assert says in str(caught.value)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_a_long_text_that_is_no_update_has_the_place_that_the_engine_names(store: EmbeddedStore) -> None:
    with pytest.raises(QuerySyntaxError, match="not SPARQL") as caught:
        store.evaluate("INSERT DATA {\n" + "<a> <b> 1 .\n" * 2_000 + " ] }", results=RESULT_FORMATS[0])
    assert caught.value.line == 2_002


_PATTERNS = " ".join(f"?v{i} ?p{i} ?v{i + 1} ." for i in range(200))
_DOUBLED = " ".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(40))


@pytest.mark.parametrize(
    "text",
    [
        f"INSERT {{ ?v0 <p> ?v1 }} WHERE {{ {_PATTERNS} }}",
        f"INSERT {{ <a> <b> ?v40 }} WHERE {{ BIND('xxxxxxxxxxxxxxxx' AS ?v0) {_DOUBLED} }}",
        "PREFIX ex: <http://x/> # one\nBASE <http://y/> LOAD SILENT <http://127.0.0.1:9/> INTO GRAPH ex:g",
        "LOAD <file:///etc/passwd> ; DROP ALL",
    ],
    ids=["a plan that never ends", "a value without end", "an address", "a file"],
)
def test_an_update_is_refused_without_being_carried_out(store: EmbeddedStore, text: str) -> None:
    begun = time.monotonic()
    with pytest.raises(UpdateRefusedError):
        store.evaluate(text, results=RESULT_FORMATS[0])
    assert time.monotonic() - begun < 0.9
