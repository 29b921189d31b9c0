"""What the protocol takes and gives: the parts of an HTTP request and its response, without a framework."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Reply", "Request"]


@dataclass(frozen=True)
class Request:
    """The parts of an HTTP request that SPARQL 1.1 Protocol looks at.

    Attributes:
        method: GET, POST…
        query_string: what follows the question mark, as it was sent.
        content_type: header, or "".
        content_encoding: header, or "".
        accept: header, or "".
        body: the body, as it was sent.
        gone: tells whether the client has closed the connection; None where the server cannot know.
    """

    method: str
    query_string: bytes = b""
    content_type: str = ""
    content_encoding: str = ""
    accept: str = ""
    body: bytes = b""
    gone: Callable[[], bool] | None = None


@dataclass(frozen=True)
class Reply:
    """An HTTP response.

    Attributes:
        status: the code.
        content_type: with its parameters; "" when there is no body.
        body: the whole body.
        headers: all other headers.
    """

    status: int
    content_type: str = ""
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
