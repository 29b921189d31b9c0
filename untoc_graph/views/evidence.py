"""Where facts were read and how sure they are: what every footnote of a page says."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rdflib import URIRef
from rdflib.namespace import DCTERMS

from untoc_graph.namespaces import BASE, PREFIXES, UNTOC
from untoc_graph.sparql.term_text import query_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from untoc_graph.views.reading import Reading

__all__ = ["Evidence", "Evidences", "Source"]

_CONFIDENCE: Final = PREFIXES["confidence"]
_READING: Final = PREFIXES["reading"]
_INSTRUMENTS: Final = PREFIXES["instrument"]
_BASIS: Final = PREFIXES["date-basis"]
_SIGNATURE: Final = str(UNTOC.Signature)
_UNSOURCED: Final = f"{PREFIXES['source']}unsourced"
# What a source can give of a fact, and its grades.
_GIVING: Final = {
    str(DCTERMS.source): "sources",
    str(UNTOC.corroboratedBy): "sources",
    str(UNTOC.existenceCorroboratedBy): "existence",
    str(UNTOC.readBeside): "beside",
    str(UNTOC.nameSource): "names",
}
_GRADING: Final = (str(UNTOC.confidence), str(UNTOC.reading), str(UNTOC.dateBasis))
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
        sources: what gives the fact, with its day where it has one, by title.
        confidence: key of `confidence/…`, "" where the fact has none of its own.
        reading: how sure the structured reading is, key of `reading/…`, or "".
        derived: whether a rule made the fact out of others, whose sources these are.
        existence: what gives that an act took place, and not its day.
        beside: what was read beside the one source: a copy, a translation, a table of days.
        names: what gives only names in other languages.
        computed: whether the day is computed back from the entry into force, which the sources give.
        in_part: whether a part of it was recalled and no document was found for it.
    """

    sources: tuple[Source, ...]
    confidence: str
    reading: str
    derived: bool
    existence: tuple[Source, ...] = ()
    beside: tuple[Source, ...] = ()
    names: tuple[Source, ...] = ()
    computed: bool = False
    in_part: bool = False


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
        named: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        grades: dict[str, set[str]] = defaultdict(set)
        derived: set[str] = set()
        for fact in facts:
            if fact in known:
                named[fact]["sources"].add(fact)
        rows = list(self._reading.select(_grounds(facts)))
        signatures = {row.node for row in rows if row.ground == _SIGNATURE}
        # From what each was derived; what all participations have in common says nothing about this one.
        bases: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            if row.node is not None and not row.node.startswith(_INSTRUMENTS):
                bases[row.fact].add(row.node)
        # Whoever consented is bound by the consent: where its signature was read is no matter.
        told = {fact: nodes - signatures or nodes for fact, nodes in bases.items()}
        for row in rows:
            if row.node is not None:
                if row.node not in told.get(row.fact, ()):
                    continue
                derived.add(row.fact)
            if row.ground == _SIGNATURE:
                continue
            if row.role in _GIVING:
                named[row.fact][_GIVING[row.role]].add(row.ground)
            else:
                grades[row.fact].add(row.ground)
        return {fact: self._evidence(found, grades[fact], fact in derived) for fact, found in named.items()}

    def _evidence(self, found: Mapping[str, set[str]], grades: set[str], derived: bool) -> Evidence:
        known = self._known_sources()
        confidence = _least(grades, _CONFIDENCE, _DOUBT)
        sources = set(found.get("sources", ()))
        if confidence == "existence-only":
            # No day is told: all that was read gives the same.
            sources |= found.get("existence", set())
        in_part = _UNSOURCED in sources and len(sources) > 1

        def told(iris: Iterable[str]) -> tuple[Source, ...]:
            # A provision or another thing of ours may be named as the source of a reading.
            each = (known.get(iri) or Source(iri, "", "", "") for iri in iris)
            return tuple(sorted(each, key=lambda source: (source.title, source.iri)))

        return Evidence(
            told(sources - {_UNSOURCED} if in_part else sources),
            confidence,
            _least(grades, _READING, _READINGS),
            derived,
            existence=told(found.get("existence", set()) - sources),
            beside=told(found.get("beside", set()) - sources),
            names=told(found.get("names", set()) - sources),
            computed=any(grade.startswith(f"{_BASIS}computed") for grade in grades),
            in_part=in_part,
        )

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
    roles = ", ".join(query_text(URIRef(role)) for role in (*_GIVING, *_GRADING))
    return f"""PREFIX prov: <http://www.w3.org/ns/prov#>
        SELECT ?fact ?node ?role ?ground WHERE {{
          {{
            VALUES ?fact {{ {listed} }}
            ?fact ?role ?ground
            FILTER(?role IN ({roles}))
          }} UNION {{
            VALUES ?fact {{ {listed} }}
            ?fact prov:wasDerivedFrom ?node .
            ?node ?role ?ground
            FILTER(?role IN ({roles}) || ?ground = {query_text(UNTOC.Signature)})
          }}
        }}"""


def _least(grades: set[str], start: str, order: tuple[str, ...]) -> str:
    keys = {grade.removeprefix(start) for grade in grades if grade.startswith(start)}
    return next((key for key in order if key in keys), "")
