"""The tables of `data/`: their form, their dictionary, their bounds, and what must not stand in them."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import fields
from pathlib import Path

import pytest

from untoc_graph.graph.mappings import COLUMNS
from untoc_graph.graph.rows import TABLES
from untoc_graph.graph.tables import read_bounds
from untoc_graph.namespaces import BASE, PREFIXES

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
CSV_FILES = sorted(DATA.glob("*.csv"))
MAPPING_FILES = sorted((DATA / "mappings").glob("*.sssom.tsv"))
ROW_CLASSES = {table.TABLE: table for table in TABLES}

# Words of an office, court or service; a name of an authority without one may be the name of a person.
OFFICE = re.compile(
    r"administration|agency|attorney|authorit|bank|branch|bureau|centre|center|chancell|commission|corps"
    r"|council|court|customs|department|directorate|director of|division|general|government|guard|institute"
    r"|interpol|minist|office|police|procuracy|prosecut|registr|secretar|section|service|unit",
    re.IGNORECASE,
)
# Words that stand before the name of a person, or beside how to reach one.
PERSON = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mme|Dr|Prof|Herr|Frau|Señora?|Sra?|Sir|Dame|Judge|Colonel|Capt|Lt|Attn|c/o)\b\.?\s+[A-Z]"
    r"|H\.\s?E\.|attention of|\b(?:[Tt]el|[Ff]ax|[Pp]hone|[Ee]-?mail)\b\.?\s*:",
)


def records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def mapping_records(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def sections() -> dict[str, list[str]]:
    """Return the columns that each section of the data dictionary names, by the file in its heading."""
    found: dict[str, list[str]] = {}
    text = (DATA / "README.md").read_text(encoding="utf-8")
    for heading, body in re.findall(r"^#{2,3} (.+?)$(.*?)(?=^#{2,3} |\Z)", text, re.MULTILINE | re.DOTALL):
        first_cells = re.findall(r"^\| (?!-)([^|]+?) \|", body, re.MULTILINE)
        columns = [name.strip("* `") for cell in first_cells for name in cell.split(",")]
        found[heading.strip("` ")] = [name for name in columns if name != "column"]
    return found


def test_every_file_of_the_folder_is_read_or_explained() -> None:
    names = {path.name for path in DATA.iterdir()}
    assert names == {*ROW_CLASSES, "bounds.csv", "README.md", "LICENSE", "mappings"}
    assert {path.name for path in (DATA / "mappings").iterdir()} == {path.name for path in MAPPING_FILES}


def test_every_table_has_bounds_and_every_bound_a_table() -> None:
    tables = {*ROW_CLASSES, *(f"mappings/{path.name}" for path in MAPPING_FILES)}
    assert set(read_bounds(DATA)) == tables


def test_bounds_hold_and_leave_room_to_grow() -> None:
    bounds = read_bounds(DATA)
    for path in [*CSV_FILES, *MAPPING_FILES]:
        name = str(path.relative_to(DATA))
        if name == "bounds.csv":
            continue
        rows = len(records(path) if path.suffix == ".csv" else mapping_records(path))
        assert bounds[name].minimum <= rows <= bounds[name].maximum, name
        # Only what was withdrawn may be nothing.
        assert bounds[name].minimum > 0 or name == "withdrawn.csv", name


@pytest.mark.parametrize("name", [*ROW_CLASSES, "bounds.csv"])
def test_the_data_dictionary_has_a_section_with_every_column(name: str) -> None:
    header = (DATA / name).read_text(encoding="utf-8").partition("\n")[0].split(",")
    described = sections()
    assert name in described, f"data/README.md needs the section ### {name}"
    assert sorted(described[name]) == sorted(header), (
        f"data/README.md: {name} needs one mention of each column"
    )


def test_the_data_dictionary_has_a_section_on_mappings_with_every_column() -> None:
    assert sections()["Links to other datasets"] == list(COLUMNS)


def test_the_data_dictionary_speaks_of_no_table_that_is_not_there() -> None:
    assert {heading for heading in sections() if heading.endswith(".csv")} == {*ROW_CLASSES, "bounds.csv"}


@pytest.mark.parametrize("path", [*CSV_FILES, *MAPPING_FILES], ids=lambda path: path.name)
def test_files_are_utf_8_with_lf_and_end_with_a_line(path: Path) -> None:
    content = path.read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.endswith(b"\n")
    assert not content.endswith(b"\n\n")
    text = content.decode("utf-8")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff\ufffd]", text)


@pytest.mark.parametrize("path", CSV_FILES, ids=lambda path: path.name)
def test_tables_are_written_in_one_way(path: Path) -> None:
    """Quotes stand where they must and nowhere else, so that a change shows only what changed."""
    text = path.read_text(encoding="utf-8")
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(csv.reader(io.StringIO(text)))
    assert written.getvalue() == text


@pytest.mark.parametrize("path", [*CSV_FILES, *MAPPING_FILES], ids=lambda path: path.name)
def test_cells_have_no_blank_ends_and_no_double_blanks(path: Path) -> None:
    for row in records(path) if path.suffix == ".csv" else mapping_records(path):
        for column, cell in row.items():
            assert cell == cell.strip(), f"{path.name} {column}: {cell!r}"
            assert "  " not in cell, f"{path.name} {column}: {cell!r}"
            assert "\n" not in cell, f"{path.name} {column}: {cell!r}"


@pytest.mark.parametrize("name", [*ROW_CLASSES, "bounds.csv"])
def test_tables_are_sorted_by_their_key_and_no_row_stands_twice(name: str) -> None:
    key = ROW_CLASSES[name].KEY if name in ROW_CLASSES else 1
    names = [tuple(row.values())[:key] for row in records(DATA / name)]
    assert names == sorted(set(names))


@pytest.mark.parametrize("path", MAPPING_FILES, ids=lambda path: path.name)
def test_mappings_are_sorted_and_none_stands_twice(path: Path) -> None:
    names = [(row["subject_id"], row["object_id"], row["predicate_id"]) for row in mapping_records(path)]
    assert names == sorted(set(names))
    assert len({name[:2] for name in names}) == len(names), "two things have one kind of match"


# Translations are this project's own, and say so in data/README.md.
@pytest.mark.parametrize(
    "path", [path for path in CSV_FILES if path.name not in {"bounds.csv", "sources.csv", "translations.csv"}]
)
def test_every_row_names_a_source(path: Path) -> None:
    assert all(row["source"] for row in records(path))


def test_every_column_of_a_row_class_stands_in_its_table() -> None:
    for name, table in ROW_CLASSES.items():
        header = (DATA / name).read_text(encoding="utf-8").partition("\n")[0].split(",")
        assert header == [field.name for field in fields(table) if "cell" in field.metadata]


def test_authorities_are_offices() -> None:
    for row in records(DATA / "authorities.csv"):
        assert OFFICE.search(row["name"]), f'{row["authority"]}: "{row["name"]}" names no office'


def test_the_word_list_of_offices_lets_no_person_pass() -> None:
    assert not OFFICE.search("John Smith")
    assert not OFFICE.search("María Pérez")


@pytest.mark.parametrize("path", CSV_FILES, ids=lambda path: path.name)
def test_no_person_is_named_or_reached(path: Path) -> None:
    for number, row in enumerate(records(path), start=2):
        for column, cell in row.items():
            if column == "locator":  # addresses of documents
                continue
            found = PERSON.search(cell)
            assert not found, f"{path.name}:{number} {column}: {found}"
            assert not re.search(r"[\w.+-]+@[\w-]+\.\w+", cell), (
                f"{path.name}:{number} {column}: an e-mail address"
            )
            assert not re.search(r"(?:\+|\b00)\d{2,3}[ (./-]*\d{1,4}[ )./-]+\d{3,}", cell), (
                f"{path.name}:{number} {column}: a phone number"
            )


def test_the_patterns_of_persons_find_some() -> None:
    assert PERSON.search("Ministry of Justice, Mr. Smith")
    assert PERSON.search("Tel.: 12")
    assert not PERSON.search("Ministry of Justice, Directorate of Criminal Matters")


@pytest.mark.parametrize("path", MAPPING_FILES, ids=lambda path: path.name)
def test_the_metadata_of_a_mapping_set_names_its_prefixes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    curies = dict(re.findall(r"^#  ([\w-]+): (\S+)$", text, re.MULTILINE))
    rows = mapping_records(path)
    used = {
        row[column].partition(":")[0]
        for row in rows
        for column in ("subject_id", "predicate_id", "object_id")
    }
    used |= {row["mapping_justification"].partition(":")[0] for row in rows}
    assert set(curies) == used
    for prefix, iri in curies.items():
        assert PREFIXES.get(prefix, iri) == iri
    name = path.name.removesuffix(".sssom.tsv")
    assert f"#mapping_set_id: {BASE}graph/mappings-{name}\n" in text
    assert re.search(r"^#license: https://creativecommons\.org/", text, re.MULTILINE)


def test_what_was_found_to_be_related_is_no_close_match() -> None:
    """The pairs that the collectors called related: theirs often names the object of the crime."""
    related = {
        (row["subject"], row["object"]) for row in records(ROOT / "tests/expected/related_matches.csv")
    }
    kinds = {
        (row["subject_id"], row["object_id"]): row["predicate_id"]
        for path in MAPPING_FILES
        for row in mapping_records(path)
    }
    assert {kinds.get(pair) for pair in related} == {"skos:relatedMatch"}
    assert {pair for pair, kind in kinds.items() if kind == "skos:relatedMatch"} == related


def test_no_related_match_becomes_exact_by_way_of_a_topic() -> None:
    kinds = {
        (row["subject_id"], row["object_id"]): row["predicate_id"]
        for path in MAPPING_FILES
        for row in mapping_records(path)
    }
    topics = (ROOT / "ontology" / "schemes" / "topics.ttl").read_text(encoding="utf-8")
    same = re.findall(
        r"^(topic:[\w-]+)\n(?:    .*\n)*?    skos:exactMatch ([^;.]+?) [;.]$", topics, re.MULTILINE
    )
    assert same
    for topic, ours in same:
        for thing in ours.split(", "):
            for (subject, theirs), kind in kinds.items():
                if subject == thing and kind == "skos:relatedMatch":
                    assert kinds.get((topic, theirs)) != "skos:exactMatch", (
                        f"{thing} {theirs} by way of {topic}"
                    )


def test_the_small_data_set_is_cut_from_the_real_one() -> None:
    small = ROOT / "tests" / "small" / "data"
    for path in sorted(small.glob("*.csv")):
        # Nothing was withdrawn so far, so that the small data set has an example of its own.
        if path.name in {"bounds.csv", "withdrawn.csv"}:
            continue
        real = {tuple(row.values())[: ROW_CLASSES[path.name].KEY]: row for row in records(DATA / path.name)}
        for row in records(path):
            whole = real.get(tuple(row.values())[: ROW_CLASSES[path.name].KEY])
            assert whole, f"{path.name}: {row} is not in data/"
            # A participant that was cut leaves an empty cell, never another value.
            assert {name: cell for name, cell in row.items() if cell} == {
                name: whole[name] for name, cell in row.items() if cell
            }


def test_a_legal_basis_on_reciprocity_is_conditional() -> None:
    """Article 16(5)(a): who takes the Convention as a basis on reciprocity sets a condition."""
    on_terms = {
        row["statement"]: row["value"]
        for row in records(DATA / "statements.csv")
        if row["subject"] == "extradition-legal-basis"
        and row["value"] != "declines"
        and "reciprocity" in row["gist"]
    }
    assert len(on_terms) > 3
    assert set(on_terms.values()) == {"conditional"}, on_terms


def test_what_a_gist_says_to_be_over_does_not_stand() -> None:
    """Each statement that was superseded, replaced or withdrawn is named by what took it back."""
    rows = records(DATA / "statements.csv")
    over = {
        row["statement"]
        for row in rows
        if row["kind"] != "withdrawal"
        and re.search(r"supersed|replaced|no longer|later withdrawn|lifted", row["gist"])
    }
    assert over <= {row["withdraws"] for row in rows}


def test_a_territory_is_not_left_out_and_taken_in_by_statements_that_both_stand() -> None:
    taken_back = {row["withdraws"] for row in records(DATA / "statements.csv")}
    made = {
        row["statement"]: (row["participant"], row["instrument"]) for row in records(DATA / "statements.csv")
    }
    standing: dict[str, set[tuple[str, str, str]]] = {"excludes": set(), "extends-to": set()}
    for row in records(DATA / "statement_territories.csv"):
        if row["relation"] in standing and row["statement"] not in taken_back:
            standing[row["relation"]].add((*made[row["statement"]], row["territory"]))
    assert len(standing["excludes"]) > 3
    assert standing["excludes"].isdisjoint(standing["extends-to"])


def test_no_name_is_that_of_two_participants_or_half_a_name() -> None:
    bearers: dict[str, set[str]] = {}
    for row in records(DATA / "participant_names.csv"):
        bearers.setdefault(row["name"].casefold(), set()).add(row["participant"])
        # "Korea/R" was read as two names once: a letter is none, nor is one island of two.
        assert len(row["name"]) > 1, row
        assert row["name"] not in {"DR", "DVR", "Korea", "Nevis", "Tobago", "Barbuda", "Grenadinen"}, row
    assert {name: who for name, who in bearers.items() if len(who) > 1} == {}
