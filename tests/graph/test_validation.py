"""The gate finds what pyshacl alone finds, and says what pyshacl passes over in silence."""

from __future__ import annotations

import random
import warnings

import pyshacl
import pytest
from rdflib import Graph, URIRef
from rdflib.extras.shacl import parse_shacl_path
from rdflib.namespace import SH

from untoc_graph.errors import DataError, RuleError
from untoc_graph.graph.report import Severity
from untoc_graph.graph.shapes import prepare
from untoc_graph.graph.validation import read_ontology, read_quads, read_shapes, validate
from untoc_graph.rdf.formats import graph_format
from untoc_graph.rdf.terms import as_quads

PREFIXES = """
@prefix ex: <http://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex: sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .
"""
EX = "http://example.org/"

DATA = """
ex:Sub rdfs:subClassOf ex:Mid . ex:Mid rdfs:subClassOf ex:Top .
ex:a a ex:Top ; ex:p ex:b, ex:c, 1 ; ex:q "x"@en, "y"@en ; ex:date "2003-09-29"^^xsd:date .
ex:b a ex:Sub ; ex:p ex:a ; ex:q "b" ; ex:date "2003-13-29"^^xsd:date, "2001-01-01"^^xsd:date .
ex:c a ex:Mid ; ex:p ex:c ; ex:q 1, "1" .
ex:d a ex:Other ; ex:p ex:a, ex:e ; ex:r "z" .
ex:e ex:p ex:d ; ex:q ex:a .
"""


def graph(turtle: str) -> Graph:
    return Graph().parse(data=PREFIXES + turtle, format="turtle")


def found(data: Graph, shapes: Graph) -> list[tuple[str, ...]]:
    """What our gate finds; the messages of SPARQL constraints with it."""
    return sorted(
        {
            (
                str(result.focus),
                "" if result.path is None else result.path.n3(),
                "" if result.value is None else result.value.n3(),
                str(result.component),
                str(result.severity.iri),
                _named(result.shape, shapes),
                _named(result.constraint, shapes),
                *_messages(result.component, result.messages),
            )
            for result in validate(data, shapes).results
        }
    )


def found_by_pyshacl(data: Graph, shapes: Graph) -> list[tuple[str, ...]]:
    """What pyshacl finds, asking each query once a focus node."""
    _, report, text = pyshacl.validate(data, shacl_graph=Graph() + shapes)
    assert isinstance(report, Graph), text
    results = set()
    for node in report.objects(None, SH.result):
        path, value = report.value(node, SH.resultPath), report.value(node, SH.value)
        component = report.value(node, SH.sourceConstraintComponent)
        results.add(
            (
                str(report.value(node, SH.focusNode)),
                "" if path is None else parse_shacl_path(report, path).n3(),
                "" if value is None else value.n3(),
                str(component),
                str(report.value(node, SH.resultSeverity)),
                _named(report.value(node, SH.sourceShape), shapes),
                _named(report.value(node, SH.sourceConstraint), shapes),
                *_messages(component, report.objects(node, SH.resultMessage)),
            )
        )
    return sorted(results)


def _named(node, shapes: Graph) -> str:
    """The name, where the shapes give one: ours are minted, pyshacl's are blank."""
    return str(node) if (node, None, None) in shapes and isinstance(node, URIRef) else ""


def _messages(component, messages) -> list[str]:
    return sorted(map(str, messages)) if component == SH.SPARQLConstraintComponent else []


def sparql(select: str, target: str = "sh:targetClass ex:Top", message: str = "{$this} {?value}") -> str:
    return f"""
    ex:shape a sh:NodeShape ; {target} ; sh:sparql ex:constraint .
    ex:constraint sh:prefixes ex: ; sh:message "{message}"@en ; sh:select '''{select}''' .
    """


