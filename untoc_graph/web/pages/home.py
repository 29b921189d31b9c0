"""`/`: what this is, the search, who is bound by the Convention, and the ways into everything else."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from flask import Blueprint, Response, request
from markupsafe import Markup

from untoc_graph import __version__
from untoc_graph.errors import UntocError
from untoc_graph.linked.links import header
from untoc_graph.linked.record import read_record
from untoc_graph.linked.schema_org import dataset_json
from untoc_graph.linked.signposts import signposts
from untoc_graph.sparql.caching import REVALIDATE, entity_tag, not_modified
from untoc_graph.sparql.endpoint import ALWAYS
from untoc_graph.web.downloads import FILES
from untoc_graph.web.language import VARY, chosen_language, current_language
from untoc_graph.web.maps import map_on_page
from untoc_graph.web.parts import request_parts
from untoc_graph.web.rendering import render
from untoc_graph.web.service import current_service

if TYPE_CHECKING:
    from untoc_graph.web.service import Serving

__all__ = ["EXAMPLE", "blueprint"]

blueprint = Blueprint("pages", __name__)

EXAMPLE: Final = """\
PREFIX untoc: <https://w3id.org/untoc/ontology#>

SELECT ?instrument (COUNT(?participant) AS ?parties)
WHERE { ?participant untoc:partyTo ?instrument }
GROUP BY ?instrument
ORDER BY DESC(?parties)
"""


# The finished pages of a release, by language and whether the address names it.
_FINISHED: Final[WeakKeyDictionary[Serving, dict[tuple[str, str], bytes]]] = WeakKeyDictionary()


@blueprint.get("/")
def home() -> Response:
    """Show the front page."""
    parts, language, chosen = request_parts(), current_language().tag, chosen_language()
    with current_service().lease() as serving:
        headers = {
            **ALWAYS,
            "Vary": VARY,
            "Cache-Control": REVALIDATE,
            "Content-Language": language,
            "ETag": entity_tag([__version__, serving.release.sha256, "/", language, chosen]),
        }
        if not_modified(parts, headers["ETag"], ""):
            return Response(status=304, headers=headers)
        record = read_record(serving.release.path)
        if record is not None:
            headers["Link"] = header(signposts(record))
        # With other parameters the links to other languages are others.
        finished = {} if set(request.args) - {"lang"} else _FINISHED.setdefault(serving, {})
        body = finished.get((language, chosen))
        if body is None:
            body = finished[language, chosen] = _page(serving, language).encode("utf-8")
    return Response(body, headers=headers)


def _page(serving: Serving, language: str) -> str:
    view, release = serving.home, serving.release
    record = None
    with suppress(UntocError, OSError):
        record = read_record(release.path)
    folder = release.path / "download"
    address = current_service().address
    return render(
        "home.html",
        serving.views,
        language,
        named=view.named,
        cited=[change.participation for change in view.latest],
        view=view,
        drawn=map_on_page(serving.views, view.map, linked=False) if view.map else None,
        release=release,
        # A triple of two named graphs is one, as the description of the data set and the endpoint count it.
        triples=record.triples if record else release.triples,
        questions=len(_questions(serving)),
        endpoint=f"{address}sparql",
        address=address,
        example=EXAMPLE,
        files=[(name, (folder / name).stat().st_size) for name in FILES if (folder / name).is_file()],
        # Escaped where it is made, for a block that no browser runs.
        described=Markup(dataset_json(record, language)) if record else None,  # noqa: S704
    )


def _questions(serving: Serving) -> tuple[str, ...]:
    """Return the names of the questions of the catalogue, none where there is no catalogue."""
    with suppress(UntocError):
        return tuple(serving.asker.catalogue)
    return ()
