"""Errors as a client reads them: `application/problem+json` (RFC 9457), each kind with an IRI that stays."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

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
from untoc_graph.sparql.problem_kinds import PROBLEM_KINDS
from untoc_graph.sparql.reply import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "PROBLEM_MEDIA_TYPE",
    "RequestError",
    "error_kind",
    "error_reply",
    "problem_reply",
    "slugs_by_status",
    "unnamed_reply",
]

PROBLEM_MEDIA_TYPE: Final = "application/problem+json"
# Long enough for a passing crowd, short enough for a person who waits.
_RETRY_AFTER: Final = 5

# The kind of problem that each error of ours becomes.
_OF_ERRORS: Final[dict[type[UntocError], str]] = {
    QuerySyntaxError: "query-syntax",
    UnknownFunctionError: "unknown-function",
    UpdateRefusedError: "update-refused",
    ServiceRefusedError: "service-refused",
    FederationError: "federation-failed",
    UnofferedFormatError: "not-acceptable",
    QueryTimeoutError: "query-timeout",
    QueryCrashedError: "query-crashed",
    ServerBusyError: "busy",
    RateLimitedError: "rate-limited",
    ResultTooLargeError: "result-too-large",
    QueryAbandonedError: "abandoned",
    QueryError: "query-failed",
    ParameterError: "bad-question",
    MissingReleaseError: "no-release",
    DataError: "broken-release",
}
_RETRY: Final = frozenset({429, 503})


class RequestError(Exception):
    """An HTTP request that is not a SPARQL operation.

    Attributes:
        kind: the kind of problem.
        members: further members of the problem.
    """

    def __init__(self, slug: str, detail: str, **members: Any) -> None:
        super().__init__(detail)
        self.kind, self.members = PROBLEM_KINDS[slug], members

    @property
    def status(self) -> int:
        """The HTTP status that says so."""
        return self.kind.status


def problem_reply(slug: str, detail: str, **members: Any) -> Reply:
    """Return a problem; members that are None are left out, and 503 says when to come back.

    >>> problem_reply("not-found", "there is nothing at /x").content_type
    'application/problem+json'
    """
    kind = PROBLEM_KINDS[slug]
    return _written({"type": kind.iri, "title": kind.title}, kind.status, slug, detail, members)


def unnamed_reply(status: int, title: str, detail: str) -> Reply:
    """Return a problem that is no more than its HTTP status (RFC 9457, 4.2.1)."""
    slug = title.casefold().replace(" ", "-").replace("'", "")
    return _written({"type": "about:blank", "title": title}, status, slug, detail, {})


def _written(
    problem: Mapping[str, Any], status: int, slug: str, detail: str, members: Mapping[str, Any]
) -> Reply:
    told = {name: value for name, value in members.items() if value is not None}
    headers = {"Cache-Control": "no-store"}
    if status in _RETRY:
        headers["Retry-After"] = str(members.get("retry_after") or _RETRY_AFTER)
    text = json.dumps({**problem, "status": status, "detail": detail, **told}, ensure_ascii=False, indent=2)
    body = text.encode("utf-8", "backslashreplace") + b"\n"
    return Reply(status, PROBLEM_MEDIA_TYPE, body, headers, problem=slug)


def error_reply(error: UntocError | RequestError, **members: Any) -> Reply:
    """Return the problem that says what an error says."""
    if isinstance(error, RequestError):
        return problem_reply(error.kind.slug, str(error), **error.members, **members)
    slug = next(_OF_ERRORS[kind] for kind in type(error).__mro__ if kind in _OF_ERRORS)
    told = {name: getattr(error, name, None) for name in ("line", "column", "limit", "retry_after")}
    return problem_reply(slug, str(error), **told, **members)


def slugs_by_status() -> dict[int, list[str]]:
    """Return the last parts of the IRIs of problems, by HTTP status.

    >>> slugs_by_status()[429]
    ['rate-limited']
    """
    found: dict[int, list[str]] = {}
    for kind in PROBLEM_KINDS.values():
        found.setdefault(kind.status, []).append(kind.slug)
    return found


def error_kind(problem_type: str) -> type[UntocError] | None:
    """Return the error that a problem's type IRI stands for, None where it is none of ours.

    >>> error_kind("https://w3id.org/untoc/problem/busy").__name__
    'ServerBusyError'
    """
    for kind, slug in _OF_ERRORS.items():
        if problem_type == PROBLEM_KINDS[slug].iri:
            return kind
    return None
