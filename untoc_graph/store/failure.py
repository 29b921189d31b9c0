"""Why a worker has no answer, on its way to the process that asked."""

from __future__ import annotations

__all__ = ["Failure"]


class Failure(Exception):  # noqa: N818  it is data for the other side, which raises the error
    """The name of an error class and the arguments for it."""

    def __init__(self, error: str, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.payload = {"error": error, "message": message, "line": line, "column": column}
