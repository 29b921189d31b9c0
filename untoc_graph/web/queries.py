"""`/queries/` and `/queries/{name}`: the questions of the catalogue asked by address, in every format."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from flask import Blueprint, abort, redirect

from untoc_graph import __version__
from untoc_graph.answers.register import shown
from untoc_graph.errors import ParameterError, UnknownQueryError, UnofferedFormatError
from untoc_graph.linked.queries_graph import query_quads
from untoc_graph.namespaces import BASE, mint
from untoc_graph.rdf.engine import serialise, sort_quads
from untoc_graph.rdf.formats import GRAPH_FORMATS, RESULT_FORMATS, Format
from untoc_graph.sparql.caching import REVALIDATE, conditional, entity_tag, not_modified
from untoc_graph.sparql.endpoint import ALWAYS, CORS, PREFLIGHT
from untoc_graph.sparql.negotiation import Choice, choose, content_type
from untoc_graph.sparql.operation import decoded
from untoc_graph.sparql.parameters import near_names
from untoc_graph.sparql.problems import RequestError, error_reply
from untoc_graph.sparql.query_header import ASKERS
from untoc_graph.sparql.reply import Reply, Request
from untoc_graph.sparql.spreadsheet import Protected, protected
from untoc_graph.store.tokens import operation_word
from untoc_graph.web.answering import JSON, METHODS, PAGE, as_json
from untoc_graph.web.language import VARY, chosen_language, current_language
from untoc_graph.web.pages import queries as pages
from untoc_graph.web.parts import request_parts, response
from untoc_graph.web.service import current_service

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask import Response
    from werkzeug.wrappers import Response as Redirection

    from untoc_graph.sparql.catalogue import Catalogue, CatalogueQuery
    from untoc_graph.web.service import Serving

__all__ = ["OWN_PARAMETERS", "TEXT", "blueprint", "formats_of"]

blueprint = Blueprint("queries", __name__)

TEXT: Final = Format("sparql", "application/sparql-query", "rq", "document")
# What an address says beside the parameters of the question, whose names a question must not have.
OWN_PARAMETERS: Final = ("lang", "protect")

# JSON is our own document here, so JSON-LD has its own name only.
_LIST_FORMATS: Final = (
    JSON,
    PAGE,
    *(replace(fmt, aliases=tuple({*fmt.aliases} - {JSON.media_type})) for fmt in GRAPH_FORMATS),
)
_ALLOW: Final = ", ".join(METHODS)
_OPTIONS: Final = {**ALWAYS, "Allow": _ALLOW, "Access-Control-Allow-Methods": _ALLOW, **PREFLIGHT}
_NEGOTIATED: Final = {"Vary": VARY, **CORS}
# A link for each format is no help where each is a page long.
_FEW: Final = 6
# What people write who do not know the extensions of the standards.
_ALSO: Final = {"json": "application/json", "xml": "application/xml"}
_PROTECT: Final = {"": False, "0": False, "1": True}


@dataclass(frozen=True)
class _Asked:
    """A request for the answer to a question.

    Attributes:
        serving: the release that answers.
        parts: the request.
        question: the question.
        choice: the format of the answer.
        named: the extension by which the address names the format, "" where Accept does.
    """

    serving: Serving
    parts: Request
    question: CatalogueQuery
    choice: Choice
    named: str

    def headers(self, values: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
        """Return what every answer to this request carries, with these values in its links."""
        links = [
            f'<{mint("query", self.question.name)}>; rel="describedby"',
            *(
                f'<{pages.address_of(self.question, values, fmt.extension)}>; rel="alternate"; '
                f'type="{fmt.media_type}"'
                for fmt in formats_of(self.question)
                if fmt is not self.choice.format and len(values) < _FEW
            ),
        ]
        headers = {**_NEGOTIATED, "Link": ", ".join(links)}
        if self.named and self.choice.format is not PAGE:
            name = f"{self.question.name}.{self.named}"
            headers |= {**ALWAYS, "Content-Disposition": f'attachment; filename="{name}"'}
        return headers


@blueprint.route("/queries", methods=METHODS, provide_automatic_options=False)
def at_the_slash() -> Redirection:
    """Lead to the list."""
    said = request_parts().query_string.decode("latin-1")
    return redirect("/queries/" + (f"?{said}" if said else ""), 308)


@blueprint.route("/queries/", methods=METHODS, provide_automatic_options=False)
def listed() -> Response:
    """List the questions."""
    parts = request_parts()
    if parts.method == "OPTIONS":
        return response(Reply(204, headers=_OPTIONS))
    choice = choose(parts.accept, _LIST_FORMATS)
    if choice is None:
        return response(_unoffered(parts, _LIST_FORMATS))
    with current_service().lease() as serving:
        catalogue = serving.asker.catalogue
        # The questions are no part of the release: they may change while it stays.
        texts = [question.text for question in catalogue.values()]
        leads = {**_NEGOTIATED, "Link": f'<{BASE}graph/queries>; rel="describedby"'}
        if choice.format is PAGE:
            return response(
                _written(
                    serving, parts, [parts.path, *texts], leads, lambda: pages.listing(serving, catalogue)
                )
            )
        tag = entity_tag([__version__, serving.release.sha256, parts.path, choice.media_type, *texts])
        headers = {**leads, "Cache-Control": REVALIDATE, "ETag": tag}
        if not_modified(parts, tag, ""):
            return response(Reply(304, headers=headers))
        # What is named in the list (`…/queries#asker-L`) is described there too.
        described = choice.format is not JSON
        body = serialise(sort_quads(query_quads(catalogue)), choice.format) if described else _list(catalogue)
        reply = Reply(200, content_type(choice.media_type), body, headers)
        serving.cache.put(parts, reply)
        return response(reply)


@blueprint.route("/queries/<name>", methods=METHODS, provide_automatic_options=False)
def query(name: str) -> Response:
    """Answer a question of the catalogue, with the parameters of the address."""
    parts = request_parts()
    if parts.method == "OPTIONS":
        return response(Reply(204, headers=_OPTIONS))
    stem, dot, extension = name.partition(".")
    with current_service().lease() as serving:
        try:
            question = serving.asker.catalogue[stem]
        except UnknownQueryError as error:
            abort(404, str(error).replace("`untoc query --list` shows all", "/queries/ lists all"))
        offered = formats_of(question)
        if dot:
            choice = _named(extension, offered)
            if choice is None:
                known = ", ".join(f".{each}" for fmt in offered for each in _extensions(fmt))
                abort(404, f"{stem} has no form {shown(extension)}; there is {known}")
        else:
            choice = choose(parts.accept, offered)
        if choice is None:
            return response(_unoffered(parts, offered))
        asked = _Asked(serving, parts, question, choice, extension)
        return response(_answered(asked))


def _named(extension: str, offered: tuple[Format, ...]) -> Choice | None:
    """Return the format that an extension names, None where there is none."""
    for fmt in offered:
        if extension in _extensions(fmt):
            return Choice(fmt, fmt.media_type)
    return None


def _extensions(fmt: Format) -> list[str]:
    """Return the extensions of a format: its own, and "json" or "xml" where it is that as well."""
    return [fmt.extension, *(name for name, also in _ALSO.items() if also in fmt.aliases)]


def formats_of(question: CatalogueQuery) -> tuple[Format, ...]:
    """Return the formats of the answer to a question, and of the question: a page, and its text."""
    rows = operation_word(question.text) in {"select", "ask"}
    return (*(RESULT_FORMATS if rows else GRAPH_FORMATS), PAGE, TEXT)


def _answered(asked: _Asked) -> Reply:
    """Return the reply; what cannot be asked is told in the format that was asked for.

    Raises:
        QueryError: the store does not answer, or the client asked too often.
    """
    given: dict[str, tuple[str, ...]] = {}
    try:
        given, protect = _given(asked)
        if given and not asked.parts.admitted:
            # Whether things exist is asked of the store before the question is.
            asked.serving.endpoint.admit(asked.parts.client)
            asked = replace(asked, parts=replace(asked.parts, admitted=True))
        values = pages.keys_of(asked.serving, asked.question, given)
        bound = asked.serving.asker.bind(asked.question, values)
    except (ParameterError, RequestError) as error:
        refused = error_reply(error)
        refused = replace(refused, headers={**ALWAYS, **refused.headers})
        if asked.choice.format is not PAGE:
            return refused
        body = pages.refusal(asked.serving, asked.question, given, str(error))
        return replace(refused, content_type=content_type(PAGE.media_type), body=body)
    if asked.choice.format is TEXT:
        return _text(asked, values, bound)
    if asked.choice.format is PAGE:
        return _page(asked, values, bound)
    return _results(asked, values, bound, protect=protect)


def _given(asked: _Asked) -> tuple[dict[str, tuple[str, ...]], bool]:
    """Return the values of the parameters that were given, and whether a spreadsheet is to be protected.

    A list may be written as one value with commas. A field that was left empty in a form was not given.

    Raises:
        ParameterError: the question has no such parameter, or what protects is not for this format.
        RequestError: the query string is not UTF-8, or has hundreds of parameters.
    """
    given: dict[str, tuple[str, ...]] = {}
    protect = False
    known = [*(parameter.name for parameter in asked.question.parameters), *OWN_PARAMETERS]
    for name, value in decoded(asked.parts.query_string, "query string"):
        if name == "protect":
            if value not in _PROTECT:
                raise ParameterError(f"protect is {shown(value)}; it is 1 or left out")
            protect = _PROTECT[value]
        elif name not in known:
            raise ParameterError(f"unknown parameter {shown(name)}; {near_names(name[:80], known)}")
        elif name not in OWN_PARAMETERS:
            parameter = asked.question.parameter(name)
            listed = value.split(",") if parameter.many and parameter.type != "string" else [value]
            words = tuple(word.strip() for word in listed if word.strip())
            given[name] = (*given.get(name, ()), *words)
    if protect and asked.choice.format.name != "csv":
        raise ParameterError("protect is for CSV: it keeps a spreadsheet from running cells as formulas")
    return {name: values for name, values in given.items() if values}, protect


def _results(asked: _Asked, values: Mapping[str, tuple[str, ...]], bound: str, *, protect: bool) -> Reply:
    """Return what the endpoint replies to the text of the question, which tells of errors itself."""
    parts, serving = asked.parts, asked.serving
    sent = replace(
        parts,
        path="/sparql",
        query_string=urlencode({"query": bound}).encode(),
        accept=asked.choice.media_type,
        # The tag of the protected form is another.
        if_none_match="" if protect else parts.if_none_match,
        if_modified_since="" if protect else parts.if_modified_since,
    )
    # Kept here under its own address, and not under that of the endpoint as well.
    reply = replace(serving.endpoint, cache=None).answer(sent)
    if reply.problem:
        return reply
    reply = replace(reply, headers={**reply.headers, **asked.headers(values)})
    if protect:
        reply = _protected(reply)
    if "ETag" in reply.headers and reply.status == 200:  # noqa: PLR2004
        serving.cache.put(parts, reply)
    return conditional(parts, reply)


def _protected(reply: Reply) -> Reply:
    tag = reply.headers.get("ETag")
    headers = {**reply.headers, **({"ETag": entity_tag([tag, "protected"])} if tag else {})}
    if reply.rest is not None:
        return replace(reply, headers=headers, rest=Protected(reply.rest))
    return replace(reply, headers=headers, body=b"".join(protected([reply.body])))


def _text(asked: _Asked, values: Mapping[str, tuple[str, ...]], bound: str) -> Reply:
    headers = {**asked.headers(values), "Cache-Control": REVALIDATE, "ETag": entity_tag([bound])}
    return conditional(asked.parts, Reply(200, f"{TEXT.media_type}; charset=utf-8", bound.encode(), headers))


def _page(asked: _Asked, values: Mapping[str, tuple[str, ...]], bound: str) -> Reply:
    about = [asked.parts.path, bound]
    return _written(
        asked.serving,
        asked.parts,
        about,
        asked.headers(values),
        lambda: pages.answer(asked.serving, asked.parts, asked.question, values, bound),
    )


def _written(
    serving: Serving,
    parts: Request,
    about: list[str],
    headers: Mapping[str, str],
    write: Callable[[], bytes],
) -> Reply:
    """Return a page, kept or written, or that the client has it; `about` is what it depends on.

    Raises:
        QueryError: the store does not answer, or the client asked too often.
    """
    language = current_language().tag
    tag = entity_tag(
        [__version__, serving.release.sha256, PAGE.media_type, language, chosen_language(), *about]
    )
    headers = {**headers, "Cache-Control": REVALIDATE, "ETag": tag, "Content-Language": language}
    if not_modified(parts, tag, ""):
        return Reply(304, headers=headers)
    # By what determines it: the language that a browser likes is no part of an address.
    place = Request("GET", tag.encode(), path="queries")
    kept = serving.cache.get(place)
    if kept is None:
        kept = Reply(200, content_type(PAGE.media_type), write(), headers)
        serving.cache.put(place, kept)
    # The same address is answered before it comes here the next time.
    serving.cache.put(parts, kept)
    return kept


def _unoffered(parts: Request, offered: tuple[Format, ...]) -> Reply:
    error = UnofferedFormatError(f"nothing here can be written as {shown(parts.accept)}")
    reply = error_reply(error, available=[fmt.media_type for fmt in offered])
    return replace(reply, headers={**reply.headers, **ALWAYS})


def _list(catalogue: Catalogue) -> bytes:
    """Return the questions as JSON: what each asks and takes, and the formats of its answer."""
    return as_json({"queries": [_described(question) for question in catalogue.values()]})


def _described(question: CatalogueQuery) -> dict[str, object]:
    href = f"/queries/{question.name}"
    return {
        "name": question.name,
        "iri": str(mint("query", question.name)),
        "href": href,
        "title": question.title,
        "description": question.description,
        "questions": list(question.questions),
        "askedBy": [{"key": letter, "who": ASKERS[letter]} for letter in question.asked_by],
        "tags": list(question.tags),
        "parameters": [
            {
                "name": parameter.name,
                "type": parameter.type,
                "many": parameter.many,
                "about": parameter.about,
                "examples": [str(example) for example in parameter.examples],
            }
            for parameter in question.parameters
        ],
        "formats": [
            {"mediaType": fmt.media_type, "href": f"{href}.{fmt.extension}"} for fmt in formats_of(question)
        ],
    }
