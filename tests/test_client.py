"""A running endpoint is asked like the local graph, and its refusals become our errors."""

from __future__ import annotations

import json
import socket
import time

import pytest
import rdflib
from rdflib import URIRef

from untoc_graph import Client, Graph
from untoc_graph.errors import (
    CallError,
    ParameterError,
    QueryError,
    QuerySyntaxError,
    QueryTimeoutError,
    ResultTooLargeError,
    ServerBusyError,
    ServiceRefusedError,
    UnofferedFormatError,
    UpdateRefusedError,
)
from untoc_graph.rdf.formats import GRAPH_FORMATS, RESULT_FORMATS, graph_format, result_format
from untoc_graph.sparql.reply import Reply

ITA = URIRef("https://w3id.org/untoc/participant/ITA")


@pytest.fixture
def client(small_endpoint, small_queries):
    url, seen = small_endpoint
    seen.clear()
    with Client(url, queries=small_queries) as opened:
        yield opened


def test_the_same_rows_come_from_the_endpoint_and_from_the_release(client, small_build, small_queries):
    with Graph.open(small_build, queries=small_queries) as graph:
        for values in ({}, {"who": "ITA"}, {"who": ["ITA", "ROU"], "on": "2003-01-01"}):
            assert client.answer("joined", **values).terms == graph.answer("joined", **values).terms


def test_a_text_gives_rows_a_truth_or_a_graph(client):
    assert client.query("SELECT ?s WHERE { ?s a <https://w3id.org/untoc/ontology#Convention> }").names == (
        "s",
    )
    assert client.query("ASK { ?s ?p ?o }") is True
    assert client.query("ASK { ?s ?p 'nothing' }") is False
    built = client.query(f"CONSTRUCT WHERE {{ <{ITA}> ?p ?o }}")
    assert isinstance(built, rdflib.Graph)
    assert len(built) == 4


@pytest.mark.parametrize("fmt", RESULT_FORMATS, ids=lambda fmt: fmt.name)
def test_rows_come_in_every_format(client, fmt):
    given, content = client.document("SELECT (5 AS ?five) {}", fmt, None)
    assert given == fmt
    assert b"five" in content


@pytest.mark.parametrize("fmt", GRAPH_FORMATS, ids=lambda fmt: fmt.name)
def test_graphs_come_in_every_format(client, fmt):
    given, content = client.document(f"DESCRIBE <{ITA}>", None, fmt)
    assert given == fmt
    assert b"Italie" in content


def test_a_long_text_is_posted_and_a_short_one_is_not(client, small_endpoint):
    _, seen = small_endpoint
    client.query("ASK { ?s ?p ?o }")
    client.query("ASK { ?s ?p ?o } #" + "é" * 3000)
    assert [request.method for request, _ in seen] == ["GET", "POST"]
    assert all(headers["User-Agent"].startswith("untoc-graph/") for _, headers in seen)


def test_words_of_an_update_in_a_comment_do_not_make_it_one(client):
    assert client.query("# load, delete and insert\n# drop all\nASK { ?s ?p ?o }") is True


def test_only_the_query_is_sent(client, small_endpoint):
    _, seen = small_endpoint
    client.query("ASK {}")
    assert seen[0][0].query_string == b"query=ASK+%7B%7D"


def test_an_unknown_thing_is_refused_with_the_nearest(client):
    with pytest.raises(ParameterError, match=r"did you mean ROU \(Romania\)"):
        client.answer("joined", who="ROM")


def test_a_syntax_error_keeps_its_place(client):
    with pytest.raises(QuerySyntaxError) as caught:
        client.query("SELECT ?s\nWHER { ?s ?p ?o }")
    assert (caught.value.line, caught.value.column) == (2, 1)
    assert "WHER" in str(caught.value)


REFUSED = [
    ("INSERT DATA { <a:s> <a:p> <a:o> }", UpdateRefusedError),
    ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", ServiceRefusedError),
]


@pytest.mark.parametrize(("text", "kind"), REFUSED)
def test_refusals_of_the_endpoint_have_their_class(client, text, kind):
    with pytest.raises(kind):
        client.query(text)


