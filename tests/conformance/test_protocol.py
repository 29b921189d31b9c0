"""SPARQL 1.1 Protocol: the requests of the manifest, sent to a running server byte for byte."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest

from tests.conformance.documents import Table, read_graph, read_table
from tests.conformance.exchanges import Connection, Exchange, Request, Response, exchanges
from tests.conformance.suites import need_data
from untoc_graph.rdf.formats import GRAPH_FORMATS, RESULT_FORMATS

if TYPE_CHECKING:
    from tests.web.conftest import Server

need_data()

ALL: Final = {exchange.name.partition("/")[2]: exchange for exchange in exchanges("protocol/manifest.ttl")}
# Not applicable: the endpoint only reads, so what these set up cannot be there. Each update is refused.
UPDATES: Final = (
    "update_base_uri",
    "update_dataset_default_graph",
    "update_dataset_default_graphs",
    "update_dataset_full",
    "update_dataset_named_graphs",
    "update_post_direct",
    "update_post_form",
)
READING: Final = [exchange for name, exchange in ALL.items() if name not in UPDATES]


def path_of(request: Request) -> str:
    """Return the path with the prefix of the endpoint; the manifest asks that it be replaced."""
    assert request.path.startswith("/sparql/")
    return "/sparql" + request.path.removeprefix("/sparql/")


def check_format(request: Request, came: Response) -> None:
    """Assert that the body is of the kind that the manifest names, under a type that says so."""
    tables = {fmt.media_type: fmt.extension for fmt in RESULT_FORMATS}
    graphs = {fmt.media_type: fmt for fmt in GRAPH_FORMATS}
    match request.format:
        case "boolean":
            assert tables[came.media_type] in {"srj", "srx"}
            truth = read_table(came.body, tables[came.media_type])
            assert isinstance(truth, bool)
            assert request.boolean is None or truth is request.boolean
        case "tabular":
            assert isinstance(read_table(came.body, tables[came.media_type]), Table)
        case "RDF":
            read_graph(came.body, graphs[came.media_type])
        case kind:
            assert not kind
            assert request.boolean is None


@pytest.mark.parametrize("exchange", READING, ids=lambda exchange: exchange.name)
def test_a_request_has_the_response_of_the_suite(protocol_server: Server, exchange: Exchange) -> None:
    with Connection(protocol_server.port, exchange.host) as connection:
        for request in exchange.requests:
            came = connection.send(request, path_of(request))
            assert request.wants(came.status), f"{came.status}, not {set(request.statuses)}: {came.body!r}"
            check_format(request, came)


@pytest.mark.parametrize("name", UPDATES)
def test_an_update_is_refused_because_the_endpoint_only_reads(protocol_server: Server, name: str) -> None:
    update, *queries = ALL[name].requests
    assert update.statuses == {"StatusCode2xx", "StatusCode3xx"}
    with Connection(protocol_server.port, ALL[name].host) as connection:
        came = connection.send(update, path_of(update))
        assert came.status == 403
        problem = json.loads(came.body)
        assert problem["type"].endswith("/update-refused")
        assert "only reads" in problem["detail"]
        # And nothing of it was done: what it would have made true is not.
        for query in queries:
            came = connection.send(query, path_of(query))
            assert came.status == 200
            assert query.boolean is True
            assert json.loads(came.body)["boolean"] is False
        full = ALL["query_dataset_full"].requests[0]
        assert json.loads(connection.send(full, path_of(full)).body)["boolean"] is True


def test_every_test_of_the_manifest_is_sent() -> None:
    assert len(READING) == 27
    assert set(UPDATES) <= set(ALL)
    assert all(request.statuses for exchange in READING for request in exchange.requests)
