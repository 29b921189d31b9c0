"""Where questions that need law are asked: names go in, an answer on a day comes out, from one release."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from untoc_graph.answers.comparison import comparison, status_of
from untoc_graph.answers.cooperation import cooperation
from untoc_graph.answers.law import CONVENTION
from untoc_graph.answers.network import matrix, network
from untoc_graph.answers.reading import Reader
from untoc_graph.answers.register import shown
from untoc_graph.answers.replies import ComparisonReply, MatrixReply, NetworkReply, StatusReply
from untoc_graph.errors import ParameterError
from untoc_graph.sparql.asking import Asker
from untoc_graph.sparql.parameters import read_term

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypedDict

    from untoc_graph.answers.cooperation import Cooperation

    class _About(TypedDict):
        on: date
        as_of: date
        release: str | None
        notes: tuple[str, ...]


__all__ = ["Answering", "Desk"]


class Desk:
    """Answers from one release; what was read of it is kept, so a desk lives as long as the release is asked.

    Threads may share one. Participants are named as `Names.participant` takes them; a day is a `date` or
    "2024-06-01", and the day of the data where it is left out, so that the answer is the same tomorrow.
    """

    def __init__(self, asker: Asker, release: str | None = None) -> None:
        """Take who is asked; nothing is read yet.

        Args:
            asker: a release or an endpoint.
            release: identifier of the release, for the answers to name it; None where it is not known.
        """
        self.reader = Reader(asker)
        self._release = release

    def cooperate(
        self,
        requesting: str,
        requested: str,
        *,
        crime: str | None = None,
        form: str | None = None,
        on: date | str | None = None,
    ) -> Cooperation:
        """Return how one participant can ask another for cooperation.

        Args:
            requesting: who asks.
            requested: who is asked.
            crime: a crime type by key or name; all of them if left out.
            form: a form of cooperation by key or name, asked with those below it; all if left out.
            on: the day.

        Raises:
            ParameterError: a name is not known, the two are the same, the day is none or before the
                Convention was in force, or one of the two is an organization and the form is for states.
        """
        day = self.day(on)
        names, law = self.reader.names, self.reader.law
        named = tuple(names.participant(each, day) for each in (requesting, requested))
        one, other = self.reader.dossiers(each.key for each in named)
        answer = cooperation(
            law,
            one,
            other,
            law.crimes[names.crime(crime).key] if crime else None,
            law.forms[names.form(form).key] if form else None,
            day,
        )
        return replace(answer, release=self._release, named={each.key: each for each in named})

    def status(self, participant: str, on: date | str | None = None) -> StatusReply:
        """Return how a participant stood to each instrument on a day.

        Raises:
            ParameterError: the participant is not known, or the day is none or before the Convention.
        """
        day = self.day(on)
        named = self.reader.names.participant(participant, day)
        (dossier,) = self.reader.dossiers([named.key])
        return StatusReply(
            **self._about(day, named.note),
            participant=named,
            instruments=status_of(self.reader.law, dossier, day),
        )

    def compare(self, participants: Iterable[str], on: date | str | None = None) -> ComparisonReply:
        """Return how two to ten participants stood to each instrument on a day, and which bound all.

        Raises:
            ParameterError: one is not known or is named twice, there are too few or too many, or the day is
                none or before the Convention.
        """
        day = self.day(on)
        named = tuple(self.reader.names.participant(each, day) for each in participants)
        dossiers = self.reader.dossiers(each.key for each in named)
        return ComparisonReply(
            **self._about(day, *(each.note for each in named)),
            participants=named,
            instruments=comparison(self.reader.law, dossiers, day),
        )

    def matrix(self, on: date | str | None = None) -> MatrixReply:
        """Return how every participant stood to each instrument on a day.

        Raises:
            ParameterError: the day is none or before the Convention.
        """
        day = self.day(on)
        law = self.reader.law
        rows = matrix(law, self.reader.dossiers(self.reader.names.participants), day)
        return MatrixReply(**self._about(day), instruments=tuple(law.instruments.values()), rows=rows)

    def network(self, on: date | str | None = None) -> NetworkReply:
        """Return between whom each instrument was in force on a day, or may have been.

        Raises:
            ParameterError: the day is none or before the Convention.
        """
        found = self.matrix(on)
        return NetworkReply(
            **self._about(found.on), participants=found.rows, edges=tuple(network(found.rows))
        )

    def day(self, on: date | str | None) -> date:
        """Return the day asked about, that of the data where none was named.

        Raises:
            ParameterError: it is no day, or before the Convention entered into force.
        """
        if on is None:
            day = self.reader.law.as_of
        else:
            try:
                day = date.fromisoformat(read_term("date", on))
            except ParameterError as error:
                said = shown(str(on))
                raise ParameterError(f"on {said}: {error}; it takes a date such as 2024-06-01") from None
        begins = self.reader.law.instruments[CONVENTION].in_force
        if day < begins:
            raise ParameterError(
                f"{day} is before {begins}, when the Convention entered into force (38(1)); name a later day"
            )
        return day

    def _about(self, day: date, *notes: str | None) -> _About:
        as_of = self.reader.law.as_of
        late = f"{day} is after the date of the data, {as_of}: what changed since then is not in it."
        return {
            "on": day,
            "as_of": as_of,
            "release": self._release,
            "notes": (*dict.fromkeys(note for note in notes if note), *([late] if day > as_of else [])),
        }


class Answering(Asker):
    """An asker with a desk, which keeps what it has read for as long as the asker lives."""

    @property
    def answers_from(self) -> str | None:
        """Identifier of the release that is asked, None where it is not known."""
        return None

    @cached_property
    def desk(self) -> Desk:
        """Where questions that need law are asked."""
        return Desk(self, self.answers_from)

    def cooperate(
        self,
        requesting: str,
        requested: str,
        *,
        crime: str | None = None,
        form: str | None = None,
        on: date | str | None = None,
    ) -> Cooperation:
        """Return how one participant can ask another for cooperation; see `Desk.cooperate`."""
        return self.desk.cooperate(requesting, requested, crime=crime, form=form, on=on)

    def status(self, participant: str, on: date | str | None = None) -> StatusReply:
        """Return how a participant stood to each instrument on a day; see `Desk.status`."""
        return self.desk.status(participant, on)

    def compare(self, *participants: str, on: date | str | None = None) -> ComparisonReply:
        """Return how two to ten participants stood to each instrument on a day; see `Desk.compare`."""
        return self.desk.compare(participants, on)

    def matrix(self, on: date | str | None = None) -> MatrixReply:
        """Return how every participant stood to each instrument on a day; see `Desk.matrix`."""
        return self.desk.matrix(on)

    def network(self, on: date | str | None = None) -> NetworkReply:
        """Return between whom each instrument was in force on a day; see `Desk.network`."""
        return self.desk.network(on)
