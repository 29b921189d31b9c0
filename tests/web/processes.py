"""The processes of a running server, as the kernel tells of them."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["all_gone", "children", "eventually", "family", "resident_kib", "tree_kib"]


def children(pid: int) -> list[int]:
    """Return the processes that any thread of a process has started and that are still there."""
    found = []
    for thread in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):
            found += [int(child) for child in (thread / "children").read_text().split()]
    return found


def family(pid: int) -> list[int]:
    """Return all that descend from a process, without it."""
    found = children(pid)
    for child in found:
        with suppress(FileNotFoundError, ProcessLookupError):
            found = [*found, *family(child)]
    return found


def resident_kib(pid: int) -> int:
    """Return the memory of a process in KiB, what it shares with others divided among them."""
    said = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return sum(int(size) for size in re.findall(r"^Pss:\s+(\d+) kB", said, re.MULTILINE))


def tree_kib(pid: int) -> int:
    """Return the memory of a process and of all that descend from it, in KiB."""
    total = 0
    for member in [pid, *family(pid)]:
        with suppress(FileNotFoundError, ProcessLookupError):
            total += resident_kib(member)
    return total


def eventually(condition: Callable[[], bool], seconds: float = 5.0) -> bool:
    """Tell whether a condition comes true within so many seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def all_gone(pids: list[int]) -> bool:
    """Tell whether none of these processes is there any more, within a moment."""
    return eventually(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))
