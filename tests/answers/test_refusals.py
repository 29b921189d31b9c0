"""What is asked wrongly is refused in one clear sentence, and a former name is answered and told."""

from __future__ import annotations

import re
from datetime import date

import pytest

from untoc_graph.errors import CallError, ParameterError


def refusal(graph, *who: str, **what: object) -> str:
    """Return the sentence with which a question is refused."""
    with pytest.raises(CallError) as refused:
        graph.cooperate(*who, **what)
    sentence = str(refused.value)
    assert isinstance(refused.value, ParameterError)
    assert "\n" not in sentence
    assert 15 < len(sentence) < 300
    assert "Traceback" not in sentence
    assert not re.search(r"[.!] [A-Z]", sentence), "more than one sentence"
    return sentence


@pytest.mark.parametrize(
    ("one", "other"), [("ITA", "ITA"), ("ITA", "IT"), ("Italy", "ITA"), ("Swaziland", "Eswatini")]
)
def test_the_same_state_twice_is_refused(full_graph, one, other):
    assert {"ITA": "Italy", "IT": "Italy"}.get(other, other) in refusal(full_graph, one, other)


@pytest.mark.parametrize("day", ["2003-09-28", "1999-01-01", date(2003, 9, 28)])
def test_a_day_before_the_convention_was_in_force_is_refused(full_graph, day):
    assert "2003-09-29" in refusal(full_graph, "ALB", "LTU", on=day)


def test_the_first_day_is_answered(full_graph):
    assert full_graph.cooperate("ALB", "LTU", on="2003-09-29").to_json()["on"] == "2003-09-29"


@pytest.mark.parametrize("day", ["2024-02-30", "yesterday", "2024", "01.06.2024", "2024-13-01"])
def test_a_day_that_is_none_is_refused(full_graph, day):
    assert day in refusal(full_graph, "KEN", "ITA", on=day)


@pytest.mark.parametrize(
    ("crime", "nearest"),
    [
        ("human-traficking", "human-trafficking"),
        ("money-laundring", "money-laundering"),
        ("migrant-smugling", "migrant-smuggling"),
    ],
)
def test_a_crime_that_does_not_exist_is_refused_with_the_nearest(full_graph, crime, nearest):
    sentence = refusal(full_graph, "KEN", "ITA", crime=crime)
    assert crime in sentence
    assert nearest in sentence or nearest.replace("-", " ").capitalize() in sentence


def test_a_crime_that_is_like_none_is_refused(full_graph):
    assert "xqzw" in refusal(full_graph, "KEN", "ITA", crime="xqzw")


def test_a_form_that_does_not_exist_is_refused_with_the_nearest(full_graph):
    sentence = refusal(full_graph, "KEN", "ITA", form="extraditon")
    assert "extraditon" in sentence
    assert "extradition" in sentence.casefold()


@pytest.mark.parametrize(
    ("wrong", "meant"), [("Nigerla", "Nigeria"), ("Romanai", "Romania"), ("Kenia2", "Kenya")]
)
def test_a_participant_that_does_not_exist_is_refused_with_the_nearest_three(full_graph, wrong, meant):
    sentence = refusal(full_graph, wrong, "ITA")
    assert wrong in sentence
    assert meant in sentence
    assert len(re.findall(r"\b[A-Z]{2,3} \(", sentence)) == 3, "each by its code and its name"


@pytest.mark.parametrize(
    "form", ["extradition", "extradite-or-prosecute", "mla", "mla-h", "joint-investigation"]
)
@pytest.mark.parametrize("who", [("KEN", "EU"), ("EU", "KEN")])
def test_an_organization_where_a_state_is_needed_is_refused(full_graph, who, form):
    sentence = refusal(full_graph, *who, form=form)
    assert "European Union" in sentence or "EU" in sentence
    assert "state" in sentence.casefold()


def test_an_organization_is_answered_where_no_state_is_needed(full_graph):
    answer = full_graph.cooperate("KEN", "EU", form="training", on="2024-06-01").to_json()
    assert [form["form"]["key"] for form in answer["forms"]] == ["training"]


@pytest.mark.parametrize(
    ("name", "on", "key", "until"),
    [
        ("Swaziland", "2010-01-01", "SWZ", "2018-04-18"),
        ("The former Yugoslav Republic of Macedonia", "2010-01-01", "MKD", "2019-02-13"),
        # Asked by the name after its last day: answered too.
        ("Swaziland", "2024-06-01", "SWZ", "2018-04-18"),
        ("Burma", "2024-06-01", "MMR", "1989-06-17"),
    ],
)
def test_a_former_name_is_answered_and_the_answer_says_until_when_it_was_the_name(
    full_graph, name, on, key, until
):
    answer = full_graph.cooperate(name, "KEN", on=on).to_json()
    assert answer["requesting"]["key"] == key
    assert name in answer["requesting"]["note"]
    assert until in answer["requesting"]["note"]


def test_a_name_of_today_needs_no_note(full_graph):
    answer = full_graph.cooperate("KEN", "ITA", on="2024-06-01").to_json()
    assert not answer["requesting"].get("note")
    assert not answer["requested"].get("note")


@pytest.mark.parametrize(
    "name", ["KEN", "KE", "404", "Kenya", "kenya", "Republic of Kenya", "Кения", "肯尼亚"]
)
def test_codes_and_names_in_six_languages_resolve(full_graph, name):
    assert full_graph.cooperate(name, "ITA", on="2024-06-01").to_json()["requesting"]["key"] == "KEN"