TARGETS = [
    "sh:targetClass ex:Top",
    "sh:targetClass ex:Top, ex:Other",
    "sh:targetClass ex:Nothing",
    "sh:targetNode ex:a, ex:absent, 1",
    "sh:targetSubjectsOf ex:p",
    "sh:targetObjectsOf ex:p",
    "sh:targetObjectsOf ex:p, ex:q ; sh:targetClass ex:Other ; sh:targetNode ex:absent",
]

SELECTS = {
    "pattern": "SELECT $this ?value WHERE { $this ex:p ?value }",
    "path and value": "SELECT $this ?path ?value WHERE { $this ?path ?value . ?value ex:p ?x }",
    "constant path": "SELECT $this (ex:p AS ?path) (?x AS ?value) WHERE { $this ex:p ?x FILTER isIRI(?x) }",
    "this alone": "SELECT $this WHERE { $this ex:p $this }",
    "question mark": "SELECT ?this WHERE { ?this ex:q ?x . FILTER (?x = 1) }",
    "several rows": "SELECT $this ?x ?value WHERE { $this ex:p/ex:p ?value ; ex:p ?x }",
    "distinct": "SELECT DISTINCT $this ?value WHERE { $this ex:p ?x . ?x ex:p ?value }",
    "not exists": "SELECT $this WHERE { $this ex:p ?x FILTER NOT EXISTS { $this ex:q ?y } }",
    "not exists of this": "SELECT $this WHERE { FILTER NOT EXISTS { $this ex:q ?y } }",
    "exists with filter": (
        "SELECT $this ?value WHERE { $this ex:p ?value"
        " FILTER EXISTS { ?value ex:p ?y FILTER (?y != $this) } }"
    ),
    "expression on this": "SELECT $this WHERE { ?x ex:p ex:a FILTER (?x = $this) }",
    "bind": "SELECT $this ?value WHERE { BIND (STR($this) AS ?value) }",
    "bind before": "SELECT $this ?value WHERE { BIND ($this AS ?value) ?value ex:p ?x }",
    "optional": "SELECT $this ?value WHERE { $this ex:p ?x OPTIONAL { $this ex:q ?value } }",
    "optional and bound": "SELECT $this WHERE { OPTIONAL { $this ex:q ?x } FILTER (!bound(?x)) }",
    "optional with filter": (
        "SELECT $this ?value WHERE { $this ex:p ?x OPTIONAL { ?x ex:p ?value FILTER (?value != $this) } }"
    ),
    "optional with bind": (
        "SELECT $this ?value WHERE { $this ex:p ?x OPTIONAL { BIND (STR($this) AS ?value) } }"
    ),
    "union": "SELECT $this ?value WHERE { { $this ex:p ?value } UNION { $this ex:q ?value } }",
    "union with expression": (
        "SELECT $this ?value WHERE { { $this ex:p ?value } UNION { ?value ex:p ?y FILTER (?y = $this) } }"
    ),
    "union without this": "SELECT $this ?value WHERE { { $this ex:p ?value } UNION { ex:a ex:p ?value } }",
    "nested group": "SELECT $this ?value WHERE { { ?value ex:p ?x FILTER (?x = $this) } ?value ex:q ?z }",
    "nested optional": "SELECT $this ?x ?y WHERE { { OPTIONAL { $this ex:q ?x } ?y ex:r ?z } }",
    "nested in exists": (
        "SELECT $this WHERE { $this ex:p ?x FILTER EXISTS { { ?x ex:p ?y FILTER (?y = $this) } } }"
    ),
    "path upwards": "SELECT $this ?value WHERE { $this a/rdfs:subClassOf* ?value }",
    "inverse path": "SELECT $this ?value WHERE { $this ^ex:p ?value }",
    "sub-select": (
        "SELECT $this ?n WHERE { { SELECT $this (COUNT(?x) AS ?n) WHERE { $this ex:p ?x } GROUP BY $this }"
        " FILTER (?n > 1) }"
    ),
    "aggregate": (
        "SELECT $this (COUNT(DISTINCT ?x) AS ?n) WHERE { $this ex:p ?x } GROUP BY $this"
        " HAVING (COUNT(?x) > 1)"
    ),
    "aggregate of nothing": (
        "SELECT $this (COUNT(?x) AS ?n) WHERE { OPTIONAL { $this ex:r ?x } } GROUP BY $this"
        " HAVING (COUNT(?x) = 0)"
    ),
    "order": "SELECT $this ?value WHERE { $this ex:p ?value } ORDER BY ?value",
    "in": "SELECT $this ?value WHERE { $this ex:p ?value FILTER (?value IN (ex:a, ex:b)) }",
    "if": "SELECT $this ?value WHERE { $this ex:p ?x BIND (IF(?x = $this, ex:same, ex:other) AS ?value) }",
    "own prefix": "PREFIX e: <http://example.org/> SELECT $this ?value WHERE { $this e:p ?value }",
    "nothing": "SELECT $this WHERE { $this ex:nothing ?x }",
}


