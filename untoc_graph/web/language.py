"""The language of a page: what the address says, else what the browser likes best, of the six of the UN."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from flask import has_request_context, request
from flask_babel import Babel, format_decimal, gettext, ngettext
from flask_babel import lazy_gettext as later
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

if TYPE_CHECKING:
    from flask import Flask

__all__ = [
    "LANGUAGE",
    "LANGUAGES",
    "VARY",
    "Language",
    "chosen_language",
    "current_language",
    "format_decimal",
    "gettext",
    "later",
    "ngettext",
    "register",
]


@dataclass(frozen=True)
class Language:
    """A language that pages are written in.

    Attributes:
        tag: of BCP 47, "fr".
        title: its own name.
        direction: "ltr" or "rtl", as HTML says it.
    """

    tag: str
    title: str
    direction: str = "ltr"


# As the United Nations list them; English is what everything has.
LANGUAGES: Final = {
    language.tag: language
    for language in (
        Language("ar", "العربية", "rtl"),
        Language("zh", "中文"),
        Language("en", "English"),
        Language("fr", "Français"),
        Language("ru", "Русский"),
        Language("es", "Español"),
    )
}
# What a page depends on besides its address.
VARY: Final = "Accept, Accept-Language"
# The parameter of an address that names the language, whatever the browser says.
LANGUAGE: Final = "lang"
# A longer header is no wish, but work for whoever sorts it.
_LONGEST: Final = 500


def register(app: Flask) -> None:
    """Give the application its catalogues of texts, and the templates what they need of a language."""
    Babel(app, default_translation_directories="translations", locale_selector=lambda: current_language().tag)
    app.jinja_env.globals["languages"] = tuple(LANGUAGES.values())
    app.context_processor(_of_page)


def current_language() -> Language:
    """Return the language that the request asks for; English where it asks for none that there is."""
    if not has_request_context():
        return LANGUAGES["en"]
    return LANGUAGES[_tag(chosen_language(), request.headers.get("Accept-Language", ""))]


def chosen_language() -> str:
    """Return the tag that the address names, "" where it names none and the browser's wish decides."""
    said = request.args.get(LANGUAGE, "")
    return said if said in LANGUAGES else ""


@lru_cache(maxsize=512)
def _tag(said: str, accepted: str) -> str:
    """Return what an address says, or else what a browser likes best (RFC 9110, 12.5.4).

    >>> _tag("", "pt, fr-CA;q=0.8, en;q=0.7"), _tag("es", "fr"), _tag("", "*")
    ('fr', 'es', 'en')
    """
    if said:
        return said
    for tag, quality in parse_accept_header(accepted[:_LONGEST], LanguageAccept):
        primary = tag.partition("-")[0].lower()
        if quality > 0 and primary in LANGUAGES:
            return primary
    return "en"


def _of_page() -> dict[str, Any]:
    return {
        "language": current_language(),
        "chosen_language": chosen_language() if has_request_context() else "",
    }
