"""Errors as a client reads them: `application/problem+json` (RFC 9457), each kind with an IRI that stays."""

from __future__ import annotations

import json
from typing import Any, Final

from untoc_graph.errors import (
    DataError,
    FederationError,
    MissingReleaseError,
    ParameterError,
    QueryAbandonedError,
    QueryCrashedError,
    QueryError,
    QuerySyntaxError,
    QueryTimeoutError,
    RateLimitedError,
    ResultTooLargeError,
    ServerBusyError,
    ServiceRefusedError,
    UnknownFunctionError,
    UnofferedFormatError,
    UntocError,
    UpdateRefusedError,
)
from untoc_graph.namespaces import BASE
from untoc_graph.sparql.reply import Reply

__all__ = [
    "KINDS",
    "PROBLEM_MEDIA_TYPE",
    "RequestError",
    "error_kind",
    "error_reply",
    "problem_reply",
    "slugs_by_status",
]

PROBLEM_MEDIA_TYPE: Final = "application/problem+json"
# Long enough for a passing crowd, short enough for a person who waits.
_RETRY_AFTER: Final = 5

# The last part of the type IRI, and the title, which RFC 9457 wants to be the same for all of one type.
KINDS: Final[dict[type[UntocError], tuple[str, str]]] = {
    QuerySyntaxError: ("query-syntax", "The query is not SPARQL 1.1"),
    UnknownFunctionError: ("unknown-function", "The query calls a function that is not known here"),
    UpdateRefusedError: ("update-refused", "This endpoint only reads"),
    ServiceRefusedError: ("service-refused", "Federated queries are refused"),
    FederationError: ("federation-failed", "A federated endpoint did not answer"),
    UnofferedFormatError: ("not-acceptable", "No format that was asked for is offered"),
    QueryTimeoutError: ("query-timeout", "The query took too long"),
    QueryCrashedError: ("query-crashed", "The query ended its process"),
    ServerBusyError: ("busy", "All workers are busy"),
    RateLimitedError: ("rate-limited", "Too many queries came from here"),
    ResultTooLargeError: ("result-too-large", "The result is too large"),
    QueryAbandonedError: ("abandoned", "The client went away"),
    QueryError: ("query-failed", "The query could not be evaluated"),
    ParameterError: ("bad-question", "The question cannot be answered as it was asked"),
    MissingReleaseError: ("no-release", "There is no release to ask"),
    DataError: ("broken-release", "The release cannot be read"),
}
_UNAVAILABLE: Final = 503
_BAD: Final = 400
_RETRY: Final = frozenset({429, _UNAVAILABLE})


class RequestError(Exception):
    """An HTTP request that is not a SPARQL operation.

    Attributes:
        status: HTTP status.
        slug: last part of the problem's IRI.
        title: one for each slug.
        members: further members of the problem.
    """

    def __init__(self, status: int, slug: str, title: str, detail: str, **members: Any) -> None:
        super().__init__(detail)
        self.status, self.slug, self.title, self.members = status, slug, title, members


def problem_reply(status: int, slug: str, title: str, detail: str, **members: Any) -> Reply:
    """Return a problem; members that are None are left out, and 503 says when to come back.

    >>> problem_reply(404, "not-found", "There is nothing here", "No page /x").content_type
    'application/problem+json'
    """
    problem = {
        "type": f"{BASE}problem/{slug}",
        "title": title,
        "status": status,
        "detail": detail,
        **{name: value for name, value in members.items() if value is not None},
    }
    headers = {"Cache-Control": "no-store"}
    if status in _RETRY:
        headers["Retry-After"] = str(members.get("retry_after") or _RETRY_AFTER)
    body = json.dumps(problem, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace") + b"\n"
    return Reply(status, PROBLEM_MEDIA_TYPE, body, headers, problem=slug)


def error_reply(error: UntocError | RequestError, **members: Any) -> Reply:
    """Return the problem that says what an error says."""
    if isinstance(error, RequestError):
        return problem_reply(error.status, error.slug, error.title, str(error), **error.members, **members)
    slug, title = next(KINDS[kind] for kind in type(error).__mro__ if kind in KINDS)
    status = _status(type(error))
    told = {name: getattr(error, name, None) for name in ("line", "column", "limit", "retry_after")}
    return problem_reply(status, slug, title, str(error), **told, **members)


def slugs_by_status() -> dict[int, list[str]]:
    """Return the last parts of the IRIs of problems that errors of ours become, by HTTP status.

    >>> slugs_by_status()[429]
    ['rate-limited']
    """
    found: dict[int, list[str]] = {}
    for kind, (slug, _) in KINDS.items():
        found.setdefault(_status(kind), []).append(slug)
    return found


def _status(kind: type[UntocError]) -> int:
    if issubclass(kind, QueryError):
        return kind.status
    return _BAD if issubclass(kind, ParameterError) else _UNAVAILABLE


def error_kind(problem_type: str) -> type[UntocError] | None:
    """Return the error that a problem's type IRI stands for, None where it is none of ours.

    >>> error_kind("https://w3id.org/untoc/problem/busy").__name__
    'ServerBusyError'
    """
    for kind, (slug, _) in KINDS.items():
        if problem_type == f"{BASE}problem/{slug}":
            return kind
    return None
