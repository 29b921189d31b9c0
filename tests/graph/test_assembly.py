"""The graph as a whole: known numbers, no blank nodes, rows that can be found, what rules derive."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from untoc_graph.errors import RuleError
from untoc_graph.graph.assembly import Assembly, assemble
from untoc_graph.graph.rows import TABLES
from untoc_graph.graph.rules import read_rules
from untoc_graph.namespaces import BASE
from untoc_graph.settings import Settings

UNTOC = f"{BASE}ontology#"


def objects(assembly: Assembly, predicate: str) -> Counter[str]:
    return Counter(
        quad.object.value.rsplit("/", 1)[-1]
        for quad in assembly.quads
        if quad.predicate.value == UNTOC + predicate
    )


def subjects_of_class(assembly: Assembly, name: str) -> set[str]:
    return {
        quad.subject.value
        for quad in assembly.quads
        if quad.object.value == UNTOC + name and "type" in str(quad)
    }


def test_parties_are_those_that_the_depositary_counts(real_assembly: Assembly) -> None:
    parties = objects(real_assembly, "partyTo")
    assert parties == {"untoc": 193, "trafficking": 185, "smuggling": 155, "firearms": 127}


def test_signatures_are_those_that_the_depositary_counts(real_assembly: Assembly) -> None:
    signatures = subjects_of_class(real_assembly, "Signature")
    by_instrument = Counter(signature.split("-")[1] for signature in signatures)
    assert by_instrument == {"untoc": 147, "trafficking": 117, "smuggling": 112, "firearms": 52}


def test_signatories_only_are_told_from_parties(real_assembly: Assembly) -> None:
    assert objects(real_assembly, "signatoryTo") == {
        "untoc": 2,
        "trafficking": 1,
        "smuggling": 9,
        "firearms": 7,
    }


def test_thirty_five_parties_have_no_sourced_date(real_assembly: Assembly) -> None:
    assert objects(real_assembly, "participationStatus")["party-undated"] == 35


def test_there_is_no_blank_node(real_assembly: Assembly) -> None:
    assert not [quad for quad in real_assembly.quads if "_:" in str(quad.subject)[:2] + str(quad.object)[:2]]


def test_literals_have_types_that_a_store_keeps_as_written(real_assembly: Assembly) -> None:
    allowed = {
        *(
            f"http://www.w3.org/2001/XMLSchema#{name}"
            for name in ["integer", "decimal", "date", "boolean", "string"]
        ),
        *(
            f"http://www.w3.org/2001/XMLSchema#{name}"
            for name in ["anyURI", "gYear", "gYearMonth", "language"]
        ),
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
        *(UNTOC + name for name in ["iso3166-1-alpha-2", "iso3166-1-alpha-3", "m49", "faostat", "iccs"]),
    }
    found = {quad.object.datatype.value for quad in real_assembly.quads if hasattr(quad.object, "datatype")}
    assert found <= allowed, found - allowed


def test_every_row_says_something_that_can_be_traced_to_it(real_assembly: Assembly) -> None:
    data = Settings().data
    for table in TABLES:
        if not table.COLLECTION:
            continue
        with (data / table.TABLE).open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            next(reader)
            for record in reader:
                node = f"{BASE}{table.COLLECTION}/{record[0]}"
                assert node in real_assembly.origin, f"{table.TABLE}: {record[0]}"
    assert real_assembly.origin[f"{BASE}action/ITA-untoc-ratification"].startswith("actions.csv:")


def test_the_origin_of_a_node_is_the_line_that_an_editor_shows(real_assembly: Assembly) -> None:
    place = real_assembly.origin[f"{BASE}statement/AFG-smuggling-reservation-18"]
    table, line = place.split(":")
    text = (Settings().data / table).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert text.startswith("AFG-smuggling-reservation-18,")


def test_every_derived_node_names_its_rule_and_its_facts(real_assembly: Assembly) -> None:
    derived = [quad for quad in real_assembly.quads if quad.graph_name.value == f"{BASE}graph/derived"]
    nodes = {
        quad.subject.value for quad in derived if re.search("/(participation|coverage)/", quad.subject.value)
    }
    ruled = {quad.subject.value for quad in derived if quad.predicate.value == UNTOC + "derivedBy"}
    traced = {quad.subject.value for quad in derived if quad.predicate.value.endswith("wasDerivedFrom")}
    assert nodes
    assert nodes <= ruled
    assert nodes <= traced
    shortcuts = {quad.predicate.value for quad in derived if quad.subject.value not in nodes} - {
        UNTOC + "derivedBy"
    }
    assert shortcuts <= ruled, "a property that only rules state says on itself which rule that is"


def test_montenegro_keeps_the_day_of_its_succession(real_assembly: Assembly) -> None:
    days = {
        quad.object.value
        for quad in real_assembly.quads
        if quad.predicate.value == UNTOC + "inForceFrom" and "/MNE-" in quad.subject.value
    }
    assert days == {"2006-06-03"}


def test_an_undated_party_has_bounds_and_no_day(real_assembly: Assembly) -> None:
    said = {
        quad.predicate.value.removeprefix(UNTOC): quad.object.value
        for quad in real_assembly.quads
        if quad.subject.value == f"{BASE}participation/FJI-untoc"
    }
    assert "inForceFrom" not in said
    assert (said["inForceNotBefore"], said["inForceNotAfter"]) == ("2017-01-31", "2017-10-19")


def test_a_protocol_offence_comes_under_the_convention_too(real_assembly: Assembly) -> None:
    covered = {
        quad.object.value.rsplit("/", 1)[-1]
        for quad in real_assembly.quads
        if quad.predicate.value == UNTOC + "coveredBy"
        and quad.subject.value == f"{BASE}crime/human-trafficking"
    }
    assert covered == {"untoc", "trafficking"}


def test_a_form_of_one_protocol_does_not_reach_crimes_of_another(real_assembly: Assembly) -> None:
    reached = {
        quad.object.value.rsplit("/", 1)[-1]
        for quad in real_assembly.quads
        if quad.predicate.value == UNTOC + "appliesTo"
        and quad.subject.value == f"{BASE}cooperation/firearms-tracing"
    }
    assert reached == {"firearms-trafficking", "firearms-manufacturing", "firearms-marking"}


def test_reactivation_of_firearms_comes_in_as_a_serious_crime_only(real_assembly: Assembly) -> None:
    """Article 1(3) of the Firearms Protocol reaches the offences of its article 5, not that of article 9."""
    covered = {
        quad.object.value.rsplit("/", 1)[-1]
        for quad in real_assembly.quads
        if quad.predicate.value == UNTOC + "coveredBy"
        and quad.subject.value == f"{BASE}crime/firearms-reactivation"
    }
    assert covered == {"untoc"}


def test_extradition_reaches_every_crime_type(real_assembly: Assembly) -> None:
    reached = [
        quad
        for quad in real_assembly.quads
        if quad.predicate.value == UNTOC + "appliesTo"
        and quad.subject.value == f"{BASE}cooperation/extradition"
    ]
    assert len(reached) == 68


def test_cooperation_against_laundering_is_confined_to_laundering(real_assembly: Assembly) -> None:
    reached = {
        quad.object.value.rsplit("/", 1)[-1]
        for quad in real_assembly.quads
        if quad.predicate.value == UNTOC + "appliesTo" and quad.subject.value == f"{BASE}cooperation/aml"
    }
    assert reached == {"money-laundering"}


def test_a_withdrawn_reservation_says_so(real_assembly: Assembly) -> None:
    withdrawn = {
        quad.subject.value.rsplit("/", 1)[-1] for quad in real_assembly.quads if "#withdrawnBy>" in str(quad)
    }
    lithuania = {
        f"LTU-{i}-reservation-dispute-settlement" for i in ("untoc", "trafficking", "smuggling", "firearms")
    }
    assert withdrawn - {"ontology#withdrawnBy"} >= lithuania


def test_two_assemblies_are_the_same(small_assembly: Assembly) -> None:
    again = assemble(Settings(data=Path(__file__).parents[1] / "small" / "data"))
    assert set(again.quads) == set(small_assembly.quads)
    assert again.origin == small_assembly.origin


def test_progress_is_told_for_every_table(tables: Path) -> None:
    told: list[tuple[str, int]] = []
    assemble(Settings(data=tables), lambda name, steps: told.append((name, steps)))
    assert {steps for _, steps in told} == {len(told)}
    assert [name for name, _ in told][-1] == "rules"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", 'lacks "# title: …"'),
        ("# title: A\nCONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", 'lacks "# applies: …"'),
        ("# title: A\n# applies: untoc:38\nCONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "must leave"),
    ],
)
def test_a_rule_without_title_provision_or_trace_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "x.rq").write_text(text)
    with pytest.raises(RuleError, match=re.escape(reason)):
        read_rules(tmp_path)


def test_a_rule_that_is_not_sparql_is_refused_with_its_name(tmp_path: Path, tables: Path) -> None:
    import shutil

    ontology = Path(shutil.copytree(Settings().ontology, tmp_path / "ontology"))
    (ontology / "rules" / "broken.rq").write_text(
        "# title: A\n# applies: untoc:38\n# rule:broken\nCONSTRUCT {"
    )
    with pytest.raises(RuleError, match=r"broken\.rq:\d+:\d+: this is not SPARQL$"):
        assemble(Settings(data=tables, ontology=ontology))


def test_a_turtle_file_that_cannot_be_read_is_refused_with_its_place(tmp_path: Path, tables: Path) -> None:
    import shutil

    ontology = Path(shutil.copytree(Settings().ontology, tmp_path / "ontology"))
    (ontology / "schemes" / "harms.ttl").write_text("@prefix a: <urn:a> .\na:b a:c\n")
    with pytest.raises(RuleError, match=r"harms\.ttl:\d+:\d+: "):
        assemble(Settings(data=tables, ontology=ontology))


def test_rules_cite_provisions_that_exist(real_assembly: Assembly) -> None:
    known = set(real_assembly.origin)
    for rule in read_rules(Settings().ontology / "rules"):
        for key in rule.applies:
            assert f"{BASE}provision/{key}" in known, f"{rule.name}: {key}"
