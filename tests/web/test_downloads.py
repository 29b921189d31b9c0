"""Every file of the release can be downloaded, kept and asked for again."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from untoc_graph.rdf.engine import parse
from untoc_graph.rdf.formats import GRAPH_FORMATS, Format
from untoc_graph.settings import Settings
from untoc_graph.web import create_app
from untoc_graph.web.downloads import FILES
from untoc_graph.web.service import EXTENSION

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient


@pytest.mark.parametrize("fmt", GRAPH_FORMATS, ids=lambda fmt: fmt.name)
def test_a_file_is_sent_whole_under_its_media_type(client: FlaskClient, fmt: Format) -> None:
    sent = client.get(f"/download/untoc.{fmt.extension}")
    assert sent.status_code == 200
    charset = "; charset=utf-8" if fmt.media_type.startswith("text/") else ""
    assert sent.headers["Content-Type"] == fmt.media_type + charset
    assert sent.headers["Content-Disposition"] == f"attachment; filename=untoc.{fmt.extension}"
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert sent.headers["Access-Control-Allow-Origin"] == "*"
    assert list(parse(sent.data, fmt))
    sent.close()


@pytest.mark.parametrize("fmt", GRAPH_FORMATS, ids=lambda fmt: fmt.name)
def test_a_compressed_file_is_sent_as_what_it_is(client: FlaskClient, fmt: Format) -> None:
    sent = client.get(f"/download/untoc.{fmt.extension}.gz")
    assert sent.headers["Content-Type"] == "application/gzip"
    assert "Content-Encoding" not in sent.headers
    plain = client.get(f"/download/untoc.{fmt.extension}")
    assert gzip.decompress(sent.data) == plain.data
    sent.close()
    plain.close()


def test_each_file_has_its_own_etag_made_of_the_checksum(client: FlaskClient, served_build: Path) -> None:
    etags = set()
    for name in FILES:
        with client.head(f"/download/{name}") as sent:
            etags.add(sent.headers["ETag"])
            assert sent.data == b""
    checksum_begins = (served_build / "current").resolve().name
    assert len(etags) == len(FILES) == 12
    assert all(etag.startswith(f'"{checksum_begins}') for etag in etags)


def test_a_copy_that_is_still_right_is_not_sent_again(client: FlaskClient) -> None:
    with client.get("/download/untoc.ttl") as first:
        etag = first.headers["ETag"]
    with client.get("/download/untoc.ttl", headers={"If-None-Match": etag}) as again:
        assert (again.status_code, again.data) == (304, b"")
    with client.get("/download/untoc.ttl", headers={"If-None-Match": '"other"'}) as other:
        assert other.status_code == 200


def test_a_part_can_be_asked_for(client: FlaskClient) -> None:
    with client.get("/download/untoc.nt", headers={"Range": "bytes=0-9"}) as part:
        assert (part.status_code, len(part.data)) == (206, 10)


@pytest.mark.parametrize(
    "name",
    [
        "untoc.xyz",
        "untoc.ttl.zip",
        "manifest.json",
        "../untoc.nq",
        "..%2funtoc.nq",
        "%2e%2e/manifest.json",
        "untoc.ttl%00",
    ],
)
def test_nothing_else_can_be_downloaded(client: FlaskClient, name: str) -> None:
    with client.get(f"/download/{name}") as sent:
        assert sent.status_code == 404
        assert sent.headers["Content-Type"] == "application/problem+json"


def test_a_release_without_files_says_so(tmp_path: Path, served_build: Path) -> None:
    bare = tmp_path / "release"
    bare.mkdir()
    for name in ("untoc.nq", "manifest.json"):
        (bare / name).write_bytes((served_build / "current" / name).read_bytes())
    app = create_app(Settings(build=bare))
    try:
        sent = app.test_client().get("/download/untoc.ttl")
        assert sent.status_code == 404
        assert "built without" in sent.get_json(force=True)["detail"]
    finally:
        app.extensions[EXTENSION].close()