def test_rows_in_a_format_of_graphs_are_not_offered(client):
    with pytest.raises(UnofferedFormatError):
        client.document("SELECT * { ?s ?p ?o }", None, graph_format("turtle"))


def problem(status, slug=None, **members):
    type_ = {"type": f"https://w3id.org/untoc/problem/{slug}"} if slug else {}
    return Reply(
        status, "application/problem+json", json.dumps({**type_, "status": status, **members}).encode()
    )


ANSWERED = [
    (problem(503, "query-timeout", detail="it took 10 s"), QueryTimeoutError, "it took 10 s"),
    (problem(503, "busy", title="busy"), ServerBusyError, "busy"),
    (problem(413, "result-too-large", detail="too large"), ResultTooLargeError, "too large"),
    (problem(500, "query-failed", detail="an 'odd' \"one\" \\ é"), QueryError, "an 'odd' \"one\" \\ é"),
    (problem(400, detail="bad", line="x"), QuerySyntaxError, "bad"),
    (Reply(500, "text/html", b"<h1>Oops</h1>"), QueryError, "answered 500"),
    (Reply(400, "text/plain", b"Response:\n(1)"), QuerySyntaxError, "answered 400"),
    (Reply(500, "text/plain", b""), QueryError, "answered 500"),
    (Reply(503, "text/html", b"[]"), ServerBusyError, "answered 503"),
    (Reply(404, "text/html", b"<h1>No</h1>"), CallError, "no endpoint at http://127.0.0.1"),
    (Reply(401, "text/html", b""), CallError, "it answers 401"),
    (
        Reply(200, "text/html", b"<h1>Welcome</h1>"),
        UnofferedFormatError,
        "the endpoint answered in text/html",
    ),
]


@pytest.mark.parametrize(("reply", "kind", "message"), ANSWERED)
def test_what_an_endpoint_answers_becomes_one_line(serving, reply, kind, message):
    with serving(lambda _: reply) as (url, _), pytest.raises(kind) as caught:
        Client(url).query("ASK {}")
    assert message in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_an_alias_of_a_media_type_is_understood(serving):
    truth = Reply(200, "application/json", b'{"head": {}, "boolean": true}')
    with serving(lambda _: truth) as (url, _):
        assert Client(url).query("ASK {}") is True


def test_a_body_that_is_not_what_its_type_says_is_refused(serving):
    broken = Reply(200, "application/sparql-results+json", b"{")
    with serving(lambda _: broken) as (url, _), pytest.raises(QueryError, match="not SPARQL results in JSON"):
        Client(url).query("ASK {}")


def test_a_graph_that_cannot_be_read_is_refused(serving):
    broken = Reply(200, "text/turtle", b"<a> <b>")
    with serving(lambda _: broken) as (url, _), pytest.raises(QueryError, match="not a graph in turtle"):
        Client(url).query("DESCRIBE <a:b>")


def test_an_endpoint_that_does_not_answer_in_time_is_a_timeout(serving):
    def slow(_):
        time.sleep(0.6)
        return Reply(200)

    with serving(slow) as (url, _), pytest.raises(QueryTimeoutError, match=r"did not answer within 0\.2 s"):
        Client(url, timeout=0.2).query("ASK {}")


def test_an_address_where_nothing_listens_is_a_call_error():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/sparql"
    with pytest.raises(CallError, match=r"no endpoint answers at http://127\.0\.0\.1:"):
        Client(url).query("ASK {}")


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "data:,x", "localhost:8000", "", "http://", "javascript:1"]
)
def test_only_http_addresses_are_endpoints(url):
    with pytest.raises(CallError, match="is no endpoint"):
        Client(url)


def test_results_are_asked_in_the_formats_that_were_named(client, small_endpoint):
    _, seen = small_endpoint
    client.document("ASK {}", result_format("xml"), graph_format("turtle"))
    assert seen[0][0].accept == "application/sparql-results+xml, text/turtle"
