"""A text that is not SPARQL is refused at the token that is wrong, with a sentence that helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from untoc_graph.errors import QuerySyntaxError
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
