"""Where results go: standard output, or a file that is replaced only when its new content is whole."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from untoc_graph.errors import CallError, UntocError

__all__ = ["output_option", "write_output"]

output_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Write to FILE, which is replaced only when all is written; - is standard output.",
)


def write_output(content: bytes, target: Path | None) -> None:
    """Write `content` to `target`, or to standard output for None and `-`.

    Raises:
        CallError: the file cannot be made there.
        UntocError: it cannot be written to the end; a former file stays as it was.
    """
    if target is None or str(target) == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    # A link keeps pointing where it pointed; a pipe or a device cannot be replaced by renaming.
    target = target.resolve()
    if target.is_dir():
        raise CallError(f"{target} is a folder; name a file in it")
    special = target.exists() and not target.is_file()
    part = target if special else target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(content)
        if not special:
            part.replace(target)
    except OSError as error:
        if not special:
            part.unlink(missing_ok=True)
        message = f"cannot write {target}: {error.strerror}"
        if isinstance(error, FileNotFoundError | PermissionError):
            raise CallError(message) from None
        raise UntocError(message) from None
