"""`/download/untoc.*`: the files of the release, each with its media type and an ETag of its content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, abort, send_file

from untoc_graph.rdf.formats import GRAPH_FORMATS
from untoc_graph.sparql.endpoint import CORS
from untoc_graph.sparql.negotiation import content_type
from untoc_graph.web.service import current_service

if TYPE_CHECKING:
    from flask import Response

__all__ = ["FILES", "blueprint"]

blueprint = Blueprint("downloads", __name__, url_prefix="/download")

# File name and Content-Type. A compressed file is itself the resource, so its type says what is sent.
FILES: Final = {
    f"untoc.{fmt.extension}{ending}": "application/gzip" if ending else content_type(fmt.media_type)
    for fmt in GRAPH_FORMATS
    for ending in ("", ".gz")
}


@blueprint.get("/<name>")
def download(name: str) -> Response:
    """Send a file of the release, or only say that the client's copy is still right."""
    if name not in FILES:
        abort(404)
    release = current_service().release
    path = release.path / "download" / name
    if not path.is_file():
        abort(404, f"this release was built without {name}")
    sent = send_file(
        path,
        mimetype=FILES[name],
        as_attachment=True,
        download_name=name,
        conditional=True,
        # The checksum of the release and the form: the same release has the same bytes in each form.
        etag=f"{release.sha256}-{name.removeprefix('untoc.')}",
    )
    sent.headers["Content-Type"] = FILES[name]
    # May be kept, but must be asked for again: the next release has the same address.
    sent.headers["Cache-Control"] = "public, no-cache"
    sent.headers.update(CORS)
    return sent
