"""The catalogue reads headers, refuses malformed ones with place and cure, and binds values as terms."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.plugins.sparql import prepareQuery

from untoc_graph.errors import CallError, ParameterError, TableError, UnknownQueryError
from untoc_graph.rdf.engine import Store
from untoc_graph.sparql.catalogue import Catalogue, bind, parse_query

if TYPE_CHECKING:
    from pathlib import Path

HEADER = """\
# title: Was a state bound on a day?
# description: One row a state and text;
#   the second line goes on: with a colon.
# question: 2, 3
# asked by: L, J
# tags: status, a date
# param who+: participant = participant:ITA participant:LBY -- the states
# param on: date = 2024-06-01 -- the day of the offence
# param since: year = 2003 -- a year
# param limit: integer = 30 -- how many
# param word: string = un mot -- a text
"""
BODY = """\
PREFIX participant: <https://w3id.org/untoc/participant/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?who ?on ?since ?limit ?word WHERE {
  VALUES ?who { participant:ITA participant:LBY }
  VALUES ?on { "2024-06-01"^^xsd:date }
  VALUES ?since { 2003 }
  VALUES ?limit { 30 }
  VALUES ?word { "un mot" }
}
ORDER BY ?who
"""
ITA = "https://w3id.org/untoc/participant/ITA"
LBY = "https://w3id.org/untoc/participant/LBY"


def query(text: str = HEADER + BODY, file: str = "bound-on.rq"):
    return parse_query(file, text)


def ask_rdflib(text: str) -> list[tuple]:
    return [tuple(row) for row in Graph().query(text)]


def ask_oxigraph(text: str) -> list[tuple[str, ...]]:
    return [tuple(term.value for term in solution) for solution in Store().query(text)]


def test_a_header_becomes_a_question_with_its_parameters():
    read = query()
    assert read.name == "bound-on"
    assert read.title == "Was a state bound on a day?"
    assert read.description == "One row a state and text; the second line goes on: with a colon."
    assert (read.questions, read.asked_by, read.tags) == ((2, 3), ("L", "J"), ("status", "a date"))
    assert [(p.name, p.type, p.many) for p in read.parameters] == [
        ("who", "participant", True),
        ("on", "date", False),
        ("since", "year", False),
        ("limit", "integer", False),
        ("word", "string", False),
    ]
    assert read.parameters[0].examples == (URIRef(ITA), URIRef(LBY))
    assert read.parameters[0].declaration == "who+: participant = participant:ITA participant:LBY"
    assert read.parameters[1].about == "the day of the offence"
    assert read.text == HEADER + BODY


def test_the_file_as_it_stands_is_the_query_with_its_examples():
    assert bind(query(), {}) == HEADER + BODY
    assert ask_oxigraph(query().text)[0] == (ITA, "2024-06-01", "2003", "30", "un mot")


REFUSED_HEADERS = [
    ("# title: Was a state bound on a day?\n", "", 'the header has no "# title: …"; add that line'),
    ("# tags: status, a date\n", "", 'the header has no "# tags: …"'),
    ("# title: ", "# titel: ", 'bound-on.rq:1 "titel": not a key of the header; keys are title'),
    ("# title: ", "# ", "bound-on.rq:1: not `# key: value`"),
    ("# title: ", "#   title: ", "bound-on.rq:1: goes on with no entry"),
    ("# question: 2, 3", "# question: two", 'bound-on.rq:4 "two": not the number of a question'),
    ("# question: 2, 3", "# title: again", 'bound-on.rq:4 "title": stands twice'),
    ("# asked by: L, J", "# asked by: X", 'bound-on.rq:5 "X": not one of L (treaty lawyer'),
    ("# asked by: L, J", "# asked by:", 'bound-on.rq:5 "asked by": has no value'),
    (": year =", ": yeear =", 'bound-on.rq:9 "yeear": not a type'),
    (": year =", ": yeear =", 'did you mean "year"?'),
    ("= 2003 -- a year", "= 2003", 'bound-on.rq:9 "since": write `# param since: TYPE = EXAMPLE -- meaning`'),
    ("= 2024-06-01 --", "= 2024-06-31 --", 'bound-on.rq:8 "2024-06-31": the example is no such day'),
    ("= participant:ITA ", "= crime:x ", "names a thing of the collection crime, not participant"),
    (
        "# param since: year = 2003 -- a year\n",
        "",
        'bound-on.rq:16 "since": not declared; add `# param since',
    ),
    (
        "  VALUES ?since { 2003 }\n",
        "",
        'bound-on.rq:9 "since": no line of its own has `VALUES ?since { 2003 }`',
    ),
    ("VALUES ?since { 2003 }", "VALUES ?since { 2004 }", "bound-on.rq:17"),
    ("VALUES ?since { 2003 }", "VALUES ?since { 2004 }", "write `VALUES ?since { 2003 }`"),
    ("ORDER BY", "VALUES ?on { 1 }\nORDER BY", 'bound-on.rq:21 "on": has its VALUES twice, first in line 16'),
    ("# param limit: ", "# param who: ", 'bound-on.rq:10 "param who": stands twice'),
]


@pytest.mark.parametrize(("old", "new", "message"), REFUSED_HEADERS)
def test_a_malformed_header_is_refused_with_its_place_and_the_cure(old, new, message):
    text = HEADER + BODY
    assert old in text
    with pytest.raises(TableError) as caught:
        query(text.replace(old, new, 1))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("file", ["Bound.rq", "bound_on.rq", "bound on.rq", ".rq"])
def test_a_file_name_that_is_no_query_name_is_refused(file):
    with pytest.raises(TableError, match="lower case with hyphens"):
        query(file=file)


def test_inline_data_over_several_lines_is_no_parameter():
    constant = "  VALUES ?group {\n    1 2\n  }\n}\nORDER BY"
    assert len(query((HEADER + BODY).replace("}\nORDER BY", constant)).parameters) == 5


ACCEPTED = [
    ("who", "ROU", ["https://w3id.org/untoc/participant/ROU"]),
    ("who", "participant:ROU", ["https://w3id.org/untoc/participant/ROU"]),
    ("who", URIRef(ITA), [ITA]),
    ("who", ["ITA", "participant:LBY", "ITA"], [ITA, LBY]),
    ("on", "2024-02-29", ["2024-02-29"]),
    ("on", date(2024, 2, 29), ["2024-02-29"]),
    ("on", Literal("2024-02-29", datatype=XSD.date), ["2024-02-29"]),
    ("since", 1999, ["1999"]),
    ("limit", "-7", ["-7"]),
    ("limit", "007", ["7"]),
    ("word", "naïve ?x", ["naïve ?x"]),
    ("word", ITA, [ITA]),
]


@pytest.mark.parametrize(("name", "value", "expected"), ACCEPTED)
def test_a_value_of_the_declared_type_is_bound_as_a_term(name, value, expected):
    rows = ask_oxigraph(bind(query(), {name: value}))
    column = [parameter.name for parameter in query().parameters].index(name)
    assert list(dict.fromkeys(row[column] for row in rows)) == expected


REFUSED_VALUES = [
    ({"whom": "ITA"}, 'query "bound-on" has no parameter "whom"; did you mean who?'),
    ({"zzz": "ITA"}, "there is who, on, since, limit, word"),
    ({"who": "crime:x"}, "names a thing of the collection crime, not participant"),
    ({"who": "https://w3id.org/untoc/crime/x"}, "names a thing of the collection crime"),
    ({"who": "https://evil.example/ITA"}, "not the key of a thing of the collection participant"),
    ({"who": "javascript:alert(1)"}, "it takes a participant such as participant:ITA"),
    ({"who": "participant:participant:ITA"}, "participant"),
    ({"who": "https://w3id.org/untoc/participant/ITA/x"}, "participant"),
    ({"who": "ITA> } #"}, 'parameter "who" "ITA> } #"'),
    ({"who": ""}, 'parameter "who" ""'),
    ({"who": []}, 'parameter "who" has no value'),
    ({"who": 5}, "participant"),
    ({"who": Literal("ITA")}, "participant"),
    ({"on": ["2024-01-01", "2024-01-02"]}, 'parameter "on" takes one date, not 2'),
    ({"on": "2023-02-29"}, "no such day in the calendar; it takes a date such as 2024-06-01"),
    ({"on": "20240601"}, "not a date of the form YYYY-MM-DD"),
    ({"on": "2024-W01-1"}, "not a date of the form YYYY-MM-DD"),
    ({"on": "2024-06-0\N{ARABIC-INDIC DIGIT ONE}"}, "not a date of the form YYYY-MM-DD"),
    ({"on": datetime(2024, 6, 1, 12, tzinfo=UTC)}, "not a date of the form YYYY-MM-DD"),
    ({"on": Literal("2024-06-01")}, "a literal of another kind than xsd:date"),
    ({"on": URIRef(ITA)}, "an IRI, not a date"),
    ({"since": "24"}, "not a year of four digits; it takes a year such as 2003"),
    ({"limit": "1e3"}, "not a whole number"),
    ({"limit": "9" * 19}, "not a whole number of at most 18 digits"),
    ({"limit": True}, "a boolean, not an integer"),
    ({"word": "bell \x07"}, "holds a control character"),
    ({"word": "half \ud800"}, "holds a control character"),
    ({"word": ""}, "empty"),
    ({"word": Literal("mot", lang="fr")}, "a literal of another kind than xsd:string"),
]


@pytest.mark.parametrize(("values", "message"), REFUSED_VALUES)
def test_a_value_of_another_type_is_refused_in_one_line(values, message):
    with pytest.raises(ParameterError) as caught:
        bind(query(), values)
    assert message in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
    assert str(caught.value).encode()
    assert caught.value.exit_code == 2


HOSTILE = [
    '"',
    "\\",
    '\\"',
    "}",
    '> } "',
    "}#",
    "\n",
    'a\n\\"',
    '"""',
    "'''\n",
    "?x",
    "\\u0022 } #",
    "\\\\u0022",
    "\\U00000022",
    "\\u005Cu0022",
    "\\n",
    "$who",
    "\r\n",
    "\t",
    "\N{LINE SEPARATOR}",
    '"@en',
    '"^^<x>',
    "javascript:",
    "🜁",
]
texts = st.one_of(
    st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=6).map("".join),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1),
)


