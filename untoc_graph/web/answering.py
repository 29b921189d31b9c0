"""What the routes of questions of law share: parameters, formats, tags and refusals."""

from __future__ import annotations

import json
import threading
from collections import Counter
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Generic, TypeAlias, TypeVar

from untoc_graph import __version__
from untoc_graph.answers.register import shown
from untoc_graph.errors import ParameterError, ServerBusyError, UnofferedFormatError, nearest
from untoc_graph.rdf.formats import Format
from untoc_graph.sparql.caching import PAGE_WORTH, REVALIDATE, entity_tag, not_modified
from untoc_graph.sparql.endpoint import ALWAYS, PREFLIGHT
from untoc_graph.sparql.negotiation import choose, content_type
from untoc_graph.sparql.operation import decoded
from untoc_graph.sparql.problems import RequestError, error_reply
from untoc_graph.sparql.reply import Reply
from untoc_graph.web.language import LANGUAGE, VARY, current_language
from untoc_graph.web.parts import request_parts, response
from untoc_graph.web.service import current_service

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping
    from datetime import date

    from flask import Response

    from untoc_graph.answers.desk import Desk
    from untoc_graph.sparql.negotiation import Choice
    from untoc_graph.sparql.reply import Request
    from untoc_graph.web.service import Serving

__all__ = ["CSV", "GRAPHML", "JSON", "METHODS", "PAGE", "Asked", "Question", "as_json", "reply_to"]

METHODS: Final = ["GET", "HEAD", "OPTIONS"]
JSON: Final = Format("json", "application/json", "json", "document")
PAGE: Final = Format("html", "text/html", "html", "document")
CSV: Final = Format("csv", "text/csv", "csv", "document")
GRAPHML: Final = Format("graphml", "application/graphml+xml", "graphml", "document", ("application/xml",))

# What a client said: the values of each parameter that it gave.
Asked: TypeAlias = "Mapping[str, tuple[str, ...]]"
Answer = TypeVar("Answer")

_ALLOW: Final = ", ".join(METHODS)
_OPTIONS: Final = {**ALWAYS, "Allow": _ALLOW, "Access-Control-Allow-Methods": _ALLOW, **PREFLIGHT}
# A reply that is longer leaves in pieces, each of which the client must take in time.
_WHOLE: Final = 1 << 20
_PIECE: Final = 1 << 16
# Answers on all pairs of participants take so much that only one is made at a time.
_ALONE: Final = threading.Lock()


@dataclass(frozen=True)
class Question(Generic[Answer]):
    """A question of law that has an address.

    Attributes:
        needs: the parameters that must be given, each with what it names: "who asks".
        takes: the parameters that may be given besides `on`.
        formats: what is offered; whoever takes anything gets the first.
        ask: returns the answer on a day.
        write: returns the answer in a format.
        page: returns the page that asks: with the sentence that says why there is no answer, or "".
        several: the parameters that may be given more than once.
        fewest: how many values those need.
        alone: whether to answer it takes so much that others must wait.
    """

    needs: Mapping[str, str]
    takes: tuple[str, ...]
    formats: tuple[Format, ...]
    ask: Callable[[Desk, Asked, date], Answer]
    write: Callable[[Serving, Asked, Answer, Format], bytes]
    page: Callable[[Serving, Asked, str], bytes]
    several: frozenset[str] = field(default_factory=frozenset)
    fewest: int = 1
    alone: bool = False


def as_json(said: Any) -> bytes:
    """Return plain data as a JSON document, indented and ended by a line break."""
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def reply_to(question: Question[Any]) -> Response:
    """Return the response to the request that is handled.

    Raises:
        QueryError: the store does not answer, or the client asked too often.
        DataError: the release has no law.
    """
    parts = request_parts()
    if parts.method == "OPTIONS":
        return response(Reply(204, headers=_OPTIONS))
    with current_service().lease() as serving:
        return response(_reply(serving, question, parts))


def _reply(serving: Serving, question: Question[Any], parts: Request) -> Reply:
    choice = choose(parts.accept, question.formats)
    if choice is None:
        unoffered = UnofferedFormatError(f"nothing here can be written as {shown(parts.accept)}")
        return _refused(error_reply(unoffered, available=[fmt.media_type for fmt in question.formats]))
    asked: dict[str, tuple[str, ...]] = {}
    try:
        asked = _given(decoded(parts.query_string, "query string"))
        asked.pop(LANGUAGE, None)
        return _answered(serving, question, parts, asked, choice)
    except (ParameterError, RequestError) as error:
        refused = _refused(error_reply(error))
        if choice.format is not PAGE:
            return refused
        page = question.page(serving, asked, str(error))
        headers = {**refused.headers, "Vary": VARY, "Content-Language": current_language().tag}
        return replace(refused, content_type=content_type(PAGE.media_type), body=page, headers=headers)


