"""Questions 30 to 43: duties, crime types and harms, institutions, and how good the data is."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, RDFS, Dataset, Graph, URIRef
from rdflib.namespace import DCTERMS, OWL, PROV, SKOS

from untoc_graph.namespaces import BASE, PREFIXES, UNTOC, mint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from untoc_graph.sparql.catalogue import Catalogue
    from untoc_graph.store.release import Release

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "small" / "data"
FULL = ROOT / "data"
MAPPING = URIRef("https://w3id.org/sssom/Mapping")

# Question, parameters, and the file in expected/ that holds the whole answer on the small data set.
ANSWERED = (
    ("bodies-and-founding-acts", {}),
    ("conference-sessions", {}),
    ("crime-types-matched", {}),
    ("crime-types-without-protocol", {}),
    ("decisions-by-session", {}),
    ("duties-by-modality", {}),
    ("external-links", {}),
    ("facts-by-confidence", {}),
    ("harms-of-crime", {"crime": "waste"}),
    ("review-cluster-obligations", {"cluster": ["cluster-2"]}),
    ("victim-protection-duties", {"participant": "AFG"}),
)

# Least and most rows on the full data.
BOUNDS = {
    "bodies-and-founding-acts": (30, 50),
    "conference-sessions": (13, 16),
    "crime-types-matched": (204, 260),
    "crime-types-without-protocol": (51, 51),
    "decisions-by-session": (50, 80),
    "duties-by-modality": (100, 130),
    "external-links": (30, 60),
    "facts-by-confidence": (45, 70),
    "facts-without-source": (0, 0),
    "graph-counts": (50, 80),
    "harms-of-crime": (5, 20),
    "review-cluster-obligations": (200, 300),
    "terms-without-label": (600, 900),
    "victim-protection-duties": (35, 60),
}


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def mappings(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each row of the mapping tables with the name of its dataset."""
    for path in sorted((folder / "mappings").glob("*.sssom.tsv")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield path.name.removesuffix(".sssom.tsv"), row


def key(iri: str) -> str:
    return iri.rpartition("/")[2]


@pytest.fixture(scope="module")
def named(small_release_built: Path) -> Dataset:
    """The small release in rdflib with its named graphs, their union being the default graph."""
    dataset = Dataset(default_union=True)
    dataset.parse(data=(small_release_built / "untoc.nq").read_text(encoding="utf-8"), format="nquads")
    return dataset


@pytest.mark.parametrize(("name", "values"), ANSWERED, ids=[name for name, _ in ANSWERED])
def test_the_answer_is_the_one_expected(small, name, values):
    small.agrees_with(name, name, **values)


@pytest.mark.parametrize("name", BOUNDS)
def test_the_answer_on_the_full_graph_is_within_bounds(full, name):
    least, most = BOUNDS[name]
    assert least <= len(full.rows(name)) <= most


# rdflib itself calls what it has deprecated when it evaluates over a dataset.
@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")
@pytest.mark.parametrize("name", [name for name in BOUNDS if name != "facts-without-source"])
def test_rdflib_gives_the_same_rows_in_the_same_order(small, named, catalogue: Catalogue, name):
    found = named.query(catalogue[name].text)
    columns = [str(variable) for variable in found.vars]
    rows = [["" if term is None else str(term) for term in row] for row in found]
    assert rows == [[row[column] for column in columns] for row in small.rows(name)]


# Question 30


def test_victim_duties_are_the_worded_parts_of_the_articles_on_victims(small):
    duties = {row["provision"]: row for row in table(SMALL, "paragraphs.csv") if row["obligation"] != "none"}
    articles = {"untoc-24", "untoc-25", "trafficking-6", "trafficking-7", "trafficking-8"}
    articles |= {"smuggling-16", "smuggling-18"}
    expected = {provision for provision, row in duties.items() if row["article"] in articles}
    expected |= {"untoc-14-2", "trafficking-9-1-b", "smuggling-9-1-a"}
    rows = small.rows("victim-protection-duties", participant="ITA")
    assert {key(row["provision"]) for row in rows} == expected
    assert {row["obligation"] for row in rows} == {"Mandatory", "Mixed", "Optional"}
    for row in rows:
        assert row["obligation"].lower() == duties[key(row["provision"])]["obligation"]


def test_articles_on_victims_by_theme_are_all_asked_about(small):
    themes = {"victim-assistance", "status-of-victims", "witness-protection", "return"}
    by_theme = {row["provision"] for row in table(FULL, "articles.csv") if row["theme"] in themes}
    rows = small.rows("victim-protection-duties", participant="ITA")
    assert by_theme <= {"-".join(key(row["provision"]).split("-")[:2]) for row in rows}


def test_a_participant_that_is_not_party_has_no_victim_duties(small):
    assert small.rows("victim-protection-duties", participant="IRN") == []


def test_a_protocol_that_does_not_bind_brings_no_victim_duties(small):
    bound = {key(row["instrument"]) for row in small.rows("victim-protection-duties", participant="BTN")}
    assert bound == {"untoc", "trafficking"}


def test_a_victim_duty_without_a_sourced_day_says_so(small):
    rows = small.rows("victim-protection-duties", participant="FJI")
    assert rows
    assert {(row["boundSince"], row["status"]) for row in rows} == {("", "Party without a sourced date")}


def test_a_reservation_is_shown_beside_the_victim_duties_that_it_touches(small):
    rows = small.rows("victim-protection-duties", participant="AFG")
    touched = {row["citation"].partition("(")[0] for row in rows if row["reservation"]}
    assert touched == {"Article 18"}


def test_a_reservation_on_no_one_provision_is_shown_beside_all_duties_of_its_instrument(small):
    rows = small.rows("victim-protection-duties", participant="USA")
    reserved = {(key(row["instrument"]), key(row["reservation"])) for row in rows}
    assert reserved == {
        ("smuggling", ""),
        ("trafficking", "USA-trafficking-reservation"),
        ("untoc", "USA-untoc-reservation"),
    }


# Question 31


def test_each_worded_provision_is_counted_once(full):
    counted: Counter[tuple[str, str]] = Counter()
    for row in full.rows("duties-by-modality"):
        counted[key(row["instrument"]), row["modality"]] += int(row["provisions"])
    expected = Counter(
        (row["provision"].partition("-")[0], row["modality"].replace("-", " ").capitalize())
        for row in table(FULL, "paragraphs.csv")
        if row["obligation"] != "none"
    )
    assert counted == expected
    assert {modality for _, modality in counted} >= {"Shall", "Shall consider", "May"}


# Question 32


def test_each_crime_type_and_scheme_shows_its_matches_or_none(full):
    schemes = {"eurovoc": "EuroVoc", "iccs": "ICCS", "unbis": "UNBIS"}
    expected = {
        (
            row["subject_id"].removeprefix("crime:"),
            schemes[dataset],
            row["predicate_id"].removeprefix("skos:").removesuffix("Match"),
            row["object_id"].partition(":")[2],
        )
        for dataset, row in mappings(FULL)
        if dataset in schemes and row["subject_id"].startswith("crime:")
    }
    rows = full.rows("crime-types-matched")
    found = {(key(row["crime"]), row["scheme"], row["match"], key(row["theirs"])) for row in rows}
    assert {row for row in found if row[2] != "none"} == expected
    assert len({row[:2] for row in found}) == 68 * 3
    matched = {row[:2] for row in expected}
    assert all((row[2] == "none") == (row[:2] not in matched) for row in found)


def test_what_names_the_object_of_a_crime_is_related_only(full):
    rows = full.rows("crime-types-matched")
    heroin = {(row["scheme"], row["match"]) for row in rows if key(row["crime"]) == "heroin"}
    assert heroin == {("EuroVoc", "none"), ("ICCS", "broad"), ("UNBIS", "related")}


# Question 33


def test_harms_name_each_source_and_whether_it_states_the_link(small):
    rows = small.rows("harms-of-crime", crime="waste")
    own = {
        (key(row["harm"]), row["basis"].lower(), key(row["source"]))
        for row in rows
        if key(row["saidOf"]) == "waste"
    }
    expected = {
        (row["harm"], row["basis"], source)
        for row in table(SMALL, "harm_links.csv")
        if row["crime"] == "waste"
        for source in row["source"].split(";")
    }
    assert own == expected
    assert ("public-health", "inferred", "unsourced") in own


def test_a_harm_of_a_wider_type_says_of_which_it_is_said(small):
    rows = small.rows("harms-of-crime", crime="waste")
    assert {key(row["saidOf"]) for row in rows} == {"waste", "environmental", "organized-crime"}


# Question 34


def test_crime_types_with_an_offence_in_an_instrument_do_not_rest_on_article_2_b(full):
    rows = full.rows("crime-types-without-protocol")
    assert Counter(row["path"] for row in rows) == {"Serious crime": 41, "Emerging crime": 10}
    crimes = {key(row["crime"]) for row in rows}
    assert crimes >= {"drug-trafficking", "cybercrime", "wildlife"}
    # Article 9 of the Firearms Protocol leaves it to states, and 1(3) reaches only its article 5.
    assert "firearms-reactivation" in crimes
    assert not crimes & {"human-trafficking", "migrant-smuggling", "firearms-trafficking", "money-laundering"}


def test_other_treaties_of_a_crime_type_are_those_that_name_it_or_a_wider_one(full):
    others = {
        key(row["crime"]): int(row["otherTreaties"]) for row in full.rows("crime-types-without-protocol")
    }
    named = [set(row["crimes"].split(";")) for row in table(FULL, "related_instruments.csv")]
    wider = {"heroin", "drug-trafficking", "illicit-trafficking", "organized-crime"}
    assert others["heroin"] == sum(bool(crimes & wider) for crimes in named)
    assert others["fuel-trafficking"] == 0


# Questions 35 to 38


def test_each_article_of_a_cluster_is_there_with_its_duties(full):
    rows = full.rows("review-cluster-obligations")
    found = {(key(row["cluster"]), key(row["article"])) for row in rows}
    worded = {row["article"] for row in table(FULL, "paragraphs.csv") if row["obligation"] != "none"}
    expected = {(row["cluster"], row["provision"]) for row in table(FULL, "cluster_provisions.csv")}
    assert found == {pair for pair in expected if pair[1] in worded}
    # Definitions are reviewed and oblige to nothing.
    assert {article for _, article in expected - found} == {"smuggling-3", "trafficking-3", "untoc-2"}


def test_each_article_says_whether_its_cluster_was_recalled(full):
    expected = {
        (row["cluster"], row["provision"]): "Unsourced" if row["source"] == "unsourced" else "source"
        for row in table(FULL, "cluster_provisions.csv")
    }
    assert sum(said == "Unsourced" for said in expected.values()) == 20
    for row in full.rows("review-cluster-obligations"):
        assert row["sourcing"].endswith(expected[key(row["cluster"]), key(row["article"])]) or row[
            "sourcing"
        ].startswith("Two sources")


def test_each_decision_stands_under_its_session(full):
    rows = full.rows("decisions-by-session")
    expected = {(row["session"], row["decision"], row["number"]) for row in table(FULL, "decisions.csv")}
    found = {(key(row["session"]), key(row["decision"]), row["number"]) for row in rows if row["decision"]}
    assert found == expected


def test_a_session_without_known_decisions_is_shown_without(small):
    rows = small.rows("decisions-by-session")
    assert [key(row["session"]) for row in rows if not row["decision"]] == ["13"]


def test_a_recalled_decision_is_shown_as_such(small):
    sourcing = {row["number"]: row["sourcing"] for row in small.rows("decisions-by-session") if row["number"]}
    assert {number for number, how in sourcing.items() if how == "unsourced"} == {"5/3", "5/4", "8/2"}
    assert {number for number, how in sourcing.items() if how == "in part"} == {"5/7"}


def test_each_body_is_there_with_what_it_does(full):
    rows = full.rows("bodies-and-founding-acts")
    assert {key(row["body"]): row["role"] for row in rows} == {
        row["body"]: row["role"] for row in table(FULL, "bodies.csv")
    }


def test_the_review_mechanism_rests_on_resolution_9_1(small):
    rows = {key(row["body"]): row for row in small.rows("bodies-and-founding-acts")}
    assert key(rows["review-mechanism"]["act"]) == "resolution-9-1"
    assert rows["wg-trafficking"]["sourcing"] == "in part"


def test_only_the_conference_is_established_by_a_provision(full):
    rows = full.rows("bodies-and-founding-acts")
    of_provisions = {(key(row["body"]), row["relation"]) for row in rows if "/provision/" in row["act"]}
    assert [body for body, relation in of_provisions if relation == "established by"] == ["cop"]
    assert {"icj", "depositary", "central-authority"} <= {body for body, _ in of_provisions}


def test_sessions_stand_in_their_order_and_what_is_not_known_is_empty(small):
    rows = small.rows("conference-sessions")
    assert [key(row["session"]) for row in rows] == [str(number) for number in range(1, 14)]
    assert (rows[6]["start"], rows[6]["end"], rows[6]["venue"]) == ("", "2014-10-10", "")
    assert (rows[12]["start"], rows[12]["end"], rows[12]["decisions"]) == ("", "", "0")
    assert sum(int(row["decisions"]) for row in rows) == len(table(SMALL, "decisions.csv"))


# Question 39


def classes_asked_about(catalogue: Catalogue) -> set[URIRef]:
    """Return the classes whose instances must name a source: the first list of the query."""
    listed = catalogue["facts-without-source"].text.partition("VALUES ?class {")[2].partition("}")[0].split()
    prefixed = (name.partition(":") for name in listed if not name.startswith("<"))
    return {URIRef(PREFIXES[prefix] + local) for prefix, _, local in prefixed} | {
        URIRef(name[1:-1]) for name in listed if name.startswith("<")
    }


def test_no_fact_of_the_small_release_lacks_a_source(small):
    assert small.rows("facts-without-source") == []


def test_every_class_of_fact_in_the_release_is_asked_for_a_source(full, catalogue: Catalogue):
    answer = full.graph.query("SELECT DISTINCT ?class WHERE { ?thing a ?class } ORDER BY ?class")
    used = {URIRef(str(row[0])) for row in answer}
    # Derived facts name what they come from; sources are where it ends; the rest is vocabulary.
    exempt = {UNTOC.Coverage, UNTOC.Participation, UNTOC.Source}
    # What describes the data set, its terms and its questions is no fact.
    described_by = ("dcat", "dcterms", "foaf", "owl", "rdfs", "schema", "sh", "void")
    vocabularies = tuple(PREFIXES[prefix] for prefix in described_by)
    facts = {class_ for class_ in used - exempt if not str(class_).startswith(vocabularies)}
    assert facts <= classes_asked_about(catalogue)


def test_every_class_asked_for_a_source_is_defined(catalogue: Catalogue):
    ontology = Graph().parse(ROOT / "ontology" / "untoc.ttl")
    for class_ in classes_asked_about(catalogue):
        if class_ in UNTOC:
            assert (class_, RDF.type, OWL.Class) in ontology


def test_a_fact_whose_source_is_taken_away_is_found_in_each_class(portable, catalogue: Catalogue):
    robbed = Graph()
    robbed += portable.graph
    # Of each class one fact: the first in the alphabet of those that are left.
    planted = {}
    for class_ in sorted(classes_asked_about(catalogue)):
        facts = sorted(
            fact for fact in portable.graph.subjects(RDF.type, class_) if fact not in planted.values()
        )
        if facts:
            planted[class_] = facts[0]
            robbed.remove((facts[0], DCTERMS.source, None))
    assert len(planted) >= 40
    expected = {
        (str(fact), str(class_), "dcterms:source")
        for fact in planted.values()
        for class_ in portable.graph.objects(fact, RDF.type)
        if class_ in classes_asked_about(catalogue)
    }
    found = {tuple(str(term) for term in row) for row in robbed.query(catalogue["facts-without-source"].text)}
    assert found == expected


@pytest.mark.parametrize("kind", ["signature", "mapping", "scheme"])
def test_a_planted_fact_without_source_is_found(kind, catalogue: Catalogue):
    class_ = {"signature": UNTOC.Signature, "mapping": MAPPING, "scheme": SKOS.ConceptScheme}[kind]
    planted = Graph()
    planted.add((mint("action", "ITA-untoc-planted"), RDF.type, class_))
    rows = list(planted.query(catalogue["facts-without-source"].text))
    assert [(str(row.fact), str(row["class"]), str(row.lacks)) for row in rows] == [
        (BASE + "action/ITA-untoc-planted", str(class_), "dcterms:source")
    ]


def test_a_fact_that_names_a_source_which_is_not_described_is_found(catalogue: Catalogue):
    planted = Graph()
    planted.add((mint("session", "1"), RDF.type, UNTOC.Session))
    planted.add((mint("session", "1"), DCTERMS.source, mint("source", "lost")))
    rows = list(planted.query(catalogue["facts-without-source"].text))
    assert [str(row.lacks) for row in rows] == ["a description of https://w3id.org/untoc/source/lost"]


def test_a_derived_fact_must_name_its_facts_and_its_rule(catalogue: Catalogue):
    planted = Graph()
    bare, whole = mint("participation", "ITA-untoc"), mint("coverage", "waste-untoc")
    planted.add((bare, RDF.type, UNTOC.Participation))
    planted.add((whole, RDF.type, UNTOC.Coverage))
    planted.add((whole, PROV.wasDerivedFrom, mint("crime", "waste")))
    planted.add((whole, UNTOC.derivedBy, mint("rule", "covered-as-serious-crime")))
    rows = list(planted.query(catalogue["facts-without-source"].text))
    assert [(row.fact, str(row.lacks)) for row in rows] == [
        (bare, "prov:wasDerivedFrom"),
        (bare, "untoc:derivedBy"),
    ]


# Question 40


def test_facts_are_counted_by_the_confidence_that_their_rows_state(full):
    counts = {
        (key(row["table"]), row["class"].rpartition("#")[2]): row for row in full.rows("facts-by-confidence")
    }
    column = {
        "sourced-two": "sourcedTwo",
        "sourced-one": "sourcedOne",
        "existence-only": "existenceOnly",
        "disputed": "disputed",
        "unsourced": "unsourced",
    }
    for file, kinds in (("actions", "action"), ("statements", "statement")):
        stated = Counter((row["kind"], row["confidence"]) for row in table(FULL, f"{file}.csv"))
        for kind in {kind for kind, _ in stated}:
            class_ = "".join(part.capitalize() for part in kind.split("-"))
            for confidence, name in column.items():
                assert int(counts[file, class_][name]) == stated[kind, confidence], (kinds, kind, confidence)


def test_consents_without_a_day_are_the_facts_of_which_only_the_existence_is_known(full):
    assert sum(int(row["existenceOnly"]) for row in full.rows("facts-by-confidence")) == 35


def test_each_fact_is_counted_under_one_confidence(full):
    columns = ("sourcedTwo", "sourcedOne", "existenceOnly", "disputed", "unsourced", "notStated")
    for row in full.rows("facts-by-confidence"):
        assert sum(int(row[column]) for column in columns) == int(row["facts"]) > 0, row


def test_every_fact_is_graded(full):
    assert {row["notStated"] for row in full.rows("facts-by-confidence")} == {"0"}


# Questions 41 to 43


def test_links_are_counted_by_dataset_and_kind_of_match(full):
    expected = Counter(
        (dataset, row["subject_id"].partition(":")[0], row["predicate_id"].removeprefix("skos:"))
        for dataset, row in mappings(FULL)
    )
    rows = full.rows("external-links")
    counted = {(row["datasetName"], row["collection"], row["match"]): int(row["links"]) for row in rows}
    assert counted == dict(expected)


@pytest.mark.parametrize("size", ["small", "full"])
def test_graph_counts_equal_the_manifest(size, request):
    asked = request.getfixturevalue(size)
    release: Release = asked.graph.release
    rows = asked.rows("graph-counts")
    assert {row["graph"]: int(row["triples"]) for row in rows} == {
        str(graph.iri): graph.triples for graph in release.graphs.values()
    }
    assert sum(int(row["triples"]) for row in rows) == release.triples


@pytest.mark.parametrize("size", ["small", "full"])
def test_graph_counts_equal_what_the_release_says_of_itself(size, request):
    rows = request.getfixturevalue(size).rows("graph-counts")
    assert {row["agrees"] for row in rows} == {"true"}
    assert {(row["triples"], row["graph"]) for row in rows} == {(row["stated"], row["graph"]) for row in rows}


def test_graph_counts_are_those_of_the_file_of_each_graph(small, small_release_built):
    for row in small.rows("graph-counts"):
        graph = Graph().parse(small_release_built / "graphs" / f"{key(row['graph'])}.ttl")
        assert len(graph) == int(row["triples"])
        assert len(set(graph.subjects())) == int(row["distinctSubjects"])
        assert len(set(graph.predicates())) == int(row["properties"])
        assert len(set(graph.objects(None, RDF.type))) == int(row["classes"])


def test_missing_labels_are_those_that_the_ontology_lacks(small):
    files = [ROOT / "ontology" / "untoc.ttl", *sorted((ROOT / "ontology" / "schemes").glob("*.ttl"))]
    ontology = Graph()
    for file in files:
        ontology.parse(file)
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, RDFS.Datatype, SKOS.ConceptScheme)
    terms = {term for kind in kinds for term in ontology.subjects(RDF.type, kind)}
    expected = {
        (str(term), language)
        for term in terms
        for language in ("ar", "en", "es", "fr", "ru", "zh")
        if language
        not in {
            label.language for name in (RDFS.label, SKOS.prefLabel) for label in ontology.objects(term, name)
        }
    }
    found = {(row["term"], row["language"]) for row in small.rows("terms-without-label")}
    assert found == expected


def test_classes_and_schemes_lack_no_label_and_no_term_lacks_an_english_one(full):
    rows = full.rows("terms-without-label")
    assert {row["kind"] for row in rows} <= {"property", "datatype"}
    assert "en" not in {row["language"] for row in rows}
