"""The rewrite of SPARQL constraints: where the targets are put, and what is refused."""

import pytest

from untoc_graph.errors import RuleError
from untoc_graph.graph.set_constraints import as_set_query

T = "<T>"


@pytest.mark.parametrize(
    ("select", "rewritten"),
    [
        ("SELECT $this WHERE { $this a ?c }", "SELECT $this WHERE { <T> $this a ?c }"),
        ("SELECT $this { ?x ?y ?z }", "SELECT $this { <T> ?x ?y ?z }"),
        # A nested group whose own patterns bind $this is left alone …
        (
            "SELECT $this WHERE { { $this ex:p ?x } UNION { $this ex:q ?x } }",
            "SELECT $this WHERE { <T> { $this ex:p ?x } UNION { $this ex:q ?x } }",
        ),
        # … and one that uses it in an expression is not.
        (
            "SELECT $this WHERE { { ?x ex:p ?y FILTER (?x != $this) } UNION { $this ex:q ?x } }",
            "SELECT $this WHERE { <T> { <T> ?x ex:p ?y FILTER (?x != $this) } UNION { $this ex:q ?x } }",
        ),
        (
            "SELECT $this WHERE { OPTIONAL { BIND ($this AS ?x) } }",
            "SELECT $this WHERE { <T> OPTIONAL { <T> BIND ($this AS ?x) } }",
        ),
        # Deeper down: a group that begins with OPTIONAL would give rows of other nodes.
        (
            "SELECT $this WHERE { { OPTIONAL { $this ex:p ?x } ?y ex:q ?z } }",
            "SELECT $this WHERE { <T> { <T> OPTIONAL { $this ex:p ?x } ?y ex:q ?z } }",
        ),
        # EXISTS substitutes; the nested group that it filters must know $this.
        (
            "SELECT $this WHERE { $this a ?c FILTER NOT EXISTS { $this ex:p ?x FILTER (?x != $this) } }",
            "SELECT $this WHERE { <T> $this a ?c FILTER NOT EXISTS { $this ex:p ?x FILTER (?x != $this) } }",
        ),
        (
            "SELECT $this WHERE { { ?x ex:p ?y FILTER EXISTS { { ?x ex:q $this } } } }",
            "SELECT $this WHERE { <T> { <T> ?x ex:p ?y FILTER EXISTS { { ?x ex:q $this } } } }",
        ),
        (
            "SELECT $this ?n WHERE { { SELECT $this (COUNT(?x) AS ?n) WHERE { $this ex:p ?x }"
            " GROUP BY $this } }",
            "SELECT $this ?n WHERE { <T> { SELECT $this (COUNT(?x) AS ?n) WHERE { <T> $this ex:p ?x }"
            " GROUP BY $this } }",
        ),
        (
            "SELECT $this WHERE { SELECT DISTINCT $this WHERE { $this ex:p ?x } }",
            "SELECT $this WHERE { SELECT DISTINCT $this WHERE { <T> $this ex:p ?x } }",
        ),
    ],
)
def test_targets_are_put_where_solutions_depend_on_this(select, rewritten):
    assert as_set_query(select, T).text == rewritten


def test_words_in_texts_comments_names_and_iris_are_no_keywords():
    select = """PREFIX ex: <http://e/MINUS#>
# SELECT { VALUES
SELECT $this WHERE {
  $this ex:minus "} VALUES {", '''GRAPH " ' {''' ; ex:values ex:graph, <http://e/SERVICE> . # LIMIT }
}"""
    rewritten = as_set_query(select, T)
    assert rewritten.text == select.replace("WHERE {", "WHERE { <T>")


def test_variables_are_those_that_the_outer_select_gives():
    query = as_set_query(
        "SELECT $this (STR(?x) AS ?path) ?value"
        " WHERE { $this ex:p ?x, ?value . { SELECT $this ?q { $this a ?q } } }",
        T,
    )
    assert query.variables == ("this", "path", "value")


@pytest.mark.parametrize(
    ("select", "reason"),
    [
        ("SELECT $this WHERE { $this a ?c MINUS { $this ex:p ?x } }", "line 1: SHACL forbids MINUS"),
        ("SELECT $this WHERE {\n VALUES ?x { 1 } $this ex:p ?x }", "line 2: SHACL forbids VALUES"),
        ("SELECT $this WHERE { SERVICE <http://e/> { $this a ?c } }", "SHACL forbids SERVICE"),
        ("SELECT $this WHERE { GRAPH ?g { $this a ?c } }", "leave GRAPH out"),
        ("SELECT $this FROM <http://e/g> WHERE { $this a ?c }", "leave FROM out"),
        ("SELECT $this WHERE { $this a ?c } LIMIT 1", "LIMIT would count over all"),
        ("SELECT $this WHERE { { SELECT $this WHERE { $this a ?c } OFFSET 1 } }", "OFFSET would count"),
        ("SELECT * WHERE { $this a ?c }", "must name \\$this"),
        ("SELECT ?c WHERE { $this a ?c }", "must name \\$this"),
        ("SELECT $this WHERE { { SELECT ?c WHERE { $this a ?c } } }", "must name \\$this"),
        ("SELECT $this WHERE { ?x a ?c BIND (?x AS $this) }", "\\$this is bound already"),
        ("SELECT (?x AS ?this) WHERE { ?x a ?c }", "\\$this is bound already"),
        ("SELECT $this (COUNT(?c) AS ?n) WHERE { $this a ?c }", "must say GROUP BY \\$this"),
        ("SELECT $this WHERE { $this a ?c } GROUP BY ?c", "must say GROUP BY \\$this"),
        ("SELECT $this WHERE { $this $PATH ?x }", "\\$PATH is not known here"),
        ("SELECT $this WHERE { $this a $currentShape }", "\\$currentShape is not known here"),
        ("SELECT $this ?failure WHERE { $this a ?failure }", "\\?failure is not treated"),
        ("SELECT $this ?message WHERE { $this a ?message }", "\\?message is not treated"),
        ("ASK { $this a ?c }", "needs a SELECT query, not ASK"),
        ("SELECT $this", "needs a SELECT query with a WHERE group"),
        ("SELECT $this WHERE { $this a ?c", "a brace is not closed"),
        ("SELECT $this WHERE { $this a ?c } }", "closes nothing"),
    ],
)
def test_what_cannot_be_asked_for_all_nodes_at_once_is_refused(select, reason):
    with pytest.raises(RuleError, match=reason):
        as_set_query(select, T)
