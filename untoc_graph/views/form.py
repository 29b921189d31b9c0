"""What a page shows of a form of cooperation: its basis, what it needs, what it serves, what supports it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from untoc_graph.answers.linked_rows import key_of
from untoc_graph.views.hierarchies import Branch, branches, line_above
from untoc_graph.views.properties import read_properties

if TYPE_CHECKING:
    from untoc_graph.answers.law import Condition, Crime, Form, Provision, Related
    from untoc_graph.views.reading import Term
    from untoc_graph.views.views import Views

__all__ = ["FormView", "read_form"]


@dataclass(frozen=True)
class FormView:
    """A form of cooperation with all that its page shows.

    Attributes:
        form: the form.
        definition: in English.
        labels: its name in each language, in the order of the tags.
        alternatives: other names.
        provisions: its legal basis, in the order of the text; each has its own duty or option.
        gists: what each of them says in English, by key.
        above: the wider forms, the widest first.
        below: the narrower forms.
        conditions: what must be shown for it.
        crimes: the crime types that it serves, as trees.
        crime_count: how many there are.
        confined_to: the one crime type that it is for, or None.
        treaties: other treaties that are on it or on a wider form.
    """

    form: Form
    definition: str
    labels: tuple[Term, ...]
    alternatives: tuple[Term, ...]
    provisions: tuple[Provision, ...]
    gists: dict[str, str]
    above: tuple[Crime | Form, ...]
    below: tuple[Branch, ...]
    conditions: tuple[Condition, ...]
    crimes: tuple[Branch, ...]
    crime_count: int
    confined_to: Crime | None
    treaties: tuple[Related, ...]


def read_form(views: Views, key: str) -> FormView | None:
    """Return a form of cooperation, None where there is none with this key.

    Args:
        views: where to read.
        key: the last segment of its IRI, `extradition`.

    Raises:
        QueryError: the store did not answer.
    """
    law = views.desk.reader.law
    if key not in law.forms:
        return None
    form = law.forms[key]
    known = read_properties(views.reading, form.iri)
    crimes = [key_of(each) for each in known.all("untoc:appliesTo")]
    parts = views.reading.rows("provision-parts", provision=form.provisions)
    return FormView(
        form=form,
        definition=known.text("skos:definition"),
        labels=tuple(sorted(known.all("skos:prefLabel"), key=lambda each: each.language)),
        alternatives=known.all("skos:altLabel"),
        provisions=law.cited(form.provisions),
        gists={key_of(row.provision): str(row.gist) for row in parts},
        above=line_above(law.forms, key),
        below=branches(law.forms, law.forms, top=key),
        conditions=law.conditions_of(*form.wider),
        crimes=branches(law.crimes, crimes),
        crime_count=len(crimes),
        confined_to=law.crimes[form.confined_to] if form.confined_to else None,
        treaties=tuple(each for each in law.related.values() if set(form.wider).intersection(each.forms)),
    )