@given(texts)
@example('a\n\\"')
@example('" } UNION { ?s ?p ?o } #')
@example("\\u0022 } #")
def test_no_text_changes_the_query_for_oxigraph(text):
    rows = ask_oxigraph(bind(query(), {"word": text}))
    assert [row[4] for row in rows] == [text, text]


@given(texts)
@example('a\n\\"')
@example("\\u0022 } #")
@example("\\\\U00000022 } #")
def test_no_text_changes_the_query_for_rdflib(text):
    rows = ask_rdflib(bind(query(), {"word": text}))
    assert [str(row[4]) for row in rows] == [text, text]


@given(st.one_of(texts, st.text(max_size=12), st.from_regex(r"[A-Za-z0-9._:/-]{1,12}", fullmatch=True)))
@example("ITA } #")
@example("participant:ITA")
def test_no_key_changes_the_query(text):
    try:
        bound = bind(query(), {"who": text})
    except ParameterError:
        return
    plain = prepareQuery(query().text).algebra
    assert str(prepareQuery(bound).algebra).count("values") == str(plain).count("values")
    assert all(row[0].startswith("https://w3id.org/untoc/participant/") for row in ask_oxigraph(bound))


@given(st.dates())
def test_every_day_of_the_calendar_is_bound_as_itself(day):
    assert ask_oxigraph(bind(query(), {"on": day.isoformat()}))[0][1] == day.isoformat()


