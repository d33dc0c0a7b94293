"""The spans of time a list can be narrowed to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from qfdesk.language import _

Span = tuple[dt.date | None, dt.date | None]


def this_month(today: dt.date) -> Span:
    """From the first of the month; the end is open, so that what comes in counts."""
    return today.replace(day=1), None


def last_month(today: dt.date) -> Span:
    """The whole month before this one."""
    end = today.replace(day=1) - dt.timedelta(days=1)
    return end.replace(day=1), end


def this_year(today: dt.date) -> Span:
    """From the first of January."""
    return today.replace(month=1, day=1), None


def last_year(today: dt.date) -> Span:
    """The whole year before this one."""
    return dt.date(today.year - 1, 1, 1), dt.date(today.year - 1, 12, 31)


def always(_today: dt.date) -> Span:
    """No limit."""
    return None, None


PERIODS: dict[str, tuple[str, Callable[[dt.date], Span]]] = {
    "all": (_("All time"), always),
    "month": (_("This month"), this_month),
    "last_month": (_("Last month"), last_month),
    "year": (_("This year"), this_year),
    "last_year": (_("Last year"), last_year),
}
OWN = "own"