@pytest.mark.parametrize("target", TARGETS)
def test_each_kind_of_target_has_the_focus_nodes_of_pyshacl(target):
    data = graph(DATA)
    for select in (
        SELECTS["this alone"],
        SELECTS["not exists of this"],
        SELECTS["bind"],
        SELECTS["inverse path"],
    ):
        shapes = graph(sparql(select, target))
        assert found(data, shapes) == found_by_pyshacl(data, shapes)


@pytest.mark.parametrize("select", SELECTS.values(), ids=SELECTS)
def test_a_set_query_finds_what_pyshacl_finds_node_by_node(select):
    shapes = graph(sparql(select, "sh:targetSubjectsOf ex:p ; sh:targetClass ex:Top"))
    chance = random.Random(select)
    any_found = False
    for data in [graph(DATA), *(_random_graph(chance) for _ in range(6))]:
        expected = found_by_pyshacl(data, shapes)
        assert found(data, shapes) == expected
        any_found |= bool(expected)
    assert any_found == ("nothing" not in select), "the fixture proves nothing"


def _random_graph(chance: random.Random) -> Graph:
    nodes = ["ex:a", "ex:b", "ex:c", "ex:d", "ex:e"]
    lines = []
    for node in nodes:
        lines += [
            f"{node} {chance.choice(['ex:p', 'ex:q', 'ex:r'])} {chance.choice([*nodes, '1'])} ."
            for _ in "1234"
        ]
        lines += [f"{node} a {chance.choice(['ex:Top', 'ex:Mid', 'ex:Other'])} ."]
    return graph("ex:Mid rdfs:subClassOf ex:Top . " + " ".join(lines))


