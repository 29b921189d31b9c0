"""From the quads of a release to what can be found: which literals are names of which things."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from untoc_graph.namespaces import BASE, PREFIXES, UNTOC
from untoc_graph.rdf.terms import iri_of
from untoc_graph.search.entries import FIELDS, KINDS, Entries, Name, Thing
from untoc_graph.search.search_words import SEARCH_WORDS
from untoc_graph.search.usual_names import USUAL_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from untoc_graph.rdf.engine import Quad

__all__ = ["collect"]

_SKOS, _RDFS, _DCTERMS = PREFIXES["skos"], PREFIXES["rdfs"], PREFIXES["dcterms"]
_ONTOLOGY: Final = str(UNTOC)

_NAMES: Final = {
    f"{_SKOS}prefLabel": "label",
    f"{_RDFS}label": "label",
    f"{_SKOS}altLabel": "alternative",
    f"{_SKOS}notation": "code",
    f"{_DCTERMS}title": "title",
    f"{_ONTOLOGY}shortTitle": "short-title",
    f"{_ONTOLOGY}formalName": "formal",
    f"{_ONTOLOGY}untsCitation": "identifier",
    f"{_SKOS}definition": "text",
    f"{_RDFS}comment": "text",
    f"{_DCTERMS}description": "text",
    f"{_ONTOLOGY}gist": "text",
    f"{_ONTOLOGY}conduct": "text",
    f"{_ONTOLOGY}role": "text",
    # Of decisions; the number of a provision is only its last step.
    f"{_ONTOLOGY}number": "number",
}
_LINKS: Final = frozenset(
    f"{_ONTOLOGY}{name}"
    for name in ("participant", "instrument", "session", "identifies", "designatesAuthority")
)
# Numbers of the statistics of the Food and Agriculture Organization look like M49 codes and are none.
_NO_CODE: Final = f"{_ONTOLOGY}faostat"
_PARAGRAPH: Final = re.compile(r"Article (\d+\S*)")
_STEPS: Final = re.compile(r"\d+|\D+")
_TYPE: Final = f"{PREFIXES['rdf']}type"
_TERM_TYPES: Final = (PREFIXES["owl"], PREFIXES["rdfs"])
_INSTRUMENTS: Final = ("untoc", "trafficking", "smuggling", "firearms")
_GAZETTE: Final = "de"


def collect(quads: Iterable[Quad]) -> Entries:
    """Return the things of a release with their names, the same for the same quads in whatever order."""
    literals, links, terms = _read(quads)
    owners = _owners(literals, links)
    # Several fields may give one name: the weightiest is kept.
    found: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)

    def add(iri: str, field: str, language: str, text: str) -> None:
        known = found[iri].get((language, text))
        if text and (known is None or FIELDS.index(field) < FIELDS.index(known)):
            found[iri][language, text] = field

    for iri in sorted(literals):
        kind = _kind(iri, terms)
        for field, language, text in _names(iri, kind, literals[iri]):
            if owner := owners.get(iri):
                if field not in {"text", "key"} and not text.isdecimal():
                    add(owner, "former" if "/former-name/" in iri else "identifier", language, text)
            elif kind:
                add(iri, field, language, text)
        if kind and iri not in owners:
            key = re.split(r"[/#]", iri)[-1]
            add(iri, "key" if kind not in {"participant", "organisation"} else "code", "", key)
    for field, names in (("usual", USUAL_NAMES), ("word", SEARCH_WORDS)):
        for name, texts in names.items():
            if BASE + name in found:
                for text in texts:
                    add(BASE + name, field, "", text)
    things = [_thing(iri, _kind(iri, terms), literals[iri], links.get(iri, {})) for iri in found]
    things.sort(key=_order)
    return Entries(
        tuple(things),
        tuple(
            Name(place, field, language, text)
            for place, thing in enumerate(things)
            for (language, text), field in sorted(found[thing.iri].items())
        ),
    )


def _read(
    quads: Iterable[Quad],
) -> tuple[dict[str, list[tuple[str, str, str]]], dict[str, dict[str, str]], set[str]]:
    """Return literals by subject as (field, language, text), links by subject, and the ontology's terms."""
    literals: dict[str, dict[tuple[str, str, str], None]] = defaultdict(dict)
    links: dict[str, dict[str, str]] = defaultdict(dict)
    terms: set[str] = set()
    for quad in quads:
        predicate = quad.predicate.value
        field = _NAMES.get(predicate)
        if field is not None:
            subject, value = iri_of(quad.subject), quad.object
            if subject.startswith(BASE) and not iri_of(value):
                datatype = getattr(value, "datatype", None)
                if datatype is None or datatype.value != _NO_CODE:
                    literals[subject][field, getattr(value, "language", None) or "", value.value] = None  # type: ignore[union-attr]
        elif predicate in _LINKS:
            subject, target = iri_of(quad.subject), iri_of(quad.object)
            name = predicate.removeprefix(_ONTOLOGY)
            # One of several, always the same: the order of quads must not matter.
            links[subject][name] = min(links[subject].get(name, target), target)
        elif (
            predicate == _TYPE
            and iri_of(quad.subject).startswith(_ONTOLOGY)
            and iri_of(quad.object).startswith(_TERM_TYPES)
        ):
            terms.add(iri_of(quad.subject))
    designated = {
        link["designatesAuthority"]: link["participant"]
        for _, link in sorted(links.items())
        if "designatesAuthority" in link and "participant" in link
    }
    for authority, participant in designated.items():
        links[authority]["participant"] = participant
    return {iri: sorted(said) for iri, said in literals.items()}, links, terms


