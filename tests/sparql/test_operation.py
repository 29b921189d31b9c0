"""The protocol's table: which requests are queries, and how the others are refused."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from untoc_graph.errors import UpdateRefusedError
from untoc_graph.sparql.operation import FORM, QueryOperation, body_limit, read_operation
from untoc_graph.sparql.problems import RequestError
from untoc_graph.sparql.reply import Request

DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"


def get(query_string: str) -> QueryOperation | None:
    return read_operation(Request("GET", query_string.encode()), 1_000)


def post(content_type: str, body: bytes | str, query_string: str = "", encoding: str = "") -> QueryOperation:
    data = body.encode() if isinstance(body, str) else body
    request = Request("POST", query_string.encode(), content_type, encoding, body=data)
    operation = read_operation(request, 1_000)
    assert operation is not None
    return operation


def test_query_by_get() -> None:
    assert get("query=ASK%20%7B%7D") == QueryOperation("ASK {}")


def test_query_by_head_is_the_same() -> None:
    assert read_operation(Request("HEAD", b"query=ASK%20%7B%7D"), 100) == QueryOperation("ASK {}")


def test_query_by_form_post() -> None:
    assert post(FORM, "query=ASK+%7B%7D") == QueryOperation("ASK {}")
    assert post(FORM + "; charset=UTF-8", "query=ASK+%7B%7D") == QueryOperation("ASK {}")
    assert post(FORM.upper(), "query=ASK+%7B%7D") == QueryOperation("ASK {}")


def test_query_by_direct_post() -> None:
    assert post(DIRECT, "ASK { ?s ?p 'é%41+' }") == QueryOperation("ASK { ?s ?p 'é%41+' }")
    assert post(DIRECT + ";charset=utf-8", "ASK {}") == QueryOperation("ASK {}")


def test_a_byte_order_mark_is_no_part_of_the_query() -> None:
    assert post(DIRECT, b"\xef\xbb\xbfASK {}") == QueryOperation("ASK {}")


def test_the_dataset_comes_from_the_address_in_all_three() -> None:
    graphs = (
        "default-graph-uri=http%3A%2F%2Fa&default-graph-uri=http%3A%2F%2Fb&named-graph-uri=http%3A%2F%2Fc"
    )
    expected = QueryOperation("ASK {}", ("http://a", "http://b"), ("http://c",))
    assert get("query=ASK%20%7B%7D&" + graphs) == expected
    assert post(FORM, "query=ASK%20%7B%7D", graphs) == expected
    assert post(FORM, "query=ASK%20%7B%7D&" + graphs) == expected
    assert post(DIRECT, "ASK {}", graphs) == expected


@pytest.mark.parametrize(
    "text", ["ASK { ?s ?p '100%41' }", "ASK { <http://x/%20a+b> ?p '+' }", "ASK {} # é&=;%"]
)
def test_escapes_are_decoded_exactly_once(text: str) -> None:
    encoded = "query=" + quote(text, safe="")
    assert get(encoded) == post(FORM, encoded) == QueryOperation(text)


def test_a_get_without_parameters_asks_what_the_service_is() -> None:
    assert get("") is None


@pytest.mark.parametrize(
    "query_string",
    ["query=", "query=%20%0A", "default-graph-uri=http%3A%2F%2Fa", "q=ASK%20%7B%7D", "query", "&", "="],
)
def test_a_missing_query_is_a_bad_request(query_string: str) -> None:
    with pytest.raises(RequestError, match="query is missing or empty") as caught:
        get(query_string)
    assert caught.value.status == 400


@pytest.mark.parametrize("body", ["", "query=", "other=1"])
def test_a_form_without_a_query_is_a_bad_request(body: str) -> None:
    with pytest.raises(RequestError) as caught:
        post(FORM, body)
    assert caught.value.status == 400


def test_an_empty_direct_post_is_a_bad_request() -> None:
    with pytest.raises(RequestError) as caught:
        post(DIRECT, " \n")
    assert caught.value.status == 400


def test_more_than_one_query_is_a_bad_request() -> None:
    for ask in (
        lambda: get("query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D"),
        lambda: post(FORM, "query=ASK%20%7B%7D&query=ASK%20%7B%7D"),
        lambda: post(FORM, "query=ASK%20%7B%7D", "query=ASK%20%7B%7D"),
        lambda: post(DIRECT, "ASK {}", "query=ASK%20%7B%7D"),
    ):
        with pytest.raises(RequestError, match="2 times") as caught:
            ask()
        assert caught.value.status == 400


def test_an_update_is_refused_by_every_way() -> None:
    for ask in (
        lambda: get("update=CLEAR%20ALL"),
        lambda: post(FORM, "update=CLEAR+ALL"),
        lambda: post(FORM, "query=ASK%20%7B%7D&update=CLEAR+ALL"),
        lambda: post(FORM, "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT"),
        lambda: post(UPDATE, "CLEAR ALL"),
        lambda: post(UPDATE, "CLEAR ALL", "using-graph-uri=http%3A%2F%2Fa"),
    ):
        with pytest.raises(UpdateRefusedError):
            ask()


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/json",
        DIRECT + "; charset=UTF-16",
        UPDATE + "; charset=UTF-16",
        FORM + "; charset=ISO-8859-1",
    ],
)
def test_another_kind_of_body_is_an_unsupported_media_type(content_type: str) -> None:
    with pytest.raises(RequestError) as caught:
        post(content_type, "ASK {}")
    assert caught.value.status == 415
    assert caught.value.members["available"] == [FORM, DIRECT]


def test_a_compressed_body_is_not_unpacked() -> None:
    with pytest.raises(RequestError, match="compressed") as caught:
        post(DIRECT, b"\x1f\x8b", encoding="gzip")
    assert caught.value.status == 415


@pytest.mark.parametrize("escaped", ["%FF", "%ED%A0%80", "%C3", "\udcff"])
def test_bytes_that_are_not_utf8_are_a_bad_request(escaped: str) -> None:
    query_string = f"query=ASK{escaped}".encode("utf-8", "surrogateescape")
    with pytest.raises(RequestError, match="not UTF-8") as caught:
        read_operation(Request("GET", query_string), 100)
    assert caught.value.status == 400
    with pytest.raises(RequestError, match="not UTF-8"):
        post(DIRECT, b"ASK { ?s ?p '\xff' }")


def test_a_text_over_the_limit_is_too_large() -> None:
    assert get("query=" + "x" * 1_000) == QueryOperation("x" * 1_000)
    for ask in (lambda: get("query=" + "x" * 1_001), lambda: post(DIRECT, "é" * 501)):
        with pytest.raises(RequestError, match="1000 bytes") as caught:
            ask()
        assert caught.value.status == 413


def test_the_limit_of_the_body_has_room_for_escapes() -> None:
    assert len("query=" + quote("{" * 1_000)) < body_limit(1_000)


def test_thousands_of_parameters_are_a_bad_request() -> None:
    with pytest.raises(RequestError, match="more than 200") as caught:
        get("&".join(f"a{i}=" for i in range(1_000)))
    assert caught.value.status == 400


def test_an_empty_graph_name_is_a_bad_request() -> None:
    with pytest.raises(RequestError, match="default-graph-uri is empty"):
        get("query=ASK%20%7B%7D&default-graph-uri=")


def test_a_client_says_how_long_it_will_wait() -> None:
    assert get("query=ASK%20%7B%7D&timeout=2.5") == QueryOperation("ASK {}", timeout=2.5)


@pytest.mark.parametrize("seconds", ["", "0", "-1", "nan", "inf", "soon"])
def test_a_timeout_that_is_no_time_is_a_bad_request(seconds: str) -> None:
    with pytest.raises(RequestError, match="timeout") as caught:
        get(f"query=ASK%20%7B%7D&timeout={seconds}")
    assert caught.value.status == 400


@pytest.mark.parametrize(
    ("named", "formats"),
    [
        ("csv", ["text/csv"]),
        ("json", ["application/sparql-results+json", "application/ld+json"]),
        ("xml", ["application/sparql-results+xml", "application/rdf+xml"]),
        ("ttl", ["text/turtle"]),
        ("ntriples", ["application/n-triples"]),
        ("text%2Fturtle", ["text/turtle"]),
    ],
)
def test_a_format_may_be_named_where_no_header_can(named: str, formats: list[str]) -> None:
    operation = get(f"query=ASK%20%7B%7D&format={named}")
    assert operation
    assert [each.media_type for each in operation.formats] == formats
    form = post(FORM, f"query=ASK%20%7B%7D&format={named}")
    assert form == operation


def test_an_unknown_format_is_a_bad_request_that_lists_those_there_are() -> None:
    with pytest.raises(RequestError, match=r'format "pdf" is none of .*csv.*turtle') as caught:
        get("query=ASK%20%7B%7D&format=pdf")
    assert caught.value.status == 400
