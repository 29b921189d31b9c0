"""The questions of the catalogue by what they are about, as pages list them: the first tag says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from untoc_graph.web.language import later

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask_babel import LazyString

    from untoc_graph.sparql.catalogue import CatalogueQuery

__all__ = ["ASKERS", "Subject", "subjects_of"]

_SUBJECTS: Final = {
    "status": later("Who is bound"),
    "declarations": later("Reservations and notifications"),
    "duties": later("Duties and provisions"),
    "crimes": later("Crimes"),
    "cooperation": later("Cooperation"),
    "institutions": later("Institutions"),
    "quality": later("How good the data are"),
}
_OTHERS: Final = later("Further questions")

# Those who ask, by the letters of the headers.
ASKERS: Final = {
    "L": later("treaty lawyer in a central authority"),
    "U": later("UNODC staff"),
    "R": later("researcher"),
    "J": later("journalist"),
    "N": later("analyst of an NGO"),
    "D": later("data engineer"),
}


@dataclass(frozen=True)
class Subject:
    """Questions on one subject.

    Attributes:
        key: the tag that they share, "others" for those of no subject.
        title: its name for people.
        questions: in the order of their names.
    """

    key: str
    title: LazyString
    questions: tuple[CatalogueQuery, ...]


def subjects_of(catalogue: Mapping[str, CatalogueQuery]) -> tuple[Subject, ...]:
    """Return the subjects that have questions; what has none of the known subjects comes last."""
    found: dict[str, list[CatalogueQuery]] = {}
    for question in catalogue.values():
        key = next((tag for tag in question.tags if tag in _SUBJECTS), "others")
        found.setdefault(key, []).append(question)
    return tuple(
        Subject(key, _SUBJECTS.get(key, _OTHERS), tuple(found[key]))
        for key in (*_SUBJECTS, "others")
        if key in found
    )
