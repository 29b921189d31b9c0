"""Which results are drawn: charts where two columns fit, maps where there are states, nothing of a part."""

from __future__ import annotations

from untoc_graph.views.result_pictures import chart_of, states_of
from untoc_graph.views.results import ResultView, read_results

STATES = ("ITA", "KEN", "ROU", "USA")


def view(*lines: str) -> ResultView:
    return read_results("select", ["".join(f"{line}\n" for line in lines).encode()], named=True)


def state(key: str) -> str:
    return f"<https://w3id.org/untoc/participant/{key}>"


def test_a_category_with_a_number_makes_bars() -> None:
    chart = chart_of(view("?group\t?parties", '"Africa"\t54', '"Asia"\t50', '"Europe"\t40'))
    assert chart is not None
    assert (chart.kind, chart.across, chart.up) == ("bars", "Group", "Parties")
    assert chart.series == (("", (("Africa", 54.0, "54"), ("Asia", 50.0, "50"), ("Europe", 40.0, "40"))),)


def test_two_columns_may_tell_the_bars_apart() -> None:
    rows = ['"a"\t"x"\t1', '"a"\t"y"\t2', '"b"\t"x"\t3']
    chart = chart_of(view("?one\t?other\t?n", *rows))
    assert chart is not None
    told = [(group, [label for label, _, _ in bars]) for group, bars in chart.series]
    assert told == [("a", ["x", "y"]), ("b", ["x"])]


def test_rows_that_cannot_be_told_apart_make_no_bars() -> None:
    assert chart_of(view("?one\t?n", '"a"\t1', '"a"\t2', '"b"\t3')) is None


def test_years_make_a_line_for_each_category() -> None:
    rows = [f'"{name}"\t{year}\t{year - 2000}' for name in "ab" for year in (2003, 2001, 2002)]
    chart = chart_of(view("?instrument\t?year\t?joined", *rows))
    assert chart is not None
    assert chart.kind == "lines"
    assert [name for name, _ in chart.series] == ["a", "b"]
    assert [year for year, _, _ in chart.series[0][1]] == ["2001", "2002", "2003"]


def test_a_place_in_an_order_is_no_amount() -> None:
    assert chart_of(view("?rank\t?name", '1\t"a"', '2\t"b"', '3\t"c"')) is None


def test_amounts_below_nothing_make_no_bars() -> None:
    assert chart_of(view("?name\t?n", '"a"\t-1', '"b"\t2', '"c"\t3')) is None


def test_part_of_the_rows_is_not_drawn() -> None:
    lines = ["?name\t?n", *(f'"{number}"\t{number}' for number in range(20))]
    content = "".join(f"{line}\n" for line in lines).encode()
    assert chart_of(read_results("select", [content])) is not None
    assert chart_of(read_results("select", [content], most_rows=10)) is None


def test_states_are_shown_with_what_tells_them_apart() -> None:
    rows = [f'{state(key)}\t"{key}"\t"{"yes" if key == "ITA" else "no"}"' for key in STATES]
    states = states_of(view("?participant\t?name\t?bound", *rows))
    assert states is not None
    assert (states.column, states.standing) == ("Participant", "Bound")
    assert states.said == {"ITA": ("yes",), "KEN": ("no",), "ROU": ("no",), "USA": ("no",)}


def test_a_state_in_two_rows_is_told_all_that_they_say() -> None:
    rows = [f'{state(key)}\t"signed only"' for key in STATES] + [f'{state("ITA")}\t"no"']
    states = states_of(view("?participant\t?standing", *rows))
    assert states is not None
    assert states.said["ITA"] == ("signed only", "no")


def test_pairs_of_states_are_no_map() -> None:
    rows = [f"{state(key)}\t{state('ITA')}" for key in STATES]
    assert states_of(view("?one\t?other", *rows)) is None


def test_rows_of_which_some_name_no_state_are_no_map() -> None:
    rows = [f'"{key}"\t{state(key)}' for key in STATES]
    assert states_of(view("?session\t?presidency", *rows)) is not None
    assert states_of(view("?session\t?presidency", *rows, '"none"\t')) is None


def test_few_states_are_no_map_and_an_organization_is_no_state() -> None:
    assert states_of(view("?participant", state("ITA"), state("KEN"))) is None
    assert states_of(view("?participant", state("EU"), state("ITA"), state("KEN"))) is None
