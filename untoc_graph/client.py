"""A running endpoint in Python: the same questions as `Graph`, asked over HTTP by SPARQLWrapper.

from untoc_graph import Client

with Client("http://127.0.0.1:8000/sparql") as client:
    print(client.answer("party-counts"))
"""

from __future__ import annotations

import ast
import json
import urllib.error
from http.client import HTTPException
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from SPARQLWrapper import GET, POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import (
    EndPointInternalError,
    EndPointNotFound,
    QueryBadFormed,
    SPARQLWrapperException,
    Unauthorized,
    URITooLong,
)

from untoc_graph import __version__
from untoc_graph.answers.desk import Answering
from untoc_graph.errors import (
    CallError,
    QueryError,
    QuerySyntaxError,
    QueryTimeoutError,
    ResultTooLargeError,
    ServerBusyError,
    UnofferedFormatError,
    UntocError,
)
from untoc_graph.rdf.formats import GRAPH_FORMATS, RESULT_FORMATS, Format
from untoc_graph.settings import Settings
from untoc_graph.sparql.problems import error_kind

__all__ = ["Client"]

# Many servers refuse addresses from 8 KB on, and percent-encoding can treble a text.
_LONGEST_GET: Final = 2_000
_USER_AGENT: Final = f"untoc-graph/{__version__}"

_STATUS_OF: Final[dict[type[SPARQLWrapperException], int]] = {
    QueryBadFormed: 400,
    Unauthorized: 401,
    EndPointNotFound: 404,
    URITooLong: 414,
    EndPointInternalError: 500,
}
_OF_STATUS: Final[dict[int, type[QueryError]]] = {
    400: QuerySyntaxError,
    406: UnofferedFormatError,
    413: ResultTooLargeError,
    503: ServerBusyError,
    504: QueryTimeoutError,
}
_NO_ENDPOINT: Final = (401, 404, 405, 410)


class Client(Answering):
    """A SPARQL 1.1 endpoint, ours or another, asked by `answer()` and `query()`.

    Attributes:
        url: the address of the endpoint.
        timeout: seconds to wait for the endpoint.
    """

    def __init__(self, url: str, *, timeout: float = 60, queries: Path | str | None = None) -> None:
        """Make a client; nothing is sent yet.

        Args:
            url: address of the endpoint, `http://127.0.0.1:8000/sparql`.
            timeout: seconds to wait for the endpoint.
            queries: folder of the catalogue; the one that came with the software if left out.

        Raises:
            CallError: the address is not one of HTTP.
        """
        super().__init__(Path(queries or Settings.from_env().queries))
        parts = urlsplit(url)
        # urllib would also open file: and data: addresses.
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise CallError(
                f'"{url}" is no endpoint; it takes an address such as http://127.0.0.1:8000/sparql'
            )
        self.url, self.timeout = url, timeout

    def document(self, text: str, results: Format | None, graph: Format | None) -> tuple[Format, bytes]:
        """Return the answer of the endpoint as a document; see `Asker.document`.

        Raises:
            QueryError: the endpoint refused or failed; the subclass and the message are its own.
            CallError: there is no endpoint at the address.
        """
        wanted = [format_ for format_ in (results, graph) if format_]
        wrapper = SPARQLWrapper(self.url, agent=_USER_AGENT)
        # Set by hand: setQuery() guesses the form, and the word "load" in a comment makes it an update.
        wrapper.queryString, wrapper.queryType = text, "SELECT"
        wrapper.setMethod(GET if len(text) <= _LONGEST_GET else POST)
        wrapper.setOnlyConneg(True)
        # setTimeout() would cut it to whole seconds, and half a second to no limit.
        wrapper.timeout = self.timeout  # type: ignore[assignment]  # it only reaches urlopen()
        wrapper.addCustomHttpHeader("Accept", ", ".join(format_.media_type for format_ in wanted))
        try:
            response = wrapper.query().response
            with response:
                return _format_of(response.headers.get_content_type(), wanted), response.read()
        except SPARQLWrapperException as error:
            raise _query_error(_STATUS_OF.get(type(error), 500), _body(error), self.url) from None
        except urllib.error.HTTPError as error:
            with error:
                raise _query_error(error.code, error.read(), self.url) from None
        except TimeoutError:
            raise QueryTimeoutError(f"{self.url} did not answer within {self.timeout:g} s") from None
        except (urllib.error.URLError, ConnectionError, HTTPException) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                raise QueryTimeoutError(f"{self.url} did not answer within {self.timeout:g} s") from None
            raise CallError(f"no endpoint answers at {self.url}: {reason}") from None

    def close(self) -> None:
        """Do nothing: each question has a connection of its own."""


def _format_of(media_type: str, wanted: list[Format]) -> Format:
    # An endpoint may answer under an alias; what it says beats what was asked.
    for format_ in (*wanted, *RESULT_FORMATS, *GRAPH_FORMATS):
        if media_type == format_.media_type:
            return format_
    for format_ in (*wanted, *RESULT_FORMATS, *GRAPH_FORMATS):
        if media_type in format_.aliases:
            return format_
    raise UnofferedFormatError(
        f"the endpoint answered in {media_type}, which is no format of SPARQL results or RDF"
    )


def _body(error: SPARQLWrapperException) -> bytes:
    """Return the body of the reply, which SPARQLWrapper keeps as a `repr` at the end of its message."""
    _, _, written = str(error).partition("Response:\n")
    body = ast.literal_eval(written) if written else b""
    return body if isinstance(body, bytes) else b""


def _query_error(status: int, body: bytes, url: str) -> UntocError:
    problem = _problem(body)
    message = str(problem.get("detail") or problem.get("title") or f"{url} answered {status}")
    kind = error_kind(str(problem.get("type", "")))
    if kind is None:
        # Another's endpoint, or what stands before ours: the status is all that is known.
        if status in _NO_ENDPOINT:
            return CallError(f"no endpoint at {url}: it answers {status}")
        kind = _OF_STATUS.get(status, QueryError)
    if kind is QuerySyntaxError:
        line, column = problem.get("line"), problem.get("column")
        return QuerySyntaxError(
            message, line if isinstance(line, int) else None, column if isinstance(column, int) else None
        )
    return kind(message) if issubclass(kind, QueryError) else UntocError(message)


def _problem(body: bytes) -> dict[str, Any]:
    """Return the members of a problem document (RFC 9457), none where the body is something else."""
    try:
        problem = json.loads(body)
    except ValueError:
        return {}
    return problem if isinstance(problem, dict) else {}
