"""Derives facts from facts: CONSTRUCT rules of `ontology/rules/`, each citing the provisions it applies.

Rules run in the order of their names until none adds anything, so that a rule may use what another derived.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import RDF, Literal
from rdflib.namespace import DCTERMS, SKOS

from untoc_graph.errors import QuerySyntaxError, RuleError
from untoc_graph.namespaces import UNTOC, graph_iri, mint, provision_key
from untoc_graph.rdf.engine import Quad, Store, evaluate_construct
from untoc_graph.rdf.terms import from_rdflib

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from untoc_graph.graph.triples import Triple

__all__ = ["Rule", "derive", "read_rules"]

_HEADER = re.compile(r"^# (title|description|applies): (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Rule:
    """A rule file.

    Attributes:
        name: file name without its ending; the rule is `rule/{name}`.
        title: what the rule says, in a sentence.
        description: why, where the title does not say it all.
        applies: keys of the provisions that it applies.
        text: the CONSTRUCT query.
    """

    name: str
    title: str
    description: str
    applies: tuple[str, ...]
    text: str

    def triples(self) -> Iterator[Triple]:
        """Yield the rule as a thing of the graph, so that `untoc:derivedBy` leads somewhere."""
        node = mint("rule", self.name)
        yield node, RDF.type, UNTOC.Rule
        yield node, SKOS.prefLabel, Literal(self.title, lang="en")
        if self.description:
            yield node, SKOS.definition, Literal(self.description, lang="en")
        for key in self.applies:
            yield node, UNTOC.applies, mint("provision", key)
        yield node, DCTERMS.source, mint("source", "untoc-graph")


def read_rules(folder: Path) -> tuple[Rule, ...]:
    """Return the rules of a folder, by name.

    Raises:
        RuleError: a rule has no title, cites no provision, or does not leave `untoc:derivedBy` with its name.
    """
    rules = []
    for path in sorted(folder.glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        header: dict[str, str] = dict(_HEADER.findall(text))
        for field in ("title", "applies"):
            if field not in header:
                raise RuleError(f'{path.name}:1: the header lacks "# {field}: …"')
        if f"rule:{path.stem}" not in text:
            raise RuleError(f"{path.name}: the CONSTRUCT must leave `untoc:derivedBy rule:{path.stem}`")
        applies = tuple(provision_key(part.strip()) for part in header["applies"].split(","))
        rules.append(Rule(path.stem, header["title"], header.get("description", ""), applies, text))
    if not rules:
        raise RuleError(f"there are no rules in {folder}")
    return tuple(rules)


def derive(store: Store, rules: tuple[Rule, ...]) -> list[Quad]:
    """Return what the rules derive from the facts in `store`, and leave it there in a graph of its own.

    Raises:
        RuleError: a rule is not a CONSTRUCT query.
    """
    graph = from_rdflib(graph_iri("derived"))
    derived: dict[Quad, None] = {}
    while True:
        before = len(derived)
        for rule in rules:
            try:
                found = [
                    Quad(t.subject, t.predicate, t.object, graph)
                    for t in evaluate_construct(store, rule.text)
                ]
            except QuerySyntaxError as error:
                place = f":{error.line}:{error.column}" if error.line else ""
                raise RuleError(f"{rule.name}.rq{place}: {error}") from error
            store.extend(found)
            derived.update(dict.fromkeys(found))
        if len(derived) == before:
            return list(derived)
