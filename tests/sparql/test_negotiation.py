"""Accept is read as RFC 9110 has it, over the one table of formats."""

from __future__ import annotations

import time

import pytest

from untoc_graph.rdf.formats import GRAPH_FORMATS, RESULT_FORMATS
from untoc_graph.sparql.negotiation import available, choose, content_type

FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/*", "csv"),
        ("application/*", "json"),
        ("application/sparql-results+xml", "xml"),
        ("application/xml", "xml"),
        ("text/csv;q=0.5, text/tab-separated-values;q=0.6", "tsv"),
        ("text/csv, */*", "csv"),
        ("text/csv;q=0.1, */*", "json"),
        ("application/sparql-results+json;q=0, */*", "xml"),
        ("TEXT/CSV", "csv"),
        ("text/csv; charset=utf-8", "csv"),
        ("text/csv;header=present;q=0.9, application/json;q=0.1", "csv"),
        ("image/png, text/csv;q=0.001", "csv"),
        (FIREFOX, "json"),
        (CHROME, "json"),
        (", ".join(["image/png"] * 5_000) + ", text/csv", None),
        ("image/png", None),
        ("text/csv;q=0", None),
        ("*/*;q=0", None),
        ("nonsense", None),
        ("text/turtle", None),
    ],
)
def test_the_format_of_results_by_accept(accept: str, name: str | None) -> None:
    chosen = choose(accept, RESULT_FORMATS)
    assert (chosen.format.name if chosen else None) == name


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "turtle"),
        ("*/*", "turtle"),
        ("text/plain", "ntriples"),
        ("application/n-triples, */*;q=0.1", "ntriples"),
        ("application/json", "jsonld"),
        ("application/ld+json;profile=http://www.w3.org/ns/json-ld#compacted", "jsonld"),
        ("application/rdf+xml;q=0.9, text/turtle;q=0.8", "rdfxml"),
        ("application/trig", "trig"),
        ("application/n-quads", "nquads"),
        (FIREFOX, "turtle"),
        ("application/sparql-results+json", None),
    ],
)
def test_the_format_of_graphs_by_accept(accept: str, name: str | None) -> None:
    chosen = choose(accept, GRAPH_FORMATS)
    assert (chosen.format.name if chosen else None) == name


@pytest.mark.parametrize("formats", [RESULT_FORMATS, GRAPH_FORMATS])
def test_every_name_in_the_table_chooses_its_format_and_is_answered_by_that_name(formats: tuple) -> None:
    for fmt in formats:
        for media_type in (fmt.media_type, *fmt.aliases):
            chosen = choose(media_type, formats)
            assert chosen is not None
            assert (chosen.format, chosen.media_type) == (fmt, media_type)


def test_a_browser_gets_json_under_a_name_that_it_shows() -> None:
    chosen = choose(CHROME, RESULT_FORMATS)
    assert chosen is not None
    assert chosen.media_type == "application/json"


def test_the_list_of_what_there_is_comes_from_the_table() -> None:
    assert available()["SELECT and ASK"] == [fmt.media_type for fmt in RESULT_FORMATS]
    assert available()["CONSTRUCT and DESCRIBE"] == [fmt.media_type for fmt in GRAPH_FORMATS]


def test_text_says_its_charset() -> None:
    assert content_type("text/csv") == "text/csv; charset=utf-8"
    assert content_type("application/sparql-results+json") == "application/sparql-results+json"


def test_an_endless_accept_header_costs_little() -> None:
    begun = time.process_time()
    choose("a/b;q=0.5," * 20_000, RESULT_FORMATS)
    assert time.process_time() - begun < 0.5
