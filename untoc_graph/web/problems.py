"""`/problem/` and `/problem/{key}`: what each kind of problem means, and what to do then."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, abort, redirect, render_template, request

from untoc_graph.answers.register import shown
from untoc_graph.errors import UnofferedFormatError
from untoc_graph.sparql.endpoint import ALWAYS, CORS
from untoc_graph.sparql.negotiation import choose, content_type
from untoc_graph.sparql.problem_kinds import PROBLEM_KINDS, ProblemKind
from untoc_graph.sparql.problems import error_reply
from untoc_graph.web.answering import JSON, PAGE, as_json
from untoc_graph.web.language import VARY, current_language
from untoc_graph.web.parts import response

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse

__all__ = ["blueprint"]

blueprint = Blueprint("problems", __name__)

_FORMATS: Final = (JSON, PAGE)


@blueprint.get("/problem")
def at_the_slash() -> WerkzeugResponse:
    """Lead to the list."""
    said = request.query_string.decode("latin-1")
    return redirect("/problem/" + (f"?{said}" if said else ""), 308)


@blueprint.get("/problem/")
def listed() -> Response:
    """List the kinds of problems."""
    return _sent({"problems": [_described(kind) for kind in PROBLEM_KINDS.values()]}, None)


@blueprint.get("/problem/<key>")
def kind(key: str) -> Response:
    """Tell of one kind of problem, which has this address as its IRI."""
    if key not in PROBLEM_KINDS:
        abort(404, f"there is no kind of problem {shown(key)}; /problem/ lists all")
    return _sent(_described(PROBLEM_KINDS[key]), PROBLEM_KINDS[key])


def _described(kind: ProblemKind) -> dict[str, object]:
    told = asdict(kind)
    return {"type": kind.iri, **{name: told[name] for name in ("title", "status", "meaning", "cure")}}


def _sent(said: Any, kind: ProblemKind | None) -> Response:
    choice = choose(request.headers.get("Accept", ""), _FORMATS)
    if choice is None:
        error = UnofferedFormatError("a kind of problem is told as JSON or as a page")
        refused = error_reply(error, available=[fmt.media_type for fmt in _FORMATS])
        return response(replace(refused, headers={**refused.headers, **ALWAYS}))
    sent = Response()
    if choice.format is PAGE:
        sent.set_data(render_template("problems.html", kind=kind, kinds=PROBLEM_KINDS.values()))
        sent.headers["Content-Language"] = current_language().tag
    else:
        sent.set_data(as_json(said))
    sent.headers.update({"Vary": VARY, "Cache-Control": "public, no-cache", **CORS})
    sent.headers["Content-Type"] = content_type(choice.media_type)
    sent.add_etag()
    sent.make_conditional(request)
    return sent
