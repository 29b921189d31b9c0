"""`/ontology.html` and `/shapes.html`: what each term means and how it is used, what each shape wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.exceptions import NotFound

from untoc_graph.views.ontology import read_ontology
from untoc_graph.views.shapes import read_shapes
from untoc_graph.web.language import gettext
from untoc_graph.web.rendering import render

if TYPE_CHECKING:
    from untoc_graph.web.service import Serving

__all__ = ["ontology", "shapes"]


def ontology(serving: Serving, language: str) -> str:
    """Return the documentation of the ontology.

    Raises:
        NotFound: the release has none.
        QueryError: the store did not answer.
    """
    view = read_ontology(serving.views, language)
    if view is None:
        raise NotFound("this release has no ontology")
    return render(
        "ontology.html",
        serving.views,
        language,
        named=dict.fromkeys(iri for term in view.terms for iri in term.named),
        view=view,
        parts=(
            ("classes", gettext("Classes"), view.classes),
            ("relations", gettext("Properties between things"), view.relations),
            ("values", gettext("Properties with texts, days and numbers"), view.values),
            ("datatypes", gettext("Datatypes"), view.datatypes),
        ),
    )


def shapes(serving: Serving, language: str) -> str:
    """Return the documentation of the shapes; raises QueryError where the store did not answer."""
    found = read_shapes(serving.views)
    named = {iri for shape in found for iri in (*shape.targets, *(want.path for want in shape.wants))}
    return render("shapes.html", serving.views, language, named=named - {""}, shapes=found)