CORE = {
    "cardinality": "sh:property [ sh:path ex:p ; sh:minCount 1 ; sh:maxCount 1 ]",
    "datatype": "sh:property [ sh:path ex:date ; sh:datatype xsd:date ]",
    "class": "sh:property [ sh:path ex:p ; sh:class ex:Mid ; sh:nodeKind sh:IRI ]",
    "closed": (
        "sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path ex:p ], [ sh:path ex:r ]"
    ),
    "closed without a list": "sh:closed true ; sh:property [ sh:path ex:p ]",
    "not closed": "sh:closed false ; sh:property [ sh:path ex:p ; sh:maxCount 1 ]",
    "in": "sh:property [ sh:path ex:q ; sh:in ( 1 'b' ) ; sh:severity sh:Warning ]",
    "unique language": "sh:property [ sh:path ex:q ; sh:uniqueLang true ; sh:severity sh:Info ]",
    "pattern of the node": "sh:nodeKind sh:IRI ; sh:pattern '[ab]$' ; sh:severity sh:Warning",
    "named property shape": "sh:property ex:property",
    "deactivated property shape": "sh:property [ sh:path ex:p ; sh:maxCount 0 ; sh:deactivated true ]",
    "deactivated": "sh:deactivated true ; sh:property [ sh:path ex:p ; sh:maxCount 0 ]",
    "nested property shape": "sh:property [ sh:path ex:p ; sh:property [ sh:path ex:q ; sh:minCount 1 ] ]",
    "inverse path": "sh:property [ sh:path [ sh:inversePath ex:p ] ; sh:minCount 2 ]",
    "sequence and alternative": (
        "sh:property [ sh:path ( ex:p [ sh:alternativePath ( ex:q ex:r ) ] ) ; sh:maxCount 1 ],"
        " [ sh:path ( ex:p [ sh:zeroOrMorePath ex:p ] ) ; sh:minCount 4 ]"
    ),
    "or, not and node": (
        "sh:or ( [ sh:property [ sh:path ex:r ; sh:minCount 1 ] ] ex:other ) ;"
        " sh:not ex:other ; sh:node ex:other"
    ),
    "values of a node shape": "sh:property [ sh:path ex:p ; sh:node ex:other ]",
    "qualified": (
        "sh:property [ sh:path ex:p ; sh:qualifiedValueShape [ sh:class ex:Top ] ; sh:qualifiedMinCount 2 ]"
    ),
    "qualified and disjoint": (
        "sh:property [ sh:path ex:p ; sh:qualifiedValueShape [ sh:class ex:Top ] ; sh:qualifiedMinCount 1 ;"
        " sh:qualifiedValueShapesDisjoint true ],"
        " [ sh:path ex:p ; sh:qualifiedValueShape [ sh:class ex:Mid ] ;"
        " sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true ]"
    ),
    "less than": (
        "sh:property [ sh:path ex:date ; sh:lessThan ex:later ; sh:minExclusive '2002-01-01'^^xsd:date ]"
    ),
    "with a constraint in SPARQL": (
        "sh:severity sh:Warning ; sh:property ex:property ;"
        " sh:sparql [ sh:message 'x {?value}' ; sh:prefixes ex: ;"
        " sh:select 'SELECT $this ?value { $this ex:p ?value }' ],"
        " [ sh:message 'y' ; sh:prefixes ex: ; sh:select 'SELECT $this { $this ex:q ?value }' ],"
        " [ sh:message 'z' ; sh:deactivated true ; sh:select 'SELECT $this { $this ?p ?o }' ]"
    ),
}

OTHER = """
ex:property sh:path ex:p ; sh:maxCount 2 ; sh:nodeKind sh:IRI .
ex:other a sh:NodeShape ; sh:targetSubjectsOf ex:r ; sh:property [ sh:path ex:q ; sh:minCount 1 ] .
ex:third a sh:NodeShape ; sh:targetClass ex:Top ; sh:property ex:property .
ex:fourth a sh:PropertyShape ; sh:targetClass ex:Other ; sh:path ex:r ; sh:maxCount 0 .
"""


@pytest.mark.parametrize("constraint", CORE.values(), ids=CORE)
def test_the_core_is_judged_as_by_pyshacl_on_the_shapes_as_they_stand(constraint):
    shapes = graph(f"ex:shape a sh:NodeShape ; sh:targetClass ex:Top, ex:Other ; {constraint} . {OTHER}")
    data = graph(DATA)
    expected = found_by_pyshacl(data, shapes)
    assert expected
    assert found(data, shapes) == expected


def test_quads_and_a_graph_give_the_same_report():
    shapes = prepare(graph(sparql(SELECTS["path and value"]) + OTHER))
    quads = read_quads((PREFIXES + DATA).encode(), graph_format("turtle"), "data.ttl")
    assert validate(quads, shapes) == validate(list(as_quads(graph(DATA))), shapes)
    assert validate(quads, shapes).results


