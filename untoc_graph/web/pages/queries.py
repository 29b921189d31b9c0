"""The pages of the questions: the list of them, and each with the form that asks it and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from untoc_graph.errors import DataError
from untoc_graph.namespaces import BASE
from untoc_graph.rdf.formats import RESULT_FORMATS
from untoc_graph.views.choices import Choices
from untoc_graph.views.results import GRAPH, ROWS, column_title, read_results
from untoc_graph.web.language import current_language
from untoc_graph.web.rendering import render
from untoc_graph.web.results import Pictures, pictures
from untoc_graph.web.running import downloads
from untoc_graph.web.subjects import ASKERS, subjects_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from untoc_graph.sparql.catalogue import Catalogue, CatalogueQuery
    from untoc_graph.sparql.parameters import Parameter
    from untoc_graph.sparql.reply import Request
    from untoc_graph.views.choices import Choice
    from untoc_graph.views.results import ResultView
    from untoc_graph.web.service import Serving

__all__ = ["Field", "address_of", "answer", "keys_of", "listing", "refusal"]

_CHOICES: Final = Choices()
# So many are chosen from a list; of more, some letters find the one.
_MOST_OPTIONS: Final = 80
_MOST_BOXES: Final = 12
# Servers and proxies refuse longer request lines; a text that does not fit is opened by its name.
_LONGEST_ADDRESS: Final = 6_000


@dataclass(frozen=True)
class Field:
    """A field of the form.

    Attributes:
        name: of the parameter.
        label: the same in words.
        about: what the parameter means, in English.
        kind: "date", "year", "number", "text", "choice" (one of few), "boxes" (some of few), "name" (one of
            many) or "names" (some of many, with commas).
        values: what is asked with, the examples of the file where nothing was given.
        choices: what can be chosen, with names.
    """

    name: str
    label: str
    about: str
    kind: str
    values: tuple[str, ...]
    choices: tuple[Choice, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """The names of the values that are chosen, as far as they have any."""
        names = {choice.key: choice.name for choice in self.choices}
        return tuple(names[value] for value in self.values if value in names)


def address_of(question: CatalogueQuery, values: Mapping[str, Sequence[str]], extension: str = "") -> str:
    """Return the path and query string at which a question is asked with these values.

    >>> from types import SimpleNamespace
    >>> address_of(SimpleNamespace(name="bound-on-date"), {"on": ["2024-06-01"]}, "csv")
    '/queries/bound-on-date.csv?on=2024-06-01'
    """
    said = urlencode([(name, ",".join(texts)) for name, texts in values.items()], safe=",", errors="replace")
    path = f"/queries/{question.name}{f'.{extension}' if extension else ''}"
    return f"{path}?{said}" if said else path


def keys_of(
    serving: Serving, question: CatalogueQuery, given: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Return the values with keys in the place of names: of participants, crimes and forms of cooperation.

    Raises:
        ParameterError: a name is not known, or the question has no such parameter.
        QueryError: the store did not answer.
    """
    values: dict[str, tuple[str, ...]] = {}
    for name, said in given.items():
        kind = question.parameter(name).type
        values[name] = tuple(_key(serving, kind, word) for word in said)
    return values


def listing(serving: Serving, catalogue: Catalogue) -> bytes:
    """Return the page that lists the questions by subject."""
    return _rendered(
        serving, "queries.html", subjects=subjects_of(catalogue), askers=ASKERS, count=len(catalogue)
    )


def answer(
    serving: Serving,
    parts: Request,
    question: CatalogueQuery,
    values: Mapping[str, tuple[str, ...]],
    bound: str,
) -> bytes:
    """Return the page of a question with its results.

    Raises:
        QueryError: the store does not answer, or the client asked too often.
    """
    if not parts.admitted:
        serving.endpoint.admit(parts.client)
    stream = serving.store.stream(bound, results=ROWS, graph=GRAPH, gone=parts.gone)
    try:
        pieces = [stream.whole or b""] if stream.rest is None else stream.rest
        view = read_results(stream.kind, pieces, named=True)
    finally:
        if stream.rest is not None:
            stream.rest.close()
    return _page(serving, question, values, bound=bound, view=view)


