"""Things, their documents, collections, ontology, shapes and the JSON-LD context, at their own addresses.

A thing answers 303 to its document in the format that the client likes best; documents answer 200 whatever it
likes. IRIs in what is said are canonical; where a client is sent to stays on this host, by paths.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response
from werkzeug.routing import BaseConverter

from untoc_graph.errors import UnofferedFormatError
from untoc_graph.linked.links import FORMATS, header, successors
from untoc_graph.namespaces import COLLECTIONS
from untoc_graph.sparql.endpoint import ALWAYS, PREFLIGHT
from untoc_graph.sparql.problems import error_reply, problem_reply
from untoc_graph.sparql.reply import Reply, Request
from untoc_graph.web import linked_replies
from untoc_graph.web.failures import failure
from untoc_graph.web.language import VARY
from untoc_graph.web.linked_replies import Withdrawn
from untoc_graph.web.parts import request_parts, response
from untoc_graph.web.service import current_service

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.blueprints import BlueprintSetupState

    from untoc_graph.web.service import Serving

__all__ = ["METHODS", "blueprint"]

blueprint = Blueprint("linked", __name__)

METHODS: Final = ["GET", "HEAD", "OPTIONS"]
_ALLOW: Final = ", ".join(METHODS)
_OPTIONS: Final = {"Allow": _ALLOW, "Access-Control-Allow-Methods": _ALLOW, **PREFLIGHT}


class _Collection(BaseConverter):
    """A collection of ours."""

    regex = "|".join(sorted(COLLECTIONS, key=len, reverse=True))


class _Extension(BaseConverter):
    """The extension of a format of ours."""

    regex = "|".join(sorted((fmt.extension for fmt in FORMATS), key=len, reverse=True))


@blueprint.record_once
def _know_paths(state: BlueprintSetupState) -> None:
    state.app.url_map.converters.update(collection=_Collection, extension=_Extension)


@blueprint.after_request
def _vary(sent: Response) -> Response:
    # What goes wrong is told in the language of the page, too.
    sent.headers["Vary"] = VARY
    return sent


@blueprint.errorhandler(Withdrawn)
def _gone(error: Withdrawn) -> Response:
    told = problem_reply("gone", str(error.description), available=list(error.successors))
    sent = failure(told, error.iri, error.successors)
    if error.successors:
        sent.headers["Link"] = header(successors(error.successors))
    return sent


@blueprint.route("/<collection:collection>/<key>", methods=METHODS, provide_automatic_options=False)
def thing(collection: str, key: str) -> Response:
    """Lead from a thing to its document, or send the document that the path names."""
    return _answered(lambda serving, parts: linked_replies.thing(serving, parts, collection, key))


@blueprint.route("/<collection:collection>/", methods=METHODS, provide_automatic_options=False)
def collection(collection: str) -> Response:
    """Send a page of a collection in the format that the client likes best."""
    return _answered(lambda serving, parts: linked_replies.collection(serving, parts, collection))


@blueprint.route(
    "/<collection:collection>.<extension:extension>", methods=METHODS, provide_automatic_options=False
)
def collection_document(collection: str, extension: str) -> Response:
    """Send a page of a collection in the format that the path names."""
    return _answered(lambda serving, parts: linked_replies.collection(serving, parts, collection, extension))


@blueprint.route("/<collection:collection>", methods=METHODS, provide_automatic_options=False)
def collection_without_slash(collection: str) -> Response:
    """Lead to a collection. Where the same path is a question, as `/status` is, that comes first."""
    return _answered(lambda _serving, _parts: linked_replies.to_collection(collection))


@blueprint.route("/ontology", methods=METHODS, provide_automatic_options=False)
def ontology() -> Response:
    """Send the ontology in the format that the client likes best."""
    return _answered(lambda serving, parts: linked_replies.vocabulary(serving, parts, "ontology"))


@blueprint.route("/ontology/<version>", methods=METHODS, provide_automatic_options=False)
def ontology_version(version: str) -> Response:
    """Lead from a version of the ontology to the ontology, when it is the one that is served."""
    return _answered(lambda serving, _parts: linked_replies.version(serving, version))


@blueprint.route("/ontology.<extension:extension>", methods=METHODS, provide_automatic_options=False)
def ontology_document(extension: str) -> Response:
    """Send the ontology in the format that the path names."""
    return _answered(lambda serving, parts: linked_replies.vocabulary(serving, parts, "ontology", extension))


@blueprint.route("/shapes", methods=METHODS, provide_automatic_options=False)
def shapes() -> Response:
    """Send the shapes in the format that the client likes best."""
    return _answered(lambda serving, parts: linked_replies.vocabulary(serving, parts, "shapes"))


@blueprint.route("/shapes.<extension:extension>", methods=METHODS, provide_automatic_options=False)
def shapes_document(extension: str) -> Response:
    """Send the shapes in the format that the path names."""
    return _answered(lambda serving, parts: linked_replies.vocabulary(serving, parts, "shapes", extension))


@blueprint.route("/context.jsonld", methods=METHODS, provide_automatic_options=False)
def context() -> Response:
    """Send the JSON-LD context of the documents."""
    return _answered(linked_replies.context)


def _answered(answer: Callable[[Serving, Request], Reply]) -> Response:
    """Return the response of what answers; preflights and formats that there are not are told alike.

    Raises:
        NotFound: there is nothing at the path.
        BadRequest: the number of a page cannot be read.
        Withdrawn: the thing was withdrawn.
        QueryError: the store does not answer, or the client asked too often.
    """
    parts = request_parts()
    if parts.method == "OPTIONS":
        return _sent(Reply(204, headers=_OPTIONS))
    with current_service().lease() as serving:
        try:
            return _sent(answer(serving, parts))
        except UnofferedFormatError as error:
            return _sent(error_reply(error, available=[fmt.media_type for fmt in FORMATS]))


def _sent(reply: Reply) -> Response:
    return response(replace(reply, headers={**ALWAYS, "Vary": VARY, **reply.headers}))
