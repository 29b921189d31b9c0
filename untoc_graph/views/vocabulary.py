"""The terms that a query can name: classes, properties and the things that people know by a label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from untoc_graph.namespaces import BASE
from untoc_graph.rdf.terms import prefixed_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from untoc_graph.views.reading import Reading

__all__ = ["OFFERED", "Kind", "Term", "Vocabulary", "read_vocabulary"]

Kind: TypeAlias = Literal["class", "property", "thing"]

# Things that are asked for by name. What says a single fact (an act, a statement, a source) is found by
# asking, and would drown the others.
OFFERED: Final = frozenset(
    {
        "action-kind",
        "agreement",
        "body",
        "body-kind",
        "condition",
        "confidence",
        "consequence",
        "cooperation",
        "crime",
        "decision-kind",
        "duty",
        "gap-kind",
        "harm",
        "instrument",
        "membership-status",
        "modality",
        "obligation",
        "offence",
        "organisation",
        "participant",
        "participant-kind",
        "path",
        "provision",
        "region",
        "regional-group",
        "related-instrument",
        "review",
        "review-kind",
        "scheme",
        "session",
        "status",
        "subject",
        "theme",
        "topic",
        "value",
    }
)
_ENGLISH: Final = "en"


@dataclass(frozen=True)
class Term:
    """A term.

    Attributes:
        name: as a query writes it: `participant:ITA`.
        kind: what it is.
        label: what it is called; the local name, where the graph says nothing.
        about: its definition, "" where there is none.
    """

    name: str
    kind: Kind
    label: str
    about: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """The terms of a release.

    Attributes:
        kinds: kind by name, in order.
        labels: labels by name and language tag.
        definitions: definition by name.
    """

    kinds: Mapping[str, Kind]
    labels: Mapping[str, Mapping[str, str]]
    definitions: Mapping[str, str]

    def terms(self, language: str) -> tuple[Term, ...]:
        """Return the terms with their labels in a language; in English, where there is none in that one."""
        return tuple(self._term(name, kind, language) for name, kind in self.kinds.items())

    def _term(self, name: str, kind: Kind, language: str) -> Term:
        labels = self.labels.get(name, {})
        label = labels.get(language) or labels.get(_ENGLISH) or name.partition(":")[2]
        return Term(name, kind, label, self.definitions.get(name, ""))


def read_vocabulary(reading: Reading) -> Vocabulary:
    """Return the terms of the release that is read.

    Raises:
        QueryError: the store did not answer.
    """
    kinds: dict[str, Kind] = {}
    labels: dict[str, dict[str, str]] = {}
    definitions: dict[str, str] = {}
    for row in reading.rows("terms-used"):
        name = _name(row.term)
        if name:
            kinds[name] = row.kind
    for row in reading.rows("terms-named"):
        name = _name(row.term)
        if not name or not (row.kind or _offered(row.term)):
            continue
        kinds[name] = row.kind or "thing"
        # Of several labels in one language the first in order stands for all.
        labels.setdefault(name, {}).setdefault(row.label.language or _ENGLISH, row.label)
        if row.definition:
            definitions[name] = row.definition
    return Vocabulary(dict(sorted(kinds.items())), labels, definitions)


def _name(iri: str) -> str:
    """Return the prefixed name of an IRI, "" where it has none."""
    name = prefixed_name(iri)
    return "" if name.startswith("<") else name


def _offered(iri: str) -> bool:
    return iri.startswith(BASE) and iri.removeprefix(BASE).partition("/")[0] in OFFERED
