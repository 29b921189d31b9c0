"""What happened so far, counted for Prometheus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily
from prometheus_client.registry import Collector

from untoc_graph.namespaces import COLLECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prometheus_client import Metric

    from untoc_graph.web.service import Service

__all__ = ["Metrics", "route_of"]

_OTHER: Final = "other"
# The first segment of a path; whatever else is asked for has one label, so that nobody can make new ones.
_ROUTES: Final = {
    **dict.fromkeys((*COLLECTIONS, "ontology", "shapes", "context.jsonld"), "linked-data"),
    "": "page",
    "sparql": "sparql",
    "graph-store": "graph-store",
    "graph": "graph-store",
    "download": "download",
    "static": "page",
    "health": "health",
    "metrics": "metrics",
    "limits": "limits",
    "cooperation": "cooperation",
    "status": "status",
    "compare": "compare",
    "matrix": "matrix",
    "network": "network",
    "openapi.json": "openapi",
}
# From a kept reply to the longest that a query may take by default, and beyond.
_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


def route_of(path: str) -> str:
    """Return the label of a path.

    >>> route_of("/sparql"), route_of("/participant/ITA.ttl"), route_of("/wp-login.php")
    ('sparql', 'linked-data', 'other')
    """
    return _ROUTES.get(path.lstrip("/").partition("/")[0], _OTHER)


class Metrics:
    """Counters of one application."""

    def __init__(self, service: Service) -> None:
        self.registry = CollectorRegistry()
        self._replies = Counter(
            "untoc_replies",
            "Replies by route, and by outcome: ok, kept (from the cache), not-modified, "
            "broken (the transfer was broken off), or the kind of the problem.",
            ["route", "outcome"],
            registry=self.registry,
        )
        self._seconds = Histogram(
            "untoc_reply_seconds",
            "Seconds until the reply began.",
            ["route"],
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self.registry.register(_Store(service))
        # Counters by path and outcome, since to look one up by its labels takes longer than to count.
        self._bound: dict[tuple[str, str], tuple[Counter, Histogram]] = {}

    def observe(self, path: str, outcome: str, seconds: float) -> None:
        """Count one reply."""
        try:
            replies, times = self._bound[path, outcome]
        except KeyError:
            route = route_of(path)
            replies, times = self._replies.labels(route, outcome), self._seconds.labels(route)
            # Only paths that there are: those of strangers would fill it.
            if route != _OTHER and path.count("/") == 1:
                self._bound[path, outcome] = replies, times
        replies.inc()
        times.observe(seconds)

    def broken(self, path: str) -> None:
        """Count one reply that was begun and broken off."""
        self._replies.labels(route_of(path), "broken").inc()


class _Store(Collector):
    """What the store and the cache count themselves, read when it is asked for."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def collect(self) -> Iterator[Metric]:
        serving = self._service.serving
        if serving is None:
            return
        yield InfoMetricFamily(
            "untoc_release", "The release that is served.", {"release": serving.release.id}
        )
        yield GaugeMetricFamily(
            "untoc_release_triples", "Triples of the release.", float(serving.release.triples)
        )
        load, cache = serving.store.load, serving.cache
        yield GaugeMetricFamily("untoc_queries_running", "Queries that are evaluated now.", float(load.busy))
        yield GaugeMetricFamily(
            "untoc_queries_waiting",
            "Queries that wait for a worker.",
            float(load.waiting + self._service.waiting),
        )
        yield CounterMetricFamily("untoc_workers_started", "Workers started.", float(load.forked))
        ended = CounterMetricFamily(
            "untoc_workers_ended",
            "Workers ended, by reason: timeout, crash, gone (the client went away), retired (it had grown).",
            labels=["reason"],
        )
        for reason in ("timeout", "crash", "gone", "retired"):
            ended.add_metric([reason], float(load.ended.get(reason, 0)))
        yield ended
        yield CounterMetricFamily("untoc_cache_hits", "Replies found in the cache.", float(cache.hits))
        yield CounterMetricFamily("untoc_cache_misses", "Replies not found there.", float(cache.misses))
        yield GaugeMetricFamily("untoc_cache_bytes", "Bytes of the kept replies.", float(cache.bytes))
        yield GaugeMetricFamily("untoc_cache_replies", "Kept replies.", float(len(cache)))