def refusal(
    serving: Serving, question: CatalogueQuery, given: Mapping[str, tuple[str, ...]], reason: str
) -> bytes:
    """Return the page of a question that was asked in a way that has no answer, which says why."""
    known = {parameter.name for parameter in question.parameters}
    shown = {name: values for name, values in given.items() if name in known}
    return _page(serving, question, shown, refusal=reason)


def _page(
    serving: Serving,
    question: CatalogueQuery,
    values: Mapping[str, Sequence[str]],
    *,
    bound: str = "",
    view: ResultView | None = None,
    refusal: str = "",
) -> bytes:
    language = current_language().tag
    drawn = Pictures()
    if view is not None:
        names = serving.views.labels.of(_states(view), language)
        keys = {iri.rpartition("/")[2]: label.text for iri, label in names.items()}
        drawn = pictures(view, question.title, keys)
    return _rendered(
        serving,
        "query.html",
        named=view.things if view else (),
        question=question,
        askers=[ASKERS[letter] for letter in question.asked_by],
        fields=[_field(serving, parameter, values) for parameter in question.parameters],
        examples=bool(question.parameters) and not values,
        refusal=refusal,
        view=view,
        pictures=drawn,
        downloads=_downloads(question, values, view) if view else (),
        bound=bound,
        editor=_editor(question, bound),
        address=address_of(question, values),
        text=address_of(question, values, "rq"),
        spreadsheet=_and(address_of(question, values, "csv"), "protect=1"),
    )


def _rendered(serving: Serving, template: str, *, named: Sequence[str] = (), **context: Any) -> bytes:
    page = render(template, serving.views, current_language().tag, named=named, **context)
    return page.encode("utf-8", "replace")


def _states(view: ResultView) -> list[str]:
    return [iri for iri in view.things if iri.startswith(f"{BASE}participant/")]


def _downloads(
    question: CatalogueQuery, values: Mapping[str, Sequence[str]], view: ResultView
) -> list[tuple[str, str]]:
    """Return the name and the address of each form in which the results can be had."""
    extensions = {fmt.name: fmt.extension for fmt in RESULT_FORMATS} | {"turtle": "ttl", "ntriples": "nt"}
    extensions |= {"jsonld": "jsonld", "rdfxml": "rdf", "trig": "trig", "nquads": "nq"}
    return [(title, address_of(question, values, extensions[name])) for name, title in downloads(view)]


def _and(address: str, more: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{more}"


def _editor(question: CatalogueQuery, bound: str) -> str:
    """Return the address at which the editor opens the text, or the file where that is too long."""
    said = f"/editor?{urlencode({'query': bound})}"
    return said if bound and len(said) <= _LONGEST_ADDRESS else f"/editor?name={quote(question.name)}"


def _field(serving: Serving, parameter: Parameter, values: Mapping[str, Sequence[str]]) -> Field:
    start = f"{BASE}{parameter.type}/"
    said = values.get(parameter.name) or [str(example) for example in parameter.examples]
    shown = tuple(text.removeprefix(start).removeprefix(f"{parameter.type}:") for text in said)
    label = column_title(parameter.name)
    if not parameter.is_thing:
        kind = {"date": "date", "year": "year", "integer": "number"}.get(parameter.type, "text")
        return Field(parameter.name, label, parameter.about, "text" if parameter.many else kind, shown)
    choices = _CHOICES.of(serving.views, parameter.type, current_language().tag)
    if parameter.many:
        kind = "boxes" if len(choices) <= _MOST_BOXES else "names"
    else:
        kind = "choice" if len(choices) <= _MOST_OPTIONS else "name"
    return Field(parameter.name, label, parameter.about, kind, shown, choices)


def _key(serving: Serving, kind: str, said: str) -> str:
    """Return the key of what is called so; the query refuses what cannot be looked for by name."""
    if kind not in {"participant", "crime", "cooperation"} or said.startswith((f"{kind}:", BASE)):
        return said
    if said in _CHOICES.keys_of(serving.views, kind):
        return said
    try:
        names = serving.desk.reader.names
    except DataError:
        # A release without law knows things by their keys only.
        return said
    match kind:
        case "participant":
            return names.participant(said, datetime.now(UTC).date()).key
        case "crime":
            return names.crime(said).key
        case _:
            return names.form(said).key
