"""An answer as plain data for JSON, with the stable names of docs/cooperation.md."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from untoc_graph.answers.law import Provision, Thing
from untoc_graph.answers.status import Status
from untoc_graph.answers.summary import DISCLAIMER

if TYPE_CHECKING:
    from untoc_graph.answers.cooperation import Cooperation

__all__ = ["cooperation_document", "plain", "thing"]

_SECTIONS: Final = (
    "instruments",
    "paths",
    "forms",
    "extradition",
    "channels",
    "statements",
    "dispute_settlement",
    "missing",
)


def cooperation_document(answer: Cooperation) -> dict[str, Any]:
    """Return the answer as `/cooperation` gives it in JSON."""
    pair = answer.pair
    return {
        "requesting": _side(answer, pair.requesting),
        "requested": _side(answer, pair.requested),
        "crime": thing(answer.crime) if answer.crime else None,
        "form": thing(answer.form) if answer.form else None,
        "on": pair.on.isoformat(),
        "release": answer.release,
        "data_as_of": pair.law.as_of.isoformat(),
        "summary": answer.summary,
        **{section: plain(getattr(answer, section)) for section in _SECTIONS},
        "disclaimer": DISCLAIMER,
    }


def _side(answer: Cooperation, side: Thing) -> dict[str, Any]:
    """Return one of the two, with the name by which it was asked for where that is not its own."""
    named = answer.named.get(side.key)
    return thing(side) | {
        "asked_as": named.asked_as if named else None,
        "note": named.note if named else None,
    }


def thing(named: Thing) -> dict[str, Any]:
    """Return a thing by its key, IRI and name; a provision also by its citation and instrument.

    >>> thing(Thing("participant", "ITA", "Italy"))
    {'key': 'ITA', 'iri': 'https://w3id.org/untoc/participant/ITA', 'name': 'Italy'}
    """
    said: dict[str, Any] = {"key": named.key, "iri": named.iri, "name": named.name}
    if isinstance(named, Provision):
        said |= {
            "citation": named.citation,
            "instrument": named.instrument,
            "obligation": named.obligation,
            "modality": named.modality or None,
        }
    return said


def plain(value: object) -> Any:
    """Return a part of an answer as plain data: fields by their names, lists, ISO dates, None."""
    match value:
        case Thing():
            return thing(value)
        case Status():
            return {
                name: plain(getattr(value, name))
                for name in ("status", "by", "since", "bound", "because", "iri")
            }
        case date():
            return value.isoformat()
        case tuple():
            return [plain(each) for each in value]
        case _ if is_dataclass(value):
            return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            return value
