"""Status, comparison, matrix and network as plain data for JSON and as CSV, both with stable names.

In CSV (RFC 4180) what is not known is `not-known`, and a day that no source gives is empty.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, Final

from untoc_graph.answers.document import plain, thing
from untoc_graph.answers.law import Thing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from untoc_graph.answers.comparison import StatusOf
    from untoc_graph.answers.names import Named
    from untoc_graph.answers.replies import ComparisonReply, MatrixReply, NetworkReply, Reply, StatusReply

__all__ = [
    "comparison_csv",
    "comparison_json",
    "matrix_csv",
    "matrix_json",
    "network_csv",
    "network_json",
    "status_csv",
    "status_json",
    "truth",
]

_STATUS: Final = (
    "participant",
    "instrument",
    "status",
    "bound",
    "since",
    "by",
    "signed_on",
    "consented_on",
    "confidence",
    "because",
    "iri",
)


def truth(value: bool | None) -> str:
    """Return a truth in words.

    >>> truth(True), truth(False), truth(None)
    ('true', 'false', 'not-known')
    """
    return {True: "true", False: "false", None: "not-known"}[value]


def status_json(reply: StatusReply) -> dict[str, Any]:
    """Return how one participant stood to each instrument, as plain data."""
    return {
        "participant": _named(reply.participant),
        **_about(reply),
        "instruments": plain(reply.instruments),
    }


def status_csv(reply: StatusReply) -> str:
    """Return how one participant stood to each instrument, as CSV."""
    return _csv(_STATUS, map(_status_cells, reply.instruments))


def comparison_json(reply: ComparisonReply) -> dict[str, Any]:
    """Return how several participants stood to each instrument, as plain data."""
    return {
        "participants": [_named(named) for named in reply.participants],
        **_about(reply),
        "instruments": plain(reply.instruments),
    }


def comparison_csv(reply: ComparisonReply) -> str:
    """Return how several participants stood to each instrument, as CSV."""
    rows = (
        (*_status_cells(status), truth(compared.in_force_between), _day(compared.since))
        for compared in reply.instruments
        for status in compared.participants
    )
    return _csv((*_STATUS, "in_force_between", "between_since"), rows)


def matrix_json(reply: MatrixReply) -> dict[str, Any]:
    """Return how every participant stood to each instrument, as plain data."""
    return {
        **_about(reply),
        "instruments": plain(reply.instruments),
        "participants": [
            {
                **thing(row.participant),
                "kind": row.kind,
                "instruments": {
                    status.instrument.key: {
                        "status": status.status,
                        "bound": status.bound,
                        "since": plain(status.since),
                        "iri": status.iri,
                    }
                    for status in row.instruments
                },
            }
            for row in reply.rows
        ],
    }


def matrix_csv(reply: MatrixReply) -> str:
    """Return how every participant stood to each instrument, as CSV."""
    keys = [instrument.key for instrument in reply.instruments]
    header = (
        "participant",
        "name",
        "kind",
        *(f"{key}{part}" for key in keys for part in ("", "_bound", "_since")),
    )
    rows = (
        (
            row.participant.key,
            row.participant.name,
            row.kind,
            *(
                cell
                for status in row.instruments
                for cell in (status.status, truth(status.bound), _day(status.since))
            ),
        )
        for row in reply.rows
    )
    return _csv(header, rows)


def network_json(reply: NetworkReply) -> dict[str, Any]:
    """Return between whom each instrument was in force, as plain data."""
    return {
        **_about(reply),
        "participants": [{**thing(row.participant), "kind": row.kind} for row in reply.participants],
        "edges": [
            {
                "participant": edge.participant.key,
                "other": edge.other.key,
                "instrument": edge.instrument.key,
                "in_force": edge.in_force,
                "since": plain(edge.since),
            }
            for edge in reply.edges
        ],
    }


def network_csv(reply: NetworkReply) -> str:
    """Return between whom each instrument was in force, as CSV."""
    rows = (
        (edge.participant.key, edge.other.key, edge.instrument.key, truth(edge.in_force), _day(edge.since))
        for edge in reply.edges
    )
    return _csv(("participant", "other", "instrument", "in_force", "since"), rows)


def _about(reply: Reply) -> dict[str, Any]:
    return {
        "on": reply.on.isoformat(),
        "release": reply.release,
        "data_as_of": reply.as_of.isoformat(),
        "notes": list(reply.notes),
    }


def _named(named: Named) -> dict[str, Any]:
    said = thing(Thing("participant", named.key, named.name))
    return said | {"asked_as": named.asked_as, "note": named.note}


def _status_cells(status: StatusOf) -> tuple[str, ...]:
    return (
        status.participant.key,
        status.instrument.key,
        status.status,
        truth(status.bound),
        _day(status.since),
        status.by or "",
        _day(status.signed_on),
        _day(status.consented_on),
        status.confidence or "",
        status.because,
        status.iri or "",
    )


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()
