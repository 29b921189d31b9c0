"""Requests made up from the description of the routes get replies that the description knows, and no 500."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from tests.web.conftest import serving
from untoc_graph.web.openapi import openapi_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.web.conftest import Server

pytestmark = pytest.mark.slow

TEXTS = [
    "ASK {}",
    "ASK {",
    "SELECT * { ?s ?p ?o }",
    "SELECT ?s { ?s a ?class } ORDER BY ?s LIMIT 3",
    "SELECT (NOW() AS ?now) (1/3 AS ?third) ('x'@en AS ?word) {}",
    "SELECT ?none {}",
    "CONSTRUCT WHERE { ?s a ?class }",
    "CONSTRUCT { [] <http://x/1> 1 } {}",
    "DESCRIBE <https://w3id.org/untoc/participant/ITA>",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "INSERT DATA { <a> <b> 1 }",
    "ASK { SERVICE <http://127.0.0.1:9/> {} }",
    "SELECT (<http://x/f>(1) AS ?x) {}",
]


# What only a release with law can answer.
OF_LAW = (
    *("/cooperation", "/status", "/compare", "/matrix", "/map", "/map.svg", "/map.json"),
    *("/network", "/network.csv", "/network.graphml", "/network.json"),
)


@pytest.fixture(scope="module")
def of_law(full_release_built: Path, described: Any) -> Iterator[Any]:
    with serving(full_release_built, workers=1) as server:
        yield schemathesis.openapi.from_url(server.address + "openapi.json")


@pytest.fixture(scope="module")
def described(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    # What it keeps for its next run it keeps in the working folder.
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("schemathesis"))
        schemathesis.openapi.format("sparql", st.one_of(st.sampled_from(TEXTS), st.text(min_size=1)))

        @schemathesis.serializer("application/sparql-query")
        def text(_: Any, value: Any) -> bytes:
            return str(value).encode("utf-8", "surrogatepass")

        yield schemathesis.openapi.from_url(server.address + "openapi.json")


ROUTES = [
    (path, method, GenerationMode.POSITIVE)
    for path, methods in openapi_document("http://x/")["paths"].items()
    for method in methods
]
# Those to which something can be sent that the description does not allow.
WRONG_ROUTES = [
    (path, method, GenerationMode.NEGATIVE)
    for path, method, _ in ROUTES
    if path in {"/sparql", "/sparql/", "/graph-store", "/download/{name}", "/cooperation", "/compare"}
]


@pytest.mark.parametrize(("path", "method", "mode"), [*ROUTES, *WRONG_ROUTES])
def test_every_reply_is_one_that_is_described(
    request: pytest.FixtureRequest, path: str, method: str, mode: GenerationMode
) -> None:
    described = request.getfixturevalue("of_law" if path in OF_LAW else "described")

    @settings(
        max_examples=40,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=described[path][method].as_strategy(generation_mode=mode))
    def asked(case: schemathesis.Case) -> None:
        # A text of letters is a query as far as a schema can say: that it is refused is right.
        case.validate_response(case.call(), excluded_checks=[positive_data_acceptance])

    asked()


def test_the_description_is_openapi(server: Server) -> None:
    document = server.send("GET", "/openapi.json").json()
    assert [error.message for error in OPENAPI_31_VALIDATOR.iter_errors(document)] == []
