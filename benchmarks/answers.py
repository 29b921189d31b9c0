"""Times the cooperation answer, and computes it for every ordered pair of the parties to the Convention.

    python benchmarks/answers.py [--build build] [--asks 200] [--publish]

*First* is an answer whose two participants have not been read yet, *kept* one whose have; both are asked in
this process, of a worker. The peer is the catalogue: the four questions on two participants in `queries/`,
which
give a part of the answer, asked of the same worker in turns. All pairs: each is answered for all crimes
and all
forms, and each statement of each answer is looked at for the facts it rests on. Progress goes to stderr.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from measuring.report import arguments_for_output, deliver, machine, paragraph, table, times

from untoc_graph import Graph
from untoc_graph.answers.cooperation import cooperation
from untoc_graph.answers.desk import Desk
from untoc_graph.answers.law import CONVENTION

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from untoc_graph.answers.cooperation import Cooperation

_AIM: Final = 50.0
_QUESTION: Final = {"crime": "human-trafficking", "form": "extradition", "on": "2024-06-01"}
_PATHS: Final = {
    "Convention offence": ("convention-offence", "untoc"),
    "Trafficking offence": ("protocol-offence", "trafficking"),
    "Smuggling offence": ("protocol-offence", "smuggling"),
    "Firearms offence": ("protocol-offence", "firearms"),
    "serious crime": ("serious-crime", "untoc"),
}


def main() -> None:
    """Run and report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--build", type=Path, default=Path("build"))
    parser.add_argument("--asks", type=int, default=200, help="answers of each kind")
    arguments_for_output(parser)
    arguments = parser.parse_args()
    with Graph.open(arguments.build) as graph:
        desk = graph.desk
        parties = _parties(desk)
        timed = answer_times(graph, parties, arguments.asks)
        pairs = all_pairs(desk, parties)
        release = graph.release.id
    raw = {"machine": machine(), "release": release, "milliseconds": timed, "pairs": pairs}
    deliver(arguments, "answers", _text(release, len(parties), timed, pairs), raw)


def _parties(desk: Desk) -> list[str]:
    """Return the keys of all that are bound by the Convention as of the date of the data."""
    law = desk.reader.law
    return [
        dossier.key
        for dossier in desk.reader.dossiers(desk.reader.names.participants)
        if (found := dossier.participations.get(CONVENTION)) is not None
        and found.by is not None
        and (found.in_force_from or found.not_after or law.as_of) <= law.as_of
    ]


def answer_times(graph: Graph, parties: Sequence[str], count: int) -> dict[str, list[float]]:
    """Return the milliseconds of answers, first and kept, and of the questions of the catalogue."""
    choose = random.Random(1)
    kept = graph.desk
    taken: dict[str, list[float]] = defaultdict(list)
    fresh: Desk | None = None
    for _ in range(count):
        # Extradition is between states.
        one, other = choose.sample([party for party in parties if party != "EU"], 2)
        # A desk that knows the law and the names, and nobody's dossier.
        fresh = Desk(graph, graph.release.id)
        fresh.reader.law, fresh.reader.names  # noqa: B018  read before the clock starts
        for name, ask in (
            ("first", lambda: fresh.cooperate(one, other, **_QUESTION)),  # noqa: B023
            ("kept", lambda: kept.cooperate(one, other, **_QUESTION)),  # noqa: B023
            ("catalogue", lambda: _catalogue(graph, one, other)),  # noqa: B023
        ):
            taken[name].append(_milliseconds(ask))
    return taken


def _catalogue(graph: Graph, one: str, other: str) -> None:
    on, crime = _QUESTION["on"], _QUESTION["crime"]
    sides = {"requesting": one, "requested": other}
    graph.answer("instruments-between", **sides, crime=crime, on=on)
    graph.answer("offence-paths-between", **sides, crime=crime, on=on)
    graph.answer("extradition-between", **sides, on=on)
    graph.answer("forms-for-crime", crime=crime)