def test_lexical_forms_are_judged_as_the_source_wrote_them():
    shapes = graph(
        "ex:shape a sh:NodeShape ; sh:targetSubjectsOf ex:n ; "
        "sh:property [ sh:path ex:n ; sh:pattern '^[1-9][0-9]*$' ], [ sh:path ex:d ; sh:datatype xsd:date ] ."
    )
    source = "ex:a ex:n 01 . ex:b ex:n 1 ; ex:d '2003-13-01'^^xsd:date ."
    quads = read_quads((PREFIXES + source).encode(), graph_format("turtle"), "data.ttl")
    assert [str(result.focus) for result in validate(quads, shapes).results] == [EX + "b", EX + "a"]


def test_named_graphs_are_judged_as_their_union():
    source = "<http://example.org/g> { ex:a a ex:Top . } <http://example.org/h> { ex:a ex:p ex:b . }"
    quads = read_quads((PREFIXES + source).encode(), graph_format("trig"), "data.trig")
    report = validate(quads, graph(sparql(SELECTS["pattern"])))
    assert [str(result.focus) for result in report.results] == [EX + "a"]


def test_class_hierarchy_in_the_data_is_followed_and_nothing_else_is_inferred():
    shapes = graph(
        "ex:shape a sh:NodeShape ; sh:targetClass ex:Top ; sh:property [ sh:path ex:p ; sh:minCount 9 ] ."
    )
    data = graph("ex:Mid rdfs:subClassOf ex:Top . ex:r rdfs:domain ex:Top . ex:a a ex:Mid . ex:b ex:r 1 .")
    assert [str(result.focus) for result in validate(data, shapes).results] == [EX + "a"]


def test_messages_are_filled_per_language_and_come_from_the_shape_where_the_constraint_has_none():
    data = graph("ex:a a ex:Top ; ex:p ex:b .")
    select = "SELECT $this ?value ?free WHERE { $this ex:p ?value OPTIONAL { $this ex:r ?free } }"
    shapes = graph(
        "ex:shape a sh:NodeShape ; sh:targetClass ex:Top ;"
        " sh:message '{$this} has {?value} and {?free}.'@en, '{?value} est de trop.'@fr ;"
        f" sh:sparql [ sh:select '{select}' ; sh:prefixes ex: ] ."
    )
    (result,) = validate(data, shapes).results
    assert [(str(m), m.language) for m in result.messages] == [
        (f"{EX}a has {EX}b and {{?free}}.", "en"),
        (f"{EX}b est de trop.", "fr"),
    ]
    assert result.message == f"{EX}a has {EX}b and {{?free}}."


def test_our_prefixes_need_no_declaration_and_a_declared_one_goes_before_ours():
    data = graph("ex:a a ex:Top ; <https://w3id.org/untoc/ontology#date> 1 ; ex:date 2 .")
    ours = sparql("SELECT $this ?value WHERE { $this untoc:date ?value }")
    assert [str(result.value) for result in validate(data, graph(ours)).results] == ["1"]
    theirs = ours + "ex: sh:declare [ sh:prefix 'untoc' ; sh:namespace 'http://example.org/' ] ."
    assert [str(result.value) for result in validate(data, graph(theirs)).results] == ["2"]


def test_a_shape_without_a_message_gets_a_sentence_that_is_the_same_each_time():
    shapes = graph("ex:shape a sh:NodeShape ; sh:targetNode ex:a ; sh:in ( ex:b ex:c ex:d ) .")
    (result,) = validate(graph(""), shapes).results
    assert result.message == "The value is not one of those that are allowed."


