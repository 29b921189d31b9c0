"""A desk answers for a day, tells what to mind, and answers alike over HTTP."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from untoc_graph import Client
from untoc_graph.settings import Settings
from untoc_graph.sparql.endpoint import Endpoint
from untoc_graph.store.embedded import EmbeddedStore
from untoc_graph.store.release import Release

AS_OF = date(2026, 5, 28)


def test_a_day_after_the_date_of_the_data_is_answered_with_a_note(full_graph):
    assert full_graph.status("ITA", AS_OF).notes == ()
    late = full_graph.status("ITA", AS_OF + timedelta(1))
    assert late.as_of == AS_OF
    assert late.notes == (
        "2026-05-29 is after the date of the data, 2026-05-28: what changed since then is not in it.",
    )


def test_a_day_that_is_left_out_is_that_of_the_data(full_graph):
    assert full_graph.status("ITA").on == AS_OF
    assert full_graph.cooperate("KEN", "ITA").pair.on == AS_OF


def test_an_answer_names_its_release(full_graph):
    for reply in (
        full_graph.status("ITA", AS_OF),
        full_graph.compare("ITA", "KEN", on=AS_OF),
        full_graph.matrix(AS_OF),
        full_graph.network("2004-01-01"),
    ):
        document = reply.to_json()
        assert document["release"] == full_graph.release.id
        assert document["data_as_of"] == AS_OF.isoformat()
        assert document["on"] == reply.on.isoformat()


@pytest.fixture(scope="module")
def client(full_release_built, serving):
    release = Release.open(full_release_built)
    with (
        EmbeddedStore(release, Settings(workers=1)) as store,
        serving(Endpoint(store, release, "http://127.0.0.1/sparql", 65_536).answer) as (url, _),
    ):
        yield Client(url)


def test_an_endpoint_answers_as_the_release_does(full_graph, client):
    ours, theirs = (asked.compare("Swaziland", "ITA", on="2010-01-01") for asked in (full_graph, client))
    assert theirs == replace(ours, release=None)
    ours, theirs = (asked.matrix("2017-06-01") for asked in (full_graph, client))
    assert theirs == replace(ours, release=None)
