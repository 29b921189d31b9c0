"""`/`: a page for people, which says what this is, how much there is, and lets them ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, render_template

from untoc_graph.web.downloads import FILES
from untoc_graph.web.service import current_service

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["EXAMPLE", "blueprint"]

blueprint = Blueprint("pages", __name__)

EXAMPLE: Final = """\
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX untoc: <https://w3id.org/untoc/ontology#>

# How many parties has each instrument?
SELECT ?instrument (COUNT(DISTINCT ?participant) AS ?parties)
WHERE { ?participant untoc:partyTo ?instrument }
GROUP BY ?instrument
ORDER BY DESC(?parties)
"""


@blueprint.get("/")
def home() -> str:
    """Show the front page."""
    service = current_service()
    release = service.release
    folder = release.path / "download"
    return render_template(
        "home.html",
        release=release,
        counts=list(_shown(release.counts)),
        example=EXAMPLE,
        endpoint=f"{service.address}sparql",
        files=[(name, (folder / name).stat().st_size) for name in FILES if (folder / name).is_file()],
    )


def _shown(counts: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Yield the numbers that a visitor wants; the rows of each table are for those who build."""
    for name, count in counts.items():
        words = name.replace("_", " ")
        if isinstance(count, int):
            yield words, count
        elif name != "rows":
            yield from ((f"{words}: {of_what}", number) for of_what, number in count.items())
