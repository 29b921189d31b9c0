"""What people type finds what they mean: by any name, in any script, with a letter wrong; nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.search.searches import NONSENSE, SEARCHES, typos
from untoc_graph.namespaces import BASE
from untoc_graph.search.entries import FIELDS, KINDS
from untoc_graph.search.ranking import Fit, Searching
from untoc_graph.search.search_words import SEARCH_WORDS
from untoc_graph.search.usual_names import USUAL_NAMES

if TYPE_CHECKING:
    from pathlib import Path

# Of searches without a mistake all must find; of those with a letter wrong, as many as this.
LEAST_OF_TYPOS = 0.97


@pytest.fixture(scope="session")
def searching(full_release_built: Path) -> Searching:
    return Searching(full_release_built)


def first(searching: Searching, text: str) -> str:
    hits = searching.find(text).hits
    return hits[0].thing.iri.removeprefix(BASE) if hits else "nothing"


def test_what_is_typed_finds_what_is_meant_first(searching: Searching) -> None:
    assert len(SEARCHES) >= 120
    wrong = [
        f"{text!r} finds {found}, not {thing}"
        for text, thing in SEARCHES
        if (found := first(searching, text)) != thing
    ]
    assert not wrong, "\n".join(wrong)


def test_a_participant_is_found_with_a_letter_wrong_in_its_name(searching: Searching) -> None:
    tried, missed = 0, []
    index = searching.index
    participants = [thing for thing in index.things if thing.kind == "participant"]
    assert len(participants) == 198
    for number, thing in enumerate(participants):
        name, _ = index.label(thing.iri, "en")
        for text in typos(name, number * 7 + 3):
            tried += 1
            found = first(searching, text)
            if BASE + found != thing.iri:
                missed.append(f"{text!r} of {name} finds {found}")
    print("\n".join(missed))  # noqa: T201  shown with the failure
    assert tried == 4 * 198
    assert 1 - len(missed) / tried >= LEAST_OF_TYPOS


@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_finds_nothing(searching: Searching, text: str) -> None:
    assert searching.find(text).hits == ()


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\x00", "¿?", "\u202e\u200e", "\ud800"])
def test_what_has_no_word_finds_nothing(searching: Searching, text: str) -> None:
    assert searching.find(text).hits == ()


@pytest.mark.parametrize(
    "text",
    [
        'ita"ly',
        "NEAR(italy AND -x*)",
        "italy'; DROP TABLE name; --",
        "*", "^italy", "col:italy", "%", "_", "\\", "(?:a+)+$",
        "Italy\x00\x07",
        "a" * 10_000,
        "italy " * 2_000,
        "16(" * 3_000,
        "é" * 5_000,
        "\u202eItaly\u202c",
    ],
)  # fmt: skip
def test_nothing_in_a_text_is_an_operator(searching: Searching, text: str) -> None:
    found = searching.find(text)
    assert len(found.text) <= 200
    assert found.text.isprintable()


def test_control_characters_only_separate(searching: Searching) -> None:
    assert first(searching, "Czech\x00Republic") == "participant/CZE"


def test_a_hit_says_which_name_it_was_found_by(searching: Searching) -> None:
    hit = searching.find("Zaire").hits[0]
    assert (hit.thing.kind, hit.label, hit.language) == (
        "participant",
        "Democratic Republic of the Congo",
        "en",
    )
    assert (hit.name.field, hit.name.text, hit.fit) == ("former", "Zaïre", Fit.EXACT)


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Soviet Union", ["former-name/SUN-1945-10-24", "participant/RUS"]),
        ("USSR", ["former-name/SUN-1945-10-24", "participant/RUS"]),
        ("Czechoslovakia", ["former-name/CSK-1945-10-24", "participant/CZE", "participant/SVK"]),
        ("Gibraltar", ["participant/ESP", "participant/GBR"]),
        ("Falkland Islands", ["participant/ARG", "participant/GBR"]),
    ],
)
def test_a_former_state_comes_before_those_that_are_looked_for_by_its_name(
    searching: Searching, text: str, things: list[str]
) -> None:
    hits = searching.find(text).hits[: len(things)]
    assert sorted(hit.thing.iri.removeprefix(BASE) for hit in hits) == things
    assert [hit.name.field for hit in hits if hit.thing.kind == "participant"] == ["word"] * sum(
        thing.startswith("participant/") for thing in things
    )


@pytest.mark.parametrize("text", ["traffik", "trafick", "trafficing", "traffickers"])
def test_a_word_finds_what_only_begins_like_it(searching: Searching, text: str) -> None:
    found = {hit.thing.iri.removeprefix(BASE) for hit in searching.find(text).hits}
    assert found >= {"instrument/trafficking", "crime/human-trafficking", "crime/child-trafficking"}


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("controlled deliveries", "cooperation/controlled-delivery"),
        ("drugs", "organisation/CND"),
        ("launderers", "crime/money-laundering"),
        ("gangs", "crime/organized-crime"),
    ],
)
def test_a_word_is_found_in_its_other_forms(searching: Searching, text: str, thing: str) -> None:
    assert thing in [hit.thing.iri.removeprefix(BASE) for hit in searching.find(text).hits]


def test_search_words_and_usual_names_are_of_things_that_there_are_and_no_name_twice(
    searching: Searching,
) -> None:
    index = searching.index
    assert {BASE + thing for thing in (*SEARCH_WORDS, *USUAL_NAMES)} <= {
        *index.place,
        # Sessions that will come.
        *(f"{BASE}session/{number}" for number in range(1, 20)),
    }
    named = {
        (name.thing, name.text.casefold())
        for name in index.names
        if name.field not in {"word", "text", "key"}
    }
    twice = [
        (thing, word)
        for thing, words in SEARCH_WORDS.items()
        for word in words
        if (index.place[BASE + thing], word.casefold()) in named
    ]
    assert not twice


def test_nothing_is_like_what_only_shares_letters(searching: Searching) -> None:
    # No participant, and no name of one; a code of few letters is right or another one.
    for text in ("Taiwan", "KSX"):
        assert searching.find(text).hits == ()
    found = {hit.thing.iri.removeprefix(BASE) for hit in searching.find("Republik of Ireland").hits}
    assert not found & {"participant/POL", "participant/FIN"}


def test_labels_are_in_the_language_asked_for_or_in_english(searching: Searching) -> None:
    (hit, *_) = searching.find("Italy", "fr").hits
    assert (hit.label, hit.language) == ("Italie", "fr")
    (hit, *_) = searching.find("ransomware", "zh").hits
    assert hit.language in {"zh", "en"}
    (hit, *_) = searching.find("16(5) UNTOC", "ar").hits
    assert (hit.label, hit.language) == ("Article 16(5)", "en")


def test_of_two_names_that_fit_alike_that_in_the_language_of_the_page_is_shown(searching: Searching) -> None:
    assert searching.find("Extradition", "fr").hits[0].name.language == "fr"
    assert searching.find("Extradition", "en").hits[0].name.language == "en"


def test_a_citation_without_an_instrument_begins_with_the_convention(searching: Searching) -> None:
    hits = searching.find("article 5").hits
    found = [hit.thing.iri.removeprefix(f"{BASE}provision/") for hit in hits]
    assert found[:4] == ["untoc-5", "trafficking-5", "smuggling-5", "firearms-5"]
    assert {hit.fit for hit in hits[:4]} == {Fit.EXACT}
    # Then what is below it.
    assert found[4:6] == ["untoc-5-1", "untoc-5-1-a"]


def test_a_provision_says_what_it_is_part_of(searching: Searching) -> None:
    hit = searching.find("16(5)").hits[0]
    assert (hit.thing.number, hit.within) == ("16(5)", ("Organized Crime Convention", "en"))


def test_what_only_papers_have_in_their_titles_comes_after_what_is_meant(searching: Searching) -> None:
    kinds = [hit.thing.kind for hit in searching.find("korea").hits]
    assert kinds.index("participant") < kinds.index("source")


def test_where_nothing_has_all_words_things_that_have_some_are_told_as_such(searching: Searching) -> None:
    found = searching.find("italy extradition")
    assert found.is_partial
    assert [hit.thing.iri.removeprefix(BASE) for hit in found.hits[:2]] == [
        "participant/ITA",
        "provision/untoc-16",
    ]
    assert not searching.find("extradition").is_partial


def test_each_thing_is_found_once(searching: Searching) -> None:
    for text in ("a", "trafficking", "16", "republic", "和"):
        iris = [hit.thing.iri for hit in searching.find(text).hits]
        assert iris
        assert len(iris) == len(set(iris))


def test_every_thing_is_found_by_its_label(searching: Searching) -> None:
    index = searching.index
    lost = []
    for thing in index.things:
        if thing.kind in {"provision", "source", "authority"}:
            # Their labels are shared by many; the tests of citations find provisions.
            continue
        label, language = index.label(thing.iri, "en")
        if thing.iri not in {hit.thing.iri for hit in searching.find(label, language or "en").hits}:
            lost.append(f"{thing.iri} by {label!r}")
    assert not lost, "\n".join(lost)


def test_every_provision_is_found_first_by_its_number_and_instrument(searching: Searching) -> None:
    index = searching.index
    lost = []
    provisions = [thing for thing in index.things if thing.kind == "provision"]
    assert len(provisions) == 624
    for thing in provisions:
        text = f"art. {thing.number} {index.label(thing.within, 'en')[0]}"
        if BASE + first(searching, text) != thing.iri:
            lost.append(f"{text!r}: {first(searching, text)}")
    assert not lost, "\n".join(lost)


def test_every_kind_and_field_is_known(searching: Searching) -> None:
    assert {thing.kind for thing in searching.index.things} <= set(KINDS)
    assert {name.field for name in searching.index.names} <= set(FIELDS)
