"""`/search`, `/search.json`: things by what people call them; `/opensearch.xml` tells browsers of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup

from untoc_graph import __version__
from untoc_graph.answers.register import shown
from untoc_graph.errors import ParameterError, nearest
from untoc_graph.search.entries import KINDS
from untoc_graph.search.ranking import Fit
from untoc_graph.sparql.caching import REVALIDATE, entity_tag, not_modified
from untoc_graph.sparql.endpoint import ALWAYS
from untoc_graph.sparql.negotiation import choose
from untoc_graph.web.addresses import here, local
from untoc_graph.web.answering import JSON, PAGE, as_json
from untoc_graph.web.language import VARY, current_language, gettext, later, ngettext
from untoc_graph.web.parts import request_parts
from untoc_graph.web.rendering import literal
from untoc_graph.web.service import current_service

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flask_babel import LazyString

    from untoc_graph.search.ranking import Found, Hit

__all__ = ["blueprint"]

blueprint = Blueprint("search", __name__)

_TAKES: Final = ("q", "kind", "page", "limit", "lang")
# So many of each kind are shown beside those of others, and so many on a page of one kind.
_FEW: Final = 6
_PAGE: Final = 30
_MOST: Final = 50
_SUGGESTED: Final = 8
_BIG: Final = frozenset({"participant", "instrument"})

# One of a kind, and several.
KIND_WORDS: Final[dict[str, tuple[LazyString, LazyString]]] = {
    "participant": (later("Participant"), later("Participants")),
    "former-name": (later("Former state"), later("Former states")),
    "instrument": (later("Instrument"), later("Instruments")),
    "crime": (later("Crime type"), later("Crime types")),
    "provision": (later("Provision"), later("Provisions")),
    "cooperation": (later("Form of cooperation"), later("Forms of cooperation")),
    "offence": (later("Offence"), later("Offences")),
    "harm": (later("Harm"), later("Harms")),
    "body": (later("Body"), later("Bodies")),
    "session": (later("Session"), later("Sessions")),
    "decision": (later("Decision or resolution"), later("Decisions and resolutions")),
    "review": (later("Part of the review"), later("Parts of the review")),
    "organisation": (later("Organization"), later("Organizations")),
    "related-instrument": (later("Other treaty"), later("Other treaties")),
    "region": (later("Region"), later("Regions")),
    "regional-group": (later("Regional group"), later("Regional groups")),
    "query": (later("Question"), later("Questions")),
    "topic": (later("Topic"), later("Topics")),
    "theme": (later("Theme of articles"), later("Themes of articles")),
    "authority": (later("Authority"), later("Authorities")),
    "term": (later("Term of the ontology"), later("Terms of the ontology")),
    "scheme": (later("List of concepts"), later("Lists of concepts")),
    "condition": (later("Condition"), later("Conditions")),
    "rule": (later("Rule of derivation"), later("Rules of derivation")),
    "iccs": (later("ICCS category"), later("ICCS categories")),
    "source": (later("Source"), later("Sources")),
}
# By which name a thing was found, where that is not the name that is shown.
_WHY: Final[dict[str, LazyString]] = {
    "label": later("name: %(name)s"),
    "code": later("code: %(name)s"),
    "short-title": later("short title: %(name)s"),
    "alternative": later("other name: %(name)s"),
    "usual": later("also called: %(name)s"),
    "formal": later("formal name: %(name)s"),
    "title": later("title: %(name)s"),
    "former": later("former name: %(name)s"),
    "identifier": later("identifier: %(name)s"),
    "word": later("search word of this project: %(name)s"),
    "key": later("key: %(name)s"),
}


@dataclass(frozen=True)
class _Asked:
    """What is searched for: the text, one kind or all (""), and which page of them."""

    text: str
    kind: str
    page: int
    limit: int


@dataclass(frozen=True)
class _Group:
    """Hits of one kind.

    Attributes:
        kind: its key.
        words: what several of it are called.
        count: how many there are.
        hits: those that are shown.
        address: where all of them are.
    """

    kind: str
    words: str
    count: int
    hits: Sequence[Hit]
    address: str


@blueprint.get("/search")
def search() -> Response:
    """List what a text may mean, in the format that the client likes best."""
    choice = choose(request_parts().accept, (PAGE, JSON))
    return _answered(as_page=choice is None or choice.format is PAGE, vary=VARY)


@blueprint.get("/search.json")
def suggestions() -> Response:
    """List what a text may mean as JSON, the best few: for suggestions while somebody types."""
    return _answered(as_page=False, vary="Accept-Language")


@blueprint.get("/opensearch.xml")
def description() -> Response:
    """Describe the search to browsers (OpenSearch 1.1)."""
    address = f"{current_service().address}search?q={{searchTerms}}"
    about = gettext(
        "States, articles, crimes and more of the UN Convention against Transnational Organized Crime"
    )
    text = render_template("opensearch.xml", address=address, about=about)
    sent = Response(text, mimetype="application/opensearchdescription+xml")
    sent.headers.update({**ALWAYS, "Cache-Control": REVALIDATE, "Vary": "Accept-Language"})
    sent.add_etag()
    sent.make_conditional(request)
    return sent


def _answered(*, as_page: bool, vary: str) -> Response:
    language = current_language().tag
    headers = {**ALWAYS, "Vary": vary, "Cache-Control": REVALIDATE, "Content-Language": language}
    with current_service().lease() as serving:
        try:
            asked = _asked()
        except ParameterError as error:
            if not as_page:
                raise
            page = render_template("search.html", refusal=str(error), searched=request.args.get("q", ""))
            return Response(page.encode("utf-8", "replace"), 400, {**headers, "Cache-Control": "no-store"})
        given = (asked.text, asked.kind, str(asked.page), str(asked.limit), request.args.get("lang", ""))
        form = "page" if as_page else "json"
        headers["ETag"] = entity_tag(
            [__version__, serving.release.sha256, request.path, form, language, *given]
        )
        parts = request_parts()
        if not_modified(parts, headers["ETag"], ""):
            return Response(status=304, headers=headers)
        if not parts.admitted:
            serving.endpoint.admit(parts.client)
        found = serving.searching.find(asked.text, language)
    if as_page:
        return Response(_page(found, asked).encode("utf-8", "replace"), headers=headers)
    sent = Response(as_json(_said(found, asked)), mimetype=JSON.media_type)
    sent.headers.update(headers)
    return sent


def _asked() -> _Asked:
    """Return what the address asks for.

    Raises:
        ParameterError: a parameter is unknown, given twice, or not what it must be.
    """
    for name in request.args:
        if name not in _TAKES:
            close = nearest(name[:80], _TAKES, 1)
            hint = f"did you mean {close[0]}?" if close else f"there is {', '.join(_TAKES)}"
            raise ParameterError(f"unknown parameter {shown(name)}; {hint}")
        if len(request.args.getlist(name)) > 1:
            raise ParameterError(f"{name} is given more than once")
    kind = request.args.get("kind", "")
    if kind and kind not in KINDS:
        raise ParameterError(f"there is no kind {shown(kind)}; there is {', '.join(KINDS)}")
    return _Asked(
        request.args.get("q", "").strip(), kind, _number("page", 1, 1000), _number("limit", _SUGGESTED, _MOST)
    )


def _number(name: str, default: int, most: int) -> int:
    said = request.args.get(name, "").strip()
    if not said:
        return default
    is_number = said.isascii() and said.isdecimal() and len(said) <= len(str(most))
    if not is_number or not 1 <= int(said) <= most:
        raise ParameterError(f"{name} {shown(said)} is not a number from 1 to {most}")
    return int(said)


def _page(found: Found, asked: _Asked) -> str:
    best = None if asked.kind else _best(found)
    groups = _groups([hit for hit in found.hits if hit is not best], asked)
    pages = max(1, -(-groups[0].count // _PAGE)) if asked.kind and groups else 1
    return render_template(
        "search.html",
        searched=asked.text[:200],
        asked=asked,
        found=found,
        groups=groups,
        best=best,
        pages=pages,
        address=_address,
        title=_title,
        why=_why_shown,
        kind_words=KIND_WORDS,
    )


def _best(found: Found) -> Hit | None:
    """Return the participant or instrument that is meant: the only one whose name is exactly this."""
    exact = [hit for hit in found.hits if hit.fit is Fit.EXACT and hit.thing.kind in _BIG]
    return exact[0] if len(exact) == 1 and exact[0] is found.hits[0] else None


def _groups(hits: Iterable[Hit], asked: _Asked) -> list[_Group]:
    """Return the hits by kind, the kind of the best hit first."""
    by_kind: dict[str, list[Hit]] = {}
    for hit in hits:
        by_kind.setdefault(hit.thing.kind, []).append(hit)
    groups = []
    for kind, members in by_kind.items():
        if asked.kind in {"", kind}:
            begin, most = ((asked.page - 1) * _PAGE, _PAGE) if asked.kind else (0, _FEW)
            address = _address(asked.text, kind)
            words = str(KIND_WORDS[kind][1])
            groups.append(_Group(kind, words, len(members), members[begin : begin + most], address))
    return groups


def _address(text: str, kind: str = "", page: int = 1) -> str:
    said = {"q": text, **({"kind": kind} if kind else {}), **({"page": str(page)} if page > 1 else {})}
    return local(f"/search?{urlencode(said, errors='replace')}")


def _title(hit: Hit) -> Markup:
    """Return what a hit is called on the page: a provision by its number, with its heading."""
    heading = literal(hit.label, hit.language)
    # A number keeps its order in a line from right to left.
    number = Markup('<bdi dir="ltr">{}</bdi>').format(hit.thing.number)
    return Markup(_titled(hit)) % {"number": number, "heading": heading}  # noqa: S704  our own words


def _plain_title(hit: Hit) -> str:
    return _titled(hit) % {"number": hit.thing.number, "heading": hit.label}


def _titled(hit: Hit) -> str:
    """Return the words of a title, with places for number and heading."""
    if hit.thing.kind != "provision" or not hit.thing.number:
        return "%(heading)s"
    # The label of a paragraph is only its number.
    if hit.label == f"Article {hit.thing.number}":
        return str(gettext("Article %(number)s"))
    return str(gettext("Article %(number)s: %(heading)s"))


def _why(hit: Hit) -> str:
    """Return which name fits, with a place for it, "" where it is the one that is shown."""
    name = hit.name
    if name.text == hit.label or name.field not in _WHY or (hit.thing.number and name.field == "label"):
        return ""
    return str(_WHY[name.field])


def _why_shown(hit: Hit) -> Markup:
    return Markup(_why(hit)) % {"name": literal(hit.name.text, hit.name.language)}  # noqa: S704  our own words


def _said(found: Found, asked: _Asked) -> dict[str, Any]:
    hits = [hit for hit in found.hits if asked.kind in {"", hit.thing.kind}]
    begin = (asked.page - 1) * asked.limit
    return {
        "q": found.text,
        "language": current_language().tag,
        "total": len(hits),
        "partial": found.is_partial,
        # What a reader of the screen hears while the suggestions change.
        "told": ngettext("One thing found", "%(num)s things found", len(hits)),
        "hits": list(_described(hits[begin : begin + asked.limit])),
    }


def _described(hits: Iterable[Hit]) -> Iterable[dict[str, Any]]:
    for hit in hits:
        why = _why(hit)
        yield {
            "iri": hit.thing.iri,
            "address": here(hit.thing.iri),
            "kind": hit.thing.kind,
            "kindName": str(KIND_WORDS[hit.thing.kind][0]),
            "title": _plain_title(hit),
            "label": {"text": hit.label, "language": hit.language},
            "within": {"text": hit.within[0], "language": hit.within[1]} if hit.within else None,
            "matched": {"field": hit.name.field, "text": hit.name.text, "language": hit.name.language},
            "fit": hit.fit.name.lower().replace("_", "-"),
            "why": why % {"name": hit.name.text} if why else "",
        }
