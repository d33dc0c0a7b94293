"""The language catalogues: every word a person reads goes through here.

Words are written in English in the code, marked with ``_()`` (or ``_p()`` where one English word needs two
Chinese ones) and turned into a language at the moment they are shown, by ``say()``. Screen and paper have
languages of their own: ``say(text)`` speaks the screen's, ``say(text, lang)`` any other.
"""

from __future__ import annotations

import gettext
import locale
import os
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from qfdesk.places import resources

LANGUAGES = {"zh_CN": "简体中文", "en": "English"}
_CONTEXT = "\x04"
_screen = "zh_CN"


def _(text: str) -> str:
    """Marks a word for the catalogue; the word itself comes back."""
    return text


def _p(context: str, text: str) -> str:
    """Marks a word whose Chinese depends on its context (``_p("person", "Name")``)."""
    return context + _CONTEXT + text


def use(lang: str) -> None:
    """Sets the screen's language. Raises ValueError for one that does not exist."""
    global _screen
    if lang not in LANGUAGES:
        raise ValueError(f"no such language: {lang}")
    _screen = lang


def screen() -> str:
    """The screen's language: ``zh_CN`` or ``en``."""
    return _screen


def system_language() -> str:
    """What the machine speaks: ``zh_CN`` where it is Chinese, else ``en``."""
    told = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    told = told or (locale.getlocale()[0] or "")
    return "zh_CN" if told.lower().startswith(("zh", "chinese")) else "en"


@cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    return gettext.translation("qfdesk", resources() / "language", languages=[lang], fallback=lang == "en")


def say(text: str, lang: str | None = None, /, **values: Any) -> str:
    """The text in ``lang`` (default: the screen's), its ``{name}`` places filled from ``values``.

    A value that is itself a Message is said in the same language.
    """
    lang = lang or _screen
    if not text:
        return ""
    said = _catalogue(lang).gettext(text)
    said = said.rpartition(_CONTEXT)[2]
    if not values:
        return said
    return said.format(**{k: v.say(lang) if isinstance(v, Message) else v for k, v in values.items()})


def say_count(one: str, many: str, count: int, lang: str | None = None, /, **values: Any) -> str:
    """Like ``say`` for a counted thing; ``{n}`` holds the count."""
    lang = lang or _screen
    said = _catalogue(lang).ngettext(one, many, count)
    return said.format(n=count, **{k: v.say(lang) if isinstance(v, Message) else v for k, v in values.items()})


@dataclass(frozen=True)
class Message:
    """A sentence not yet put into a language: a marked text and the values for its places."""

    text: str
    values: dict[str, Any] = field(default_factory=dict)

    def say(self, lang: str | None = None) -> str:
        return say(self.text, lang, **self.values)


def message(text: str, /, **values: Any) -> Message:
    """A Message with its values, as one writes it."""
    return Message(text, values)


@dataclass(frozen=True)
class Wanted(Message):
    """A sentence that asks for a field, by its ``key``, to be filled in."""

    key: str = ""


def wanted(key: str, text: str, /, **values: Any) -> Wanted:
    """A Wanted with its values, as one writes it."""
    return Wanted(text, values, key)


@dataclass(frozen=True)
class Listing(Message):
    """Several marked words or sentences, said one after the other."""

    text: str = ""
    parts: tuple[str | Message, ...] = ()

    def say(self, lang: str | None = None) -> str:
        said = (part.say(lang) if isinstance(part, Message) else say(part, lang) for part in self.parts)
        return say(_(", "), lang).join(said)
