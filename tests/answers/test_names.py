"""Names are forgiving and answers exact: what a name finds, and how all that is none is refused."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from untoc_graph.answers.names import FormerName
from untoc_graph.answers.register import Register
from untoc_graph.errors import ParameterError

DATA = Path(__file__).parents[2] / "data"
ON = date(2024, 6, 1)
UN_LANGUAGES = {"ar", "en", "es", "fr", "ru", "zh"}


def table(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def names(full_graph):
    return full_graph.desk.reader.names


def refusal(ask, *said) -> str:
    with pytest.raises(ParameterError) as refused:
        ask(*said)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_every_code_finds_its_participant(names):
    for row in table("participants"):
        key = row["participant"]
        for code in (key, row["iso_alpha2"], row["m49"]):
            if code:
                assert names.participant(code, ON).key == key, code
                assert names.participant(code.lower(), ON).note is None, code


@pytest.mark.parametrize("kind", ["un-short", "un-formal", "cldr"])
def test_every_name_in_the_six_languages_finds_its_participant(names, kind):
    rows = [row for row in table("participant_names") if row["kind"] == kind and row["lang"] in UN_LANGUAGES]
    assert len(rows) > 1100
    for row in rows:
        found = names.participant(row["name"], ON)
        assert (found.key, found.note) == (row["participant"], None), row["name"]


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("ITA", "ITA"),
        ("it", "ITA"),
        ("380", "ITA"),
        ("4", "AFG"),
        ("eu", "EU"),
        ("EUROPEAN UNION", "EU"),
        ("l'Union européenne", "EU"),
        ("TURKIYE", "TUR"),
        ("cote d'ivoire", "CIV"),
        ("Côte d\N{RIGHT SINGLE QUOTATION MARK}Ivoire", "CIV"),
        ("Cote dIvoire", "CIV"),
        ("Bosnia & Herzegovina", "BIH"),
        ("trinidad y tobago", "TTO"),
        ("the Gambia", "GMB"),
        ("la République tchèque", "CZE"),
        ("Iran", "IRN"),
        ("Iran, Islamic Republic of", "IRN"),
        ("Islamic Republic of Iran", "IRN"),
        ("Korea, Republic of", "KOR"),
        ("Republic of Korea", "KOR"),
        ("Korea (Democratic People's Republic of)", "PRK"),
        ("South Korea", "KOR"),
        ("Congo", "COG"),
        ("Congo, Democratic Republic of the", "COD"),
        ("Guinea", "GIN"),
        ("Guinea Bissau", "GNB"),
        ("Guinea Ecuatorial", "GNQ"),
        ("  Dominica ", "DMA"),
        ("Niger", "NER"),
        ("中国", "CHN"),
        ("日本", "JPN"),
        ("إيطاليا", "ITA"),
        ("российская федерация", "RUS"),
        ("Österreich", "AUT"),
        ("participant:KEN", "KEN"),
        ("https://w3id.org/untoc/participant/KEN", "KEN"),
    ],
)
def test_a_name_is_compared_without_case_accents_punctuation_and_articles(names, said, key):
    found = names.participant(said, ON)
    assert (found.key, found.note) == (key, None)


def test_what_was_said_is_told_where_it_is_neither_key_nor_label(names):
    assert [names.participant(said, ON).asked_as for said in ("ITA", "Italy", "Italie")] == [
        None,
        None,
        "Italie",
    ]


@pytest.mark.parametrize(
    ("on", "end"),
    [
        ("2010-01-01", "until 2018-04-18, so also on 2010-01-01."),
        ("2018-04-18", "until 2018-04-18, so also on 2018-04-18."),
        ("2018-04-19", "until 2018-04-18, no longer on 2018-04-19."),
        ("2024-06-01", "until 2018-04-18, no longer on 2024-06-01."),
    ],
)
def test_a_former_name_is_answered_on_every_day_and_says_until_when(names, on, end):
    found = names.participant("Swaziland", date.fromisoformat(on))
    assert (found.key, found.name, found.asked_as) == ("SWZ", "Eswatini", "Swaziland")
    assert found.note == f"Swaziland was the name of Eswatini {end}"


def test_a_former_name_that_is_not_yet_used_says_from_when():
    name = FormerName("MKD", "FYROM", date(1993, 4, 8), date(2019, 2, 13))
    assert name.note("North Macedonia", date(1993, 4, 7)) == (
        "FYROM was the name of North Macedonia from 1993-04-08 until 2019-02-13, not yet on 1993-04-07."
    )


def test_a_former_name_whose_end_stands_before_its_begin_has_no_dates(names):
    note = names.participant("United Republic of Cameroon", ON).note
    assert note == "United Republic of Cameroon was a name of Cameroon; the source does not say until when."


@pytest.mark.parametrize(("said", "key"), [("Zaire", "COD"), ("Upper Volta", "BFA")])
def test_a_former_name_without_participant_is_that_of_its_m49_code(names, said, key):
    # former_names.csv names none; the code is the one that the participant has today.
    (row,) = [row for row in table("former_names") if row["name"].replace("ï", "i") == said]
    assert row["participant"] == ""
    assert [each["participant"] for each in table("participants") if each["m49"] == row["m49"]] == [key]
    found = names.participant(said, ON)
    assert found.key == key
    assert row["valid_to"] in found.note


def test_of_several_spans_of_one_name_that_of_the_day_is_told(names):
    # Syria: 1945 to 1958 and 1961 to 1971; its alternative name today, so the formal word is asked for.
    first, second = FormerName("X", "Old", None, date(2004, 1, 1)), FormerName("X", "Old", None, None)
    assert first.was_used(date(2003, 12, 31))
    assert not second.was_used(date(2003, 12, 31))
    assert names.participant("Khmer Republic", ON).note.endswith("until 1975-04-29, no longer on 2024-06-01.")


def test_every_former_name_is_answered_or_refused_with_what_is_known(names):
    for row in table("former_names"):
        try:
            found = names.participant(row["name"], ON)
        except ParameterError as error:
            assert "may be MNE (Montenegro) or SRB (Serbia)" in str(error) or not row["participant"], row
        else:
            assert found.key in {row["participant"], "COD", "BFA"}, row


@pytest.mark.parametrize("said", ["Korea", "Corea", "Serbia and Montenegro", "Yugoslavia"])
def test_a_name_that_may_be_several_is_refused_with_the_candidates(names, said):
    sentence = refusal(names.participant, said, ON)
    assert "name one of them" in sentence
    candidates = ("KOR", "PRK") if "ore" in said else ("MNE (Montenegro)", "SRB (Serbia)")
    assert all(candidate in sentence for candidate in candidates)


@pytest.mark.parametrize(
    ("said", "one"),
    [
        ("Itali", "ITA (Italy)"),
        ("Wakanda", "RWA (Rwanda)"),
        ("ROM", "ROU (Romania)"),
        ("UK", "GBR (United Kingdom of Great Britain and Northern Ireland)"),
        ("DRC", "COD (Democratic Republic of the Congo)"),
        ("Macedonia", "MKD (North Macedonia)"),
        ("participant:XXX", "MEX (Mexico)"),
        ("???", "AFG (Afghanistan)"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest_three(names, said, one):
    sentence = refusal(names.participant, said, ON)
    assert one in sentence
    assert sentence.partition("did you mean ")[2].count("(") >= 3


def test_a_state_that_is_no_more_is_told_to_be_none(names):
    sentence = refusal(names.participant, "Czechoslovakia", ON)
    assert "until 1992-12-31, of none of today's participants" in sentence
    assert "CZE (Czechia)" in sentence


def test_a_fragment_of_a_gazette_heading_is_no_name(names):
    # The gazette has "Kongo/DR" and "Korea/R", which the table keeps whole.
    kept = {row["name"] for row in table("participant_names")}
    assert {"Kongo/DR", "Korea/R"} <= kept
    assert not {"Kongo", "DR", "R"} & kept
    for said in ("Kongo", "DR", "R"):
        refusal(names.participant, said, ON)


@pytest.mark.parametrize("said", ["", "  ", "crime:slavery", "https://w3id.org/untoc/crime/slavery"])
def test_nothing_and_things_of_another_kind_are_refused(names, said):
    assert len(refusal(names.participant, said, ON)) < 200


def test_a_long_text_is_refused_soon_and_shown_in_part(names):
    assert len(refusal(names.participant, "x" * 100_000, ON)) < 400


@given(said=st.text(max_size=200))
def test_any_text_is_a_known_key_or_one_line_of_refusal(names, said):
    try:
        assert names.participant(said, ON).key in names.participants
    except ParameterError as error:
        assert str(error).isprintable()


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("human-trafficking", "human-trafficking"),
        ("Human Trafficking", "human-trafficking"),
        ("trafficking in persons", "human-trafficking"),
        ("TIP", "human-trafficking"),
        ("Menschenhandel", "human-trafficking"),
        ("traite des êtres humains", "human-trafficking"),
        ("贩卖人口", "human-trafficking"),
        ("crime:human-trafficking", "human-trafficking"),
    ],
)
def test_a_crime_is_found_by_key_label_and_other_names(names, said, key):
    assert names.crime(said).key == key


@pytest.mark.parametrize(
    ("said", "key"),
    [("extradition", "extradition"), ("Auslieferung", "extradition"), ("mutual legal assistance", "mla")],
)
def test_a_form_is_found_by_key_label_and_other_names(names, said, key):
    assert names.form(said).key == key


def test_every_label_of_a_crime_and_a_form_finds_it(names):
    for row in table("concept_labels"):
        collection, _, key = row["concept"].partition(":")
        if row["match"] == "exact":
            ask = {"crime": names.crime, "cooperation": names.form}[collection]
            assert ask(row["label"]).key == key, row


def test_an_unknown_crime_or_form_is_refused_with_the_nearest_three(names):
    assert "human-trafficking (Human trafficking), " in refusal(names.crime, "human-traficking")
    sentence = refusal(names.form, "extraditon")
    assert "no such form of cooperation; did you mean extradition (Extradition), " in sentence
    assert sentence.count("(") == 3


@pytest.fixture
def register() -> Register:
    labels = {"A": "Alba", "B": "Bora", "C": "Cora"}
    return Register("participant", "participant", labels, [[("B", "Alba")], [("A", "X"), ("C", "X")]])


def test_a_kind_of_name_counts_only_where_no_earlier_one_has_it(register):
    assert register.find("alba") == "A"


def test_a_name_of_several_things_of_one_kind_is_refused(register):
    assert refusal(register.find, "x") == '"x" may be A (Alba) or C (Cora); name one of them'


def test_a_name_of_nothing_is_none(register):
    assert register.find("Delta") is None
