"""Each kind of problem that the service tells of: name, status, title, what it means and what to do then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from untoc_graph.namespaces import BASE

__all__ = ["PROBLEM_KINDS", "ProblemKind"]


@dataclass(frozen=True)
class ProblemKind:
    """A kind of problem (RFC 9457, 3.1.1).

    Attributes:
        slug: the last part of its IRI.
        status: HTTP status.
        title: the same for all problems of the kind.
        meaning: what it tells, in a sentence.
        cure: what a client can do then.
    """

    slug: str
    status: int
    title: str
    meaning: str
    cure: str

    @property
    def iri(self) -> str:
        """The `type` of its problems.

        >>> PROBLEM_KINDS["busy"].iri
        'https://w3id.org/untoc/problem/busy'
        """
        return f"{BASE}problem/{self.slug}"


_LATER: Final = "Come back after the seconds that Retry-After says."
_PAGE: Final = "Ask for less, or page with ORDER BY, LIMIT and OFFSET."
_TELL: Final = "It is a mistake of ours or of the engine: please tell us what was asked."
_SAID: Final = "Do what “detail” says."

_KINDS: Final = (
    ProblemKind(
        "bad-request",
        400,
        "Bad Request",
        "The request cannot be read, or is no operation of this route.",
        _SAID,
    ),
    ProblemKind(
        "query-syntax",
        400,
        "The query is not SPARQL 1.1",
        "The text of the query cannot be parsed.",
        "Mend the text where “line” and “column” tell.",
    ),
    ProblemKind(
        "unknown-function",
        400,
        "The query calls a function that is not known here",
        "The text is right but for a function that is neither of SPARQL 1.1 nor of this service.",
        "Use a function of SPARQL 1.1.",
    ),
    ProblemKind(
        "bad-question",
        400,
        "The question cannot be answered as it was asked",
        "A parameter of a question is unknown or missing, or names what there is not.",
        "Take one of the values that “detail” offers.",
    ),
    ProblemKind(
        "update-refused",
        403,
        "This endpoint only reads",
        "A SPARQL update was sent.",
        "Ask a query, or change a copy of your own: the downloads hold the whole graph.",
    ),
    ProblemKind(
        "service-refused",
        403,
        "Federated queries are refused",
        "The query asks another endpoint with SERVICE that is not allowed here.",
        "Ask that endpoint yourself and put its answer in with VALUES.",
    ),
    ProblemKind(
        "not-found",
        404,
        "Not Found",
        "There is nothing at this address in the release that is served.",
        "Look the thing up in the search, or in the list of its collection.",
    ),
    ProblemKind(
        "no-such-graph",
        404,
        "There is no such graph",
        "The release has no named graph of this name.",
        "Take one of those that “available” lists.",
    ),
    ProblemKind(
        "method-not-allowed",
        405,
        "Method Not Allowed",
        "The address does not take this method.",
        "Use one of those in the header Allow.",
    ),
    ProblemKind(
        "not-acceptable",
        406,
        "No format that was asked for is offered",
        "What is there cannot be written in any format that the header Accept names.",
        "Name one of the formats that “available” lists.",
    ),
    ProblemKind(
        "request-timeout",
        408,
        "Request Timeout",
        "Headers or body of the request did not come in time.",
        "Send it again, and faster.",
    ),
    ProblemKind(
        "gone",
        410,
        "Gone",
        "The thing was withdrawn, and its IRI will never name another.",
        "Use what replaces it, which “available” lists.",
    ),
    ProblemKind(
        "query-too-large",
        413,
        "The query text is too large",
        "The text is longer than “limit”.",
        "Shorten it.",
    ),
    ProblemKind(
        "request-entity-too-large",
        413,
        "Request Entity Too Large",
        "The body of the request is larger than is read.",
        "Shorten it.",
    ),
    ProblemKind(
        "result-too-large",
        413,
        "The result is too large",
        "The result has more rows or bytes than one may.",
        _PAGE,
    ),
    ProblemKind(
        "unsupported-media-type",
        415,
        "The body is of a kind that is not read",
        "The body is compressed, or its Content-Type is none that is read.",
        "Send it in one of the kinds that “available” lists.",
    ),
    ProblemKind(
        "requested-range-not-satisfiable",
        416,
        "Requested Range Not Satisfiable",
        "The file has no such part.",
        "Ask for a part within its length.",
    ),
    ProblemKind(
        "rate-limited",
        429,
        "Too many queries came from here",
        "One client asked for more queries than it may in a span of time.",
        _LATER,
    ),
    ProblemKind(
        "abandoned",
        499,
        "The client went away",
        "The connection was closed before the answer was made, so that nobody reads this.",
        "Ask again.",
    ),
    ProblemKind(
        "internal-server-error", 500, "Internal Server Error", "The service failed where it must not.", _TELL
    ),
    ProblemKind(
        "query-failed",
        500,
        "The query could not be evaluated",
        "The engine cannot evaluate the query.",
        _TELL,
    ),
    ProblemKind(
        "federation-failed",
        502,
        "A federated endpoint did not answer",
        "An endpoint that SERVICE asks gave no answer, or one that cannot be joined with ours.",
        "Come back later, or ask that endpoint for less.",
    ),
    ProblemKind(
        "query-timeout",
        503,
        "The query took too long",
        "The query ran for as long as one may, and was stopped.",
        "Bind more of the query, or add a LIMIT.",
    ),
    ProblemKind(
        "query-crashed",
        503,
        "The query ended its process",
        "The query took more memory or depth than one may; nothing else was harmed.",
        "Order, group or join fewer rows, or nest less.",
    ),
    ProblemKind(
        "busy", 503, "All workers are busy", "The query waited for a worker for as long as one may.", _LATER
    ),
    ProblemKind(
        "no-release",
        503,
        "There is no release to ask",
        "The service was started before a release was built.",
        "Who runs the service builds one with “untoc build”.",
    ),
    ProblemKind(
        "broken-release",
        503,
        "The release cannot be read",
        "Files of the release are missing, cut or changed, or it lacks what the question rests on.",
        "Who runs the service builds it anew with “untoc build”.",
    ),
)
PROBLEM_KINDS: Final = {kind.slug: kind for kind in _KINDS}
