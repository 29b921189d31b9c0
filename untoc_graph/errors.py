"""Every error that a user can meet, as one tree: each says what is wrong, where, and how to mend it.

UntocError                    exit 1
├── DataError                 the sources say something that the build refuses
│   ├── TableError            one cell of a table
│   ├── BoundsError           a table has too few or too many rows
│   ├── RuleError             a rule or a Turtle file of the ontology cannot be read or evaluated
│   └── InvalidGraphError     the graph breaks a shape (the SHACL report is attached)
├── CallError                 exit 2: called with something that does not exist
│   ├── UnknownFormatError
│   ├── UnknownQueryError
│   ├── ParameterError
│   ├── UnknownGraphError
│   └── MissingReleaseError
└── QueryError                a SPARQL query was refused, failed or was stopped
    ├── QuerySyntaxError      HTTP 400
    ├── UnknownFunctionError  HTTP 400
    ├── UpdateRefusedError    HTTP 403
    ├── ServiceRefusedError   HTTP 403
    ├── FederationError       HTTP 502
    ├── UnofferedFormatError  HTTP 406
    ├── QueryTimeoutError     HTTP 503
    ├── QueryCrashedError     HTTP 503
    ├── ServerBusyError       HTTP 503
    ├── RateLimitedError      HTTP 429
    ├── ResultTooLargeError   HTTP 413
    └── QueryAbandonedError   the client went away: nobody reads the answer
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "BoundsError",
    "CallError",
    "DataError",
    "FederationError",
    "InvalidGraphError",
    "MissingReleaseError",
    "ParameterError",
    "QueryAbandonedError",
    "QueryCrashedError",
    "QueryError",
    "QuerySyntaxError",
    "QueryTimeoutError",
    "RateLimitedError",
    "ResultTooLargeError",
    "RuleError",
    "ServerBusyError",
    "ServiceRefusedError",
    "TableError",
    "UnknownFormatError",
    "UnknownFunctionError",
    "UnknownGraphError",
    "UnknownQueryError",
    "UnofferedFormatError",
    "UntocError",
    "UpdateRefusedError",
    "nearest",
]


def nearest(value: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Return up to `count` known spellings closest to `value`, best first; empty when none is close.

    >>> nearest("ratificaton", ["ratification", "accession"])
    ['ratification']
    """
    by_folded = {spelling.casefold(): spelling for spelling in known}
    return [by_folded[match] for match in get_close_matches(value.casefold(), by_folded, n=count, cutoff=0.6)]


class UntocError(Exception):
    """An error with a sentence for the user; `exit_code` is what the command line returns."""

    exit_code = 1


class DataError(UntocError):
    """The tables or the ontology say something that the build refuses."""


class TableError(DataError):
    """One cell (or the shape) of a table is wrong.

    Attributes:
        table: file name, for example `actions.csv`.
        line: 1-based line in the file, as an editor counts.
        column: column name, or "" when the whole line is meant.
        value: the value that was refused.
    """

    def __init__(
        self, table: str, line: int, column: str, value: str, reason: str, known: Iterable[str] = ()
    ) -> None:
        self.table, self.line, self.column, self.value, self.reason = table, line, column, value, reason
        place = f"{table}:{line}" + (f" {column}" if column else "")
        message = f'{place} "{value}": {reason}' if value else f"{place}: {reason}"
        close = nearest(value, known) if value else []
        if close:
            message += "; did you mean " + " or ".join(f'"{match}"' for match in close) + "?"
        super().__init__(message)


class BoundsError(DataError):
    """A table has fewer or more rows than `bounds.csv` allows."""


class RuleError(DataError):
    """A rule or a Turtle file of the ontology cannot be read or evaluated."""


class InvalidGraphError(DataError):
    """The graph breaks a shape; the message is the readable report."""


class CallError(UntocError):
    """The caller named something that does not exist, or left something out."""

    exit_code = 2


class UnknownFormatError(CallError):
    """A serialisation or result format that is not offered."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f'unknown format "{name}"; there is ' + ", ".join(known))


class UnknownQueryError(CallError):
    """A query name that is not in the catalogue."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        known = list(known)
        close = nearest(name, known)
        hint = "did you mean " + " or ".join(close) + "?" if close else "`untoc query --list` shows all"
        super().__init__(f'no query named "{name}"; {hint}')


class ParameterError(CallError):
    """A query parameter is unknown, missing, or has a value of the wrong kind."""


class UnknownGraphError(CallError):
    """A named graph that the release does not hold."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f'no graph "{name}" in the release; there is ' + ", ".join(known))


class MissingReleaseError(CallError):
    """No release where one was looked for."""

    def __init__(self, place: object) -> None:
        super().__init__(f"no release at {place}; make one with `untoc build`")


class QueryError(UntocError):
    """A SPARQL query was refused, failed or was stopped; `status` is the HTTP status that says so."""

    status = 500


class QuerySyntaxError(QueryError):
    """The text is not SPARQL 1.1.

    Attributes:
        line: 1-based line of the first character that does not fit, or None where the parser gives none.
        column: 1-based column, or None.
    """

    status = 400
    exit_code = 2

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line, self.column = line, column


class UnknownFunctionError(QueryError):
    """The text calls a function that is neither of SPARQL 1.1 nor known here."""

    status = 400
    exit_code = 2


class UpdateRefusedError(QueryError):
    """A SPARQL update was sent to an endpoint that only reads."""

    status = 403


class ServiceRefusedError(QueryError):
    """The query asks another endpoint (SERVICE) that is not allowed here, or in a way that is not."""

    status = 403


class FederationError(QueryError):
    """An endpoint that SERVICE may ask gave no answer, or one that cannot be joined with ours."""

    status = 502


class UnofferedFormatError(QueryError):
    """The answer cannot be written in any of the formats that were asked for."""

    status = 406


class QueryTimeoutError(QueryError):
    """The query ran longer than the limit and was stopped.

    Attributes:
        limit: seconds that it was given, or None.
    """

    status = 503

    def __init__(self, message: str, limit: float | None = None) -> None:
        super().__init__(message)
        self.limit = limit


class QueryCrashedError(QueryError):
    """The query ended the process that evaluated it (memory or depth); nothing else was harmed."""

    status = 503


class QueryAbandonedError(QueryError):
    """The client went away before the answer was made, so its query was stopped."""

    status = 499


class ServerBusyError(QueryError):
    """All workers were busy for as long as a query may wait."""

    status = 503


class RateLimitedError(QueryError):
    """One client asked for more queries than it may in a span of time.

    Attributes:
        retry_after: seconds until it may ask again.
    """

    status = 429

    def __init__(self, message: str, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ResultTooLargeError(QueryError):
    """The result passed the limit of bytes; none of it was sent."""

    status = 413
