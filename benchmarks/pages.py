"""Times and weighs pages for people and documents for machines, as a browser gets them from `untoc serve`.

    python benchmarks/pages.py [--build build] [--rounds 3] [--publish]

*Cold* is the first view of a page: nothing is kept of it, and what the service makes ready when it starts is
ready. *Kept* is the same again. Each round starts the server anew. The peer of a page is `/limits`, a plain
page of the same server that is never kept, asked in turns with it; that of a document is a DESCRIBE of the
same thing, asked of `oxigraph serve-read-only`. Progress goes to stderr.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from measuring import servers
from measuring.browsing import Browser
from measuring.processes import memory
from measuring.report import arguments_for_output, deliver, machine, paragraph, table, times

from untoc_graph.namespaces import BASE
from untoc_graph.store.release import Release

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from measuring.servers import Server

_PLAIN: Final = "/limits"
_LANGUAGES: Final = ("en", "fr", "es", "ar", "ru", "zh")
_SAMPLE: Final = 40
_FEW: Final = 10
_MIB: Final = 1 << 20
_WEIGHT, _TIME = 150_000, 50.0
_READY: Final = 5.0
_COLLECTIONS: Final = (
    "provision", "crime", "cooperation", "session", "offence", "statement", "action", "review", "source",
)  # fmt: skip
_LISTED: Final = (
    "participant", "participation", "action", "statement", "provision", "crime", "source", "membership",
    "authority", "mapping",
)  # fmt: skip
# What must be light and quick, by kind.
_HELD: Final = ("home", "participant, any", "participant, largest", "participant, smallest")
_FORMATS: Final = {"ttl": "text/turtle", "jsonld": "application/ld+json"}


def main() -> None:
    """Run and report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--build", type=Path, default=Path("build"))
    parser.add_argument("--rounds", type=int, default=3, help="times that the server is started")
    arguments_for_output(parser)
    arguments = parser.parse_args()
    release = Release.open(arguments.build)
    taken: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    weights: dict[str, dict[str, float]] = {}
    held: list[tuple[int, int]] = []
    with tempfile.TemporaryDirectory() as folder:
        _, once = servers.graph_files(release, Path(folder))
        with servers.oxigraph("oxigraph, one graph", once, union=False) as peer:
            for number in range(arguments.rounds):
                print(f"round {number + 1} of {arguments.rounds}", file=sys.stderr)
                with servers.ours(arguments.build) as us:
                    held.append(_round(us, peer, taken, weights))
    text = "\n\n".join(
        (
            paragraph(f"{machine()} {release.triples:,} triples, release {release.id}."),
            _reached(taken, weights),
            _pages(taken, weights),
            _documents(taken),
            _memory(held),
        )
    )
    raw = {
        "machine": machine(),
        "release": release.id,
        "rounds": arguments.rounds,
        "milliseconds": {
            kind: {name: [round(each, 3) for each in values] for name, values in by_name.items()}
            for kind, by_name in taken.items()
        },
        "bytes": weights,
        "memory": [{"ready": ready, "with all pages": full} for ready, full in held],
    }
    deliver(arguments, "pages", text, raw)


