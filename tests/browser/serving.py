"""`untoc serve` as a process, for a browser to visit."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def served(build: Path) -> Iterator[str]:
    """Run `untoc serve` on a build folder; yields its address."""
    environment = {**os.environ, "UNTOC_BUILD": str(build), "UNTOC_RATE": "100000 per minute"}
    command = [sys.executable, "-m", "untoc_graph.cli", "serve", "--port", "0"]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        for line in process.stderr:
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                yield found[0]
                break
        else:
            pytest.fail("the server did not start")
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stderr.close()
