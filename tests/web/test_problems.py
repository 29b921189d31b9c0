"""The `type` of each problem answers at its IRI, and all problems come from one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from werkzeug.exceptions import default_exceptions

from untoc_graph.namespaces import BASE
from untoc_graph.sparql.problem_kinds import PROBLEM_KINDS

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from untoc_graph.sparql.problem_kinds import ProblemKind

HTML = {"Accept": "text/html"}


@pytest.mark.parametrize("kind", PROBLEM_KINDS.values(), ids=PROBLEM_KINDS)
def test_the_type_of_a_problem_says_what_it_means(client: FlaskClient, kind: ProblemKind) -> None:
    path = f"/{kind.iri.removeprefix(BASE)}"
    said = client.get(path).get_json()
    assert said == {
        "type": kind.iri,
        "title": kind.title,
        "status": kind.status,
        "meaning": kind.meaning,
        "cure": kind.cure,
    }
    page = client.get(path, headers=HTML)
    assert (page.status_code, page.mimetype) == (200, "text/html")
    for each in (kind.title, kind.meaning, str(kind.status)):
        assert each in page.text


def test_all_kinds_are_listed(client: FlaskClient) -> None:
    said = client.get("/problem/").get_json()
    assert [each["type"] for each in said["problems"]] == [kind.iri for kind in PROBLEM_KINDS.values()]
    page = client.get("/problem/", headers=HTML)
    assert page.text.count('href="/problem/') >= len(PROBLEM_KINDS)
    assert client.get("/problem?lang=fr").headers["Location"].endswith("/problem/?lang=fr")


def test_what_is_no_kind_of_problem_is_not_found(client: FlaskClient) -> None:
    assert client.get("/problem/happiness").status_code == 404
    refused = client.get("/problem/", headers={"Accept": "image/png"})
    assert (refused.status_code, refused.mimetype) == (406, "application/problem+json")


def test_a_client_that_has_a_kind_is_told_so(client: FlaskClient) -> None:
    tag = client.get("/problem/gone").headers["ETag"]
    assert client.get("/problem/gone", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("status", sorted(default_exceptions))
def test_every_failure_has_a_type_that_answers_or_none_of_its_own(client: FlaskClient, status: int) -> None:
    app = client.application
    with app.test_request_context("/x"):
        sent = app.make_response(app.handle_user_exception(default_exceptions[status]()))
    said = sent.get_json(force=True)
    assert said["status"] == sent.status_code == status
    kind = said["type"]
    if kind != "about:blank":
        assert client.get(f"/{kind.removeprefix(BASE)}").get_json()["title"] == said["title"]
