"""The page of the catalogue: what the data set is, and its files with sizes and checksums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template
from markupsafe import Markup

from untoc_graph.linked.schema_org import dataset_json
from untoc_graph.rdf.formats import GRAPH_FORMATS
from untoc_graph.web.rendering import literal

if TYPE_CHECKING:
    from untoc_graph.linked.record import Record

__all__ = ["render"]


def render(record: Record, language: str) -> bytes:
    """Return the page in a language."""
    known = language if language in record.descriptions else "en"
    page = render_template(
        "catalogue.html",
        record=record,
        description=literal(record.text(record.descriptions, known), known),
        formats=GRAPH_FORMATS,
        # Its own signs are escaped as JSON escapes them: as HTML it would be no JSON.
        data_block=Markup(dataset_json(record, language)),  # noqa: S704
    )
    return page.encode()