def _round(
    us: Server,
    peer: Server,
    taken: dict[str, dict[str, list[float]]],
    weights: dict[str, dict[str, float]],
) -> tuple[int, int]:
    """Ask for every page and document; return the bytes of memory before and after."""
    pages, documents = _paths(us)
    with Browser(us.port) as ours, Browser(peer.port) as theirs:
        # What is made ready beside the first requests is ready by then.
        time.sleep(_READY)
        ready = memory(us.process.pid)
        for kind, paths in pages.items():
            into = taken[kind]
            sent: list[int] = []
            for path in paths:
                into["peer"].append(ours.get(_PLAIN).milliseconds)
                first = ours.get(path)
                into["cold"].append(first.milliseconds)
                into["kept"].append(ours.get(path).milliseconds)
                sent.append(first.sent)
            if kind not in weights:
                whole = [ours.weigh(path) for path in paths]
                weights[kind] = {
                    "pages": len(paths),
                    "sent": statistics.median(sent),
                    "whole": statistics.median(size for size, _ in whole),
                    "heaviest": max(size for size, _ in whole),
                    "requests": max(count for _, count in whole),
                }
        for kind, paths in documents.items():
            into = taken[kind]
            media_type = _FORMATS[kind.rpartition(" ")[2]]
            for path in paths:
                iri = f"{BASE}{path.strip('/').rpartition('.')[0]}"
                asked = f"{peer.path}?query={quote(f'DESCRIBE <{iri}>', safe='')}"
                into["peer"].append(theirs.get(asked, media_type).milliseconds)
                into["cold"].append(ours.get(path).milliseconds)
                into["kept"].append(ours.get(path).milliseconds)
        return ready, memory(us.process.pid)


