"""The language of a page: what the address says, else what the browser likes best, of the six of the UN."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from flask import has_request_context, request
from flask_babel import Babel, LazyString, format_decimal, get_translations
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

if TYPE_CHECKING:
    from babel.support import NullTranslations
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


# As the United Nations list them; the texts of pages are in each.
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
# Where a request keeps what was found of its language: pages ask for it a thousand times.
_SAID: Final = "untoc.language-said"
_TEXTS: Final = "untoc.texts"
# A longer header is no wish, but work for whoever sorts it.
_LONGEST: Final = 500


def register(app: Flask) -> None:
    """Give the application its catalogues of texts, and the templates what they need of a language."""
    Babel(app, default_translation_directories="translations", locale_selector=lambda: current_language().tag)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: _texts().ugettext(text),
        lambda one, many, count: _texts().ungettext(one, many, count),
        newstyle=True,
    )
    app.jinja_env.globals["languages"] = tuple(LANGUAGES.values())
    app.context_processor(_of_page)


def current_language() -> Language:
    """Return the language that the request asks for; English where it asks for none that there is."""
    if not has_request_context():
        return LANGUAGES["en"]
    return LANGUAGES[_tag(chosen_language(), request.headers.get("Accept-Language", ""))]


def chosen_language() -> str:
    """Return the tag that the address names, "" where it names none and the browser's wish decides."""
    known = request.environ
    if _SAID not in known:
        said = request.args.get(LANGUAGE, "")
        known[_SAID] = said if said in LANGUAGES else ""
    chosen: str = known[_SAID]
    return chosen


def gettext(text: str, /, **values: object) -> str:
    """Return a text in the language of the request, with values in the places that it names."""
    said = _texts().ugettext(text)
    return said % values if values else said


def ngettext(one: str, many: str, num: int, /, **values: object) -> str:
    """Return the text for a number in the language of the request; its place is called `num`."""
    said = _texts().ungettext(one, many, num)
    return said % {"num": num, **values}


def later(text: str, /, **values: object) -> LazyString:
    """Return a text that is put into the language of the request when it is shown."""
    return LazyString(gettext, text, **values)


def _texts() -> NullTranslations:
    """Return the texts in the language of the request, the English ones where there is none."""
    known: dict[str, Any] = request.environ if has_request_context() else {}
    texts: NullTranslations | None = known.get(_TEXTS)
    if texts is None:
        texts = known[_TEXTS] = get_translations()
    return texts


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