def test_shapes_and_constraints_without_a_name_get_one_made_of_their_owners():
    shapes = graph(
        "ex:shape a sh:NodeShape ; sh:targetNode ex:a ;"
        " sh:property [ sh:path ex:p ; sh:minCount 2 ], [ sh:path ex:p ; sh:minCount 1 ],"
        " [ sh:path [ sh:inversePath ex:p ] ; sh:minCount 1 ] ;"
        " sh:sparql [ sh:message 'x' ; sh:select 'SELECT $this { }' ],"
        " [ sh:message 'y' ; sh:select 'SELECT $this { }' ] ."
    )
    results = validate(graph(""), shapes).results
    named = {str(r.constraint or r.shape).removeprefix(EX): r.message for r in results}
    assert set(named) == {"shape-p", "shape-p-2", "shape-path", "shape-sparql", "shape-sparql-2"}
    assert (named["shape-sparql"], named["shape-sparql-2"]) == ("x", "y")


def test_the_shapes_that_are_given_stay_as_they_are():
    shapes = graph(sparql(SELECTS["pattern"]) + OTHER)
    before = set(shapes)
    validate(graph(DATA), shapes)
    assert set(shapes) == before


def test_origin_of_a_focus_node_is_carried_into_the_result():
    report = validate(graph(DATA), graph(sparql(SELECTS["this alone"])), origin={EX + "c": "actions.csv:118"})
    assert [result.origin for result in report.results] == ["actions.csv:118"]


@pytest.mark.parametrize(
    ("shapes", "reason"),
    [
        (
            "ex:s a sh:NodeShape ; sh:targetClass ex:T ; sh:property [ sh:path ex:p ; sh:minCuont 1 ] .",
            "sh:minCount",
        ),
        ("ex:s sh:targetClass ex:T ; sh:severity sh:Waring .", "did you mean sh:Warning"),
        ("ex:s sh:targetClass ex:T ; sh:severity ex:Bad .", "sh:severity is sh:Violation"),
        (
            "ex:s sh:targetClass ex:T ; sh:property [ sh:path ex:none ; sh:severity ex:Bad ] .",
            "ex.*s-none>: sh:severity is sh:Violation",
        ),
        ("ex:s sh:targetClass ex:T ; sh:rule [ sh:order 1 ] .", "sh:rule is not treated"),
        ("ex:s a sh:NodeShape, rdfs:Class .", "a class is no shape"),
        ("[] sh:targetClass ex:T ; sh:minCount 1 .", "has no name"),
        ("ex:s sh:path ex:p ; sh:targetClass ex:T ; sh:sparql [ sh:select '' ] .", "not to a property shape"),
        ("ex:s a sh:NodeShape ; sh:sparql [ sh:select '' ] .", "needs a target"),
        (
            "ex:t sh:targetNode ex:a ; sh:not ex:s . ex:s sh:targetClass ex:T ; sh:sparql [ sh:select '' ] .",
            "may not be named by another shape",
        ),
        ("ex:s sh:targetClass ex:T ; sh:sparql [ sh:message 'x' ] .", "exactly one sh:select"),
        ("ex:s sh:targetClass ex:T ; sh:sparql [ sh:select 'SELECT $this { }' ] .", "needs sh:message"),
        (
            "ex:s sh:targetClass ex:T ; sh:sparql [ sh:message 'x' ; sh:severity sh:Info ;"
            " sh:select 'SELECT $this { }' ] .",
            "sh:severity belongs to the shape",
        ),
        (sparql("SELECT $this { }", message="{?x}"), r"names \?x, which sh:select does not give"),
        (sparql("SELECT $this { $this a ?c } LIMIT 1"), "ex.*shape.*LIMIT"),
        (sparql("SELECT $this {\n $this nix:p ?c }"), "line 2, column .*prefix is not declared"),
        (sparql("SELECT $this {\n $this }"), "line 2, column .*not SPARQL"),
        ("ex:s sh:targetClass ex:T ; sh:property [ sh:path ex:p ; sh:minCount 'one' ] .", "minCount"),
        (
            "ex:s sh:targetClass ex:T ; sh:property [ sh:minCount 1 ] .",
            "ex.*s>?: each sh:property needs exactly one sh:path",
        ),
    ],
)
def test_a_shape_that_would_be_passed_over_or_cannot_be_read_is_refused(shapes, reason):
    with pytest.raises(RuleError, match=reason) as error:
        validate(graph("ex:a a ex:T ; ex:p 1 ."), graph(shapes))
    assert "\n" not in str(error.value)


