"""Whatever comes as a request, the protocols give a reply that HTTP can carry, and never fail themselves."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus, urlencode

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from untoc_graph import errors
from untoc_graph.errors import QueryError, RateLimitedError
from untoc_graph.rdf.formats import GRAPH_FORMATS, RESULT_FORMATS, Format
from untoc_graph.settings import Settings
from untoc_graph.sparql.caching import ReplyCache, repeatable
from untoc_graph.sparql.endpoint import Endpoint
from untoc_graph.sparql.graph_store import GraphStore
from untoc_graph.sparql.limits import limits
from untoc_graph.sparql.negotiation import choose
from untoc_graph.sparql.reply import Reply, Request
from untoc_graph.store.interface import Answer, Load, Stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from untoc_graph.store.release import Release

# The same examples each time, and no folder of them left behind.
FUZZED = settings(
    max_examples=400,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
STATUSES = {200, 204, 304, 400, 403, 404, 405, 406, 413, 415, 429, 499, 502, 503}
BODY = b"the document"
TITLES: dict[str, str] = {}


class Rest:
    def __iter__(self) -> Iterator[bytes]:
        return iter([BODY])

    def close(self) -> None:
        pass


class Fixed:
    """A store that gives what a test has drawn: a kind of answer, whole or in pieces, or an error."""

    outcome: Any = "select"

    def stream(
        self, text: str, *, results: Format | None = None, graph: Format | None = None, **_: Any
    ) -> Stream:
        if isinstance(self.outcome, Exception):
            raise self.outcome
        chosen = graph if self.outcome in {"construct", "describe"} else results
        if chosen is None:
            raise errors.UnofferedFormatError("not in the formats asked for")
        if len(text) % 2:
            return Stream(self.outcome, chosen, rest=Rest())
        return Stream(self.outcome, chosen, whole=BODY)

    def attempt(self, text: str, **_: Any) -> None:
        return None

    def evaluate(self, text: str, **_: Any) -> Answer:
        raise NotImplementedError

    @property
    def load(self) -> Load:
        return Load()

    def close(self) -> None:
        pass


OUTCOMES = st.one_of(
    st.sampled_from(["select", "ask", "construct", "describe"]),
    st.sampled_from(
        [
            kind
            for kind in vars(errors).values()
            if isinstance(kind, type) and issubclass(kind, QueryError) and kind is not QueryError
        ]
    ).flatmap(lambda kind: st.text(max_size=40).map(kind)),
)

# Header values as they reach an application: bytes as ISO 8859-1, no line ends.
VALUES = st.text(st.characters(max_codepoint=255, exclude_characters="\r\n\0"), max_size=60)
QUALITIES = st.one_of(
    st.just(""),
    st.sampled_from(
        [
            ";q=0",
            ";q=1",
            ";q=0.5",
            ";q=0.001",
            ";Q=0.7",
            "; q=0.3",
            ";q=",
            ";q=x",
            ";q=-1",
            ";q=1e9",
            ";q=nan",
            ";a=b;q=0.1",
        ]
    ),
)
NAMES = st.one_of(
    st.sampled_from(
        [name for fmt in (*RESULT_FORMATS, *GRAPH_FORMATS) for name in (fmt.media_type, *fmt.aliases)]
        + [
            "*/*",
            "text/*",
            "application/*",
            "text/html",
            "application/xhtml+xml",
            "image/png",
            "*",
            "/",
            "a/b/c",
            "*/json",
            "TEXT/CSV",
        ]
    ),
    VALUES,
)
ACCEPTS = st.one_of(VALUES, st.lists(st.tuples(NAMES, QUALITIES).map("".join), max_size=6).map(", ".join))
CONTENT_TYPES = st.one_of(
    VALUES,
    st.tuples(
        st.sampled_from(
            [
                "application/x-www-form-urlencoded",
                "application/sparql-query",
                "application/sparql-update",
                "text/plain",
                "multipart/form-data",
            ]
        ),
        st.sampled_from(
            [
                "",
                "; charset=utf-8",
                ";charset=UTF-16",
                "; charset=",
                '; charset="utf-8"',
                "; boundary=x",
                "; charset*=utf-8''x",
            ]
        ),
    ).map("".join),
)
TEXTS = st.one_of(
    st.sampled_from(
        [
            "ASK {}",
            "SELECT * {}",
            "CONSTRUCT { [] <p> 1 } {}",
            "ASK {",
            "DROP ALL",
            "",
            " ",
            "\x00",
            "ASK {}" * 200,
        ]
    ),
    st.text(max_size=60),
)
PARAMETERS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "query",
                "query",
                "query",
                "update",
                "default-graph-uri",
                "named-graph-uri",
                "timeout",
                "graph",
                "default",
                "x",
                "",
            ]
        ),
        st.one_of(
            TEXTS,
            st.sampled_from(
                [
                    "1",
                    "0",
                    "-1",
                    "nan",
                    "inf",
                    "1e999",
                    "0.5",
                    "http://x/",
                    "https://w3id.org/untoc/graph/actions",
                ]
            ),
        ),
    ),
    max_size=5,
)
ENCODED = st.one_of(
    PARAMETERS.map(lambda given: urlencode(given).encode()),
    PARAMETERS.map(lambda given: urlencode(given, quote_via=quote_plus, encoding="utf-16-le").encode()),
    st.binary(max_size=80),
    st.sampled_from(
        [
            b"default",
            b"default=",
            b"graph=",
            b"query",
            b"&&&",
            b"%",
            b"query=%",
            b"query=%ff",
            b";query=ASK{}",
            b"=" * 300,
            b"x=1&" * 300,
        ]
    ),
)
METHODS = st.one_of(
    st.sampled_from(["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "get", ""]),
    st.text(st.characters(max_codepoint=127), max_size=8),
)
CONDITIONS = st.one_of(
    st.sampled_from(["", "*", '"x"', 'W/"x"', ",", "Thu, 01 Jan 1970 00:00:00 GMT"]), VALUES
)
REQUESTS = st.builds(
    Request,
    method=METHODS,
    query_string=ENCODED,
    content_type=CONTENT_TYPES,
    content_encoding=st.one_of(st.sampled_from(["", "identity", "gzip", "GZIP, br"]), VALUES),
    accept=ACCEPTS,
    body=st.one_of(ENCODED, TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass"))),
    path=st.text(max_size=20),
    if_none_match=CONDITIONS,
    if_modified_since=CONDITIONS,
    client=VALUES,
)


def check(reply: Reply, request: Request) -> None:
    """Assert what holds for every reply of the protocols."""
    assert reply.status in STATUSES
    headers = dict(reply.fields)
    assert len(headers) == len(reply.fields), "no header comes twice"
    for name, value in reply.fields:
        assert name.isascii()
        assert not set(value) & set("\r\n\0")
        value.encode("latin-1")
    assert headers["Vary"] == "Accept"
    assert headers["Access-Control-Allow-Origin"] == "*"
    if reply.status >= 400:
        assert headers["Content-Type"] == "application/problem+json"
        assert headers["Cache-Control"] == "no-store"
        assert "ETag" not in headers
        said = json.loads(reply.body)
        assert said["type"].startswith("https://w3id.org/untoc/problem/")
        assert said["type"].endswith("/" + reply.problem)
        # The title is the same for all problems of one type (RFC 9457, 3.1.4).
        assert TITLES.setdefault(said["type"], said["title"]) == said["title"]
        assert said["status"] == reply.status
        assert isinstance(said["detail"], str)
        assert ("Retry-After" in headers) is (reply.status in {429, 503})
    elif reply.status == 200:
        assert not reply.problem
        assert headers["Content-Type"]
        assert reply.rest is not None or headers["Content-Length"] == str(len(reply.body))
    else:
        assert reply.body == b""
        assert "Content-Length" not in headers
        assert request.method == "OPTIONS" if reply.status == 204 else request.reads


@pytest.fixture(scope="module")
def endpoint(small_release: Release) -> Endpoint:
    return Endpoint(
        Fixed(),
        small_release,
        "http://127.0.0.1/sparql",
        1_000,
        limits(Settings()),
        ReplyCache(100_000, 10_000),
    )


@pytest.fixture(scope="module")
def graphs(small_release: Release) -> GraphStore:
    return GraphStore(Fixed(), small_release, ReplyCache(100_000, 10_000), lambda _: None)


@FUZZED
@given(request=REQUESTS, outcome=OUTCOMES)
@example(
    request=Request("POST", content_type="application/sparql-query", body=b"\xed\xa0\x80"), outcome="ask"
)
@example(request=Request("GET", b"query=ASK%7B%7D&timeout=1e-320"), outcome="ask")
@example(request=Request("GET", b"query=ASK%7B%7D", if_none_match='"x",*'), outcome="ask")
def test_the_endpoint_has_a_reply_to_every_request(
    endpoint: Endpoint, request: Request, outcome: Any
) -> None:
    endpoint.store.outcome = outcome  # type: ignore[attr-defined]
    reply = endpoint.answer(request)
    check(reply, request)
    if reply.status == 200 and (request.query_string or not request.reads):
        assert (reply.body or b"".join(reply.rest or [])) == BODY


@FUZZED
@given(request=REQUESTS, outcome=OUTCOMES)
def test_head_is_get_without_its_body(endpoint: Endpoint, request: Request, outcome: Any) -> None:
    endpoint.store.outcome = outcome  # type: ignore[attr-defined]
    head, got = (endpoint.answer(replace(request, method=method)) for method in ("HEAD", "GET"))
    assert (head.status, head.headers) == (got.status, got.headers)


@FUZZED
@given(request=REQUESTS, outcome=OUTCOMES)
def test_a_reply_that_was_given_is_not_modified(endpoint: Endpoint, request: Request, outcome: Any) -> None:
    endpoint.store.outcome = outcome  # type: ignore[attr-defined]
    first = endpoint.answer(replace(request, method="GET", if_none_match="", if_modified_since=""))
    if "ETag" in first.headers:
        again = endpoint.answer(replace(request, method="GET", if_none_match=f'"x", {first.headers["ETag"]}'))
        assert again.status == 304
        assert again.headers["ETag"] == first.headers["ETag"]


@FUZZED
@given(request=REQUESTS)
def test_a_client_that_may_not_ask_is_refused_and_nothing_fails(endpoint: Endpoint, request: Request) -> None:
    def refuse(client: str) -> None:
        raise RateLimitedError(f"too many from {client}", 7)

    endpoint.store.outcome = "ask"  # type: ignore[attr-defined]
    reply = replace(endpoint, admit=refuse, cache=None).answer(request)
    check(reply, request)
    if reply.status == 429:
        assert reply.headers["Retry-After"] == "7"


@FUZZED
@given(
    request=REQUESTS, outcome=OUTCOMES, name=st.one_of(st.none(), st.text(max_size=20), st.just("actions"))
)
def test_the_graph_store_has_a_reply_to_every_request(
    graphs: GraphStore, request: Request, outcome: Any, name: str | None
) -> None:
    graphs.store.outcome = outcome if isinstance(outcome, Exception) else "construct"  # type: ignore[attr-defined]
    reply = graphs.answer(request, name)
    check(reply, request)


# Negotiation, beside a reading of RFC 9110 that looks at nothing but well-formed ranges

RANGES = st.lists(
    st.tuples(
        st.sampled_from(
            [name for fmt in (*RESULT_FORMATS, *GRAPH_FORMATS) for name in (fmt.media_type, *fmt.aliases)]
            + ["*/*", "text/*", "application/*", "image/png", "image/*"]
        ),
        st.sampled_from([None, "0", "1", "0.5", "0.25", "0.75", "0.1"]),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda pair: pair[0],
)


def quality(name: str, ranges: list[tuple[str, str | None]]) -> float:
    """Return the quality of a media type: that of the most specific range that holds it."""
    said = {asked: float(q or 1) for asked, q in ranges}
    for asked in (name, name.partition("/")[0] + "/*", "*/*"):
        if asked in said:
            return said[asked]
    return 0.0


@FUZZED
@given(ranges=RANGES, formats=st.sampled_from([RESULT_FORMATS, GRAPH_FORMATS]))
def test_what_is_chosen_has_the_highest_quality_of_all_that_is_offered(
    ranges: list[tuple[str, str | None]], formats: tuple[Format, ...]
) -> None:
    accept = ", ".join(f"{name};q={q}" if q else name for name, q in ranges)
    offered = [name for fmt in formats for name in (fmt.media_type, *fmt.aliases)]
    best = max(quality(name, ranges) for name in offered)
    chosen = choose(accept, formats)
    if best == 0:
        assert chosen is None
    else:
        assert chosen is not None
        assert quality(chosen.media_type, ranges) == best
        assert chosen.media_type in {chosen.format.media_type, *chosen.format.aliases}


@FUZZED
@given(accept=st.one_of(ACCEPTS, st.text(max_size=100)))
def test_no_accept_header_makes_negotiation_fail(accept: str) -> None:
    for formats in (RESULT_FORMATS, GRAPH_FORMATS):
        chosen = choose(accept, formats)
        assert chosen is None or chosen.format in formats
        # The same header chooses the same.
        assert choose(accept, formats) == chosen


@FUZZED
@given(text=st.text(max_size=200))
def test_no_text_makes_the_look_at_it_fail(text: str) -> None:
    assert repeatable(text) in {True, False}
