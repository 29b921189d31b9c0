"""Where facts were read and how sure they are: what every footnote of a page says."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rdflib import URIRef

from untoc_graph.namespaces import BASE, PREFIXES
from untoc_graph.sparql.term_text import query_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from untoc_graph.views.reading import Reading

__all__ = ["Evidence", "Evidences", "Source"]

_CONFIDENCE: Final = PREFIXES["confidence"]
_READING: Final = PREFIXES["reading"]
_GRADES: Final = (_CONFIDENCE, _READING)
_INSTRUMENTS: Final = PREFIXES["instrument"]
_GROUNDS: Final = (
    "dcterms:source|untoc:corroboratedBy|untoc:existenceCorroboratedBy|untoc:confidence|untoc:reading"
)
# The more doubtful first: a fact made of several is as sure as the least sure of them.
_DOUBT: Final = ("unsourced", "disputed", "existence-only", "sourced-one", "sourced-two")
_READINGS: Final = ("low", "medium", "high")


@dataclass(frozen=True)
class Source:
    """Something that was read.

    Attributes:
        iri: of the source in the graph.
        title: what it is.
        locator: where it was found; a web address or the name of a copy.
        as_of: the day for which it speaks, as it says; "" where it does not.
    """

    iri: str
    title: str
    locator: str
    as_of: str


@dataclass(frozen=True)
class Evidence:
    """What a fact rests on.

    Attributes:
        sources: what was read, by title.
        confidence: key of `confidence/…`, "" where the fact has none of its own.
        reading: how sure the structured reading is, key of `reading/…`, or "".
        derived: whether a rule made the fact out of others, whose sources these are.
    """

    sources: tuple[Source, ...]
    confidence: str
    reading: str
    derived: bool


class Evidences:
    """What the facts of one release rest on; threads may share one."""

    def __init__(self, reading: Reading) -> None:
        """Take what reads; nothing is read yet."""
        self._reading = reading
        self._sources: dict[str, Source] | None = None

    def of(self, iris: Iterable[str]) -> dict[str, Evidence]:
        """Return what each fact rests on, in one query; a fact that names no source is left out.

        Args:
            iris: facts (acts, statements, participations, any node that has a source), or sources themselves.

        Raises:
            QueryError: the store did not answer.
        """
        facts = sorted({iri for iri in iris if iri.startswith(BASE)})
        if not facts:
            return {}
        known = self._known_sources()
        named: dict[str, set[str]] = defaultdict(set)
        grades: dict[str, set[str]] = defaultdict(set)
        derived: set[str] = set()
        for fact in facts:
            if fact in known:
                named[fact].add(fact)
        for row in self._reading.select(_grounds(facts)):
            # What all participations have in common says nothing about this one.
            if row.node is not None and row.node.startswith(_INSTRUMENTS):
                continue
            if row.node is not None:
                derived.add(row.fact)
            (grades if row.ground.startswith(_GRADES) else named)[row.fact].add(row.ground)
        return {
            fact: Evidence(
                # A provision or another thing of ours may be named as the source of a reading.
                tuple(
                    sorted(
                        (known.get(iri) or Source(iri, "", "", "") for iri in found),
                        key=lambda source: (source.title, source.iri),
                    )
                ),
                _least(grades[fact], _CONFIDENCE, _DOUBT),
                _least(grades[fact], _READING, _READINGS),
                fact in derived,
            )
            for fact, found in named.items()
        }

    def _known_sources(self) -> dict[str, Source]:
        """Return all sources of the release, which are few and are named on every page."""
        if self._sources is None:
            self._sources = {
                row.source: Source(
                    str(row.source), str(row.title), str(row.locator or ""), str(row.day or row.note or "")
                )
                for row in self._reading.rows("sources")
            }
        return self._sources


def _grounds(facts: Iterable[str]) -> str:
    """Return the query for the sources and grades of facts, and of those that they were derived from."""
    listed = " ".join(query_text(URIRef(iri)) for iri in facts)
    return f"""PREFIX dcterms: <http://purl.org/dc/terms/>
        PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX untoc: <https://w3id.org/untoc/ontology#>
        SELECT ?fact ?node ?ground WHERE {{
          {{
            VALUES ?fact {{ {listed} }}
            ?fact {_GROUNDS} ?ground
          }} UNION {{
            VALUES ?fact {{ {listed} }}
            ?fact prov:wasDerivedFrom ?node .
            ?node {_GROUNDS} ?ground
          }}
        }}"""


def _least(grades: set[str], start: str, order: tuple[str, ...]) -> str:
    keys = {grade.removeprefix(start) for grade in grades if grade.startswith(start)}
    return next((key for key in order if key in keys), "")
