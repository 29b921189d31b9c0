"""The page of a collection: its things by name, by the page; participants by region."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import Markup
from rdflib import URIRef
from rdflib.namespace import OWL

from untoc_graph.namespaces import BASE, UNTOC
from untoc_graph.sparql.term_text import query_text
from untoc_graph.views.composed import ABOUT, names_with_whose
from untoc_graph.views.labels import short
from untoc_graph.web.language import gettext as _
from untoc_graph.web.language import later
from untoc_graph.web.rendering import literal, render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask_babel import LazyString

    from untoc_graph.linked.listings import Listing
    from untoc_graph.views.reading import Term
    from untoc_graph.web.service import Serving

__all__ = ["TITLES", "page_of"]

# What each collection is called on pages.
TITLES: Final[Mapping[str, LazyString]] = {
    "absence": later("What absence from a list means"),
    "action": later("Acts of participants"),
    "action-kind": later("Kinds of acts"),
    "agreement": later("How sources agree"),
    "authority": later("Competent authorities"),
    "body": later("Bodies"),
    "body-kind": later("Kinds of bodies"),
    "cluster-assignment": later("Provisions under review by cluster"),
    "condition": later("Conditions"),
    "confidence": later("How sure a fact is"),
    "conflict": later("Where sources disagree"),
    "consequence": later("Consequences"),
    "cooperation": later("Forms of cooperation"),
    "coverage": later("Crimes that instruments cover"),
    "crime": later("Crime types"),
    "dataset": later("Data sets"),
    "date-basis": later("What dates rest on"),
    "decision": later("Resolutions and decisions"),
    "decision-kind": later("Kinds of decisions"),
    "duty": later("Duties to criminalise"),
    "former-name": later("Former names"),
    "gap": later("What is not known"),
    "gap-kind": later("Kinds of gaps"),
    "gazette": later("Entries of the gazette"),
    "graph": later("Named graphs"),
    "harm": later("Harms"),
    "harm-link": later("Harms that crimes cause"),
    "iccs": later("International Classification of Crime for Statistical Purposes"),
    "identifier": later("Identifiers of instruments"),
    "identifier-system": later("Systems of identifiers"),
    "instrument": later("Instruments"),
    "link-basis": later("What links rest on"),
    "mapping": later("Matches with other vocabularies"),
    "membership": later("Memberships"),
    "membership-status": later("Kinds of membership"),
    "modality": later("Modalities of duties"),
    "obligation": later("Degrees of obligation"),
    "offence": later("Offences"),
    "organisation": later("Organisations"),
    "participant": later("Participants"),
    "participant-kind": later("Kinds of participants"),
    "participation": later("Participants and instruments"),
    "path": later("Paths to an instrument"),
    "provision": later("Provisions"),
    "query": later("Questions"),
    "reading": later("How statements were read"),
    "region": later("Regions"),
    "regional-group": later("Regional groups"),
    "related-instrument": later("Related instruments"),
    "related-participation": later("Participants and related instruments"),
    "review": later("Parts of the review"),
    "review-kind": later("Kinds of parts of the review"),
    "rule": later("Rules"),
    "scheme": later("Concept schemes"),
    "session": later("Sessions of the Conference"),
    "source": later("Sources"),
    "statement": later("Reservations, declarations and notifications"),
    "status": later("Standings to an instrument"),
    "subject": later("Subjects of statements"),
    "theme": later("Themes of decisions"),
    "topic": later("Topics of provisions"),
    "value": later("What statements say"),
}
_PARTICIPANT: Final = "participant"
_DASH: Final = Markup(" \u2013 ")
# What a thing without a name of its own is called by; of a gap, what it lacks: a text, and no thing.
_ABOUT: Final = (*ABOUT, UNTOC.coveredBy, UNTOC.actionKind, OWL.annotatedTarget, UNTOC.missing)


@dataclass(frozen=True)
class Section:
    """A part of a list.

    Attributes:
        heading: IRI of what its things have in common, "" where the list is one.
        things: their IRIs, in the order of the page.
    """

    heading: str
    things: tuple[str, ...]


def page_of(serving: Serving, collection: str, listing: Listing, language: str) -> str:
    """Return the page of a listing.

    Args:
        serving: the release.
        collection: which is listed.
        listing: a page of it.
        language: tag of the language of the page.

    Raises:
        QueryError: the store did not answer.
    """
    regions = _regions(serving) if collection == _PARTICIPANT else {}
    named = [*listing.members, *set(regions.values())]
    labels = serving.views.labels.of(named, language)
    unnamed = [member for member in listing.members if member not in labels]
    whose = names_with_whose(serving.views.reading, serving.views.labels, listing.members, language)
    names = {thing: literal(label.text, label.language) for thing, label in whose.items()}
    names = _told_apart(names | (_composed(serving, unnamed, language) if unnamed else {}))
    texts = {iri: label.text for iri, label in labels.items()}
    texts |= {thing: str(name.striptags()) for thing, name in names.items()}
    return render(
        "collection.html",
        serving.views,
        language,
        named=named,
        title=TITLES.get(collection, collection),
        collection=collection,
        sections=_sections(listing, regions, texts),
        names=names,
        unnamed=frozenset(unnamed),
        paging=listing.paging,
        start=f"{BASE}{collection}/",
        untitled=_("Without a region"),
    )


def _sections(listing: Listing, regions: Mapping[str, str], texts: Mapping[str, str]) -> list[Section]:
    """Return the things by region where they have any; by name where all are on the page, else by key."""

    def by_name(iri: str) -> str:
        return _sorting(texts[iri] if iri in texts else short(iri))

    ordered: Sequence[str] = listing.members
    if listing.paging.last == 1:
        ordered = sorted(ordered, key=by_name)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for member in ordered:
        found[regions.get(member, "")].append(member)
    headings = sorted(found, key=lambda iri: (iri == "", by_name(iri)))
    return [Section(heading, tuple(found[heading])) for heading in headings]


def _composed(serving: Serving, things: Sequence[str], language: str) -> dict[str, Markup]:
    """Return what things are called by what they are about; those that tell nothing of it have no entry."""
    listed = " ".join(query_text(URIRef(thing)) for thing in things)
    properties = ", ".join(query_text(each) for each in _ABOUT)
    rows = serving.views.reading.select(
        f"""PREFIX untoc: <{UNTOC}>
        SELECT DISTINCT ?thing ?property ?value WHERE {{
          {{ VALUES ?thing {{ {listed} }} ?thing ?property ?value FILTER(?property IN ({properties})) }}
          UNION {{ VALUES ?thing {{ {listed} }} ?thing untoc:contests ?act . ?act ?property ?value
            FILTER(?property IN ({properties})) }}
        }}"""
    )
    order = {str(each): place for place, each in enumerate(_ABOUT)}
    about: defaultdict[str, list[tuple[int, Term]]] = defaultdict(list)
    for row in rows:
        about[str(row.thing)].append((order[str(row.property)], row.value))
    labels = serving.views.labels.of({value for each in about.values() for _, value in each}, language)
    return {
        thing: _DASH.join(
            literal(labels[value].text, labels[value].language)
            if value in labels
            else literal(short(value), value.language)
            for _, value in sorted(each)
        )
        for thing, each in about.items()
    }


def _told_apart(names: Mapping[str, Markup]) -> dict[str, Markup]:
    """Return names of which no two are alike: those that are have their keys beside them."""
    often = Counter(names.values())
    return {
        thing: name if often[name] == 1 else _DASH.join([name, literal(thing.rpartition("/")[2])])
        for thing, name in names.items()
    }


def _regions(serving: Serving) -> dict[str, str]:
    rows = serving.views.reading.select(
        """PREFIX untoc: <https://w3id.org/untoc/ontology#>
        SELECT ?participant ?region WHERE { ?participant untoc:region ?region }"""
    )
    return {str(row.participant): str(row.region) for row in rows}


def _sorting(name: str) -> str:
    """Return a name as lists are sorted: "Å" beside "A", capital and small letters alike."""
    return "".join(
        each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each)
    ).casefold()
