"""Periods by name: a month as 2026-11, a quarter as 2026-Q4, a half year as 2026-H2, a year as 2026."""

from __future__ import annotations

import datetime as dt
import re

from qfdesk.language import Listing, Message, _
from qfdesk.rules.duties import HALF, MONTH, QUARTER, YEAR, Period, period_of

FIRST_YEAR, LAST_YEAR = 1950, 2900
KINDS = {MONTH: _("a month"), QUARTER: _("a quarter"), HALF: _("a half year"), YEAR: _("a year")}
_NAMED = re.compile(r"(?P<year>\d{4})(?:-(?:(?P<month>\d{2})|Q(?P<quarter>[1-4])|H(?P<half>[12])))?", re.IGNORECASE)


def named(text: str) -> Period | None:
    """The period that a text names; None for what is none."""
    found = _NAMED.fullmatch(text.strip())
    if found is None or not FIRST_YEAR <= int(found["year"]) <= LAST_YEAR:
        return None
    year = int(found["year"])
    if found["month"]:
        month = int(found["month"])
        return period_of(MONTH, dt.date(year, month, 1)) if 1 <= month <= 12 else None
    if found["quarter"]:
        return period_of(QUARTER, dt.date(year, int(found["quarter"]) * 3, 1))
    if found["half"]:
        return period_of(HALF, dt.date(year, int(found["half"]) * 6, 1))
    return period_of(YEAR, dt.date(year, 1, 1))


def length(period: Period) -> str:
    """month, quarter, half or year."""
    return next(every for every in (MONTH, QUARTER, HALF, YEAR) if period_of(every, period.first) == period)


def kinds(every: tuple[str, ...]) -> Message:
    """Kinds of periods in words."""
    return Listing(parts=tuple(KINDS[one] for one in every))
