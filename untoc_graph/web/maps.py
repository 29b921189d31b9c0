"""Maps on pages: how participants stood to an instrument, in words and drawn, and what maps do not say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from unicodedata import combining, normalize

from markupsafe import Markup

from untoc_graph.drawing.map import Shade, Sheet, Words, swatch, world_map
from untoc_graph.namespaces import PREFIXES
from untoc_graph.web.addresses import here
from untoc_graph.web.knowing import told
from untoc_graph.web.language import current_language, gettext, later, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask_babel import LazyString

    from untoc_graph.views.map import MapView, Standing, Stood, Turn
    from untoc_graph.views.views import Views

__all__ = ["KINDS", "NOTES", "MapOnPage", "Shown", "map_on_page", "sentence"]

# In the order of the legend.
KINDS: Final[dict[Standing, LazyString]] = {
    "bound": later("Party"),
    "signatory": later("Signed, not bound"),
    "unknown": later("Not known whether bound"),
    "none": later("Not bound, no signature recorded"),
}
# What the United Nations say under their maps, as far as it applies to this one, which is not theirs.
NOTES: Final = (
    later(
        "Unofficial map. The boundaries and names shown and the designations used on it do not imply "
        "official endorsement or acceptance by the United Nations, nor any opinion of those who made it "
        "on the legal status of any country, territory, city or area or of its authorities, or on the "
        "delimitation of its frontiers or boundaries."
    ),
    later(
        "Territories are drawn without colour, whatever has been declared for them, and so is every area "
        "that is no participant of its own here, among them Kosovo (to be understood in the context of "
        "Security Council resolution 1244 (1999)) and Taiwan, without any position on its status. "
        "Organizations such as the European Union have no shape; the lists name them."
    ),
    later(
        "Broken lines are boundaries that are not agreed or not yet determined. The broken line in Jammu "
        "and Kashmir represents approximately the Line of Control agreed upon by India and Pakistan; the "
        "final status of Jammu and Kashmir has not yet been agreed upon by the parties. The final "
        "boundary between the Sudan and South Sudan has not yet been determined, nor has the final status "
        "of the Abyei area. A dispute exists between the Governments of Argentina and the United Kingdom "
        "of Great Britain and Northern Ireland concerning sovereignty over the Falkland Islands "
        "(Malvinas)."
    ),
)


@dataclass(frozen=True)
class Shown:
    """A kind on the map, with those who are of it.

    Attributes:
        kind: its key.
        words: its name.
        swatch: a sample for the legend.
        members: who, by name; each with how it stood.
    """

    kind: Standing
    words: str
    swatch: Markup
    members: tuple[Stood, ...]


@dataclass(frozen=True)
class MapOnPage:
    """A map with what belongs beside it.

    Attributes:
        svg: the drawing.
        kinds: those of the legend, in its order.
        summary: the map in a sentence.
        late: that the data do not reach the day, "" where they do.
    """

    svg: Markup
    kinds: tuple[Shown, ...]
    summary: str
    late: str


def map_on_page(
    views: Views, view: MapView, *, identity: str = "map", linked: bool = True, alone: bool = False
) -> MapOnPage:
    """Return the map of what a view read, in the language of the page.

    Args:
        views: where names are read.
        view: how participants stood.
        identity: of the map in its page.
        linked: whether states lead to their pages; a page without such a list beside the map says no.
        alone: whether it is a document of its own, with legend and notes in it.

    Raises:
        QueryError: the store did not answer.
    """
    names = _names(views, view)
    shades = {
        each.key: Shade(each.turn.standing, sentence(names[each.key], each.turn))
        for each in view.stood
        if each.is_state
    }
    place = {key: number for number, key in enumerate(sorted(names, key=lambda key: _sorting(names[key])))}
    ordered = sorted(view.stood, key=lambda each: place[each.key])
    kinds = tuple(
        Shown(
            kind,
            str(words),
            Markup(swatch(kind, identity)),  # noqa: S704  drawn from our own shapes, words are escaped there
            tuple(each for each in ordered if each.turn.standing == kind),
        )
        for kind, words in KINDS.items()
    )
    summary = _summary(view)
    title = gettext(
        "%(instrument)s: parties on %(day)s", instrument=_name(views, view), day=view.on.isoformat()
    )
    late = ""
    if view.on > view.as_of:
        late = gettext(
            "The day is after the date of the data, %(day)s: what changed since then is not in it.",
            day=view.as_of.isoformat(),
        )
    sheet = None
    if alone:
        legend = tuple((each.kind, f"{each.words}: {len(each.members)}") for each in kinds)
        language = current_language()
        sheet = Sheet(
            language.tag, legend, (*filter(None, [late]), *map(str, NOTES)), language.direction == "rtl"
        )
    svg = world_map(
        shades,
        Words(title, summary),
        (lambda key: here(PREFIXES["participant"] + key)) if linked and not alone else None,
        identity=identity,
        sheet=sheet,
    )
    return MapOnPage(Markup(svg), kinds, summary, late)  # noqa: S704  as above


def sentence(name: str, turn: Turn) -> str:
    """Return how a participant stood, as the map says it where it is pointed at."""
    return f"{name}: {told(turn.known)}"


def _summary(view: MapView) -> str:
    counts, day = view.counts, view.on.isoformat()
    said = [
        ngettext(
            "On %(day)s one participant was a party.",
            "On %(day)s %(num)s participants were parties.",
            counts["bound"],
            day=day,
        )
        if counts["bound"]
        else gettext("On %(day)s no participant was a party.", day=day)
    ]
    organizations = sum(each.turn.standing == "bound" and not each.is_state for each in view.stood)
    if organizations:
        said.append(
            ngettext(
                "One of them is an organization, which has no shape on the map.",
                "%(num)s of them are organizations, which have no shape on the map.",
                organizations,
            )
        )
    if counts["signatory"]:
        said.append(
            ngettext(
                "One had signed and was not bound.",
                "%(num)s had signed and were not bound.",
                counts["signatory"],
            )
        )
    if counts["unknown"]:
        said.append(
            ngettext(
                "Of one it is not known whether it was bound yet.",
                "Of %(num)s it is not known whether they were bound yet.",
                counts["unknown"],
            )
        )
    return " ".join(said)


def _name(views: Views, view: MapView) -> str:
    return views.labels.of([view.instrument.iri], current_language().tag)[view.instrument.iri].text


def _names(views: Views, view: MapView) -> Mapping[str, str]:
    iris = {each.key: PREFIXES["participant"] + each.key for each in view.stood}
    labels = views.labels.of(iris.values(), current_language().tag)
    return {key: labels[iri].text if iri in labels else key for key, iri in iris.items()}


def _sorting(name: str) -> str:
    """Return a name as it is sorted: Åland beside Albania, whatever the accents."""
    return "".join(each for each in normalize("NFD", name.casefold()) if not combining(each))
