"""An answer on cooperation as text for people: the summary, then each section, folded to a width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from untoc_graph.answers.findings import Extradition, Finding, FormOffered, OffencePath
from untoc_graph.answers.summary import DISCLAIMER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from untoc_graph.answers.cooperation import Cooperation

__all__ = ["answer_lines"]

_MARKS: Final = {True: "yes", False: "no", None: "?"}
# So many forms are still told with what each requires; more are a list.
_FEW: Final = 5


def answer_lines(answer: Cooperation, width: int, *, facts: bool) -> Iterator[str]:
    """Yield the lines of an answer.

    Args:
        answer: the answer.
        width: characters in a line.
        facts: whether the IRIs of the facts stand below each sentence.
    """
    pair = answer.pair
    asked = ", ".join(each.name for each in (answer.crime, answer.form) if each is not None)
    yield f"{pair.requesting.name} asks {pair.requested.name}, {pair.on}{f': {asked}' if asked else ''}"
    yield ""
    for said in (*answer.notes, answer.summary):
        yield click.wrap_text(said, width)
    for title, findings in _sections(answer):
        yield ""
        yield title
        for mark, finding in findings:
            lead = f"  {mark:<4}" if mark else "  - "
            indent = " " * len(lead)
            yield click.wrap_text(finding.sentence, width, lead, indent)
            for detail in _details(answer, finding):
                yield click.wrap_text(detail, width, f"{indent}  ", f"{indent}    ")
            if facts:
                yield from (f"{indent}<{fact}>" for fact in finding.facts)
    yield ""
    yield click.wrap_text(f"Release {answer.release or 'not told'}. {DISCLAIMER}", width)


def _sections(answer: Cooperation) -> Iterator[tuple[str, list[tuple[str, Finding]]]]:
    """Yield each section with its findings, which begin with yes, no or ? where they answer that."""
    yield (
        "Instruments in force between the two",
        [(_MARKS[each.in_force_between], each) for each in answer.instruments],
    )
    yield "Paths to an offence, the strongest first", _or_none(answer.paths)
    yield "Forms of cooperation", _or_none(answer.forms)
    if answer.extradition is not None:
        yield "Extradition: article 16(5)", [("", answer.extradition)]
    channels = answer.channels
    yield (
        "Channels",
        [
            ("", channels.central_authority),
            ("", channels.languages),
            ("", channels.boarding_authority),
            ("", channels.firearms_contact),
        ],
    )
    yield "Statements that touch what is relied on", _or_none(answer.statements)
    yield (
        "Settlement of disputes",
        [(_MARKS[each.available], each) for each in answer.dispute_settlement.clauses],
    )
    yield "Missing or doubtful", _or_none(answer.missing)


def _or_none(findings: Sequence[Finding]) -> list[tuple[str, Finding]]:
    nothing = Finding(sentence="None that our sources have.", provisions=(), facts=())
    return [("", each) for each in findings or (nothing,)]


def _details(answer: Cooperation, finding: Finding) -> Iterator[str]:
    """Yield what belongs below a sentence: what must be shown, what it takes, what each side said."""
    law = answer.pair.law
    match finding:
        case OffencePath() if finding.kind != "related-instrument":
            for condition in finding.conditions:
                cited = law.citation(condition.provisions)
                yield f"to show: {condition.condition.name} ({cited})"
        case FormOffered():
            if len(answer.forms) <= _FEW:
                for condition in finding.conditions:
                    yield f"to show: {condition.condition.name} ({law.citation(condition.provisions)})"
                yield from (f"requires: {each}" for each in finding.requires)
            if finding.touched_by:
                yield f"touched by: {', '.join(finding.touched_by)}"
            for treaty in finding.other_treaties:
                yield treaty.sentence
        case Extradition():
            yield f"{answer.pair.requested.name}: {finding.requested_16_5}"
            yield f"{answer.pair.requesting.name}: {finding.requesting_16_5}"