def test_line_numbers_stay_when_values_are_bound():
    bound = bind(query(), {"word": "two\nlines"})
    assert len(bound.split("\n")) == len(query().text.split("\n"))


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name.replace('_', '-')}.rq").write_text(text, encoding="utf-8")
    return folder


def test_a_catalogue_lists_the_files_of_its_folder_by_name(tmp_path):
    catalogue = Catalogue.read(write(tmp_path, second_one=HEADER + BODY, first=HEADER + BODY))
    assert list(catalogue) == ["first", "second-one"]
    assert len(catalogue) == 2
    assert catalogue["first"].name == "first"
    assert "third" not in catalogue


def test_an_unknown_name_is_answered_with_the_nearest(tmp_path):
    with pytest.raises(UnknownQueryError, match="did you mean second-one"):
        Catalogue.read(write(tmp_path, second_one=HEADER + BODY))["second-on"]


def test_a_missing_folder_is_a_call_error(tmp_path):
    with pytest.raises(CallError, match="no folder of queries at"):
        Catalogue.read(tmp_path / "none")


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(tmp_path):
    (tmp_path / "latin.rq").write_bytes(b"# title: x\n# description: \xe9\n")
    with pytest.raises(TableError, match=r"latin\.rq:2: not UTF-8"):
        Catalogue.read(tmp_path)["latin"]


def test_a_mistake_in_one_file_leaves_the_others_to_be_asked(tmp_path):
    catalogue = Catalogue.read(write(tmp_path, good=HEADER + BODY, wrong="ASK {}"))
    assert list(catalogue) == ["good", "wrong"]
    assert catalogue["good"].name == "good"
    with pytest.raises(TableError, match=r"wrong\.rq:1: the header has no"):
        catalogue["wrong"]
