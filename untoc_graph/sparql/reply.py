"""What the protocol takes and gives: the parts of an HTTP request and its response, without a framework."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from untoc_graph.store.interface import Pieces

__all__ = ["Reply", "Request"]

_WITHOUT_BODY = frozenset({204, 304})


@dataclass(frozen=True)
class Request:
    """The parts of an HTTP request that the protocols look at.

    Attributes:
        method: GET, POST…
        query_string: what follows the question mark, as it was sent.
        content_type: header, or "".
        content_encoding: header, or "".
        accept: header, or "".
        body: the body, as it was sent.
        gone: tells whether the client has closed the connection; None where the server cannot know.
        path: the path, decoded.
        if_none_match: header, or "".
        if_modified_since: header, or "".
        client: who asks, as far as rates are concerned.
        admitted: whether the query has been counted for that already.
        accept_language: header, or ""; results of queries do not depend on it.
    """

    method: str
    query_string: bytes = b""
    content_type: str = ""
    content_encoding: str = ""
    accept: str = ""
    body: bytes = b""
    gone: Callable[[], bool] | None = None
    path: str = ""
    if_none_match: str = ""
    if_modified_since: str = ""
    client: str = ""
    admitted: bool = False
    accept_language: str = ""

    @property
    def reads(self) -> bool:
        """Whether the method is one that has no effect and no body."""
        return self.method in {"GET", "HEAD"}


@dataclass(frozen=True)
class Reply:
    """An HTTP response.

    Attributes:
        status: the code.
        content_type: with its parameters; "" when there is no body.
        body: the whole body, unless there is a rest.
        headers: all other headers.
        rest: a body that is not whole yet; whoever sends the reply closes it.
        problem: last part of the problem's IRI, "" where all went well.
    """

    status: int
    content_type: str = ""
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    rest: Pieces | None = None
    problem: str = ""

    @cached_property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """All headers in order, those of the body too; made once for a reply that is sent often."""
        fields = list(self.headers.items())
        if self.content_type:
            fields.append(("Content-Type", self.content_type))
        # What has no body by its status has no length either (RFC 9110, 8.6).
        if self.rest is None and self.status not in _WITHOUT_BODY:
            fields.append(("Content-Length", str(len(self.body))))
        return tuple(fields)

    @cached_property
    def encoded(self) -> tuple[tuple[bytes, bytes], ...]:
        """The same as bytes, names in small letters."""
        return tuple((name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in self.fields)
