"""What programs and search engines look for first: catalogue, VoID, site map, robots.txt, llms.txt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, render_template
from werkzeug.exceptions import NotFound

from untoc_graph import __version__
from untoc_graph.answers.register import shown
from untoc_graph.errors import UnofferedFormatError
from untoc_graph.linked.dcat import CATALOGUE_FILE
from untoc_graph.linked.links import FORMATS, PAGE, Link, alternates, header
from untoc_graph.linked.record import read_record
from untoc_graph.linked.sitemap import pages, parts, sitemap, sitemap_index
from untoc_graph.linked.void import DATASET
from untoc_graph.namespaces import BASE, PREFIXES
from untoc_graph.rdf.documents import document
from untoc_graph.rdf.engine import parse
from untoc_graph.rdf.formats import GRAPH_FORMATS, Format, graph_format
from untoc_graph.sparql.caching import REVALIDATE, entity_tag, not_modified
from untoc_graph.sparql.endpoint import ALWAYS, PREFLIGHT
from untoc_graph.sparql.limits import limits
from untoc_graph.sparql.negotiation import choose, content_type
from untoc_graph.sparql.problems import error_reply
from untoc_graph.sparql.reply import Reply, Request
from untoc_graph.web.answering import METHODS
from untoc_graph.web.language import VARY, current_language
from untoc_graph.web.pages import catalogue as page
from untoc_graph.web.parts import request_parts, response
from untoc_graph.web.service import current_service

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from untoc_graph.rdf.engine import Quad
    from untoc_graph.web.service import Serving

__all__ = ["blueprint"]

blueprint = Blueprint("catalogue", __name__)

_ALLOW: Final = ", ".join(METHODS)
_OPTIONS: Final = {**ALWAYS, "Allow": _ALLOW, "Access-Control-Allow-Methods": _ALLOW, **PREFLIGHT}
_XML: Final = Format("sitemap", "application/xml", "xml", "document", ("text/xml",))
_TEXT: Final = Format("text", "text/plain", "txt", "document", ("text/markdown",))
# What costs the store much, or has an address for whatever somebody types.
_NOT_FOR_ROBOTS: Final = (
    "/sparql",
    "/graph-store",
    "/cooperation?*",
    "/compare?*",
    "/status?*",
    "/matrix?*",
    "/network",
    "/explore",
    "/search",
    "/editor?*",
    "/map?*",
    "/queries/*?",
    "/metrics",
    "/health/",
)


@dataclass(frozen=True)
class _Document:
    """What is sent at an address.

    Attributes:
        serving: the release that answers.
        parts: the request.
        formats: what is offered.
        extension: of the format that the address names, or "".
    """

    serving: Serving
    parts: Request
    formats: tuple[Format, ...]
    extension: str = ""

    def reply(self, make: Callable[[Format], bytes], links: Callable[[Format], Sequence[Link]]) -> Reply:
        """Return the document, kept or made, or that the client has it already.

        Raises:
            NotFound: the address names a format that is not offered, or the release lacks what is told.
            UnofferedFormatError: the client takes none of the formats.
        """
        fmt, media_type = self._chosen()
        about = [__version__, self.serving.release.sha256, self.parts.path, media_type]
        headers = {**ALWAYS, "Vary": VARY, "Cache-Control": REVALIDATE}
        if fmt is PAGE:
            headers["Content-Language"] = current_language().tag
            about.append(current_language().tag)
        headers["ETag"] = tag = entity_tag(about)
        if not_modified(self.parts, tag, ""):
            return Reply(304, headers=headers)
        kept = Request("GET", tag.encode(), path="catalogue")
        reply = self.serving.cache.get(kept)
        if reply is None:
            body = make(fmt)
            said = header(links(fmt))
            reply = Reply(
                200, content_type(media_type), body, {**headers, **({"Link": said} if said else {})}
            )
            self.serving.cache.put(kept, reply)
        return reply

    def _chosen(self) -> tuple[Format, str]:
        if self.extension:
            fmt = next((each for each in self.formats if each.extension == self.extension), None)
            if fmt is None:
                raise NotFound(f"there is no form {shown(self.extension)} of it")
            return fmt, fmt.media_type
        choice = choose(self.parts.accept, self.formats)
        if choice is None:
            raise UnofferedFormatError(f"nothing here can be written as {shown(self.parts.accept)}")
        return choice.format, PAGE.media_type if choice.format is PAGE else choice.media_type


@blueprint.route("/catalogue", methods=METHODS, provide_automatic_options=False)
def catalogue() -> Response:
    """Send the catalogue in the format that the client likes best."""
    return _catalogue("")


@blueprint.route("/catalogue.<extension>", methods=METHODS, provide_automatic_options=False)
def catalogue_document(extension: str) -> Response:
    """Send the catalogue in the format that the path names."""
    return _catalogue(extension)


@blueprint.route("/.well-known/void", methods=METHODS, provide_automatic_options=False)
def void() -> Response:
    """Send the description of the data set; browsers, which read no RDF, get Turtle."""

    def links(_fmt: Format) -> list[Link]:
        return [
            Link(f"{BASE}.well-known/void", "canonical"),
            Link(str(DATASET), "describes"),
            Link("/catalogue", "describedby"),
            *_licence(serving.release.path),
        ]

    with current_service().lease() as serving:
        graphs = [serving.release.path / "graphs" / f"{name}.ttl" for name in ("dataset", "void")]

        def make(fmt: Format) -> bytes:
            if not all(path.is_file() for path in graphs):
                raise NotFound("this release was built without a description of itself")
            turtle = graph_format("turtle")
            return document((quad for path in graphs for quad in parse(path.read_bytes(), turtle)), fmt)

        return _answered(_Document(serving, request_parts(), GRAPH_FORMATS), make, links)


@blueprint.route("/sitemap.xml", methods=METHODS, provide_automatic_options=False)
def site_map() -> Response:
    """List all pages, or the files that list them."""
    address = current_service().address

    def make(_fmt: Format) -> bytes:
        files = parts(_addresses(serving))
        if len(files) == 1:
            return sitemap(files[0], _modified(serving)).encode()
        named = [f"{address}sitemap-{number}.xml" for number in range(1, len(files) + 1)]
        return sitemap_index(named, _modified(serving)).encode()

    with current_service().lease() as serving:
        return _answered(_Document(serving, request_parts(), (_XML,), "xml"), make)


@blueprint.route("/sitemap-<int:part>.xml", methods=METHODS, provide_automatic_options=False)
def site_map_part(part: int) -> Response:
    """List the pages of a part."""

    def make(_fmt: Format) -> bytes:
        files = parts(_addresses(serving))
        if not 1 <= part <= len(files):
            raise NotFound(f"the site map has {len(files)} part{'s' if len(files) > 1 else ''}")
        return sitemap(files[part - 1], _modified(serving)).encode()

    with current_service().lease() as serving:
        return _answered(_Document(serving, request_parts(), (_XML,), "xml"), make)


@blueprint.route("/robots.txt", methods=METHODS, provide_automatic_options=False)
def robots() -> Response:
    """Tell robots what is not for them (RFC 9309), and where the site map is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _NOT_FOR_ROBOTS), "Allow: /", ""]
    lines += [f"Sitemap: {current_service().address}sitemap.xml", ""]
    with current_service().lease() as serving:
        body = "\n".join(lines).encode()
        return _answered(_Document(serving, request_parts(), (_TEXT,), "txt"), lambda _fmt: body)


