"""Whether a dispute between two participants can go to arbitration and the International Court of Justice.

Convention, article 35(2) and (3); Trafficking Protocol, 15; Smuggling Protocol, 20; Firearms Protocol, 16.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from untoc_graph.answers.findings import Clause, DisputeSettlement
from untoc_graph.answers.law import CONVENTION, key_touches
from untoc_graph.namespaces import BASE

if TYPE_CHECKING:
    from untoc_graph.answers.dossier import Dossier
    from untoc_graph.answers.law import Instrument
    from untoc_graph.answers.pair import Pair

__all__ = ["dispute_settlement"]

_Word: TypeAlias = Literal[
    "opted out", "arbitration only", "accepts", "not known", "no opt-out in our sources"
]

_WORDS: Final[dict[str, _Word]] = {
    "not-bound": "opted out",
    "arbitration-only": "arbitration only",
    "accepts": "accepts",
}
_STRONGEST_FIRST: Final[tuple[_Word, ...]] = ("opted out", "arbitration only", "accepts", "not known")


def dispute_settlement(pair: Pair) -> DisputeSettlement:
    """Return whether the dispute clauses of the Convention and the Protocols are open between the two.

    True means that our sources have no opt-out of either that stands; None that one of them may have opted
    out.
    """
    clauses = tuple(_clause(pair, instrument) for instrument in pair.law.instruments.values())
    of_convention = next(clause for clause in clauses if clause.instrument.key == CONVENTION)
    return DisputeSettlement(
        sentence=of_convention.sentence,
        provisions=of_convention.provisions,
        facts=of_convention.facts,
        available=of_convention.available,
        because=of_convention.because,
        clauses=clauses,
    )


def _clause(pair: Pair, instrument: Instrument) -> Clause:
    in_force = pair.in_force(instrument.key)
    words = [(side, *_article_35_3(pair, side, instrument)) for side in pair.sides]
    said = "; ".join(f"{side.name}: {word}" for side, word, _ in words)
    opted_out = any(word == "opted out" for _, word, _ in words)
    unknown = in_force is None or any(word == "not known" for _, word, _ in words)
    available = False if in_force is False or opted_out else None if unknown else True
    reason = f"{instrument.name} not in force between the two" if in_force is False else said
    verdict = {True: "open", False: "not open", None: "not known to be open"}[available]
    citation = pair.law.provisions[instrument.dispute_clause].citation
    # Only states can be parties in cases before the Court (34(1) of its Statute).
    if available and (not pair.between_states or any(word == "arbitration only" for _, word, _ in words)):
        verdict = "open for arbitration only"
    return Clause(
        sentence=f"The dispute clause {citation} of the {instrument.name} is {verdict}: {reason}.",
        provisions=pair.law.cited((instrument.dispute_clause, instrument.dispute_opt_out)),
        facts=(
            *pair.between(instrument.key).facts,
            *dict.fromkeys(fact for _, _, facts in words for fact in facts),
        ),
        instrument=instrument,
        available=available,
        because=reason,
    )


def _article_35_3(pair: Pair, side: Dossier, instrument: Instrument) -> tuple[_Word, tuple[str, ...]]:
    """Return where a participant stands towards the clause, and the facts that say so.

    A statement whose text was not found may be an opt-out, so without a word on the clause it is not known.
    """
    words: dict[_Word, list[str]] = {}
    for statement, standing in pair.statements(side):
        about = statement.subject == "dispute-settlement" and statement.instrument == instrument.key
        names_clause = any(key_touches(key, instrument.dispute_clause) for key in statement.provisions)
        # One made for a territory speaks for that territory alone.
        about = about and statement.territory is None
        if not about or standing == "withdrawn" or not (names_clause or not statement.provisions):
            continue
        # A withdrawal without a day leaves open whether it still stood.
        word = _WORDS.get(statement.value or "", "not known") if standing == "standing" else "not known"
        words.setdefault(word, []).append(statement.iri)
    for gap in side.gaps:
        if gap.instrument == instrument.key and gap.kind == "statement":
            words.setdefault("not known", []).append(f"{BASE}gap/{gap.key}")
    for word in _STRONGEST_FIRST:
        if word in words:
            return word, tuple(words[word])
    return "no opt-out in our sources", ()
