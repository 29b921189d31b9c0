"""Puts what schema.org can say of a thing into the head of its page, as a data block for search engines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rdflib import URIRef
from rdflib.namespace import DCTERMS, SKOS

from untoc_graph.linked.schema_org import TYPES, thing_json
from untoc_graph.namespaces import BASE, UNTOC
from untoc_graph.sparql.term_text import query_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from untoc_graph.views.reading import Term
    from untoc_graph.views.views import Views

__all__ = ["with_data_block"]

# Texts, of which one in the language of the page is taken; the name in schema.org, the first that there is.
_TEXTS: Final = {
    str(SKOS.definition): "description",
    str(UNTOC.gist): "description",
    str(UNTOC.role): "description",
    str(UNTOC.shortTitle): "alternateName",
}
_VALUES: Final = {
    str(UNTOC.adopted): "legislationDate",
    str(UNTOC.generalEntryIntoForce): "legislationDateOfApplicability",
    str(UNTOC.untsCitation): "legislationIdentifier",
    str(UNTOC.established): "foundingDate",
    str(UNTOC.start): "startDate",
    str(UNTOC.end): "endDate",
}
_REFERENCES: Final = {str(DCTERMS.isPartOf): "isPartOf_", str(SKOS.inScheme): "inDefinedTermSet_"}
_VENUE: Final = str(UNTOC.venue)
_SAME: Final = str(SKOS.exactMatch)
_ASKED: Final = " ".join(
    query_text(URIRef(each)) for each in (*_TEXTS, *_VALUES, *_REFERENCES, _VENUE, _SAME)
)
_QUERY: Final = "SELECT ?property ?value WHERE {{ VALUES ?property {{ {} }} {} ?property ?value }}"


def with_data_block(views: Views, page: str, collection: str, key: str, language: str) -> str:
    """Return the page of a thing with its data block; as it is where schema.org has no word for the thing.

    It is put in from outside, since the pages of each kind are written by themselves.

    Raises:
        QueryError: the store did not answer.
    """
    if collection not in TYPES:
        return page
    iri = f"{BASE}{collection}/{key}"
    label = views.labels.of([iri], language).get(iri)
    if label is None:
        return page
    rows = views.reading.select(_QUERY.format(_ASKED, query_text(URIRef(iri))))
    found: dict[str, list[Term]] = {}
    for name, value in sorted(rows):
        found.setdefault(name, []).append(value)
    block = thing_json(
        collection,
        iri,
        label.text,
        label.language or language,
        same_as=[each for each in found.get(_SAME, ()) if not each.startswith(BASE)],
        **_said(found, language),
    )
    return page.replace("</head>", f'<script type="application/ld+json">{block}</script>\n</head>', 1)


def _said(found: dict[str, list[Term]], language: str) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name, word in _TEXTS.items():
        if name in found:
            said.setdefault(word, _in_language(found[name], language))
    for name, word in (*_VALUES.items(), *_REFERENCES.items()):
        if name in found:
            said[word] = str(found[name][0])
    if _VENUE in found:
        said["location"] = {"@type": "Place", "name": str(found[_VENUE][0])}
    return said


def _in_language(texts: Sequence[Term], language: str) -> str:
    """Return the text in a language, else in English, else any."""
    by_language = {text.language: str(text) for text in texts}
    return by_language.get(language) or by_language.get("en") or str(texts[0])
