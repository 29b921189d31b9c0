"""The rows of the queries on participants, as the records of `dossier.py`."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Final

from untoc_graph.answers.dossier import (
    Authority,
    Contest,
    Dossier,
    Gap,
    Participation,
    RelatedStatus,
    Statement,
)
from untoc_graph.answers.linked_rows import key_of, key_or_none, links_of

if TYPE_CHECKING:
    from untoc_graph.answers.linked_rows import Read
    from untoc_graph.sparql.rows import Rows

__all__ = ["read_dossiers"]

# Ways in which a statement can be about territory, as `statement-links.rq` names them.
_TERRITORIAL: Final = ("extends to", "excludes", "not applied in", "confined to", "concerns")


def read_dossiers(read: Read) -> dict[str, Dossier]:
    """Return the dossiers of the participants to which the queries of `facts/` are bound.

    Args:
        read: gives the rows of one of them by its name.
    """
    participations = _participations(read("participations"), _contests(read("contests")))
    statements = _statements(read("statements"), read("statement-links"))
    related = _related(read("related-participations"))
    gaps = _gaps(read("gaps"))
    return {
        key: Dossier(
            "participant",
            key,
            row.name,
            is_state=key_of(row.kind) != "regional-organization",
            participations=participations[key],
            statements=tuple(statements[key]),
            related=related[key],
            gaps=tuple(gaps[key]),
        )
        for row in read("participants")
        if (key := key_of(row.participant))
    }


def _contests(rows: Rows) -> dict[str, list[Contest]]:
    contests: dict[str, list[Contest]] = defaultdict(list)
    for row in rows:
        contests[str(row.act)].append(Contest(key_of(row.contest), row.date, row.note))
    return contests


def _participations(rows: Rows, contests: dict[str, list[Contest]]) -> dict[str, dict[str, Participation]]:
    participations: dict[str, dict[str, Participation]] = defaultdict(dict)
    for row in rows:
        instrument = key_of(row.instrument)
        participations[key_of(row.participant)][instrument] = Participation(
            key_of(row.participation),
            instrument=instrument,
            signed=row.signature is not None,
            signed_on=row.signed_on,
            by=key_or_none(row.by),
            act=str(row.act) if row.act else None,
            consented_on=row.consented_on,
            in_force_from=row.in_force_from,
            not_before=row.not_before,
            not_after=row.not_after,
            in_force_until=row.in_force_until,
            confidence=key_or_none(row.confidence) or "",
            facts=tuple(str(fact) for fact in (row.signature, row.act) if fact),
            contests=tuple(contests[str(row.act)]),
        )
    return participations


def _statements(rows: Rows, link_rows: Rows) -> dict[str, list[Statement]]:
    links = links_of(link_rows)
    names = {key_of(row.value): row.name for row in link_rows if row.name}
    statements: dict[str, list[Statement]] = defaultdict(list)
    for row in rows:
        iri, participant = str(row.statement), key_of(row.participant)
        statements[participant].append(
            Statement(
                key_of(iri),
                participant=participant,
                instrument=key_of(row.instrument),
                kind=key_of(row.kind),
                provisions=links[iri, "provisions"],
                subject=key_of(row.subject),
                value=key_or_none(row.value),
                languages=links[iri, "languages"],
                authorities=tuple(
                    Authority("authority", key, names[key]) for key in links[iri, "authorities"]
                ),
                territories=tuple(f"{way} {place}" for way in _TERRITORIAL for place in links[iri, way]),
                territory=row.territory,
                date=row.date,
                gist=row.gist,
                objects_to=key_or_none(row.objects_to),
                withdrawn_by=key_or_none(row.withdrawn_by),
                withdrawn_on=row.withdrawn_on,
                confidence=key_of(row.confidence),
                reading=key_of(row.reading),
                sources=links[iri, "sources"],
            )
        )
    return statements


def _related(rows: Rows) -> dict[str, dict[str, RelatedStatus]]:
    related: dict[str, dict[str, RelatedStatus]] = defaultdict(dict)
    for row in rows:
        treaty = key_of(row.related)
        related[key_of(row.participant)][treaty] = RelatedStatus(
            key_of(row.participation),
            related=treaty,
            status=key_of(row.status),
            date=row.date,
            # A year alone is no day on which the list can be said to stand.
            as_of=row.as_of if isinstance(row.as_of, date) else None,
            note=str(row.note or ""),
        )
    return related


def _gaps(rows: Rows) -> dict[str, list[Gap]]:
    gaps: dict[str, list[Gap]] = defaultdict(list)
    for row in rows:
        gaps[key_of(row.participant)].append(
            Gap(
                key_of(row.gap), kind=key_of(row.kind), instrument=key_of(row.instrument), missing=row.missing
            )
        )
    return gaps
