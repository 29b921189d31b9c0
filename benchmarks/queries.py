"""Asks every query of the catalogue on the released graph, here and in rdflib, and compares.

    python benchmarks/queries.py [--build build] [--peer]

Milliseconds are the median of seven asks through a worker process, as JSON. The peer is rdflib's
own evaluator on the same graph, asked once in the same run (`--peer`; some queries take it minutes).
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path

from rdflib import Graph as RdflibGraph

from untoc_graph.rdf.engine import parse
from untoc_graph.rdf.formats import graph_format, result_format
from untoc_graph.rdf.terms import as_graph
from untoc_graph.settings import Settings
from untoc_graph.sparql.catalogue import Catalogue
from untoc_graph.store.embedded import EmbeddedStore
from untoc_graph.store.release import Release


def seconds(ask: object, times: int) -> float:
    """Median seconds of `times` calls."""
    assert callable(ask)
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def main() -> None:
    """Run and print a table, slowest first."""
    parser = argparse.ArgumentParser(description="Times every query of the catalogue.")
    parser.add_argument("--build", type=Path, default=Path("build"))
    parser.add_argument("--peer", action="store_true", help="also ask rdflib, once each")
    arguments = parser.parse_args()
    release = Release.open(arguments.build)
    settings = Settings()
    catalogue = Catalogue.read(settings.queries)
    graph = RdflibGraph()
    if arguments.peer:
        graph = as_graph(parse(release.nquads.read_bytes(), graph_format("nquads")))
    found = []
    with EmbeddedStore(release, settings) as store:
        for query in catalogue.values():
            text = query.text
            ours = seconds(
                lambda text=text: store.evaluate(
                    text, results=result_format("json"), graph=graph_format("turtle")
                ),
                7,
            )
            # The peer holds the union of the graphs: what asks for one by name has no answer there.
            alike = arguments.peer and "GRAPH" not in text
            theirs = seconds(lambda text=text: list(graph.query(text)), 1) if alike else None
            found.append((ours, theirs, query.name))
    for ours, theirs, name in sorted(found, reverse=True):
        ratio = "" if theirs is None else f"{theirs * 1000:10.0f} ms  {theirs / ours:8.0f} x"
        print(f"{name:36} {ours * 1000:8.1f} ms {ratio}")


if __name__ == "__main__":
    main()
