"""Asks every query of the catalogue on the released graph, beside the best form of it that is known.

    python benchmarks/queries.py [--build build] [--peer] [--publish]

Milliseconds are the median of seven asks through a worker process, as JSON. `benchmarks/best/NAME.rq` is the
fastest text known that gives the same rows as `queries/NAME.rq` with the values of its examples; where there
is none, the query itself is. Both are asked in turns, through a worker and, since its round trip makes fast
texts look slower, of the engine alone. The peer (`--peer`) is rdflib's own evaluator on the same graph, asked
once in the same run; some queries take it minutes.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
from measuring.report import arguments_for_output, deliver, machine, paragraph, table, times
from rdflib import Graph as RdflibGraph

from untoc_graph.rdf.engine import parse
from untoc_graph.rdf.formats import graph_format, result_format
from untoc_graph.rdf.terms import as_graph
from untoc_graph.settings import Settings
from untoc_graph.sparql.catalogue import Catalogue
from untoc_graph.store.embedded import EmbeddedStore
from untoc_graph.store.evaluation import Loaded
from untoc_graph.store.release import Release

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_BEST: Final = Path(__file__).with_name("best")
_TIMES: Final = 7
_JSON: Final = result_format("json")
# As many times its best form a query may take, and so many milliseconds at most.
_RATIO, _SLOWEST = 50.0, 1000.0
_SHOWN: Final = 12


@dataclass(frozen=True)
class Found:
    """What was found of one query, in milliseconds.

    Attributes:
        name: of its file.
        ours: as the catalogue has it.
        best: its best known form.
        alone: how many times its best form it takes in the engine alone.
        peer: rdflib's evaluator, None where it was not asked.
    """

    name: str
    ours: float
    best: float
    alone: float
    peer: float | None

    @property
    def ratio(self) -> float:
        """How many times its best form it takes, at most."""
        return max(self.ours / self.best, self.alone)


def main() -> None:
    """Run and report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--build", type=Path, default=Path("build"))
    parser.add_argument("--peer", action="store_true", help="also ask rdflib, once each")
    arguments_for_output(parser)
    arguments = parser.parse_args()
    release = Release.open(arguments.build)
    settings = Settings()
    catalogue = Catalogue.read(settings.queries)
    strangers = {path.stem for path in _BEST.glob("*.rq")} - set(catalogue)
    if strangers:
        raise SystemExit(f"best forms of no query: {', '.join(sorted(strangers))}")
    graph = RdflibGraph()
    if arguments.peer:
        graph = as_graph(parse(release.nquads.read_bytes(), graph_format("nquads")))
    loaded = Loaded.from_nquads(release.nquads.read_bytes())
    found = []
    with EmbeddedStore(release, settings) as store:
        for query in catalogue.values():
            print(query.name, file=sys.stderr)
            file = _BEST / f"{query.name}.rq"
            best = file.read_text() if file.exists() else query.text
            ours, other = compare(partial(_through_worker, store), query.name, query.text, best)
            engine = loaded.whole if "GRAPH" in query.text else loaded.plain
            direct, direct_other = compare(partial(_directly, engine), query.name, query.text, best)
            # The peer holds the union of the graphs: what asks for one by name has no answer there.
            peer = None
            if arguments.peer and "GRAPH" not in query.text:
                began = time.perf_counter()
                list(graph.query(query.text))
                peer = 1000 * (time.perf_counter() - began)
            alone = max(1.0, direct / direct_other)
            found.append(Found(query.name, ours, min(ours, other), alone, peer))
    raw = {"machine": machine(), "queries": [{**vars(one), "ratio": one.ratio} for one in found]}
    deliver(arguments, "queries", _text(found, release), raw)


def compare(ask: Callable[[str], bytes], name: str, text: str, best: str) -> tuple[float, float]:
    """Return the median milliseconds of two texts, asked in turns.

    Raises:
        SystemExit: they give other rows.
    """
    if _rows(ask(text)) != _rows(ask(best)):
        raise SystemExit(f"benchmarks/best/{name}.rq gives other rows than queries/{name}.rq")
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(_TIMES):
        for asked, seconds in zip((text, best), taken, strict=True):
            began = time.perf_counter()
            ask(asked)
            seconds.append(time.perf_counter() - began)
    ours, other = (1000 * statistics.median(seconds) for seconds in taken)
    return ours, ours if text == best else other


def _through_worker(store: EmbeddedStore, text: str) -> bytes:
    return store.evaluate(text, results=_JSON).content


def _directly(engine: ox.Store, text: str) -> bytes:
    found = engine.query(text)
    assert isinstance(found, ox.QuerySolutions)
    return found.serialize(format=ox.QueryResultsFormat.JSON) or b""


def _rows(document: bytes) -> Counter[str]:
    return Counter(json.dumps(row, sort_keys=True) for row in json.loads(document)["results"]["bindings"])


def _text(found: Sequence[Found], release: Release) -> str:
    slowest = sorted(found, key=lambda one: one.ours, reverse=True)
    shown = [one for index, one in enumerate(slowest) if index < _SHOWN or one.ratio >= 2]
    rest = [one for one in slowest if one not in shown]
    rows = [(one.name, f"{one.ours:.1f}", f"{one.best:.1f}", f"{times(one.alone)} x") for one in shown]
    furthest = max(found, key=lambda one: one.ratio)
    known = sum(one.best < one.ours for one in found)

    def said(reached: bool) -> str:
        return "reached" if reached else "**not reached**"

    parts = [
        paragraph(
            f"""
            {machine()} {len(found)} queries with the values of their examples, {release.triples:,} triples,
            median of {_TIMES} asks through a worker. For {known} of them a faster form is known; the others
            are compared with themselves.
            """
        ),
        paragraph(
            f"""
            Aimed at: each within {_RATIO:g} times its best known form ({said(furthest.ratio <= _RATIO)}: the
            furthest is {furthest.name} with {times(furthest.ratio)}), none over {_SLOWEST / 1000:g} s
            ({said(slowest[0].ours <= _SLOWEST)}: the slowest takes {slowest[0].ours:.0f} ms).
            """
        ),
        table(("query", "ms", "best form, ms", "in the engine alone"), rows),
    ]
    if rest:
        parts.append(f"All other {len(rest)} take at most {rest[0].ours:.0f} ms.")
    peers = sorted(one.peer / one.ours for one in found if one.peer is not None)
    if peers:
        parts.append(
            paragraph(
                f"""
                Beside rdflib's own evaluator on the same graph: of {len(peers)} queries that need no named
                graph, ours is {times(peers[0])} to {times(peers[-1])} times as fast, at the median
                {times(statistics.median(peers))} times.
                """
            )
        )
    return "\n\n".join(parts)


if __name__ == "__main__":
    main()
