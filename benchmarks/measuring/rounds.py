"""Our endpoint beside the same engine's own server: the same loads in turn, several rounds, the median."""

from __future__ import annotations

import json
import statistics
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from measuring.cases import CASES, CLIENTS, MODES, Case, Mode
from measuring.load import Load, run
from measuring.servers import ask

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from measuring.servers import Server

__all__ = ["Cell", "better", "rounds", "same_answers"]


@dataclass(frozen=True)
class Cell:
    """One load of two servers.

    Attributes:
        case: class of queries.
        mode: whether the text is the same each time.
        clients: how many ask.
        ours: what we reached, median of rounds.
        peer: what the peer reached, median of rounds.
        peer_name: which of its variants it was.
        runs: what each round found, by server.
    """

    case: Case
    mode: Mode
    clients: int
    ours: Load
    peer: Load
    peer_name: str
    runs: Mapping[str, Sequence[Load]]

    @property
    def ratio(self) -> float:
        """Our requests a second for one of the peer's."""
        return self.ours.rate / self.peer.rate if self.peer.rate else 0.0

    def raw(self) -> dict[str, Any]:
        """Everything as JSON takes it."""
        return {
            "case": self.case.name,
            "mode": self.mode,
            "clients": self.clients,
            "peer": self.peer_name,
            "ratio": round(self.ratio, 3),
            "runs": {name: [_rounded(load) for load in loads] for name, loads in self.runs.items()},
        }


def same_answers(case: Case, servers: Sequence[Server]) -> int:
    """Return the number of rows that all servers give.

    Raises:
        SystemExit: they are not the same.
    """
    answers = [_bindings(ask(server, case.text)) for server in servers]
    for server, answer in zip(servers[1:], answers[1:], strict=True):
        # A part of an unordered result may be another part elsewhere; only its size is the same.
        alike = (
            len(answer) == len(answers[0]) if "LIMIT" in case.pattern else _rows(answer) == _rows(answers[0])
        )
        if not alike:
            raise SystemExit(f"{case.name}: {servers[0].name} and {server.name} give other rows")
    return len(answers[0])


def _bindings(document: bytes) -> list[dict[str, dict[str, str]]]:
    found = json.loads(document)["results"]["bindings"]
    assert isinstance(found, list)
    return found


def _rows(bindings: list[dict[str, dict[str, str]]]) -> set[tuple[tuple[str, str, str], ...]]:
    """Return each row once: a server that has a triple in two graphs may give it twice."""
    return {
        tuple(
            sorted((name, term["value"], term.get("xml:lang", "").casefold()) for name, term in row.items())
        )
        for row in bindings
    }


def better(case: Case, us: Server, variants: Sequence[Server]) -> tuple[Server, dict[str, float]]:
    """Warm all servers up; return the variant of the peer that is the faster here, and the rates of all."""
    found = {server.name: run(server, case.text, "cold", 8, 1).rate for server in (us, *variants)}
    return max(variants, key=lambda server: found[server.name]), found


def rounds(us: Server, peers: Mapping[str, Server], count: int, seconds: int) -> list[Cell]:
    """Return what so many rounds found; `peers` says by class with whom we are compared."""
    runs: dict[tuple[str, Mode, int], dict[str, list[Load]]] = {}
    cases = [case for case in CASES if case.name in peers]
    for number in range(count):
        for case in cases:
            print(f"round {number + 1} of {count}: {case.name}", file=sys.stderr)
            for mode in MODES:
                for clients in CLIENTS:
                    both = [us, peers[case.name]]
                    # Whoever comes second may meet a warmer or a slower machine: they take turns at it.
                    for server in both if number % 2 == 0 else reversed(both):
                        load = run(server, case.text, mode, clients, seconds)
                        by_name = runs.setdefault((case.name, mode, clients), {})
                        by_name.setdefault(server.name, []).append(load)
    return [
        Cell(
            case,
            mode,
            clients,
            _median(runs[case.name, mode, clients][us.name]),
            _median(runs[case.name, mode, clients][peers[case.name].name]),
            peers[case.name].name,
            runs[case.name, mode, clients],
        )
        for case in cases
        for mode in MODES
        for clients in CLIENTS
    ]


def _median(loads: Sequence[Load]) -> Load:
    return Load(
        rate=statistics.median(load.rate for load in loads),
        median=statistics.median(load.median for load in loads),
        p99=statistics.median(load.p99 for load in loads),
        failed=sum(load.failed for load in loads),
        size=statistics.median(load.size for load in loads),
        memory=max(load.memory for load in loads),
    )


def _rounded(load: Load) -> dict[str, float]:
    return {name: round(value, 3) for name, value in asdict(load).items()}
