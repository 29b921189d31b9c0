"""What the index holds: the things that can be found, and every name of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["FIELDS", "KINDS", "MINOR", "Entries", "Name", "Thing"]

# The kinds of things, the likelier meant first where a search fits several equally well. Each but "term",
# a class or property of the ontology, is the collection in which the thing is.
KINDS: Final = (
    "participant",
    "former-name",
    "instrument",
    "crime",
    "provision",
    "cooperation",
    "offence",
    "harm",
    "body",
    "session",
    "decision",
    "review",
    "organisation",
    "related-instrument",
    "region",
    "regional-group",
    "query",
    "topic",
    "theme",
    "authority",
    "term",
    "scheme",
    "condition",
    "rule",
    "iccs",
    "source",
)

# Kinds that are meant only by those who name them exactly: what papers, offices and lists have in their
# titles would else stand before the states and articles that they are on.
MINOR: Final = frozenset({"authority", "term", "scheme", "condition", "rule", "iccs", "source"})

# What a name is to its thing, the weightier first. "usual" is said by people and by no source of the graph:
# it finds, and states nothing. "word" is no name, but what people who look for the thing may type. "text" is
# what is told of a thing; it is no name.
FIELDS: Final = (
    "label",
    "code",
    "short-title",
    "alternative",
    "usual",
    "formal",
    "title",
    "former",
    "identifier",
    "word",
    "key",
    "text",
)


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that can be found.

    Attributes:
        iri: its IRI.
        kind: one of `KINDS`.
        number: how a provision is cited in its instrument, "16(5)"; else "".
        within: IRI of what it belongs to: the instrument of a provision, the participant of an authority,
            the session of a decision; else "".
    """

    iri: str
    kind: str
    number: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a thing, or a text on it.

    Attributes:
        thing: place of the thing among the things.
        field: one of `FIELDS`.
        language: language tag, "" for none.
        text: as the graph has it.
    """

    thing: int
    field: str
    language: str
    text: str


@dataclass(frozen=True)
class Entries:
    """All things and names of a release.

    Attributes:
        things: in the order in which equally good hits are shown.
        names: in the order of their things.
    """

    things: tuple[Thing, ...]
    names: tuple[Name, ...]
