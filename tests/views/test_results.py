"""Results for a page: what each column holds, how many rows there are, which of them are shown."""

from __future__ import annotations

import pytest

from untoc_graph.errors import QueryError
from untoc_graph.views.results import MOST_ROWS, column_title, read_results

XSD = "http://www.w3.org/2001/XMLSchema#"
ITALY = "<https://w3id.org/untoc/participant/ITA>"


def table(*lines: str) -> list[bytes]:
    return ["".join(f"{line}\n" for line in lines).encode()]


def test_columns_tell_what_all_their_cells_hold() -> None:
    view = read_results(
        "select",
        table(
            "?thing\t?link\t?mixed\t?number\t?day\t?text\t?both\t?none",
            f'{ITALY}\t<http://x/1>\t{ITALY}\t5\t"2003-09-29"^^<{XSD}date>\t"a"@fr\t1\t',
            f'{ITALY}\t<urn:x>\t<http://x/1>\t1.5\t"2004"^^<{XSD}gYear>\t"b"\t"x"\t',
        ),
    )
    assert [column.kind for column in view.columns] == [
        "thing",
        "link",
        "link",
        "number",
        "date",
        "text",
        "text",
        "text",
    ]
    first = view.rows[0]
    assert [cell.text if cell else None for cell in first] == [
        "participant:ITA",
        "http://x/1",
        "participant:ITA",
        "5",
        "2003-09-29",
        "a",
        "1",
        None,
    ]
    assert first[5] is not None
    assert first[5].lang == "fr"
    assert first[0] is not None
    assert first[0].iri == "https://w3id.org/untoc/participant/ITA"
    assert view.things == ("https://w3id.org/untoc/participant/ITA", "http://x/1", "urn:x")


def test_a_thing_and_its_name_are_one_column_where_a_page_wants_names() -> None:
    lines = table(
        "?participant\t?name\t?harm\t?note\t?harmLabel\t?title",
        f'{ITALY}\t"Italy"@en\t<https://w3id.org/untoc/harm/lives>\t"n"\t"Loss of lives"@en\t"t"',
        f'{ITALY}\t\t\t"n"\t"Fear"@en\t"t"',
    )
    view = read_results("select", lines, named=True)
    assert [column.name for column in view.columns] == ["participant", "harm", "note", "title"]
    assert [cell.text if cell else None for cell in view.rows[0]] == ["Italy", "Loss of lives", "n", "t"]
    assert [cell.text if cell else None for cell in view.rows[1]] == ["participant:ITA", "Fear", "n", "t"]
    assert [len(row) for row in read_results("select", lines).rows] == [6, 6]


def test_what_a_page_does_not_bear_is_counted_and_not_kept() -> None:
    lines = [b"?n\n", *(f"{number}\n".encode() for number in range(20_000))]
    view = read_results("select", lines)
    assert (len(view.rows), view.total, view.more) == (MOST_ROWS, 20_000, 20_000 - MOST_ROWS)
    assert view.rows[-1][0] is not None
    assert view.rows[-1][0].text == str(MOST_ROWS - 1)


def test_rows_that_are_long_make_a_page_of_fewer() -> None:
    row = f'"{"x" * 100_000}"\n'.encode()
    view = read_results("select", [b"?text\n", *([row] * 40)])
    assert 0 < len(view.rows) < 5
    assert view.total == 40
    cell = view.rows[0][0]
    assert cell is not None
    assert cell.cut
    assert len(cell.text) == 2_000


def test_a_row_that_is_longer_than_a_page_is_counted() -> None:
    view = read_results("select", [b"?text\n", b'"' + b"x" * 2_000_000, b'"\n'])
    assert (view.rows, view.total) == ((), 1)


@pytest.mark.parametrize("size", [1, 7, 1_000])
def test_pieces_may_end_anywhere(size: int) -> None:
    whole = '?n\t?word\n1\t"é\\n\\t→"\n2\t"ب"@ar\n'.encode()
    pieces = [whole[start : start + size] for start in range(0, len(whole), size)]
    view = read_results("select", pieces)
    assert view.total == 2
    assert [cell.text for row in view.rows for cell in row if cell] == ["1", "é\n\t→", "2", "ب"]


def test_no_rows_and_no_columns_are_results_too() -> None:
    assert read_results("select", [b"?n\n"]).total == 0
    assert read_results("select", [b"\n\n"]).total == 1
    unbound = read_results("select", [b"?n\n\n"])
    assert (unbound.total, unbound.rows) == (1, ((None,),))


def test_the_truth_of_a_pattern() -> None:
    assert read_results("ask", [b"tr", b"ue"]).truth is True
    assert read_results("ask", [b"false"]).truth is False


def test_a_graph_is_a_table_of_three_columns() -> None:
    triple = b'<https://w3id.org/untoc/participant/ITA> <http://x/p> "v"@en .\n'
    view = read_results("construct", [triple, b'_:a <http://x/p> "1"^^<http://x/t> .\n'])
    assert (view.kind, view.total) == ("graph", 2)
    assert [column.title for column in view.columns] == ["Subject", "Predicate", "Object"]
    assert [cell.text for cell in view.rows[0] if cell] == ["participant:ITA", "http://x/p", "v"]
    assert view.rows[1][0] is not None
    assert view.rows[1][0].text.startswith("_:")
    assert not view.rows[1][0].iri


def test_an_empty_graph_has_no_rows() -> None:
    assert read_results("describe", [b""]).total == 0


def test_what_cannot_be_read_is_an_error_of_ours() -> None:
    with pytest.raises(QueryError, match="cannot be read"):
        read_results("select", [b'?n\n"open\n'])


def test_variables_are_read_as_words() -> None:
    assert [column_title(name) for name in ("x", "instrumentTitle", "ISOCode", "n_of")] == [
        "X",
        "Instrument title",
        "Isocode",
        "N of",
    ]
