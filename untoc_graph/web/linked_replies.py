"""What the routes of linked data reply: where to find a document, or the document with its headers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from flask import request
from werkzeug.exceptions import BadRequest, Gone, NotFound

from untoc_graph import __version__
from untoc_graph.answers.register import shown
from untoc_graph.errors import UnofferedFormatError
from untoc_graph.linked.links import (
    BY_EXTENSION,
    FORMATS,
    PAGE,
    Link,
    alternates,
    canonical,
    header,
    page_links,
)
from untoc_graph.namespaces import BASE, PREFIXES
from untoc_graph.sparql.caching import PAGE_WORTH, REVALIDATE, entity_tag, not_modified
from untoc_graph.sparql.negotiation import choose, content_type
from untoc_graph.sparql.reply import Reply, Request
from untoc_graph.web.language import chosen_language, current_language
from untoc_graph.web.pages import collections, ontology, things
from untoc_graph.web.pages import graph as graphs

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping

    from untoc_graph.rdf.formats import Format
    from untoc_graph.sparql.negotiation import Choice
    from untoc_graph.store.release import NamedGraph
    from untoc_graph.web.service import Serving

__all__ = [
    "PAGES",
    "Withdrawn",
    "collection",
    "context",
    "graph",
    "thing",
    "to_collection",
    "to_graph",
    "version",
    "vocabulary",
]

# Pages of the vocabularies by name: the release and a language go in, a page comes out.
PAGES: Final[Mapping[str, Callable[[Serving, str], str]]] = {
    "ontology": ontology.ontology,
    "shapes": ontology.shapes,
}

_NUMBER: Final = re.compile(r"[1-9][0-9]{0,5}")
# What describes the whole, of which each document tells a part.
_VOID: Final = Link("/.well-known/void", "describedby", "text/turtle")
# What a page of a collection is, in whichever form.
_COLLECTION: Final = Link(f"{PREFIXES['hydra']}Collection", "type")
# A reply that is longer leaves in pieces, each of which the client must take in time.
_WHOLE: Final = 1 << 20
_PIECE: Final = 1 << 16


class Withdrawn(Gone):
    """A thing that was withdrawn.

    Attributes:
        iri: its IRI.
        successors: IRIs of what replaces it.
    """

    def __init__(self, iri: str, successors: tuple[str, ...]) -> None:
        """Take the IRI that was withdrawn, and those that replace it."""
        instead = f"; use {' and '.join(f'<{each}>' for each in successors)}" if successors else ""
        super().__init__(f"<{iri}> was withdrawn{instead}")
        self.iri, self.successors = iri, successors


@dataclass(frozen=True)
class _Place:
    """Where a document is found, and which of its forms is sent.

    Attributes:
        stem: its path without an extension: "/participant/ITA".
        path: the path that was asked for: that of this form, or one address for all forms.
        fmt: the form that is sent.
        media_type: the name of the form by which the client asked for it.
        parameter: what numbers its pages.
        page: which page.
        numbered: whether the first page is another than the one without a number.
    """

    stem: str
    path: str
    fmt: Format
    media_type: str
    parameter: str = "page"
    page: int = 1
    numbered: bool = False

    @property
    def query(self) -> str:
        """The query string that names the page, with its question mark; "" where none is needed."""
        return f"?{self.parameter}={self.page}" if self.page > 1 or self.numbered else ""

    @property
    def own(self) -> str:
        """The path of this very form."""
        return f"{self.stem}.{self.fmt.extension}"


# The body of a document and its links; None where there is no such page.
_Made: TypeAlias = "tuple[bytes, list[Link]] | None"


def thing(serving: Serving, parts: Request, collection_: str, key: str) -> Reply:
    """Return the way from a thing to its document, or the document that the key names by its extension.

    Raises:
        NotFound: there is no such thing, or it has no such page.
        Withdrawn: the thing was withdrawn.
        BadRequest: the number of the page is none.
        UnofferedFormatError: no format that the client takes is offered.
        QueryError: the store does not answer, or the client asked too often.
    """
    name, _, extension = key.rpartition(".")
    fmt = BY_EXTENSION.get(extension) if name else None
    key = name if fmt else key
    _refuse_unknown(serving, collection_, key)
    page = _number("in")
    # What has a page of its kind lists what points to it on other pages, from the first.
    numbered = collection_ in things.PAGES and "in" in request.args
    iri = f"{BASE}{collection_}/{key}"
    about = [*_about(serving, iri), Link(f"/{collection_}/", "collection")]
    if fmt is None:
        best = _best(parts.accept).format
        place = _Place(f"/{collection_}/{key}", parts.path, best, "", "in", page, numbered)
        documents = alternates(place.stem, place.query, FORMATS, None, "describedby")
        return _redirect(303, f"{place.own}{place.query}", [Link(iri, "canonical"), *documents, *about])
    place = _Place(f"/{collection_}/{key}", parts.path, fmt, fmt.media_type, "in", page, numbered)
    links = [*_forms(place), *about, Link(iri, "describes"), Link(iri, "cite-as")]

    def make() -> _Made:
        if fmt is PAGE:
            number = None if collection_ in things.PAGES and not numbered else page
            shown_as = things.page_of(serving, collection_, key, current_language().tag, number)
            return None if shown_as is None else (shown_as.encode(), links)
        said = serving.library.thing(collection_, key, page)
        if said is None:
            return None
        pages = page_links(said.paging, place.own, place.parameter)
        return serving.library.write(said, fmt), [*links, *pages]

    return _document(serving, parts, place, make, lambda: serving.library.pages(collection_, key))


def collection(serving: Serving, parts: Request, name: str, extension: str = "") -> Reply:
    """Return a page of a collection; raises as `thing` does."""
    if name not in serving.library.directory.keys:
        _refuse_unknown(serving, name, "")
    place = _place(parts, f"/{name}", extension, _number("page"))
    links = [*_forms(place), *_about(serving, f"{BASE}{name}/"), _COLLECTION]

    def make() -> _Made:
        said = serving.library.collection(name, place.page)
        if said is None:
            return None
        if place.fmt is PAGE:
            body = collections.page_of(serving, name, said, current_language().tag).encode()
        else:
            body = serving.library.write(said, place.fmt)
        return body, [*links, *page_links(said.paging, place.path, place.parameter)]

    return _document(serving, parts, place, make, lambda: serving.library.pages(name))


def to_collection(name: str) -> Reply:
    """Return the way to a collection from its path without the slash."""
    page = _number("page")
    return _redirect(308, f"/{name}/{f'?page={page}' if page > 1 else ''}", ())


def vocabulary(serving: Serving, parts: Request, name: str, extension: str = "") -> Reply:
    """Return the ontology or the shapes; raises as `thing` does."""
    place = _place(parts, f"/{name}", extension, 1)
    links = [*_forms(place), *_about(serving, f"{BASE}{name}")]

    def make() -> _Made:
        if place.fmt is PAGE:
            return PAGES[name](serving, current_language().tag).encode(), links
        said = serving.library.vocabulary(name)
        if said is None:
            return None
        return serving.library.write(said, place.fmt), links

    return _document(serving, parts, place, make)


def graph(serving: Serving, parts: Request, named: NamedGraph) -> Reply:
    """Return the page of a named graph; raises QueryError where the store does not answer."""
    place = _Place(f"/graph/{named.name}", parts.path, PAGE, PAGE.media_type)
    links = [*_forms(place), Link(named.iri, "describes"), Link(named.iri, "cite-as")]

    def make() -> _Made:
        return graphs.page_of(serving, named, current_language().tag).encode(), links

    return _document(serving, parts, place, make)


def to_graph(named: NamedGraph) -> Reply:
    """Return the way from a named graph to its page."""
    return _redirect(303, f"/graph/{named.name}.html", [Link(named.iri, "canonical")])


def version(serving: Serving, name: str) -> Reply:
    """Return the way from a version of the ontology to the ontology.

    Raises:
        NotFound: another version is served.
        QueryError: the store does not answer.
    """
    if serving.library.version != f"{BASE}ontology/{name}":
        raise NotFound(
            f"version {shown(name)} of the ontology is not served here; /ontology is the one that is"
        )
    return _redirect(303, "/ontology", [Link(f"{BASE}ontology", "canonical")])


def context(serving: Serving, parts: Request) -> Reply:
    """Return the JSON-LD context of the documents; raises QueryError where the store does not answer."""
    jsonld = BY_EXTENSION["jsonld"]
    place = _Place("/context", parts.path, jsonld, jsonld.media_type)
    links = [canonical(parts.path)]
    return _document(serving, parts, place, lambda: (serving.library.context.document(), links))


def _document(
    serving: Serving,
    parts: Request,
    place: _Place,
    make: Callable[[], _Made],
    pages: Callable[[], int] = lambda: 1,
) -> Reply:
    """Return a document with its headers, kept or made, or that the client has it already.

    `pages` tells how many pages it has, where `make` has none for the one that is asked for.

    Raises:
        NotFound: it has no such page.
        QueryError: the store does not answer, or the client asked too often.
    """
    about = [__version__, serving.release.sha256, place.path, place.media_type, place.query]
    headers = {"Cache-Control": REVALIDATE}
    if place.fmt is PAGE:
        # Pages tell of today, in a language.
        language = current_language().tag
        about += [language, chosen_language(), datetime.now(UTC).date().isoformat()]
        headers["Content-Language"] = language
    else:
        headers["Last-Modified"] = serving.endpoint.modified
    headers["ETag"] = tag = entity_tag(about)
    if place.path != place.own:
        headers["Content-Location"] = f"{place.own}{place.query}"
    if not_modified(parts, tag, headers.get("Last-Modified", "")):
        return Reply(304, headers=headers)
    # By what determines it: the language is no part of an address.
    asked = Request("GET", tag.encode(), path="linked")
    kept = serving.cache.get(asked)
    if kept is not None:
        return kept
    if not parts.admitted:
        serving.endpoint.admit(parts.client)
    made = make()
    if made is None:
        last = pages()
        there = "there is but one" if last == 1 else f"the last is page {last}"
        raise NotFound(f"there is no page {place.page} of {place.stem}; {there}")
    body, links = made
    headers["Link"] = header(links)
    sent_as = content_type(place.media_type)
    if len(body) > _WHOLE:
        return Reply(200, sent_as, headers=headers, rest=_pieces(body))
    reply = Reply(200, sent_as, body, headers)
    serving.cache.put(asked, reply, worth=PAGE_WORTH)
    return reply


def _place(parts: Request, stem: str, extension: str, page: int) -> _Place:
    """Return the form that a path names, or else the one that the client likes best.

    Raises:
        UnofferedFormatError: no format that the client takes is offered.
    """
    if extension:
        fmt = BY_EXTENSION[extension]
        return _Place(stem, parts.path, fmt, fmt.media_type, page=page)
    choice = _best(parts.accept)
    media_type = PAGE.media_type if choice.format is PAGE else choice.media_type
    return _Place(stem, parts.path, choice.format, media_type, page=page)


def _best(accept: str) -> Choice:
    choice = choose(accept, FORMATS)
    if choice is None:
        raise UnofferedFormatError(f"nothing here can be written as {shown(accept)}")
    return choice


def _forms(place: _Place) -> Iterator[Link]:
    """Yield the links to the same document elsewhere and in other forms."""
    yield canonical(f"{place.path}{place.query}")
    yield from alternates(place.stem, place.query, FORMATS, place.fmt)
    if place.fmt is PAGE:
        for extension in ("ttl", "jsonld"):
            fmt = BY_EXTENSION[extension]
            yield Link(f"{place.stem}.{extension}{place.query}", "describedby", fmt.media_type)
    else:
        yield _VOID


def _about(serving: Serving, iri: str) -> Iterator[Link]:
    """Yield what a thing is and under which licence."""
    for each in serving.library.directory.classes.get(iri, ()):
        yield Link(each, "type")
    if serving.library.licence:
        yield Link(serving.library.licence, "license")


def _redirect(status: int, path: str, links: Iterable[Link]) -> Reply:
    """Return the way to a path of this host, in the language that the reader chose."""
    language = chosen_language()
    if language:
        path += f"{'&' if '?' in path else '?'}lang={language}"
    headers = {"Location": path, "Cache-Control": REVALIDATE}
    said = header(links)
    if said:
        headers["Link"] = said
    return Reply(status, "text/plain; charset=utf-8", f"{path}\n".encode(), headers)


def _refuse_unknown(serving: Serving, collection_: str, key: str) -> None:
    """Return when there is such a thing.

    Raises:
        Withdrawn: there was one.
        NotFound: there is none.
    """
    directory = serving.library.directory
    if (collection_, key) in directory.known:
        return
    if collection_ == "answer":
        raise NotFound("answers are not kept: /cooperation gives each when it is asked")
    iri = f"{BASE}{collection_}/{key}"
    if iri in directory.withdrawn:
        raise Withdrawn(iri, directory.withdrawn[iri])
    raise NotFound(
        f"this release has no {collection_} {shown(key)}" if key else f"this release has no {collection_}"
    )


def _number(parameter: str) -> int:
    """Return the number of the page that is asked for, 1 where none is named.

    Raises:
        BadRequest: it is no such number.
    """
    said = request.args.get(parameter, "1")
    if not _NUMBER.fullmatch(said):
        raise BadRequest(f"{parameter} takes the number of a page, from 1, and not {shown(said)}")
    return int(said)


def _pieces(body: bytes) -> Generator[bytes]:
    for start in range(0, len(body), _PIECE):
        yield body[start : start + _PIECE]
