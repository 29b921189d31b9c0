"""The judge itself: what counts as the same answer, and how the documents of the standards are read."""

from __future__ import annotations

import pytest

from tests.conformance.documents import Table, read_graph, read_result_set, read_table, same
from tests.conformance.values import with_values
from untoc_graph.rdf.formats import graph_format

XSD = "http://www.w3.org/2001/XMLSchema#"


def table(*rows: tuple[str | None, ...], names: str = "ab") -> Table:
    return Table(tuple(names), rows)


def test_blank_nodes_may_have_other_labels() -> None:
    assert same(table(("_:a", "_:b"), ("_:a", None)), table(("_:x", None), ("_:x", "_:y")))
    assert same(table(("_:a", "_:b")), table(("_:b", "_:a")))


@pytest.mark.parametrize(
    "other",
    [
        table(("_:x", "_:x"), ("_:x", None)),
        table(("_:x", "_:y"), ("_:y", None)),
        table(("_:x", "_:y"), ("_:z", None)),
        table(("_:x", "_:y"), ("_:x", None), ("_:x", None)),
        table(("_:x", "_:y")),
        table(("_:x", '"1"'), ("_:x", None)),
        table(("_:x", "_:y"), ("_:x", None), names="ac"),
        True,
        frozenset({("_:a", "_:b"), ("_:a", None)}),
    ],
)
def test_everything_else_must_agree(other: Table | bool | frozenset[tuple[str | None, ...]]) -> None:
    assert not same(table(("_:a", "_:b"), ("_:a", None)), other)


def test_rows_are_a_multiset_unless_their_order_matters() -> None:
    ours, theirs = table(('"1"', "_:a"), ('"2"', "_:b")), table(('"2"', "_:a"), ('"1"', "_:b"))
    assert same(ours, theirs)
    assert not same(ours, theirs, ordered=True)
    assert same(ours, table(('"1"', "_:x"), ('"2"', "_:y")), ordered=True)
    assert not same(table(('"1"', None), ('"1"', None)), table(('"1"', None)))


def test_columns_may_stand_in_another_order() -> None:
    assert same(table(('"1"', '"2"')), table(('"2"', '"1"'), names="ba"))


def test_truth_is_not_a_number_of_rows() -> None:
    assert same(True, True)
    assert not same(True, False)
    assert not same(False, table())


def test_one_table_is_read_from_all_formats() -> None:
    rows = ((f'"x\ty"^^<{XSD}string>', None), (f'"1"^^<{XSD}integer>', '"fin"@fr'), ("<urn:a>", "_:n"))
    json = b"""{"head": {"vars": ["a", "b"]}, "results": {"bindings": [
      {"a": {"type": "literal", "value": "x\\ty"}},
      {"a": {"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
       "b": {"type": "literal", "value": "fin", "xml:lang": "fr"}},
      {"a": {"type": "uri", "value": "urn:a"}, "b": {"type": "bnode", "value": "n"}}]}}"""
    xml = b"""<sparql xmlns="http://www.w3.org/2005/sparql-results#">
      <head><variable name="a"/><variable name="b"/></head><results>
      <result><binding name="a"><literal>x&#9;y</literal></binding></result>
      <result><binding name="a"><literal datatype="http://www.w3.org/2001/XMLSchema#integer">1</literal></binding>
        <binding name="b"><literal xml:lang="fr">fin</literal></binding></result>
      <result><binding name="a"><uri>urn:a</uri></binding>
        <binding name="b"><bnode>n</bnode></binding></result>
      </results></sparql>"""
    tsv = b'?a\t?b\n"x\\ty"\t\n1\t"fin"@fr\n<urn:a>\t_:n\n'
    for content, extension in ((json, "srj"), (xml, "srx"), (tsv, "tsv")):
        assert read_table(content, extension) == Table(("a", "b"), rows), extension
    assert read_table(b'a,b\r\n"x\ty",\r\n1,fin\r\nurn:a,_:n\r\n', "csv") == Table(
        ("a", "b"), (("x\ty", ""), ("1", "fin"), ("urn:a", "_:n"))
    )


def test_a_table_is_read_from_the_graph_that_describes_it() -> None:
    triples = read_graph(
        b"""PREFIX rs: <http://www.w3.org/2001/sw/DataAccess/tests/result-set#>
        [] a rs:ResultSet ; rs:resultVariable "a", "b" ;
          rs:solution [ rs:binding [ rs:variable "a" ; rs:value <urn:a> ] ], [ ] .""",
        graph_format("turtle"),
    )
    found = read_result_set(triples)
    assert found is not None
    assert same(found, table(("<urn:a>", None), (None, None)))
    assert read_result_set(frozenset({("_:a", "<urn:p>", "_:b")})) is None


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (f'"1.0"^^<{XSD}decimal>', f'"1"^^<{XSD}decimal>', True),
        (f'"1.0E2"^^<{XSD}double>', f'"100"^^<{XSD}double>', True),
        (f'"-3"^^<{XSD}negativeInteger>', f'"-3"^^<{XSD}integer>', True),
        (f'"0"^^<{XSD}boolean>', f'"false"^^<{XSD}boolean>', True),
        ('"a"@en-US', '"a"@en-us', True),
        (f'"1"^^<{XSD}decimal>', f'"1"^^<{XSD}double>', False),
        (f'"1.0"^^<{XSD}string>', f'"1"^^<{XSD}string>', False),
        (f'"100"^^<{XSD}integer>', f'"10"^^<{XSD}integer>', False),
        ('"A"@en', '"a"@en', False),
        (None, '""', False),
    ],
)
def test_a_value_is_what_a_form_says_of_a_type(one: str | None, other: str | None, agree: bool) -> None:
    assert same(with_values(table((one, None))), with_values(table((other, None)))) is agree
