"""Workers are fenced in, replaced when they grew, and never outlive the process that asked for them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from untoc_graph.errors import QueryError
from untoc_graph.rdf.formats import result_format
from untoc_graph.settings import Settings
from untoc_graph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from untoc_graph.store.release import Release

JSON = result_format("json")

OWNER = """
import sys, threading
from untoc_graph.rdf.formats import result_format
from untoc_graph.settings import Settings
from untoc_graph.store.embedded import EmbeddedStore
from untoc_graph.store.release import Release

store = EmbeddedStore(Release.open(sys.argv[1]), Settings(query_timeout=60))
store.evaluate("ASK {}", results=result_format("json"))
print(store._pool._zygote.process.pid, flush=True)
store.evaluate(sys.argv[2], results=result_format("json"))
"""
ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(9)) + " }"


@pytest.fixture
def one(small_release: Release) -> Iterator[EmbeddedStore]:
    """A store with one worker, which has answered."""
    with EmbeddedStore(small_release, Settings(workers=1, query_timeout=5, worker_memory=512)) as opened:
        opened.evaluate("ASK {}", results=JSON)
        yield opened


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def worker_of(store: EmbeddedStore) -> int:
    """Return the one worker; one that was killed may need a moment to go."""
    zygote = store._pool._zygote.process.pid
    assert eventually(lambda: sum(map(runs, children(zygote))) == 1)
    return next(filter(runs, children(zygote)))


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def eventually(condition: Callable[[], bool], seconds: float = 5.0) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def test_a_worker_may_open_nothing_and_leave_no_core(one: EmbeddedStore) -> None:
    limits = {
        line[:26].strip(): line[26:47].strip()
        for line in Path(f"/proc/{worker_of(one)}/limits").read_text().splitlines()
    }
    assert limits["Max open files"] == "0"
    assert limits["Max core file size"] == "0"
    # The stack of 1 GiB, the release and the interpreter are there already; half a GiB may be added.
    assert 1 << 30 < int(limits["Max address space"]) < 3 << 30


def test_a_worker_holds_its_own_socket_and_nothing_else(small_release: Release) -> None:
    with EmbeddedStore(small_release, Settings(workers=3)) as store:
        held = [store._pool.check_out() for _ in range(3)]
        zygote = store._pool._zygote.process.pid
        assert eventually(
            lambda: all(len(os.listdir(f"/proc/{pid}/fd")) == 4 for pid in children(zygote))  # noqa: PTH208
        )
        for pid in children(zygote):
            places = sorted(str(Path(f"/proc/{pid}/fd/{fd}").readlink()).partition(":")[0] for fd in range(4))
            assert places == ["/dev/null", "/dev/null", "/dev/null", "socket"]
        for worker in held:
            store._pool.check_in(worker)


def test_the_zygote_has_one_thread(one: EmbeddedStore) -> None:
    assert len(list(Path(f"/proc/{one._pool._zygote.process.pid}/task").iterdir())) == 1


def test_a_worker_answers_many_queries(one: EmbeddedStore) -> None:
    before = worker_of(one)
    for _ in range(20):
        one.evaluate("ASK {}", results=JSON)
    assert worker_of(one) == before


def test_a_worker_that_grew_is_replaced_after_its_answer(one: EmbeddedStore) -> None:
    before = worker_of(one)
    doubling = " ".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(22))
    text = f'SELECT (STRLEN(?v22) AS ?n) {{ BIND("xxxxxxxxxxxxxxxx" AS ?v0) {doubling} }}'
    assert str(16 << 22).encode() in one.evaluate(text, results=JSON).content
    assert eventually(lambda: worker_of(one) != before)


def test_a_killed_worker_is_replaced_within_a_moment(one: EmbeddedStore) -> None:
    before = worker_of(one)
    os.kill(before, signal.SIGKILL)
    assert eventually(lambda: not Path(f"/proc/{before}").exists())
    begun = time.monotonic()
    one.evaluate("ASK {}", results=JSON)
    assert time.monotonic() - begun < 0.5
    assert worker_of(one) != before


def test_a_killed_zygote_takes_its_workers_along_and_is_replaced(one: EmbeddedStore) -> None:
    zygote, worker = one._pool._zygote.process.pid, worker_of(one)
    os.kill(zygote, signal.SIGKILL)
    assert eventually(lambda: not Path(f"/proc/{worker}").exists())
    one.evaluate("ASK {}", results=JSON)
    assert one._pool._zygote.process.pid != zygote


def test_ended_workers_leave_no_zombies(one: EmbeddedStore) -> None:
    for _ in range(3):
        with pytest.raises(QueryError):
            one.evaluate(ENDLESS, results=JSON, timeout=0.1)
    assert eventually(lambda: len(children(one._pool._zygote.process.pid)) == 1)


@pytest.mark.parametrize("second", ["ASK {", ENDLESS], ids=["idle", "busy"])
def test_no_process_outlives_its_killed_owner(small_build: Path, second: str) -> None:
    owner = OWNER if second == ENDLESS else OWNER.rpartition("store.evaluate")[0] + "sys.stdin.read()\n"
    with subprocess.Popen(
        [sys.executable, "-c", owner, str(small_build), second],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        zygote = int(process.stdout.readline())
        family = [zygote, *children(zygote)]
        assert len(family) >= 2
        time.sleep(0.2)
        process.kill()
        process.wait()
        assert eventually(lambda: not any(runs(pid) for pid in family))


def test_closing_leaves_no_process(small_release: Release) -> None:
    with EmbeddedStore(small_release, Settings()) as store:
        store.evaluate("ASK {}", results=JSON)
        family = [store._pool._zygote.process.pid, worker_of(store)]
    assert eventually(lambda: not any(runs(pid) for pid in family))
