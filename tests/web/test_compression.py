"""Pages are sent in fewer bytes to browsers that ask for it; results of queries are not."""

from __future__ import annotations

import gzip

from untoc_graph.web.compression import compressed, takes_gzip

PAGE = b"<!doctype html>" + b"<p>the same again</p>" * 500
FIELDS = [(b"content-type", b"text/html; charset=utf-8"), (b"vary", b"Accept"), (b"etag", b'"abc"')]


def test_a_page_is_compressed_for_whoever_takes_gzip() -> None:
    fields, body = compressed("/participant/ITA.html", "gzip, br", [*FIELDS, (b"content-length", b"1")], PAGE)
    named = dict(fields)
    assert gzip.decompress(body) == PAGE
    assert len(body) < len(PAGE) / 5
    assert named[b"content-encoding"] == b"gzip"
    assert named[b"content-length"] == str(len(body)).encode()
    assert named[b"vary"] == b"Accept, Accept-Encoding"
    # Other bytes: the tag says that the two are the same only to a reader.
    assert named[b"etag"] == b'W/"abc"'
    assert len(named) == len(fields)


def test_a_page_goes_as_it_is_to_others_and_caches_are_told() -> None:
    fields, body = compressed("/", "identity", FIELDS, PAGE)
    assert body == PAGE
    assert b"content-encoding" not in dict(fields)
    assert dict(fields)[b"vary"] == b"Accept, Accept-Encoding"


def test_results_of_queries_stay_as_they_are() -> None:
    json = [(b"content-type", b"application/json")]
    assert compressed("/sparql", "gzip", json, PAGE) == (json, PAGE)
    turtle = [(b"content-type", b"text/turtle")]
    assert compressed("/participant/ITA.ttl", "gzip", turtle, PAGE) == (turtle, PAGE)


def test_a_short_page_is_not_worth_it() -> None:
    assert compressed("/", "gzip", FIELDS, b"short")[1] == b"short"


def test_what_takes_gzip() -> None:
    assert takes_gzip("deflate, gzip;q=1.0, *;q=0.5")
    assert takes_gzip("*")
    assert not takes_gzip("gzip;q=0, *;q=0.5")
    assert not takes_gzip("gzip; q=0.000")
    assert not takes_gzip("identity")