def _milliseconds(ask: Callable[[], object]) -> float:
    begun = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - begun)


def all_pairs(desk: Desk, parties: Sequence[str]) -> dict[str, Any]:
    """Return the counts over all ordered pairs: errors, statements without facts, forms by path."""
    law = desk.reader.law
    dossiers = dict(zip(parties, desk.reader.dossiers(parties), strict=True))
    offered: dict[str, Counter[str]] = defaultdict(Counter)
    paths: Counter[str] = Counter()
    positions: Counter[str] = Counter()
    found: Counter[str] = Counter()
    begun = time.perf_counter()
    for number, one in enumerate(parties, 1):
        for other in parties:
            if other == one:
                continue
            answer = cooperation(law, dossiers[one], dossiers[other], None, None, law.as_of)
            found["answers"] += 1
            _count(answer, offered, paths, positions, found)
        if sys.stderr.isatty() or number % 20 == 0:
            print(f"{number} of {len(parties)} requesting participants", file=sys.stderr)
    return {
        **found,
        "seconds": time.perf_counter() - begun,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "paths": dict(paths),
        "16(5)": dict(positions),
        "forms": {form: dict(counts) for form, counts in offered.items()},
    }


def _count(
    answer: Cooperation,
    offered: dict[str, Counter[str]],
    paths: Counter[str],
    positions: Counter[str],
    found: Counter[str],
) -> None:
    open_ = {(path.kind, path.instrument.key) for path in answer.paths if path.standing != "not-known"}
    kinds = {name for name, path in _PATHS.items() if path in open_}
    paths.update(kinds)
    for form in answer.forms:
        if form.available:
            offered[form.form.name].update(kinds)
    if answer.extradition is not None:
        positions[answer.extradition.requested_16_5] += 1
    for _, finding in answer.findings():
        found["statements"] += 1
        found["statements without a fact"] += not finding.facts
    found["answers with an instrument that is not known"] += any(
        each.in_force_between is None for each in answer.instruments
    )


def _text(release: str, parties: int, timed: dict[str, list[float]], pairs: dict[str, Any]) -> str:
    medians = {name: statistics.median(values) for name, values in timed.items()}
    rows = [
        (name, f"{medians[name]:.1f}", f"{sorted(values)[len(values) * 99 // 100]:.1f}")
        for name, values in timed.items()
    ]
    alike: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for name, counts in pairs["forms"].items():
        alike[tuple(counts.get(path, 0) for path in _PATHS)].append(name)
    forms = [
        (
            names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more",
            *(f"{count:,}" for count in counts),
        )
        for counts, names in alike.items()
    ]
    said = ", ".join(f"{name} {count:,}" for name, count in sorted(pairs["16(5)"].items()))
    return "\n\n".join(
        (
            f"{machine()} Release {release}.",
            table(("answer", "median, ms", "99th percentile, ms"), rows),
            paragraph(
                f"Aimed at: a bilateral answer within {_AIM:.0f} ms at the median "
                f"({'reached' if medians['first'] <= _AIM else 'not reached'}). One takes "
                f"{times(medians['first'] / medians['catalogue'])} times what the four questions take, "
                f"{times(medians['kept'] / medians['catalogue'])} times where both participants are kept."
            ),
            paragraph(
                f"All {pairs['answers']:,} ordered pairs of {parties} parties to the Convention, the "
                "European Union "
                f"among them, for all crimes and forms: {pairs['seconds']:.0f} s, peak "
                f"{pairs['peak_mib']} MiB, no "
                f"error; {pairs['statements']:,} statements, "
                f"{pairs.get('statements without a fact', 0)} of them "
                f"without a fact; in {pairs.get('answers with an instrument that is not known', 0):,} "
                "it is not "
                "known of an instrument whether it is in force. What the requested state said under "
                f"16(5): {said}."
            ),
            "In how many ordered pairs each form is open, and by which path for some crime; forms "
            "alike in one row:",
            table(("form", *_PATHS), forms),
        )
    )


if __name__ == "__main__":
    main()