def _refused(reply: Reply) -> Reply:
    return replace(reply, headers={**ALWAYS, **reply.headers})


def _answered(
    serving: Serving, question: Question[Any], parts: Request, asked: Asked, choice: Choice
) -> Reply:
    """Return the answer, the page that asks, or that the client has either already.

    Raises:
        ParameterError: the question cannot be answered as it was asked.
        QueryError: see `reply_to`.
        DataError: see `reply_to`.
    """
    _refuse_others(question, asked)
    desk = serving.desk
    asks = choice.format is PAGE and bool(question.needs) and not (asked and _is_whole(question, parts))
    if not asks:
        _refuse_missing(question, asked)
    day = desk.day(asked["on"][0] if "on" in asked else None)
    given = [part for name in sorted(asked) for part in (name, *asked[name], None)]
    language = current_language().tag if choice.format is PAGE else ""
    tag = entity_tag(
        [
            __version__,
            serving.release.sha256,
            parts.path,
            choice.media_type,
            language,
            day.isoformat(),
            *given,
        ]
    )
    headers = {**ALWAYS, "Vary": VARY, "Cache-Control": REVALIDATE, "ETag": tag}
    if language:
        headers["Content-Language"] = language
    headers["Last-Modified"] = serving.endpoint.modified
    if not_modified(parts, tag, headers["Last-Modified"]):
        return Reply(304, headers=headers)
    if not parts.admitted:
        serving.endpoint.admit(parts.client)
    if asks:
        body = question.page(serving, asked, "")
    else:
        patience = current_service().settings.queue_timeout
        with _turn(patience) if question.alone else nullcontext():
            body = question.write(serving, asked, question.ask(desk, asked, day), choice.format)
    sent_as = content_type(choice.media_type)
    if len(body) > _WHOLE:
        return Reply(200, sent_as, headers=headers, rest=_pieces(body))
    reply = Reply(200, sent_as, body, headers)
    serving.cache.put(parts, reply, worth=PAGE_WORTH)
    return reply


def _is_whole(question: Question[Any], parts: Request) -> bool:
    """Tell whether everything that is needed is named; what a link chose beforehand is no question yet.

    A field of a form that was left empty is named.
    """
    named = Counter(name for name, _ in decoded(parts.query_string, "query string"))
    return all(named[need] >= (question.fewest if need in question.several else 1) for need in question.needs)


def _given(parameters: list[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return the parameters by name; a field that was left empty in a form was not given."""
    given: dict[str, tuple[str, ...]] = {}
    for name, value in parameters:
        if value.strip():
            given[name] = (*given.get(name, ()), value)
    return given


def _refuse_others(question: Question[Any], asked: Asked) -> None:
    """Return when each parameter is one of the question's, and given once where it must be.

    Raises:
        ParameterError: one is not.
    """
    known = (*question.needs, *question.takes, "on")
    for name, values in asked.items():
        if name not in known:
            close = nearest(name[:80], known, 1)
            hint = f"did you mean {close[0]}?" if close else f"there is {', '.join(known)}"
            raise ParameterError(f"unknown parameter {shown(name)}; {hint}")
        if len(values) > 1 and name not in question.several:
            raise ParameterError(f"{name} is given {len(values)} times; give it once")


def _refuse_missing(question: Question[Any], asked: Asked) -> None:
    """Return when what is needed is given.

    Raises:
        ParameterError: something is not.
    """
    missing = [f"{name} ({what})" for name, what in question.needs.items() if name not in asked]
    if missing:
        raise ParameterError(f"{' and '.join(missing)} must be given")


@contextmanager
def _turn(patience: float) -> Iterator[None]:
    """Wait until no other large answer is made; raises ServerBusyError."""
    if not _ALONE.acquire(timeout=patience):
        raise ServerBusyError(f"other answers on all participants took more than {patience:g} s; come back")
    try:
        yield
    finally:
        _ALONE.release()


def _pieces(body: bytes) -> Generator[bytes]:
    for start in range(0, len(body), _PIECE):
        yield body[start : start + _PIECE]
