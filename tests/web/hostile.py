"""Texts that are meant to harm: nested deeply, chained without end, never done, or too much of everything."""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = ["CRASHING", "ENDLESS", "FAMILIES", "FLOODS", "GREEDY", "Family"]


class Family(NamedTuple):
    """Texts that repeat their opening and their closing as often as there is room."""

    before: str
    opening: str
    middle: str
    closing: str
    after: str

    def text(self, size: int) -> str:
        """Return the text of about so many bytes."""
        depth = size // len((self.opening + self.closing).encode())
        return self.before + self.opening * depth + self.middle + self.closing * depth + self.after


# What each of these does to the engine with an ordinary stack: it overflows at 4 to 60 KB, or is never done.
FAMILIES: Final = {
    "groups": Family("ASK {", "{", "", "}", "}"),
    "negations": Family("ASK { FILTER(", "!", "?a", "", ") }"),
    "minuses": Family("ASK { BIND(", "-(", "1", ")", " AS ?x) }"),
    "brackets": Family("ASK { FILTER(", "(", "1", ")", ") }"),
    "functions": Family("ASK { BIND(", "ABS(", "1", ")", " AS ?x) }"),
    "conditions": Family("ASK { BIND(", "IF(true,1,", "1", ")", " AS ?x) }"),
    "coalesces": Family("ASK { BIND(", "COALESCE(", "1", ")", " AS ?x) }"),
    "exists": Family("ASK {", "FILTER EXISTS {", "", "}", "}"),
    "not exists": Family("ASK { FILTER(", "NOT EXISTS { FILTER(", "1", ") }", ") }"),
    "optionals": Family("ASK {", "OPTIONAL {", "", "}", "}"),
    "minus groups": Family("ASK {", "MINUS { ?a ?b ?c ", "", "}", "}"),
    "graphs": Family("ASK {", "GRAPH ?g {", "", "}", "}"),
    "subselects": Family("ASK {", "{SELECT * {", "", "}}", "}"),
    "paths": Family("ASK { ?s ", "(", "<p>", ")", " ?o }"),
    "inverse paths": Family("ASK { ?s ", "^(", "<p>", ")", " ?o }"),
    "starred paths": Family("ASK { ?s ", "(", "<p>", ")*", " ?o }"),
    "stars of sequences": Family("ASK { ?s ", "(<p>*/", "<p>", ")*", " ?o }"),
    "alternatives": Family("ASK { ?s <p>", "|<p>", "", "", " ?o }"),
    "sequences": Family("ASK { ?s <p>", "/<p>", "", "", " ?o }"),
    "negated sets": Family("ASK { ?s !(<p>", "|<p>", "", "", ") ?o }"),
    "sums": Family("ASK { BIND(1", "+1", "", "", " AS ?x) }"),
    "disjunctions": Family("ASK { FILTER(?a", "||?a", "", "", ") }"),
    "conjunctions": Family("ASK { FILTER(?a", "&&?a", "", "", ") }"),
    "comparisons": Family("ASK { FILTER(1 IN (1", ",1", "", "", ")) }"),
    "unions": Family("ASK { {}", " UNION {}", "", "", "}"),
    "patterns": Family("ASK {", "?a ?b ?c .", "", "", "}"),
    "object lists": Family("ASK { ?s ?p ?o", ",?o", "", "", "}"),
    "blank nodes": Family("ASK { ?s ?p ", "[ ?p ", "1", "]", " }"),
    "collections": Family("ASK { ?s ?p ", "(", "", ")", " }"),
    "values": Family("ASK { VALUES ?x {", " 1", "", "", "} }"),
    "prefixes": Family("", "PREFIX a:<x>", "", "", "ASK {}"),
    "orders": Family("SELECT * {} ORDER BY ?a", " ?a", "", "", ""),
    "groupings": Family("SELECT (1 AS ?n) {} GROUP BY ?a", " ?a", "", "", ""),
    "templates": Family("CONSTRUCT {", "<s> <p> 1.", "", "", "} {}"),
    "comments": Family("ASK {", "#\n", "", "", "}"),
    "one string": Family('ASK { BIND("', "x", "", "", '" AS ?x) }'),
    "quotes": Family("ASK { BIND(", "'", "", "", " AS ?x) }"),
    "one name": Family("ASK { ?", "x", "", "", " ?p ?o }"),
    "one IRI": Family("ASK { <http://x/", "x", "", "", "> ?p ?o }"),
    "quoted triples": Family("ASK { ", "<<", "", ">>", " ?p ?o }"),
    "names of functions that change": Family("ASK {} #", "now#", "", "", ""),
    "words of a template": Family("ASK {} #", "construct ", "", "", ""),
}

# Counting these rows would take weeks on any graph.
ENDLESS: Final = {
    "a cross product": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(9))
    + " }",
    "two hundred patterns": "ASK { " + " ".join(f"?v{i} ?p{i} ?v{i + 1} ." for i in range(200)) + " }",
}

# These need more memory than there is.
GREEDY: Final = {
    "a string that grows": "SELECT (GROUP_CONCAT(CONCAT(STR(?c0), STR(?c1), STR(?c2))) AS ?n) { "
    + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(6))
    + " }",
    "a string that doubles": 'SELECT (STRLEN(?v40) AS ?n) { BIND("xxxxxxxxxxxxxxxx" AS ?v0) '
    + " ".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(40))
    + " }",
    "a string that is replaced": 'SELECT (STRLEN(?v12) AS ?n) { BIND("xxxxxxxxxxxxxxxx" AS ?v0) '
    + " ".join(f'BIND(REPLACE(?v{i}, "x", "{"x" * 16}") AS ?v{i + 1})' for i in range(12))
    + " }",
    "an order": "SELECT * { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(7)) + " } ORDER BY ?c0 ?c6",
    "distinct rows": "SELECT (COUNT(DISTINCT *) AS ?n) { "
    + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(7))
    + " }",
}

FLOODS: Final = {
    "select": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "construct": "CONSTRUCT { ?x ?b ?f } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l BIND(UUID() AS ?x) }",
}

# The quickest ways to end a worker.
CRASHING: Final = (GREEDY["a string that doubles"], GREEDY["a string that is replaced"])
