from __future__ import annotations

import pytest

from untoc_graph.answers.law import Crime
from untoc_graph.views.hierarchies import Branch, branches, line_above

WIDER = {
    "all": ("all",),
    "persons": ("persons", "all"),
    "trafficking": ("trafficking", "persons", "all"),
    "slavery": ("slavery", "all", "trafficking", "persons"),
    "fraud": ("fraud", "all"),
}


@pytest.fixture
def crimes() -> dict[str, Crime]:
    return {key: Crime("crime", key, key, "serious-crime", wider) for key, wider in WIDER.items()}


def keys(tree: tuple[Branch, ...]) -> list[object]:
    return [(each.thing.key, each.counts, keys(each.below)) for each in tree]


def test_the_line_goes_from_the_widest_down(crimes: dict[str, Crime]) -> None:
    assert [each.key for each in line_above(crimes, "slavery")] == ["all", "persons", "trafficking"]
    assert line_above(crimes, "all") == ()


def test_what_is_between_is_kept_and_does_not_count(crimes: dict[str, Crime]) -> None:
    tree = branches(crimes, {"slavery", "fraud"})
    assert keys(tree) == [
        (
            "all",
            False,
            [
                ("persons", False, [("trafficking", False, [("slavery", True, [])])]),
                ("fraud", True, []),
            ],
        )
    ]
    assert tree[0].size == 2


def test_a_tree_can_begin_below_a_thing(crimes: dict[str, Crime]) -> None:
    assert keys(branches(crimes, crimes, top="persons")) == [("trafficking", True, [("slavery", True, [])])]
    assert branches(crimes, crimes, top="fraud") == ()