def test_violations_fail_and_warnings_and_infos_do_not():
    data = graph("ex:a a ex:Top .")
    for severity in Severity:
        shape = "ex:s sh:targetClass ex:Top ; sh:property [ sh:path ex:p ; sh:minCount 1 ; sh:severity %s ] ."
        report = validate(data, graph(shape % f"sh:{severity.value}"))
        assert [result.severity for result in report.results] == [severity]
        assert report.conforms is (severity is not Severity.VIOLATION)


def test_empty_data_conforms():
    report = validate([], graph(sparql(SELECTS["pattern"]) + OTHER))
    assert report.conforms
    assert (report.results, report.triples, report.shapes) == ((), 0, 3)


def test_files_are_read_and_a_mistake_in_one_is_told_with_its_place(tmp_path):
    (tmp_path / "schemes").mkdir()
    (tmp_path / "a.ttl").write_text("<urn:a> a <urn:C> .")
    (tmp_path / "schemes" / "b.ttl").write_text("<urn:b> a <urn:C> .")
    assert [str(quad.subject) for quad in read_ontology(tmp_path)] == ["<urn:a>", "<urn:b>"]
    (tmp_path / "schemes" / "b.ttl").write_text("<urn:b> a <urn:C> .\n<urn:b> a nix:C .")
    with pytest.raises(RuleError, match=r"b\.ttl:2:11: .*prefix") as error:
        read_ontology(tmp_path)
    assert "\n" not in str(error.value)
    with pytest.raises(DataError, match=r"^data\.nq:1:\d+: "):
        read_quads(b"<urn:a> <urn:b> ", graph_format("nquads"), "data.nq")
    with pytest.raises(RuleError, match="no Turtle file in"):
        read_shapes(tmp_path / "none")


def test_a_wrong_literal_is_reported_and_not_logged(caplog):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read_quads(
            b"<urn:a> <urn:p> '2003-13-01'^^<http://www.w3.org/2001/XMLSchema#date> .",
            graph_format("ttl"),
            "x",
        )
        test_lexical_forms_are_judged_as_the_source_wrote_them()
    assert not caplog.records


@pytest.mark.slow
@pytest.mark.timeout(60)
def test_the_gate_is_fast_enough_for_every_build():
    """96 000 triples, 84 property shapes, three set queries: seconds, where pyshacl alone takes minutes."""
    data, shapes = _large()
    report = validate(data, shapes)
    assert report.triples > 90_000
    assert report.count(Severity.VIOLATION) == 3 * 1000


def _large() -> tuple[Graph, Graph]:
    data, shapes = Graph(), ""
    for k in range(12):
        shapes += f"ex:S{k} a sh:NodeShape ; sh:targetClass ex:C{k} ; " + " ; ".join(
            f"sh:property [ sh:path ex:p{j} ; sh:minCount 1 ; sh:maxCount 1 ; sh:class ex:C{j} ]"
            for j in range(7)
        )
        if k < 3:
            shapes += (
                " ; sh:sparql [ sh:message 'x' ; sh:prefixes ex: ; sh:select '''SELECT $this ?value WHERE {"
                " $this ex:p1 ?value FILTER NOT EXISTS { ?value ex:p2/ex:no ?x . FILTER (?x != $this)}}''' ]"
            )
        shapes += " . "
        for i in range(1000):
            subject = URIRef(f"{EX}c{k}/{i}")
            data.add((subject, URIRef(str(RDF_TYPE)), URIRef(f"{EX}C{k}")))
            for j in range(7):
                data.add((subject, URIRef(f"{EX}p{j}"), URIRef(f"{EX}c{j}/{(i * 7 + j) % 1000}")))
    return data, graph(shapes)


RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
