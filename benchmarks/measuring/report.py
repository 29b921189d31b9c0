"""Reports: tables in Markdown, the machine in a sentence, sections of the README that are filled in."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import re
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["arguments_for_output", "deliver", "machine", "paragraph", "table", "times"]

_HERE: Final = Path(__file__).parents[1]
_README: Final = _HERE / "README.md"


def machine() -> str:
    """Return the date and what this ran on, as a sentence."""
    processor = "an unknown processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            processor = re.sub(r"\((?:R|TM)\)|\bCPU\b", "", line.partition(":")[2])
            processor = " ".join(processor.split())
            break
    today = dt.datetime.now(tz=dt.UTC).date()
    gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    busy = os.getloadavg()[0]
    return (
        f"Measured on {today.day} {today:%B %Y}: {len(os.sched_getaffinity(0))} cores ({processor}), "
        f"{gib:.0f} GiB of memory, {system}, Python {platform.python_version()}; "
        f"load average at the end {busy:.1f}."
    )


def table(head: Sequence[str], rows: Iterable[Sequence[object]], left: int = 1) -> str:
    """Return a Markdown table whose first `left` columns are text and whose others are numbers."""
    marks = ["---" if column < left else "---:" for column in range(len(head))]
    lines = [head, marks, *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def paragraph(text: str) -> str:
    """Return prose in lines as long as those of the README."""
    return textwrap.fill(" ".join(text.split()), 160, break_on_hyphens=False, break_long_words=False)


def times(ratio: float) -> str:
    """Return a ratio as people read it.

    >>> times(0.456), times(1.52), times(23.4), times(1234.5)
    ('0.46', '1.5', '23', '1,234')
    """
    if ratio < 1:
        return f"{ratio:.2f}"
    return f"{ratio:.1f}" if ratio < 10 else f"{ratio:,.0f}"


def arguments_for_output(parser: Any) -> None:
    """Add the arguments that say where a report goes."""
    parser.add_argument("--publish", action="store_true", help="put it into benchmarks/README.md as well")
    parser.add_argument("--out", type=Path, default=Path("build/bench"), help="folder for raw figures")


def deliver(arguments: Any, name: str, text: str, raw: object, files: dict[str, str] | None = None) -> None:
    """Print a report, keep it with its raw figures, and put it between the marks of the README if asked.

    Args:
        arguments: with what `arguments_for_output` added.
        name: of the section.
        text: the report in Markdown.
        raw: the figures, written as JSON.
        files: what the report refers to, by name.
    """
    print(text)
    arguments.out.mkdir(parents=True, exist_ok=True)
    made = {
        f"{name}.md": text + "\n",
        f"{name}.json": json.dumps(raw, indent=1) + "\n",
        **(files or {}),
    }
    for file, content in made.items():
        (arguments.out / file).write_text(content, encoding="utf-8")
    if not arguments.publish:
        return
    for file, content in made.items():
        if not file.endswith(".md"):
            (_HERE / file).write_text(content, encoding="utf-8")
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, found, after = _README.read_text(encoding="utf-8").partition(begin)
    _, closed, after = after.partition(end)
    if not (found and closed):
        raise SystemExit(f"{_README} has no lines {begin} and {end}")
    _README.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")
