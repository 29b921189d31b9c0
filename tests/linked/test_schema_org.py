"""The words of schema.org: what is said, in which language, and never a sign that could end the block."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from untoc_graph.linked.record import Record, read_record
from untoc_graph.linked.schema_org import dataset_json, thing_json
from untoc_graph.namespaces import BASE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def record(small_published: Path) -> Record:
    found = read_record(small_published)
    assert found is not None
    return found


def thing(collection: str, key: str, **more: Any) -> Any:
    return json.loads(thing_json(collection, f"{BASE}{collection}/{key}", "A name", "en", **more))


def test_the_data_set_has_what_search_engines_need(record: Record) -> None:
    said = json.loads(dataset_json(record))
    assert said["@context"] == "https://schema.org/"
    assert (said["@type"], said["@id"]) == ("Dataset", f"{BASE}dataset/untoc")
    # https://developers.google.com/search/docs/appearance/structured-data/dataset: 50 to 5000 characters
    assert 50 <= len(said["description"]) <= 5000
    assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert said["publisher"]["@type"] == said["creator"]["@type"] == "Organization"
    assert said["temporalCoverage"] == "2000-11-15/2026-05-28"
    assert said["isAccessibleForFree"] is True
    assert said["version"] == record.version


def test_each_file_is_a_distribution(record: Record, small_published: Path) -> None:
    said = json.loads(dataset_json(record))
    sizes = {path.name: path.stat().st_size for path in (small_published / "download").iterdir()}
    assert {
        each["name"]: int(each["contentSize"].removesuffix(" B")) for each in said["distribution"]
    } == sizes
    assert all(each["contentUrl"] == f"{BASE}download/{each['name']}" for each in said["distribution"])
    assert all(len(each["sha256"]) == 64 for each in said["distribution"])


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh"])
def test_the_data_set_is_called_by_its_name_in_the_language(record: Record, language: str) -> None:
    said = json.loads(dataset_json(record, language))
    assert said["name"] == record.titles[language]
    assert said["name"] not in said["alternateName"]
    assert said["description"] == record.descriptions[language]
    assert said["keywords"]


def test_a_language_that_there_is_not_gets_english(record: Record) -> None:
    assert dataset_json(record, "de") == dataset_json(record, "en")


@pytest.mark.parametrize(
    ("collection", "key", "kind"),
    [
        ("instrument", "untoc", "Legislation"),
        ("provision", "untoc-16", "Legislation"),
        ("participant", "ITA", "Country"),
        ("participant", "EU", "Organization"),
        ("crime", "human-trafficking", "DefinedTerm"),
        ("session", "12", "Event"),
        ("mapping", "a", "Thing"),
    ],
)
def test_a_thing_is_of_the_kind_of_its_collection(collection: str, key: str, kind: str) -> None:
    assert thing(collection, key)["@type"] == kind


def test_what_is_not_known_is_left_out() -> None:
    said = thing("session", "12", startDate="2024-10-14", endDate=None, description="", same_as=())
    assert said["startDate"] == "2024-10-14"
    assert not {"endDate", "description", "sameAs"} & set(said)


def test_a_reference_is_an_object_with_an_identifier() -> None:
    said = thing(
        "provision", "untoc-16", isPartOf_=f"{BASE}instrument/untoc", same_as=["http://example.org/16"]
    )
    assert said["isPartOf"] == {"@id": f"{BASE}instrument/untoc"}
    assert said["sameAs"] == ["http://example.org/16"]


@given(st.text(), st.text())
def test_no_text_ends_the_block_and_each_comes_back_as_it_was(name: str, description: str) -> None:
    block = thing_json("crime", f"{BASE}crime/a", name + "</script><!--", "en", description=description)
    assert not set("<>&\u2028\u2029") & set(block)
    said = json.loads(block)
    assert said["name"] == name + "</script><!--"
    assert said.get("description", "") == description
