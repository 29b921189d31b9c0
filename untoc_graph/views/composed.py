"""What things without a name of their own are called: by their kind and by what they are about."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from rdflib import URIRef
from rdflib.namespace import OWL, RDF

from untoc_graph.namespaces import BASE, UNTOC
from untoc_graph.rdf.terms import prefixed_name
from untoc_graph.sparql.term_text import query_text
from untoc_graph.views.labels import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from untoc_graph.views.labels import Labels
    from untoc_graph.views.reading import Reading
    from untoc_graph.views.views import Views

__all__ = ["ABOUT", "Composed", "composed_names", "foreign_name", "names_of", "names_with_whose"]

# Between the parts of a name; it needs no language.
_DASH: Final = " \u2013 "
# What a thing without a name of its own is about, the more telling first; lists of one kind take it up too.
ABOUT: Final = (
    UNTOC.participant,
    UNTOC.crimeType,
    UNTOC.identifies,
    OWL.annotatedSource,
    UNTOC.harm,
    UNTOC.instrument,
    UNTOC.relatedInstrument,
    UNTOC.organisation,
    UNTOC.reviewCluster,
    UNTOC.provision,
)
# The kind comes before it.
_ABOUT: Final = (RDF.type, *ABOUT, UNTOC.identifierSystem, UNTOC.gapKind, OWL.annotatedTarget)
_ORDER: Final = {str(each): place for place, each in enumerate(_ABOUT)}
_STATEMENT: Final = f"{BASE}statement/"
# Whose things are called alike: "Attorney General".
_ALIKE: Final = (f"{BASE}authority/", _STATEMENT)
# The systems of others whose things the graph matches with its own, by how their IRIs begin: proper names.
_SYSTEMS: Final = {
    "http://metadata.un.org/thesaurus/": "UNBIS Thesaurus",
    "http://metadata.un.org/UNMS/": "UN Member States",
    "http://eurovoc.europa.eu/": "EuroVoc",
    "http://www.wikidata.org/entity/": "Wikidata",
    "http://dbpedia.org/resource/": "DBpedia",
    "http://publications.europa.eu/resource/authority/": "EU Vocabularies",
    "https://sws.geonames.org/": "GeoNames",
}


@dataclass(frozen=True)
class Composed:
    """The name of a thing that has none of its own.

    Attributes:
        parts: what it is made of, each with the IRI whose name it is: the kind first.
    """

    parts: tuple[tuple[str, Label], ...]

    def label(self, without: str = "") -> Label:
        """Return the name, shorter by what is about it already.

        Args:
            without: IRI of what the name is shown beside, and need not tell.
        """
        kept = [label for iri, label in self.parts if iri != without] or [label for _, label in self.parts]
        languages = {label.language for label in kept}
        return Label(_DASH.join(label.text for label in kept), languages.pop() if len(languages) == 1 else "")


def composed_names(
    reading: Reading, labels: Labels, iris: Iterable[str], language: str
) -> dict[str, Composed]:
    """Return the names of those of some things of ours that tell what they are about.

    One query, and the names of the parts; what tells of nothing but its kind has no entry.

    Args:
        reading: where to read.
        labels: the names of things that have one.
        iris: the things without a name.
        language: tag of the language of the page.

    Raises:
        QueryError: the store did not answer.
    """
    listed = " ".join(query_text(URIRef(iri)) for iri in sorted(set(iris)) if iri.startswith(BASE))
    if not listed:
        return {}
    properties = ", ".join(query_text(each) for each in _ABOUT)
    # A disagreement of sources is about what the act is about that it contests.
    rows = reading.select(
        f"""PREFIX untoc: <{UNTOC}>
        SELECT DISTINCT ?thing ?property ?value WHERE {{
          {{ VALUES ?thing {{ {listed} }} ?thing ?property ?value FILTER(?property IN ({properties})) }}
          UNION {{ VALUES ?thing {{ {listed} }} ?thing untoc:contests ?act . ?act ?property ?value
            FILTER(?property IN (untoc:participant, untoc:instrument)) }}
        }}"""
    )
    about: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in rows:
        about[str(row.thing)].append((_ORDER[str(row.property)], str(row.value)))
    named = labels.of({value for each in about.values() for _, value in each}, language)
    found = {}
    for thing, each in about.items():
        parts = tuple(
            (value, named[value] if value in named else Label(foreign_name(value), ""))
            for place, value in sorted(each)
            # A class of others has no name here that says more.
            if value in named or (not value.startswith(BASE) and _ABOUT[place] != RDF.type)
        )
        if len(parts) > 1:
            found[thing] = Composed(parts)
    return found


def names_of(views: Views, iris: Iterable[str], language: str) -> dict[str, Label]:
    """Return what facts are called: by their names, or by their kind and what they are about.

    Args:
        views: where to read.
        iris: facts of ours of any kind; what tells of nothing but its kind has no entry.
        language: tag of the language of the page.

    Raises:
        QueryError: the store did not answer.
    """
    wanted = set(iris)
    known = views.labels.of(wanted, language)
    made = composed_names(views.reading, views.labels, wanted - known.keys(), language)
    return known | {iri: each.label() for iri, each in made.items()}


def names_with_whose(
    reading: Reading, labels: Labels, iris: Iterable[str], language: str
) -> dict[str, Label]:
    """Return the names of authorities and statements, which many have alike, with whose they are.

    Args:
        reading: where to read.
        labels: the names of things that have one.
        iris: things of any kind; others have no entry.
        language: tag of the language of the page.

    Raises:
        QueryError: the store did not answer.
    """
    wanted = sorted({iri for iri in iris if iri.startswith(_ALIKE)})
    if not wanted:
        return {}
    listed = " ".join(query_text(URIRef(iri)) for iri in wanted)
    rows = reading.select(
        f"""PREFIX untoc: <{UNTOC}>
        SELECT DISTINCT ?thing ?participant ?subject WHERE {{
          {{ VALUES ?thing {{ {listed} }} ?thing untoc:participant ?participant }}
          UNION {{ VALUES ?thing {{ {listed} }} ?statement untoc:designatesAuthority ?thing ;
            untoc:participant ?participant ; untoc:subject ?subject }}
        }}"""
    )
    whose = {str(row.thing): str(row.participant) for row in rows}
    subjects = {str(row.thing): str(row.subject) for row in rows if row.subject}
    named = labels.of({*wanted, *whose.values(), *subjects.values()}, language)
    found = {}
    for thing, participant in whose.items():
        if thing in named and participant in named:
            name, who = named[thing], named[participant]
            # A statement is called by a sentence.
            statement = thing.startswith(_STATEMENT)
            alike = name.language == who.language
            called, owner = (name.text, who.text) if alike else (_apart(name.text), _apart(who.text))
            text = f"{owner}{_DASH}{called}" if statement else f"{called} ({owner})"
            found[thing] = Label(text, name.language if alike else "")
    often = Counter(found.values())
    # A participant may have named the same authority for two tasks.
    return {
        thing: Label(f"{label.text}{_DASH}{named[subjects[thing]].text}", "")
        if often[label] > 1 and subjects.get(thing) in named
        else label
        for thing, label in found.items()
    }


def _apart(text: str) -> str:
    """Return a text kept apart from the direction of the text around it, which is of another language."""
    return f"\u2068{text}\u2069"


def foreign_name(iri: str) -> str:
    """Return what a thing of others is called here: its system and its number there, or its prefixed name.

    >>> foreign_name("http://metadata.un.org/thesaurus/1003446"), foreign_name("https://schema.org/Country")
    ('UNBIS Thesaurus 1003446', 'schema:Country')
    >>> foreign_name("http://dbpedia.org/resource/C%C3%B4te_d'Ivoire"), foreign_name("https://a.test/b?c=1")
    ("DBpedia Côte d'Ivoire", 'a.test/b?c=1')
    """
    for begin, system in _SYSTEMS.items():
        if iri.startswith(begin):
            key = unquote(iri.removeprefix(begin).strip("/")).replace("_", " ")
            return f"{system} {key.replace('country/', '')}"
    name = prefixed_name(iri)
    if not name.startswith("<"):
        return name
    split = urlsplit(iri)
    return iri.removeprefix(f"{split.scheme}://").rstrip("/") if split.netloc else iri
