"""Dates, moments and numbers as people write them: pure functions from a text to a value.

Each returns the value, None for an empty text, and raises ValueError for one that is not understood.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal, InvalidOperation

from qfdesk.language import LANGUAGES, _, say
from qfdesk.rules.clock import SHOP

_DAY_WORDS = {
    _("today"): 0,
    _("yesterday"): -1,
    _("tomorrow"): 1,
    _("day before yesterday"): -2,
    _("day after tomorrow"): 2,
}
_NOW = _("now")
_TIME = re.compile(r"(?:^|[\st]+)(\d{1,2}):(\d{2})(?::\d{2})?$")
_SHORT_TIME = re.compile(r"(?<=\d)\s+(\d{2})(\d{2})$")
_DAY = re.compile(r"[\d\s./年月日号-]+")
_SHIFT = re.compile(r"[+-]\d{1,3}$")


def _even(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower()


def _spoken(word: str) -> set[str]:
    return {say(word, lang) for lang in LANGUAGES}


def date_written(text: str, today: dt.date, past: bool = False) -> dt.date | None:
    """2026-11-20, 2026/11/20, 20261120, 11-20, 1120, 20, today, +3. ``past``: without a year not in the future."""
    text = _even(text)
    if not text:
        return None
    for word, days in _DAY_WORDS.items():
        if text in _spoken(word):
            return today + dt.timedelta(days=days)
    if _SHIFT.match(text):
        return today + dt.timedelta(days=int(text))
    parts = [int(part) for part in re.findall(r"\d+", text)]
    if not _DAY.fullmatch(text) or not parts:
        raise ValueError(text)
    if len(parts) == 1:
        parts = _undivided(re.sub(r"\D", "", text), today)
    return _day(parts, today, past)


def _undivided(digits: str, today: dt.date) -> list[int]:
    if len(digits) == 8:
        return [int(digits[:4]), int(digits[4:6]), int(digits[6:])]
    if len(digits) == 6:
        return [2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:])]
    if len(digits) == 4:
        return [int(digits[:2]), int(digits[2:])]
    if len(digits) <= 2:
        return [today.month, int(digits)]
    raise ValueError(digits)


def _day(parts: list[int], today: dt.date, past: bool) -> dt.date:
    if len(parts) == 3:
        year = parts[0] + 2000 if parts[0] < 100 else parts[0]
        return dt.date(year, parts[1], parts[2])
    if len(parts) != 2:
        raise ValueError("a day has two or three parts")
    day = dt.date(today.year, parts[0], parts[1])
    return dt.date(today.year - 1, parts[0], parts[1]) if past and day > today else day


def moment_written(text: str, now: dt.datetime, past: bool = False) -> dt.datetime | None:
    """A date and a time, each as it is written; a time alone is today's, a day alone begins at midnight."""
    text = _even(text)
    if not text:
        return None
    today = now.astimezone(SHOP)
    if text in _spoken(_NOW) or text in _spoken("today"):
        return today.replace(second=0, microsecond=0)
    found = _TIME.search(text) or _SHORT_TIME.search(text)
    time = dt.time(int(found[1]), int(found[2])) if found else dt.time()
    rest = text[: found.start()].strip() if found else text
    day = date_written(rest, today.date(), past) if rest else today.date()
    return dt.datetime.combine(day, time, SHOP) if day else None


def number_written(text: str) -> int | None:
    """A whole number, with or without commas between the thousands."""
    found = decimal_written(text, 0)
    return None if found is None else int(found)


def decimal_written(text: str, places: int) -> Decimal | None:
    """A number with so many places at most."""
    text = _even(text).replace(",", "").replace(" ", "").removeprefix("¥").removeprefix("\uffe5")
    if not text:
        return None
    if not re.fullmatch(r"[+-]?\d*\.?\d*", text):
        raise ValueError(text)
    try:
        value = Decimal(text)
        if value != round(value, places):
            raise ValueError(text)
    except InvalidOperation as error:  # no digits, or more of them than any number has
        raise ValueError(text) from error
    return value
