"""What a page shows of an instrument: its particulars, parties, provisions, and what was stated."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from untoc_graph.answers.law_rows import provision_place
from untoc_graph.views.accession import read_accession
from untoc_graph.views.binding import signature_of
from untoc_graph.views.properties import Properties
from untoc_graph.views.stated import Stated, by_article, stated_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from untoc_graph.answers.law import Instrument, Law, Provision
    from untoc_graph.views.accession import Accession
    from untoc_graph.views.reading import Reading, Term
    from untoc_graph.views.stated import ArticleStated
    from untoc_graph.views.views import Views

__all__ = ["Article", "Chapter", "Identifier", "InstrumentView", "Paragraph", "read_instrument"]


# From the plain duty to none.
_WORDINGS: Final = (
    "shall",
    "shall-and-may",
    "shall-consider",
    "shall-endeavour",
    "may",
    "encouraged",
    "declaratory",
)


@dataclass(frozen=True)
class Identifier:
    """The name of an instrument in another system, or that none was found.

    Attributes:
        iri: of the fact.
        system: IRI of the system, None where no name was found.
        name: the name there; which name is missing, in English, where none was found.
        address: where it leads, or None.
        note: what to mind, or what was looked for, in English.
    """

    iri: str
    system: str | None
    name: str
    address: str | None
    note: str


@dataclass(frozen=True)
class Paragraph:
    """A part of an article.

    Attributes:
        provision: which.
        depth: how far below the article, from 1.
        gist: what it says in a sentence, in English.
    """

    provision: Provision
    depth: int
    gist: str


@dataclass(frozen=True)
class Article:
    """An article.

    Attributes:
        provision: which.
        gist: what it says in a sentence, in English.
        paragraphs: its parts, in their order.
    """

    provision: Provision
    gist: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def modalities(self) -> tuple[tuple[str, int], ...]:
        """The wordings of its parts, or its own where it has none, each with how often it is used."""
        said = [each.provision.modality for each in self.paragraphs] or [self.provision.modality]
        return _in_order(Counter(key for key in said if key))


@dataclass(frozen=True)
class Chapter:
    """A part of the instrument with its articles; the title is "" where the instrument has no parts."""

    title: str
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class InstrumentView:
    """An instrument for its page.

    Attributes:
        instrument: which.
        supplements: IRI of the Convention that it supplements, or None.
        titles: its full titles, by language.
        adopted: the day, or None.
        adopted_by: by which act, or "".
        first_signed: the first day on which a participant signed it, None where no source gives one.
        first_signature: IRI of a signature of that day, or None.
        depositary: who keeps it, or "".
        citation: its place in the United Nations Treaty Series, or "".
        note: what to mind, in English.
        identifiers: its names in other systems, then those that were not found.
        accession: who is bound, and who is not.
        chapters: its articles.
        statements: what was stated under it, by article.
    """

    instrument: Instrument
    supplements: str | None
    titles: tuple[Term, ...]
    adopted: str | None
    adopted_by: str
    first_signed: str | None
    first_signature: str | None
    depositary: str
    citation: str
    note: str
    identifiers: tuple[Identifier, ...]
    accession: Accession
    chapters: tuple[Chapter, ...]
    statements: tuple[ArticleStated, ...]

    @property
    def iri(self) -> str:
        """Its IRI."""
        return self.instrument.iri

    @property
    def stated(self) -> tuple[Stated, ...]:
        """All statements under it."""
        return tuple(each for article in self.statements for each in article.stated)

    @property
    def modalities(self) -> tuple[tuple[str, int], ...]:
        """The wordings of all its paragraphs, each with how often it is used."""
        counts: Counter[str] = Counter()
        for chapter in self.chapters:
            for article in chapter.articles:
                counts.update(dict(article.modalities))
        return _in_order(counts)


def read_instrument(views: Views, key: str) -> InstrumentView | None:
    """Return the view of the instrument with a key, None where there is none.

    Raises:
        QueryError: the store did not answer.
    """
    reader, reading = views.desk.reader, views.reading
    law = reader.law
    instrument = law.instruments.get(key)
    if instrument is None:
        return None
    said = Properties(reading.rows("instrument-facts", instrument=key))
    accession = read_accession(reading, views.desk, instrument)
    signed = [
        (each.participation.signed_on, signature_of(each.participation))
        for each in accession.standers
        if each.participation and each.participation.signed_on
    ]
    first_signed, first_signature = min(signed, default=(None, None))
    dossiers = reader.dossiers(reader.names.participants)
    stated = [
        each for dossier in dossiers for each in stated_by(law, dossier) if each.statement.instrument == key
    ]
    return InstrumentView(
        instrument,
        supplements=_text(said.one("untoc:supplements")),
        titles=said.all("dcterms:title"),
        adopted=_text(said.one("untoc:adopted")),
        adopted_by=said.text("untoc:adoptedBy"),
        first_signed=_text(first_signed),
        first_signature=first_signature,
        depositary=said.text("untoc:depositary"),
        citation=said.text("untoc:untsCitation"),
        note=said.text("skos:note"),
        identifiers=tuple(_identifiers(reading, key)),
        accession=accession,
        chapters=_chapters(reading, law, key),
        statements=by_article(law, stated),
    )


def _identifiers(reading: Reading, key: str) -> Iterator[Identifier]:
    rows = reading.rows("instrument-identifiers", instrument=key)
    for row in sorted(rows, key=lambda row: row.system is None):
        yield Identifier(
            str(row.fact),
            system=_text(row.system),
            # What is missing stands first: "Wikidata QID: not found in any source".
            name=str(row.name or str(row.note).partition(":")[0]),
            address=_text(row.address),
            note=str(row.note or ""),
        )


def _chapters(reading: Reading, law: Law, key: str) -> tuple[Chapter, ...]:
    gists: dict[str, str] = {}
    chapters: dict[str, str] = {}
    for row in reading.rows("instrument-provisions", instrument=key):
        provision = row.provision.rpartition("/")[2]
        gists[provision] = str(row.gist)
        if row.chapter is not None:
            chapters[provision] = str(row.chapter)
    ours = sorted((each for each in law.provisions.values() if each.instrument == key), key=_place)
    found: dict[str, list[Article]] = {}
    for article, paragraphs in _by_article(ours).items():
        found.setdefault(chapters.get(article.key, ""), []).append(
            Article(
                article,
                gists.get(article.key, ""),
                tuple(Paragraph(each, _depth(each), gists.get(each.key, "")) for each in paragraphs),
            )
        )
    return tuple(Chapter(title, tuple(articles)) for title, articles in found.items())


def _in_order(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple((wording, counts[wording]) for wording in _WORDINGS if counts[wording])


def _by_article(provisions: Iterable[Provision]) -> Mapping[Provision, list[Provision]]:
    found: dict[Provision, list[Provision]] = {}
    article: Provision | None = None
    for each in provisions:
        if article is not None and each.key.startswith(f"{article.key}-"):
            found[article].append(each)
        else:
            article = each
            found[article] = []
    return found


def _place(provision: Provision) -> tuple[object, ...]:
    return provision_place(provision.key)


def _depth(provision: Provision) -> int:
    """Return how far a paragraph is below its article: 1 for 16(5), 2 for 16(5)(a)."""
    return provision.key.count("-") - 1


def _text(term: object) -> str | None:
    return None if term is None else str(term)
