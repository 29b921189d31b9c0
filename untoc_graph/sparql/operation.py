"""What a request asks for: from its bytes to a query or a refusal (SPARQL 1.1 Protocol, 2.1 and 2.2)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NoReturn
from urllib.parse import parse_qsl

from werkzeug.http import parse_options_header

from untoc_graph.errors import UpdateRefusedError
from untoc_graph.rdf.formats import GRAPH_FORMATS, RESULT_FORMATS
from untoc_graph.sparql.problems import RequestError

if TYPE_CHECKING:
    from untoc_graph.rdf.formats import Format
    from untoc_graph.sparql.reply import Request

__all__ = ["FORM", "METHODS", "QueryOperation", "body_limit", "decoded", "read_operation"]

METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")
FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_CHARSETS: Final = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_LONGEST_TYPE: Final = 500
# Who asks for JSON or XML before knowing what the query returns, gets that of its kind.
_ALSO: Final = {("jsonld", "json"), ("rdfxml", "xml")}
_MOST_PARAMETERS: Final = 200


@dataclass(frozen=True)
class QueryOperation:
    """A query and the dataset it is asked of.

    Attributes:
        text: the query.
        default_graphs: values of `default-graph-uri`.
        named_graphs: values of `named-graph-uri`.
        timeout: seconds that the client is ready to wait, or None.
        formats: the formats that `format` names, one or none of each kind; empty where Accept decides.
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    timeout: float | None = None
    formats: tuple[Format, ...] = ()


def body_limit(query_bytes: int) -> int:
    """Return the largest body that can hold a query of that size in bytes; escapes may triple it."""
    return 3 * query_bytes + 16_384


def read_operation(request: Request, query_bytes: int) -> QueryOperation | None:
    """Return the query of a GET, HEAD or POST, or None for a plain GET, which asks what the service is.

    Args:
        request: the parts of the request.
        query_bytes: largest query text in bytes.

    Raises:
        RequestError: the request is no SPARQL operation.
        UpdateRefusedError: it is an update.
    """
    if request.method != "POST" and not request.query_string:
        return None
    parameters = decoded(request.query_string, "query string")
    if request.method == "POST":
        parameters += _body_parameters(request)
    values: dict[str, list[str]] = {}
    for name, value in parameters:
        values.setdefault(name, []).append(value)
    if "update" in values:
        raise UpdateRefusedError("this endpoint only reads: an update is refused")
    texts = values.get("query", [])
    if len(texts) != 1 or not texts[0].strip():
        said = f"query is given {len(texts)} times" if len(texts) > 1 else "query is missing or empty"
        _bad(f"{said}; send one SPARQL query as the parameter `query`, or as an {_QUERY} body")
    if len(texts[0].encode()) > query_bytes:
        raise RequestError(
            "query-too-large",
            f"the query text is longer than {query_bytes} bytes",
            limit=query_bytes,
        )
    return QueryOperation(
        texts[0],
        _graphs(values, "default-graph-uri"),
        _graphs(values, "named-graph-uri"),
        _timeout(values.get("timeout", [])),
        _formats(values.get("format", [])),
    )


def _body_parameters(request: Request) -> list[tuple[str, str]]:
    if len(request.content_type) > _LONGEST_TYPE:
        _unsupported(f"the Content-Type is longer than {_LONGEST_TYPE} characters")
    media_type, options = parse_options_header(request.content_type)
    media_type = media_type.casefold()
    if media_type not in {FORM, _QUERY, _UPDATE}:
        _unsupported(
            f'the body is "{media_type}"; send {FORM} or {_QUERY}' if media_type else "no Content-Type"
        )
    if options.get("charset", "utf-8").casefold() not in _CHARSETS:
        _unsupported(f'the charset is "{options["charset"]}"; send UTF-8')
    if request.content_encoding.strip().casefold() not in {"", "identity"}:
        _unsupported("the body is compressed; send it plain")
    if media_type == FORM:
        return decoded(request.body, "form")
    try:
        text = request.body.decode("utf-8-sig")
    except UnicodeDecodeError:
        _bad("the body is not UTF-8")
    return [("update" if media_type == _UPDATE else "query", text)]


def decoded(encoded: bytes, place: str) -> list[tuple[str, str]]:
    """Return the parameters of a query string or form, in order.

    Raises:
        RequestError: it is not UTF-8, or has hundreds of parameters; `place` names it.
    """
    # Decoded here and nowhere else: a second time would turn %2541 into A.
    try:
        return parse_qsl(
            encoded.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS
        )
    except UnicodeDecodeError:
        _bad(f"the {place} is not UTF-8 when its escapes are decoded")
    except ValueError:
        _bad(f"the {place} has more than {_MOST_PARAMETERS} parameters")


def _graphs(values: dict[str, list[str]], name: str) -> tuple[str, ...]:
    graphs = values.get(name, [])
    if not all(graphs):
        _bad(f"{name} is empty; name a graph by its IRI, or leave the parameter out")
    return tuple(dict.fromkeys(graphs))


def _timeout(given: list[str]) -> float | None:
    if not given:
        return None
    try:
        seconds = float(given[-1])
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        _bad(f'timeout "{given[-1]}" is not a number of seconds above 0')
    return seconds


def _formats(given: list[str]) -> tuple[Format, ...]:
    """Return the formats of a name: `json` is one of results and one of graphs, `csv` only the one."""
    if not given:
        return ()
    named = given[-1]
    found = tuple(
        fmt
        for fmt in (*RESULT_FORMATS, *GRAPH_FORMATS)
        if named in {fmt.name, fmt.extension, fmt.media_type} or (fmt.name, named) in _ALSO
    )
    if not found:
        names = ", ".join(fmt.name for fmt in (*RESULT_FORMATS, *GRAPH_FORMATS))
        _bad(f'format "{given[-1]}" is none of {names}')
    return found


def _bad(detail: str) -> NoReturn:
    raise RequestError("bad-request", detail)


def _unsupported(detail: str) -> NoReturn:
    raise RequestError(
        "unsupported-media-type",
        detail,
        available=[FORM, _QUERY],
    )