def _paths(us: Server) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the pages and the documents that are asked for, by kind; the same in each round."""
    choose = random.Random(1)
    things = {name: _things(us, name) for name in ("participant", "instrument", "query", *_COLLECTIONS)}

    def some(name: str, count: int = _SAMPLE) -> list[str]:
        return choose.sample(things[name], min(count, len(things[name])))

    # Those of whom the graph says the most come first.
    sized = things["participant"]
    pairs = [choose.sample([each for each in sized if each != "EU"], 2) for _ in range(_FEW * 2)]
    by_language = [f"?lang={tag}" for tag in _LANGUAGES]
    others = sized[_FEW:-_FEW]
    pages = {
        "home": [f"/{tag}" for tag in by_language],
        "participant, any": [
            f"/participant/{each}.html" for each in choose.sample(others, min(_SAMPLE, len(others)))
        ],
        "participant, largest": [f"/participant/{each}.html" for each in sized[:_FEW]],
        "participant, smallest": [f"/participant/{each}.html" for each in sized[-_FEW:]],
        "instrument": [f"/instrument/{each}.html" for each in things["instrument"]],
        **{name: [f"/{name}/{each}.html" for each in some(name)] for name in _COLLECTIONS},
        "collection": [f"/{name}/" for name in _LISTED],
        "map": [f"/map?on={year}-07-01" for year in range(2004, 2024, 2)],
        "finder, empty": [f"/cooperation{tag}" for tag in by_language],
        "cooperation answer": [
            f"/cooperation?requesting={one}&requested={other}&on=2024-06-01" for one, other in pairs
        ],
        "query result": [f"/queries/{each}" for each in things["query"]],
        "query editor": [f"/editor{tag}" for tag in by_language],
        "search": [
            f"/search?q={quote(words)}"
            for words in ("italy", "trafiking", "article 16", "money laundering", "swaziland", "vienna")
        ],
        "neighbourhood": [f"/explore?thing=participant/{each}" for each in sized[_FEW : 2 * _FEW]],
        "ontology": [f"/ontology.html{tag}" for tag in by_language],
        "shapes": [f"/shapes.html{tag}" for tag in by_language],
    }
    documents = {
        f"{name} {extension}": [f"/{name}/{each}.{extension}" for each in some(name)]
        for name in ("participant", "provision", "crime")
        for extension in _FORMATS
    }
    return pages, documents


def _things(us: Server, collection: str) -> list[str]:
    """Return the keys of a collection, those first of which the graph says the most."""
    start = f"{BASE}{collection}/"
    said = servers.ask(
        us,
        f'SELECT ?thing (COUNT(*) AS ?size) {{ ?thing ?p ?o FILTER(STRSTARTS(STR(?thing), "{start}")) '
        "FILTER(EXISTS { ?thing a ?class }) } GROUP BY ?thing ORDER BY DESC(?size) ?thing",
    )
    rows = json.loads(said)["results"]["bindings"]
    keys = [row["thing"]["value"].removeprefix(start) for row in rows]
    return [key for key in keys if "/" not in key and "#" not in key]


def _median(values: Sequence[float]) -> float:
    return statistics.median(values)


def _late(values: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return sorted(values)[len(values) * 95 // 100]


def _reached(
    taken: Mapping[str, Mapping[str, Sequence[float]]], weights: Mapping[str, Mapping[str, float]]
) -> str:
    rows = []
    for kind in _HELD:
        found, weight = _median(taken[kind]["cold"]), weights[kind]["heaviest"]
        rows += [
            (f"{kind}: cold, at the median", f"{_TIME:.0f} ms", f"{found:.1f} ms", _said(found < _TIME)),
            (
                f"{kind}: the heaviest, gzipped, with all that it loads",
                f"{_WEIGHT / 1000:.0f} KB",
                f"{weight / 1000:.1f} KB",
                _said(weight < _WEIGHT),
            ),
        ]
    return table(("what", "at most", "found", "held"), rows)


def _said(held: bool) -> str:
    return "yes" if held else "**no**"


def _pages(
    taken: Mapping[str, Mapping[str, Sequence[float]]], weights: Mapping[str, Mapping[str, float]]
) -> str:
    rows = []
    for kind, weight in weights.items():
        cold, kept, peer = (taken[kind][name] for name in ("cold", "kept", "peer"))
        rows.append(
            (
                kind,
                f"{weight['pages']:,}",
                f"{_median(cold):.1f} / {_late(cold):.1f}",
                f"{_median(kept):.1f} / {_late(kept):.1f}",
                times(_median(cold) / _median(peer)),
                times(_median(kept) / _median(peer)),
                f"{weight['sent'] / 1000:.1f}",
                f"{weight['whole'] / 1000:.1f}",
                f"{weight['requests']:.0f}",
            )
        )
    plain = _median([each for kind in weights for each in taken[kind]["peer"]])
    told = paragraph(
        f"""
        Pages: milliseconds from asking to the last byte, median / 95th percentile; times what the plain
        page `{_PLAIN}` takes, asked in turns with them ({plain:.1f} ms at the median of all); kilobytes as
        they are sent (gzip), the page alone and with every file that it loads; requests for that. One
        client, one connection, by the loopback address.
        """
    )
    head = ("page", "pages", "cold", "kept", "cold, ratio", "kept, ratio", "KB", "KB, whole", "requests")
    return f"{told}\n\n{table(head, rows)}"


def _documents(taken: Mapping[str, Mapping[str, Sequence[float]]]) -> str:
    rows = []
    for kind, found in taken.items():
        if kind.rpartition(" ")[2] in _FORMATS:
            cold, kept, peer = (found[name] for name in ("cold", "kept", "peer"))
            rows.append(
                (
                    kind,
                    *(f"{_median(each):.1f} / {_late(each):.1f}" for each in (cold, kept, peer)),
                    times(_median(cold) / _median(peer)),
                    times(_median(kept) / _median(peer)),
                )
            )
    told = paragraph(
        """
        Documents beside `DESCRIBE` of the same thing in the same format, asked of `oxigraph serve-read-only`.
        Ours hold more: names of what is pointed to, what points here, links, licence and headers:
        """
    )
    head = ("document", "cold", "kept", "oxigraph", "cold, ratio", "kept, ratio")
    return f"{told}\n\n{table(head, rows)}"


def _memory(held: Sequence[tuple[int, int]]) -> str:
    ready, full = (statistics.median(each) / _MIB for each in zip(*held, strict=True))
    return paragraph(
        f"""
        Memory of all processes of the server, shared pages divided among them: {ready:,.0f} MiB when it is
        ready, {full:,.0f} MiB when all these pages have been shown (+{100 * (full - ready) / ready:.0f}%).
        """
    )


if __name__ == "__main__":
    main()
