"""Words of the law by their keys, as pages say them in each language: acts, duties, what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from untoc_graph.web.language import later

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask_babel import LazyString

__all__ = [
    "ACTS",
    "CHANNELS",
    "CONFIDENCES",
    "DUTIES",
    "NOTIFIED",
    "PATHS",
    "POSITIONS",
    "STANDINGS",
    "WEAKER_DUTIES",
]

# By the keys of `action-kind/…`.
ACTS: Final[Mapping[str, LazyString]] = {
    "signature": later("signature"),
    "ratification": later("ratification"),
    "acceptance": later("acceptance"),
    "approval": later("approval"),
    "accession": later("accession"),
    "succession": later("succession"),
    "formal-confirmation": later("formal confirmation"),
    "reservation": later("reservation"),
    "declaration": later("declaration"),
    "notification": later("notification"),
    "objection": later("objection"),
    "territorial-application": later("territorial application"),
    "withdrawal": later("withdrawal"),
}

# By the keys of `obligation/…`.
DUTIES: Final[Mapping[str, LazyString]] = {
    "mandatory": later("duty"),
    "optional": later("option"),
    "mixed": later("part duty, part option"),
    "none": later("described"),
}

# What is mixed by one modality alone, by the keys of `modality/…`.
WEAKER_DUTIES: Final[Mapping[str, LazyString]] = {
    "shall-endeavour": later("duty to try"),
    "shall-consider": later("duty to consider"),
}

# How many sources a fact has, by the keys of `confidence/…`.
CONFIDENCES: Final[Mapping[str, LazyString]] = {
    "sourced-two": later("two or more"),
    "sourced-one": later("one"),
    "existence-only": later("existence only"),
    "disputed": later("disputed"),
    "unsourced": later("none"),
}

# By the keys of `path/…`.
PATHS: Final[Mapping[str, LazyString]] = {
    "convention-offence": later("Offence of the Convention"),
    "protocol-offence": later("Offence of a Protocol"),
    "serious-crime": later("Serious crime"),
    "related-instrument": later("Another treaty"),
}
STANDINGS: Final[Mapping[str, LazyString]] = {
    "established": later("established"),
    "possible": later("possible"),
    "not-known": later("not known"),
}

# What a state says under article 16(5): in a word, and in a sentence.
POSITIONS: Final[Mapping[str, tuple[LazyString, LazyString]]] = {
    "accepts": (later("accepts"), later("takes the Convention as the legal basis")),
    "declines": (later("declines"), later("does not take the Convention as the legal basis")),
    "conditional": (later("conditional"), later("takes the Convention as the legal basis on conditions")),
    "unclear": (later("unclear"), later("notified, and what it says is not clear")),
    "not-applicable": (later("not applicable"), later("says that the question does not arise in its law")),
    "not-notified": (later("not notified"), later("not notified, as far as our sources go")),
}

CHANNELS: Final[Mapping[str, LazyString]] = {
    "central_authority": later("Central authority"),
    "languages": later("Languages"),
    "boarding_authority": later("Authority for requests at sea"),
    "firearms_contact": later("Point of contact on firearms"),
}
NOTIFIED: Final[Mapping[str, LazyString]] = {
    "notified": later("notified"),
    "not-in-our-sources": later("not in our sources"),
    "not-applicable": later("not applicable"),
}
