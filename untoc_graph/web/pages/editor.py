"""`/editor`: a query is written, run, and shown; the catalogue beside it, the terms of the graph at hand."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from flask import Blueprint, Response, jsonify, request, url_for

from untoc_graph.errors import UnknownQueryError, UpdateRefusedError
from untoc_graph.namespaces import PREFIXES
from untoc_graph.sparql.caching import REVALIDATE
from untoc_graph.sparql.catalogue import Catalogue
from untoc_graph.sparql.limits import limits
from untoc_graph.sparql.operation import read_operation
from untoc_graph.sparql.problems import RequestError
from untoc_graph.views.vocabulary import read_vocabulary
from untoc_graph.web.front import OUTCOME
from untoc_graph.web.language import VARY, current_language
from untoc_graph.web.language import gettext as _
from untoc_graph.web.parts import request_parts
from untoc_graph.web.rendering import render
from untoc_graph.web.results import pictures
from untoc_graph.web.running import downloads, fits_address, run, told
from untoc_graph.web.service import current_service
from untoc_graph.web.subjects import subjects_of

if TYPE_CHECKING:
    from untoc_graph.sparql.catalogue import CatalogueQuery
    from untoc_graph.sparql.reply import Request
    from untoc_graph.views.results import ResultView
    from untoc_graph.views.vocabulary import Vocabulary
    from untoc_graph.web.results import Pictures
    from untoc_graph.web.running import Run
    from untoc_graph.web.service import Serving

__all__ = ["blueprint"]

blueprint = Blueprint("editor", __name__)

# What stands in the editor before anyone has written: it can be run, and shows how a query looks.
START: Final = f"""PREFIX skos: <{PREFIXES["skos"]}>
PREFIX untoc: <{PREFIXES["untoc"]}>

SELECT ?instrument ?name (COUNT(?participant) AS ?parties)
WHERE {{
  ?participant untoc:partyTo ?instrument .
  ?instrument skos:prefLabel ?name .
  FILTER(LANG(?name) = "en")
}}
GROUP BY ?instrument ?name
ORDER BY DESC(?parties)
"""
# Of all limits those that whoever writes a query runs into.
_TOLD: Final = frozenset(
    ["query_timeout", "result_rows", "result_bytes", "worker_memory", "query_bytes", "rate", "services"]
)


class _Release:
    """What the editor reads of a release: questions and terms, each when it is first needed."""

    def __init__(self, serving: Serving) -> None:
        self._reading = serving.views.reading
        self._lock = threading.Lock()
        self._vocabulary: Vocabulary | None = None
        self.catalogue = Catalogue.read(current_service().settings.queries)

    @property
    def vocabulary(self) -> Vocabulary:
        """The terms; raises QueryError where the store does not answer."""
        with self._lock:
            if self._vocabulary is None:
                self._vocabulary = read_vocabulary(self._reading)
            return self._vocabulary


_RELEASES: Final[WeakKeyDictionary[Serving, _Release]] = WeakKeyDictionary()


def _release(serving: Serving) -> _Release:
    found = _RELEASES.get(serving)
    return found if found is not None else _RELEASES.setdefault(serving, _Release(serving))


@blueprint.route("/editor", methods=["GET", "HEAD", "POST"])
def editor() -> Response:
    """Show the editor with a query of the address, of the catalogue, or to begin with; run the first."""
    parts = request_parts()
    with current_service().lease() as serving:
        return _page(serving, parts)


@blueprint.get("/editor/terms.json")
def terms() -> Response:
    """List what a query can name: prefixes, and terms with kind, label and definition."""
    with current_service().lease() as serving:
        found = _release(serving).vocabulary.terms(current_language().tag)
    sent = jsonify(
        prefixes=PREFIXES,
        terms=[[term.name, term.kind, term.label, *([term.about] if term.about else [])] for term in found],
    )
    return _kept(sent)


def _page(serving: Serving, parts: Request) -> Response:
    catalogue = _release(serving).catalogue
    # An update is refused as it is elsewhere, and not taken for nothing.
    asked = parts.method == "POST" or bool({"query", "update"} & set(request.args))
    text, done, loaded = START, None, None
    if asked:
        text, done = _run(serving, parts)
    elif request.args.get("name"):
        try:
            loaded = catalogue[request.args["name"]]
            text = _without_header(loaded)
        except UnknownQueryError as error:
            done = told(RequestError("not-found", str(error)))
    short = fits_address(text)
    view = done.view if done else None
    page = render(
        "editor.html",
        serving.views,
        current_language().tag,
        text=text,
        run=done,
        loaded=loaded,
        subjects=subjects_of(catalogue),
        limits=[limit for limit in limits(current_service().settings) if limit.name in _TOLD],
        address=url_for("editor.editor", query=text) if asked and short else "",
        formats=[(name, title, _download(text, name)) for name, title in downloads(view)] if view else (),
        short=short,
        pictures=_pictures(serving, view) if view else None,
    )
    sent = Response(page, done.status if done else 200)
    if done and done.problem:
        request.environ[OUTCOME] = done.slug
        sent.headers.update(done.headers)
    if parts.method == "POST" or sent.status_code != 200:  # noqa: PLR2004
        sent.headers.update({"Vary": VARY, "Cache-Control": "no-store"})
        return sent
    return _kept(sent)


def _without_header(question: CatalogueQuery) -> str:
    """Return the text of a question below its header, which the page shows in words."""
    lines = question.text.split("\n")
    first = next((place for place, line in enumerate(lines) if line and not line.startswith("#")), 0)
    return "\n".join([f"# {question.title}", *lines[first:]])


def _run(serving: Serving, parts: Request) -> tuple[str, Run]:
    """Return the query of the request, as far as it can be read, and what came of it."""
    text = request.args.get("query", "")
    try:
        operation = read_operation(parts, current_service().settings.query_bytes)
    except (RequestError, UpdateRefusedError) as error:
        return text, told(error)
    assert operation is not None  # noqa: S101  there is a query, or a body
    # Forms send each line break as two characters.
    operation = replace(operation, text=operation.text.replace("\r\n", "\n"))
    return operation.text, run(serving, parts, operation)


def _pictures(serving: Serving, view: ResultView) -> Pictures:
    states = [iri for iri in view.things if iri.startswith(PREFIXES["participant"])]
    names = serving.views.labels.of(states, current_language().tag)
    return pictures(view, _("Results"), {iri.rpartition("/")[2]: label.text for iri, label in names.items()})


def _download(text: str, name: str) -> str:
    return f"/sparql?{urlencode({'query': text, 'format': name})}"


def _kept(sent: Response) -> Response:
    """Return a response that is another with each release, and in each language."""
    sent.headers.update({"Vary": VARY, "Cache-Control": REVALIDATE})
    sent.add_etag()
    sent.make_conditional(request)
    return sent
