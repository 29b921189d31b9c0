"""`/`: a page for people, which says what this is, how much there is, and lets them ask."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, render_template

from untoc_graph.web.downloads import FILES
from untoc_graph.web.service import current_service

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
        counts=[(name, count) for name, count in release.counts.items() if isinstance(count, int)],
        example=EXAMPLE,
        endpoint=f"{service.address}sparql",
        files=[(name, (folder / name).stat().st_size) for name in FILES if (folder / name).is_file()],
    )
