"""The rows of the queries on the law, as the records of `law.py`."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from untoc_graph.answers.law import (
    CONVENTION,
    Condition,
    Consequence,
    Coverage,
    Crime,
    Form,
    Instrument,
    Law,
    Provision,
    Region,
    Related,
    Thing,
)
from untoc_graph.answers.linked_rows import key_of, key_or_none, links_of
from untoc_graph.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from untoc_graph.answers.linked_rows import Links, Read
    from untoc_graph.sparql.rows import Rows

__all__ = ["provision_place", "read_law"]

Kind = TypeVar("Kind", bound=Thing)


def read_law(read: Read) -> Law:
    """Return the law that the queries of `facts/` tell.

    Args:
        read: gives the rows of one of them by its name.

    Raises:
        DataError: there is no law in the graph that is asked.
    """
    links = links_of(read("law-links"))
    data_sets = list(read("as-of"))
    instruments = _by_key(_instruments(read("instruments")))
    if len(data_sets) != 1 or CONVENTION not in instruments:
        raise DataError("the graph has no Convention with its provisions, so it answers no questions of law")
    return Law(
        as_of=data_sets[0].as_of,
        instruments=instruments,
        provisions=_by_key(_provisions(read("provisions"))),
        crimes=_by_key(_crimes(read("crimes"), links)),
        coverages=_coverages(read("coverages"), links),
        forms=_by_key(_in_treaty_order(_forms(read("forms"), links))),
        related=_by_key(_related(read("related-instruments"), links, _regions(read("regional-treaties")))),
        conditions=tuple(_conditions(read("conditions"), links)),
        consequences=tuple(_consequences(read("consequences"), links)),
    )


def _by_key(things: Iterable[Kind]) -> dict[str, Kind]:
    return {thing.key: thing for thing in things}


def _instruments(rows: Rows) -> Iterator[Instrument]:
    for row in rows:
        yield Instrument(
            "instrument",
            key_of(row.instrument),
            row.name,
            in_force=row.in_force,
            dispute_clause=key_of(row.dispute_clause),
            dispute_opt_out=key_of(row.dispute_opt_out),
            entry_provision=key_of(row.entry_provision),
        )


def _provisions(rows: Rows) -> Iterator[Provision]:
    for row in rows:
        yield Provision(
            "provision",
            key_of(row.provision),
            row.name,
            instrument=key_of(row.instrument),
            obligation=key_of(row.obligation),
            modality=key_or_none(row.modality) or "",
        )


def _crimes(rows: Rows, links: Links) -> Iterator[Crime]:
    for row in rows:
        key = key_of(row.crime)
        yield Crime(
            "crime",
            key,
            row.name,
            path=key_of(row.path),
            wider=(key, *links[str(row.crime), "wider"]),
        )


def _coverages(rows: Rows, links: Links) -> dict[str, tuple[Coverage, ...]]:
    by_crime: dict[str, list[Coverage]] = defaultdict(list)
    for row in rows:
        crime, iri = key_of(row.crime), str(row.coverage)
        by_crime[crime].append(
            Coverage(
                key_of(iri),
                crime=crime,
                instrument=key_of(row.instrument),
                path=key_of(row.path),
                provisions=_ordered(links[iri, "provisions"]),
                facts=links[iri, "facts"],
            )
        )
    return {crime: tuple(found) for crime, found in by_crime.items()}


def _forms(rows: Rows, links: Links) -> Iterator[Form]:
    for row in rows:
        key, iri = key_of(row.form), str(row.form)
        yield Form(
            "cooperation",
            key,
            row.name,
            provisions=_ordered(links[iri, "provisions"]),
            obligation=key_of(row.obligation),
            requires=tuple(str(row.requires).split("; ")) if row.requires else (),
            wider=(key, *links[iri, "wider"]),
            confined_to=key_or_none(row.confined_to),
            needs_state=bool(row.needs_state),
        )


def _in_treaty_order(forms: Iterable[Form]) -> list[Form]:
    """Return the forms as the treaties have them: the Convention first, the wider before the narrower."""
    by_key = _by_key(forms)
    return sorted(
        by_key.values(),
        key=lambda form: (_place(by_key[form.wider[-1]]), len(form.wider), _place(form), form.key),
    )


def _place(form: Form) -> tuple[tuple[object, ...], ...]:
    return tuple(map(provision_place, form.provisions))


def _ordered(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(keys, key=provision_place))


def provision_place(key: str) -> tuple[object, ...]:
    """Return where a provision stands: the Convention first, 3(2) before 18(3), 18(3) before 18(29).

    >>> sorted(["firearms-3", "untoc-18-29", "untoc-18-3-f"], key=provision_place)
    ['untoc-18-3-f', 'untoc-18-29', 'firearms-3']
    """
    instrument, *numbers = key.split("-")
    return (
        instrument != CONVENTION,
        instrument,
        tuple((not each.isdigit(), int(each) if each.isdigit() else 0, each) for each in numbers),
    )


def _regions(rows: Rows) -> dict[str, Region]:
    """Return the organization of the region of each treaty that is of one, by the IRI of the treaty."""
    members: dict[str, set[str]] = defaultdict(set)
    organizations: dict[str, tuple[str, str]] = {}
    for row in rows:
        members[str(row.related)].add(key_of(row.member))
        organizations[str(row.related)] = (key_of(row.organisation), row.name)
    return {
        treaty: Region("organisation", key, name, members=frozenset(members[treaty]))
        for treaty, (key, name) in organizations.items()
    }


def _related(rows: Rows, links: Links, regions: Mapping[str, Region]) -> Iterator[Related]:
    for row in rows:
        iri = str(row.related)
        yield Related(
            "related-instrument",
            key_of(iri),
            row.name,
            crimes=links[iri, "crimes"],
            forms=links[iri, "forms"],
            not_before=row.not_before,
            absence=key_or_none(row.absence) or "not-collected",
            unknown_for=links[iri, "unknown for"],
            as_of=str(row.as_of or ""),
            note=str(row.note or ""),
            region=regions.get(iri),
        )


def _conditions(rows: Rows, links: Links) -> Iterator[Condition]:
    for row in rows:
        iri = str(row.condition)
        yield Condition(
            "condition",
            key_of(iri),
            row.name,
            sentence=row.sentence,
            provisions=_ordered(links[iri, "provisions"]),
            of=frozenset(links[iri, "of"]),
        )


def _consequences(rows: Rows, links: Links) -> Iterator[Consequence]:
    for row in rows:
        iri = str(row.consequence)
        yield Consequence(
            "consequence",
            key_of(iri),
            row.name,
            sentence=row.sentence,
            provisions=_ordered(links[iri, "provisions"]),
            requested_says=key_of(row.requested_says),
            requesting_says=key_or_none(row.requesting_says),
        )
