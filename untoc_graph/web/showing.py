"""How answers are shown on pages: links to facts, and long lists in the order of their hierarchy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar
from urllib.parse import quote, urlencode

from flask import request
from markupsafe import Markup, escape

from untoc_graph.linked.record import read_record
from untoc_graph.namespaces import PREFIXES
from untoc_graph.rdf.terms import prefixed_name
from untoc_graph.views.labels import short
from untoc_graph.views.reconciled import read_reconciled
from untoc_graph.web.addresses import here, local
from untoc_graph.web.footnotes import groups, sureness
from untoc_graph.web.language import current_language, format_decimal
from untoc_graph.web.service import current_service

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from flask import Flask

    from untoc_graph.answers.law import Crime, Form, Thing
    from untoc_graph.answers.names import Names

__all__ = [
    "FEW",
    "Group",
    "comma",
    "days",
    "grouped",
    "listed",
    "participants_named",
    "register",
    "semicolon",
]

# So many forms, crimes or treaties are read at a glance; more are folded.
FEW: Final = 8

# What stands between the members of a list in each language, and what between lists; English for all others.
_DAY: Final = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_COMMAS: Final = {"ar": "\u060c ", "zh": "\u3001"}
_SEMICOLONS: Final = {"ar": "\u061b ", "zh": "\uff1b"}

Item = TypeVar("Item")


@dataclass(frozen=True)
class Group:
    """A thing that has others below it, with all of them; or those that have none, without a name.

    Attributes:
        name: the label of the thing at the top, "" for those that stand alone.
        members: each with its depth below the top, 0 for the top itself.
    """

    name: str
    members: tuple[tuple[int, Any], ...]


def register(app: Flask) -> None:
    """Give the templates what they show answers with."""
    app.add_template_filter(here, "describe")
    app.add_template_filter(short)
    app.add_template_filter(prefixed_name, "prefixed")
    app.add_template_filter(_participant, "participant_iri")
    app.add_template_filter(format_decimal, "decimal")
    app.add_template_filter(listed)
    app.add_template_filter(days)
    app.jinja_env.globals.update(
        few=FEW, local=local, in_language=_in_language, source_groups=groups, sureness=sureness
    )
    app.jinja_env.globals.update(comma=comma, semicolon=semicolon)
    app.context_processor(_of_page)


def comma() -> str:
    """Return what stands between the members of a list in the language of the page."""
    return _COMMAS.get(current_language().tag, ", ")


def semicolon() -> str:
    """Return what stands between parts of a list that may be lists, in the language of the page."""
    return _SEMICOLONS.get(current_language().tag, "; ")


def listed(items: Iterable[object], between: Literal[",", ";"] = ",") -> Markup:
    """Return a list in a line, as the language of the page writes it."""
    between_them = comma() if between == "," else semicolon()
    return Markup("{}").format(between_them).join(items)  # type: ignore[arg-type]


def days(text: object) -> Markup:
    """Return a text whose days, such as `2003-09-29`, are marked as such: none is broken or turned round."""
    return Markup(_DAY.sub(r'<time datetime="\g<0>">\g<0></time>', str(escape(text))))  # noqa: S704  escaped


def _participant(key: str) -> str:
    """Return the IRI of the participant with this key."""
    return f"{PREFIXES['participant']}{key}"


def _in_language(tag: str) -> str:
    """Return the address of this page in another language."""
    said = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{quote(request.path)}?{urlencode([*said, ('lang', tag)], errors='replace')}"


def _of_page() -> dict[str, Any]:
    """Return what the foot of every page says: the release, its day, and the day of its lists of parties."""
    serving = current_service().serving
    if serving is None:
        return {"release_id": ""}
    record = read_record(serving.release.path)
    return {
        "release_id": serving.release.id,
        "released": record.modified if record else "",
        "lists_of": record.period[1] if record else "",
        "reconciled": lambda: read_reconciled(serving.views),
    }


def participants_named(names: Names) -> Iterator[str]:
    """Yield the IRIs of all participants, for the lists that forms offer."""
    return map(_participant, names.of_participants)


def grouped(
    items: Iterable[Item],
    all_things: Mapping[str, Crime | Form],
    thing_of: Callable[[Item], Thing],
    root: str = "",
) -> tuple[Group, ...]:
    """Return items by the thing at the top of what each is about; those that stand alone come last.

    Args:
        items: in the order in which they are shown; each thing is followed by those below it.
        all_things: all crime types or forms of cooperation by their keys.
        thing_of: tells which of them an item is about.
        root: key of the thing that all others are below, which makes no group.
    """
    found = {thing_of(item).key: item for item in items}
    place = {key: number for number, key in enumerate(found)}
    chains = {key: _chain(all_things, key, root) for key in found}
    below: dict[str, list[str]] = {}
    for key in sorted(found, key=lambda key: [place.get(each, -1) for each in chains[key]]):
        below.setdefault(chains[key][0], []).append(key)
    groups = [
        Group(all_things[top].name, tuple((len(chains[key]) - 1, found[key]) for key in keys))
        for top, keys in below.items()
        if len(keys) > 1
    ]
    alone = tuple((0, found[key]) for keys in below.values() if len(keys) == 1 for key in keys)
    return (*groups, Group("", alone)) if alone else tuple(groups)


def _chain(all_things: Mapping[str, Crime | Form], key: str, root: str) -> list[str]:
    """Return the keys from the top down to a thing."""
    wider = [each for each in all_things[key].wider if each != root] or [key]
    return sorted(wider, key=lambda each: len(all_things[each].wider))