@blueprint.route("/llms.txt", methods=METHODS, provide_automatic_options=False)
def llms() -> Response:
    """Tell language models what this is and how to ask it (https://llmstxt.org/)."""
    service = current_service()

    def make(_fmt: Format) -> bytes:
        text = render_template(
            "llms.txt",
            address=service.address,
            base=BASE,
            prefixes=PREFIXES,
            release=serving.release,
            record=read_record(serving.release.path),
            questions=serving.asker.catalogue,
            limits=limits(service.settings),
        )
        return text.encode()

    with service.lease() as serving:
        return _answered(_Document(serving, request_parts(), (_TEXT,), "txt"), make)


def _catalogue(extension: str) -> Response:
    with current_service().lease() as serving:
        path = serving.release.path / CATALOGUE_FILE

        def make(fmt: Format) -> bytes:
            record = read_record(serving.release.path)
            if record is None:
                raise NotFound("this release was built without a catalogue")
            if fmt is PAGE:
                return page.render(record, current_language().tag)
            return document(_quads(path.read_bytes()), fmt)

        def links(fmt: Format) -> list[Link]:
            return [
                Link(f"{BASE}{request_parts().path[1:]}", "canonical"),
                *alternates("/catalogue", "", FORMATS, fmt),
                Link(f"{BASE}catalogue", "describes"),
                Link(f"{PREFIXES['dcat']}Catalog", "type"),
                Link("/.well-known/void", "describedby", "text/turtle"),
                *_licence(serving.release.path),
            ]

        return _answered(_Document(serving, request_parts(), FORMATS, extension), make, links)


def _quads(content: bytes) -> Iterator[Quad]:
    return parse(content, graph_format("turtle"))


def _licence(release: Path) -> Iterator[Link]:
    record = read_record(release)
    if record is not None and record.licence:
        yield Link(record.licence, "license")


def _addresses(serving: Serving) -> list[str]:
    keys = serving.library.directory.keys
    return pages(current_service().address, keys, sorted(serving.asker.catalogue))


def _modified(serving: Serving) -> str:
    record = read_record(serving.release.path)
    return record.modified if record is not None else ""


def _answered(
    asked: _Document,
    make: Callable[[Format], bytes],
    links: Callable[[Format], Sequence[Link]] = lambda _fmt: (),
) -> Response:
    """Return the response of a document; raises what it raises, but for a format that there is not."""
    if asked.parts.method == "OPTIONS":
        return response(Reply(204, headers=_OPTIONS))
    try:
        return response(asked.reply(make, links))
    except UnofferedFormatError as error:
        offered = [fmt.media_type for fmt in asked.formats]
        refused = error_reply(error, available=offered)
        return response(Reply(refused.status, refused.content_type, refused.body, {**ALWAYS, "Vary": VARY}))
