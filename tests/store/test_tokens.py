"""SERVICE and updates are seen wherever the engine would see them, and nowhere else."""

from __future__ import annotations

import gc
import time

import pyoxigraph as ox
import pytest

from untoc_graph.store.tokens import calls_service, declared_prefixes, is_update, names_graphs, tokens

HOST = "<http://127.0.0.1:9/>"
EX = "PREFIX ex: <http://x/> "

CALLS = [
    f"ASK {{ SERVICE {HOST} {{}} }}",
    f"ASK {{ service silent {HOST} {{}} }}",
    "ASK { SeRvIcE?x {} }",
    f"ASK {{ SERVICE#comment\n{HOST} {{}} }}",
    f"ASK {{ SERVICESILENT{HOST}{{}} }}",
    EX + "ASK { SERVICESILENTex:a{} }",
    EX + "ASK { SERVICEex:a{} }",
    f"ASK {{ ?s ?p 1SERVICE{HOST}{{}} }}",
    f"ASK {{ ?s ?p 1.SERVICE{HOST}{{}} }}",
    f"ASK {{ ?s ?p 1e0SERVICE{HOST}{{}} }}",
    f"ASK {{ ?s ?p trueSERVICE{HOST}{{}} }}",
    f"ASK {{ ?s ?p 'x'SERVICE{HOST}{{}} }}",
    f"ASK {{ ?s ?p 'x'@en.SERVICE{HOST}{{}} }}",
    f"ASK {{ ?s ?p ?v.SERVICE{HOST}{{}} }}",
    EX + f"ASK {{ ?s ?p ex:a.b.SERVICE SILENT {HOST}{{}} }}",
    EX + f"ASK {{ ?s ?p ex:a..b.SERVICE SILENT {HOST}{{}} }}",
    "PREFIX : <http://x/> ASK { service:a{} }",
    "PREFIX : <http://x/> PREFIX service: <http://y/> ASK { service:a{} }",
    f"ASK {{ FILTER(?a<1)SERVICE#>\nSILENT {HOST}{{}} }}",
    EX + f"ASK {{ ?s ?p ex:a\\' . SERVICE {HOST} {{}} ?s ?p ex:a\\' }}",
    f"ASK {{ ?s ?p '\\'' . SERVICE {HOST} {{}} ?s ?p '' }}",
    f"ASK {{ ?s ?p '''a''b''' . SERVICE {HOST} {{}} ?s ?p '''''' }}",
    f"SELECT * {{ {{ SELECT * {{ SERVICE {HOST} {{}} }} }} }}",
]

SPEAKS = [
    "SELECT ?service { ?service ?p ?o }",
    "SELECT $service { $service ?p ?o }",
    'ASK { ?s ?p "SERVICE <http://x/> {}" }',
    "ASK { ?s ?p '''SERVICE ' <http://x/> {}''' }",
    'ASK { ?s ?p """a""SERVICE""" }',
    "ASK { ?s ?p ?o } # SERVICE <http://x/> {}",
    "ASK { <http://x/service#SERVICE> ?p ?o }",
    "ASK { <http://x/(service)> ?p ?o }",
    EX + "ASK { ex:service ?p ex:a.service }",
    EX + "ASK { ?s ex:SERVICE ?o }",
    "PREFIX service: <http://x/> ASK { service:a service:b service:c }",
    "PREFIX service: <http://x/> ASK { GRAPH service:g { ?s ?p ?o } }",
    "PREFIX service: <http://x/> SELECT * FROM service:g { ?s ?p ?o }",
    'ASK { ?s ?p "x"@service }',
    "ASK { ?s ?p _:service }",
    "ASK {}",
]


@pytest.mark.parametrize("text", CALLS)
def test_a_call_to_another_endpoint_is_seen(text: str) -> None:
    assert calls_service(text)


@pytest.mark.parametrize("text", SPEAKS)
def test_the_word_service_elsewhere_is_no_call(text: str) -> None:
    assert not calls_service(text)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a> <b> <c> }",
        "PREFIX ex: <http://x/>\nBASE <http://y/>\nDELETE WHERE { ?s ?p ?o }",
        "# hello\nwith <http://g> delete { ?s ?p ?o } where { ?s ?p ?o }",
        "LOAD <http://x/>",
        "CLEAR ALL",
        "DROPALL",
    ],
)
def test_an_update_is_told_by_its_first_word(text: str) -> None:
    assert is_update(text)


@pytest.mark.parametrize("text", ["SELECT * {}", "PREFIX insert: <http://x/> ASK {}", "", "}", "# INSERT"])
def test_other_texts_are_no_update(text: str) -> None:
    assert not is_update(text)


def test_prefix_lines_are_read_with_and_without_blanks() -> None:
    assert declared_prefixes(list(tokens("PREFIX a:<x>prefix b: <y> PREFIXc:<z> PREFIX : <w>"))) == {
        "a",
        "b",
        "c",
        "",
    }


@pytest.mark.parametrize(
    "unit", ["a-", "'", '"""', "<", "<a", "a.", "..", ":", "a:.", "\\", "@a-", "?", "1.", "#"]
)
def test_reading_tokens_takes_time_in_proportion_to_the_text(unit: str) -> None:
    """Eight times the text takes about eight times as long, sixty-four times were it quadratic."""

    def seconds(length: int) -> float:
        text = unit * (length // len(unit)) + " service"
        found = []
        for _ in range(3):
            begun = time.process_time()
            calls_service(text)
            found.append(time.process_time() - begun)
        return min(found)

    # What other tests left in memory would be walked through by the collector, in the longer run only.
    gc.disable()
    try:
        short, long = seconds(8_192), seconds(65_536)
    finally:
        gc.enable()
    assert long < 24 * max(short, 0.002)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT*{GRAPH?g{?s?p?o}}",
        "SELECT*FROM<http://a/g>{?s?p?o}",
        "SELECT*FROMNAMED<http://a/g>{GRAPH?g{?s?p?o}}",
        "PREFIX a:<http://a/>SELECT*FROMa:g{?s?p?o}",
        "PREFIX a:<http://a/>SELECT*{GRAPHa:g{?s?p?o}}",
        "PREFIX a:<http://a/>SELECT*{?x?y a:b.c.GRAPH?g{?s?p?o}}",
        "SELECT*{BIND(0 AS ?a)FILTER(?a<1)GRAPH?g#>\n{?s?p?o}}",
        "SELECT*{{}GrApH ?g{?s?p?o}}",
        "SELECT*{?x?y true GRAPH?g{?s?p?o}}",
        "SELECT*{?x?y 1.0e5graph?g{?s?p?o}}",
        "SELECT*{?x?y 1.GRAPH?g{?s?p?o}}",
        'SELECT*{?x?y "a"@en GRAPH?g{?s?p?o}}',
        "SELECT*{?x?y ?z.GRAPH?g{?s?p?o}}",
        "SELECT*{?s?p?o FILTER NOT EXISTS{GRAPH?g{?s?p?o}}}",
    ],
)
def test_a_text_that_names_a_graph_is_seen_to(text: str) -> None:
    ox.Store().query(text)  # the engine reads it, so it is one
    assert names_graphs(text)


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX untoc: <http://a/> SELECT * { ?s untoc:inForceFrom ?from . ?s untoc:graphic ?graph }",
        'SELECT * { ?s <http://a/graph/b> "FROM GRAPH" } # GRAPH FROM',
        "SELECT * { ?s ?p ?o }",
    ],
)
def test_a_text_that_only_mentions_graphs_names_none(text: str) -> None:
    ox.Store().query(text)
    assert not names_graphs(text)
