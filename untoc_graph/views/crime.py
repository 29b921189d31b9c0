"""What a page shows of a crime type: its place, its paths, its harms, what matches it elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from untoc_graph.answers.law import CONVENTION
from untoc_graph.answers.law_rows import provision_place
from untoc_graph.answers.linked_rows import key_of
from untoc_graph.namespaces import BASE
from untoc_graph.views.hierarchies import Branch, branches, line_above
from untoc_graph.views.properties import read_properties

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from untoc_graph.answers.law import (
        Condition,
        Coverage,
        Crime,
        Form,
        Instrument,
        Law,
        Provision,
        Related,
    )
    from untoc_graph.views.reading import Term
    from untoc_graph.views.views import Views

__all__ = ["CrimeView", "HarmCaused", "Match", "OffenceOf", "Path", "read_crime"]


@dataclass(frozen=True)
class Path:
    """A way by which the crime is an offence for cooperation.

    Attributes:
        kind: convention-offence, protocol-offence, serious-crime, emerging.
        instrument: the instrument that covers it.
        coverages: IRIs of the facts that say so.
        provisions: on which it rests, in the order of the text.
        conditions: what must be shown.
        offences: the offences by which it is covered.
        parties: how many participants the instrument binds.
    """

    kind: str
    instrument: Instrument
    coverages: tuple[str, ...]
    provisions: tuple[Provision, ...]
    conditions: tuple[Condition, ...]
    offences: tuple[OffenceOf, ...]
    parties: int


@dataclass(frozen=True)
class OffenceOf:
    """An offence that corresponds to the crime.

    Attributes:
        iri: its IRI.
        citation: the provisions as a lawyer cites them.
        instrument: key of its instrument.
        duty: IRI of how far states must make it a crime.
    """

    iri: str
    citation: str
    instrument: str
    duty: str


@dataclass(frozen=True)
class HarmCaused:
    """A harm that the crime causes.

    Attributes:
        fact: IRI of the fact that says so.
        harm: IRI of the harm.
        basis: IRI of how the source says it: stated or inferred.
        note: in English, or "".
    """

    fact: str
    harm: str
    basis: str
    note: str


@dataclass(frozen=True)
class Match:
    """A concept of another scheme, or a topic of this graph, that matches the crime.

    Attributes:
        fact: IRI of the fact that says so.
        kind: exactMatch, closeMatch, broadMatch, narrowMatch, relatedMatch.
        target: IRI of the concept.
        scheme: iccs, eurovoc, unbis, wikidata, topic, or other.
        name: the label of the concept, "" where no source has one.
        comment: in English, or "".
    """

    fact: str
    kind: str
    target: str
    scheme: str
    name: str
    comment: str


@dataclass(frozen=True)
class CrimeView:
    """A crime type with all that its page shows.

    Attributes:
        crime: the crime type.
        definition: in English.
        labels: its name in each language, in the order of the tags.
        alternatives: other names.
        market: the market of the index of organized crime that it is, or "".
        above: what it is a kind of, the widest first.
        below: the kinds of it.
        beside: its neighbours in the hierarchy, itself not.
        bases: the provisions on which the scheme puts it.
        paths: how it is an offence for cooperation, the strongest first.
        harms: what it causes.
        forms: the forms of cooperation that there are for it, as trees.
        form_count: how many there are.
        treaties: other treaties that cover it, or what it is a kind of.
        matches: in other schemes, the closest first.
    """

    crime: Crime
    definition: str
    labels: tuple[Term, ...]
    alternatives: tuple[Term, ...]
    market: str
    above: tuple[Crime | Form, ...]
    below: tuple[Branch, ...]
    beside: tuple[Crime, ...]
    bases: tuple[Provision, ...]
    paths: tuple[Path, ...]
    harms: tuple[HarmCaused, ...]
    forms: tuple[Branch, ...]
    form_count: int
    treaties: tuple[Related, ...]
    matches: tuple[Match, ...]


_SERIOUS: Final = ("serious-crime", "emerging")
_SERIOUS_CRIME: Final = ("untoc-2-b", "untoc-3-1-b")
_KINDS: Final = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
_SCHEMES: Final = {
    "https://w3id.org/untoc/iccs/": "iccs",
    "https://w3id.org/untoc/topic/": "topic",
    "http://eurovoc.europa.eu/": "eurovoc",
    "http://metadata.un.org/thesaurus/": "unbis",
    "http://www.wikidata.org/entity/": "wikidata",
}


def read_crime(views: Views, key: str) -> CrimeView | None:
    """Return a crime type, None where there is none with this key.

    Args:
        views: where to read.
        key: the last segment of its IRI, `human-trafficking`.

    Raises:
        QueryError: the store did not answer.
    """
    law = views.desk.reader.law
    if key not in law.crimes:
        return None
    reading, crime = views.reading, law.crimes[key]
    known = read_properties(reading, crime.iri)
    forms = [key_of(row.form) for row in reading.rows("crime-forms", crime=key)]
    offences = tuple(
        OffenceOf(str(row.offence), str(row.citation), key_of(row.instrument), str(row.duty))
        for row in reading.rows("crime-offences", crime=key)
    )
    parties = {key_of(row.instrument): int(row.parties) for row in reading.rows("instrument-parties")}
    above = line_above(law.crimes, key)
    return CrimeView(
        crime=crime,
        definition=known.text("skos:definition"),
        labels=tuple(sorted(known.all("skos:prefLabel"), key=lambda each: each.language)),
        alternatives=known.all("skos:altLabel"),
        market=known.text("untoc:market"),
        above=above,
        below=branches(law.crimes, law.crimes, top=key),
        beside=tuple(_beside(law, key)),
        bases=law.cited(tuple(sorted(map(key_of, known.all("untoc:legalBasis")), key=provision_place))),
        paths=tuple(_paths(law, crime, offences, parties)),
        harms=tuple(
            HarmCaused(str(row.fact), str(row.harm), str(row.basis), str(row.note or ""))
            for row in reading.rows("crime-harms", crime=key)
        ),
        forms=branches(law.forms, forms),
        form_count=len(forms),
        treaties=tuple(each for each in law.related.values() if set(crime.wider).intersection(each.crimes)),
        matches=tuple(_matches(reading.rows("crime-matches", crime=key))),
    )


def _beside(law: Law, crime: str) -> Iterator[Crime]:
    """Yield the other kinds of what the crime is a kind of."""
    above = law.crimes[crime].wider[1:]
    nearest = max(above, key=lambda each: len(law.crimes[each].wider), default=None)
    for each in law.crimes.values():
        if nearest in each.wider and len(each.wider) == len(above) + 1 and each.key != crime:
            yield each


def _paths(
    law: Law, crime: Crime, offences: Sequence[OffenceOf], parties: Mapping[str, int]
) -> Iterator[Path]:
    """Yield the ways in which the crime is an offence for cooperation, as docs/law.md orders them."""
    coverages = law.coverages.get(crime.key, ())
    own = [each for each in coverages if each.path == "convention-offence"]
    if own:
        yield _path(law, crime, "convention-offence", CONVENTION, own, offences, parties)
    for instrument in law.instruments:
        through = [each for each in coverages if each.path == "protocol-offence"]
        if instrument != CONVENTION and any(each.instrument == instrument for each in through):
            brought_in = [each for each in through if each.instrument in {instrument, CONVENTION}]
            yield _path(law, crime, "protocol-offence", instrument, brought_in, offences, parties)
    # Whatever else it is, any conduct can be a serious crime in the law of both states.
    serious = [each for each in coverages if each.path in _SERIOUS]
    kind = serious[0].path if serious else "serious-crime"
    yield _path(law, crime, kind, CONVENTION, serious, (), parties)


def _path(
    law: Law,
    crime: Crime,
    kind: str,
    instrument: str,
    coverages: Sequence[Coverage],
    offences: Sequence[OffenceOf],
    parties: Mapping[str, int],
) -> Path:
    provisions = {key for each in coverages for key in each.provisions} or set(_SERIOUS_CRIME)
    others = set(law.instruments) - {instrument, CONVENTION}
    of_crime = crime.wider if kind == "protocol-offence" else ()
    return Path(
        kind=kind,
        instrument=law.instruments[instrument],
        coverages=tuple(f"{BASE}coverage/{each.key}" for each in coverages),
        provisions=law.cited(tuple(sorted(provisions, key=provision_place))),
        # Of the conditions of Protocol offences, those that this Protocol sets.
        conditions=tuple(
            each
            for each in law.conditions_of(kind, *of_crime)
            if not any(law.provisions[key].instrument in others for key in each.provisions)
        ),
        offences=tuple(each for each in offences if each.instrument == instrument),
        parties=parties.get(instrument, 0),
    )


def _matches(rows: Sequence[Any]) -> Iterator[Match]:
    found = [
        Match(
            fact=str(row.fact),
            kind=row.kind.rpartition("#")[2],
            target=str(row.target),
            scheme=next((name for start, name in _SCHEMES.items() if row.target.startswith(start)), "other"),
            name=str(row.name or ""),
            comment=str(row.comment or ""),
        )
        for row in rows
    ]
    yield from sorted(found, key=lambda each: (_KINDS.index(each.kind), each.scheme, each.target))
