"""The page of a thing: that of its kind, or the one that shows a thing of any kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from untoc_graph.namespaces import BASE
from untoc_graph.views.composed import composed_names, foreign_name, names_with_whose
from untoc_graph.views.said import bare
from untoc_graph.views.thing import read_thing
from untoc_graph.views.within import read_places
from untoc_graph.web.pages.act import render_act, render_participation
from untoc_graph.web.pages.collections import TITLES
from untoc_graph.web.pages.conference import render_body, render_decision, render_review, render_session
from untoc_graph.web.pages.conflict import render_conflict
from untoc_graph.web.pages.crime import render_crime
from untoc_graph.web.pages.data_blocks import with_data_block
from untoc_graph.web.pages.form import render_form
from untoc_graph.web.pages.group import render_organisation, render_region
from untoc_graph.web.pages.harm import render_harm
from untoc_graph.web.pages.instrument import render_instrument
from untoc_graph.web.pages.offence import render_offence
from untoc_graph.web.pages.participant import render_participant
from untoc_graph.web.pages.provision import render_provision
from untoc_graph.web.pages.relations import relation
from untoc_graph.web.pages.source import render_source
from untoc_graph.web.pages.statement import render_statement
from untoc_graph.web.rendering import render

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from untoc_graph.views.thing import Incoming
    from untoc_graph.views.views import Views
    from untoc_graph.web.service import Serving

__all__ = ["PAGES", "page_of"]

# The kinds that have a page of their own: views, key and language in, a page out, None where there is none.
PAGES: Final[dict[str, Callable[[Views, str, str], str | None]]] = {
    "action": render_act,
    "body": render_body,
    "conflict": render_conflict,
    "cooperation": render_form,
    "crime": render_crime,
    "decision": render_decision,
    "harm": render_harm,
    "instrument": render_instrument,
    "offence": render_offence,
    "organisation": render_organisation,
    "participant": render_participant,
    "participation": render_participation,
    "provision": render_provision,
    "region": render_region,
    "review": render_review,
    "session": render_session,
    "source": render_source,
    "statement": render_statement,
}


def page_of(
    serving: Serving, collection: str, key: str, language: str, number: int | None = None
) -> str | None:
    """Return the page of a thing, None where the release does not know it, or it has no such page.

    Args:
        serving: the release.
        collection: of the thing.
        key: of the thing.
        language: tag of the language of the page.
        number: page of what points to it, from 1; None for the page of its kind, where it has one.

    Raises:
        QueryError: the store did not answer.
    """
    shown = _page_of(serving, collection, key, language, number)
    return None if shown is None else with_data_block(serving.views, shown, collection, key, language)


def _page_of(serving: Serving, collection: str, key: str, language: str, number: int | None) -> str | None:
    own = PAGES.get(collection) if number is None else None
    shown = own(serving.views, key, language) if own is not None else None
    # What a release tells too little of for a page of its kind is shown all the same.
    if shown is not None:
        return shown
    # What has a page of its kind has here the page of all that points to it.
    numbered = own is None and collection in PAGES
    view = read_thing(serving.views, collection, key, language, number or 1, every=numbered)
    if view is None:
        return None
    named = set(view.named)
    known = serving.views.labels.of(named, language)
    unnamed = named - known.keys()
    composed = composed_names(serving.views.reading, serving.views.labels, unnamed, language)
    whose = names_with_whose(serving.views.reading, serving.views.labels, named, language)
    places = read_places(serving.views, named, language)
    called = whose | {iri: each.label("" if iri == view.iri else view.iri) for iri, each in composed.items()}
    labels = known | called

    def in_order(each: Incoming) -> Sequence[str]:
        # A part of many stays in the order of the pages.
        if each.count > len(each.things):
            return each.things
        return sorted(each.things, key=lambda iri: bare(labels[iri].text if iri in labels else iri))

    return render(
        "things/thing.html",
        serving.views,
        language,
        cited=(view.iri,),
        named=named,
        called=called,
        in_order=in_order,
        places=places,
        view=view,
        numbered=numbered,
        collection=collection,
        listed_as=TITLES.get(collection, collection),
        key=key,
        ours=BASE,
        foreign_name=foreign_name,
        relation=relation,
    )
