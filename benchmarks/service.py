"""Asks our endpoint and its peers the same queries over HTTP, in the same run, and compares.

    python benchmarks/service.py [--build build] [--rounds 3] [--seconds 1] [--classes point,join] [--publish]

The peers are `oxigraph serve-read-only`, the same engine in Rust, and rdflib-endpoint; `make bench` installs
both. The load is a closed loop of 1, 8 and 16 clients (wrk). Progress goes to standard error.
"""

from __future__ import annotations

import argparse
import contextlib
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from measuring import rounds, servers, slow_peer
from measuring.cases import CASES, CLIENTS, MODES, Mode
from measuring.load import Load, require_wrk
from measuring.plot import Row, draw
from measuring.processes import memory
from measuring.report import arguments_for_output, deliver, machine, paragraph, table, times

from untoc_graph.settings import Settings
from untoc_graph.sparql.catalogue import Catalogue
from untoc_graph.store.release import Release

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from measuring.rounds import Cell
    from measuring.slow_peer import Question

# How often rdflib-endpoint's time ours should be, on a small query and at the median of the questions.
_SMALL, _QUESTIONS = 6.0, 40.0
_MIB = 1 << 20


def main() -> None:
    """Run and report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--build", type=Path, default=Path("build"))
    parser.add_argument("--rounds", type=int, default=3, help="times that all loads are run")
    parser.add_argument("--seconds", type=int, default=1, help="length of one load")
    parser.add_argument("--classes", default="", help="only these, separated by commas")
    parser.add_argument("--most", type=float, default=10.0, help="seconds after which a question is given up")
    arguments_for_output(parser)
    arguments = parser.parse_args()
    require_wrk()
    names = {case.name for case in CASES}
    wanted = set(filter(None, arguments.classes.split(","))) or names
    if wanted - names:
        parser.error(f"no class {', '.join(sorted(wanted - names))}; there are {', '.join(sorted(names))}")
    release = Release.open(arguments.build)

    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as running:
        graphs, once = servers.graph_files(release, Path(folder))
        us = running.enter_context(servers.ours(arguments.build))
        at_start = {us.name: memory(us.process.pid)}
        with contextlib.ExitStack() as peers_running:
            variants = [
                peers_running.enter_context(
                    servers.oxigraph("oxigraph, union of graphs", graphs, union=True)
                ),
                peers_running.enter_context(servers.oxigraph("oxigraph, one graph", once, union=False)),
            ]
            at_start |= {server.name: memory(server.process.pid) for server in variants}
            peers, screened, rows = {}, {}, {}
            for case in CASES:
                if case.name in wanted:
                    print(f"warming up: {case.name}", file=sys.stderr)
                    rows[case.name] = rounds.same_answers(case, [us, *variants])
                    peers[case.name], screened[case.name] = rounds.better(case, us, variants)
            cells = rounds.rounds(us, peers, arguments.rounds, arguments.seconds)
        with servers.rdflib_endpoint(once) as slow:
            at_start[slow.name] = memory(slow.process.pid)
            slow_loads = slow_peer.loads(slow, wanted)
        found = slow_peer.questions(us, once, Catalogue.read(Settings().queries), arguments.most)

    peaks = _peaks(cells, slow_loads)
    text = "\n\n".join(
        [
            paragraph(f"{machine()} {release.triples:,} triples, release {release.id}."),
            _told(arguments, cells, slow_loads),
            "![Requests a second of untoc serve for one of oxigraph serve-read-only](service.svg)",
            _reached(cells, slow_loads, found),
            _table(cells, rows),
            _slow_table(cells, slow_loads),
            _question_table(found, arguments.most),
            _memory(at_start, peaks),
        ]
    )
    raw = {
        "machine": machine(),
        "release": release.id,
        "triples": release.triples,
        "rounds": arguments.rounds,
        "seconds": arguments.seconds,
        "cells": [cell.raw() for cell in cells],
        "screening": {name: _rounded(rates) for name, rates in screened.items()},
        "rdflib-endpoint": [
            {"case": name, "mode": mode, "clients": clients, **_rounded(vars(load))}
            for (name, mode, clients), load in slow_loads.items()
        ],
        "questions": [question.raw() for question in found],
        "bytes at start": at_start,
        "bytes at most": peaks,
    }
    deliver(arguments, "service", text, raw, {"service.svg": _plot(cells)})


def _told(
    arguments: argparse.Namespace, cells: Sequence[Cell], slow: Mapping[tuple[str, Mode, int], Load]
) -> str:
    failed = sum(cell.ours.failed + cell.peer.failed for cell in cells)
    failed += sum(load.failed for load in slow.values())
    return paragraph(
        f"""
        Each load is a closed loop of clients for {arguments.seconds} s, JSON results, the same `Accept` for
        all; figures are the median of {arguments.rounds} rounds in which the servers take turns. *Repeated*
        is the same text again, which our cache of replies answers; *cold* is another text each time (a
        comment with a random number), so that every request is parsed and evaluated. `untoc serve` runs as
        users run it, but without the rate limit for one client, since one client sends everything.
        `oxigraph serve-read-only` was tried with the named graphs and their union, and, which is kinder to
        it, with every triple once in one graph; by class the faster of the two is the peer here. The load
        generator shares the cores with the servers. Replies with a status of 400 or more, broken or late
        ones: {failed}.
        """
    )


def _reached(
    cells: Sequence[Cell], slow: Mapping[tuple[str, Mode, int], Load], found: Sequence[Question]
) -> str:
    """Return what was aimed at and what was reached, row by row."""
    rows: list[tuple[str, str, str, str]] = []

    def add(what: str, bar: float, ratio: float) -> None:
        rows.append((what, f"{bar:g} x", f"{times(ratio)} x", "yes" if ratio >= bar else "**no**"))

    for case in CASES:
        for mode in MODES:
            ratios = [
                cell.ratio
                for cell in cells
                if cell.case is case and cell.mode == mode and cell.clients >= CLIENTS[1]
            ]
            if ratios:
                add(f"{case.name}, {mode}, beside oxigraph", case.bar(mode), min(ratios))
    by_key = {(cell.case.name, cell.mode, cell.clients): cell.ours.rate for cell in cells}
    for name in ("point", "lookup"):
        for mode in MODES:
            ratios = [
                by_key[name, mode, clients] / slow[name, mode, clients].rate
                for clients in slow_peer.CLIENTS
                if (name, mode, clients) in slow
            ]
            if ratios:
                add(f"{name}, {mode}, beside rdflib-endpoint", _SMALL, min(ratios))
    if found:
        middle = statistics.median(question.ratio for question in found)
        add(f"median of {len(found)} questions, beside rdflib-endpoint", _QUESTIONS, middle)
    head = (
        "what (the lowest of 8 and 16 clients; of 1 and 8 beside rdflib-endpoint)",
        "aim",
        "found",
        "reached",
    )
    return table(head, rows)


def _table(cells: Sequence[Cell], rows: Mapping[str, int]) -> str:
    lines = []
    for case in CASES:
        for mode in MODES:
            these = {cell.clients: cell for cell in cells if cell.case is case and cell.mode == mode}
            if not these:
                continue
            middle = these[CLIENTS[1]]
            lines.append(
                (
                    f"{case.name}, {mode}",
                    *(times(these[clients].ratio) for clients in CLIENTS),
                    f"{middle.ours.rate:,.0f}",
                    f"{middle.peer.rate:,.0f}",
                    f"{middle.ours.median:.2f} / {middle.ours.p99:.2f}",
                    f"{middle.peer.median:.2f} / {middle.peer.p99:.2f}",
                )
            )
    heading = paragraph(
        """
        Ratio of requests a second to those of the peer, and the figures with 8 clients; milliseconds are
        median / 99th percentile:
        """
    )
    head = (
        "class",
        *(f"ratio, {clients}" for clients in CLIENTS),
        "ours /s",
        "peer /s",
        "ours ms",
        "peer ms",
    )
    told = "\n".join(
        f"- *{case.name}*: {case.about} ({rows[case.name]:,} rows; the peer is "
        f"{next(cell.peer_name for cell in cells if cell.case is case)})"
        for case in CASES
        if case.name in rows
    )
    return f"{heading}\n\n{table(head, lines)}\n\n{told}"


def _slow_table(cells: Sequence[Cell], slow: Mapping[tuple[str, Mode, int], Load]) -> str:
    by_key = {(cell.case.name, cell.mode, cell.clients): cell.ours.rate for cell in cells}
    lines = []
    for case in CASES:
        for mode in MODES:
            if (case.name, mode, 1) in slow:
                pairs = [
                    (by_key[case.name, mode, clients], slow[case.name, mode, clients].rate)
                    for clients in slow_peer.CLIENTS
                ]
                lines.append(
                    (
                        f"{case.name}, {mode}",
                        *(f"{theirs:,.1f}" for _, theirs in pairs),
                        *(times(ours / theirs) for ours, theirs in pairs),
                    )
                )
    head = (
        "class",
        *(f"their requests a second, {clients}" for clients in slow_peer.CLIENTS),
        *(f"ratio, {clients}" for clients in slow_peer.CLIENTS),
    )
    told = paragraph(
        """
        rdflib-endpoint (uvicorn, one graph in memory), one round; it keeps parsed queries, so that the same
        text is faster there too. Where one request takes more than 0.1 s, its rate is that of one request:
        """
    )
    return f"{told}\n\n{table(head, lines)}"


def _question_table(found: Sequence[Question], most: float) -> str:
    lines = [
        (
            question.name,
            f"{question.ours:.1f}",
            f"{question.theirs:,.0f}",
            f"{'at least ' if question.said.startswith('given up') else ''}{times(question.ratio)}",
            question.said,
        )
        for question in sorted(found, key=lambda question: question.ratio)
    ]
    head = ("question", "ours ms", "theirs ms", "ratio", "remark")
    told = paragraph(
        f"""
        Ten questions of `queries/` that need no named graph, asked of rdflib-endpoint once each and given up
        after {most:g} s:
        """
    )
    return f"{told}\n\n{table(head, lines)}"


def _memory(at_start: Mapping[str, int], peaks: Mapping[str, int]) -> str:
    lines = [
        (name, f"{size / _MIB:,.0f}", f"{max(size, peaks.get(name, 0)) / _MIB:,.0f}")
        for name, size in at_start.items()
    ]
    told = paragraph(
        """
        Memory of all processes of a server in MiB, shared pages divided among them (ours holds the release
        twice in memory; the peer maps files, which count where they are mapped):
        """
    )
    head = ("server", "when it starts", "at most")
    return f"{told}\n\n{table(head, lines)}"


def _peaks(cells: Sequence[Cell], slow: Mapping[tuple[str, Mode, int], Load]) -> dict[str, int]:
    peaks: dict[str, int] = {}
    for cell in cells:
        for name, runs in cell.runs.items():
            peaks[name] = max(peaks.get(name, 0), *(load.memory for load in runs))
    if slow:
        peaks["rdflib-endpoint"] = max(load.memory for load in slow.values())
    return peaks


def _plot(cells: Sequence[Cell]) -> str:
    rows = []
    for mode in MODES:
        for case in CASES:
            ratios = {cell.clients: cell.ratio for cell in cells if cell.case is case and cell.mode == mode}
            if ratios:
                rows.append(Row(f"{case.name}, {mode}", case.bar(mode), ratios))
    return draw(
        "untoc serve beside oxigraph serve-read-only",
        "requests a second for one of the peer's, by class of query (logarithmic; right of 1 is faster)",
        rows,
    )


def _rounded(figures: Mapping[str, Any]) -> dict[str, Any]:
    return {name: round(value, 3) for name, value in figures.items()}


if __name__ == "__main__":
    main()
