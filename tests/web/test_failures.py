"""Outside the endpoint too, a failure is a problem or a small page, and never shows what is inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from untoc_graph.errors import RateLimitedError
from untoc_graph.settings import Settings
from untoc_graph.web import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

HTML = {"Accept": "text/html,*/*;q=0.8"}


@pytest.mark.parametrize(
    "path", ["/nothing", "/static/nothing", "/queries/..%2f..%2fetc/passwd", "/console", "/x%00"]
)
def test_nothing_there_is_a_problem_for_a_program(client: FlaskClient, path: str) -> None:
    sent = client.get(path)
    said = sent.get_json(force=True)
    assert (sent.status_code, sent.headers["Content-Type"]) == (404, "application/problem+json")
    assert said["type"] == "https://w3id.org/untoc/problem/not-found"
    assert sent.headers["Vary"] == "Accept"


def test_nothing_there_is_a_page_for_a_browser(client: FlaskClient) -> None:
    sent = client.get("/<img src=x onerror=alert(1)>", headers=HTML)
    assert (sent.status_code, sent.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "<img" not in sent.text
    assert "&lt;img" in sent.text


def test_a_method_that_is_not_allowed_says_which_are(client: FlaskClient) -> None:
    sent = client.post("/")
    assert sent.status_code == 405
    assert sent.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert sent.get_json(force=True)["type"].endswith("/method-not-allowed")


@pytest.mark.parametrize("headers", [{}, HTML])
def test_an_error_of_ours_shows_no_trace(
    client: FlaskClient, headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret of the inside")

    monkeypatch.setattr("untoc_graph.web.pages.home.render", fail)
    # With a parameter of its own the page is none of those that are kept.
    sent = client.get("/?new", headers=headers)
    assert sent.status_code == 500
    assert "secret" not in sent.text
    assert "Traceback" not in sent.text
    assert sent.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/sparql?query=ASK%7B%7D", "/download/untoc.ttl"])
def test_a_missing_release_is_unavailable_and_says_the_cure(tmp_path: Path, path: str) -> None:
    sent = create_app(Settings(build=tmp_path)).test_client().get(path)
    said = sent.get_json(force=True)
    assert (sent.status_code, said["type"]) == (503, "https://w3id.org/untoc/problem/no-release")
    assert "untoc build" in said["detail"]
    assert int(sent.headers["Retry-After"]) > 0


def test_making_the_application_opens_nothing(tmp_path: Path) -> None:
    create_app(Settings(build=tmp_path / "nowhere"))


def test_the_wsgi_entry_is_short() -> None:
    from pathlib import Path

    import untoc_graph

    entry = Path(untoc_graph.__file__).parents[1] / "server.py"
    assert len(entry.read_text().splitlines()) <= 10


def test_a_page_that_is_not_there_is_told_as_a_page(client: FlaskClient) -> None:
    for accept in ("*/*", "", "text/html"):
        sent = client.get("/participant/NOBODY.html", headers={"Accept": accept})
        assert (sent.status_code, sent.mimetype) == (404, "text/html")
    for accept in ("*/*", "text/turtle"):
        sent = client.get("/participant/NOBODY.ttl", headers={"Accept": accept})
        assert (sent.status_code, sent.mimetype) == (404, "text/turtle")
    for accept in ("application/json", "application/problem+json", "image/png"):
        sent = client.get("/participant/NOBODY.ttl", headers={"Accept": accept})
        assert (sent.status_code, sent.mimetype) == (404, "application/problem+json")


def test_a_page_tells_of_a_failure_in_its_language(client: FlaskClient) -> None:
    sent = client.get("/participant/NOBODY.html?lang=fr")
    assert "Not Found" not in sent.text
    # What only programs cause may be told in English, and is marked as such.
    assert '<bdi dir="auto" lang="en">this release has no participant' in sent.text
    assert 'href="/problem/not-found?lang=fr"' in sent.text


def test_a_failure_is_named_by_what_failed(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise RateLimitedError("too many", 7)

    monkeypatch.setattr("untoc_graph.web.pages.home.render", refuse)
    sent = client.get("/?another", headers=HTML)
    assert (sent.status_code, sent.headers["Retry-After"]) == (429, "7")
    assert "<h1>Too many queries came from here</h1>" in sent.text


def test_no_method_on_what_is_missing_harms(linked: FlaskClient) -> None:
    app = linked.application
    missing = {"collection": "participant", "extension": "ttl", "path": "no/such.css"}
    asked = 0
    for rule in app.url_map.iter_rules():
        values = {name: missing.get(name, "0") for name in rule.arguments}
        path = app.url_map.bind("localhost").build(rule.endpoint, values, method="OPTIONS")
        for method in ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE"):
            with linked.open(path, method=method) as sent:
                status = sent.status_code
            # A release without law says that it is not to be asked of that.
            assert status < 500 or status == 503, f"{method} {path}: {status}"
            asked += 1
    assert asked > 300


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_static_file_is_there_for_each_method_or_for_none(client: FlaskClient, method: str) -> None:
    with client.open("/static/style.css", method=method) as sent:
        assert sent.status_code == 200
    for path in (
        "/static/nothing.css",
        "/static/js",
        "/static/../app.py",
        "/static/x%00y",
        f"/static/{'x' * 5000}",
    ):
        assert client.open(path, method=method).status_code == 404, path