def _owners(
    literals: Mapping[str, Iterable[tuple[str, str, str]]], links: Mapping[str, Mapping[str, str]]
) -> dict[str, str]:
    """Return whose names these are: former names are of participants, identifiers of instruments.

    A state that is none of today's, but had the M49 code of one of them, was where that one is: Zaire.
    """
    codes = {
        text: iri
        for iri, said in literals.items()
        if iri.startswith(f"{BASE}participant/")
        for field, _, text in said
        if field == "code" and text.isdecimal()
    }
    owners = {}
    for iri in literals:
        link = links.get(iri, {})
        if iri.startswith(f"{BASE}former-name/") and "participant" in link:
            owners[iri] = link["participant"]
        elif iri.startswith(f"{BASE}former-name/"):
            for field, _, text in literals[iri]:
                if field == "code" and text in codes:
                    owners[iri] = codes[text]
        elif iri.startswith(f"{BASE}identifier/") and "identifies" in link:
            owners[iri] = link["identifies"]
    return owners


def _kind(iri: str, terms: set[str]) -> str:
    """Return the kind of a thing, "" where it is none that is searched for."""
    if iri in terms:
        return "term"
    collection, _, key = iri.removeprefix(BASE).partition("/")
    return collection if key and collection in KINDS else ""


def _names(iri: str, kind: str, said: Iterable[tuple[str, str, str]]) -> Iterable[tuple[str, str, str]]:
    """Yield the names that count as (field, language, text)."""
    said = list(said)
    headings = Counter(field for field, language, _ in said if (field, language) == ("alternative", _GAZETTE))
    for field, language, text in said:
        if field == "number":
            if kind == "decision":
                yield "code", "", text
                yield from (
                    ("code", "", label.partition(":")[0])
                    for name, _, label in said
                    if name == "label" and text in label
                )
        # The gazette's headings were cut where it inverts or joins names: "Kongo, DR" left "Kongo".
        elif not (
            (kind, field, language) == ("participant", "alternative", _GAZETTE)
            and headings["alternative"] > 1
        ):
            yield field, language, text
    if kind == "term":
        yield "code", "", f"untoc:{iri.removeprefix(_ONTOLOGY)}"


def _thing(iri: str, kind: str, said: Iterable[tuple[str, str, str]], link: Mapping[str, str]) -> Thing:
    number = ""
    if kind == "provision":
        number = next(
            (
                match[1]
                for field, _, text in said
                if field == "label" and (match := _PARAGRAPH.fullmatch(text))
            ),
            # An article is labelled by its heading; its number is whole.
            next((text for field, _, text in said if field == "number"), ""),
        )
    within = {"provision": "instrument", "offence": "instrument", "authority": "participant"}.get(
        kind, "session"
    )
    return Thing(iri, kind, number, link.get(within, ""))


def _order(thing: Thing) -> tuple[object, ...]:
    """Sort by kind, then by instrument and number, then by key; numbers count as numbers."""
    instrument = thing.within.removeprefix(f"{BASE}instrument/")
    place = _INSTRUMENTS.index(instrument) if instrument in _INSTRUMENTS else len(_INSTRUMENTS)
    if thing.kind == "instrument":
        key = thing.iri.rpartition("/")[2]
        place = _INSTRUMENTS.index(key) if key in _INSTRUMENTS else len(_INSTRUMENTS)
    steps = [
        (step.isdecimal(), int(step) if step.isdecimal() else 0, step) for step in _STEPS.findall(thing.iri)
    ]
    return KINDS.index(thing.kind), place, steps
