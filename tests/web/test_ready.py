"""What is made ready beside the first requests, so that no reader waits for it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from untoc_graph.errors import ServerBusyError
from untoc_graph.settings import Settings
from untoc_graph.views.ontology import read_ontology
from untoc_graph.web import create_app
from untoc_graph.web.rendering import compile_all
from untoc_graph.web.service import EXTENSION

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient


def test_a_warm_release_is_not_asked_again_for_what_all_pages_share(full_release_built: Path) -> None:
    service = create_app(Settings(build=full_release_built, workers=1)).extensions[EXTENSION]
    serving = service.open()
    service.warm()
    serving.store.close()
    participants = serving.desk.reader.names.participants
    assert len(serving.desk.reader.dossiers(participants)) == len(participants) > 190
    assert serving.views.reading.kept("ontology-uses")
    assert serving.views.reading.kept("shapes")
    service.close()


def test_rows_that_are_kept_are_those_that_are_read(full_release_built: Path) -> None:
    service = create_app(Settings(build=full_release_built, workers=1)).extensions[EXTENSION]
    views = service.open().views
    assert views.reading.kept("ontology-uses") is views.reading.kept("ontology-uses")
    assert views.reading.kept("ontology-uses") == views.reading.rows("ontology-uses")
    assert read_ontology(views, "fr") == read_ontology(views, "fr")
    service.close()


def test_a_release_without_law_is_made_ready_all_the_same(small_build: Path) -> None:
    service = create_app(Settings(build=small_build, workers=1)).extensions[EXTENSION]
    serving = service.open()
    service.warm()
    assert serving.requests == 0
    service.close()
    # And one that is stopped meanwhile says nothing.
    service.warm()


def test_every_template_compiles_and_is_kept() -> None:
    app = create_app(Settings())
    compile_all(app)
    names = app.jinja_env.list_templates()
    assert app.jinja_env.cache is not None
    assert len(app.jinja_env.cache) == len(names) > 40


@pytest.mark.parametrize("path", ["/instrument/untoc.html", "/map?on=2010-07-01", "/map.svg?on=2010-07-01"])
def test_a_page_that_takes_long_to_write_is_written_once(law_client: FlaskClient, path: str) -> None:
    service = law_client.application.extensions[EXTENSION]
    first = law_client.get(path)
    hits = service.open().cache.hits
    again = law_client.get(path)
    assert service.open().cache.hits == hits + 1
    assert (again.status_code, again.data) == (200, first.data)
    assert dict(again.headers) == dict(first.headers)


def test_what_is_made_ready_takes_no_place_that_a_reader_needs(full_release_built: Path) -> None:
    """One worker, one place in the queue: a reader who comes meanwhile is answered."""
    settings = Settings(build=full_release_built, workers=1, queue=1)
    service = create_app(settings).extensions[EXTENSION]
    serving = service.open()
    with ThreadPoolExecutor() as threads:
        warm = threads.submit(service.warm)
        for _ in range(50):
            assert serving.asker.rows("SELECT ?s { ?s a <https://w3id.org/untoc/ontology#Session> }")
        warm.result(timeout=60)
    service.close()


def test_what_is_made_ready_ends_with_the_service(full_release_built: Path) -> None:
    service = create_app(Settings(build=full_release_built, workers=1)).extensions[EXTENSION]
    serving = service.open()
    with serving.asker.giving_way(lambda: True), pytest.raises(ServerBusyError, match="stopping"):
        serving.asker.rows("SELECT ?s { ?s a <https://w3id.org/untoc/ontology#Session> }")
    service.close()
