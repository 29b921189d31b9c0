"""The ontology as its documentation shows it: each term with its place, its use and an example."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from untoc_graph.namespaces import BASE, UNTOC

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from untoc_graph.views.reading import Term
    from untoc_graph.views.views import Views

__all__ = ["OntologyView", "TermView", "read_ontology"]

_TYPE: Final = str(RDF.type)
_CLASS: Final = str(OWL.Class)
_OBJECT: Final = str(OWL.ObjectProperty)
_DATATYPE: Final = str(RDFS.Datatype)
_ONTOLOGY: Final = f"{BASE}ontology"


@dataclass(frozen=True)
class TermView:
    """A term of the ontology.

    Attributes:
        iri: its IRI.
        name: the part after the hash.
        label: in the language of the page, else in English.
        definition: the sentence that defines it, in English.
        above: classes or properties that it is narrower than.
        below: those that are narrower than it.
        domain: classes of the things that have the property.
        range: classes or datatypes of its values.
        used_with: properties that things of the class have, by their domain.
        sources: provisions and other things that it rests on.
        alignments: terms of others, each with the property that says how they relate.
        uses: how many things are of the class, or how many triples have the property.
        example: what the graph says with it: the thing, and the value of a property.
    """

    iri: str
    name: str
    label: str
    label_language: str
    definition: str
    above: tuple[str, ...]
    below: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    used_with: tuple[str, ...]
    sources: tuple[str, ...]
    alignments: tuple[tuple[str, str], ...]
    uses: int
    example: tuple[Term, Term | None] | None

    @property
    def named(self) -> Iterator[str]:
        """The IRIs that the page calls by their names."""
        yield from (*self.above, *self.below, *self.domain, *self.range, *self.used_with, *self.sources)
        for _, target in self.alignments:
            yield target
        for term in self.example or ():
            if term is not None and term.is_iri:
                yield str(term)


@dataclass(frozen=True)
class OntologyView:
    """The ontology.

    Attributes:
        version: as it says itself.
        version_iri: of this version.
        description: what it is for.
        modified: day of the last change.
        classes: by name, as are the others.
        relations: properties whose values are things.
        values: properties whose values are texts, days and numbers.
        datatypes: kinds of notations.
    """

    version: str
    version_iri: str
    description: str
    modified: str
    classes: tuple[TermView, ...]
    relations: tuple[TermView, ...]
    values: tuple[TermView, ...]
    datatypes: tuple[TermView, ...]

    @property
    def terms(self) -> tuple[TermView, ...]:
        """All terms."""
        return (*self.classes, *self.relations, *self.values, *self.datatypes)


def read_ontology(views: Views, language: str) -> OntologyView | None:
    """Return the ontology of the release, None where it has none.

    Args:
        views: where to read.
        language: tag of the language of the labels.

    Raises:
        QueryError: the store did not answer.
    """
    facts: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for row in views.reading.rows("ontology-terms"):
        facts[str(row.term)][str(row.property)].append(row.value)
    head = facts.pop(_ONTOLOGY, None)
    if head is None:
        return None
    uses = {str(row.term): int(row.uses) for row in views.reading.kept("ontology-uses") if row.uses}
    examples = {
        str(row.term): (row.thing, row.value) for row in views.reading.kept("ontology-examples") if row.thing
    }
    below, used_with = _inverse(facts, RDFS.subClassOf, RDFS.subPropertyOf), _inverse(facts, RDFS.domain)
    found = [
        _term(iri, said, language, below, used_with, uses, examples)
        for iri, said in sorted(facts.items())
        if iri.startswith(str(UNTOC)) and _TYPE in said
    ]
    kinds = {iri: {str(kind) for kind in said[_TYPE]} for iri, said in facts.items()}

    def those(*, of: str) -> tuple[TermView, ...]:
        return tuple(term for term in found if of in kinds[term.iri])

    return OntologyView(
        version=_first(head, OWL.versionInfo),
        version_iri=_first(head, OWL.versionIRI),
        description=_in_language(head[str(DCTERMS.description)], language),
        modified=_first(head, DCTERMS.modified),
        classes=those(of=_CLASS),
        relations=those(of=_OBJECT),
        values=those(of=str(OWL.DatatypeProperty)),
        datatypes=those(of=_DATATYPE),
    )


_ALIGNING: Final = tuple(
    map(
        str,
        (
            OWL.equivalentClass,
            OWL.equivalentProperty,
            SKOS.exactMatch,
            SKOS.closeMatch,
            SKOS.broadMatch,
            SKOS.narrowMatch,
            SKOS.relatedMatch,
        ),
    )
)


def _term(
    iri: str,
    said: Mapping[str, list[Term]],
    language: str,
    below: Mapping[str, list[str]],
    used_with: Mapping[str, list[str]],
    uses: Mapping[str, int],
    examples: Mapping[str, tuple[Term, Term | None]],
) -> TermView:
    above = [str(each) for name in (RDFS.subClassOf, RDFS.subPropertyOf) for each in said.get(str(name), ())]
    ours = [each for each in above if each.startswith(str(UNTOC))]
    aligned = [
        *((str(RDFS.subClassOf), each) for each in above if each not in ours),
        *((name, str(each)) for name in _ALIGNING for each in said.get(name, ())),
    ]
    labels = said.get(str(RDFS.label), [])
    label = next((each for tag in (language, "en", "") for each in labels if each.language == tag), None)
    name = iri.removeprefix(str(UNTOC))
    return TermView(
        iri=iri,
        name=name,
        label=str(label) if label is not None else name,
        label_language=label.language if label is not None else "",
        definition=_in_language(said.get(str(SKOS.definition), []), language),
        above=tuple(ours),
        below=tuple(below.get(iri, ())),
        domain=tuple(map(str, said.get(str(RDFS.domain), ()))),
        range=tuple(map(str, said.get(str(RDFS.range), ()))),
        used_with=tuple(used_with.get(iri, ())),
        sources=tuple(map(str, said.get(str(DCTERMS.source), ()))),
        alignments=tuple(aligned),
        uses=uses.get(iri, 0),
        example=examples.get(iri),
    )


def _inverse(facts: Mapping[str, Mapping[str, list[Term]]], *properties: object) -> dict[str, list[str]]:
    """Return by value the terms that have it."""
    found: dict[str, list[str]] = defaultdict(list)
    for iri, said in sorted(facts.items()):
        for name in properties:
            for value in said.get(str(name), ()):
                found[str(value)].append(iri)
    return found


def _first(said: Mapping[str, list[Term]], name: object) -> str:
    return str(min(said.get(str(name), [""])))


def _in_language(texts: Iterable[Term], language: str) -> str:
    ordered = sorted(texts, key=lambda text: (text.language != language, text.language != "en"))
    return str(ordered[0]) if ordered else ""
