"""The queries that every server is asked, by class, and the ratio to the peer that each should reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from untoc_graph.namespaces import PREFIXES

__all__ = ["ACCEPT", "CASES", "CLIENTS", "MODES", "Case", "Mode"]

Mode = Literal["repeated", "cold"]

MODES: Final[tuple[Mode, ...]] = ("repeated", "cold")
CLIENTS: Final = (1, 8, 16)
ACCEPT: Final = "application/sparql-results+json"


@dataclass(frozen=True)
class Case:
    """A class of queries, by one example.

    Attributes:
        name: how the class is called.
        about: what the example asks for.
        rows: how many rows it has on the released graph, about.
        pattern: the query without prefixes.
        bars: requests a second as a multiple of the peer's, at 8 and 16 clients, by mode.
    """

    name: str
    about: str
    rows: int
    pattern: str
    bars: tuple[float, float]

    @property
    def text(self) -> str:
        """The query with the prefixes that it uses."""
        used = sorted(prefix for prefix in PREFIXES if f"{prefix}:" in self.pattern)
        return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in used) + self.pattern

    def bar(self, mode: Mode) -> float:
        """The ratio that is to be reached."""
        return self.bars[MODES.index(mode)]


_SMALL: Final = (1.5, 0.35)
_JOINED: Final = (0.9, 0.9)
_LARGE: Final = (0.6, 0.6)

CASES: Final = (
    Case(
        "point",
        "instruments that one participant is party to: one pattern",
        4,
        "SELECT ?instrument WHERE { participant:ITA untoc:partyTo ?instrument }",
        _SMALL,
    ),
    Case(
        "lookup",
        "where one participant stands towards each instrument, with dates where there are any",
        4,
        """\
SELECT ?instrument ?status ?signed ?since WHERE {
  ?participation a untoc:Participation ;
    untoc:participant participant:ITA ;
    untoc:instrument ?instrument ;
    untoc:participationStatus ?status .
  OPTIONAL { ?participation untoc:signedOn ?signed }
  OPTIONAL { ?participation untoc:inForceFrom ?since }
}""",
        _SMALL,
    ),
    Case(
        "describe",
        "all properties and values of one participant",
        56,
        "SELECT ?property ?value WHERE { participant:ITA ?property ?value }",
        _SMALL,
    ),
    Case(
        "join",
        "parties of one instrument with English names, in the order of joining",
        120,
        """\
SELECT ?participant ?name ?since WHERE {
  ?participation untoc:instrument instrument:firearms ;
    untoc:participant ?participant ;
    untoc:inForceFrom ?since .
  ?participant skos:prefLabel ?name .
  FILTER(LANG(?name) = "en")
}
ORDER BY ?since ?name""",
        _JOINED,
    ),
    Case(
        "aggregate",
        "number of parties by instrument and regional group",
        20,
        """\
SELECT ?instrument ?group (COUNT(DISTINCT ?participant) AS ?parties) WHERE {
  ?participant untoc:partyTo ?instrument ;
    untoc:regionalGroup ?group .
}
GROUP BY ?instrument ?group""",
        _JOINED,
    ),
    Case(
        "path",
        "parties of one instrument in a region and all its parts: skos:broader* with a join",
        21,
        """\
SELECT ?participant ?region WHERE {
  ?region skos:broader* region:002 .
  ?participant untoc:region ?region ;
    untoc:partyTo instrument:firearms .
}""",
        _JOINED,
    ),
    Case(
        "rows",
        "10,000 rows of things and their sources",
        10_000,
        "SELECT ?thing ?source WHERE { ?thing dcterms:source ?source } LIMIT 10000",
        _LARGE,
    ),
)
