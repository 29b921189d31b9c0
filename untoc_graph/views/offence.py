"""What a page shows of an offence: its elements, the duty to criminalise it, its provisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from untoc_graph.answers.law import key_touches
from untoc_graph.answers.law_rows import provision_place
from untoc_graph.answers.linked_rows import key_of
from untoc_graph.namespaces import mint
from untoc_graph.views.properties import read_properties
from untoc_graph.views.said import Kind, by_kind, read_said, sorting_names

if TYPE_CHECKING:
    from untoc_graph.answers.law import Crime, Form, Instrument, Provision
    from untoc_graph.views.views import Views

__all__ = ["ELEMENTS", "OffenceView", "read_offence"]

# The elements in the order in which a charge is made out.
ELEMENTS: Final = (
    "conduct",
    "objectOfOffence",
    "means",
    "mentalElement",
    "purpose",
    "threshold",
    "aggravatingCircumstances",
)


@dataclass(frozen=True)
class OffenceView:
    """An offence with all that its page shows.

    Attributes:
        iri: its IRI.
        citation: the provisions as a lawyer cites them, `5(1)(a)(i)`.
        instrument: the instrument that makes states criminalise it.
        provisions: those that do, in the order of the text.
        duty: IRI of how far states must make it a crime.
        elements: each element of `ELEMENTS` that the graph has, with its text in English.
        transnationality: whether the offence takes a border crossed or a group, in English.
        note: what to mind, in English, or "".
        crimes: crime types that correspond to it.
        forms: forms of cooperation whose legal basis is one of its provisions.
        beside: IRIs of the other offences of its articles, with the duty of each.
        statements: what was said on its provisions, by kind.
    """

    iri: str
    citation: str
    instrument: Instrument
    provisions: tuple[Provision, ...]
    duty: str
    elements: tuple[tuple[str, str], ...]
    transnationality: str
    note: str
    crimes: tuple[Crime, ...]
    forms: tuple[Form, ...]
    beside: tuple[tuple[str, str], ...]
    statements: tuple[Kind, ...]

    @property
    def statement_count(self) -> int:
        """How many statements there are."""
        return sum(len(each.statements) for each in self.statements)


def read_offence(views: Views, key: str, language: str) -> OffenceView | None:
    """Return an offence, None where there is none with this key.

    Args:
        views: where to read.
        key: the last segment of its IRI, `untoc-5-1-a-i`.
        language: of the names by which participants are ordered.

    Raises:
        QueryError: the store did not answer.
    """
    iri = str(mint("offence", key))
    known = read_properties(views.reading, iri)
    if not known:
        return None
    law = views.desk.reader.law
    keys = sorted(map(key_of, known.all("untoc:criminalisedBy")), key=provision_place)
    touched = tuple(each for each in law.provisions if any(key_touches(each, own) for own in keys))
    articles = {_article(each) for each in keys}
    of_articles = [each for each in law.provisions if _article(each) in articles]
    statements = read_said(views.reading, touched)
    makers = sorting_names(views, (each.participant for each in statements), language)
    return OffenceView(
        iri=iri,
        citation=known.text("untoc:citation"),
        instrument=law.instruments[key_of(known.one("untoc:instrument"))],
        provisions=law.cited(tuple(keys)),
        duty=str(known.one("untoc:criminalisationDuty")),
        elements=tuple(
            (name, known.text(f"untoc:{name}")) for name in ELEMENTS if known.all(f"untoc:{name}")
        ),
        transnationality=known.text("untoc:transnationality"),
        note=known.text("skos:note"),
        crimes=tuple(
            law.crimes[key_of(row.crime)] for row in views.reading.rows("offence-crimes", offence=key)
        ),
        forms=tuple(each for each in law.forms.values() if set(each.provisions).intersection(touched)),
        beside=tuple(
            dict.fromkeys(
                (str(row.offence), str(row.duty))
                for row in views.reading.rows("offences-under", provision=of_articles)
                if row.offence != iri
            )
        ),
        statements=by_kind(statements, makers),
    )


def _article(key: str) -> str:
    """Return the key of the article of a provision: `untoc-5` of `untoc-5-1-a`."""
    return "-".join(key.split("-")[:2])
