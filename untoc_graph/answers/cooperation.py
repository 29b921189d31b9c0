"""How two participants can cooperate on a crime on a day: the answer, put together from its parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from untoc_graph.answers.channels import channels
from untoc_graph.answers.disputes import dispute_settlement
from untoc_graph.answers.document import cooperation_document
from untoc_graph.answers.extradition import FORM as EXTRADITION
from untoc_graph.answers.extradition import extradition
from untoc_graph.answers.forms import forms_offered
from untoc_graph.answers.law import CONVENTION
from untoc_graph.answers.missing import missing
from untoc_graph.answers.pair import Pair
from untoc_graph.answers.paths import offence_paths
from untoc_graph.answers.statements import statements_between, statements_touching
from untoc_graph.answers.summary import summary
from untoc_graph.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from untoc_graph.answers.dossier import Dossier
    from untoc_graph.answers.findings import (
        Channels,
        DisputeSettlement,
        Extradition,
        Finding,
        FormOffered,
        InstrumentBetween,
        Missing,
        OffencePath,
        StatementTouching,
    )
    from untoc_graph.answers.law import Crime, Form, Law
    from untoc_graph.answers.names import Named

__all__ = ["Cooperation", "cooperation"]

# The provision that every answer relies on, whatever the crime and the form: the scope of the Convention.
_ALWAYS: Final = ("untoc-3",)
# Where one of the two is an organization, what it is competent for: 36(3) and its counterparts.
_COMPETENCE: Final = ("untoc-36-3", "trafficking-16-3", "smuggling-21-3", "firearms-17-3")


@dataclass(frozen=True)
class Cooperation:
    """The answer.

    Attributes:
        pair: the two, the day, and the law.
        crime: the crime asked about, None for all.
        form: the form asked about, None for all.
        summary: the answer in a few plain sentences.
        extradition: None where another form was asked about.
        release: identifier of the release that gave it, None where the endpoint does not tell.
        named: by key of a participant, by which name it was asked for.
    """

    pair: Pair
    crime: Crime | None
    form: Form | None
    summary: str
    instruments: tuple[InstrumentBetween, ...]
    paths: tuple[OffencePath, ...]
    forms: tuple[FormOffered, ...]
    extradition: Extradition | None
    channels: Channels
    statements: tuple[StatementTouching, ...]
    dispute_settlement: DisputeSettlement
    missing: tuple[Missing, ...]
    release: str | None = None
    named: Mapping[str, Named] = field(default_factory=dict)

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said of the names that were used."""
        return tuple(named.note for named in self.named.values() if named.note is not None)

    def to_json(self) -> dict[str, Any]:
        """Return the answer as plain data, with the stable names of docs/cooperation.md."""
        return cooperation_document(self)

    def findings(self) -> Iterator[tuple[str, Finding]]:
        """Yield every statement of the answer with the name of its section."""
        for name in ("instruments", "paths", "forms", "statements", "missing"):
            for finding in getattr(self, name):
                yield name, finding
        for form in self.forms:
            for treaty in form.other_treaties:
                yield "forms", treaty
        if self.extradition is not None:
            yield "extradition", self.extradition
        for name in ("central_authority", "languages", "boarding_authority", "firearms_contact"):
            yield "channels", getattr(self.channels, name)
        for clause in self.dispute_settlement.clauses:
            yield "dispute_settlement", clause


def cooperation(
    law: Law,
    requesting: Dossier,
    requested: Dossier,
    crime: Crime | None,
    form: Form | None,
    on: date,
) -> Cooperation:
    """Return how the requested participant can be asked by the requesting one.

    Args:
        law: what does not depend on who asks.
        requesting: who asks.
        requested: who is asked.
        crime: the crime type, None for all of them.
        form: the form of cooperation, with those below it; None for all.
        on: the day.

    Raises:
        ParameterError: the two are the same, the day is before the Convention was in force, or the form
            can only be
            given by a state and one of the two is an organization.
    """
    pair = Pair(law, requesting, requested, on)
    _refuse(pair, form)
    crimes = tuple(law.crimes.values()) if crime is None else (crime,)
    forms = tuple(each for each in law.forms.values() if form is None or form.key in each.wider)
    paths = offence_paths(pair, crimes)
    standing = tuple(statement for statement, standing in statements_between(pair) if standing == "standing")
    offered = forms_offered(pair, forms, paths, standing)
    on_extradition = (
        extradition(pair)
        if pair.between_states and any(EXTRADITION in each.wider for each in forms)
        else None
    )
    relied_on = {
        *_ALWAYS,
        *(() if pair.between_states else _COMPETENCE),
        *(each.key for found in (*paths, *offered) for each in found.provisions),
        *(each.key for each in (on_extradition.provisions if on_extradition else ())),
    }
    to_whom = channels(pair)
    touching = statements_touching(pair, relied_on)
    return Cooperation(
        pair=pair,
        crime=crime,
        form=form,
        summary=summary(pair, crime, form, paths, offered, on_extradition),
        instruments=pair.instruments,
        paths=paths,
        forms=offered,
        extradition=on_extradition,
        channels=to_whom,
        statements=touching,
        dispute_settlement=dispute_settlement(pair),
        missing=missing(pair, crime, paths, on_extradition, to_whom, touching),
    )


def _refuse(pair: Pair, form: Form | None) -> None:
    """Return when the question can be answered.

    Raises:
        ParameterError: it cannot; the message says why.
    """
    requesting, requested = pair.sides
    if requesting.key == requested.key:
        raise ParameterError(f"{requesting.name} is named twice; cooperation is between two different states")
    begins = pair.law.instruments[CONVENTION].in_force
    if pair.on < begins:
        raise ParameterError(
            f"{pair.on} is before {begins}, when the Convention entered into force (38(1)); name a later day"
        )
    for side in pair.sides:
        if form is not None and form.needs_state and not side.is_state:
            raise ParameterError(
                f"{side.name} is an organization, and {form.name[0].lower()}{form.name[1:]} is "
                "between states: "
                "name one of its member states"
            )
