"""Our endpoint beside rdflib-endpoint: small loads, and questions of the catalogue, each asked once."""

from __future__ import annotations

import contextlib
import json
import statistics
import sys
import time
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

from measuring.cases import CASES, MODES, Mode
from measuring.load import Load, run
from measuring.servers import ask, rdflib_endpoint

if TYPE_CHECKING:
    from pathlib import Path

    from measuring.servers import Server
    from untoc_graph.sparql.catalogue import Catalogue

__all__ = ["CLIENTS", "Question", "loads", "questions"]

CLIENTS: Final = (1, 8)
_QUESTIONS: Final = 10
# Where one request takes longer, a second of load would tell nothing.
_SLOW: Final = 0.1


@dataclass(frozen=True)
class Question:
    """One question of the catalogue, asked here and there.

    Attributes:
        name: of its file.
        ours: milliseconds, median of five first-time asks.
        theirs: milliseconds of one ask, or of the time after which it was given up.
        said: "", or why there is no answer, or that it is another.
    """

    name: str
    ours: float
    theirs: float
    said: str

    @property
    def ratio(self) -> float:
        """How many times as long they take, at least."""
        return self.theirs / self.ours

    def raw(self) -> dict[str, Any]:
        """Everything as JSON takes it."""
        return {**vars(self), "ratio": round(self.ratio, 1)}


def loads(peer: Server, cases: set[str]) -> dict[tuple[str, Mode, int], Load]:
    """Return what clients get from the peer, by class, mode and number of clients."""
    found: dict[tuple[str, Mode, int], Load] = {}
    for case in CASES:
        if case.name not in cases:
            continue
        print(f"rdflib-endpoint: {case.name}", file=sys.stderr)
        for mode in MODES:
            ask(peer, case.text)
            seconds = _seconds(peer, case.text if mode == "repeated" else _other(case.text), 60)
            for clients in CLIENTS:
                # It evaluates one query at a time, so more clients only wait longer.
                found[case.name, mode, clients] = (
                    run(peer, case.text, mode, clients, 1)
                    if seconds < _SLOW
                    else Load(1 / seconds, 1000 * seconds * clients, 1000 * seconds * clients, 0, 0, 0)
                )
    return found


def questions(us: Server, content: Path, catalogue: Catalogue, most: float) -> list[Question]:
    """Return ten questions asked of both, each in at most so many seconds of the peer."""
    # The peer holds one graph: what asks for one by name has no answer there.
    texts = {query.name: query.text for query in catalogue.values() if "GRAPH" not in query.text}
    names = sorted(texts)
    chosen = [names[index * len(names) // _QUESTIONS] for index in range(_QUESTIONS)]
    found = []
    with _Restarted(content) as peer:
        for name in chosen:
            print(f"rdflib-endpoint: {name}", file=sys.stderr)
            ask(us, texts[name])
            ours = statistics.median(_seconds(us, _other(texts[name]), 60) for _ in range(5))
            theirs, said = peer.seconds(texts[name], most, len(_bindings(ask(us, texts[name]))))
            found.append(Question(name, 1000 * ours, 1000 * theirs, said))
    return found


class _Restarted:
    """The peer, started again when it was given up: it goes on with a query that nobody waits for."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._stack = contextlib.ExitStack()
        self._server: Server | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def seconds(self, text: str, most: float, rows: int) -> tuple[float, str]:
        if self._server is None:
            self._server = self._stack.enter_context(rdflib_endpoint(self._content))
            ask(self._server, "SELECT * { ?a ?b ?c } LIMIT 1")
        began = time.perf_counter()
        try:
            answered = len(_bindings(ask(self._server, text, timeout=most)))
        except TimeoutError:
            said = f"given up after {most:g} s"
        except (OSError, RuntimeError) as error:
            said = " ".join(str(error).split())[:120]
        else:
            taken = time.perf_counter() - began
            return taken, "" if answered == rows else f"{answered} rows instead of {rows}"
        taken = time.perf_counter() - began
        self._stack.close()
        self._server = None
        return taken, said


def _bindings(document: bytes) -> list[object]:
    found = json.loads(document)["results"]["bindings"]
    assert isinstance(found, list)
    return found


def _seconds(server: Server, text: str, most: float) -> float:
    began = time.perf_counter()
    ask(server, text, timeout=most)
    return time.perf_counter() - began


def _other(text: str) -> str:
    """Return the same query as a text that no cache has seen."""
    return f"{text}\n# {uuid.uuid4().hex}"
