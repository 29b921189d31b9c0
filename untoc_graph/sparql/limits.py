"""What the service allows, as one list: for `/limits`, the service description and whoever reads either."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from untoc_graph.settings import Settings

__all__ = ["Limit", "limits", "limits_document"]


@dataclass(frozen=True)
class Limit:
    """One limit.

    Attributes:
        name: the setting's name; `UNTOC_` and the name in capitals sets it.
        value: a number, a text such as "3000 per minute", or a list of addresses.
        unit: what the number counts, "" where the value says it.
        means: what is limited, in a sentence.
        status: HTTP status of what passes the limit, None where nothing is refused.
        cure: what a client can do then.
    """

    name: str
    value: float | str | list[str] | None
    unit: str
    means: str
    status: int | None
    cure: str


def limits(settings: Settings) -> tuple[Limit, ...]:
    """Return the limits that these settings set, in the order in which a query meets them."""
    page = "ask for less, or page with ORDER BY, LIMIT and OFFSET"
    later = "come back after the seconds that Retry-After says"
    return (
        Limit("rate", settings.rate or None, "", "Evaluated queries of one client.", 429, later),
        Limit(
            "query_bytes",
            settings.query_bytes,
            "bytes",
            "Query text, decoded.",
            413,
            "shorten it; send what is longer than some kilobytes by POST",
        ),
        Limit("workers", settings.workers, "queries", "Queries that are evaluated at once.", 503, later),
        Limit("queue", settings.queue, "queries", "Queries that may wait for a worker.", 503, later),
        Limit("queue_timeout", settings.queue_timeout, "seconds", "Wait for a worker.", 503, later),
        Limit(
            "query_timeout",
            settings.query_timeout,
            "seconds",
            "Time that one query may run; the parameter timeout asks for less, never for more.",
            503,
            "bind more of the query, or add a LIMIT",
        ),
        Limit(
            "worker_memory",
            settings.worker_memory,
            "MiB",
            "Memory that one query may use beside the graph.",
            503,
            "order, group or join fewer rows",
        ),
        Limit("result_rows", settings.result_rows, "rows", "Rows or triples of one result.", 413, page),
        Limit("result_bytes", settings.result_bytes, "bytes", "One result, as it is written.", 413, page),
        Limit(
            "hold_bytes",
            settings.hold_bytes,
            "bytes",
            "Held back until a result is whole; a larger one leaves as it is made, and when it then passes a "
            "limit its transfer breaks off without an end.",
            None,
            "take a transfer without its end for a failure, whatever its status",
        ),
        Limit(
            "spool_bytes",
            settings.spool_bytes,
            "bytes",
            "All results that are on their way to clients, which must take a piece within 30 seconds and the "
            "whole within 600.",
            503,
            later,
        ),
        Limit(
            "services",
            list(settings.services),
            "",
            "Endpoints that SERVICE may ask; an empty list means none.",
            403,
            "ask that endpoint yourself and put its answer in with VALUES",
        ),
        Limit(
            "service_timeout",
            settings.service_timeout,
            "seconds",
            "Time that one call of SERVICE may take, within that of the query.",
            502,
            "ask the other endpoint for less",
        ),
        Limit(
            "service_bytes",
            settings.service_bytes,
            "bytes",
            "Answer of one call of SERVICE.",
            502,
            "ask the other endpoint for less",
        ),
    )


def limits_document(settings: Settings) -> dict[str, Any]:
    """Return the limits as JSON has them: by name, with value, unit, meaning, status and cure."""
    return {
        limit.name: {name: value for name, value in asdict(limit).items() if name != "name"}
        for limit in limits(settings)
    }
