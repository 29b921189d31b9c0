"""Whom to write to in the requested state, and in which language.

Convention, article 18(13) on central authorities and 18(14) on languages; Smuggling Protocol, 8(6) on
authorities for requests at sea; Firearms Protocol, 13(2) on the point of contact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from untoc_graph.answers.findings import Channel, Channels, Entry
from untoc_graph.answers.law import CONVENTION, FIREARMS, SMUGGLING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from untoc_graph.answers.dossier import Statement
    from untoc_graph.answers.pair import Pair

__all__ = ["DIRECTORY", "LANGUAGES", "channels"]

# The directory of competent national authorities that UNODC keeps: open to authorities and missions only.
DIRECTORY: Final = "https://sherloc.unodc.org/cld/en/st/cna/CNA.html"

# The languages in which requests are accepted, as sentences call them, by their tags (BCP 47).
LANGUAGES: Final = {
    "ar": "Arabic",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "et": "Estonian",
    "fi": "Finnish",
    "fr": "French",
    "ga": "Irish",
    "hi": "Hindi",
    "hy": "Armenian",
    "is": "Icelandic",
    "it": "Italian",
    "lo": "Lao",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "mk": "Macedonian",
    "mt": "Maltese",
    "ne": "Nepali",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sv": "Swedish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


def channels(pair: Pair) -> Channels:
    """Return the channels to the requested participant, as notified and known to our sources by the day."""
    return Channels(
        central_authority=_channel(
            pair,
            CONVENTION,
            "central-authority",
            "untoc-18-13",
            "a central authority for mutual legal assistance",
        ),
        languages=_channel(pair, CONVENTION, "mla-language", "untoc-18-14", "a language for requests"),
        boarding_authority=_channel(
            pair, SMUGGLING, "boarding-authority", "smuggling-8-6", "an authority for requests at sea"
        ),
        firearms_contact=_channel(
            pair, FIREARMS, "firearms-contact-point", "firearms-13-2", "a point of contact on firearms"
        ),
    )


def _channel(pair: Pair, instrument: str, subject: str, provision: str, what: str) -> Channel:
    requested = pair.requested
    law = pair.law.instruments[instrument]
    provisions = pair.law.cited((provision,))
    citation = provisions[0].citation
    if pair.in_force(instrument) is False:
        return Channel(
            sentence=(
                f"Article {citation} does not apply: the {law.name} was not in force between the two on "
                f"{pair.on}{pair.limit}."
            ),
            provisions=provisions,
            facts=pair.between(instrument).facts,
            status="not-applicable",
            entries=(),
            directory=DIRECTORY,
        )
    said = [
        statement
        for statement, standing in pair.statements(requested)
        if statement.subject == subject and standing != "withdrawn"
    ]
    entries = tuple(entry for statement in said for entry in _entries(statement))
    if not said:
        return Channel(
            sentence=(
                f"Our sources have no notification of {what} by {requested.name} ({citation} of the "
                f"{law.name}), "
                "which does not mean that there is none: see the directory that UNODC keeps for authorities."
            ),
            provisions=provisions,
            facts=(requested.iri,),
            status="not-in-our-sources",
            entries=(),
            directory=DIRECTORY,
        )
    named = "; ".join(dict.fromkeys(_shown(entry, subject) for entry in entries))
    return Channel(
        sentence=f"{requested.name} notified {what} ({citation} of the {law.name}): {named}.",
        provisions=provisions,
        facts=tuple(statement.iri for statement in said),
        status="notified",
        entries=entries,
        directory=DIRECTORY,
    )


def _entries(statement: Statement) -> Iterator[Entry]:
    """Yield what a notification names; where the sources do not give the name, an entry without one."""
    names = tuple(authority.name for authority in statement.authorities) or statement.languages
    for name in names or (None,):
        yield Entry(
            name, statement.territory, statement.date, statement.gist, statement.thing, statement.sources
        )


def _shown(entry: Entry, subject: str) -> str:
    said = entry.name or entry.gist.removesuffix(".")
    if subject == "mla-language":
        said = LANGUAGES.get(said, said)
    return f"{said} (for {entry.territory})" if entry.territory else said
