"""A request goes in and a reply comes out, with the headers and the problem that clients rely on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from untoc_graph.errors import (
    DataError,
    FederationError,
    MissingReleaseError,
    QueryAbandonedError,
    QueryCrashedError,
    QueryError,
    QueryTimeoutError,
    RateLimitedError,
    ResultTooLargeError,
    ServerBusyError,
    UnknownFunctionError,
)
from untoc_graph.rdf.engine import parse
from untoc_graph.rdf.formats import GRAPH_FORMATS, RESULT_FORMATS, Format
from untoc_graph.settings import Settings
from untoc_graph.sparql.endpoint import Endpoint
from untoc_graph.sparql.problems import error_reply
from untoc_graph.sparql.reply import Reply, Request
from untoc_graph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from untoc_graph.store.release import Release

ADDRESS = "http://127.0.0.1:8000/sparql"
SELECT = "SELECT ?s { ?s a <https://w3id.org/untoc/ontology#State> } ORDER BY ?s LIMIT 1"
CONSTRUCT = "CONSTRUCT { <s> <p> 1 } {}"


@pytest.fixture(scope="module")
def endpoint(small_release: Release) -> Iterator[Endpoint]:
    with EmbeddedStore(small_release, Settings(workers=1, query_timeout=1.0)) as store:
        yield Endpoint(store, small_release, ADDRESS, 65_536)


def ask(endpoint: Endpoint, text: str, accept: str = "", more: str = "", method: str = "GET") -> Reply:
    return endpoint.answer(Request(method, f"query={quote(text)}{more}".encode(), accept=accept))


def problem(reply: Reply) -> dict[str, Any]:
    assert reply.content_type == "application/problem+json"
    said = json.loads(reply.body)
    assert said["status"] == reply.status
    assert said["type"].startswith("https://w3id.org/untoc/problem/")
    assert said["title"]
    assert said["detail"]
    return dict(said)


@pytest.mark.parametrize("fmt", RESULT_FORMATS, ids=lambda fmt: fmt.name)
def test_results_are_sent_under_their_media_type(endpoint: Endpoint, fmt: Format) -> None:
    reply = ask(endpoint, SELECT, fmt.media_type)
    assert reply.status == 200
    assert reply.content_type.partition(";")[0] == fmt.media_type
    assert b"https://w3id.org/untoc/participant/" in reply.body


@pytest.mark.parametrize("fmt", GRAPH_FORMATS, ids=lambda fmt: fmt.name)
def test_graphs_are_sent_under_their_media_type(endpoint: Endpoint, fmt: Format) -> None:
    for text in (CONSTRUCT, "DESCRIBE <https://w3id.org/untoc/participant/ITA>"):
        reply = ask(endpoint, text, fmt.media_type)
        assert reply.status == 200
        assert reply.content_type.partition(";")[0] == fmt.media_type
        assert list(parse(reply.body, fmt))


def test_json_and_turtle_are_the_defaults(endpoint: Endpoint) -> None:
    for accept in ("", "*/*"):
        assert ask(endpoint, SELECT, accept).content_type == "application/sparql-results+json"
        assert ask(endpoint, CONSTRUCT, accept).content_type == "text/turtle; charset=utf-8"


def test_a_named_format_wins_over_accept(endpoint: Endpoint) -> None:
    for accept in ("", "text/html", "image/png", "application/sparql-results+xml"):
        assert ask(endpoint, SELECT, accept, "&format=csv").content_type == "text/csv; charset=utf-8"
        assert ask(endpoint, CONSTRUCT, accept, "&format=json").content_type == "application/ld+json"


def test_a_named_format_that_cannot_hold_the_answer_is_not_acceptable(endpoint: Endpoint) -> None:
    assert ask(endpoint, SELECT, "text/csv", "&format=turtle").status == 406
    assert ask(endpoint, CONSTRUCT, "text/turtle", "&format=csv").status == 406


def test_each_named_format_has_its_own_tag(endpoint: Endpoint) -> None:
    tags = {ask(endpoint, SELECT, "", f"&format={name}").headers["ETag"] for name in ("csv", "tsv", "xml")}
    assert len(tags) == 3


@pytest.mark.parametrize("accept", ["image/png", "text/turtle"])
def test_not_acceptable_lists_what_there_is(endpoint: Endpoint, accept: str) -> None:
    reply = ask(endpoint, SELECT, accept)
    assert reply.status == 406
    offered = problem(reply)["available"]
    assert offered["SELECT and ASK"] == [fmt.media_type for fmt in RESULT_FORMATS]


def test_a_graph_is_not_sent_to_a_client_that_takes_only_results(endpoint: Endpoint) -> None:
    assert ask(endpoint, CONSTRUCT, "text/csv").status == 406


@pytest.mark.parametrize("query", [SELECT, "ASK {", "INSERT DATA { <a> <b> 1 }"])
@pytest.mark.parametrize("accept", ["", "image/png"])
def test_every_reply_varies_by_accept_and_may_be_read_from_anywhere(
    endpoint: Endpoint, query: str, accept: str
) -> None:
    headers = ask(endpoint, query, accept).headers
    assert headers["Vary"] == "Accept"
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Retry-After" in headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT"])
def test_the_description_and_refused_methods_vary_too(endpoint: Endpoint, method: str) -> None:
    headers = endpoint.answer(Request(method)).headers
    assert headers["Vary"] == "Accept"
    assert headers["Access-Control-Allow-Origin"] == "*"


def test_a_syntax_error_has_its_place(endpoint: Endpoint) -> None:
    reply = ask(endpoint, "SELECT *\nWHERE { ?s ?p ] }")
    said = problem(reply)
    assert (reply.status, said["line"], said["column"]) == (400, 2, 15)
    assert said["type"] == "https://w3id.org/untoc/problem/query-syntax"


def test_an_unknown_prefix_has_near_matches_and_the_line_to_add(endpoint: Endpoint) -> None:
    said = problem(ask(endpoint, "ASK { ?s unctoc:partyTo ?o }"))
    assert "PREFIX untoc: <https://w3id.org/untoc/ontology#>" in said["detail"]
    assert (said["line"], said["column"]) == (1, 10)


@pytest.mark.parametrize("text", ["INSERT DATA { <a> <b> 1 }", "LOAD <file:///etc/passwd>", "CLEAR ALL"])
def test_an_update_sent_as_a_query_is_refused(endpoint: Endpoint, text: str) -> None:
    reply = ask(endpoint, text)
    assert reply.status == 403
    assert problem(reply)["type"].endswith("/update-refused")


def test_service_is_refused(endpoint: Endpoint) -> None:
    reply = ask(endpoint, "ASK { SERVICE SILENT <http://127.0.0.1:9/> {} }")
    assert reply.status == 403
    assert problem(reply)["type"].endswith("/service-refused")


def test_the_protocol_dataset_is_handed_on(endpoint: Endpoint) -> None:
    text = "ASK { ?s a <https://w3id.org/untoc/ontology#Ratification> }"
    in_graph = "&default-graph-uri=https%3A%2F%2Fw3id.org%2Funtoc%2Fgraph%2F"
    assert ask(endpoint, text, more=in_graph + "actions").body.endswith(b"true}")
    assert ask(endpoint, text, more=in_graph + "participants").body.endswith(b"false}")
    assert ask(endpoint, text, more="&default-graph-uri=relative").status == 400


def test_a_query_out_of_time_may_be_tried_again(endpoint: Endpoint) -> None:
    endless = "ASK { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(9)) + " FILTER(?a0 = ?b8) }"
    reply = ask(endpoint, endless, more="&timeout=0.2")
    assert reply.status == 503
    assert int(reply.headers["Retry-After"]) > 0
    assert "0.2 s" in problem(reply)["detail"]


def test_methods_other_than_get_and_post_are_not_allowed(endpoint: Endpoint) -> None:
    for method in ("PUT", "DELETE", "PATCH", "PROPFIND"):
        reply = ask(endpoint, "ASK {}", method=method)
        assert (reply.status, reply.headers["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")
        problem(reply)


def test_a_preflight_allows_reading(endpoint: Endpoint) -> None:
    reply = endpoint.answer(Request("OPTIONS"))
    assert (reply.status, reply.body) == (204, b"")
    assert "POST" in reply.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in reply.headers["Access-Control-Allow-Headers"]
    assert reply.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("fmt", GRAPH_FORMATS, ids=lambda fmt: fmt.name)
def test_a_plain_get_describes_the_service(endpoint: Endpoint, fmt: Format, small_release: Release) -> None:
    reply = endpoint.answer(Request("GET", accept=fmt.media_type))
    assert reply.status == 200
    assert reply.content_type.partition(";")[0] == fmt.media_type
    quads = list(parse(reply.body, fmt))
    said = {(quad.predicate.value.rpartition("#")[2], getattr(quad.object, "value", "")) for quad in quads}
    assert ("endpoint", ADDRESS) in said
    assert ("feature", "http://www.w3.org/ns/sparql-service-description#UnionDefaultGraph") in said
    assert {value for name, value in said if name == "name"} == {g.iri for g in small_release.graphs.values()}
    assert not any(str(quad.subject).startswith("_:") for quad in quads)


def test_the_description_names_every_format_that_is_offered(endpoint: Endpoint) -> None:
    body = endpoint.answer(Request("GET")).body
    assert body.count(b"/ns/formats/") == len(RESULT_FORMATS) + len(GRAPH_FORMATS)


def test_a_description_that_nobody_can_read_is_not_acceptable(endpoint: Endpoint) -> None:
    assert endpoint.answer(Request("GET", accept="image/png")).status == 406


@pytest.mark.parametrize(
    ("error", "status", "slug"),
    [
        (QueryTimeoutError("x"), 503, "query-timeout"),
        (QueryCrashedError("x"), 503, "query-crashed"),
        (ServerBusyError("x"), 503, "busy"),
        (RateLimitedError("x"), 429, "rate-limited"),
        (UnknownFunctionError("x"), 400, "unknown-function"),
        (FederationError("x"), 502, "federation-failed"),
        (ResultTooLargeError("x"), 413, "result-too-large"),
        (QueryAbandonedError("x"), 499, "abandoned"),
        (QueryError("x"), 500, "query-failed"),
        (MissingReleaseError("build"), 503, "no-release"),
        (DataError("x"), 503, "broken-release"),
    ],
)
def test_every_error_has_its_problem(error: Any, status: int, slug: str) -> None:
    reply = error_reply(error)
    assert reply.status == status
    assert problem(reply)["type"].endswith("/" + slug)
    assert ("Retry-After" in reply.headers) is (status in {429, 503})


def test_a_lone_surrogate_in_an_error_is_still_a_problem() -> None:
    assert problem(error_reply(QueryError("bad \ud800")))["detail"]
