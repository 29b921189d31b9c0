"""`/explore`: what is beside a thing in the graph, drawn and as a list, each a step further."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, request
from markupsafe import Markup

from untoc_graph import __version__
from untoc_graph.answers.register import shown
from untoc_graph.drawing.neighbourhood import GraphWords, Node, Ray, neighbourhood
from untoc_graph.errors import ParameterError, nearest
from untoc_graph.namespaces import BASE
from untoc_graph.rdf.terms import prefixed_name
from untoc_graph.sparql.caching import REVALIDATE, entity_tag, not_modified
from untoc_graph.sparql.endpoint import ALWAYS
from untoc_graph.views.composed import composed_names, foreign_name
from untoc_graph.views.labels import Label, short
from untoc_graph.views.neighbourhood import read_neighbourhood
from untoc_graph.web.addresses import here, local, outside
from untoc_graph.web.language import VARY, current_language, gettext, ngettext
from untoc_graph.web.pages.relations import relation
from untoc_graph.web.parts import request_parts
from untoc_graph.web.rendering import literal, render
from untoc_graph.web.service import current_service

if TYPE_CHECKING:
    from untoc_graph.views.neighbourhood import Bundle, Neighbourhood
    from untoc_graph.web.service import Serving

__all__ = ["blueprint"]

blueprint = Blueprint("explore", __name__)

_TAKES: Final = ("thing", "lang")
_IRI: Final = re.compile(r"[A-Za-z0-9._~:/#%-]{1,300}")
# What the drawing shows of one property; fewer where a thing has many, and never less than two.
_SHOWN: Final = 6
_FEWEST: Final = 2
# So many rows on a side are read at a glance.
_ROWS: Final = 34


@blueprint.get("/explore")
def explore() -> Response:
    """Show what is beside a thing, or ask which; a thing that is not there is told on the page."""
    parts = request_parts()
    language = current_language().tag
    headers = {**ALWAYS, "Vary": VARY, "Content-Language": language}
    with current_service().lease() as serving:
        try:
            iri = _asked()
        except ParameterError as error:
            return Response(_page(serving, None, str(error)), 400, headers)
        told = (serving.release.sha256, iri, language, request.args.get("lang", ""))
        tag = entity_tag([__version__, request.path, *told])
        if not_modified(parts, tag, ""):
            return Response(status=304, headers={**headers, "Cache-Control": REVALIDATE, "ETag": tag})
        if not parts.admitted:
            serving.endpoint.admit(parts.client)
        found = read_neighbourhood(serving.views.reading, iri) if iri else None
        if iri and found is None:
            refusal = gettext("The graph says nothing of %(thing)s.", thing=short(iri))
            return Response(_page(serving, None, refusal), 404, headers)
        page = _page(serving, found, "")
    return Response(page, headers={**headers, "Cache-Control": REVALIDATE, "ETag": tag})


def _asked() -> str:
    """Return the IRI of the thing that is asked about, "" where none is.

    Raises:
        ParameterError: there is no such parameter, or it names no thing of ours.
    """
    for name in request.args:
        if name not in _TAKES:
            close = nearest(name[:80], _TAKES, 1)
            hint = f"did you mean {close[0]}?" if close else "there is thing"
            raise ParameterError(f"unknown parameter {shown(name)}; {hint}")
    if len(request.args.getlist("thing")) > 1:
        raise ParameterError("thing is given more than once")
    said = request.args.get("thing", "").strip()
    if not said:
        return ""
    iri = said if said.startswith(BASE) else BASE + said.removeprefix("/")
    if ("://" in said and not said.startswith(BASE)) or not _IRI.fullmatch(iri):
        raise ParameterError(
            f"thing {shown(said)} is no thing of this graph; name one such as participant/ITA, or its IRI"
        )
    return iri


def _page(serving: Serving, found: Neighbourhood | None, refusal: str) -> bytes:
    language = current_language().tag
    drawing = names = None
    if found is not None:
        names = _Names(serving, found, language)
        drawing = Markup(_drawn(found, names))  # noqa: S704  all words are escaped where they are drawn
    written = render(
        "explore.html",
        serving.views,
        language,
        named=found.named if found else (),
        found=found,
        called=names.shown if names else None,
        drawing=drawing,
        said=request.args.get("thing", "")[:300],
        refusal=refusal,
        further=_further,
        anchor=_anchor,
        all_of=_all_of,
        page_of=here,
        foreign=_foreign,
        is_ours=_is_ours,
    )
    # What was asked for may be no text at all, and is shown.
    return written.encode("utf-8", "replace")


class _Names:
    """What all is called that is on the page."""

    def __init__(self, serving: Serving, found: Neighbourhood, language: str) -> None:
        views = serving.views
        self._centre = found.iri
        self._labels = views.labels.of(found.named, language)
        unnamed = [iri for iri in found.named if iri not in self._labels]
        self._composed = composed_names(views.reading, views.labels, unnamed, language)

    def label(self, iri: str, beside: str = "") -> Label:
        """Return what a thing is called; what it is shown beside need not be told again."""
        if iri in self._labels:
            return self._labels[iri]
        if iri in self._composed:
            return self._composed[iri].label(beside)
        return Label(short(iri) if _is_ours(iri) else foreign_name(iri), "")

    def shown(self, iri: str) -> Markup:
        """Return the name as the list has it: whole."""
        return literal(*self.label(iri))

    def drawn(self, iri: str) -> str:
        """Return the name as the drawing has it, where room is short."""
        return self.label(iri, self._centre).text


def _drawn(found: Neighbourhood, names: _Names) -> str:
    return neighbourhood(
        names.drawn(found.iri),
        _rays(found.incoming, names),
        _rays(found.outgoing, names),
        GraphWords(gettext("What points here"), gettext("What it points to")),
    )


def _rays(bundles: tuple[Bundle, ...], names: _Names) -> tuple[Ray, ...]:
    most = _SHOWN
    while most > _FEWEST and sum(min(bundle.count, most + 1) for bundle in bundles) > _ROWS:
        most -= 1
    return tuple(_ray(bundle, names, most) for bundle in bundles)


def _ray(bundle: Bundle, names: _Names, most: int) -> Ray:
    # One more takes no more room than "and 1 more".
    ends = bundle.ends[: most + 1] if bundle.count == most + 1 else bundle.ends[:most]
    more = bundle.count - len(ends)
    return Ray(
        _foreign(bundle) or names.drawn(bundle.predicate),
        tuple(Node(names.drawn(end), _further(end), not _is_ours(end)) for end in ends),
        ngettext("and %(num)s more", "and %(num)s more", more) if more else "",
        f"#{_anchor(bundle)}" if more else "",
    )


def _anchor(bundle: Bundle) -> str:
    """Return the identifier of a property in the list of the page."""
    way = "in" if bundle.incoming else "out"
    return f"{way}-{prefixed_name(bundle.predicate).strip('<>').replace(':', '-')}"


def _foreign(bundle: Bundle) -> str:
    """Return what a property of another vocabulary says in words, "" for ours, which have labels."""
    if bundle.predicate.startswith(BASE):
        return ""
    return relation(bundle.predicate, bundle.incoming) or prefixed_name(bundle.predicate)


def _further(iri: str) -> str:
    """Return where a step to a thing leads: to what is beside it, or to another host; "" for nowhere."""
    if _is_ours(iri):
        return local(f"/explore?thing={quote(iri.removeprefix(BASE), safe='/')}")
    return iri if outside(iri) else ""


def _all_of(bundle: Bundle, iri: str) -> str:
    """Return the address of the query that lists all that a property leads to, or from where it leads."""
    pattern = (
        f"?thing <{bundle.predicate}> <{iri}>" if bundle.incoming else f"<{iri}> <{bundle.predicate}> ?thing"
    )
    query = f"SELECT DISTINCT ?thing\nWHERE {{ {pattern} }}\nORDER BY ?thing\nLIMIT 1000\n"
    return local(f"/editor?{urlencode({'query': query})}")


def _is_ours(iri: str) -> bool:
    return iri.startswith(BASE)
