"""What a release describes: the keys of each collection, what was withdrawn, and how collections are called.

Read once for each release, so that whether a thing is there costs no query.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from untoc_graph.namespaces import BASE, COLLECTIONS, UNTOC

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from untoc_graph.linked.asking import Ask

__all__ = ["Directory", "read_directory"]

_THING: Final = re.compile(rf"{re.escape(BASE)}([a-z-]+)/([A-Za-z0-9][A-Za-z0-9._-]*)(#.*)?")
_DIGITS: Final = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Directory:
    """The things of a release.

    Attributes:
        keys: by collection, the keys of its things in order; those of withdrawn things are left out.
        withdrawn: by the IRI of each withdrawn thing, what replaces it.
        parts: by IRI of a thing, the IRIs below it (`…/untoc#part`) that are described with it.
        kinds: by collection, the class or the scheme that all its things have in common.
        classes: by IRI of a thing, the IRIs of its classes.
    """

    keys: Mapping[str, tuple[str, ...]]
    withdrawn: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, str]
    classes: Mapping[str, tuple[str, ...]]

    @cached_property
    def known(self) -> frozenset[tuple[str, str]]:
        """Collection and key of each thing that was not withdrawn."""
        return frozenset((collection, key) for collection, keys in self.keys.items() for key in keys)


def read_directory(ask: Ask) -> Directory:
    """Return what the release that is asked describes; raises QueryError."""
    withdrawn: defaultdict[str, list[str]] = defaultdict(list)
    for thing, successor in ask.select(_WITHDRAWN):
        withdrawn[thing] += [successor] if successor else []
    keys: defaultdict[str, list[str]] = defaultdict(list)
    parts: defaultdict[str, list[str]] = defaultdict(list)
    for (iri,) in ask.select("SELECT DISTINCT ?s WHERE { ?s ?p ?o }"):
        found = _THING.fullmatch(iri)
        if found is None or found[1] not in COLLECTIONS:
            continue
        if found[3]:
            parts[iri.removesuffix(found[3])].append(iri)
        elif iri not in withdrawn:
            keys[found[1]].append(found[2])
    classes: defaultdict[str, set[str]] = defaultdict(set)
    schemes: defaultdict[str, set[str]] = defaultdict(set)
    for thing, kind, scheme in ask.select(_KINDS):
        classes[thing].add(kind)
        schemes[thing].add(scheme)
    return Directory(
        {collection: tuple(sorted(keys[collection], key=_natural)) for collection in sorted(keys)},
        {thing: tuple(successors) for thing, successors in withdrawn.items()},
        {thing: tuple(sorted(each)) for thing, each in parts.items()},
        _kinds(keys, classes, schemes, ask),
        {thing: tuple(sorted(each)) for thing, each in classes.items()},
    )


def _kinds(
    keys: Mapping[str, Sequence[str]],
    classes: Mapping[str, set[str]],
    schemes: Mapping[str, set[str]],
    ask: Ask,
) -> dict[str, str]:
    """Return what the things of each collection share: the nearest class of ours, or else a scheme."""
    above: defaultdict[str, list[str]] = defaultdict(list)
    for lower, upper in ask.select("SELECT ?lower ?upper WHERE { ?lower rdfs:subClassOf ?upper }"):
        above[lower].append(upper)
    kinds = {}
    for collection, each in keys.items():
        things = [f"{BASE}{collection}/{key}" for key in each]
        sorts = {frozenset(classes.get(thing, ())) for thing in things}
        common = frozenset.intersection(
            *(frozenset().union(*(_with_all_above(kind, above) for kind in sort)) for sort in sorts)
        )
        # The nearest is the one that has the most above it.
        own = sorted(kind for kind in common if kind.startswith(str(UNTOC)))
        nearest = max(own, key=lambda kind: len(_with_all_above(kind, above)), default="")
        shared = set.intersection(*(schemes.get(thing, set()) for thing in things)) - {""}
        if nearest or shared:
            kinds[collection] = nearest or min(shared)
    return kinds


def _with_all_above(kind: str, above: Mapping[str, Sequence[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [kind]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += above.get(each, ())
    return found


def _natural(key: str) -> list[tuple[int, int, str]]:
    """Order 2 before 10."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in _DIGITS.split(key) if part]


_WITHDRAWN: Final = """\
SELECT ?thing ?successor WHERE {
  ?thing owl:deprecated true
  OPTIONAL { ?thing dcterms:isReplacedBy ?successor }
} ORDER BY ?thing ?successor"""
_KINDS: Final = """\
SELECT DISTINCT ?thing ?kind ?scheme WHERE { ?thing a ?kind OPTIONAL { ?thing skos:inScheme ?scheme } }"""
