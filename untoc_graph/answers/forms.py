"""Which forms of cooperation the instruments in force between two participants offer for a crime.

A form counts by those of its provisions whose instrument is in force between the two and covers the crime
by one of the paths: Convention, article 3(1); Protocols, article 1(2). No provision, no form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from untoc_graph.answers.findings import FormOffered
from untoc_graph.answers.law import CONVENTION, key_touches, one_modality
from untoc_graph.answers.paths import conditions_to_show
from untoc_graph.answers.related import other_treaties

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from untoc_graph.answers.dossier import Statement
    from untoc_graph.answers.findings import OffencePath
    from untoc_graph.answers.law import Form, Provision
    from untoc_graph.answers.pair import Pair

__all__ = ["duty_in_words", "forms_offered"]

_DUTIES: Final = {
    "mandatory": "a duty",
    "optional": "an option",
    "mixed": "in part a duty and in part an option",
    "none": "neither a duty nor an option, but described",
}
# What is mixed is told by its wording where all that it rests on has one.
_WEAKER: Final = {"shall-consider": "a duty to consider", "shall-endeavour": "a duty to try"}
# Beside these an offence is established by an instrument, and a form open without more.
_OTHER_PATHS: Final = {"serious-crime", "related-instrument"}


def duty_in_words(obligation: str, provisions: Sequence[Provision], words: Mapping[str, str]) -> str:
    """Return what a form is: a duty, an option, or where "shall consider" alone stands, a duty to consider.

    Args:
        obligation: mandatory, optional, mixed or none.
        provisions: what the form rests on.
        words: what each obligation is called.
    """
    weaker = _WEAKER.get(one_modality(provisions)) if obligation == "mixed" else None
    return weaker or words[obligation]


def forms_offered(
    pair: Pair, forms: Sequence[Form], paths: Sequence[OffencePath], statements: Sequence[Statement]
) -> tuple[FormOffered, ...]:
    """Return those of the forms that are open to the two for the crimes of the paths.

    Args:
        pair: the two and the day.
        forms: the forms asked about, one with those below it, or all.
        paths: the paths that are open for the crimes asked about.
        statements: the statements of either that stood on the day.
    """
    return tuple(_offered(pair, forms, paths, statements))


def _offered(
    pair: Pair, forms: Sequence[Form], paths: Sequence[OffencePath], statements: Sequence[Statement]
) -> Iterator[FormOffered]:
    reached = _instruments_reached(paths)
    only_serious = {path.kind for path in paths if path.standing != "not-known"} <= _OTHER_PATHS
    for form in forms:
        if form.needs_state and not pair.between_states:
            continue
        if form.confined_to is not None and not _reaches(form.confined_to, paths):
            continue
        provisions = pair.law.cited(form.provisions)
        known = tuple(each for each in provisions if reached.get(each.instrument))
        basis = known or tuple(each for each in provisions if each.instrument in reached)
        if basis:
            available: Literal[True] | None = True if known and pair.between_states else None
            yield _form(pair, form, basis, available, statements, only_serious=only_serious)


def _instruments_reached(paths: Sequence[OffencePath]) -> dict[str, bool]:
    """Return the instruments that cover one of the crimes between the two, and whether that is known.

    An offence of a Protocol and a serious crime open the Convention's measures as well. The measures of a
    Protocol are for its own offences.
    """
    reached: dict[str, bool] = {}
    for path in paths:
        known = path.standing != "not-known"
        instruments = {
            "convention-offence": (CONVENTION,),
            "protocol-offence": (path.instrument.key, CONVENTION),
            "serious-crime": (CONVENTION,),
            "related-instrument": (),
        }[path.kind]
        for instrument in instruments:
            reached[instrument] = reached.get(instrument, False) or known
    return reached


def _reaches(confined_to: str, paths: Sequence[OffencePath]) -> bool:
    """Whether one of the crimes asked about is the one to which a form is confined, or a kind of it."""
    return any(confined_to in crime.wider for path in paths for crime in path.crimes)


def _form(
    pair: Pair,
    form: Form,
    basis: tuple[Provision, ...],
    available: Literal[True] | None,
    statements: Sequence[Statement],
    *,
    only_serious: bool,
) -> FormOffered:
    touching = tuple(
        statement.key
        for statement in statements
        if any(key_touches(key, each.key) for key in statement.provisions for each in basis)
    )
    cited = pair.law.citation(basis)
    duty = duty_in_words(form.obligation, basis, _DUTIES)
    doubt = "" if available else f"; {_doubt(pair)}"
    if available and only_serious:
        doubt = ", if the offence is a serious crime in the law of both (2(b))"
    return FormOffered(
        sentence=f"{form.name} ({cited}) is {duty}{doubt}.",
        provisions=basis,
        facts=(
            form.iri,
            *dict.fromkeys(fact for each in basis for fact in pair.between(each.instrument).facts),
        ),
        form=form,
        obligation=form.obligation,
        available=available,
        requires=form.requires,
        conditions=conditions_to_show(pair, pair.law.conditions_of(*form.wider)),
        touched_by=touching,
        other_treaties=other_treaties(pair, form.key),
    )


def _doubt(pair: Pair) -> str:
    """Return why it is not known whether a form is open: 2(j) and 36(3), or a day that is missing."""
    organizations = [side.name for side in pair.sides if not side.is_state]
    if organizations:
        return f"{organizations[0]} takes part within the limits of its competence (2(j), 36(3))"
    return "whether it is open between the two is not known"
