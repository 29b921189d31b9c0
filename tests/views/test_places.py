from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from untoc_graph.answers.law import Provision
from untoc_graph.views.places import place_of, touching

KEYS = (
    "untoc-2-b",
    "untoc-2",
    "untoc-2-a",
    "untoc-16",
    "untoc-16-5-b",
    "untoc-16-5-a",
    "untoc-16-5",
    "untoc-16-10",
    "untoc-16-4",
    "trafficking-3",
)


@pytest.fixture
def law() -> Any:
    provisions = {
        key: Provision("provision", key, "", key.partition("-")[0], "mandatory", "shall") for key in KEYS
    }
    return SimpleNamespace(provisions=provisions, as_of=date(2026, 1, 1))


def test_a_paragraph_is_below_its_article_and_between_its_neighbours(law: Any) -> None:
    place = place_of(law, "untoc-16-5")
    assert [each.key for each in place.above] == ["untoc-16"]
    assert place.previous is not None
    assert place.previous.key == "untoc-16-4"
    assert place.next is not None
    assert place.next.key == "untoc-16-10"


def test_parts_stand_in_the_order_of_the_text_with_their_depth(law: Any) -> None:
    below = place_of(law, "untoc-16").below
    assert [(depth, each.key) for depth, each in below] == [
        (1, "untoc-16-4"),
        (1, "untoc-16-5"),
        (2, "untoc-16-5-a"),
        (2, "untoc-16-5-b"),
        (1, "untoc-16-10"),
    ]


def test_neighbours_of_an_article_are_articles_of_its_instrument(law: Any) -> None:
    place = place_of(law, "untoc-16")
    assert place.previous is not None
    assert place.previous.key == "untoc-2"
    assert place.next is None
    assert place_of(law, "trafficking-3").previous is None


def test_an_article_is_no_part_of_one_whose_number_begins_alike(law: Any) -> None:
    assert "untoc-16" not in touching(place_of(law, "untoc-2"), "untoc-2")
    assert touching(place_of(law, "untoc-16-5"), "untoc-16-5") == (
        "untoc-16",
        "untoc-16-5",
        "untoc-16-5-a",
        "untoc-16-5-b",
    )


def test_an_unknown_provision_has_no_place(law: Any) -> None:
    with pytest.raises(KeyError):
        place_of(law, "untoc-99")
