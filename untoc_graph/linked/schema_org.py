"""The data set and its things in the words of schema.org, as a data block that search engines read in pages.

A page has it as `<script type="application/ld+json">`, which no browser runs.
https://schema.org/docs/gs.html, https://developers.google.com/search/docs/appearance/structured-data/dataset
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from untoc_graph.namespaces import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from untoc_graph.linked.record import Record

__all__ = ["TYPES", "dataset_json", "thing_json"]

Said: TypeAlias = "str | Sequence[str] | Mapping[str, Any] | None"

# By collection; what is in none of them is a Thing.
TYPES: Final = {
    "authority": "GovernmentOrganization",
    "body": "Organization",
    "cooperation": "DefinedTerm",
    "crime": "DefinedTerm",
    "harm": "DefinedTerm",
    "instrument": "Legislation",
    "offence": "DefinedTerm",
    "organisation": "Organization",
    "participant": "Country",
    "provision": "Legislation",
    "related-instrument": "Legislation",
    "scheme": "DefinedTermSet",
    "session": "Event",
    "topic": "DefinedTerm",
}
# What `legislationType` says of those that are legislation.
_LEGISLATION: Final = {
    "instrument": "treaty",
    "provision": "provision of a treaty",
    "related-instrument": "treaty",
}
# No state, though it can be a participant.
_ORGANIZATIONS: Final = frozenset({f"{BASE}participant/EU"})
_MEASURED: Final = (
    "signature",
    "consent to be bound",
    "entry into force",
    "reservations, declarations and notifications",
    "central authorities",
)
# JSON leaves them as they are; in a page the first three could end the block or begin another.
_ESCAPED: Final = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def dataset_json(record: Record, language: str = "en") -> str:
    """Return the data set as JSON-LD that is safe inside a script element, in a language where it has it."""
    organization = {"@type": "Organization", "name": record.publisher, "url": BASE}
    first, last = record.period
    return _block(
        {
            "@type": "Dataset",
            "@id": record.iri,
            "identifier": record.iri,
            "url": BASE,
            "name": record.text(record.titles, language),
            "alternateName": sorted(set(record.titles.values()) - {record.text(record.titles, language)}),
            "description": record.text(record.descriptions, language),
            "keywords": record.keywords.get(language) or record.keywords.get("en", ()),
            "inLanguage": sorted(record.titles),
            "license": record.licence,
            "creditText": record.citation,
            "isAccessibleForFree": True,
            "conditionsOfAccess": "public",
            "creator": organization if record.publisher else None,
            "publisher": organization if record.publisher else None,
            "datePublished": record.issued,
            "dateModified": record.modified,
            "version": record.version,
            "temporalCoverage": f"{first}/{last or '..'}" if first else None,
            "spatialCoverage": {
                "@type": "Place",
                "name": "World",
                "sameAs": "https://sws.geonames.org/6295630/",
            },
            "variableMeasured": _MEASURED,
            "isBasedOn": f"{BASE}source/",
            "includedInDataCatalog": {
                "@type": "DataCatalog",
                "name": "UNTOC Graph",
                "url": f"{BASE}catalogue",
            },
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": file.name,
                    "contentUrl": file.address,
                    "encodingFormat": file.media_type,
                    "contentSize": f"{file.size} B",
                    "sha256": file.sha256,
                }
                for file in record.files
            ],
        }
    )


def thing_json(
    collection: str,
    iri: str,
    name: str,
    language: str,
    *,
    description: str = "",
    same_as: Iterable[str] = (),
    **more: Said,
) -> str:
    """Return a thing as JSON-LD that is safe inside a script element.

    Args:
        collection: what it is a member of, "participant".
        iri: the thing.
        name: what it is called.
        language: of the name and the description.
        description: a sentence.
        same_as: IRIs of the same thing elsewhere.
        more: other properties of schema.org by their names, such as `legislationDate`; None is left out. One
            that ends in `_` and is the IRI of a thing, `isPartOf_`, is said as a reference.

    >>> said = thing_json("harm", "https://w3id.org/untoc/harm/lives", "Loss of </script> life", "en")
    >>> "<" in said, json.loads(said)["name"]
    (False, 'Loss of </script> life')
    """
    kind = "Organization" if iri in _ORGANIZATIONS else TYPES.get(collection, "Thing")
    said: dict[str, Any] = {
        "@type": kind,
        "@id": iri,
        "url": iri,
        "name": name,
        "description": description,
        "sameAs": list(same_as),
        "legislationType": _LEGISLATION.get(collection),
        **{
            key.removesuffix("_"): {"@id": value} if key.endswith("_") and value else value
            for key, value in more.items()
        },
    }
    if kind in {"DefinedTerm", "DefinedTermSet", "Legislation", "Event"}:
        said["inLanguage"] = language
    return _block(said)


def _block(said: Mapping[str, Any]) -> str:
    """Return JSON without what is empty, and without a sign that means something to a parser of HTML."""
    kept = {key: value for key, value in said.items() if value not in (None, "", [], (), {})}
    text = json.dumps({"@context": "https://schema.org/", **kept}, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_ESCAPED)
